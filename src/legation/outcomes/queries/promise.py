"""What the page of one promise reads."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from legation.missions.rules import standing
from legation.outcomes.choices import SETTLED, CommitmentStatus
from legation.outcomes.models import Attachment, Commitment, Owner, Statement
from legation.outcomes.queries.owning import Owners, own_side, owners_of


@dataclass(frozen=True, slots=True)
class Stand:
    """How the promise stood from a moment on, who said so, and why."""

    at: datetime
    by: str
    status: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class PromisePage:
    """One promise as one reader sees it."""

    commitment: Commitment
    owners: Owners
    own: Owner | None
    stands: tuple[Stand, ...]
    evidence: tuple[Attachment, ...]
    statement: Statement | None
    edits: bool
    settled: bool
    overdue: bool
    step_late: bool


def promise_page(commitment: Commitment, user: Any, today: date) -> PromisePage:
    """Five queries: owners, what the own side keeps, the history, the evidence and the words it rests on."""
    mine = standing(user, commitment.mission_id)
    settled = commitment.status in SETTLED
    evidence = Attachment.objects.visible_to(user).filter(commitment=commitment).order_by("dated_on", "pk")
    statement = (
        Statement.objects.visible_to(user).filter(pk=commitment.statement_id).first()
        if commitment.statement_id
        else None
    )
    return PromisePage(
        commitment=commitment,
        owners=owners_of([commitment], user)[commitment.pk],
        own=own_side(commitment, user),
        stands=stands_of(commitment, mine.sees if mine is not None else frozenset()),
        evidence=tuple(evidence),
        statement=statement,
        edits=mine is not None and mine.prepares,
        settled=settled,
        overdue=not settled and commitment.due_on is not None and commitment.due_on < today,
        step_late=not settled and commitment.next_on is not None and commitment.next_on < today,
    )


def stands_of(commitment: Commitment, sees: frozenset[str]) -> tuple[Stand, ...]:
    """Newest first: each change of the status or of its reason, among the states saved for these eyes."""
    states = commitment.history.filter(visibility__in=sees).select_related("history_user")
    found: list[Stand] = []
    last: tuple[str, str] | None = None
    for state in states.order_by("version", "history_id"):
        if (state.status, state.reason) == last:
            continue
        last = (state.status, state.reason)
        found.append(
            Stand(
                at=state.history_date,
                by=str(state.history_user or ""),
                status=state.status,
                label=str(CommitmentStatus(state.status).label),
                reason=state.reason,
            )
        )
    return tuple(reversed(found))
