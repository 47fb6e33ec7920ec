"""Move, lock and free seats by hand; undo and redo."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.missions.models import Engagement
from legation.protocol.models import Arrangement, Pair
from legation.protocol.queries.attending import Setting, placed, setting_of
from legation.protocol.queries.plan import Plan, SeatingAsked, seating_of
from legation.protocol.queries.seats import IN_ROWS, SEARCHED, chairs_of, pairs_at, tables_kept
from legation.protocol.queries.undoing import timeline_of, values_at


class NoPlan(Refused):
    sentence = _("There is no plan yet.")


class NoSuchSeat(Refused):
    sentence = _("There is no such seat at this table.")
    field = "seat"


class NotSeated(Refused):
    sentence = _("This person has no seat at this table.")
    field = "person"


class IsLocked(Refused):
    sentence = _("%(who)s is locked to this seat. Unlock it first.")
    field = "person"


class NothingToUndo(Refused):
    sentence = _("There is nothing more to bring back.")


@dataclass(frozen=True, slots=True)
class Standing:
    """An arrangement as it stands: its plan, and the chairs that are given by hand."""

    engagement: Engagement
    asked: SeatingAsked
    plan: Plan
    pairs: tuple[Pair, ...]
    seats: Mapping[str, str]

    @property
    def setting(self) -> Setting:
        return self.asked.setting

    @property
    def locks(self) -> dict[str, str]:
        """All locks, also of those who do not come at present."""
        arrangement = self.setting.arrangement
        return {} if arrangement is None else dict(arrangement.locks)

    @property
    def names(self) -> dict[str, str]:
        return {each.key: str(each.person) for each in self.setting.people}


def standing_of(engagement: Engagement, by: User) -> Standing:
    """The plan as everybody sees it. Raises NoPlan."""
    pairs = pairs_at(engagement, by)
    asked = seating_of(setting_of(placed(engagement, by), by), pairs)
    if asked.plan is None:
        raise NoPlan
    return Standing(engagement, asked, asked.plan, tuple(pairs), chairs_of(asked.plan.seating))


@transaction.atomic
def move(engagement: Engagement, person: str, seat: str, *, seen: int, by: User) -> Arrangement:
    """Put a person on a chair, where the chair is taken in exchange for theirs; no `seat` takes it away.

    Raises NoPlan, NoSuchSeat, NotSeated, IsLocked and ChangedMeanwhile.
    """
    now = standing_of(engagement, by)
    chairs = {chair.seat for chair in now.plan.seating.seats if chair.place is not None}
    free = {each.attending.key for each in now.plan.newcomers}
    if person not in {*now.seats, *free}:
        raise NotSeated
    if seat and seat not in chairs:
        raise NoSuchSeat
    seats = dict(now.seats)
    holder = next((who for who, chair in seats.items() if chair == seat), None) if seat else None
    for who in (person, holder):
        if who is not None and who in now.locks and seats.get(who) == now.locks[who]:
            raise IsLocked(who=now.names[who])
    before = seats.pop(person, "")
    if holder is not None and holder != person:
        seats.pop(holder)
        if before:
            seats[holder] = before
    if seat:
        seats[person] = seat
    return save(now, seats=seats, seen=seen, by=by)


@transaction.atomic
def lock(engagement: Engagement, people: list[str], *, seen: int, by: User) -> Arrangement:
    """Fix people to the chairs they have (T16). Raises NoPlan, NotSeated and ChangedMeanwhile."""
    now = standing_of(engagement, by)
    if not people or not set(people) <= set(now.seats):
        raise NotSeated
    locks = now.locks | {person: now.seats[person] for person in people}
    return save(now, locks=locks, seen=seen, by=by)


@transaction.atomic
def unlock(engagement: Engagement, people: list[str], *, seen: int, by: User) -> Arrangement:
    """Free people from their chairs. Raises NoPlan, NotSeated and ChangedMeanwhile."""
    now = standing_of(engagement, by)
    if not set(people) & set(now.locks):
        raise NotSeated
    locks = {person: seat for person, seat in now.locks.items() if person not in people}
    return save(now, locks=locks, seen=seen, by=by)


def at_table(engagement: Engagement, table: str, by: User) -> list[str]:
    """Who has a chair at a table. Raises NoPlan."""
    now = standing_of(engagement, by)
    return [each.attending.key for each in now.plan.seats if each.table == table and each.given]


@transaction.atomic
def clear(engagement: Engagement, *, seen: int, by: User) -> Arrangement:
    """Forget the seats saved, so that the rules seat everybody as they reply; locks stay."""
    now = standing_of(engagement, by)
    return save(now, seats={}, seen=seen, by=by)


@transaction.atomic
def undo(engagement: Engagement, *, seen: int, by: User) -> Arrangement:
    """Bring back what was before the last change. Raises NothingToUndo and ChangedMeanwhile."""
    return _brought(engagement, forward=False, seen=seen, by=by)


@transaction.atomic
def redo(engagement: Engagement, *, seen: int, by: User) -> Arrangement:
    """Bring back what was undone last. Raises NothingToUndo and ChangedMeanwhile."""
    return _brought(engagement, forward=True, seen=seen, by=by)


def _brought(engagement: Engagement, *, forward: bool, seen: int, by: User) -> Arrangement:
    found: Arrangement | None = Arrangement.objects.present().filter(engagement=engagement).first()
    timeline = timeline_of(found)
    version = timeline.forward if forward else timeline.back
    values = values_at(found, version) if found is not None and version is not None else None
    if found is None or values is None:
        raise NothingToUndo
    return editing.change(found, values, seen=seen, by=by)


def save(
    now: Standing,
    *,
    seats: Mapping[str, str] | None = None,
    locks: Mapping[str, str] | None = None,
    seen: int,
    by: User,
) -> Arrangement:
    """Save seats and locks as they are given, else as they stand. Raises ChangedMeanwhile.

    The first change by hand of a plan that followed the rules saves that plan first, so that undo leads back
    to it.
    """
    found: Arrangement | None = now.setting.arrangement
    if found is None:
        values: dict[str, Any] = {"pack": now.setting.pack, "layout": now.plan.layout}
        found = editing.add(Arrangement(engagement=now.engagement, **values), by=by)
        seen = 1 if seen == 0 else seen
    kept = now.seats if seats is None else seats
    altered: dict[str, Any] = {"seats": _sorted(kept), "again": 0}
    if locks is not None:
        altered["locks"] = _sorted(locks)
    if now.plan.layout in {*SEARCHED, *IN_ROWS} and kept:
        altered["tables"] = tables_kept(now.plan.request, now.plan.seating)
    return editing.change(found, altered, seen=seen, by=by)


def _sorted(pairs: Mapping[str, str]) -> list[list[str]]:
    return [[person, pairs[person]] for person in sorted(pairs, key=lambda key: (len(key), key))]
