"""Destroys what guests and applicants told under seal once the mission is over, and tells each side."""

from collections import Counter
from datetime import date, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.guests.models import Application, Guest, GuestPurge
from legation.guests.queries.purging import purged_on
from legation.kernel import outbox
from legation.kernel.choices import LetterKind, Side
from legation.missions.jobs.purging import tried
from legation.missions.models import Membership, Mission
from legation.missions.rules import STAFF

LATE = 2  # days after which nobody purging is a fault
BLANK = {"diet": "", "access": "", "note": ""}
TOLD = Q()
for name in BLANK:
    TOLD |= ~Q(**{name: ""})
logger = structlog.get_logger(__name__)


def keep_purging() -> None:
    """Make the schedule by which the worker purges."""
    from django_q.models import Schedule

    Schedule.objects.get_or_create(
        name="purge-guests",
        defaults={"func": "legation.guests.jobs.purging.purge_due", "schedule_type": "D"},
    )


def purge_due(today: date | None = None) -> int:
    """Purge every mission whose day has come; gives of how many people. Can be run twice."""
    return sum(tried(key, _purged, _noted) for key in _due(today or timezone.localdate()))


def overdue(today: date | None = None) -> int:
    """How many missions should have been purged days ago: no worker runs."""
    return len(_due((today or timezone.localdate()) - timedelta(days=LATE + 1)))


def _due(day: date) -> list[int]:
    """Missions, removed ones among them, past their day that still hold something, now or as saved."""
    guests = Guest._default_manager.filter(TOLD).values("guest_list__engagement__mission")
    saved = Guest.history.filter(TOLD).values("guest_list__engagement__mission")
    applied = Application._default_manager.exclude(sealed="").values("mission")
    states = Application.history.exclude(sealed="").values("mission")
    held = Q(pk__in=guests) | Q(pk__in=saved) | Q(pk__in=applied) | Q(pk__in=states)
    last = day - timedelta(days=settings.SEALED_DAYS)
    return list(Mission.objects.filter(held, ends_on__lte=last).order_by("pk").values_list("pk", flat=True))


def _noted(key: int) -> None:
    """Each side reads that it failed."""
    mission = Mission.objects.get(pk=key)
    for side in Side.values:
        GuestPurge.objects.update_or_create(
            mission=mission,
            side=side,
            failed=True,
            defaults={"at": timezone.now(), "due_on": purged_on(mission)},
        )


@transaction.atomic
def _purged(key: int) -> int:
    mission = Mission.objects.select_for_update().get(pk=key)
    guests = Guest._default_manager.filter(TOLD, guest_list__engagement__mission=mission)
    applied = Application._default_manager.filter(mission=mission).exclude(sealed="")
    guest_states = Guest.history.filter(TOLD, guest_list__engagement__mission=mission)
    applied_states = Application.history.filter(mission=mission).exclude(sealed="")
    counts = {
        **{name: Counter(guests.exclude(**{name: ""}).values_list("side", flat=True)) for name in BLANK},
        "application": Counter(applied.values_list("visibility", flat=True)),
        "saved": Counter(guest_states.values_list("side", flat=True))
        + Counter(applied_states.values_list("visibility", flat=True)),
    }
    people = Counter(guests.values_list("side", flat=True)) + counts["application"]
    guests.update(**BLANK, version=F("version") + 1)
    applied.update(sealed="", version=F("version") + 1)
    guest_states.update(**BLANK)
    applied_states.update(sealed="")
    for side in Side.values:
        mine = {name: number[side] for name, number in counts.items() if number[side]}
        if mine:
            GuestPurge.objects.create(
                mission=mission,
                side=side,
                at=timezone.now(),
                due_on=purged_on(mission),
                counts=mine,
                people=people[side],
            )
        if people[side]:
            _tell(mission, side, people[side])
    logger.info("guests_purged", mission=mission.pk, people=people.total())
    return people.total()


def _tell(mission: Mission, side: str, number: int) -> None:
    """A letter to whoever prepares the side, of its own guests and applicants."""
    rows = Membership.objects.filter(mission=mission, side=side, role__in=STAFF, user__is_active=True)
    for membership in rows.select_related("user").order_by("pk"):
        user = membership.user
        with translation.override(user.language or settings.LANGUAGE_CODE):
            said = ngettext(
                "%(mission)s is over: diet, needs and notes of %(n)s guest or applicant were destroyed.",
                "%(mission)s is over: diet, needs and notes of %(n)s guests and applicants were destroyed.",
                number,
            ) % {"mission": mission, "n": number}
            outbox.post(
                outbox.Address.of(user),
                kind=LetterKind.REMINDER,
                subject=_("Personal data was destroyed"),
                text=said,
                by=None,
                url=reverse("guest-purges", args=[mission.slug]),
                mission_id=mission.pk,
                visibility=side,
            )
