"""Choose how an engagement is ranked and seated."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.engine.precedence import PackError
from legation.engine.seating import BadInput, Lock, place
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.missions.models import Engagement
from legation.protocol.choices import Layout
from legation.protocol.models import Arrangement
from legation.protocol.queries.attending import common, placed, setting_of
from legation.protocol.queries.order import ranked
from legation.protocol.queries.seats import request_of, seat_name, usual_layout

# What decides which chairs there are.
TABLES = ("layout", "tables")


class TooFewSeats(Refused):
    sentence = _("There are %(seats)s seats for %(people)s people. Without a seat: %(who)s.")
    field = "tables_count"


class LockedThere(Refused):
    sentence = _("%(who)s is locked to %(seat)s, and these tables do not have it. Unlock the seat first.")
    field = "tables_count"


class DoorIsThere(Refused):
    sentence = _("The door is in that wall.")
    field = "window"


@transaction.atomic
def arrange(engagement: Engagement, values: Mapping[str, Any], *, seen: int, by: User) -> Arrangement:
    """Set the rule pack, table, room and seed; `seen` is 0 for who saw the defaults.

    Another layout drops the seats and locks of the one before, which undo brings back; other tables keep
    whoever still has a chair. Raises ChangedMeanwhile when somebody arranged it since, TooFewSeats, and
    LockedThere; then the plan stays as it was.
    """
    found: Arrangement | None = Arrangement.objects.present().filter(engagement=engagement).first()
    if found is None:
        made = Arrangement(engagement=engagement, **{"layout": usual_layout(engagement), **values})
        _check(made, by=by)
        return editing.add(made, by=by)
    altered: dict[str, Any] = {**values, "again": 0}
    if found.version == seen:
        altered |= _seats_kept(found, values, by=by)
    return editing.change(found, altered, seen=seen, by=by)


def _seats_kept(found: Arrangement, values: Mapping[str, Any], *, by: User) -> dict[str, Any]:
    """The seats and locks that the new layout and tables leave."""
    if values.get("layout", found.layout) != found.layout:
        trial = _trial(found, {**values, "seats": [], "locks": []})
        _check(trial, by=by)
        return {"seats": [], "locks": []}
    trial = _trial(found, values)
    if all(getattr(trial, name) == getattr(found, name) for name in (*TABLES, "window", "door")):
        return {}
    chairs = _check(trial, by=by)
    if not chairs or trial.layout not in {Layout.ROUNDS, Layout.THEATRE, Layout.CLASSROOM}:
        return {}
    return {"seats": [pair for pair in found.seats if pair[1] in chairs]}


def _trial(found: Arrangement, values: Mapping[str, Any]) -> Arrangement:
    """The arrangement as it would be."""
    names = [field.attname for field in Arrangement._meta.concrete_fields]
    trial = Arrangement(**{name: getattr(found, name) for name in names})
    for name, value in values.items():
        setattr(trial, name, value)
    trial.engagement = found.engagement
    return trial


def _check(trial: Arrangement, *, by: User) -> frozenset[str]:
    """The chairs of an arrangement; refuses one with fewer than people, and one without a locked chair."""
    engagement = placed(trial.engagement, by)
    engagement.arrangement = trial
    setting = common(setting_of(engagement, by))
    if trial.window and trial.window == setting.door:
        raise DoorIsThere
    if not any(each.accepted for each in setting.people):
        return frozenset()
    try:
        request = request_of(setting, ranked(setting))
        seating = place(request, {lock.person: lock.seat for lock in request.locks})
    except (BadInput, PackError):  # nothing to seat yet: the page says what is missing
        return frozenset()
    chairs = frozenset(chair.seat for chair in seating.seats if chair.place is not None)
    names = {each.key: str(each.person) for each in setting.people}
    left = [names[each.person] for each in seating.unseated if each.why == "seats"]
    if left:
        seats = sum(table.seats for table in request.tables)
        raise TooFewSeats(seats=seats, people=seats + len(left), who=", ".join(left))
    missed: Lock | None = next((lock for lock in request.locks if lock.seat not in chairs), None)
    if missed is not None:
        raise LockedThere(who=names[missed.person], seat=seat_name(missed.seat, request))
    return chairs
