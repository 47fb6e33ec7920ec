"""Which book, in which language, on which paper."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.briefings.choices import BookLanguage, CardOrder, Itinerary, ItineraryPaper, Paper
from legation.briefings.queries.papers.labels import SHEETS
from legation.missions.models import Delegate


class BookForm(forms.Form):
    """How a book is printed. What is not said is the reader's own language and A4."""

    language = forms.ChoiceField(
        label=_("Language"),
        choices=BookLanguage.choices,
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is no language of a book: it is en, ko or both.")},
    )
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=Paper.choices,
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is no paper of a book: it is a4 or letter.")},
    )

    def __init__(self, data: Any = None, *, book: str, language: str) -> None:
        own = language if language in BookLanguage.values else BookLanguage.ENGLISH.value
        initial = {"language": own, "paper": Paper.A4.value}
        super().__init__(data, initial=initial, auto_id=f"{book}-%s")

    def choice(self) -> dict[str, str]:
        """What `book_bytes` takes."""
        return {name: self.cleaned_data[name] or self.initial[name] for name in self.fields}


class ItineraryForm(BookForm):
    """Whose days are printed, and how: of one delegate, or of all whose days the reader may hand out."""

    who = forms.ChoiceField(
        label=_("Whose days"),
        required=False,
        error_messages={"invalid_choice": _("Choose somebody from the list.")},
    )
    kind = forms.ChoiceField(
        label=_("What"),
        choices=Itinerary.choices,
        required=False,
        error_messages={
            "invalid_choice": _(
                "“%(value)s” is nothing that is printed of somebody’s days: it is itinerary or pocket."
            )
        },
    )
    paper = forms.ChoiceField(
        label=_("Paper"),
        choices=ItineraryPaper.choices,
        required=False,
        help_text=_("A pocket programme is always A6."),
        error_messages={"invalid_choice": _("“%(value)s” is no paper: it is a4, letter or a5.")},
    )

    field_order = ("who", "kind", "language", "paper")

    def __init__(self, data: Any = None, *, language: str, people: Sequence[Delegate]) -> None:
        super().__init__(data, book="itinerary", language=language)
        self.people = {str(one.pk): one for one in people}
        names = [(key, str(one.person)) for key, one in self.people.items()]
        whole = [("", _("Everybody of my side, one after the other"))] if len(names) > 1 else []
        fields: dict[str, Any] = self.fields
        fields["who"].choices = [*whole, *names]
        self.initial = {**self.initial, "kind": Itinerary.PERSONAL.value, "who": ""}

    def chosen(self) -> list[Delegate]:
        """Whose days."""
        one = self.people.get(self.cleaned_data["who"])
        return [one] if one is not None else list(self.people.values())

    def choice(self) -> dict[str, str]:
        told = super().choice()
        told.pop("who")
        return told


class PaperForm(BookForm):
    """How the papers of an engagement are printed; the order is that of its place cards."""

    order = forms.ChoiceField(
        label=_("Order of the place cards"),
        choices=CardOrder.choices,
        required=False,
        error_messages={"invalid_choice": _("“%(value)s” is no order of cards: it is precedence or table.")},
    )

    def __init__(self, data: Any = None, *, language: str) -> None:
        super().__init__(data, book="papers", language=language)
        self.initial["order"] = CardOrder.PRECEDENCE.value


class LabelsForm(forms.Form):
    """Which label stock, and at which label of the first sheet to begin."""

    language = forms.ChoiceField(label=_("Language"), choices=BookLanguage.choices, required=False)
    stock = forms.ChoiceField(
        label=_("Label stock"),
        choices=[
            (code, f"{sheet.name}: {sheet.columns} × {sheet.rows}, {sheet.width:g} × {sheet.height:g} mm")
            for code, sheet in SHEETS.items()
        ],
        error_messages={"invalid_choice": _("“%(value)s” is no label stock that is known here.")},
    )
    start = forms.IntegerField(
        label=_("Begin at label"),
        required=False,
        min_value=1,
        max_value=max(sheet.each for sheet in SHEETS.values()),
        help_text=_("Where a sheet was begun already, counted row by row from the left."),
    )

    def __init__(self, data: Any = None, *, language: str) -> None:
        own = language if language in BookLanguage.values else BookLanguage.ENGLISH.value
        super().__init__(data, initial={"language": own, "start": 1, "stock": "L7163"}, auto_id="labels-%s")

    def choice(self) -> dict[str, Any]:
        """What `labels_bytes` takes."""
        return {name: self.cleaned_data[name] or self.initial[name] for name in self.fields}
