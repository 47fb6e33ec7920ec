"""What the forms of missions, legs and delegations offer."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from django.db.models import Q

from legation.directory.models import City
from legation.missions.models import Leg, Mission

LONGEST_SLUG = 80


def cities_seen(user: Any, current: int | None = None) -> Any:
    """Cities that `user` sees, and the one that is set already."""
    visible = City.objects.visible_to(user).values("pk")
    return City.objects.filter(Q(pk__in=visible) | Q(pk=current)).order_by("pk")


def free_slug(wanted: str, reserved: Sequence[str]) -> str:
    """A short name that no mission has: `wanted`, or with a number after it."""
    stem = wanted[: LONGEST_SLUG - 5].strip("-") or "mission"
    taken = set(Mission.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | set(reserved)
    numbered = (f"{stem}-{number}" for number in count(2))
    return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)


def legs_of(mission: Mission, user: Any) -> list[Leg]:
    """The days of the mission by host city, in time."""
    rows = Leg.objects.visible_to(user).filter(mission=mission).select_related("city")
    return list(rows.order_by("starts_on", "pk"))
