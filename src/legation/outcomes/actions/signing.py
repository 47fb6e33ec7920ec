"""What a signature needs."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused


class SignedWithoutDate(Refused):
    sentence = _("Say on which day it was signed.")
    field = "signed_on"


def check_signature(values: Mapping[str, Any]) -> None:
    if (
        values.get("status") in {"signed", "renewed"}
        and "signed_on" in values
        and values["signed_on"] is None
    ):
        raise SignedWithoutDate
