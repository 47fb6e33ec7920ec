"""Forms of outcomes."""

from typing import Any

from django import forms

from legation.directory.models import Organisation, Person
from legation.kernel.choices import Visibility
from legation.kernel.forms import RecordForm
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.outcomes.models import Agreement, Commitment, Statement
from legation.outcomes.queries import engagements_of


class OutcomeForm(RecordForm):
    """What every outcome's form offers: the engagements and visibilities that its author sees."""

    def __init__(self, *args: Any, mission: Mission, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["engagement"].queryset = engagements_of(mission, user)  # type: ignore[attr-defined]
        mine = standing(user, mission.pk)
        seen = mine.sees if mine else {Visibility.SHARED}
        self.fields["visibility"].choices = [  # type: ignore[attr-defined]
            choice for choice in Visibility.choices if choice[0] in seen
        ]
        for name in ("owed_by", "owed_to", "parties"):
            if name in self.fields:
                self.fields[name].queryset = Organisation.objects.visible_to(user).order_by("name", "pk")  # type: ignore[attr-defined]
        if "speakers" in self.fields:
            self.fields["speakers"].queryset = Person.objects.visible_to(user).order_by("family_name", "pk")  # type: ignore[attr-defined]


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
