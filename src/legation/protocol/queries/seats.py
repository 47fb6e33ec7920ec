"""What the seating engine is asked for an engagement, and the seats that people saved."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from legation.engine.seating import Lock, Request, Seating, TableSpec
from legation.engine.seating import Person as Sitting
from legation.kernel.choices import Visibility
from legation.missions.choices import Bearing, Capacity, EngagementKind, Function, Party
from legation.missions.models import Engagement
from legation.protocol.choices import Layout, Wish
from legation.protocol.models import Pair
from legation.protocol.queries.attending import Attending, Setting
from legation.protocol.queries.order import RankedPeople
from legation.protocol.queries.packs import parameters_of_pack

# The table of an engagement for which nobody chose one.
LAYOUTS = {
    EngagementKind.COURTESY_CALL: Layout.COURTESY_CALL,
    EngagementKind.SIGNING: Layout.SIGNING,
    EngagementKind.CEREMONY: Layout.THEATRE,
    EngagementKind.FORUM: Layout.THEATRE,
    EngagementKind.RECEPTION: Layout.ROUNDS,
    EngagementKind.PRESS_CONFERENCE: Layout.PANEL,
    EngagementKind.BRIEFING: Layout.CLASSROOM,
}
TWO_SIDED = frozenset({Layout.BILATERAL, Layout.COUNTERPARTS, Layout.COURTESY_CALL, Layout.SIGNING})
SEARCHED = frozenset({Layout.ROUNDS})  # many good plans: looked for when asked, and saved
IN_ROWS = frozenset({Layout.THEATRE, Layout.CLASSROOM})
TABLED = frozenset({Layout.ROUNDS, Layout.LONG_TABLE, *IN_ROWS})  # their tables can be given
AT_A_ROUND = 10
HEAD = "head"
# What somebody does by their capacity, where the engagement gives them no function of its own.
BY_CAPACITY = {
    Capacity.STAFF: "staff",
    Capacity.SECURITY: "security",
    Capacity.PRESS: "press",
    Capacity.SPOUSE: "spouse",
}
WISHES = {Wish.APART: "apart", Wish.TOGETHER: "together", Wish.BESIDE: "wishes"}


def layout_of(setting: Setting) -> Layout:
    """The layout arranged, else the usual one of this kind of engagement."""
    if setting.arrangement is not None:
        return Layout(setting.arrangement.layout)
    return usual_layout(setting.engagement)


def usual_layout(engagement: Engagement) -> Layout:
    """The layout of an engagement for which nobody chose one."""
    return LAYOUTS.get(EngagementKind(engagement.kind), Layout.BILATERAL)


def window_of(setting: Setting) -> str:
    """The wall of the window: as arranged, else as the room has it, unless the door took it."""
    arranged = setting.arrangement.window if setting.arrangement is not None else ""
    window = arranged or (setting.engagement.room.window if setting.engagement.room is not None else "")
    return "" if window == setting.door else window


def viewer_of(setting: Setting) -> str:
    """The wall from which the table is looked at, where somebody said so."""
    return setting.arrangement.viewer if setting.arrangement is not None else ""


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


def party_of(each: Attending, setting: Setting) -> str:
    """The delegation as the engine names it: in the engagement's language, the same for every reader."""
    return str(each.delegation.name.localize(setting.language))


def pairs_at(engagement: Engagement, user: Any) -> list[Pair]:
    """The seating wishes of the mission that `user` sees: one query."""
    return pairs_of([engagement.mission_id], user)


def pairs_of(missions: Iterable[int], user: Any) -> list[Pair]:
    """The seating wishes of these missions that `user` sees: one query."""
    return list(
        Pair.objects.visible_to(user)
        .filter(mission__in=set(missions))
        .select_related("first__person", "second__person")
        .order_by("pk")
    )


