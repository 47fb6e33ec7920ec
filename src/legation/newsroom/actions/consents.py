"""How a side says yes to what is to become public, and how the other side is asked."""

from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import outbox
from legation.kernel.activity import log
from legation.kernel.choices import LetterKind, Side, Verb
from legation.kernel.refusals import Refused
from legation.missions.models import Membership, Mission
from legation.missions.rules import forget_standings, standing
from legation.newsroom.models import Consent
from legation.newsroom.queries.consents import sides_with_a_voice
from legation.newsroom.rules import PUBLISHERS


class NotYours(Refused):
    sentence = _("You do not speak for a side of this mission any more, so nothing was changed.")


class DraftChanged(Refused):
    sentence = _("The draft changed while you looked at it. Read it again before you say yes.")


def side_of(mission: Mission, by: User) -> str:
    """Under the mission's lock, the side that `by` speaks for now."""
    Mission.objects.select_for_update().get(pk=mission.pk)
    forget_standings(by)
    mine = standing(by, mission.pk)
    if mine is None or mine.role not in PUBLISHERS:
        raise NotYours
    return mine.side


def say_yes(subject: Any, side: str, trace: str, *, by: User, **to: Any) -> frozenset[str]:
    """Note one side's yes to the words of `trace`; gives the sides that are still to be asked.

    `to` names the subject as `Consent` does: programme or release.
    """
    Consent.objects.update_or_create(**to, side=side, defaults={"trace": trace, "by": by})
    log(Verb.ACCEPTED, subject, by=by, mission_id=subject.mission_id)
    yes = set(subject.consents.filter(trace=trace).values_list("side", flat=True))
    return frozenset(sides_with_a_voice(subject.mission) - yes)


def ask(subject: Any, sides: Iterable[str], *, subject_line: Any, text: Any, url: str, by: User) -> None:
    """Tell those who can say yes on these sides that they are asked, each in their language."""
    people = Membership.objects.filter(
        mission=subject.mission_id, side__in=sides, role__in=PUBLISHERS, user__is_active=True
    ).select_related("user")
    name = f"{subject._meta.model_name}-{subject.pk}"
    for one in people.order_by("pk"):
        with translation.override(one.user.language):
            outbox.post(
                outbox.Address.of(one.user),
                kind=LetterKind.WORK,
                subject=str(subject_line) % {"mission": subject.mission},
                text=str(text),
                url=url,
                about=subject,
                mission_id=subject.mission_id,
                visibility=Side(one.side).value,
                gather=f"publishing-{subject.mission_id}",
                line=f"publishing-{name}",
                by=by,
            )
