"""Fillings of rooms and vehicles, and which of them can be undone."""

from dataclasses import dataclass
from typing import Any

from legation.kernel.asked import key_asked
from legation.logistics.models import Filling
from legation.missions.models import Mission

SHOWN = 50


@dataclass(frozen=True, slots=True)
class FillingRow:
    """A filling; `moved` is how many it moved, and `last` whether nothing was filled there since."""

    filling: Filling
    moved: int
    last: bool


def fillings_of(mission: Mission, user: Any) -> list[FillingRow]:
    """One query: the newest first."""
    rows = Filling.objects.visible_to(user).filter(mission=mission)
    found, met = [], set()
    for row in rows.select_related("venue", "run", "by").order_by("-pk")[:SHOWN]:
        place = (row.venue_id, row.run_id)
        last = row.undone_at is None and place not in met
        if row.undone_at is None:
            met.add(place)
        found.append(FillingRow(row, _moved(row), last))
    return found


def filling_wanted(mission: Mission, key: str, user: Any) -> Filling | None:
    """The filling that a page was just asked to offer the undoing of."""
    asked = key_asked(key)
    rows = Filling.objects.visible_to(user).filter(mission=mission, undone_at=None)
    return rows.select_related("venue", "run").filter(pk=asked).first() if asked is not None else None


def last_filling(page: str, *, user: Any, **where: Any) -> str:
    """The address of a page that offers to undo the last filling there."""
    last = Filling.objects.visible_to(user).filter(undone_at=None, **where).order_by("-pk").first()
    return f"{page}?filled={last.pk}" if last is not None else page


def _moved(filling: Filling) -> int:
    """How many stand elsewhere than before; the version of a stay and the place in a line do not count."""
    if filling.run_id is None:
        return len(filling.after)
    before = {row[0]: row[1] for row in filling.before}
    after = {row[0]: row[1] for row in filling.after}
    return sum(before.get(who) != after.get(who) for who in {*before, *after})
