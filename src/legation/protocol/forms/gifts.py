"""What people type of gifts and of the rule that they are declared by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.directory.queries.ordering import in_order
from legation.kernel.choices import Visibility
from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.outcomes.queries import called_so, engagements_of, organisations_for, people_named_to
from legation.protocol.models import Gift, GiftRule

PEOPLE = ("donor", "recipient")
BODIES = ("donor_body", "recipient_body")


class CurrencyField(forms.CharField):
    """Three letters, in capitals however they were typed."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").upper()


def _currency(**options: Any) -> CurrencyField:
    from legation.protocol.models.gifts import CURRENCY

    return CurrencyField(
        label=_("Currency"),
        max_length=3,
        validators=[CURRENCY],
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "autocomplete": "off", "size": 3}),
        **options,
    )


class GiftForm(RecordForm):
    """One gift of the register of the author's side."""

    class Meta:
        model = Gift
        fields = (
            "direction",
            "nature",
            "donor",
            "donor_body",
            "recipient",
            "recipient_body",
            "engagement",
            "exchanged_on",
            "circumstances",
            "value",
            "currency",
            "use",
            "declared_on",
            "visibility",
        )

    def __init__(self, *args: Any, mission: Mission, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mission = mission
        self.unseen: set[str] = set()
        fields: dict[str, Any] = self.fields
        fields["currency"] = _currency(required=False)
        fields["engagement"].queryset = engagements_of(mission, user, self.instance.engagement_id)
        for name in PEOPLE:
            self._offer_people(name, people_named_to(user).order_by("pk"), user)
        for name in BODIES:
            fields[name].queryset = organisations_for(user, [getattr(self.instance, f"{name}_id")])
            by_name(self, name, "organisation", user, order=in_order)
        mine = standing(user, mission.pk)
        seen = {Visibility.SHARED.value, mine.side} if mine is not None else set()
        fields["visibility"].choices = [choice for choice in Visibility.choices if choice[0] in seen]
        fields["visibility"].help_text = _(
            "Shared: the other side reads what it is, from whom, to whom and when; never its value, its "
            "circumstances, what became of it or whether it was declared."
        )
        if mine is not None and not self.instance.pk:
            self.initial.setdefault("visibility", mine.side)

    def _offer_people(self, name: str, known: Any, user: Any) -> None:
        self.fields[name].queryset = known  # type: ignore[attr-defined]
        by_name(self, name, "person", user, order=in_order, beside=called_so)
        field: Any = self.fields[name]
        current = getattr(self.instance, f"{name}_id")
        if current is not None and not known.filter(pk=current).exists():
            self.unseen.add(name)
            field.help_text = _("Somebody whom another office keeps is named. Left empty, they stay named.")

    def clean(self) -> dict[str, Any]:
        """A value says in which currency."""
        cleaned = super().clean()
        if cleaned.get("value") is not None and not cleaned.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Say in which currency."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """Somebody whom the author of this form may not know of stays as they are."""
        values = super().values()
        return {name: value for name, value in values.items() if not (name in self.unseen and value is None)}


class DeclareForm(RecordForm):
    """On which day a gift was declared."""

    class Meta:
        model = Gift
        fields = ("declared_on",)


class GiftRuleForm(RecordForm):
    """From which value on an office declares gifts, and where that stands."""

    class Meta:
        model = GiftRule
        fields = ("threshold", "currency", "months", "days", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"] = _currency(required=True)
        self.fields["threshold"].help_text = _("A gift of this value is declared, and every one above it.")
        self.fields["months"].help_text = _("They end on the day of the gift that is judged.")
        self.fields["days"].help_text = _("Counted from the day on which the gift was received.")
        self.fields["source"].help_text = _("The law, the code of conduct or the decision of your office.")


class RegisterForm(forms.Form):
    """How the register of all missions is narrowed."""

    year = forms.ChoiceField(label=_("Year"), required=False)
    donor = forms.ChoiceField(label=_("From whom"), required=False)
    open = forms.BooleanField(label=_("Still to be declared"), required=False)

    def __init__(self, *args: Any, years: Any = (), donors: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["year"].choices = [("", _("Every year")), *((str(year), str(year)) for year in years)]
        fields["donor"].choices = [("", _("Everybody")), *donors]
