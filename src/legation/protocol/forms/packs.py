"""Rule packs of one's own: name, one parameter at a time, TOML in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.engine.precedence import PARAMETERS, Change
from legation.engine.precedence import Pack as Rules
from legation.kernel.forms import RecordForm
from legation.protocol.choices import Pack
from legation.protocol.models import RulePack
from legation.protocol.queries.packs_words import reading

UNSET = "unset"
GRADES = (
    ("A", _("A: law, government or vendor manual")),
    ("B", _("B: professional body, practitioner, decision of the office")),
    ("C", _("C: weak, to be checked")),
)


class PackNameForm(RecordForm):
    """What a pack is called."""

    class Meta:
        model = RulePack
        fields = ("name",)


class PackTextForm(RecordForm):
    """A pack as TOML text."""

    base = forms.ChoiceField(
        label=_("Made from"),
        choices=[("", _("the nearest pack with the same ranks")), *Pack.choices],
        required=False,
    )
    text = forms.CharField(
        label=_("TOML text"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"class": "toml", "rows": 20, "spellcheck": "false"}),
        help_text=_(
            "As “Save as TOML” of any pack writes it. Where a value is that of the pack that it is"
            " made from, that pack’s own source stays."
        ),
    )

    class Meta:
        model = RulePack
        fields = ("name",)

    field_order = ("name", "base", "text")

    def chosen(self) -> Pack | None:
        """The pack that it is made from, if one was named."""
        named = self.cleaned_data.get("base")
        return Pack(named) if named else None


class ParameterForm(RecordForm):
    """One parameter: its value as its kind asks, where it stands, and how good the source is."""

    source = forms.CharField(
        label=_("Where it stands"),
        max_length=300,
        required=False,
        help_text=_("A law, a guide, a decision of the office with its date. Needed for every change."),
    )
    grade = forms.ChoiceField(label=_("How good the source is"), choices=GRADES, initial="B")

    class Meta:
        model = RulePack
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, name: str, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec, param = PARAMETERS[name], rules.params[name]
        self.places: list[str] = []
        build = {"steps": self._steps, "ranks": self._ranks}.get(self.spec.kind, self._one)
        build(param.value, rules)
        self.fields["source"].initial = param.source
        self.fields["grade"].initial = param.grade
        self.order_fields([*self.places, "value", "source", "grade"])

    def _one(self, value: Any, rules: Rules) -> None:  # noqa: ARG002
        label = self.spec.label.text(reading())
        if self.spec.kind in {"number", "text"}:
            kind: Any = forms.IntegerField if self.spec.kind == "number" else forms.CharField
            bounds = (
                {"min_value": 0, "max_value": 10**12} if self.spec.kind == "number" else {"max_length": 60}
            )
            self.fields["value"] = kind(
                label=label, required=False, initial=value, help_text=_("Empty: unset, so it asks."), **bounds
            )
            return
        flag = self.spec.kind == "flag"
        offered: list[tuple[str, Any]] = (
            [("yes", _("yes")), ("no", _("no"))]
            if flag
            else [(each.id, each.text(reading())) for each in self.spec.choices]
        )
        known = {True: "yes", False: "no"}.get(value) if flag and value is not None else value
        self.fields["value"] = forms.ChoiceField(
            label=label,
            choices=[*offered, (UNSET, _("unset: asks"))],
            widget=forms.RadioSelect,
            initial=UNSET if value is None else known,
        )

    def _ranks(self, value: Any, rules: Rules) -> None:
        ladder = [(each.id, each.label.text(reading())) for each in rules.ranks.values()]
        self.fields["value"] = forms.MultipleChoiceField(
            label=self.spec.label.text(reading()),
            choices=[*ladder, (UNSET, _("unset: asks"))],
            widget=forms.CheckboxSelectMultiple,
            required=False,
            initial=[UNSET] if value is None else list(value),
            help_text=_("None ticked: no rank."),
        )

    def _steps(self, value: Any, rules: Rules) -> None:  # noqa: ARG002
        offered = [("", _("nothing more")), *((each.id, each.text(reading())) for each in self.spec.choices)]
        for place in range(len(self.spec.choices)):
            name = f"step{place + 1}"
            self.places.append(name)
            self.fields[name] = forms.ChoiceField(
                label=_("Step %(number)s") % {"number": place + 1},
                choices=offered,
                required=False,
                initial=value[place] if value is not None and place < len(value) else "",
            )
        self.fields["value"] = forms.BooleanField(
            label=_("unset: asks"), required=False, initial=value is None
        )

    def change(self) -> Change:
        """What was stated, as the engine takes it."""
        typed = self.cleaned_data["value"]
        value: Any
        if self.places:
            steps = tuple(self.cleaned_data[name] for name in self.places if self.cleaned_data[name])
            value = None if typed else steps
        elif self.spec.kind == "ranks":
            value = None if UNSET in typed else tuple(typed)
        elif self.spec.kind == "flag":
            value = {"yes": True, "no": False}.get(typed)
        else:
            value = None if typed in {UNSET, "", None} else typed
        return Change(value, self.cleaned_data["source"].strip(), self.cleaned_data["grade"])
