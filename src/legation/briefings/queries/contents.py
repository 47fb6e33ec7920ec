"""How much stands in the books, as this reader would get them."""

from dataclasses import dataclass
from typing import Any

from legation.missions.models import Delegate, Engagement, Mission
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
