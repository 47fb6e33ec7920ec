"""Forms of outcomes."""

from legation.outcomes.forms.agreement import AgreementForm
from legation.outcomes.forms.attachment import AttachmentForm
from legation.outcomes.forms.commitment import CommitmentForm, OwnSideForm, SettleForm
from legation.outcomes.forms.outcome import OutcomeForm
from legation.outcomes.forms.statement import StatementForm

__all__ = [
    "AgreementForm",
    "AttachmentForm",
    "CommitmentForm",
    "OutcomeForm",
    "OwnSideForm",
    "SettleForm",
    "StatementForm",
]
