"""What of minutes a file leaves alone: what was closed here is what each side signs, to the letter."""

from collections.abc import Mapping
from typing import Any

from legation.exchange.choices import Fate, Why

OF_MINUTES = ("minutes_line", "minutes_person")
SAID = ("statement", "commitment")


def leave_in_minutes(row: Any, made: Any) -> None:
    """Leave a line or a person out where the minutes are closed, or what was said has its line here."""
    above = made.at.get(row.read.links["minutes"] or "")
    minutes = above.here if above is not None else None
    if row.fate in {Fate.NEW, Fate.CHANGED, Fate.DIFFERS} and minutes is not None and not minutes.open:
        row.fate, row.why, row.changes = Fate.LEFT, Why.CLOSED, []
        return
    for name in SAID if row.kind == "minutes_line" and row.fate == Fate.NEW else ():
        uid = row.read.links[name]
        said = made.at.get(uid or "")
        if uid is not None and (said is None or (said.fate == Fate.LEFT and said.here is None)):
            row.fate, row.why = Fate.LEFT, Why.ALONE
        elif said is not None and _has_line(said, row, made):
            row.fate, row.why = Fate.LEFT, Why.LINED


def _has_line(said: Any, row: Any, made: Any) -> bool:
    """It stands in a line here, removed or not, or in one before this one in the file."""
    before = (each for each in made.rows.get("minutes_line", ()) if each.fate == Fate.NEW)
    if any(made.at.get(each.read.links[name] or "") is said for each in before for name in SAID):
        return True
    return said.here is not None and hasattr(said.here, "line") and said.here.line is not row.here


def unclosed(found: Mapping[tuple[str, int], Any], minutes: Mapping[int, Any]) -> dict[tuple[str, int], Any]:
    """What may be taken out: nothing of minutes that were closed here."""
    closed = {key for key, each in minutes.items() if not each.open}
    return {
        place: record
        for place, record in found.items()
        if not (place[0] in OF_MINUTES and record.minutes_id in closed)
        and not (place[0] == "minutes" and place[1] in closed)
    }
