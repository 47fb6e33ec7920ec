"""Forms of after-action reports."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Visibility
from legation.kernel.forms import RecordForm
from legation.reports.actions.reports import DueBeforeReturn
from legation.reports.models import Report


class BeginForm(RecordForm):
    """Which form, back when, and for whose eyes the record is drawn on."""

    class Meta:
        model = Report
        fields = ("kind", "returned_on", "visibility")

    def __init__(self, *args: Any, side: str, mission: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["returned_on"].initial = mission.ends_on
        self.fields["visibility"].initial = side
        _offer(self, side)
        self.fields["visibility"].help_text = _(
            "Kept to your side, it is drafted from all that your side sees; shown to both,"
            " from what both see."
        )


class ReportForm(RecordForm):
    """The texts that the form of the report has, in its words, and what became of it."""

    class Meta:
        model = Report
        fields = (
            "summary",
            "purpose",
            "meetings",
            "results",
            "followup",
            "lessons",
            "cost",
            "returned_on",
            "due_on",
            "filed_on",
            "filed_with",
            "visibility",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = self.instance.texts
        for name in ("summary", "purpose", "meetings", "results", "followup", "lessons", "cost"):
            if name not in texts:
                del self.fields[name]
            else:
                self.fields[name].label = texts[name]
        self.order_fields([*texts, "returned_on", "due_on", "filed_on", "filed_with", "visibility"])
        _offer(self, self.instance.side)
        if self.instance.visibility != Visibility.SHARED:
            self.fields["visibility"].help_text = _(
                "Before you show it to the other side, read the texts: they may hold what only your side"
                " sees."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        returned_on, due_on = cleaned.get("returned_on"), cleaned.get("due_on")
        if returned_on and due_on and due_on < returned_on:
            self.add_error("due_on", str(DueBeforeReturn()))
        return cleaned


def _offer(form: RecordForm, side: str) -> None:
    allowed = {Visibility.SHARED.value, side}
    form.fields["visibility"].choices = [  # type: ignore[attr-defined]
        choice for choice in Visibility.choices if choice[0] in allowed
    ]
