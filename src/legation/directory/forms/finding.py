"""What a reader asks of a list: find, filter, sort. Whatever makes no sense is left aside."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.directory.choices import OrganisationKind, RankClass
from legation.directory.queries import Wish, country_choices
from legation.directory.queries.choosing import cities_called, few_cities

NOWHERE = (0,)
ANY = [("", _("All"))]


class Find(forms.Form):
    """The words to find, and the hidden parts that every list has."""

    columns: ClassVar[tuple[str, ...]] = ("name",)

    find = forms.CharField(
        label=_("Find"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def wish(self) -> Wish:
        """What was asked, as the list query takes it."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if asked.get("sort", "").removeprefix("-") not in self.columns:
            asked.pop("sort", None)
        return Wish(**asked)

    @property
    def asked(self) -> list[forms.BoundField]:
        """The fields to show above the list."""
        return self.visible_fields()


def _one(key: str) -> tuple[int, ...]:
    return (int(key),)


class CityWords(forms.CharField):
    """A city by its name, where there are too many to choose from; what nobody is called finds nothing."""

    widget = forms.TextInput(attrs={"type": "search"})

    def clean(self, value: Any) -> Any:
        words = super().clean(value)
        return (cities_called(words) or NOWHERE) if words else ()


def _offer_cities(form: Find, user: Any) -> None:
    few = few_cities(user)
    if few is None:
        form.fields["city"] = CityWords(label=_("City"), required=False, max_length=200)
    else:
        form.fields["city"].choices = [*ANY, *few]  # type: ignore[attr-defined]


class FindCities(Find):
    columns = ("name", "country")

    country = forms.ChoiceField(label=_("Country"), required=False)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.fields["country"].choices = [*ANY, *country_choices(user)]  # type: ignore[attr-defined]


class FindOrganisations(Find):
    columns = ("name", "kind", "city", "founded")

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ANY, *OrganisationKind.choices])
    city: Any = forms.TypedChoiceField(label=_("City"), required=False, coerce=_one)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        _offer_cities(self, user)


class FindPeople(Find):
    columns = ("name", "verified")

    rank = forms.ChoiceField(label=_("Post"), required=False, choices=[*ANY, *RankClass.choices])
    city: Any = forms.TypedChoiceField(label=_("City"), required=False, coerce=_one)

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        _offer_cities(self, user)
