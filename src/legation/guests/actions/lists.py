"""Open a guest list, say how many may be invited, close it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.guests.models import GuestList, Quota
from legation.kernel import editing
from legation.kernel.choices import Visibility
from legation.kernel.refusals import Refused
from legation.missions.models import Engagement
from legation.missions.rules import standing


class HasAList(Refused):
    sentence = _("This engagement already has a guest list.")


class AnswersAfterTheStart(Refused):
    sentence = _("Guests would answer after the event has begun. Choose an earlier time.")
    field = "reply_until"


class OtherSidesQuota(Refused):
    sentence = _("You can show it to both sides or to your own, not to the other side alone.")
    field = "visibility"


class QuotaTwice(Refused):
    sentence = _("%(who)s already has places on this list: change those.")
    field = "organisation"


@transaction.atomic
def open_list(engagement: Engagement, values: Mapping[str, Any], *, by: User) -> GuestList:
    """Begin the guest list of an engagement."""
    _check_list(engagement, values)
    if GuestList.objects.present().filter(engagement=engagement).exists():
        raise HasAList
    return editing.add(GuestList(engagement=engagement, **values), by=by)


@transaction.atomic
def change_list(guest_list: GuestList, values: Mapping[str, Any], *, seen: int, by: User) -> GuestList:
    """Change what holds for the whole list, as it was at version `seen`."""
    _check_list(guest_list.engagement, values)
    return editing.change(guest_list, values, seen=seen, by=by)


@transaction.atomic
def remove_list(guest_list: GuestList, *, by: User) -> GuestList:
    """Take a list and all who stand on it out of sight."""
    return editing.remove(guest_list, by=by)


@transaction.atomic
def restore_list(guest_list: GuestList, *, by: User) -> GuestList:
    """Undo a removal, unless another list was begun since."""
    others = GuestList.objects.present().filter(engagement=guest_list.engagement).exclude(pk=guest_list.pk)
    if others.exists():
        raise HasAList
    return editing.restore(guest_list, by=by)


@transaction.atomic
def add_quota(guest_list: GuestList, values: Mapping[str, Any], *, by: User) -> Quota:
    """Say how many places an organisation has."""
    quota = Quota(guest_list=guest_list, **values)
    _check_quota(quota, by)
    return editing.add(quota, by=by)


@transaction.atomic
def change_quota(quota: Quota, values: Mapping[str, Any], *, seen: int, by: User) -> Quota:
    """Change how many places an organisation has."""
    then = Quota(
        pk=quota.pk,
        guest_list=quota.guest_list,
        **{
            name: values.get(name, getattr(quota, name))
            for name in ("organisation", "body", "places", "visibility")
        },
    )
    _check_quota(then, by)
    return editing.change(quota, values, seen=seen, by=by)


@transaction.atomic
def remove_quota(quota: Quota, *, by: User) -> Quota:
    """Let an organisation have no quota any more."""
    return editing.remove(quota, by=by)


@transaction.atomic
def restore_quota(quota: Quota, *, by: User) -> Quota:
    """Undo a removal."""
    _check_quota(quota, by)
    return editing.restore(quota, by=by)


def _check_list(engagement: Engagement, values: Mapping[str, Any]) -> None:
    until = values.get("reply_until")
    if until is not None and until > engagement.starts_at:
        raise AnswersAfterTheStart


def _check_quota(quota: Quota, by: User) -> None:
    mine = standing(by, quota.mission_key())
    if mine is not None and quota.visibility not in mine.sees:
        raise OtherSidesQuota
    seen = {
        Visibility.SHARED.value,
        quota.visibility,
    }  # one side learns nothing of the other's from a refusal
    others = Quota.objects.present().filter(guest_list=quota.guest_list, visibility__in=seen)
    same = others.exclude(pk=quota.pk or 0)
    if quota.organisation_id is not None:
        same = same.filter(organisation=quota.organisation_id)
    else:
        same = same.filter(organisation=None, body__iexact=quota.body)
    if same.exists():
        raise QuotaTwice(who=quota)
