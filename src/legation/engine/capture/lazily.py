"""Patterns that are compiled when they are first asked: a text of one language needs not half of them."""

import re
from typing import cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


class _Lazy:
    """Stands for a pattern; its first use compiles it and puts the pattern's own methods in its place."""

    def __init__(self, words: str, flags: int) -> None:
        self._made = (words, flags)

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        pattern = re.compile(*self._made)
        self.__dict__.update({one: getattr(pattern, one) for one in _ASKED})
        made: object = getattr(pattern, name)
        return made


def lazily(words: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern of `words`, compiled at its first use; a wrong one fails there and not at the start."""
    return cast("re.Pattern[str]", _Lazy(words, flags))
