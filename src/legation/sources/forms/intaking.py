"""From how sure on what was found is taken in at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.sources.choices import CERTAIN, LIKELY, Sureness


class IntakeForm(forms.Form):
    archive = forms.TypedChoiceField(label=_("Archive"), required=False, coerce=int, empty_value=None)
    floor = forms.TypedChoiceField(
        label=_("How sure"),
        required=False,
        coerce=float,
        empty_value=None,
        choices=[(CERTAIN, Sureness.CERTAIN.label), (LIKELY, Sureness.LIKELY.label)],
    )
    opens = forms.BooleanField(
        label=_("Open missions of the past"),
        required=False,
        help_text=_(
            "Texts that tell of days long before this mission get one of their own, seen by your side."
        ),
    )

    def __init__(self, data: Any, *, archives: Any) -> None:
        super().__init__(data)
        self.fields["archive"].choices = [  # type: ignore[attr-defined]
            ("", _("All texts of the mission")),
            *((one.pk, str(one)) for one in archives),
        ]

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for; what cannot be is not."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "archive": given.get("archive"),
            "floor": given.get("floor") or CERTAIN,
            "opens": bool(given.get("opens")),
        }
