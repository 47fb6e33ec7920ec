"""Marks of a time line as they are shown: their words, in the reader's language, and where one reads on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from legation.desk.choices import EventKind, Step
from legation.desk.queries.marks import Known, Mark
from legation.desk.queries.ties import worded
from legation.directory.models import Organisation
from legation.kernel.choices import Visibility
from legation.missions.choices import EngagementKind


@dataclass(frozen=True, slots=True)
class Event:
    """A mark as it is shown."""

    day: date
    kind: str
    step: str
    label: str
    title: str
    detail: str
    url: str
    visibility: str
    open: bool = False
    until: date | None = None


def events_of(marks: Sequence[Mark], known: Known) -> list[Event]:
    """In words: one query, for the names of who owes what."""
    owing = {
        key
        for mark in marks
        if mark.kind == "promise"
        for key in (mark.told.owed_by, mark.told.owed_to)
        if key
    }
    rows = Organisation.objects.filter(pk__in=owing).values_list("pk", Cast("name", TextField()))
    names = {pk: worded(name) for pk, name in rows} if owing else {}
    return [_event(mark, known, names) for mark in marks]


def _event(mark: Mark, known: Known, names: Mapping[int, str]) -> Event:
    trip = known.trips.get(mark.mission)
    shape = {
        EventKind.MISSION: _as_mission,
        EventKind.MEETING: _as_meeting,
        EventKind.AGREEMENT: _as_agreement,
        EventKind.PROMISE: _as_promise,
        EventKind.RELEASE: _as_release,
        EventKind.ARTICLE: _as_article,
    }[EventKind(mark.kind)]
    facts = shape(mark, trip, names)
    told = {"visibility": Visibility.SHARED.value, **facts}
    return Event(day=mark.day, kind=mark.kind, step=mark.step, label=str(Step(mark.step).label), **told)


def _as_mission(_mark: Mark, trip: Any, _names: Any) -> dict[str, Any]:
    until = trip.ends_on if trip.ends_on != trip.starts_on else None
    return {"title": trip.title, "detail": "", "url": reverse("desk", args=[trip.slug]), "until": until}


def _as_meeting(mark: Mark, trip: Any, _names: Any) -> dict[str, Any]:
    kind, title, venue = EngagementKind(mark.told[4]).label, worded(mark.told[8]), mark.told[9]
    said = [str(kind) if str(kind) != title else "", worded(venue) if venue else "", trip.title]
    url = reverse("engagement", args=[trip.slug, mark.pk])
    return {"title": title, "detail": " · ".join(filter(None, said)), "url": url}


def _as_agreement(mark: Mark, _trip: Any, _names: Any) -> dict[str, Any]:
    one = mark.told.agreement
    said = [str(one.get_kind_display()), " – ".join(str(party) for party in mark.told.parties)]
    return {
        "title": str(one.title),
        "detail": " · ".join(filter(None, said)),
        "url": reverse("agreement", args=[one.pk]),
        "visibility": one.visibility,
    }


def _as_promise(mark: Mark, trip: Any, names: Any) -> dict[str, Any]:
    one = mark.told
    owed = " → ".join(names[key] for key in (one.owed_by, one.owed_to) if key in names)
    return {
        "title": worded(one.title),
        "detail": " · ".join(filter(None, (owed, trip.title))),
        "url": reverse("commitment", args=[trip.slug, one.pk]),
        "visibility": one.visibility,
        "open": mark.step == Step.MADE and not one.settled,
    }


def _as_release(mark: Mark, trip: Any, _names: Any) -> dict[str, Any]:
    return {
        "title": str(LazyI18nString(mark.told)),
        "detail": trip.title,
        "url": reverse("press-release", args=[trip.slug, mark.pk]),
    }


def _as_article(mark: Mark, trip: Any, _names: Any) -> dict[str, Any]:
    title, publisher, visibility = mark.told[3:6]
    return {
        "title": title,
        "detail": " · ".join(filter(None, (publisher, trip.title))),
        "url": reverse("source", args=[trip.slug, mark.pk]),
        "visibility": visibility,
    }
