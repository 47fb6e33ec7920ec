"""The form of an address that is told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.api.models import Hook
from legation.kernel.choices import Verb
from legation.missions.models import Mission


class HookForm(forms.ModelForm):  # type: ignore[type-arg]
    """Of which mission an address is told, and of what."""

    verbs = forms.MultipleChoiceField(
        label=_("only when something was"),
        required=False,
        choices=Verb.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: whatever is done."),
    )

    class Meta:
        model = Hook
        fields = ("mission", "url")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mission: Any = self.fields["mission"]
        mission.queryset = Mission.objects.visible_to(user).order_by("-starts_on", "pk")

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in ("url", "verbs")}
