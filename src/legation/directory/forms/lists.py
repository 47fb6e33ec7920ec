"""Forms of a list of people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.directory.choices import DoubtChoice, Scope
from legation.directory.models import PeopleList
from legation.directory.queries.listed import COLUMNS, heading

LARGEST = 50_000_000


class BringForm(forms.Form):
    """The file, and who finds the new people in it."""

    file = forms.FileField(
        label=_("Spreadsheet or vCards"),
        help_text=_(
            "XLSX, ODS or CSV with one row a person and one row of headings above, or vCards (.vcf). At most"
            " 50 MB and 100,000 people."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.tsv,.txt,.vcf"}),
    )
    scope = forms.ChoiceField(
        label=_("Who finds new people"), choices=Scope.choices, initial=Scope.SHARED, widget=forms.RadioSelect
    )

    def clean_file(self) -> Any:
        found = self.cleaned_data["file"]
        if found.size > LARGEST:
            raise forms.ValidationError(_("At most 50 MB. Part the list and bring the parts one by one."))
        return found


class DecideForm(forms.Form):
    """What was chosen on doubtful rows: `row-<number>` for each, and `rest` for all that are open."""

    rest = forms.ChoiceField(
        choices=[("", ""), *((each.value, each.label) for each in DoubtChoice if each.value)], required=False
    )

    def choices(self) -> dict[int, str]:
        """Row to what was chosen; what is no choice the action refuses."""
        found = {}
        for name, value in self.data.items():
            number = name.removeprefix("row-")
            if number != name and number.isdecimal() and len(number) < 8 and value:
                found[int(number)] = str(value)
        return found


class ColumnsForm(forms.Form):
    """What each column of a list holds."""

    def __init__(self, *args: Any, listed: PeopleList, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Leave out")), *((column, heading(column)) for column in COLUMNS)]
        for place, name in enumerate(listed.headings):
            self.fields[f"column-{place}"] = forms.ChoiceField(
                label=name, choices=choices, required=False, initial=listed.columns[place]
            )

    def columns(self) -> list[str]:
        """In the order of the file."""
        return [self.cleaned_data[name] for name in self.fields]
