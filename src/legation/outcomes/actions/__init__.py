"""What people do with outcomes: note what was said, promised and signed, and follow it through."""

from legation.outcomes.actions.agreements import add_agreement
from legation.outcomes.actions.commitments import add_commitment
from legation.outcomes.actions.outcomes import (
    OtherSidesOutcome,
    WiderThanItsEngagement,
    change_outcome,
    remove_outcome,
    restore_outcome,
)
from legation.outcomes.actions.signing import SignedWithoutDate
from legation.outcomes.actions.statements import add_statement

__all__ = [
    "OtherSidesOutcome",
    "SignedWithoutDate",
    "WiderThanItsEngagement",
    "add_agreement",
    "add_commitment",
    "add_statement",
    "change_outcome",
    "remove_outcome",
    "restore_outcome",
]
