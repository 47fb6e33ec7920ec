"""Folding: one spelling for what a reader takes to be the same letters."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MAX_TERM = 40
"""Longest term in characters. Longer words are cut, in the index and in the query alike."""

# Letters that no Unicode decomposition takes apart. ß becomes ss by case folding.
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_APOSTROPHES = frozenset("'\u2019\u2018\u02bc\u02bb\u2032\u201b")
_HYPHENS = frozenset("-\u2010\u2011")
_ZERO_WIDTH_SPACE = "\u200b"

# Hangul, Han, Kana and Bopomofo: scripts whose words are not (reliably) parted by spaces.
WIDE = (
    "\u1100-\u11ff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3105-\u312f\u3131-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c"
    "\uac00-\ud7a3\ud7b0-\ud7fb\uf900-\ufaff\U00020000-\U0003fffd"
)
_IS_WIDE = re.compile(f"[{WIDE}]")


class _Table(dict[int, str]):
    """Code point to folded text, worked out at first need and kept."""

    def __missing__(self, code: int) -> str:
        self[code] = out = _fold_character(chr(code))
        return out


def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _HYPHENS:
        return "-"
    if character == _ZERO_WIDTH_SPACE:
        return " "
    if _IS_WIDE.match(character):
        return character if character.isalnum() else " "
    category = unicodedata.category(character)
    if category == "Cf" or category[0] == "M":
        return ""
    plain = unicodedata.normalize("NFKD", character.casefold().translate(_PLAIN)).casefold().translate(_PLAIN)
    return "".join(c for c in plain if unicodedata.category(c)[0] != "M")


_TABLE = _Table()


def fold(text: str) -> str:
    """`text` with case, accents, compatibility forms and decomposed Hangul folded away.

    The four Unicode normal forms of one text fold to the same string. Never raises.
    """
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", text).translate(_TABLE)


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the folded text; its character `i` comes from `source[starts[i]:ends[i]]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold_with_offsets(text: str) -> Folded:
    """The same string as `fold(text)`, with where in `text` each of its characters comes from."""
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    begin = 0
    for end in range(1, len(text) + 1):
        if end < len(text) and _joins_what_precedes(text[end]):
            continue
        part = fold(text[begin:end])
        parts.append(part)
        starts += [begin] * len(part)
        ends += [end] * len(part)
        begin = end
    return Folded("".join(parts), tuple(starts), tuple(ends))


def _joins_what_precedes(character: str) -> bool:
    if character < "\u0300":
        return False
    first = unicodedata.normalize("NFKD", character)[0]
    return "\u1160" <= first <= "\u11ff" or unicodedata.category(first)[0] == "M"
