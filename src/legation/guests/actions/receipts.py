"""The receipt of a fee, as PDF."""

from pathlib import Path

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from legation.accounts.models import User
from legation.guests.models import Application
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.refusals import Refused
from legation.kernel.typesetting import typeset

TEMPLATE = Path(__file__).parents[1] / "templates" / "guests" / "typst" / "receipt.typ"


class NoFeeNoted(Refused):
    sentence = gettext_lazy("No fee was noted yet: there is nothing to give a receipt for.")


def receipt_bytes(application: Application, *, by: User) -> bytes:
    """One page, in the active language. Raises NoFeeNoted or FontsMissing."""
    at = application.fee_noted_at
    if at is None:
        raise NoFeeNoted
    call = application.call
    day = date_format(at, pgettext("date format: day, month, year", "j F Y"))
    data = {
        "title": _("Receipt"),
        "number": f"{call.pk}-{application.pk}",
        "rows": [
            [_("Received from"), " · ".join(filter(None, (str(application), application.native_name)))],
            [_("For"), f"{call}, {application.mission}"],
            [_("Amount"), call.fee or "—"],
            [_("Received on"), day],
            [_("Noted by"), by.name],
        ],
        "number_word": _("Number"),
        "foot": call.contact,
    }
    pdf = typeset(TEMPLATE, data, {}, at=at.replace(microsecond=0))
    with transaction.atomic():
        log(Verb.PRINTED, application, by=by, mission_id=application.mission_id, visibility=call.visibility)
    return pdf
