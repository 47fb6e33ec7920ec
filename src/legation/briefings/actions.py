"""Printing: a book for one reader, logged."""

from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.briefings.choices import Book, BookLanguage, Paper
from legation.briefings.queries import programme_book, who_is_who_book
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.refusals import Refused
from legation.kernel.typesetting import typeset
from legation.missions.models import Mission
from legation.missions.rules import standing

TEMPLATES = Path(__file__).with_name("templates") / "briefings" / "typst"
BUILDERS = {Book.PROGRAMME: programme_book, Book.WHO_IS_WHO: who_is_who_book}


class UnknownBook(Refused):
    sentence = _("There is no book named “%(book)s”.")


class UnknownLanguage(Refused):
    sentence = _("“%(value)s” is no language of a book: it is en, ko or both.")
    field = "language"


class UnknownPaper(Refused):
    sentence = _("“%(value)s” is no paper of a book: it is a4 or letter.")
    field = "paper"


class NotOnTheMission(Refused):
    sentence = _("%(reader)s does not work on this mission, so there is no book for them.")


def book_bytes(mission: Mission, book: str, *, reader: Any, language: str, paper: str) -> bytes:
    """The PDF of a book with what `reader` may see, and nothing else.

    The same content on the same day gives the same bytes. Raises a Refused: UnknownBook, UnknownLanguage,
    UnknownPaper, NotOnTheMission, or FontsMissing where the machine lacks the fonts.
    """
    if book not in Book.values:
        raise UnknownBook(book=book)
    if language not in BookLanguage.values:
        raise UnknownLanguage(value=language)
    if paper not in Paper.values:
        raise UnknownPaper(value=paper)
    mine = standing(reader, mission.pk)
    if mine is None:
        raise NotOnTheMission(reader=reader)
    content = BUILDERS[Book(book)](mission, reader, language=language, paper=paper, on=timezone.localdate())
    pdf = typeset(TEMPLATES / f"{book}.typ", content.data, content.pictures, at=content.at)
    with transaction.atomic():
        log(Verb.PRINTED, mission, by=reader, mission_id=mission.pk, visibility=mine.side)
    return pdf
