"""What pages read of outcomes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse

from legation.directory.models import Organisation, Person
from legation.directory.queries import both
from legation.kernel.searching import Card
from legation.missions.models import Delegate, Engagement, Mission
from legation.outcomes.choices import CommitmentStatus
from legation.outcomes.models import Agreement, Commitment, Outcome, Statement

SETTLED = (CommitmentStatus.DONE, CommitmentStatus.LAPSED)
KINDS: dict[str, type[Outcome]] = {
    "statement": Statement,
    "commitment": Commitment,
    "agreement": Agreement,
}
LONGEST_KEY = 18


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
    """Five queries: three lists, and who is named in two of them as far as `user` may know them."""
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
        .prefetch_related(Prefetch("speakers", queryset=people_named_to(user).order_by("pk")))
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


def undoable(mission: Mission, told: str, user: Any) -> Outcome | None:
    """The outcome that `told`, as commitment-12, says was just removed, if `user` may bring it back."""
    name, _dash, key = told.partition("-")
    model = KINDS.get(name)
    if model is None or not key.isdecimal() or len(key) > LONGEST_KEY:
        return None
    return removed_outcome(model, mission, int(key), user)


def engagements_of(mission: Mission, user: Any, current: int | None = None) -> Any:
    """The engagements that an outcome can have come from, as a choice; `current` stays one when removed."""
    there = Engagement.objects.visible_to(user).filter(mission=mission).values("pk")
    found = Engagement.objects.filter(Q(pk__in=there) | Q(pk=current))
    return found.order_by("starts_at", "pk")


def organisations_for(user: Any, current: Iterable[int | None] = ()) -> Any:
    """The organisations that an outcome can name, as a choice; `current` ones stay one when removed."""
    there = Organisation.objects.visible_to(user).values("pk")
    return Organisation.objects.filter(Q(pk__in=there) | Q(pk__in=[key for key in current if key])).order_by(
        "name", "pk"
    )


def people_named_to(user: Any) -> Any:
    """The persons whose names `user` may read: found in the directory, or met as delegates of a mission."""
    met = Delegate.objects.visible_to(user).values("person")
    return Person.objects.filter(Q(pk__in=Person.objects.visible_to(user).values("pk")) | Q(pk__in=met))


def speakers_hidden_from(user: Any, statement: Statement) -> list[Person]:
    """Speakers of the statement that `user` may not know of, and so neither sees nor takes away."""
    return list(statement.speakers.exclude(pk__in=people_named_to(user).values("pk")))


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
