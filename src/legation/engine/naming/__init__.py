"""How a person is named: order, scripts, forms of address, marked surnames, sorting, Korean particles."""

from .address import POSTS, UnknownPost, address, formal, title_of
from .josa import PAIRS, UnknownPair, josa, particle
from .names import NamelessPerson, PersonName, display, family_of, initials, marked, sort_key

__all__ = [
    "PAIRS",
    "POSTS",
    "NamelessPerson",
    "PersonName",
    "UnknownPair",
    "UnknownPost",
    "address",
    "display",
    "family_of",
    "formal",
    "initials",
    "josa",
    "marked",
    "particle",
    "sort_key",
    "title_of",
]
