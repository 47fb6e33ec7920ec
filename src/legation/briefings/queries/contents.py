"""How much stands in the books, as this reader would get them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef

from legation.missions.choices import EngagementStatus
from legation.missions.models import Attendance, Delegate, Engagement, Mission
from legation.missions.queries import COMING


@dataclass(frozen=True, slots=True)
class Contents:
    """Engagements of the programme and people of the who's-who."""

    engagements: int
    people: int


def contents_of(mission: Mission, user: Any) -> Contents:
    """Two queries: both counts are of what `user` sees."""
    return Contents(
        engagements=Engagement.objects.visible_to(user).filter(mission=mission).count(),
        people=Delegate.objects.visible_to(user).filter(mission=mission, status__in=COMING).count(),
    )


def engagements_with_papers(mission: Mission, user: Any) -> list[Engagement]:
    """The engagements that somebody attends whom `user` sees, in time: one query. What was called off needs
    no cards."""
    there = Attendance.objects.visible_to(user).filter(engagement=OuterRef("pk"))
    return list(
        Engagement.objects.visible_to(user)
        .filter(Exists(there), mission=mission)
        .exclude(status=EngagementStatus.CANCELLED)
        .order_by("starts_at", "pk")
    )
