"""Who sits where at an engagement, why, and the plan as a drawing.

A plan is made over those only whom everybody who sees the engagement sees, and with the wishes only that
everybody sees: all readers get one and the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from legation.directory.models import Organisation, Person, Post
from legation.engine.precedence import PackError
from legation.engine.seating import (
    BadInput,
    Request,
    Seating,
    place,
    reason,
    rule_sentence,
    seat,
    unseated_reason,
)
from legation.missions.models import Attendance, Engagement
from legation.protocol.choices import Layout
from legation.protocol.models import Arrangement, Pair
from legation.protocol.queries.attending import Attending, Setting, common, in_common, setting_of
from legation.protocol.queries.conflicts import conflict_sentences
from legation.protocol.queries.drawing import drawn
from legation.protocol.queries.order import RankedPeople, ranked
from legation.protocol.queries.packs import Book, said_by
from legation.protocol.queries.seats import (
    IN_ROWS,
    SEARCHED,
    TWO_SIDED,
    common_pairs,
    function_of,
    layout_of,
    party_of,
    request_of,
    saved_seats,
    seat_name,
    side_of,
    table_name,
    wall_name,
)
from legation.protocol.queries.shapes import Drawing, Entry, Group, Words

__all__ = ["Plan", "Seated", "SeatingAsked", "Standing", "function_of", "plan_of", "seating_of", "side_of"]
WAITING = frozenset({"unplaced", "chair", "taken", "seats"})  # without a chair, and it can be mended


@dataclass(frozen=True, slots=True)
class Seated:
    """One person on the plan and why they sit there; no `number` for who takes none.

    `given` tells whether the chair is one on which people are put by hand.
    """

    number: int | None
    attending: Attending
    seat: str
    why: str
    table: str = ""
    place: str = ""
    given: bool = False
    locked: bool = False

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
class Company:
    """Those who are listed together: a side, or a table; `free` is how many chairs of it are empty."""

    side: str
    table: str
    heading: str
    seats: tuple[Seated, ...]
    free: int = 0

    @property
    def locked(self) -> bool:
        """Everybody who can be locked is."""
        return all(each.locked for each in self.seats if each.given)


@dataclass(frozen=True, slots=True)
class Plan:
    """The seat plan, the same for every reader. `guests` and `hosts` are those of either side.

    `saved` tells whether the seats were saved, else they follow from the rules as people reply. `newcomers`
    come and have no chair yet; `unseated` have none for another reason. `questions` are what the pack leaves
    to the office, `notes` what to know; `conflict` says which rules cannot all hold.
    """

    engagement: Engagement
    arrangement: Arrangement | None
    pack: Book
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
    newcomers: tuple[Standing, ...]
    companies: tuple[Company, ...]
    saved: bool
    request: Request
    seating: Seating

    @property
    def door_name(self) -> str:
        return wall_name(self.door)

    @property
    def searched(self) -> bool:
        """There are many good plans: one is looked for when somebody asks."""
        return self.layout in SEARCHED

    @property
    def many(self) -> bool:
        """No names are written in the drawing."""
        return all(chair.name is None for chair in self.drawing.chairs)


@dataclass(frozen=True, slots=True)
class SeatingAsked:
    """A plan, or what it lacks: `missing` is people, guests, hosts, accepted, signatories or order.

    `setting` holds those whom everybody sees; `hidden` come and are seen by the reader's side alone.
    """

    setting: Setting
    ranked: RankedPeople
    plan: Plan | None
    missing: tuple[str, ...] = ()
    waiting: tuple[Attending, ...] = ()
    hidden: tuple[Attending, ...] = ()


def plan_of(
    engagement: Engagement, user: Any, attendances: Iterable[Attendance] | None = None
) -> Plan | None:
    """The seat plan, or None where a side has nobody to seat: the queries of `setting_of`.

    Wishes are left out: face to face, rank gives every seat, and a saved plan stands as it is. The engagement
    brings its `venue__city` and `room`; what it does not bring is loaded.
    """
    return seating_of(setting_of(engagement, user, attendances)).plan


def seating_of(setting: Setting, pairs: Sequence[Pair] = (), book: Book | None = None) -> SeatingAsked:
    """The plan of a setting, or what it lacks: no query. `book` asks for the rules' own plan under it."""
    hidden = tuple(each for each in setting.people if not in_common(setting, each))
    shared = common(setting)
    people = ranked(shared, book)
    waiting = tuple(each for each in shared.people if not each.accepted)
    missing = _missing(shared, people)
    if missing:
        return SeatingAsked(shared, people, None, missing, waiting, hidden)
    try:
        request = request_of(shared, people, common_pairs(shared, pairs))
    except PackError as asked:
        asks = replace(people, question=said_by(asked))
        return SeatingAsked(shared, asks, None, ("order",), waiting, hidden)
    saved = saved_seats(shared, request) if book is None else None
    try:
        made = seated(request, saved)
    except BadInput:
        lacking = ("signatories",) if layout_of(shared) == Layout.SIGNING else ("layout",)
        return SeatingAsked(shared, people, None, lacking, waiting, hidden)
    plan = _plan(shared, people, request, made, saved=saved is not None)
    return SeatingAsked(shared, people, plan, (), waiting, hidden)


