"""Forms of accounts."""

from django import forms

from legation.accounts.models import User


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a user changes of their own account."""

    class Meta:
        model = User
        fields = ("name", "language")