def common_pairs(setting: Setting, pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """Those that everybody who sees the engagement sees."""
    return tuple(
        pair for pair in pairs if pair.visibility in {Visibility.SHARED, setting.engagement.visibility}
    )


def request_of(setting: Setting, people: RankedPeople, pairs: Iterable[Pair] = ()) -> Request:
    """What the engine is asked; `setting` holds those only whom everybody sees, `people` their order.

    Raises PackError where the pack of that order leaves a parameter of the table to the office.
    """
    layout = layout_of(setting)
    keys = {each.key for each in setting.people}
    seated = {each.key for each in setting.people if each.accepted}
    arrangement, partners = setting.arrangement, _partners(setting)
    locks = arrangement.locks if arrangement is not None else []
    wished: dict[str, list[tuple[str, str]]] = {name: [] for name in WISHES.values()}
    for pair in pairs:
        one, other = str(pair.first_id), str(pair.second_id)
        if {one, other} <= seated and (one, other) not in wished[WISHES[Wish(pair.wish)]]:
            wished[WISHES[Wish(pair.wish)]].append((one, other))
    return Request(
        layout=layout.value,
        people=tuple(_sitting(each, setting, keys, partners) for each in setting.people),
        order=people.keys,
        pack=people.pack.base.value,
        parameters=parameters_of_pack(people.pack.rules, people.pack.base.value),
        tables=tables_of(setting, len(seated)),
        door=setting.door or None,
        window=window_of(setting) or None,
        viewer=viewer_of(setting) or None,
        axis=arrangement.axis if arrangement is not None else "across",
        locks=tuple(Lock(person, seat) for person, seat in locks if person in seated),
        apart=tuple(wished["apart"]),
        together=tuple(wished["together"]),
        wishes=tuple(wished["wishes"]),
        seed=setting.seed,
    )


def _partners(setting: Setting) -> dict[str, str]:
    """Who came with whom, both ways."""
    found: dict[str, str] = {}
    for each in setting.people:
        if each.delegate.partner_id is not None:
            found[each.key] = str(each.delegate.partner_id)
            found.setdefault(str(each.delegate.partner_id), each.key)
    return found


def _sitting(each: Attending, setting: Setting, keys: set[str], partners: Mapping[str, str]) -> Sitting:
    assists = str(each.attendance.assists_id or "")
    partner = partners.get(each.key, "")
    return Sitting(
        id=each.key,
        side=side_of(each, setting),
        function=function_of(each),
        languages=tuple(str(language) for language in each.person.languages),
        needs=(each.delegate.access,) if each.delegate.access else (),
        party=party_of(each, setting),
        partner=partner if partner in keys else None,
        sector=each.organisation.kind if each.organisation is not None else None,
        assists=assists if assists in keys and assists != each.key else None,
        reply="accepted" if each.accepted else "pending",
    )


def tables_of(setting: Setting, people: int) -> tuple[TableSpec, ...]:
    """The tables given; at rounds, where none are given, as many of ten as there must be."""
    layout = layout_of(setting)
    given = setting.arrangement.tables if setting.arrangement is not None else []
    if given and layout in {*TABLED, Layout.PHOTO}:
        return tuple(TableSpec(**table) for table in given)
    if layout not in SEARCHED:
        return ()
    return tuple(TableSpec(f"t{k + 1}", AT_A_ROUND) for k in range(max(1, -(-people // AT_A_ROUND))))


def table_values(tables: Iterable[TableSpec]) -> list[dict[str, Any]]:
    """Tables as they are saved: what is not usual of each."""
    usual = TableSpec("", 0)
    names = ("shape", "x", "y", "rotation", "top")
    return [
        {"id": table.id, "seats": table.seats}
        | {name: getattr(table, name) for name in names if getattr(table, name) != getattr(usual, name)}
        for table in tables
    ]


@dataclass(frozen=True, slots=True)
class Tables:
    """Tables as people ask for them: how many of how many seats each, round or long, and a head table of so
    many; all 0 for tables that fit."""

    count: int = 0
    seats: int = 0
    shape: str = "round"
    head: int = 0

    def made(self, layout: Layout) -> list[dict[str, Any]]:
        """As they are saved."""
        if layout not in TABLED or not self.count or not self.seats:
            return []
        letter = "r" if layout in IN_ROWS else "t"
        shape = self.shape if layout in SEARCHED else "round"
        tables = [TableSpec(f"{letter}{k + 1}", self.seats, shape) for k in range(self.count)]
        if self.head and layout in SEARCHED:
            tables.insert(0, TableSpec(HEAD, self.head, "long", top=True))
        return table_values(tables)


def tables_asked(tables: Sequence[Mapping[str, Any]]) -> Tables:
    """What was asked for to make these tables."""
    plain = [table for table in tables if not table.get("top")]
    if not plain:
        return Tables()
    top = next((table for table in tables if table.get("top")), None)
    seats = max(table["seats"] for table in plain)
    shape = plain[0].get("shape", "round")
    return Tables(len(plain), seats, shape, top["seats"] if top is not None else 0)


def tables_kept(request: Request, seating: Seating) -> list[dict[str, Any]]:
    """The tables to save with a plan, so that a chair stays where it is when fewer come."""
    if Layout(request.layout) in IN_ROWS and not request.tables:
        rows: dict[str, int] = {}
        for chair in seating.seats:
            if chair.place is not None:
                rows[chair.table] = rows.get(chair.table, 0) + 1
        return table_values(TableSpec(row, count) for row, count in rows.items())
    return table_values(request.tables)


def saved_seats(setting: Setting, request: Request) -> dict[str, str] | None:
    """The chair of each person as saved, of those who still come; None where nothing was saved."""
    if setting.arrangement is None or not setting.arrangement.seats:
        return None
    seated = {person.id for person in request.people if person.reply == "accepted"}
    return {person: seat for person, seat in setting.arrangement.seats if person in seated}


def chairs_of(seating: Seating) -> dict[str, str]:
    """The chair of each person on the chairs of a row or table: those that are given by hand."""
    return {
        chair.person: chair.seat
        for chair in seating.seats
        if chair.person is not None and chair.place is not None
    }


ROW_SEAT = re.compile(r"(?P<table>.+?)-(?P<side>[gh]|w[12]-)?(?P<number>\d+)")


def seat_name(seat: str, request: Request) -> str:
    """A chair in the reader's words."""
    found = ROW_SEAT.fullmatch(seat)
    if found is None:
        return seat
    number, side = found["number"], found["side"] or ""
    if side == "g":
        return _("guests’ seat %(number)s") % {"number": number}
    if side == "h":
        return _("hosts’ seat %(number)s") % {"number": number}
    if side:
        return _("place %(number)s behind signatory %(which)s") % {"number": number, "which": side[1]}
    if request.layout == Layout.ROUNDS:
        facts = {"table": table_name(found["table"], request), "number": number}
        return _("%(table)s, seat %(number)s") % facts
    if Layout(request.layout) in IN_ROWS:
        facts = {"row": found["table"].removeprefix("r"), "number": number}
        return _("row %(row)s, seat %(number)s") % facts
    if request.layout == Layout.PHOTO:
        return _("place %(number)s") % {"number": number}
    return _("seat %(number)s") % {"number": number}


def table_name(table: str, request: Request) -> str:
    """A table in the reader's words."""
    if any(each.id == table and each.top for each in request.tables):
        return _("head table")
    if Layout(request.layout) in IN_ROWS:
        return _("row %(number)s") % {"number": table.removeprefix("r")}
    return _("table %(number)s") % {"number": table.removeprefix("t")}


def wall_name(wall: str) -> str:
    """A wall in the reader's words."""
    return str(Bearing(wall).label) if wall else ""
