"""Who sits where at an engagement, why, and the plan as a drawing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from legation.directory.models import Organisation, Person, Post
from legation.engine.seating import (
    BadInput,
    Request,
    Seating,
    reason,
    rule_sentence,
    seat,
    unseated_reason,
)
from legation.engine.seating import Person as Sitting
from legation.missions.choices import Bearing, Capacity, Function, Party
from legation.missions.models import Attendance, Engagement
from legation.protocol.choices import Layout, Pack
from legation.protocol.models import Arrangement
from legation.protocol.queries.attending import Attending, Setting, setting_of
from legation.protocol.queries.drawing import drawn
from legation.protocol.queries.order import RankedPeople, ranked
from legation.protocol.queries.shapes import Drawing, Entry, Group, Words

# What somebody does by their capacity, where the engagement gives them no function of its own.
BY_CAPACITY = {
    Capacity.STAFF: "staff",
    Capacity.SECURITY: "security",
    Capacity.PRESS: "press",
    Capacity.SPOUSE: "spouse",
}


@dataclass(frozen=True, slots=True)
class Seated:
    """One person on the plan and why they sit there; no `number` for who takes none."""

    number: int | None
    attending: Attending
    seat: str
    why: str

    @property
    def person(self) -> Person:
        return self.attending.person

    @property
    def post(self) -> Post | None:
        return self.attending.post

    @property
    def organisation(self) -> Organisation | None:
        return self.attending.organisation

    @property
    def side(self) -> str:
        return self.attending.party


@dataclass(frozen=True, slots=True)
class Standing:
    """One person without a seat, and why."""

    attending: Attending
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The seat plan as one reader sees it. `guests` and `hosts` are those on either side of the table.

    `questions` are what the pack leaves to the office, `notes` what to know; `conflict` says which rules
    cannot all hold.
    """

    engagement: Engagement
    arrangement: Arrangement | None
    pack: Pack
    layout: Layout
    door: str
    drawing: Drawing
    seats: tuple[Seated, ...]
    guests: tuple[Seated, ...]
    hosts: tuple[Seated, ...]
    unseated: tuple[Standing, ...]
    questions: tuple[str, ...]
    notes: tuple[str, ...]
    conflict: tuple[str, ...]

    @property
    def door_name(self) -> str:
        return str(Bearing(self.door).label) if self.door else ""


@dataclass(frozen=True, slots=True)
class SeatingAsked:
    """A plan, or what it lacks: `missing` is people, guests, hosts, accepted, signatories or order."""

    setting: Setting
    ranked: RankedPeople
    plan: Plan | None
    missing: tuple[str, ...] = ()
    waiting: tuple[Attending, ...] = ()


def plan_of(
    engagement: Engagement, user: Any, attendances: Iterable[Attendance] | None = None
) -> Plan | None:
    """The seat plan as `user` sees it, or None where a side has nobody to seat.

    Three queries; two where `attendances` are given, loaded with `delegate__person`,
    `delegate__post__organisation` and `delegate__delegation__city`. The engagement brings its `venue__city`
    and `room`; what it does not bring is loaded.
    """
    return seating_of(setting_of(engagement, user, attendances)).plan


def seating_of(setting: Setting) -> SeatingAsked:
    """The plan of a setting, or what it lacks: no query."""
    people = ranked(setting, setting.pack)
    waiting = tuple(each for each in setting.people if not each.accepted)
    missing = _missing(setting, people)
    if missing:
        return SeatingAsked(setting, people, None, missing, waiting)
    try:
        made = seat(_request(setting, people))
    except BadInput:
        return SeatingAsked(setting, people, None, ("signatories",), waiting)
    return SeatingAsked(setting, people, _plan(setting, made), (), waiting)


def _missing(setting: Setting, people: RankedPeople) -> tuple[str, ...]:
    """What stands in the way of a plan: nobody, no order, or nobody who accepted on one side."""
    if not setting.people:
        return ("people",)
    if people.question:
        return ("order",)
    if setting.layout == Layout.PHOTO:
        return () if any(each.accepted for each in setting.people) else ("accepted",)
    sides = {side_of(row.attending, setting) for row in people.rows if _sits(row.attending)}
    lacking = tuple(name for name, side in (("guests", "guest"), ("hosts", "host")) if side not in sides)
    if lacking and not sides and any(not each.accepted for each in setting.people):
        return ("accepted",)
    return lacking


