"""Statements, commitments, agreements and minutes of a mission."""

from legation.outcomes.models.agreement import Agreement, Alert, Signatory
from legation.outcomes.models.attachment import Attachment
from legation.outcomes.models.commitment import Commitment, Owner
from legation.outcomes.models.minutes import (
    Amendment,
    Hold,
    Minutes,
    MinutesLine,
    MinutesPerson,
    Signature,
)
from legation.outcomes.models.outcome import Outcome, OutcomeRecords
from legation.outcomes.models.reminding import PromiseLink, Reminder
from legation.outcomes.models.statement import Statement

__all__ = [
    "Agreement",
    "Alert",
    "Amendment",
    "Attachment",
    "Commitment",
    "Hold",
    "Minutes",
    "MinutesLine",
    "MinutesPerson",
    "Outcome",
    "OutcomeRecords",
    "Owner",
    "PromiseLink",
    "Reminder",
    "Signatory",
    "Signature",
    "Statement",
]
