"""Forms of outcomes."""

from typing import Any

from django import forms

from legation.kernel.choices import Visibility
from legation.kernel.forms import RecordForm
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.outcomes.models import Agreement, Commitment, Outcome, Statement
from legation.outcomes.queries import (
    engagements_of,
    organisations_for,
    people_named_to,
    speakers_hidden_from,
)


class OutcomeForm(RecordForm):
    """What every outcome's form offers: the engagements and visibilities that its author sees."""

    def __init__(self, *args: Any, mission: Mission, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = user
        self.fields["engagement"].queryset = engagements_of(  # type: ignore[attr-defined]
            mission, user, self.instance.engagement_id
        )
        mine = standing(user, mission.pk)
        seen = mine.sees if mine else {Visibility.SHARED}
        self.fields["visibility"].choices = [  # type: ignore[attr-defined]
            choice for choice in Visibility.choices if choice[0] in seen
        ]
        for name in ("owed_by", "owed_to", "parties"):
            if name in self.fields:
                current = _named(self.instance, name)
                self.fields[name].queryset = organisations_for(user, current)  # type: ignore[attr-defined]


def _named(outcome: Outcome, name: str) -> list[int | None]:
    """Keys of the organisations that the outcome names in this field."""
    if name != "parties":
        return [getattr(outcome, f"{name}_id")]
    if not isinstance(outcome, Agreement) or not outcome.pk:
        return []
    return list(outcome.parties.values_list("pk", flat=True))


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


class AgreementForm(OutcomeForm):
    class Meta:
        model = Agreement
        fields = ("kind", "title", "status", "signed_on", "parties", "engagement", "visibility")
        widgets = {"parties": forms.SelectMultiple(attrs={"size": 8})}  # noqa: RUF012


class StatementForm(OutcomeForm):
    class Meta:
        model = Statement
        fields = ("speakers", "text", "engagement", "visibility")
        widgets = {"speakers": forms.SelectMultiple(attrs={"size": 8})}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_named_to(self.reader).order_by("family_name", "pk")
        self.fields["speakers"].queryset = people  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Speakers whom the author of this form may not know of stay as they are."""
        values = super().values()
        hidden = speakers_hidden_from(self.reader, self.instance) if self.instance.pk else []
        return {**values, "speakers": [*values["speakers"], *hidden]}
