"""Meetings that an organiser sets, and what binds them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.matchmaking.actions.telling import telling
from legation.matchmaking.choices import Answer, MeetingState
from legation.matchmaking.models import Meeting, Participant, Round, Seat


class MeetsThemselves(Refused):
    sentence = _("A meeting has two people at least, each named once.")
    field = "people"


class NotInThisRound(Refused):
    sentence = _("%(who)s does not take part in this round.")
    field = "people"


class MeetAlready(Refused):
    sentence = _("These people already have a meeting in this round.")
    field = "people"


class AfterItself(Refused):
    sentence = _("That makes a circle: each would come after the other.")
    field = "after"


class NoSuchFixedSlot(Refused):
    sentence = _("This round has %(slots)s slots.")
    field = "fixed_slot"


@transaction.atomic
def add_meeting(
    round_: Round, people: Sequence[Participant], values: Mapping[str, Any], *, by: User
) -> Meeting:
    """A meeting that an organiser asks for: it needs nobody's answer when it must be held."""
    _check_people(round_, people)
    _check(round_, values, None)
    if meeting_between(round_, people) is not None:
        raise MeetAlready
    plain = {name: value for name, value in values.items() if name != "needs"}
    meeting = editing.add(Meeting(round=round_, **plain), by=by, many={"needs": values.get("needs", ())})
    for person in people:
        Seat.objects.create(meeting=meeting, participant=person, answer=Answer.ASKED)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, values: Mapping[str, Any], *, seen: int, by: User) -> Meeting:
    """Change what binds a meeting; its place stays until the timetable is made again."""
    _check(meeting.round, values, meeting)
    return editing.change(meeting, values, seen=seen, by=by)


@transaction.atomic
def remove_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Take a meeting out of the round; its place becomes free."""
    freed = {"slot": None, "table": None, "locked": False, "state": MeetingState.WANTED}
    current = Meeting.objects.get(pk=meeting.pk)
    with telling(meeting.round, by=by):
        if current.slot is not None:
            current = editing.change(current, freed, seen=current.version, by=by)
        return editing.remove(current, by=by)


@transaction.atomic
def restore_meeting(meeting: Meeting, *, by: User) -> Meeting:
    """Undo a removal: it is asked for again, without a place."""
    return editing.restore(meeting, by=by)


def meeting_between(round_: Round, people: Sequence[Participant]) -> Meeting | None:
    """The meeting of just these people that stands in the round."""
    rows = Meeting.objects.present().filter(round=round_).exclude(state=MeetingState.CANCELLED)
    for person in people:
        rows = rows.filter(pk__in=Seat.objects.filter(participant=person).values("meeting"))
    found: Meeting | None = rows.annotate(size=Count("seats")).filter(size=len(people)).first()
    return found


def _check_people(round_: Round, people: Sequence[Participant]) -> None:
    if len({person.pk for person in people}) < max(2, len(people)):
        raise MeetsThemselves
    for person in people:
        if person.round_id != round_.pk or person.removed_at is not None:
            raise NotInThisRound(who=person)


def _check(round_: Round, values: Mapping[str, Any], meeting: Meeting | None) -> None:
    fixed = values.get("fixed_slot")
    slots = len(round_.slots)
    if fixed is not None and not 1 <= fixed <= slots:
        raise NoSuchFixedSlot(slots=slots)
    before, steps = values.get("after"), 0
    while before is not None and meeting is not None:
        steps += 1
        if before.pk == meeting.pk or steps > 1000:
            raise AfterItself
        before = before.after
