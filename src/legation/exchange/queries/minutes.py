"""What of minutes a file leaves alone: what was closed here is what each side signs, to the letter."""

from collections.abc import Mapping
from typing import Any

from legation.exchange.choices import Fate, Why

OF_MINUTES = ("minutes_line", "minutes_person")
SAID = ("statement", "commitment")


def leave_in_minutes(row: Any, made: Any) -> None:
    """Leave out what would change minutes that are closed, or say again what has its line here."""
    if row.fate in {Fate.NEW, Fate.CHANGED, Fate.DIFFERS} and any(not each.open for each in _of(row, made)):
        row.fate, row.why, row.changes = Fate.LEFT, Why.CLOSED, []
        return
    for name in SAID if row.kind == "minutes_line" and row.fate == Fate.NEW else ():
        uid = row.read.links[name]
        said = made.at.get(uid or "")
        if uid is not None and (said is None or (said.fate == Fate.LEFT and said.here is None)):
            row.fate, row.why = Fate.LEFT, Why.ALONE
        elif said is not None and _has_line(said, made):
            row.fate, row.why = Fate.LEFT, Why.LINED
    if row.kind == "minutes_line" and row.fate == Fate.NEW:
        made.lined |= {id(said) for name in SAID if (said := made.at.get(row.read.links[name] or ""))}


def _of(row: Any, made: Any) -> list[Any]:
    """The minutes here that it is, or that it stands in, or would stand in."""
    if row.kind == "minutes":
        return [row.here] if row.here is not None else []
    above = made.at.get(row.read.links["minutes"] or "")
    there = above.here if above is not None else None
    now = row.here.minutes if row.here is not None else None
    return [each for each in (there, now) if each is not None]


def _has_line(said: Any, made: Any) -> bool:
    """It stands in a line here, removed or not, or in one before this one in the file."""
    return id(said) in made.lined or (said.here is not None and hasattr(said.here, "line"))


def unclosed(found: Mapping[tuple[str, int], Any], minutes: Mapping[int, Any]) -> dict[tuple[str, int], Any]:
    """What may be taken out: nothing of minutes that were closed here."""
    closed = {key for key, each in minutes.items() if not each.open}
    return {
        place: record
        for place, record in found.items()
        if not (place[0] in OF_MINUTES and record.minutes_id in closed)
        and not (place[0] == "minutes" and place[1] in closed)
    }
