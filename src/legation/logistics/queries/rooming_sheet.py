"""The rooming list as a sheet in both languages."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.logistics.choices import Change
from legation.logistics.queries.rooming import Listed
from legation.logistics.queries.sheet import Column, Line, Part, Row, Sheet, both
from legation.missions.models import Mission, Venue

ORDER = ("new", "amended", "cancelled")


def rooming_sheet(
    mission: Mission, venue: Venue, rows: Sequence[Listed], number: int, at: datetime, by: str
) -> Sheet:
    """What the hotel gets: the rows with their marks, and how many of each there are."""
    counts = {mark: sum(row.change == mark for row in rows) for mark in ORDER}
    staying = [row for row in rows if row.change != Change.CANCELLED]
    rooms = {(row.values["room"].get("en"), row.values["unit"]) for row in staying if row.values["unit"]}

    def figures() -> str:
        said = [
            _("%(n)s guests") % {"n": len(staying)},
            _("%(n)s rooms") % {"n": len(rooms)},
        ]
        if number > 1:
            said += [f"{Change(mark).label}: {counts[mark]}" for mark in ORDER if counts[mark]]
        return " · ".join(said)

    return Sheet(
        name=f"{venue}"[:25] or "hotel",
        title=both(lambda: _("Rooming list %(n)s") % {"n": number}),
        about=(
            both(lambda: venue.name),
            both(lambda: mission.name),
            both(figures),
            both(lambda: date_format(at.date(), "Y-m-d")),
        ),
        columns=(
            Column(both(lambda: pgettext("rooming list", "Change")), 0.8),
            Column(both(lambda: _("Guest")), 2.1),
            Column(both(lambda: pgettext("hotel", "Room")), 1.5),
            Column(both(lambda: _("Shares with")), 1.5),
            Column(both(lambda: pgettext("hotel", "Arrives")), 0.95),
            Column(both(lambda: pgettext("hotel", "Leaves")), 0.95),
            Column(both(lambda: _("Nights")), 0.6),
            Column(both(lambda: pgettext("hotel", "Requests")), 1.8),
        ),
        parts=(Part((), tuple(_row(row, first=number == 1) for row in rows)),),
        at=at,
        foot=(Line("en", f"{mission.slug} · {by} · {at:%Y-%m-%d %H:%M} UTC"),),
    )


def _row(row: Listed, *, first: bool) -> Row:
    told = row.values
    mark = "" if first else row.change
    change = "\n".join(line.text for line in both(lambda: Change(mark).label)) if mark else ""
    room = "\n".join(dict.fromkeys(word for word in (told["room"] or {}).values() if word))
    which = told["number"] or (str(told["unit"]) if told["unit"] else "")
    nights = (date.fromisoformat(told["out"]) - date.fromisoformat(told["in"])).days
    cells = (
        change,
        "\n".join(dict.fromkeys(word for word in (told["name"], told["native"]) if word)),
        f"{room} {which}".strip() if "\n" not in room else f"{room}\n{which}".strip(),
        "\n".join(told["with"] or ()),
        told["in"],
        told["out"],
        str(nights),
        told["requests"],
    )
    strong = {0, 1} | {place for place, names in MARKED.items() if set(names) & set(row.changed)}
    return Row(cells, mark, frozenset(strong if not first else {1}))


MARKED = {
    2: ("room", "unit", "number"),
    3: ("with",),
    4: ("in",),
    5: ("out",),
    6: ("in", "out"),
    7: ("requests",),
}
