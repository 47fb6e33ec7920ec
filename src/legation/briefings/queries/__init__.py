"""What the books hold, for one reader."""

from legation.briefings.queries.contents import Contents, contents_of, engagements_with_papers
from legation.briefings.queries.front import BookContent
from legation.briefings.queries.programme import programme_book
from legation.briefings.queries.who import who_is_who_book

__all__ = [
    "BookContent",
    "Contents",
    "contents_of",
    "engagements_with_papers",
    "programme_book",
    "who_is_who_book",
]
