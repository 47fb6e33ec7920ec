"""Whether somebody means it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    """One box, since it cannot be undone."""

    sure = forms.BooleanField(label=_("I know that this cannot be undone"), required=False)
