"""What is taken from which of two records."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.directory.queries.merging import SideBySide

FIRST, SECOND = "first", "second"


class MergeForm(forms.Form):
    """One choice a line that differs, and the versions that the reader saw."""

    kept_version = forms.IntegerField(widget=forms.HiddenInput)
    lost_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, shown: SideBySide) -> None:
        versions = {"kept_version": shown.kept.version, "lost_version": shown.lost.version}
        super().__init__(data, initial=versions)
        for line in shown.lines:
            if line.differs:
                self.fields[line.name] = forms.ChoiceField(
                    label=line.label,
                    choices=[(FIRST, line.first.text or _("nothing")), (SECOND, line.second.text)],
                    initial=SECOND if line.fills and shown.shared else FIRST,
                    widget=forms.RadioSelect,
                )

    def again(self, shown: SideBySide) -> "MergeForm":
        """The form for what is shown now, with what was chosen in this one, to be sent once more."""
        form = MergeForm(None, shown=shown)
        lines = {line.name for line in shown.lines}
        form.initial.update({name: value for name, value in self.cleaned_data.items() if name in lines})
        return form

    @property
    def seen(self) -> tuple[int, int]:
        return self.cleaned_data["kept_version"], self.cleaned_data["lost_version"]

    @property
    def taken(self) -> dict[str, bool]:
        """The lines whose second value is taken."""
        return {name: self.cleaned_data.get(name) == SECOND for name in self.fields}
