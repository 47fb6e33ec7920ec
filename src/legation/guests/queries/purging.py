"""What was destroyed of guests and applicants, or will be: each side reads of its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.guests.models import Application, Guest, GuestPurge
from legation.missions.models import Mission
from legation.missions.rules import standing

LABELS = {
    "diet": _("diets"),
    "access": _("needs"),
    "note": _("notes"),
    "application": _("what applicants told once they were approved"),
    "saved": _("saved states that held some of it"),
}


@dataclass(frozen=True, slots=True)
class Report:
    """One report: what was destroyed, kind by kind."""

    purge: GuestPurge
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PurgesPage:
    """The reports of the reader's side, the newest first; the day, and how many still told something."""

    reports: tuple[Report, ...]
    purged_on: date
    guests: int
    applicants: int


def purged_on(mission: Mission) -> date:
    """The day on which what guests of the mission told under seal is destroyed."""
    return mission.ends_on + timedelta(days=settings.SEALED_DAYS)


def purges_page(mission: Mission, user: Any) -> PurgesPage:
    """Three queries, for whoever prepares a side."""
    mine = standing(user, mission.pk)
    side = mine.side if mine is not None and mine.prepares else ""
    rows = GuestPurge.objects.filter(mission=mission, side=side).order_by("-at", "-pk")
    reports = tuple(
        Report(
            row, tuple((str(label), row.counts[kind]) for kind, label in LABELS.items() if kind in row.counts)
        )
        for row in rows
    )
    told = ~Q(diet="") | ~Q(access="") | ~Q(note="")
    guests = Guest.objects.filter(told, guest_list__engagement__mission=mission, side=side)
    applied = Application.objects.filter(mission=mission, visibility=side).exclude(sealed="")
    return PurgesPage(reports, purged_on(mission), guests.count(), applied.count())
