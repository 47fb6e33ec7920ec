"""Forms of accounts."""

import re
import struct
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel.choices import LetterKind
from legation.kernel.models import Delivery
from legation.kernel.zones import zones


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a user changes of their own account."""

    class Meta:
        model = User
        fields = ("name", "language")


class DeliveryForm(forms.ModelForm):  # type: ignore[type-arg]
    """How a reader wants their letters."""

    wanted = forms.MultipleChoiceField(
        label=_("Letters that you want"),
        choices=LetterKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    class Meta:
        model = Delivery
        fields = ("quiet", "quiet_from", "quiet_until", "zone", "minutes")
        widgets = {  # noqa: RUF012 - as Django reads it
            "quiet_from": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "quiet_until": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        }
        help_texts = {  # noqa: RUF012
            "quiet": _("Urgent letters come all the same."),
            "zone": _("Your clock, such as Asia/Seoul. Empty: the clock of the mission."),
            "minutes": _("Minutes that news is gathered into one letter, up to 1440."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["wanted"] = [kind for kind in LetterKind.values if kind not in self.instance.off]
        for name, usual in (("quiet_from", settings.QUIET_FROM), ("quiet_until", settings.QUIET_UNTIL)):
            if self.initial.get(name) is None:
                self.initial[name] = usual
        if self.initial.get("minutes") is None:
            self.initial["minutes"] = settings.GATHER_MINUTES

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"].strip()
        if zone and zone not in zones():
            raise ValidationError(_("There is no time zone of this name."))
        return zone

    def clean_minutes(self) -> int | None:
        minutes: int | None = self.cleaned_data["minutes"]
        if minutes is not None and minutes > 1440:
            raise ValidationError(_("Letters are gathered for a day at most."))
        return minutes

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        values = {name: self.cleaned_data[name] for name in self.Meta.fields}
        wanted = self.cleaned_data["wanted"]
        return {**values, "off": [kind for kind in LetterKind.values if kind not in wanted]}


class NoWordsOfTheHouse:
    """Refuses a password that is made of what everybody here knows: the product, the address of the site."""

    def words(self) -> set[str]:
        host = (urlsplit(settings.ORIGIN).hostname or "").split(".")
        return {"legation", "delegation", "protocol", *(word for word in host if len(word) > 3)}

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002
        rest = password.lower()
        for word in sorted(self.words(), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < 8 and rest != password.lower():
            raise ValidationError(self.get_help_text(), code="password_of_the_house")

    def get_help_text(self) -> str:
        return gettext("Beside the name of the site and of Legation, the password has 8 characters more.")


class NotGuessedSoon:
    """Refuses what attackers try first: passwords that leaked, words, names, days and rows of keys, and these
    with other letters, figures or signs put in or behind. Asks nobody: the lists come with zxcvbn."""

    TRIES = 8  # figures of the number of guesses below which a password is refused
    LOOKED_AT = 40  # letters; more of them take ever longer, and none that long is guessed soon

    def validate(self, password: str, user: Any = None) -> None:
        from zxcvbn import zxcvbn  # slow to import

        known = re.split(
            r"[^\w]+", f"{getattr(user, 'email', '')} {getattr(user, 'name', '')} {settings.ORIGIN}"
        )
        told = zxcvbn(password[: self.LOOKED_AT], [word for word in known if len(word) > 2])
        if told["guesses_log10"] < self.TRIES:
            raise ValidationError(
                gettext(
                    "This password is among those that are tried first. Take some words more, or others."
                ),
                code="password_guessed_soon",
            )

    def get_help_text(self) -> str:
        return gettext("Some words that do not belong together are better than signs in place of letters.")


CODE = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True})


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """The second step of a login."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=CODE,
        help_text=_("The six figures that your authenticator app shows now, or one of your recovery codes."),
    )


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """The same, to show once more that it is oneself."""

    code = forms.CharField(
        label=_("Code"), max_length=20, widget=CODE, help_text=CodeForm.base_fields["code"].help_text
    )


class FirstCodeForm(ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app: shows that the app has the secret."""

    code = forms.CharField(
        label=_("Code that the app shows"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


# What libraries raise on what no browser sends.
MALFORMED = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError, struct.error)
NOT_A_PASSKEY = _("The browser did not show a passkey of yours.")


class Credential(forms.JSONField):
    """What a browser gives of a passkey."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(max_length=20_000)

    def to_python(self, value: Any) -> Any:
        try:
            found = super().to_python(value)
        except RecursionError as deep:
            raise ValidationError(NOT_A_PASSKEY) from deep
        if found is not None and not isinstance(found, dict):
            raise ValidationError(NOT_A_PASSKEY)
        return found


class Shown(forms.Form):
    """A form with a passkey that somebody shows."""

    credential = Credential()

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except MALFORMED as malformed:
            raise ValidationError(NOT_A_PASSKEY) from malformed


class PasskeyLoginForm(Shown, LoginWebAuthnForm):  # type: ignore[misc]
    """A login with a passkey alone."""

    credential = Credential()


class PasskeyStepForm(Shown, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey after the password."""

    credential = Credential()


class PasskeyAgainForm(Shown, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey, to show once more that it is oneself."""

    credential = Credential()


NAME: dict[str, Any] = {
    "label": _("name"),
    "max_length": 60,
    "help_text": _("By which you know it: the phone, the laptop, the key ring."),
}


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey."""

    name = forms.CharField(**NAME)
    passwordless = forms.BooleanField(
        label=_("Log in with it alone"),
        required=False,
        initial=True,
        help_text=_(
            "The device then asks for a finger, a face or a PIN. Without it, it comes after the password."
        ),
    )
    credential = Credential()

    def clean(self) -> Any:
        try:
            return super().clean()
        except MALFORMED as malformed:
            raise ValidationError(NOT_A_PASSKEY) from malformed


class PasskeyNameForm(EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    name = forms.CharField(**NAME)
