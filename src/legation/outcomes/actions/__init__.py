"""What people do with outcomes: note what was said, promised and signed, and follow it through."""

from legation.outcomes.actions.agreements import (
    add_agreement,
    add_office_agreement,
    add_signatory,
    remove_signatory,
    restore_signatory,
)
from legation.outcomes.actions.attachments import add_attachment, remove_attachment, restore_attachment
from legation.outcomes.actions.commitments import (
    add_commitment,
    keep_own_side,
    settle_commitment,
    take_over,
)
from legation.outcomes.actions.outcomes import (
    OtherSidesOutcome,
    WiderThanItsEngagement,
    change_outcome,
    remove_outcome,
    restore_outcome,
)
from legation.outcomes.actions.reviewing import mark_reviewed
from legation.outcomes.actions.settling import NobodyOwnsIt, NoReasonGiven, OwedToItself
from legation.outcomes.actions.signing import SignedWithoutDate
from legation.outcomes.actions.statements import add_statement

__all__ = [
    "NoReasonGiven",
    "NobodyOwnsIt",
    "OtherSidesOutcome",
    "OwedToItself",
    "SignedWithoutDate",
    "WiderThanItsEngagement",
    "add_agreement",
    "add_attachment",
    "add_commitment",
    "add_office_agreement",
    "add_signatory",
    "add_statement",
    "change_outcome",
    "keep_own_side",
    "mark_reviewed",
    "remove_attachment",
    "remove_outcome",
    "remove_signatory",
    "restore_attachment",
    "restore_outcome",
    "restore_signatory",
    "settle_commitment",
    "take_over",
]
