"""A person's name as it was recorded, and the ways it is written."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Literal

Order = Literal["family-first", "given-first"]

# Korean family names of two syllables that are not also a family name and the start of a given name.
_TWO_SYLLABLES = ("남궁", "제갈", "독고", "사공", "서문", "동방", "황보", "선우")
_OFTEN_ONE_SYLLABLE = ("황보", "선우")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_OWN_SCRIPT = {
    "ko": _HANGUL,
    "ja": re.compile(r"[\u3041-\u30ff\u3400-\u9fff]"),
    "zh": re.compile(r"[\u3400-\u9fff]"),
}


class NamelessPerson(ValueError):
    """A name in which no field holds a letter."""


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name, each spelling as the person or a source gives it. Nothing here is ever derived by romanisation.

    `family` and `given` are the Latin spelling; either may be empty, for one name only. `order` is how that
    spelling is written in running text. `native` is the whole name in the person's own script. `korean` is
    the spelling in Korean text where it is not `native`: the recorded Hangul of a foreign name.
    `native_family` and `korean_family` say which part is the family name where it cannot be seen.
    `honorific` is what stands before a name without a title ("Dr", "Ms"); `suffix` what follows ("Jr.").

    White space is trimmed and Unicode composed. Raises `NamelessPerson` where all spellings are empty.
    """

    family: str = ""
    given: str = ""
    native: str = ""
    order: Order = "given-first"
    honorific: str = ""
    suffix: str = ""
    native_family: str = ""
    korean: str = ""
    korean_family: str = ""

    def __post_init__(self) -> None:
        for field in fields(self):
            value = " ".join(unicodedata.normalize("NFC", getattr(self, field.name)).split())
            object.__setattr__(self, field.name, value)
        spellings = self.family + self.given + self.native + self.korean
        if not any(character.isalpha() for character in spellings):
            raise NamelessPerson(
                "A name needs at least one letter in a family, given, native or Korean spelling."
            )
        if self.order not in ("family-first", "given-first"):
            raise ValueError(f"Unknown name order: {self.order}")


@dataclass(frozen=True, slots=True)
class _Written:
    """One spelling in the pieces that stand apart: `before` and `after` are the given names around the
    family."""

    whole: str
    family: str
    given: str
    latin: bool


def _written(name: PersonName, language: str) -> _Written:
    base = language.partition("-")[0].partition("_")[0].lower()
    if base == "ko" and name.korean:
        return _in_own_script(name.korean, name.korean_family, name.order)
    script = _OWN_SCRIPT.get(base)
    if name.native and ((script and script.search(name.native)) or not (name.family or name.given)):
        return _in_own_script(name.native, name.native_family, name.order)
    if not (name.family or name.given):
        return _in_own_script(name.korean, name.korean_family, name.order)
    parts = (name.family, name.given) if name.order == "family-first" else (name.given, name.family)
    whole = " ".join(part for part in (*parts, name.suffix) if part)
    return _Written(whole, name.family or name.given, name.given if name.family else "", latin=True)


def _in_own_script(whole: str, family: str, order: Order) -> _Written:
    family = family or _family_in(whole, order)
    given = " ".join(whole.replace(family, " ", 1).split())
    if order == "given-first" and whole.endswith(family):
        given = whole.removesuffix(family).rstrip()
    return _Written(whole, family, given, latin=False)


def _family_in(whole: str, order: Order) -> str:
    words = re.split(r"[ ·・]+", whole)
    if len(words) > 1:
        return words[-1] if order == "given-first" else words[0]
    if not all(map(_HANGUL.match, whole)) or len(whole) == 1 or len(whole) > 4:
        return whole
    two = whole[:2]
    if two in _TWO_SYLLABLES and (len(whole) == 4 or (len(whole) == 3 and two not in _OFTEN_ONE_SYLLABLE)):
        return two
    return whole[0] if len(whole) < 4 else whole


def display(name: PersonName, language: str) -> str:
    """The name in running text of `language` ("en", "ko" or another BCP 47 tag).

    In Korean the recorded Hangul; in Japanese and Chinese a native spelling in their script; otherwise the
    Latin spelling in the person's own order, with its suffix. Where that is not recorded, the spelling that
    is.
    """
    return _written(name, language).whole


def family_of(name: PersonName, language: str) -> str:
    """The part used with a title ("Mayor Park", "박 시장님"): the family name, or the only name there is.

    In an unspaced Hangul name of two or three syllables it is the first, or a known two-syllable family name;
    in a spaced one the last word, or the first where the order is family-first. An unspaced name in another
    script is not cut: it stays whole unless its family name is recorded.
    """
    return _written(name, language).family


def marked(name: PersonName) -> str:
    """The Latin spelling with the family name in capitals, for print: "Bruce HARRELL", "PARK Heong-joon".

    A single name is in capitals. Without a Latin spelling the native one, unchanged: other scripts have no
    capitals and need no mark. Capitals are those of no language in particular (Turkish i becomes I).
    """
    if not (name.family or name.given):
        return name.native or name.korean
    family = (name.family or name.given).upper()
    given = name.given if name.family else ""
    parts = (family, given) if name.order == "family-first" else (given, family)
    return " ".join(part for part in (*parts, name.suffix) if part)


def initials(name: PersonName, language: str) -> str:
    """A monogram for a portrait, of one or two characters.

    In Hangul and other scripts without capitals the first syllable of the family name ("박"); in Latin the
    first letters of given and family name as written ("BH", "PH").
    """
    written = _written(name, language)
    if not written.latin and not _has_case(written.whole):
        return _first_letter(written.family)
    first, second = written.given, written.family
    if name.order == "family-first":
        first, second = second, first
    return (_first_letter(first) + _first_letter(second)).upper()[:2]


def _has_case(text: str) -> bool:
    return text.upper() != text or text.lower() != text


def _first_letter(text: str) -> str:
    return next((character for character in text if character.isalnum()), "")


@lru_cache(maxsize=32)
def _collator(language: str) -> Any:
    from icu import Collator, Locale

    return Collator.createInstance(Locale(language.replace("-", "_")))


def sort_key(name: PersonName, language: str) -> bytes:
    """A key that orders people by family name, then given name, by the collation of `language` (ICU).

    Uses the spelling that `display` uses, so that a printed list looks sorted: in Korean Hangul before
    Latin, in English Latin first. Compare with `<`; equal keys only for equal spellings. A language that ICU
    does not know gets its root collation. Valid for one version of ICU: recompute it rather than store it.
    """
    collator, written = _collator(language), _written(name, language)
    keys = (
        collator.getSortKey(part).rstrip(b"\0") for part in (written.family, written.given, written.whole)
    )
    return b"\0".join((*keys, written.whole.encode()))
