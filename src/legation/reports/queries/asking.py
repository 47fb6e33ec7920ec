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
from legation.reports.models import Survey, SurveyAddress, SurveyLink

PURPOSE = "survey"
COMING = (DelegateStatus.NOMINATED, DelegateStatus.INVITED, DelegateStatus.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a letter about a delegate goes: to themselves, or to who stands for them."""

    mail: str
    name: str
    language: str
    user: int | None = None
    invitee: int | None = None


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
        "stands_for", "user__email", "user__name", "user__language", "user"
    )
    for delegate, mail, name, language, user in rows.order_by("pk", "stands_for"):
        found[delegate].setdefault(mail.lower(), Reader(mail, name, language, user))
    invitees = Invitee.objects.live().filter(side=survey.side, delegate__in=found)
    for one in invitees.select_related("delegate__person").order_by("pk"):
        found[one.delegate_id].setdefault(
            one.mail.lower(), Reader(one.mail, str(one), one.language, invitee=one.pk)
        )
    return {key: list(readers.values()) for key, readers in found.items()}


@dataclass(frozen=True, slots=True)
class Door:
    """A link as one reader opens it."""

    link: SurveyLink
    address: SurveyAddress | None

    @property
    def key(self) -> str:
        return self.address.key if self.address is not None else self.link.key

    @property
    def language(self) -> str:
        return self.link.language


def door_behind(part: str, now: datetime) -> Door | None:  # noqa: ARG001
    """The link with this part of an address, ended or not; None where the signature is not ours."""
    key = key_of(part, PURPOSE)
    if key is None:
        return None
    loads = ("survey__mission", "delegate__person", "answer")
    address = (
        SurveyAddress.objects.filter(key=key).select_related(*(f"link__{name}" for name in loads)).first()
    )
    if address is not None:
        return Door(address.link, address)
    found = SurveyLink.objects.filter(key=key).select_related(*loads).first()
    return Door(found, None) if found is not None else None


def shut(door: Door, now: datetime) -> str:
    """Why an address is no longer good: as its link, or "revoked" where its reader no longer answers."""
    return ended(door.link, now) or ("" if _answers(door) else "revoked")


def _answers(door: Door) -> bool:
    """Whether who got this address still answers for the delegate. Of an old one nobody knows who got it."""
    link, address = door.link, door.address
    readers = readers_of(link.survey, [link.delegate])[link.delegate_id]
    if address is None:
        return bool(readers) and not link.addresses.exists()
    if address.invitee_id is not None:
        return Invitee.objects.live().filter(pk=address.invitee_id, delegate=link.delegate_id).exists()
    return (
        Membership.objects.filter(mission=link.survey.mission_id, side=link.survey.side)
        .filter(user=address.user_id, user__is_active=True, stands_for=link.delegate_id)
        .exists()
    )


def ended(link: SurveyLink, now: datetime) -> str:
    """Why a link is no longer good: revoked, removed or over; empty while it is."""
    survey = link.survey
    if link.revoked_at is not None:
        return "revoked"
    cancelled = survey.mission.status == MissionStatus.CANCELLED
    if survey.removed_at or survey.mission.removed_at or link.delegate.removed_at or cancelled:
        return "removed"
    return "over" if now >= link.closes_at else ""


def path_of(address: SurveyAddress | SurveyLink | Door) -> str:
    """The path of the page."""
    return reverse("my-survey", args=[token(address.key, PURPOSE)])


def stored_path_of(address: SurveyAddress) -> str:
    """The path as a letter keeps it: it opens only where the letter leaves the house."""
    return reverse("my-survey", args=[sealed(address.key, PURPOSE)])
