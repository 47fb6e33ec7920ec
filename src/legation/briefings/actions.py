"""Printing: a book or a paper for one reader, logged."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.briefings.choices import (
    Book,
    BookLanguage,
    CardOrder,
    EngagementPaper,
    Itinerary,
    ItineraryPaper,
    Paper,
)
from legation.briefings.queries import BookContent, programme_book, who_is_who_book
from legation.briefings.queries.itinerary import itineraries
from legation.briefings.queries.papers import PaperOrder, badges_paper, engagement_paper
from legation.briefings.queries.papers.labels import SHEETS, LabelSheet, labels_paper
from legation.briefings.queries.papers.minutes import minutes_paper
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.refusals import Refused
from legation.kernel.typesetting import typeset
from legation.missions.models import Delegate, Engagement, Mission
from legation.missions.queries.calendars import linkable
from legation.missions.rules import standing
from legation.outcomes.models import Minutes

TEMPLATES = Path(__file__).with_name("templates") / "briefings" / "typst"
BUILDERS = {Book.PROGRAMME: programme_book, Book.WHO_IS_WHO: who_is_who_book}


class UnknownBook(Refused):
    sentence = _("There is no book named “%(book)s”.")


class UnknownPaperOfEngagement(Refused):
    sentence = _("There is no paper named “%(paper)s”.")


class UnknownLanguage(Refused):
    sentence = _("“%(value)s” is no language of a book: it is en, ko or both.")
    field = "language"


class UnknownPaper(Refused):
    sentence = _("“%(value)s” is no paper of a book: it is a4 or letter.")
    field = "paper"


class UnknownItinerary(Refused):
    sentence = _("“%(value)s” is nothing that is printed of somebody’s days: it is itinerary or pocket.")
    field = "kind"


class NobodysItinerary(Refused):
    sentence = _("There is nobody whose days you could print.")
    field = "who"


class UnknownOrder(Refused):
    sentence = _("“%(value)s” is no order of cards: it is precedence or table.")
    field = "order"


class UnknownStock(Refused):
    sentence = _("“%(value)s” is no label stock that is known here.")
    field = "stock"


class NoSuchLabel(Refused):
    sentence = _("A sheet has labels 1 to %(each)s. Say at which of them to begin.")
    field = "start"


class NotOnTheMission(Refused):
    sentence = _("%(reader)s does not work on this mission, so there is no book for them.")


def book_bytes(mission: Mission, book: str, *, reader: Any, language: str, paper: str) -> bytes:
    """The PDF of a book with what `reader` may see, and nothing else.

    The same content on the same day gives the same bytes. Raises a Refused: UnknownBook, UnknownLanguage,
    UnknownPaper, NotOnTheMission, or FontsMissing where the machine lacks the fonts.
    """
    if book not in Book.values:
        raise UnknownBook(book=book)
    _check_sheet(paper)
    build = BUILDERS[Book(book)]
    return _printed(
        book,
        mission,
        mission,
        lambda: build(mission, reader, language=language, paper=paper, on=timezone.localdate()),
        reader=reader,
        language=language,
    )


def paper_bytes(
    engagement: Engagement, name: str, *, reader: Any, language: str, paper: str, order: str = "precedence"
) -> bytes:
    """The PDF of a paper of an engagement, which `reader` sees: over those alone whom all its readers see.

    `order` is that of the place cards. Refuses as `book_bytes` does, with UnknownPaperOfEngagement and
    UnknownOrder.
    """
    if name not in EngagementPaper.values:
        raise UnknownPaperOfEngagement(paper=name)
    if order not in CardOrder.values:
        raise UnknownOrder(value=order)
    _check_sheet(paper)
    asked = PaperOrder(reader, language, paper, timezone.localdate())
    return _printed(
        name,
        engagement,
        engagement.mission,
        lambda: engagement_paper(engagement, EngagementPaper(name), asked, order),
        reader=reader,
        language=language,
    )


def minutes_bytes(minutes: Minutes, *, reader: Any, language: str, paper: str) -> bytes:
    """The minutes as both sides sign them, the same for every reader; a draft while they are open."""
    _check_sheet(paper)
    asked = PaperOrder(reader, language, paper, timezone.localdate())
    return _printed(
        "minutes",
        minutes,
        minutes.mission,
        lambda: minutes_paper(minutes, asked),
        reader=reader,
        language=language,
    )


def badges_bytes(mission: Mission, *, reader: Any, language: str, paper: str) -> bytes:
    """The badges of everybody who comes on the mission, as far as `reader` sees them."""
    _check_sheet(paper)
    asked = PaperOrder(reader, language, paper, timezone.localdate())
    return _printed(
        EngagementPaper.BADGES.value,
        mission,
        mission,
        lambda: badges_paper(mission, asked),
        reader=reader,
        language=language,
    )


def labels_bytes(
    mission: Mission, *, reader: Any, language: str, stock: str, start: int, own: LabelSheet | None = None
) -> bytes:
    """Names, and codes for who prepares the mission, on label stock from place `start` of the first sheet.

    `own` is a sheet that the reader measured, in place of `stock`.
    """
    if own is None and stock not in SHEETS:
        raise UnknownStock(value=stock)
    sheet = own or SHEETS[stock]
    if not 1 <= start <= sheet.each:
        raise NoSuchLabel(each=sheet.each)
    asked = PaperOrder(reader, language, sheet.paper, timezone.localdate())
    return _printed(
        "labels",
        mission,
        mission,
        lambda: labels_paper(mission, asked, sheet, start),
        reader=reader,
        language=language,
    )


def itinerary_bytes(
    mission: Mission, delegates: Sequence[Delegate], kind: str, *, reader: Any, language: str, paper: str,
    logged: bool = True,
) -> bytes:  # fmt: skip
    """The days of these delegates as `reader` sees them, one after the other; a pocket programme is A6.

    Refuses as `book_bytes` does, and whose days the reader may not hand out (NobodysItinerary).
    """
    if kind not in Itinerary.values:
        raise UnknownItinerary(value=kind)
    if paper not in ItineraryPaper.values:
        raise UnknownPaper(value=paper)
    allowed = {each.pk for each in linkable(mission, reader)}
    chosen = [each for each in delegates if each.pk in allowed]
    if not chosen:
        raise NobodysItinerary
    sheet = "a6" if kind == Itinerary.POCKET else paper
    now = timezone.now()
    return _printed(
        kind,
        chosen[0] if len(chosen) == 1 else mission,
        mission,
        lambda: itineraries(
            mission, chosen, Itinerary(kind), reader, language=language, paper=sheet, now=now
        ),
        reader=reader,
        language=language,
        logged=logged,
    )


def _check_sheet(paper: str) -> None:
    if paper not in Paper.values:
        raise UnknownPaper(value=paper)


def _printed(
    template: str, target: models.Model, mission: Mission, build: Callable[[], BookContent], *,
    reader: Any, language: str, logged: bool = True,
) -> bytes:  # fmt: skip
    """Build, set and log."""
    if language not in BookLanguage.values:
        raise UnknownLanguage(value=language)
    mine = standing(reader, mission.pk)
    if mine is None:
        raise NotOnTheMission(reader=reader)
    content = build()
    pdf = typeset(TEMPLATES / f"{template}.typ", content.data, content.pictures, at=content.at)
    if not logged:
        return pdf
    with transaction.atomic():
        log(Verb.PRINTED, target, by=reader, mission_id=mission.pk, visibility=mine.side)
    return pdf
