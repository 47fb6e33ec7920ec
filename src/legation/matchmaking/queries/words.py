"""Faults and reasons in the reader's words."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from legation.matchmaking.queries.checking import Fault, Why
from legation.matchmaking.queries.sheet import Sheet


def fault_words(fault: Fault, sheet: Sheet) -> str:
    """What is broken, in one sentence."""
    if fault.code == "needs":
        named = ", ".join(str(sheet.resources[key]) for key in fault.who if key in sheet.resources)
    else:
        named = ", ".join(sheet.people[key].name for key in fault.who if key in sheet.people)
    there = sheet.items.get(fault.other or 0)
    other = sheet.names(there) if there is not None else ""
    facts = {"who": named, "other": other, "time": sheet.clocks.get(fault.slot, "")}
    return _FAULTS[fault.code]() % facts


def why_words(why: Why, sheet: Sheet) -> str:
    """Why a meeting has no place, in one sentence."""
    named = ", ".join(sheet.people[key].name for key in why.who if key in sheet.people)
    return _WHYS[why.code]() % {"who": named}


_FAULTS: dict[str, Callable[[], str]] = {
    "double": lambda: _("%(who)s has another meeting at %(time)s."),
    "away": lambda: _("%(who)s is not available at %(time)s."),
    "absent": lambda: _("%(who)s did not come."),
    "tables": lambda: _("No table is left at %(time)s."),
    "seat": lambda: _("The table is taken at %(time)s: %(other)s."),
    "table": lambda: _("That table is not there."),
    "needs": lambda: _("Not enough at %(time)s: %(who)s."),
    "session": lambda: _("It is meant for another sitting."),
    "fixed": lambda: _("It is meant for a fixed time."),
    "after": lambda: _("It comes after another one that is not earlier: %(other)s."),
    "row": lambda: _("%(who)s would have too many meetings in a row."),
    "travel": lambda: _("%(who)s cannot be there in time from: %(other)s."),
}
_WHYS: dict[str, Callable[[], str]] = {
    "declined": lambda: _("%(who)s declined."),
    "waiting": lambda: _("No answer yet: %(who)s."),
    "absent": lambda: _("%(who)s did not come."),
    "slots": lambda: _("No time suits everybody: %(who)s."),
    "taken": lambda: _("Whenever all could, somebody meets another: %(who)s."),
    "tables": lambda: _("When everybody is free, no table is."),
    "needs": lambda: _("When everybody is free, what it needs is not."),
    "rules": lambda: _("Order, ways or meetings in a row leave no time."),
    "whole": lambda: _("The timetable as a whole left it out, or it was not made again since."),
}
