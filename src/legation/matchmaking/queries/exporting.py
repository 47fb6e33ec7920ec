"""The timetable as sheets of a table: by person, by time, what has no place; and what came of it."""

from typing import Any

from django.utils.translation import gettext as _

from legation.kernel.sheets import Cell
from legation.matchmaking.models import Round
from legation.matchmaking.queries.checking import why_out
from legation.matchmaking.queries.sheet import Sheet, sheet_of
from legation.matchmaking.queries.taking_part import feedback_of
from legation.matchmaking.queries.words import why_words

Rows = list[list[Cell]]


def timetable_sheets(round_: Round) -> list[tuple[str, list[str], Rows]]:
    """What everybody who sees the round may take with them."""
    sheet = sheet_of(round_)
    person, time, table = _("Participant"), _("Time"), _("Table")
    met, why = _("Meets"), _("Why")
    return [
        (_("By person"), [person, _("Organisation"), time, table, met], _by_person(sheet)),
        (_("By time"), [time, table, _("Who meets")], _by_time(sheet)),
        (_("Without a place"), [_("Who meets"), why], _left(sheet)),
    ]


def _by_person(sheet: Sheet) -> Rows:
    rows: Rows = []
    for key, person in sheet.people.items():
        for slot, items in sorted(sheet.calendars[key].items()):
            for item in items:
                others = ", ".join(sheet.people[other].name for other in item.people if other != key)
                rows.append([person.name, person.body, sheet.clocks.get(slot, ""), item.table, others])
    return rows


def _by_time(sheet: Sheet) -> Rows:
    return [[sheet.clocks.get(item.slot or 0, ""), item.table, sheet.names(item)] for item in sheet.placed]


def _left(sheet: Sheet) -> Rows:
    return [
        [sheet.names(item), why_words(why_out(sheet, item), sheet)]
        for item in sheet.items.values()
        if not item.standing
    ]


def feedback_sheet(round_: Round, user: Any) -> tuple[str, list[str], Rows]:
    """What the reader's own side said after each meeting."""
    yes, no = _("Yes"), _("No")
    rows: Rows = [
        [
            row.person.name if row.person is not None else "",
            row.others,
            yes if row.feedback.kept else no,
            row.feedback.useful,
            row.feedback.next_step,
        ]
        for row in feedback_of(round_, user)
    ]
    return _("Feedback"), [_("Who"), _("With"), _("Held"), _("Useful"), _("Next step")], rows
