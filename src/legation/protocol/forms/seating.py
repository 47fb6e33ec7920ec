"""How an engagement is ranked and seated; one step on its plan; a seating wish."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.choices import Visibility
from legation.kernel.forms import RecordForm
from legation.missions.models import Delegate
from legation.protocol.actions.steps import Step
from legation.protocol.choices import Layout
from legation.protocol.models import Arrangement, Pair
from legation.protocol.queries.packs import OWN, Book, choices_of
from legation.protocol.queries.seats import Tables, tables_asked

MOST = 500


class ArrangementForm(RecordForm):
    """The pack, the table, the room and the seed."""

    pack = forms.ChoiceField(label=_("rule pack"))
    tables_count = forms.IntegerField(
        label=_("number of tables or rows"),
        required=False,
        min_value=1,
        max_value=MOST,
        help_text=_("Empty: as many as there must be."),
    )
    tables_seats = forms.IntegerField(label=_("seats at each"), required=False, min_value=1, max_value=MOST)
    tables_shape = forms.ChoiceField(
        label=_("shape of the tables"),
        required=False,
        choices=[("round", _("round")), ("long", _("long"))],
    )
    head_seats = forms.IntegerField(
        label=_("seats at a head table"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("Empty: no head table."),
    )

    class Meta:
        model = Arrangement
        fields = ("layout", "door", "window", "viewer", "axis", "seed")

    field_order = (
        *("pack", "layout", "tables_count", "tables_seats", "tables_shape", "head_seats"),
        *("door", "window", "viewer", "axis", "seed"),
    )

    def __init__(self, *args: Any, books: Iterable[Book], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.books = list(books)
        shown: Arrangement = self.instance
        packs: Any = self.fields["pack"]
        packs.choices = choices_of(self.books)
        packs.initial = f"{OWN}{shown.own_pack_id}" if shown.own_pack_id is not None else shown.pack
        for name in ("door", "window", "viewer"):
            field: Any = self.fields[name]
            empty = _("Not said") if name == "viewer" else _("As the room has it")
            field.choices = [("", empty), *[choice for choice in field.choices if choice[0]]]
        self.fields["axis"].required = False
        self.fields["seed"].widget.attrs["min"] = 0
        self.shown = tables_asked(shown.tables)
        for name, value in (
            ("tables_count", self.shown.count),
            ("tables_seats", self.shown.seats),
            ("tables_shape", self.shown.shape),
            ("head_seats", self.shown.head),
        ):
            self.fields[name].initial = value or None
        self.kept, self.laid = shown.tables, shown.layout

    def clean_axis(self) -> str:
        return self.cleaned_data["axis"] or "across"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        count, seats = cleaned.get("tables_count"), cleaned.get("tables_seats")
        if cleaned.get("layout") == Layout.LONG_TABLE and (count or 1) > 1:
            self.add_error("tables_count", _("A long table is one. Several stand under “Round tables”."))
        elif count and not seats and "tables_seats" not in self.errors:
            self.add_error("tables_seats", _("Say how many seats each has."))
        elif seats and not count and "tables_count" not in self.errors:
            self.add_error("tables_count", _("Say how many there are."))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        asked = Tables(
            values.pop("tables_count") or 0,
            values.pop("tables_seats") or 0,
            values.pop("tables_shape") or "round",
            values.pop("head_seats") or 0,
        )
        layout = Layout(values["layout"])
        same = asked == self.shown and layout == self.laid
        key = values.pop("pack")
        book = next(each for each in self.books if each.key == key)
        return {
            **values,
            "pack": book.base,
            "own_pack": book.own,
            "tables": self.kept if same else asked.made(layout),
        }


class StepForm(forms.Form):
    """One step on a plan, from a button, from the list of moves, or from a hand that drags."""

    do = forms.CharField(max_length=20, required=False)
    person = forms.CharField(max_length=20, required=False)
    seat = forms.CharField(max_length=40, required=False)
    table = forms.CharField(max_length=40, required=False)
    without = forms.CharField(max_length=60, required=False)
    lock = forms.CharField(max_length=20, required=False)
    unlock = forms.CharField(max_length=20, required=False)
    lock_table = forms.CharField(max_length=40, required=False)
    unlock_table = forms.CharField(max_length=40, required=False)
    seen_version = forms.IntegerField(required=False, min_value=0)

    def step(self) -> Step:
        """What was asked for; a button names its own."""
        self.full_clean()
        told = {name: self.cleaned_data.get(name, "") for name in self.fields if name != "seen_version"}
        for name in ("lock", "unlock"):
            if told[name]:
                return Step(name, person=told[name])
            if told[f"{name}_table"]:
                return Step(f"{name}-table", table=told[f"{name}_table"])
        return Step(*(told[name] for name in ("do", "person", "seat", "table", "without")))

    @property
    def seen(self) -> int:
        return self.cleaned_data.get("seen_version") or 0


class AskedForm(forms.Form):
    """Which pack to set beside the plan, and since which version to say who moved."""

    compare = forms.ChoiceField(label=_("Beside it"), required=False)
    since = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, books: Iterable[Book] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = choices_of(books)
        self.fields["compare"].choices = [("", _("None")), *choices]  # type: ignore[attr-defined]

    def since_version(self) -> int:
        self.full_clean()
        return self.cleaned_data.get("since") or 0


class Delegates(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Delegates by name, with the side said."""

    def label_from_instance(self, obj: Delegate) -> str:
        return f"{obj.person} ({obj.delegation.get_party_display()})"


class PairForm(RecordForm):
    """Who should sit apart, together or side by side."""

    class Meta:
        model = Pair
        fields = ("first", "second", "wish", "reason", "visibility")
        field_classes = {"first": Delegates, "second": Delegates}  # noqa: RUF012

    def __init__(self, *args: Any, delegates: Any, side: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            field: Any = self.fields[name]
            field.queryset = delegates
        visibility: Any = self.fields["visibility"]
        allowed = (Visibility.SHARED, Visibility(side))
        visibility.choices = [(each.value, each.label) for each in allowed]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("first") and cleaned.get("first") == cleaned.get("second"):
            self.add_error("second", _("Choose two different delegates."))
        return cleaned
