"""Calendar invitations of the demo: of both mayors to their assistant, and of a sample delegate's own."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from legation.kernel.itip import written
from legation.kernel.models import Letter
from legation.missions.actions.invitations import add_invitee, answer_invitation
from legation.missions.choices import Answered, Role
from legation.missions.jobs.invitations import invite_of, tell
from legation.missions.models import Invitation, Membership, Mission

BEFORE = timedelta(days=20)


def invite_calendars(mission: Mission, folder: Path, by: Any, made: list[str]) -> None:
    """Write the invitations once, as of some weeks before the mission, and lay each beside the papers.

    The mission is over, so that no letter leaves; the sample delegate has answered at the link.
    """
    if not Invitation.objects.filter(invitee__mission=mission).exists():
        _invite(mission, by)
    rows = Invitation.objects.filter(invitee__mission=mission).select_related(
        "invitee__delegate__person", "engagement"
    )
    target = folder / "invitations"
    target.mkdir(exist_ok=True)
    for number, row in enumerate(rows.order_by("pk"), start=1):
        calendar = written(invite_of(row, row.sent_at), row.method)
        (target / f"{number:02}-{row.engagement.local_start:%Y-%m-%d-%H%M}.ics").write_bytes(calendar.data)
    answers = rows.exclude(answer=Answered.NOTHING).count()
    made.append(f"{rows.count()} invitations for calendars, {answers} answered, in {target.name}/")


def _invite(mission: Mission, by: Any) -> None:
    then = datetime.combine(mission.starts_on, datetime.min.time(), tzinfo=timezone.get_current_timezone())
    members = Membership.objects.filter(mission=mission, side="guest").select_related("user").order_by("pk")
    for member in members.filter(role__in=(Role.ASSISTANT, Role.DELEGATE)):
        own = member.role == Role.DELEGATE
        for delegate in member.stands_for.order_by("pk"):
            values = {
                "delegate": delegate,
                "mail": member.user.email,
                "name": "" if own else str(member.user),
                "language": member.user.language,
                "answers": own,
            }
            invitee = add_invitee(mission, values, by=by)
            tell(mission, invitee.pk, then - BEFORE, by=by)
            if own:
                _answer(Invitation.objects.filter(invitee=invitee))
    Letter.objects.filter(about_type="missions.invitation", mission_id=mission.pk).delete()


def _answer(invitations: Any) -> None:
    for number, row in enumerate(invitations.order_by("pk")):
        said = Answered.TENTATIVE if number == 1 else Answered.ACCEPTED
        answer_invitation(row, {"answer": said.value}, seen=row.sequence)
