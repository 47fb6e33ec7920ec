"""Destroys what was sealed for missions that are over, once a day, and reports what it was."""

from collections import Counter
from datetime import date

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.kernel import outbox
from legation.kernel.choices import LetterKind, Side
from legation.logistics.choices import Kind
from legation.logistics.models import Private, PrivateLink, Purge, Trust
from legation.logistics.models.private import purged_on
from legation.missions.choices import Party
from legation.missions.jobs import offers
from legation.missions.jobs.purging import tried
from legation.missions.models import Delegate, Membership, Mission
from legation.missions.rules import STAFF

LATE = 2  # days after which nobody purging is a fault
logger = structlog.get_logger(__name__)


def keep_purging() -> None:
    """Make the schedule by which the worker purges."""
    from django_q.models import Schedule

    Schedule.objects.get_or_create(
        name="purge",
        defaults={"func": "legation.logistics.jobs.purging.purge_due", "schedule_type": "D"},
    )


def purge_due(today: date | None = None) -> int:
    """Purge every mission whose day has come; gives how many values were destroyed. Can be run twice.

    Addresses of invitations that are over for long are forgotten on the way.
    """
    day = today or timezone.localdate()
    try:
        offers.forget_over()
    except Exception:  # the rest is destroyed nevertheless
        logger.exception("invitations_not_forgotten")
    return sum(tried(key, lambda each: _purged(each, day), _noted) for key in _due(day))


def overdue(today: date | None = None) -> int:
    """How many missions should have been purged days ago: no worker runs."""
    day = today or timezone.localdate()
    late = [key for key in _due(day) if (day - purged_on(Mission.objects.get(pk=key))).days > LATE]
    return len(late)


def _due(day: date) -> list[int]:
    """Missions, removed ones among them, that are past their day and still hold something."""
    linked = PrivateLink.objects.filter(revoked_at=None).values("delegate__mission")
    needing = Delegate._default_manager.exclude(access="").values("mission")
    saved = Delegate.history.exclude(access="").values("mission")
    held = Q(pk__in=Private.objects.values("delegate__mission")) | Q(pk__in=linked)
    held |= Q(pk__in=needing) | Q(pk__in=saved)
    rows = Mission.objects.filter(held).order_by("pk")
    return [mission.pk for mission in rows if purged_on(mission) <= day]


def _noted(key: int) -> None:
    """Each side reads that it failed."""
    mission = Mission.objects.get(pk=key)
    for side in Side.values:
        Purge.objects.update_or_create(
            mission=mission,
            side=side,
            failed=True,
            defaults={"at": timezone.now(), "due_on": purged_on(mission)},
        )


@transaction.atomic
def _purged(key: int, day: date) -> int:
    """Destroy, end what led there, and report to each side what was its own."""
    mission = Mission.objects.select_for_update().get(pk=key)
    if purged_on(mission) > day:
        return 0
    now, total = timezone.now(), 0
    rows = Private.objects.filter(delegate__mission=mission)
    found = list(rows.values_list("delegate__delegation__party", "kind", "delegate", "pk"))
    Private.objects.filter(pk__in=[each[3] for each in found]).delete()
    found += _needs_of(mission)
    Trust.objects.filter(mission=mission, ended_at=None).update(ended_at=now)
    open_links = PrivateLink.objects.filter(delegate__mission=mission, revoked_at=None)
    links = Counter(open_links.values_list("delegate__delegation__party", flat=True))
    open_links.update(revoked_at=now)
    for party in Party.values:
        mine = [each for each in found if each[0] == party]
        if not mine and not links[party]:
            continue
        report = Purge.objects.create(
            mission=mission,
            side=party,
            at=now,
            due_on=purged_on(mission),
            counts=dict(sorted(Counter(each[1] for each in mine).items())),
            people=len({each[2] for each in mine}),
            links=links[party],
        )
        total += len(mine)
        _tell(mission, report, len(mine))
    logger.info("private_data_purged", mission=mission.pk, values=total)
    return total


def _needs_of(mission: Mission) -> list[tuple[str, str, int, int]]:
    """Destroy what delegates need for seats and rooms, in saved states too: party, kind, delegate and key."""
    needing = Delegate._default_manager.filter(mission=mission).exclude(access="")
    found = [(*each, 0) for each in needing.values_list("delegation__party", "pk").order_by("pk")]
    needing.update(access="", version=F("version") + 1)
    Delegate.history.filter(mission=mission).exclude(access="").update(access="")
    return [(party, str(Kind.HEALTH), key, none) for party, key, none in found]


def _tell(mission: Mission, report: Purge, values: int) -> None:
    """A letter to whoever prepares the side; of a third party's people to both."""
    rows = Membership.objects.filter(mission=mission, role__in=STAFF, user__is_active=True)
    if report.side != Party.THIRD:
        rows = rows.filter(side=report.side)
    for membership in rows.select_related("user").order_by("pk"):
        user = membership.user
        with translation.override(user.language or settings.LANGUAGE_CODE):
            said = ngettext(
                "%(mission)s is over: %(n)s piece of personal data was destroyed, of %(people)s people.",
                "%(mission)s is over: %(n)s pieces of personal data were destroyed, of %(people)s people.",
                values,
            ) % {"mission": mission, "n": values, "people": report.people}
            outbox.post(
                outbox.Address.of(user),
                kind=LetterKind.REMINDER,
                subject=_("Personal data was destroyed"),
                text=said,
                by=None,
                url=reverse("private-trusts", args=[mission.slug]),
                mission_id=mission.pk,
                visibility=membership.side,
            )
