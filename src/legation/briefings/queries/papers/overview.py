"""The page on which papers are chosen: what each of them would hold."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from legation.briefings.choices import EngagementPaper
from legation.briefings.queries.papers.cards import badge_people
from legation.briefings.queries.papers.laid import MISSING, NO_PLAN, Laid, laid_of
from legation.briefings.queries.papers.people import is_large
from legation.missions.models import Engagement
from legation.protocol.models import ShowItem, Vehicle
from legation.protocol.queries.attending import Attending, in_common, placed, setting_of
from legation.protocol.queries.seats import pairs_at

ABOUT = {
    EngagementPaper.SEAT_PLAN: gettext_lazy(
        "The drawing to scale, who sits behind each number, and with several tables a list to find a name in."
    ),
    EngagementPaper.PLACE_CARDS: gettext_lazy(
        "Tent cards with the name on both faces, large for principals; cut and fold where the marks are."
    ),
    EngagementPaper.TABLE_CARDS: gettext_lazy(
        "One tent card for each table: its number on one face, who sits there on the other."
    ),
    EngagementPaper.BADGES: gettext_lazy(
        "Badges of 90 by 55 mm with name, post, organisation and side for everybody who confirmed."
    ),
    EngagementPaper.PHOTO: gettext_lazy("Who stands where, row by row from the photographer’s left."),
    EngagementPaper.CARS: gettext_lazy(
        "By car for the drivers, and by person, so that everybody knows their car before departure."
    ),
    EngagementPaper.RUN_OF_SHOW: gettext_lazy(
        "Minute by minute: what happens, who sees to it and on which cue, with room for the real time. Your"
        " side’s own lines are on it, and marked."
    ),
    EngagementPaper.ACKNOWLEDGEMENTS: gettext_lazy(
        "Large type for the lectern: whom to name, in descending order, with the form of address."
    ),
}


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper: what it is, how much it holds, or why there is none yet."""

    paper: EngagementPaper
    about: str
    size: str
    missing: str

    @property
    def name(self) -> str:
        return str(self.paper.label)


@dataclass(frozen=True, slots=True)
class Counted:
    """How much there is of what no plan holds."""

    vehicles: int
    lines: int


@dataclass(frozen=True, slots=True)
class PapersPage:
    """The papers of an engagement. `hidden` are those whom only the reader's side sees: on no paper."""

    engagement: Engagement
    lines: tuple[PaperLine, ...]
    hidden: tuple[Attending, ...]
    question: str

    @property
    def first(self) -> PaperLine | None:
        """The first paper that holds something."""
        return next((line for line in self.lines if not line.missing), None)


def papers_page(engagement: Engagement, reader: Any) -> PapersPage:
    """Seven queries: the engagement with its place, who is there, their tenures, the arrangement, the wishes,
    the cars, the run of show."""
    setting = setting_of(placed(engagement, reader), reader)
    counted = Counted(
        vehicles=Vehicle.objects.visible_to(reader).filter(engagement=engagement).count(),
        lines=ShowItem.objects.visible_to(reader).filter(engagement=engagement).count(),
    )
    laid = laid_of(setting, pairs_at(engagement, reader))
    everybody = (*setting.people, *setting.away)
    return PapersPage(
        engagement=setting.engagement,
        lines=tuple(_line(paper, laid, counted) for paper in EngagementPaper),
        hidden=tuple(each for each in everybody if not in_common(setting, each)),
        question=laid.question,
    )


def _line(paper: EngagementPaper, laid: Laid, counted: Counted) -> PaperLine:
    size, missing = SIZES[paper](laid, counted)
    return PaperLine(paper, str(ABOUT[paper]), "" if missing else size, missing)


def _plan(laid: Laid, _counted: Counted) -> tuple[str, str]:
    seats = len(laid.seated)
    return ngettext("%(n)d seat", "%(n)d seats", seats) % {"n": seats}, _lacks_plan(laid)


def _place_cards(laid: Laid, _counted: Counted) -> tuple[str, str]:
    people = laid.people(by_table=False)
    if not people:
        return "", _lacks_plan(laid)
    large = sum(is_large(each) for each in people)
    text = ngettext(
        "%(n)d card, %(large)d of them large", "%(n)d cards, %(large)d of them large", len(people)
    )
    return text % {"n": len(people), "large": large}, ""


def _tables(laid: Laid, _counted: Counted) -> tuple[str, str]:
    number = len(laid.tables)
    return ngettext("%(n)d card", "%(n)d cards", number) % {"n": number}, _lacks_plan(laid)


def _badges(laid: Laid, _counted: Counted) -> tuple[str, str]:
    number = len(badge_people(laid))
    text = ngettext("%(n)d badge", "%(n)d badges", number) % {"n": number}
    return text, "" if number else _lacks(laid)


def _photo(laid: Laid, _counted: Counted) -> tuple[str, str]:
    number = len(laid.cast.everybody)
    return ngettext("%(n)d person", "%(n)d people", number) % {"n": number}, _lacks(laid)


def _cars(laid: Laid, counted: Counted) -> tuple[str, str]:
    vehicles = counted.vehicles
    text = ngettext("%(n)d vehicle", "%(n)d vehicles", vehicles) % {"n": vehicles}
    return text, _lacks(laid) if vehicles else str(MISSING["vehicles"])


def _lines_of_show(_laid: Laid, counted: Counted) -> tuple[str, str]:
    lines = counted.lines
    text = ngettext("%(n)d line", "%(n)d lines", lines) % {"n": lines}
    return text, "" if lines else _("The run of show is not written yet.")


def _acknowledged(laid: Laid, _counted: Counted) -> tuple[str, str]:
    people = laid.cast.ranked
    number = len(people.acknowledged)
    text = ngettext("%(n)d person", "%(n)d people", number) % {"n": number}
    if people.counted:
        text = _("%(people)s, checked in") % {"people": text}
    return text, people.question or ("" if number else str(MISSING["people"]))


SIZES: dict[EngagementPaper, Callable[[Laid, Counted], tuple[str, str]]] = {
    EngagementPaper.SEAT_PLAN: _plan,
    EngagementPaper.PLACE_CARDS: _place_cards,
    EngagementPaper.TABLE_CARDS: _tables,
    EngagementPaper.BADGES: _badges,
    EngagementPaper.PHOTO: _photo,
    EngagementPaper.CARS: _cars,
    EngagementPaper.RUN_OF_SHOW: _lines_of_show,
    EngagementPaper.ACKNOWLEDGEMENTS: _acknowledged,
}


def _lacks_plan(laid: Laid) -> str:
    """Why nobody is seated, or nothing where somebody is."""
    if not laid.lacks:
        return ""
    code = laid.lacks[0]
    if code == "order" and laid.question:
        return laid.question
    return str(MISSING.get(code, NO_PLAN))


def _lacks(laid: Laid) -> str:
    """Why nobody can be placed, or nothing where somebody can."""
    code = laid.cast.missing
    if code == "order" and laid.question:
        return laid.question
    return str(MISSING[code]) if code else ""
