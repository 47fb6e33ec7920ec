"""Whom the outcome survey of a side asks, when, and what stands behind a link."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse

from legation.kernel.choices import Visibility
from legation.kernel.links import key_of, sealed, token
from legation.missions.choices import DelegateStatus, MissionStatus
from legation.missions.models import Delegate, Invitee, Membership, Mission
from legation.reports.choices import Stage
from legation.reports.models import Survey, SurveyLink

PURPOSE = "survey"
COMING = (DelegateStatus.NOMINATED, DelegateStatus.INVITED, DelegateStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a letter about a delegate goes: to themselves, or to who stands for them."""

    mail: str
    name: str
    language: str


def opens_on(mission: Mission, stage: int) -> date:
    """From when a round is asked: the day after the mission, or the same day so many months later."""
    last = mission.ends_on
    if stage == Stage.AFTER:
        return last + timedelta(days=1)
    year, month = divmod(last.year * 12 + last.month - 1 + stage, 12)
    return date(year, month + 1, min(last.day, monthrange(year, month + 1)[1]))


def asked_of(survey: Survey) -> list[Delegate]:
    """The delegates of the side that asks, who came."""
    return list(
        Delegate.objects.present()
        .filter(
            mission=survey.mission_id,
            delegation__party=survey.side,
            delegation__removed_at=None,
            status__in=COMING,
            visibility__in=(Visibility.SHARED, survey.side),
        )
        .select_related("person", "post__organisation")
        .order_by("pk")
    )


def readers_of(survey: Survey, delegates: Iterable[Delegate]) -> dict[int, list[Reader]]:
    """Delegate to the addresses at which they and their assistants read: two queries."""
    found: dict[int, dict[str, Reader]] = {one.pk: {} for one in delegates}
    of_side = Membership.objects.filter(mission=survey.mission_id, side=survey.side, user__is_active=True)
    rows = of_side.filter(stands_for__in=found).values_list(
        "stands_for", "user__email", "user__name", "user__language"
    )
    for delegate, mail, name, language in rows.order_by("pk", "stands_for"):
        found[delegate].setdefault(mail.lower(), Reader(mail, name, language))
    invitees = Invitee.objects.live().filter(side=survey.side, delegate__in=found)
    for one in invitees.select_related("delegate__person").order_by("pk"):
        found[one.delegate_id].setdefault(one.mail.lower(), Reader(one.mail, str(one), one.language))
    return {key: list(readers.values()) for key, readers in found.items()}


def link_behind(part: str, now: datetime) -> SurveyLink | None:  # noqa: ARG001
    """The link with this part of an address, ended or not; None where the signature is not ours."""
    key = key_of(part, PURPOSE)
    if key is None:
        return None
    loads = ("survey__mission", "delegate__person", "answer")
    found: SurveyLink | None = SurveyLink.objects.filter(key=key).select_related(*loads).first()
    return found


def ended(link: SurveyLink, now: datetime) -> str:
    """Why a link is no longer good: revoked, removed or over; empty while it is."""
    survey = link.survey
    if link.revoked_at is not None:
        return "revoked"
    cancelled = survey.mission.status == MissionStatus.CANCELLED
    if survey.removed_at or survey.mission.removed_at or link.delegate.removed_at or cancelled:
        return "removed"
    return "over" if now >= link.closes_at else ""


def path_of(link: SurveyLink) -> str:
    """The path of the page."""
    return reverse("my-survey", args=[token(link.key, PURPOSE)])


def stored_path_of(link: SurveyLink) -> str:
    """The path as a letter keeps it: it opens only where the letter leaves the house."""
    return reverse("my-survey", args=[sealed(link.key, PURPOSE)])
