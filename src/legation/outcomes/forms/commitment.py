"""Forms of a promise: what it is, how it stands, and who looks after it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from legation.directory.queries.ordering import in_order
from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.missions.models import Mission
from legation.outcomes.forms.outcome import OutcomeForm
from legation.outcomes.models import Commitment, Owner, Statement
from legation.outcomes.queries import called_so, colleagues_of, people_named_to


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
            "reason",
            "next_step",
            "next_on",
            "value",
            "currency",
            "engagement",
            "statement",
            "visibility",
        )

    def __init__(self, *args: Any, mission: Mission, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, mission=mission, user=user, **kwargs)
        field: Any = self.fields["statement"]
        field.queryset = Statement.objects.visible_to(user).filter(mission=mission).order_by("pk")
        field.label_from_instance = lambda said: str(said)[:120]
        self.unseen = bool(
            self.instance.statement_id and not field.queryset.filter(pk=self.instance.statement_id).exists()
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("value") is not None and not cleaned.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Say in which currency."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Words that the author of this form may not read stay what the promise rests on."""
        values = super().values()
        if self.unseen and values["statement"] is None:
            del values["statement"]
        return values


class SettleForm(RecordForm):
    """How a promise stands, why, and what is done next."""

    class Meta:
        model = Commitment
        fields = ("status", "reason", "next_step", "next_on")


class OwnSideForm(RecordForm):
    """Who looks after a promise on the author's side, and what that side notes for itself."""

    class Meta:
        model = Owner
        fields = ("user", "person", "note")

    def __init__(self, *args: Any, mission: Mission, side: str, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["user"].queryset = colleagues_of(mission, side)
        fields["user"].help_text = _("They are reminded by mail, and so are the assistants of the person.")
        people = people_named_to(reader)
        self.unseen = bool(self.instance.person_id and not people.filter(pk=self.instance.person_id).exists())
        fields["person"].queryset = people.order_by("pk")
        by_name(self, "person", "person", reader, order=in_order, beside=called_so)
        fields["person"].help_text = _("The other side reads the name where the promise is shared.")
        fields["note"].help_text = _("Only your side reads this.")

    def values(self) -> dict[str, Any]:
        """Somebody whom the author may not know of stays the owner until another is named."""
        values = super().values()
        if self.unseen and values["person"] is None and values["user"] is None:
            del values["person"]
        return values
