"""Which book, in which language, on which paper."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.briefings.choices import BookLanguage, CardOrder, Itinerary, ItineraryPaper, Paper
from legation.briefings.queries.papers.labels import OWN, PAPERS, SHEETS, LabelSheet
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


SLACK = 0.2  # millimetres that a printed table may be off


def _millimetres(label: Any, most: float, least: float = 0.0, text: Any = "") -> forms.FloatField:
    return forms.FloatField(label=label, required=False, min_value=least, max_value=most, help_text=text)


class LabelsForm(forms.Form):
    """Which label stock, or the measures of one's own, and at which label of the first sheet to begin."""

    language = forms.ChoiceField(label=_("Language"), choices=BookLanguage.choices, required=False)
    stock = forms.ChoiceField(
        label=_("Label stock"),
        choices=[
            *(
                (code, f"{sheet.name}: {sheet.columns} × {sheet.rows}, {sheet.width:g} × {sheet.height:g} mm")
                for code, sheet in SHEETS.items()
            ),
            (OWN, _("Another one: by its measures")),
        ],
        error_messages={"invalid_choice": _("“%(value)s” is no label stock that is known here.")},
    )
    start = forms.IntegerField(
        label=_("Begin at label"),
        required=False,
        min_value=1,
        max_value=400,
        help_text=_("Where a sheet was begun already, counted row by row from the left."),
    )
    sheet = forms.ChoiceField(
        label=_("Sheet"), choices=[("a4", "A4"), ("letter", "US Letter")], required=False
    )
    columns = forms.IntegerField(
        label=_("Labels beside each other"), required=False, min_value=1, max_value=10
    )
    rows = forms.IntegerField(label=_("Labels below each other"), required=False, min_value=1, max_value=40)
    width = _millimetres(_("Width of a label (mm)"), 216, 20)
    height = _millimetres(_("Height of a label (mm)"), 297, 10)
    left = _millimetres(_("Left margin (mm)"), 200, text=_("Empty: the same left and right."))
    top = _millimetres(_("Top margin (mm)"), 280, text=_("Empty: the same above and below."))
    gutter_x = _millimetres(_("Gap between columns (mm)"), 100)
    gutter_y = _millimetres(_("Gap between rows (mm)"), 100)

    def __init__(self, data: Any = None, *, language: str) -> None:
        own = language if language in BookLanguage.values else BookLanguage.ENGLISH.value
        super().__init__(data, initial={"language": own, "start": 1, "stock": "L7163"}, auto_id="labels-%s")

    @property
    def measures(self) -> list[Any]:
        """The fields of one's own sheet."""
        return [field for field in self if field.name not in {"language", "stock", "start"}]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("stock") != OWN or self.errors:
            return told
        for name in ("columns", "rows", "width", "height"):
            if told.get(name) is None:
                self.add_error(name, _("Measure it on the sheet and type it here."))
        if not self.errors:
            told["own"] = self._measured(told)
        return told

    def _measured(self, told: dict[str, Any]) -> LabelSheet | None:
        """The sheet as it was typed; what does not fit onto its paper is told at the measure."""
        paper = told["sheet"] or "a4"
        wide, tall = PAPERS[paper]
        gap_x, gap_y = told["gutter_x"] or 0.0, told["gutter_y"] or 0.0
        used = told["columns"] * told["width"] + (told["columns"] - 1) * gap_x
        high = told["rows"] * told["height"] + (told["rows"] - 1) * gap_y
        left = (wide - used) / 2 if told["left"] is None else told["left"]
        top = (tall - high) / 2 if told["top"] is None else told["top"]
        for name, lacks in (("width", left + used - wide), ("height", top + high - tall)):
            if lacks > SLACK or (left if name == "width" else top) < -SLACK:
                said = _("Together the labels, gaps and margin are %(n)s mm larger than the sheet.")
                self.add_error(name, said % {"n": f"{max(lacks, -2 * min(left, top)):.1f}"})
        if self.errors:
            return None
        sizes = (told["columns"], told["rows"], told["width"], told["height"])
        return LabelSheet(OWN, paper, *sizes, max(0.0, left), max(0.0, top), gap_x, gap_y)

    def choice(self) -> dict[str, Any]:
        """What `labels_bytes` takes."""
        names = ("language", "stock", "start")
        chosen = {name: self.cleaned_data[name] or self.initial[name] for name in names}
        return chosen | {"own": self.cleaned_data.get("own")}
