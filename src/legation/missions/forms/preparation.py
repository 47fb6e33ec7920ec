"""Forms of missions, legs and delegations."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from legation.directory.queries.ordering import in_order
from legation.kernel.choices import Side
from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.missions.choices import Party
from legation.missions.models import Delegation, Leg, Mission, Programme
from legation.missions.queries.preparation import cities_seen, free_slug
from legation.missions.rules import standing

# The address of the page that opens a mission.
RESERVED = ("new",)


class MissionForm(RecordForm):
    """What a mission is, for whom and when."""

    class Meta:
        model = Mission
        fields: tuple[str, ...] = (
            "name",
            "slug",
            "kind",
            "status",
            "programme",
            "starts_on",
            "ends_on",
            "announced_size",
            "purpose",
            "learning_goals",
        )
        error_messages = {  # noqa: RUF012
            "slug": {"unique": _("Another mission already has this short name.")},
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        series: Any = self.fields["programme"]
        series.queryset = Programme.objects.visible_to(user).order_by("pk")
        series.empty_label = _("None")

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if slug in RESERVED:
            raise forms.ValidationError(_("“%(slug)s” cannot be a short name."), params={"slug": slug})
        return slug

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        refuse_backwards(self)
        return values


class NewMissionForm(MissionForm):
    """A mission that is opened: its short name may be left to us, and the side must be said."""

    side = forms.ChoiceField(
        label=_("your side"),
        choices=Side.choices,
        help_text=_("You prepare the mission on this side, and see what only this side sees."),
    )

    class Meta(MissionForm.Meta):
        fields = tuple(name for name in MissionForm.Meta.fields if name != "status")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].help_text = _(
            "Part of the address of its pages. Left empty, it is made from the English name."
        )
        self.order_fields(["name", "slug", "side"])

    def clean_slug(self) -> str:
        if self.cleaned_data["slug"]:
            return super().clean_slug()
        name = self.cleaned_data.get("name")
        return free_slug(slugify(name.localize("en")) if name else "", RESERVED)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "side"}


class LegForm(RecordForm):
    """Days in one host city."""

    class Meta:
        model = Leg
        fields = ("city", "starts_on", "ends_on")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_cities(self, user)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        refuse_backwards(self)
        return values


class DelegationForm(RecordForm):
    """Those who come together. A delegation stays on its side once it is there."""

    class Meta:
        model = Delegation
        fields: tuple[str, ...] = ("name", "city")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_cities(self, user)


class NewDelegationForm(DelegationForm):
    """A delegation of the reader's own side, or of a third party."""

    class Meta(DelegationForm.Meta):
        fields = ("party", "name", "city")

    def __init__(self, *args: Any, mission: Mission, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        mine = standing(user, mission.pk)
        parties = (mine.side, Party.THIRD.value) if mine else ()
        party: Any = self.fields["party"]
        party.choices = [choice for choice in Party.choices if choice[0] in parties]
        party.help_text = _("Each side names its own delegations; a third party joins both.")


def offer_cities(form: RecordForm, user: Any) -> None:
    """Cities by name in the reader's language, and the one that is set already."""
    city: Any = form.fields["city"]
    city.queryset = cities_seen(user, form.instance.city_id)
    city.empty_label = _("Choose a city") if city.required else "—"
    by_name(form, "city", "city", user, order=in_order)


def refuse_backwards(form: RecordForm) -> None:
    """Say at the last day that it is before the first."""
    first, last = form.cleaned_data.get("starts_on"), form.cleaned_data.get("ends_on")
    if first and last and last < first:
        form.add_error("ends_on", _("The last day is before the first."))
