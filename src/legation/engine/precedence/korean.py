"""Korean particles by the sound at the end of the word before them."""

import re

PARTICLES = {
    "은": ("은", "는"),
    "이": ("이", "가"),
    "을": ("을", "를"),
    "과": ("과", "와"),
    "으로": ("으로", "로"),
}
_FIRST, _LAST = ord("가"), ord("힣")
_L = 8  # ㄹ among the 28 finals: 로 follows it, not 으로
# The Sino-Korean readings 영 일 이 삼 사 오 육 칠 팔 구, by their final.
_DIGITS = {"0": 21, "1": _L, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": _L, "8": _L, "9": 0}
# English endings whose Korean reading is certain; others can be read either way (Park 파크, Rick 릭).
_LATIN = {
    "l": _L,
    "m": 16,
    "n": 4,
    "a": 0,
    "i": 0,
    "o": 0,
    "u": 0,
    "y": 0,
    "w": 0,
    "r": 0,
    "s": 0,
    "z": 0,
    "f": 0,
}


def with_particle(word: str, particle: str) -> str:
    """`word` with 은/는, 이/가, 을/를, 과/와 or 으로/로; `particle` is the form after a consonant.

    Where the reading of the word does not settle it, both are written: 은(는), (으)로.
    """
    after_consonant, after_vowel = PARTICLES[particle]
    final = _final(word)
    if final is None:
        return f"{word}(으)로" if particle == "으로" else f"{word}{after_consonant}({after_vowel})"
    closed = final != 0 and not (particle == "으로" and final == _L)
    return word + (after_consonant if closed else after_vowel)


def _final(word: str) -> int | None:
    spoken = re.sub(r"\s*\([^()]*\)\s*$", "", word).rstrip(" .,'\"’”)]")
    if not spoken:
        return None
    last = spoken[-1].casefold()
    if _FIRST <= ord(last) <= _LAST:
        return (ord(last) - _FIRST) % 28
    if last in _DIGITS:
        return _DIGITS[last]
    return _LATIN.get(last)
