"""Answers that calendars give to the engagement, counted on its guest list."""

from typing import Any

from django.utils import timezone

from legation.guests.actions.answering import note_calendar_answer
from legation.guests.models import Guest
from legation.guests.queries.replying import closed
from legation.kernel.choices import Visibility
from legation.missions.choices import Answered
from legation.missions.jobs.answers import hears
from legation.missions.models import Invitation

COMES = {Answered.ACCEPTED.value: True, Answered.DECLINED.value: False}


@hears
def heard_on_the_list(invitation: Invitation, by: Any) -> None:
    """Count it for the delegate where they are a guest that the side of the calendar knows of.

    Perhaps is no answer here. Once answers are closed somebody can still decline, and no longer accept.
    """
    comes = COMES.get(invitation.answer)
    if comes is None or invitation.answered_at is None:
        return
    guest = (
        Guest.objects.present()
        .filter(
            guest_list__engagement=invitation.engagement_id,
            guest_list__removed_at=None,
            delegate=invitation.invitee.delegate_id,
            visibility__in=[Visibility.SHARED, invitation.invitee.side],
            comes_with=None,
        )
        .select_related("guest_list__engagement", "delegate", "person")
        .first()
    )
    if guest is None or (comes and closed(guest.guest_list, timezone.now())):
        return
    note_calendar_answer(guest, comes=comes, by=by, at=invitation.answered_at)
