"""Statements, commitments and agreements of a mission."""

from legation.outcomes.models.agreement import Agreement
from legation.outcomes.models.attachment import Attachment
from legation.outcomes.models.commitment import Commitment, Owner
from legation.outcomes.models.outcome import Outcome, OutcomeRecords
from legation.outcomes.models.reminding import PromiseLink, Reminder
from legation.outcomes.models.statement import Statement

__all__ = [
    "Agreement",
    "Attachment",
    "Commitment",
    "Outcome",
    "OutcomeRecords",
    "Owner",
    "PromiseLink",
    "Reminder",
    "Statement",
]
