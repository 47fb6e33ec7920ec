"""Who arrives and leaves where: by day and place, for those who pick up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.logistics.models import Run
from legation.logistics.queries.runs import pick_ups
from legation.logistics.queries.sheet import Column, Line, Part, Row, Sheet, both
from legation.missions.choices import Direction, MovementStatus
from legation.missions.models import Delegate, Mission, Movement
from legation.missions.queries.travel import movements_of


@dataclass(frozen=True, slots=True)
class Coming:
    """A flight, train or car with those on it whom the reader sees, and the transfers that meet it."""

    movement: Movement
    people: tuple[Delegate, ...]
    runs: tuple[Run, ...]
    place: str
    terminal: str
    at: datetime | None
    late: bool

    @property
    def clock(self) -> str:
        """The time by the clock of its place."""
        return f"{self.at:%H:%M}" if self.at is not None else ""


@dataclass(frozen=True, slots=True)
class Stop:
    """All at one place on one day; `arriving` or leaving from there."""

    day: date
    place: str
    arriving: bool
    rows: tuple[Coming, ...]

    @property
    def people(self) -> int:
        return sum(len(row.people) for row in self.rows)


def manifest(mission: Mission, user: Any, direction: str = "") -> tuple[Stop, ...]:
    """Three queries. Arrivals and journeys between cities by where they arrive, departures by where they
    leave; `direction` "arrival" or "departure" shows one of them alone."""
    runs = Run.objects.visible_to(user).filter(mission=mission).order_by("leaves_at", "pk")
    meets = pick_ups(list(runs))
    rows = []
    for movement in movements_of(mission, user):
        if movement.status == MovementStatus.CANCELLED:
            continue
        arriving = movement.direction != Direction.DEPARTURE
        if direction in {"arrival", "departure"} and arriving != (direction == "arrival"):
            continue
        rows.append(_coming(movement, arriving=arriving, runs=meets.get(movement.pk, [])))
    rows.sort(key=_order)
    groups = groupby(rows, key=lambda row: (_day(row), row.movement.direction == "departure", row.place))
    return tuple(Stop(day, place, not departing, tuple(those)) for (day, departing, place), those in groups)


def _coming(movement: Movement, *, arriving: bool, runs: Sequence[Run]) -> Coming:
    people: Iterable[Delegate] = movement.people  # type: ignore[attr-defined]
    if arriving:
        place, terminal = movement.arriving, movement.arriving_terminal
        at = movement.local_arrival or movement.local_departure
        late = movement.expected_at is not None and movement.expected_at != movement.arrives_at
    else:
        place, terminal = movement.leaving, movement.leaving_terminal
        at, late = movement.local_departure or movement.local_arrival, False
    return Coming(movement, tuple(people), tuple(runs), place, terminal, at, late)


def _day(row: Coming) -> date:
    assert row.at is not None, "a movement has a time"  # noqa: S101
    return row.at.date()


def _order(row: Coming) -> tuple[date, bool, str, datetime, int]:
    assert row.at is not None, "a movement has a time"  # noqa: S101
    return _day(row), row.movement.direction == "departure", row.place, row.at, row.movement.pk


def manifest_sheet(mission: Mission, stops: Sequence[Stop], at: datetime, by: str) -> Sheet:
    """The list for drivers and greeters, in both languages; each passenger stands in both scripts."""
    return Sheet(
        name="manifest",
        title=both(lambda: _("Arrivals and departures")),
        about=(both(lambda: mission.name), both(lambda: date_format(at.date(), "Y-m-d"))),
        columns=(
            Column(both(lambda: pgettext("manifest", "Time")), 0.7),
            Column(both(lambda: _("Journey")), 1.3),
            Column(both(lambda: _("From or to")), 1.3),
            Column(both(lambda: _("Terminal")), 0.8),
            Column(both(lambda: _("Passengers")), 2.6),
            Column(both(lambda: pgettext("manifest", "People")), 0.6),
            Column(both(lambda: _("Pick-up")), 1.8),
            Column(both(lambda: _("Remarks")), 1.2),
        ),
        parts=tuple(_part(stop) for stop in stops),
        at=at,
        foot=(Line("en", f"{mission.slug} · {by} · {at:%Y-%m-%d %H:%M} UTC"),),
    )


def _part(stop: Stop) -> Part:
    def heading() -> str:
        way = _("arrivals") if stop.arriving else _("departures")
        return f"{date_format(stop.day, 'Y-m-d')} · {stop.place} · {way}"

    return Part(both(heading), tuple(_row(row, arriving=stop.arriving) for row in stop.rows))


def _row(row: Coming, *, arriving: bool) -> Row:
    movement = row.movement
    when = f"{row.at:%H:%M}" if row.at is not None else ""
    if row.late and movement.arrives_at is not None and row.at is not None:
        when += f"\n({movement.arrives_at.astimezone(row.at.tzinfo):%H:%M})"
    names = []
    for one in row.people:
        person = one.person
        latin, second = person.name_in("en"), person.second_script("en")
        names.append(f"{latin} {second}".strip() if second != latin else latin)
    return Row(
        (
            when,
            "\n".join(word for word in (movement.carrier, movement.number) if word) or str(movement),
            movement.leaving if arriving else movement.arriving,
            row.terminal,
            "\n".join(names),
            str(len(row.people)),
            "\n".join(f"{run.local_time:%H:%M} {run}" for run in row.runs),
            movement.remarks,
        ),
        strong=frozenset({0}),
    )
