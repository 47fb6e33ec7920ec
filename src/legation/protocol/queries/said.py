"""What people said about rank at engagements: overrides, ranks given, equivalents. One query for all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import CharField, F, Value

from legation.missions.models import Engagement
from legation.protocol.models import Equivalence, GivenRank, Override


@dataclass(frozen=True, slots=True)
class ByHand:
    """An override: `higher` goes before `lower` (keys of delegates), said last at `at`."""

    pk: int
    higher: str
    lower: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RankGiven:
    """A rank given to a delegate, with the reason (P15)."""

    pk: int
    rank: str
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """Of one engagement: its overrides, oldest first; ranks by delegate; by post what it counts as."""

    overrides: tuple[ByHand, ...] = ()
    given: Mapping[int, RankGiven] = field(default_factory=dict)
    equivalents: Mapping[int, str] = field(default_factory=dict)


NOTHING = Said()


def said_at(engagements: Iterable[Engagement], user: Any) -> dict[int, Said]:
    """By engagement what the reader sees of it; one query however many there are."""
    asked = list(engagements)
    missions = {one.mission_id for one in asked}
    overrides = (
        Override.objects.visible_to(user)
        .filter(engagement__in=[one.pk for one in asked])
        .values_list(
            _kind("override"), "pk", "engagement_id", "higher_id", "lower_id", "reason", "updated_at"
        )
    )
    given = (
        GivenRank.objects.visible_to(user)
        .filter(delegate__mission__in=missions)
        .values_list(
            _kind("given"), "pk", "delegate__mission_id", "delegate_id", "pk", _with_rank(), "updated_at"
        )
    )
    equivalents = (
        Equivalence.objects.visible_to(user)
        .filter(mission__in=missions)
        .values_list(_kind("equivalent"), "pk", "mission_id", "post_id", "pk", "counterpart", "updated_at")
    )
    rows = list(overrides.union(given, equivalents, all=True))
    return {one.pk: _of(one, rows) for one in asked}


def _kind(name: str) -> Value:
    return Value(name, output_field=CharField())


def _with_rank() -> Any:
    """The rank and the reason in one column: a rank is one word."""
    from django.db.models.functions import Concat

    return Concat(F("rank_class"), Value(" "), F("reason"), output_field=CharField())


def _of(engagement: Engagement, rows: Iterable[tuple[Any, ...]]) -> Said:
    overrides, given, equivalents = [], {}, {}
    for kind, pk, of, first, second, text, at in rows:
        if kind == "override" and of == engagement.pk:
            overrides.append(ByHand(pk, str(first), str(second), text, at))
        elif kind == "given" and of == engagement.mission_id:
            rank, _, reason = text.partition(" ")
            given[first] = RankGiven(pk, rank, reason)
        elif kind == "equivalent" and of == engagement.mission_id:
            equivalents[first] = text
    return Said(tuple(sorted(overrides, key=lambda each: (each.at, each.pk))), given, equivalents)
