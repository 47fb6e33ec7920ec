"""How promises of all missions are narrowed, judged and reviewed."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from legation.directory.queries.ordering import in_order
from legation.kernel.forms import RecordForm
from legation.outcomes.choices import CommitmentStatus
from legation.outcomes.models import Commitment
from legation.outcomes.queries.promises import Asked
from legation.outcomes.queries.review import Scope, cities_of, programmes_of, years_of


class PromisesForm(forms.Form):
    """What the list of promises is asked for; what cannot be, is left out."""

    text = forms.CharField(
        label=_("Find"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    city = forms.TypedChoiceField(label=_("City"), required=False, coerce=int, empty_value=None)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", pgettext_lazy("promises", "Not settled")),
            *CommitmentStatus.choices,
            ("settled", pgettext_lazy("promises", "Settled, however")),
            ("all", pgettext_lazy("promises", "All")),
        ],
    )
    side = forms.ChoiceField(
        label=_("Owed by"),
        required=False,
        choices=[
            ("", pgettext_lazy("promises", "Either side")),
            ("ours", _("Our side")),
            ("theirs", _("The other side")),
        ],
    )
    owner = forms.ChoiceField(
        label=_("Owner"),
        required=False,
        choices=[
            ("", pgettext_lazy("promises", "Anybody")),
            ("mine", _("Me, or whom I stand for")),
            ("nobody", _("Nobody on our side")),
        ],
    )
    due = forms.ChoiceField(
        label=pgettext_lazy("promise", "Due"),
        required=False,
        choices=[
            ("", pgettext_lazy("promises", "At any time")),
            ("late", pgettext_lazy("promises", "Overdue")),
            ("soon", _("Within 30 days")),
            ("year", _("This year")),
            ("none", _("No date")),
        ],
    )

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        cities = in_order(cities_of(user), lambda row: row[1])
        fields["city"].choices = [("", pgettext_lazy("promises", "Every city")), *cities]

    def asked(self, page: str = "") -> Asked:
        """What was asked for, as the query takes it."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
        return Asked(**given, page=number)


class ReviewForm(forms.Form):
    """Which year, and of what."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)
    programme = forms.TypedChoiceField(
        label=_("Programme series"), required=False, coerce=int, empty_value=None
    )
    city = forms.TypedChoiceField(label=_("City"), required=False, coerce=int, empty_value=None)
    other = forms.TypedChoiceField(label=_("And city"), required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, user: Any, today: date) -> None:
        super().__init__({"year": str(today.year), **data})
        fields: dict[str, Any] = self.fields
        fields["year"].choices = [(year, str(year)) for year in years_of(user, today)]
        programmes = in_order(programmes_of(user), lambda row: row[1])
        fields["programme"].choices = [("", pgettext_lazy("promises", "Every series")), *programmes]
        cities = in_order(cities_of(user), lambda row: row[1])
        for name in ("city", "other"):
            fields[name].choices = [("", pgettext_lazy("promises", "Every city")), *cities]
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Two cities are named, or none."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("programme") is None and bool(cleaned.get("city")) != bool(cleaned.get("other")):
            self.add_error(
                "other" if cleaned.get("city") else "city", _("Choose the other city as well, or neither.")
            )
        return cleaned

    @property
    def scope(self) -> Scope:
        """What was asked for; where that cannot be, everything of the current year."""
        if not self.is_valid():
            return Scope(self.cleaned_data.get("year") or self.today.year)
        return Scope(**self.cleaned_data)


class JudgeForm(RecordForm):
    """How a promise stands and why, in a review."""

    class Meta:
        model = Commitment
        fields = ("status", "reason")


class ReviewedForm(forms.Form):
    """On which day it was all gone through."""

    reviewed_on = forms.DateField(
        label=_("Reviewed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
