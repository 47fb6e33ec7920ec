"""What the page of a mission's outcomes reads."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch

from legation.missions.models import Mission
from legation.outcomes.choices import SETTLED
from legation.outcomes.models import Agreement, Attachment, Commitment, Statement
from legation.outcomes.queries.choosing import people_named_to
from legation.outcomes.queries.owning import Owners, owners_of


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What was promised, signed and said on one mission, as one reader sees it."""

    owed: tuple[Commitment, ...]
    settled: tuple[Commitment, ...]
    owners: dict[int, Owners]
    agreements: tuple[Agreement, ...]
    statements: tuple[Statement, ...]
    today: date

    @property
    def any(self) -> bool:
        return bool(self.owed or self.settled or self.agreements or self.statements)

    @property
    def unowned(self) -> int:
        """How many promises nobody looks after on the reader's side."""
        return sum(self.owners[one.pk].missing for one in self.owed)


def outcomes_of(mission: Mission, user: Any, today: date) -> Outcomes:
    """Seven queries: three lists, who is named in each as far as `user` may know them, and the evidence."""
    commitments = (
        Commitment.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("owed_by", "owed_to", "engagement")
        .prefetch_related(
            Prefetch("evidence", queryset=Attachment.objects.visible_to(user).order_by("dated_on", "pk"))
        )
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
        owners=owners_of(promised, user),
        agreements=tuple(agreements),
        statements=tuple(statements),
        today=today,
    )
