"""Statements, commitments and agreements of a mission."""

from legation.outcomes.models.agreement import Agreement
from legation.outcomes.models.commitment import Commitment
from legation.outcomes.models.outcome import Outcome, OutcomeRecords
from legation.outcomes.models.statement import Statement

__all__ = ["Agreement", "Commitment", "Outcome", "OutcomeRecords", "Statement"]