def seated(request: Request, saved: dict[str, str] | None) -> Seating:
    """The saved plan as it is; without one what the rules give, or, where that is to be looked for, the
    tables with the locked alone. Nothing is searched for here."""
    if saved is not None:
        return place(request, saved)
    if Layout(request.layout) in SEARCHED:
        return place(request, {lock.person: lock.seat for lock in request.locks})
    return holding(request, seat(request))


def holding(request: Request, made: Seating) -> Seating:
    """Where the rules cannot all hold, the plan without wishes, or without locks either, and the conflict."""
    if made.conflict is None or made.conflict.rules == ("seats",):
        return made
    bare = replace(request, apart=(), together=(), wishes=())
    for looser in (bare, replace(bare, locks=())):
        found = seat(looser)
        if found.conflict is None:
            return replace(found, status=made.status, conflict=made.conflict)
    return made


def _missing(setting: Setting, people: RankedPeople) -> tuple[str, ...]:
    """What stands in the way of a plan: nobody, no order, or nobody who accepted on one side."""
    if not setting.people:
        return ("people",)
    if people.question:
        return ("order",)
    if layout_of(setting) not in TWO_SIDED:
        return () if any(_sits(each) for each in setting.people) else ("accepted",)
    sides = {side_of(row.attending, setting) for row in people.rows if _sits(row.attending)}
    lacking = tuple(name for name, side in (("guests", "guest"), ("hosts", "host")) if side not in sides)
    if lacking and not sides and any(not each.accepted for each in setting.people):
        return ("accepted",)
    return lacking


def _sits(each: Attending) -> bool:
    return each.accepted and function_of(each) not in {"master-of-ceremonies", "security", "press"}


