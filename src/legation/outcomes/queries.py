"""What pages read of outcomes."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from legation.directory.queries import both
from legation.kernel.searching import Card
from legation.missions.models import Engagement, Mission
from legation.outcomes.choices import CommitmentStatus
from legation.outcomes.models import Agreement, Commitment, Outcome, Statement

SETTLED = (CommitmentStatus.DONE, CommitmentStatus.LAPSED)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What was promised, signed and said on one mission, as one reader sees it."""

    owed: tuple[Commitment, ...]
    settled: tuple[Commitment, ...]
    agreements: tuple[Agreement, ...]
    statements: tuple[Statement, ...]
    today: date

    @property
    def any(self) -> bool:
        return bool(self.owed or self.settled or self.agreements or self.statements)


def outcomes_of(mission: Mission, user: Any, today: date) -> Outcomes:
    """Five queries: three lists, and who is named in two of them."""
    commitments = (
        Commitment.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("owed_by", "owed_to", "engagement")
        .order_by("due_on", "pk")
    )
    agreements = (
        Agreement.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("engagement")
        .prefetch_related("parties")
        .order_by("signed_on", "pk")
    )
    statements = (
        Statement.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("engagement")
        .prefetch_related("speakers")
        .order_by("engagement__starts_at", "pk")
    )
    promised = list(commitments)
    return Outcomes(
        owed=tuple(one for one in promised if one.status not in SETTLED),
        settled=tuple(one for one in promised if one.status in SETTLED),
        agreements=tuple(agreements),
        statements=tuple(statements),
        today=today,
    )


def removed_outcome(model: type[Outcome], mission: Mission, pk: int, user: Any) -> Outcome | None:
    """A removed outcome that `user` may bring back, or None."""
    found = model._default_manager.exclude(removed_at=None).filter(mission=mission, pk=pk).first()
    if found is None:
        return None
    there, found.removed_at = found.removed_at, None
    allowed = user.has_perm(f"outcomes.change_{model._meta.model_name}", found)
    found.removed_at = there
    return found if allowed else None


def engagements_of(mission: Mission, user: Any) -> Any:
    """The engagements that an outcome can have come from, as a choice."""
    return Engagement.objects.visible_to(user).filter(mission=mission).order_by("starts_at", "pk")


def card_of(outcome: Outcome) -> Card:
    """How an outcome is found. One that came from a one-sided engagement is found by that side only."""
    words = outcome.text if isinstance(outcome, Statement) else outcome.title  # type: ignore[attr-defined]
    visibility = outcome.visibility
    if outcome.engagement is not None and visibility == "shared":
        visibility = outcome.engagement.visibility
    name = outcome._meta.model_name or ""
    return Card(
        "outcome",
        f"{reverse('outcomes', args=[outcome.mission.slug])}#{name}-{outcome.pk}",
        {language: text[:200] for language, text in both(words).items()},
        {},
        mission_id=outcome.mission_id,
        visibility=visibility,
    )
