"""Alphabetical order in a stated language, by that language's own collation (ICU)."""

import hashlib
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from legation.engine.precedence.errors import BadInput


@lru_cache(maxsize=64)
def sort_key_of(language: str) -> Callable[[str], bytes]:
    """The function from a text to its sort key in `language` (ISO 639, with or without a region).

    Raises `BadInput` for a language that ICU does not list, rather than falling back to another order.
    """
    import icu

    locale = icu.Locale(language)
    if not language or locale.getLanguage() not in icu.Locale.getISOLanguages():
        raise BadInput(
            "language", f"{language!r} is not a language code", f"‘{language}’은(는) 언어 코드가 아닙니다"
        )
    collator = icu.Collator.createInstance(locale)

    def key(text: str) -> bytes:
        return bytes(collator.getSortKey(unicodedata.normalize("NFC", text)))

    return key


def lot(seed: int, key: str) -> str:
    """A draw for `key`, the same for the same seed whoever else takes part."""
    return hashlib.sha256(f"{seed}\x00{key}".encode()).hexdigest()[:16]
