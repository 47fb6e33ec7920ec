"""Forms of an agreement, of who signed it, and of the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from legation.directory.queries.ordering import in_order
from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.outcomes.actions.signing import EndsBeforeItBegins
from legation.outcomes.choices import AgreementKind, AgreementStatus, Subject
from legation.outcomes.forms.outcome import OutcomeForm
from legation.outcomes.models import Agreement, Signatory
from legation.outcomes.queries import called_so, organisations_for, people_named_to
from legation.outcomes.queries.register import Asked, party_cities

GIVEN = ("notice_days", "dormant_years")


class AgreementForm(OutcomeForm):
    subjects = forms.MultipleChoiceField(
        label=_("fields of cooperation"),
        required=False,
        choices=Subject.choices,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Agreement
        fields = (
            "kind",
            "title",
            "status",
            "parties",
            "subjects",
            "signed_on",
            "place",
            "begins_on",
            "ends_on",
            "renews",
            "notice_days",
            "budget_on",
            "last_contact_on",
            "dormant_years",
            "text",
            "engagement",
            "visibility",
        )
        widgets = {"parties": forms.SelectMultiple(attrs={"size": 8})}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in GIVEN:
            self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """An end before the beginning is told at its field, and not over the form."""
        cleaned = super().clean()
        begins, ends = cleaned.get("begins_on"), cleaned.get("ends_on")
        if begins is not None and ends is not None and ends < begins:
            self.add_error("ends_on", EndsBeforeItBegins.sentence)
        return cleaned

    def values(self) -> dict[str, Any]:
        """What was left empty stays as it is."""
        values = super().values()
        return {name: value for name, value in values.items() if not (name in GIVEN and value is None)}


class SignatoryForm(RecordForm):
    """Who signed, for whom, as what."""

    class Meta:
        model = Signatory
        fields = ("party", "person", "post", "head")

    def __init__(self, *args: Any, agreement: Agreement, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["party"].queryset = agreement.parties.order_by("pk")
        people = people_named_to(reader)
        fields["person"].queryset = people.order_by("pk")
        by_name(self, "person", "person", reader, order=in_order, beside=called_so)
        bodies = organisations_for(reader).values("pk")
        posts = fields["post"].queryset.filter(removed_at=None, organisation__in=bodies)
        fields["post"].queryset = posts.select_related("organisation").order_by("pk")
        by_name(self, "post", "post", reader)
        fields["post"].help_text = _("As it was on the day of the signature, not as it is today.")


class RegisterForm(forms.Form):
    """How the register is narrowed; what cannot be asked for is left out."""

    text = forms.CharField(
        label=_("Find"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", pgettext_lazy("agreements", "Every kind")), *AgreementKind.choices],
    )
    city = forms.TypedChoiceField(label=_("City"), required=False, coerce=int, empty_value=None)
    subject = forms.ChoiceField(
        label=_("Field"),
        required=False,
        choices=[("", pgettext_lazy("agreements", "Every field")), *Subject.choices],
    )
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", pgettext_lazy("agreements", "Every status")), *AgreementStatus.choices],
    )
    state = forms.ChoiceField(
        label=_("Needs a look"),
        required=False,
        choices=[
            ("", pgettext_lazy("agreements", "All")),
            ("dormant", _("Dormant")),
            ("ends", _("Ends soon")),
            ("over", _("Its term is over")),
        ],
    )

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        cities = in_order(party_cities(user), lambda row: row[1])
        fields: dict[str, Any] = self.fields
        fields["city"].choices = [("", pgettext_lazy("promises", "Every city")), *cities]

    def asked(self, page: str = "") -> Asked:
        """What was asked for, as the query takes it."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
        return Asked(**given, page=number)
