"""Plain notes into who said what: "Name: words", one after the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from legation.missions.choices import Function
from legation.outcomes.queries.minutes_text import Someone

# A name before a colon: short, and not the hour of a time of the day or the scheme of an address.
NAMED = re.compile(r"^\s*[-*•]?\s*(?P<name>[^\s:：\d][^:：\n]{0,59}?)\s*[:：](?![\d/])\s*(?P<words>.*)$")
SPLIT = re.compile(r"[\s,.·()]+")
TITLES = {
    *("mr", "mrs", "ms", "dr", "mayor", "deputy", "vice", "governor", "president", "chair", "director"),
    *("시장", "부시장", "의장", "부의장", "국장", "과장", "대사", "총영사", "위원장", "회장", "님"),
}


@dataclass(frozen=True, slots=True)
class Noted:
    """What somebody said, as it stands in notes; without a name it is nobody's."""

    name: str
    words: str


def noted(text: str, *, no_names: frozenset[str] = frozenset()) -> list[Noted]:
    """Who said what, in order. A line without a name goes on with what was said before.

    What stands before a colon is no name where `no_names` holds it.
    """
    found: list[Noted] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if not line.strip():
            continue
        match = NAMED.match(line)
        name = " ".join(match["name"].split()) if match else ""
        if match and name not in no_names:
            found.append(Noted(name, match["words"].strip()))
        elif found:
            last = found.pop()
            found.append(Noted(last.name, f"{last.words}\n{line.strip()}".strip()))
        else:
            found.append(Noted("", line.strip()))
    return [one for one in found if one.words]


def names_in(said: Sequence[Noted]) -> list[str]:
    """The names of the notes, each once, as they come."""
    return [name for name in dict.fromkeys(one.name for one in said) if name]


def known_among(names: Sequence[str], people: Sequence[Someone]) -> dict[str, str]:
    """Which of these names can only be one of those who were there: name to key."""
    found = {}
    for name in names:
        keys = {one.key for one in people if _means(name, one)}
        if len(keys) > 1:
            spoken = {one.key for one in people if one.key in keys and one.function not in _BESIDE}
            keys = spoken or keys
        if len(keys) == 1:
            found[name] = keys.pop()
    return found


_BESIDE = {Function.INTERPRETER.value, Function.NOTE_TAKER.value}


def _means(name: str, one: Someone) -> bool:
    """Every word of the name is one of theirs, titles aside, and at least one word is."""
    theirs: set[str] = set()
    for language in ("en", "ko"):
        full = one.name.localize(language)
        theirs |= {*_words(full), "".join(_words(full))}
        if full and _is_hangul(full) and " " not in full and len(full) >= 3:
            theirs.add(full[0])  # 박 시장: the family name alone
    wanted = [word for word in _words(name) if word not in TITLES]
    return bool(wanted) and all(_bare(word) in theirs for word in wanted)


def _words(text: str) -> list[str]:
    return [word for word in SPLIT.split(text.casefold()) if word]


def _bare(word: str) -> str:
    """Without a Korean title that hangs on the name: 박형준시장."""
    for title in sorted(TITLES, key=len, reverse=True):
        if len(word) > len(title) and word.endswith(title) and _is_hangul(title):
            return word[: -len(title)]
    return word


def _is_hangul(text: str) -> bool:
    return all("가" <= letter <= "힣" for letter in text)