def _sits(each: Attending) -> bool:
    return each.accepted and function_of(each) not in {"master-of-ceremonies", "security", "press"}


def side_of(each: Attending, setting: Setting) -> str:
    """guest or host: a third party sits with the hosts in its own city, else with the guests."""
    if each.party != Party.THIRD:
        return "host" if each.party == Party.HOST else "guest"
    city = each.delegation.city
    return "host" if city is not None and setting.host is not None and city.pk == setting.host.pk else "guest"


def function_of(each: Attending) -> str:
    """The function as the seating engine names it."""
    known = {Function.NOTE_TAKER: "note-taker", Function.MASTER_OF_CEREMONIES: "master-of-ceremonies"}
    if each.function == Function.PARTICIPANT:
        return BY_CAPACITY.get(Capacity(each.delegate.capacity), "participant")
    return known.get(Function(each.function), str(each.function))


def _request(setting: Setting, people: RankedPeople) -> Request:
    return Request(
        layout=setting.layout.value,
        people=tuple(
            Sitting(
                id=each.key,
                side=side_of(each, setting),
                function=function_of(each),
                reply="accepted" if each.accepted else "pending",
            )
            for each in setting.people
        ),
        order=people.keys,
        pack=setting.pack.value,
        door=setting.door or None,
        window=setting.window or None,
        seed=setting.seed,
    )


def _plan(setting: Setting, made: Seating) -> Plan:
    language = _language()
    by_key = setting.by_key()
    seats = tuple(
        Seated(each.number, by_key[each.person], each.seat, reason(each, language))
        for each in made.seats
        if each.person is not None
    )
    numbered = sorted(seats, key=lambda each: (each.number is None, each.number or 0))
    guests = tuple(each for each in numbered if side_of(each.attending, setting) == "guest")
    hosts = tuple(each for each in numbered if side_of(each.attending, setting) == "host")
    names = {each.attending.key: str(each.person) for each in seats}
    sides = {each.attending.key: each.side for each in seats}
    broken = made.conflict.rules if made.conflict is not None else ()
    return Plan(
        engagement=setting.engagement,
        arrangement=setting.arrangement,
        pack=setting.pack,
        layout=setting.layout,
        door=setting.door,
        drawing=drawn(made, names, sides, _words(setting, guests, hosts), f"plan-{setting.engagement.pk}"),
        seats=seats,
        guests=guests,
        hosts=hosts,
        unseated=tuple(
            Standing(by_key[each.person], unseated_reason(each, language)) for each in made.unseated
        ),
        questions=tuple(rule_sentence(each, language) for each in made.questions),
        notes=tuple(rule_sentence(each, language) for each in made.notes),
        conflict=tuple(rule_sentence(each, language) for each in broken),
    )


def _words(setting: Setting, guests: Iterable[Seated], hosts: Iterable[Seated]) -> Words:
    legend = tuple(
        Group(side, heading, tuple(Entry(each.number, str(each.person)) for each in people))
        for side, heading, people in (("guest", _("Guests"), guests), ("host", _("Hosts"), hosts))
        if people
    )
    said = [f"{group.heading}: {', '.join(map(_said, group.entries))}." for group in legend]
    if setting.door:
        said.append(_("Door: %(wall)s.") % {"wall": Bearing(setting.door).label})
    return Words(
        title=_("Seating plan: %(title)s") % {"title": setting.engagement.title},
        legend=legend,
        description=" ".join(said),
        door=_("Door"),
        window=_("Window"),
        metre=_("1 m"),
        north=pgettext("letter for north on a plan", "N"),
        flags={"guest": _("Guests’ flag"), "host": _("Hosts’ flag")},
    )


def _said(entry: Entry) -> str:
    return entry.name if entry.number is None else f"{entry.number} {entry.name}"


def _language() -> str:
    return "ko" if (get_language() or "en").startswith("ko") else "en"
