"""What every paper begins with, and how it ends up as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from legation.briefings.queries.front import BookContent, content
from legation.briefings.queries.wording import Line, Text, day_text, languages_of, span_text, told
from legation.kernel.choices import Side
from legation.missions.choices import EngagementStatus, MissionStatus, PartOfDay
from legation.missions.models import Engagement, Mission
from legation.missions.rules import standing

PAPER_WORDS = {
    "guest": gettext_lazy("Guests"),
    "host": gettext_lazy("Hosts"),
    "third": gettext_lazy("Third parties"),
    "sample": gettext_lazy("sample"),
    "cancelled": gettext_lazy("Cancelled"),
}


@dataclass(frozen=True, slots=True)
class PaperHead:
    """The head of a paper: which one, of what, when and where, and for whom it was printed."""

    paper: Text
    title: Text
    mission: Text
    when: Text
    place: Text
    cancelled: bool
    reader: str
    side: str
    side_name: Text
    on: Text


@dataclass(frozen=True, slots=True)
class PaperOrder:
    """Who asked for a paper, in which languages, on which sheet, on which day."""

    reader: Any
    language: str
    sheet: str
    on: date

    @property
    def languages(self) -> tuple[str, ...]:
        return languages_of(self.language)


def engagement_head(paper: Any, engagement: Engagement, order: PaperOrder) -> PaperHead:
    """The head of a paper of an engagement, which brings its venue, room and mission: no query."""
    languages = order.languages
    return PaperHead(
        paper=told(languages, lambda: paper),
        title=told(languages, lambda: engagement.title),
        mission=told(languages, lambda: engagement.mission.name),
        when=_when(engagement, languages),
        place=told(languages, lambda: _place(engagement)),
        cancelled=engagement.status == EngagementStatus.CANCELLED,
        **_for(order, engagement.mission_id),
    )


def mission_head(paper: Any, mission: Mission, order: PaperOrder) -> PaperHead:
    """The head of a paper of the whole mission: no query."""
    languages = order.languages
    name = told(languages, lambda: mission.name)
    return PaperHead(
        paper=told(languages, lambda: paper),
        title=name,
        mission=(),
        when=span_text(languages, mission.starts_on, mission.ends_on),
        place=(),
        cancelled=mission.status == MissionStatus.CANCELLED,
        **_for(order, mission.pk),
    )


def made(
    head: PaperHead, body: Mapping[str, Any], words: Mapping[str, Any], order: PaperOrder,
    pictures: Mapping[str, bytes] | None = None,
) -> BookContent:  # fmt: skip
    """The paper as data for its template."""
    return content(
        head,
        body,
        {**PAPER_WORDS, **words},
        pictures or {},
        language=order.language,
        paper=order.sheet,
        on=order.on,
    )


def _for(order: PaperOrder, mission: int) -> dict[str, Any]:
    mine = standing(order.reader, mission)
    assert mine is not None, "the action has asked"  # noqa: S101
    return {
        "reader": str(order.reader),
        "side": mine.side,
        "side_name": told(order.languages, lambda: Side(mine.side).label),
        "on": day_text(order.languages, order.on),
    }


def _when(engagement: Engagement, languages: tuple[str, ...]) -> Text:
    """Wednesday 17 April 2024, 17:00–18:00; or the part of the day."""
    days = day_text(languages, engagement.local_start.date())
    clock = f"{engagement.local_start:%H:%M}–{engagement.local_end:%H:%M}"
    parts = [told((day.lang,), lambda: PartOfDay(engagement.part).label) for day in days if engagement.part]
    times = [part[0].text for part in parts] or [clock] * len(days)
    return tuple(Line(day.lang, f"{day.text}, {time}") for day, time in zip(days, times, strict=True))


def _place(engagement: Engagement) -> str:
    venue, room = engagement.venue, engagement.room
    if venue is None:
        return ""
    if room is None:
        return _("%(venue)s, %(city)s") % {"venue": venue.name, "city": venue.city}
    return _("%(room)s, %(venue)s, %(city)s") % {"room": room.name, "venue": venue.name, "city": venue.city}
