"""The form of a promise."""

from legation.outcomes.forms.outcome import OutcomeForm
from legation.outcomes.models import Commitment


class CommitmentForm(OutcomeForm):
    class Meta:
        model = Commitment
        fields = (
            "title",
            "detail",
            "owed_by",
            "owed_to",
            "due_on",
            "status",
            "evidence",
            "engagement",
            "visibility",
        )
