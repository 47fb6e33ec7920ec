"""The form that pulls words of a text into a field, and the one that settles a difference."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.sources.choices import FindingKind
from legation.sources.queries import FindingRow
from legation.sources.queries.fields import LABELS, PULLED

NEW = (
    *(FindingKind.PERSON, FindingKind.ORGANISATION, FindingKind.PROGRAMME, FindingKind.EVENT),
    *(FindingKind.STATEMENT, FindingKind.AGREEMENT, FindingKind.SIZE),
)


class PullForm(forms.Form):
    """Words as they stand in the text, where they stand, and what they are."""

    words = forms.CharField(
        label=_("words of the text"),
        max_length=2000,
        help_text=_("Select them in the text, choose them below, or type them as they stand there."),
        widget=forms.TextInput(attrs={"list": "unplaced", "autocomplete": "off"}),
    )
    at = forms.IntegerField(required=False, widget=forms.HiddenInput)
    into = forms.ChoiceField(label=_("are"))

    def __init__(self, *args: Any, rows: Iterable[FindingRow] = (), **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "auto_id": "pull_%s"})
        choices: list[Any] = [(_("Something new"), [(f"new:{kind}", kind.label) for kind in NEW])]
        for row in rows:
            fields = PULLED[row.finding.kind]
            if row.waits and fields:
                labels = LABELS[row.finding.kind]
                choices.append(
                    (row.heading[:60], [(f"{row.finding.pk}:{name}", labels[name]) for name in fields])
                )
        self.fields["into"].choices = choices  # type: ignore[attr-defined]


class DatingForm(forms.Form):
    """The day on which a text was published."""

    published_on = forms.DateField(
        label=_("published on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class SettleForm(forms.Form):
    """Which of the two values counts."""

    field = forms.CharField(max_length=20)
    choice = forms.ChoiceField(choices=(("keep", _("Keep the record")), ("take", _("Take the text"))))
    seen_version = forms.IntegerField()
