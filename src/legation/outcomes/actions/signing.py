"""What a signature needs, and what an agreement's days must make."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused
from legation.outcomes.choices import AgreementStatus
from legation.outcomes.models import Agreement

SIGNED = frozenset({AgreementStatus.SIGNED, AgreementStatus.RENEWED, AgreementStatus.ENDED})


class SignedWithoutDate(Refused):
    sentence = _("Say on which day it was signed.")
    field = "signed_on"


class SignedInTheFuture(Refused):
    sentence = _("That day has not come yet. Until it is signed, it is planned.")
    field = "signed_on"


class EndsBeforeItBegins(Refused):
    sentence = _("It ends before it begins.")
    field = "ends_on"


class ApprovedInTheFuture(Refused):
    sentence = _("That day has not come yet. Leave it empty until the assembly has approved it.")
    field = "budget_on"


class ContactInTheFuture(Refused):
    sentence = _("That day has not come yet.")
    field = "last_contact_on"


def check_signature(values: Mapping[str, Any], agreement: Agreement | None = None) -> None:
    """The days of an agreement make sense, with what it holds already where `values` do not say."""

    def now(name: str) -> Any:
        return values[name] if name in values else getattr(agreement, name, None)

    today, signed = timezone.localdate(), now("signed_on")
    if values.get("status") in SIGNED - {AgreementStatus.ENDED} and "signed_on" in values and signed is None:
        raise SignedWithoutDate
    if now("status") in SIGNED and signed is not None and signed > today:
        raise SignedInTheFuture
    begins, ends = now("begins_on") or signed, now("ends_on")
    if begins is not None and ends is not None and ends < begins:
        raise EndsBeforeItBegins
    if values.get("budget_on") is not None and values["budget_on"] > today:
        raise ApprovedInTheFuture
    if values.get("last_contact_on") is not None and values["last_contact_on"] > today:
        raise ContactInTheFuture
