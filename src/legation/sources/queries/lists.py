"""The sources of a mission, and how much in them waits for a decision."""

from copy import copy
from typing import Any

from django.db.models import Count, Q

from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.sources.choices import FindingStatus
from legation.sources.models import Finding, Source

Listed = Source
"""A source of a list: with `total` and `waiting`, the number of its findings and of those to confirm."""

_PROPOSED = Q(findings__removed_at=None, findings__status=FindingStatus.PROPOSED)


def sources_of(mission: Mission, user: Any) -> list[Source]:
    """The sources that `user` sees, the latest published first, without their texts: one query."""
    return list(
        Source.objects.visible_to(user)
        .filter(mission=mission)
        .defer("text")
        .annotate(
            total=Count("findings", filter=Q(findings__removed_at=None)),
            waiting=Count("findings", filter=_PROPOSED),
        )
        .order_by("-published_on", "-pk")
    )


def waiting(mission: Mission, user: Any) -> int:
    """How many findings of the mission wait for a decision, in the sources that `user` sees: one query."""
    return (
        Finding.objects.visible_to(user)
        .filter(source__mission=mission, status=FindingStatus.PROPOSED)
        .count()
    )


def removed_source(mission: Mission, pk: object, user: Any) -> Source | None:
    """The removed source that `user` saw and may bring back, or None."""
    if pk is None or not str(pk).isdecimal():
        return None
    found = Source.objects.filter(mission=mission, pk=str(pk)).exclude(removed_at=None).first()
    mine = standing(user, mission.pk)
    if found is None or mine is None or found.visibility not in mine.sees:
        return None
    there = copy(found)
    there.removed_at = None
    return found if user.has_perm("sources.change_source", there) else None
