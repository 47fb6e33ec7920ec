"""What the page of the order of precedence shows, and by which pack others seat and stage."""

from legation.protocol.queries.packs import (
    Book,
    book_for,
    books,
    choices_of,
    pack_for,
    parameters_of_pack,
    seating_parameters,
)

__all__ = [
    "Book",
    "book_for",
    "books",
    "choices_of",
    "pack_for",
    "parameters_of_pack",
    "seating_parameters",
]
