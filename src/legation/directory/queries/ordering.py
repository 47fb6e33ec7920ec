"""Order by names as readers of a language expect it.

A two-language name is one column of the database, and databases collate Hangul, accents and capitals each in
a way of their own. So the keys of a list are read in one narrow query, ordered here by the Unicode collation
of the reader's language, and only the rows of one page are loaded.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.utils.translation import get_language

T = TypeVar("T")


def in_order(rows: Iterable[T], name: Callable[[T], str]) -> list[T]:
    """`rows` by name in the reader's language; the same name by the row itself."""
    collated = collator()
    return sorted(rows, key=lambda row: (collated(name(row)), row))


def collator() -> Callable[[str], Any]:
    """The sort key of a text in the reader's language."""
    from icu import Collator, Locale

    key: Callable[[str], Any] = Collator.createInstance(Locale(get_language() or "en")).getSortKey
    return key
