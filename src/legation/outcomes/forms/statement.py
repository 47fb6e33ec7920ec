"""The form of a statement."""

from typing import Any

from django import forms

from legation.kernel.choosing import by_name
from legation.outcomes.forms.outcome import OutcomeForm
from legation.outcomes.models import Statement
from legation.outcomes.queries import called_so, people_named_to, speakers_hidden_from


class StatementForm(OutcomeForm):
    class Meta:
        model = Statement
        fields = ("speakers", "text", "engagement", "visibility")
        widgets = {"speakers": forms.SelectMultiple(attrs={"size": 8})}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_named_to(self.reader).order_by("family_name", "pk")
        self.fields["speakers"].queryset = people  # type: ignore[attr-defined]
        by_name(self, "speakers", "person", self.reader, beside=called_so)

    def values(self) -> dict[str, Any]:
        """Speakers whom the author of this form may not know of stay as they are."""
        values = super().values()
        hidden = speakers_hidden_from(self.reader, self.instance) if self.instance.pk else []
        return {**values, "speakers": [*values["speakers"], *hidden]}