def _plan(setting: Setting, people: RankedPeople, request: Request, made: Seating, *, saved: bool) -> Plan:
    language = _language()
    by_key = setting.by_key()
    locked = {lock.person for lock in request.locks}
    seats = tuple(
        Seated(
            number=each.number,
            attending=by_key[each.person],
            seat=each.seat,
            why=reason(each, language),
            table=each.table,
            place=seat_name(each.seat, request) if each.place is not None else "",
            given=each.place is not None,
            locked=each.person in locked and each.place is not None,
        )
        for each in made.seats
        if each.person is not None
    )
    numbered = sorted(seats, key=lambda each: (each.number is None, each.number or 0))
    guests = tuple(each for each in numbered if side_of(each.attending, setting) == "guest")
    hosts = tuple(each for each in numbered if side_of(each.attending, setting) == "host")
    names = {each.attending.key: str(each.person) for each in seats}
    sides = {each.attending.key: each.side for each in seats}
    companies = _companies(request, made, numbered, guests, hosts)
    standing = [
        (each.why, Standing(by_key[each.person], unseated_reason(each, language))) for each in made.unseated
    ]
    return Plan(
        engagement=setting.engagement,
        arrangement=setting.arrangement,
        pack=people.pack,
        layout=Layout(request.layout),
        door=setting.door,
        drawing=drawn(
            made,
            names,
            sides,
            _words(setting, request, made, guests, hosts),
            f"plan-{setting.engagement.pk}",
            locked,
        ),
        seats=seats,
        guests=guests,
        hosts=hosts,
        unseated=tuple(each for why, each in standing if why not in WAITING),
        questions=tuple(rule_sentence(each, language) for each in made.questions),
        notes=tuple(rule_sentence(each, language) for each in made.notes),
        conflict=conflict_sentences(
            made.conflict, request, {key: str(each.person) for key, each in by_key.items()}
        ),
        newcomers=tuple(each for why, each in standing if why in WAITING),
        companies=companies,
        saved=saved,
        request=request,
        seating=made,
    )


def _companies(
    request: Request,
    made: Seating,
    numbered: Sequence[Seated],
    guests: tuple[Seated, ...],
    hosts: tuple[Seated, ...],
) -> tuple[Company, ...]:
    """By table or row where there are several, else by side."""
    layout = Layout(request.layout)
    if layout not in {*SEARCHED, *IN_ROWS}:
        sides = (("guest", _("Guests"), guests), ("host", _("Hosts"), hosts))
        return tuple(Company(side, "", heading, people) for side, heading, people in sides if people)
    tables = dict.fromkeys(chair.table for chair in made.seats if chair.place is not None)
    free = [chair.table for chair in made.seats if chair.person is None]
    return tuple(
        Company(
            "",
            table,
            table_name(table, request),
            tuple(each for each in numbered if each.table == table),
            free.count(table),
        )
        for table in sorted(tables, key=_counted)
    )


def _counted(table: str) -> tuple[bool, int, str]:
    """The head table first, the others by number."""
    digits = table.lstrip("tr")
    return (digits.isdigit(), int(digits) if digits.isdigit() else 0, table)


def _words(
    setting: Setting,
    request: Request,
    made: Seating,
    guests: Iterable[Seated],
    hosts: Iterable[Seated],
) -> Words:
    legend = tuple(
        Group(side, heading, tuple(Entry(each.number, str(each.person)) for each in people))
        for side, heading, people in (("guest", _("Guests"), guests), ("host", _("Hosts"), hosts))
        if people
    )
    several = request.layout == Layout.ROUNDS
    said = [f"{group.heading}: {', '.join(map(_said, group.entries))}." for group in legend]
    if several:
        said = [_("%(n)d tables.") % {"n": len(made.tables)}]
    if setting.door:
        said.append(_("Door: %(wall)s.") % {"wall": wall_name(setting.door)})
    tables = {table.id: table.id.removeprefix("t") for table in request.tables if not table.top}
    tables |= {table.id: _("Head") for table in request.tables if table.top}
    if not several:
        tables = {"podium": _("Podium")}
    return Words(
        title=_("Seating plan: %(title)s") % {"title": setting.engagement.title},
        legend=legend,
        description=" ".join(said),
        door=_("Door"),
        window=_("Window"),
        metre=_("1 m"),
        north=pgettext("letter for north on a plan", "N"),
        flags={"guest": _("Guests’ flag"), "host": _("Hosts’ flag")},
        parties={
            party_of(each, setting): (side_of(each, setting), str(each.delegation)) for each in setting.people
        },
        tables=tables,
        places={
            chair.seat: seat_name(chair.seat, request) for chair in made.seats if chair.place is not None
        },
    )


def _said(entry: Entry) -> str:
    return entry.name if entry.number is None else f"{entry.number} {entry.name}"


def _language() -> str:
    return "ko" if (get_language() or "en").startswith("ko") else "en"
