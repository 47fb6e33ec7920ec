"""Korean particles that depend on the final sound of the word before them."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from types import MappingProxyType

PAIRS = MappingProxyType(
    {
        "은/는": ("은", "는", "은(는)"),
        "이/가": ("이", "가", "이(가)"),
        "을/를": ("을", "를", "을(를)"),
        "과/와": ("과", "와", "과(와)"),
        "아/야": ("아", "야", "아(야)"),
        "으로/로": ("으로", "로", "(으)로"),
        "으로서/로서": ("으로서", "로서", "(으)로서"),
        "으로부터/로부터": ("으로부터", "로부터", "(으)로부터"),
        "이나/나": ("이나", "나", "(이)나"),
        "이랑/랑": ("이랑", "랑", "(이)랑"),
        "이라/라": ("이라", "라", "(이)라"),
        "이며/며": ("이며", "며", "(이)며"),
        "이에요/예요": ("이에요", "예요", "이에요(예요)"),
    }
)
"""Pair to the form after a consonant, after a vowel, and where the sound is not known."""


class UnknownPair(ValueError):
    """A pair of particles that is not in `PAIRS`; `pair` is the pair asked for."""

    def __init__(self, pair: str) -> None:
        super().__init__(f"Unknown pair of particles: {pair}")
        self.pair = pair


class _Final(Enum):
    CONSONANT = 0
    RIEUL = 1
    VOWEL = 2
    UNKNOWN = 3


def josa(word: str, pair: str, *, reading: str = "") -> str:
    """`word` followed by the right particle of `pair` ("은/는"; either order): "부산은", "서울로",
    "Harrell은".

    `reading` is the recorded Hangul of a foreign word, where there is one, and decides. Raises `UnknownPair`.
    """
    return word + particle(word, pair, reading=reading)


def particle(word: str, pair: str, *, reading: str = "") -> str:
    """The right particle of `pair` after `word`, by its final sound.

    Closing quotes, brackets and a bracketed part at the end are passed over. Hangul is exact. A number is
    read as Sino-Korean ("10은", "2는", "1,000이"). Capitals alone are read letter by letter ("KOSME는",
    "MOU를"). Other Latin words go by a rule of thumb on their ending, for which `reading` is the remedy.
    Anything else gets both forms: "은(는)". Raises `UnknownPair`.
    """
    first, _, second = pair.partition("/")
    forms = PAIRS.get(pair) or PAIRS.get(f"{second}/{first}")
    if forms is None:
        raise UnknownPair(pair)
    after_consonant, after_vowel, unknown = forms
    final = _final_sound(reading or word)
    if final is _Final.UNKNOWN:
        return unknown
    if final is _Final.RIEUL and after_consonant.startswith("으로"):
        return after_vowel
    return after_vowel if final is _Final.VOWEL else after_consonant


_BRACKETED = re.compile(r"(?<=\S)\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")
_TAIL = re.compile(r"[A-Za-z]+$|\d[\d,]*(?:\.\d+)?$")
_UNITS = {"%": _Final.VOWEL, "℃": _Final.VOWEL, "°": _Final.VOWEL, "$": _Final.VOWEL}
_DIGITS = {
    "1": _Final.RIEUL, "7": _Final.RIEUL, "8": _Final.RIEUL,
    "0": _Final.CONSONANT, "3": _Final.CONSONANT, "6": _Final.CONSONANT,
}  # fmt: skip
_LETTERS = {"L": _Final.RIEUL, "R": _Final.RIEUL, "M": _Final.CONSONANT, "N": _Final.CONSONANT}
# Final sound of the names of the powers of ten: 만 억 조 경 해 (zeros from, final).
_POWERS = ((20, _Final.VOWEL), (16, _Final.CONSONANT), (12, _Final.VOWEL), (1, _Final.CONSONANT))


def _final_sound(word: str) -> _Final:
    text = _BRACKETED.sub("", unicodedata.normalize("NFC", word))
    while text and not (text[-1].isalnum() or text[-1] in _UNITS):
        text = text[:-1]
    if not text:
        return _Final.UNKNOWN
    last = text[-1]
    if "가" <= last <= "힣":
        final = (ord(last) - ord("가")) % 28
        return _Final.VOWEL if final == 0 else _Final.RIEUL if final == 8 else _Final.CONSONANT
    if last in _UNITS:
        return _UNITS[last]
    tail = _TAIL.search(
        "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    )
    if tail is None:
        return _Final.UNKNOWN
    return _of_number(tail.group()) if tail.group()[0].isdigit() else _of_latin(tail.group())


def _of_number(number: str) -> _Final:
    digits = number.replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros and "." not in digits and zeros < len(digits):
        return next(final for least, final in _POWERS if zeros >= least)
    return _DIGITS.get(digits[-1], _Final.VOWEL)


_SHORT_STOP = re.compile(r"(?:^|[^aeiou])(?:[aeiou]|oo)(?:[pbtkc]|ck|pp|tt)$")
_NASAL = re.compile(r"(?:[mn]|ng|[aeiou][mn]e)$")
_LIQUID = re.compile(r"(?:l|le)$")


def _of_latin(word: str) -> _Final:
    if word.isupper():
        return _LETTERS.get(word[-1], _Final.VOWEL)
    lower = word.lower()
    if _LIQUID.search(lower):
        return _Final.RIEUL
    if _NASAL.search(lower) or _SHORT_STOP.search(lower):
        return _Final.CONSONANT
    return _Final.VOWEL
