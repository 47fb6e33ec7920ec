"""Say in minutes who was there: those of the programme, and those who came without standing on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.missions.actions import change_attendance
from legation.missions.choices import Presence
from legation.missions.models import Attendance, Delegate
from legation.outcomes.actions.minutes import writable
from legation.outcomes.models import Minutes, MinutesPerson


class HiddenAbsentee(Refused):
    sentence = _("Only your side knows of %(who)s, so nobody is named as coming in their place.")
    field = "instead_of"


class NotAtThisEngagement(Refused):
    sentence = _("They are not at this engagement any more. Look at who was there again.")


@transaction.atomic
def add_minutes_person(minutes: Minutes, values: Mapping[str, Any], *, by: User) -> MinutesPerson:
    """Add somebody who was there; whoever they came instead of was absent."""
    held = writable(minutes)
    _check_absent(held, values.get("instead_of"))
    person = editing.add(MinutesPerson(minutes=held, **values), by=by)
    if person.instead_of is not None:
        _absent(held, person.instead_of, by)
    return person


@transaction.atomic
def change_minutes_person(
    person: MinutesPerson, values: Mapping[str, Any], *, seen: int, by: User
) -> MinutesPerson:
    held = writable(person.minutes)
    if values.get("instead_of") != person.instead_of:
        _check_absent(held, values.get("instead_of"))
    changed = editing.change(person, values, seen=seen, by=by)
    if changed.instead_of is not None:
        _absent(held, changed.instead_of, by)
    return changed


def _check_absent(minutes: Minutes, absent: Delegate | None) -> None:
    if absent is not None and absent.visibility not in {"shared", minutes.seen_by()}:
        raise HiddenAbsentee(who=absent)


def _absent(minutes: Minutes, delegate: Delegate, by: User) -> None:
    row = Attendance.objects.present().filter(engagement=minutes.engagement_id, delegate=delegate).first()
    if row is not None:
        change_attendance(row, {"presence": Presence.ABSENT}, seen=row.version, by=by)


@transaction.atomic
def remove_minutes_person(person: MinutesPerson, *, by: User) -> MinutesPerson:
    writable(person.minutes)
    return editing.remove(person, by=by)


@transaction.atomic
def restore_minutes_person(person: MinutesPerson, *, by: User) -> MinutesPerson:
    writable(person.minutes)
    return editing.restore(person, by=by)


@transaction.atomic
def mark_presence(minutes: Minutes, keys: Sequence[int], presence: Presence, *, by: User) -> int:
    """Say of these attendances, as `by` sees them, whether they came; returns how many were changed."""
    held = writable(minutes)
    rows = Attendance.objects.visible_to(by).filter(engagement=held.engagement_id, pk__in=keys)
    found = list(rows.select_related("engagement", "delegate").order_by("pk"))
    if len(found) != len(set(keys)):
        raise NotAtThisEngagement
    changed = [row for row in found if row.presence != presence]
    for row in changed:
        change_attendance(row, {"presence": presence}, seen=row.version, by=by)
    return len(changed)
