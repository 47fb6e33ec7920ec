"""Note what was agreed on, and who signed it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing, searching
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.outcomes.actions.outcomes import add_outcome
from legation.outcomes.actions.signing import check_signature
from legation.outcomes.models import Agreement, Signatory
from legation.outcomes.queries import card_of


class NotAParty(Refused):
    sentence = _("This organisation is no party of the agreement. Add it to the parties first.")
    field = "party"


class SignedAlready(Refused):
    sentence = _("This person signed for this party already.")
    field = "person"


@transaction.atomic
def add_agreement(mission: Mission, values: Mapping[str, Any], *, by: User) -> Agreement:
    check_signature(values)
    return add_outcome(Agreement, mission, values, by=by)


@transaction.atomic
def add_office_agreement(values: Mapping[str, Any], *, by: User) -> Agreement:
    """Keep an agreement that came about on no mission here: the office of `by` keeps and sees it."""
    check_signature(values)
    plain = {name: value for name, value in values.items() if name != "parties"}
    agreement = editing.add(
        Agreement(mission=None, office=by.office, **plain),
        by=by,
        many={"parties": values.get("parties", ())},
    )
    searching.index(agreement, card_of(agreement))
    return agreement


@transaction.atomic
def add_signatory(agreement: Agreement, values: Mapping[str, Any], *, by: User) -> Signatory:
    """Say who signed, for which party, in which post at that time."""
    if not agreement.parties.filter(pk=values["party"].pk).exists():
        raise NotAParty
    there = Signatory.objects.present().filter(
        agreement=agreement, party=values["party"], person=values["person"]
    )
    if there.exists():
        raise SignedAlready
    return editing.add(Signatory(agreement=agreement, **values), by=by)


@transaction.atomic
def remove_signatory(signatory: Signatory, *, by: User) -> Signatory:
    """Take a signatory off; they can be brought back."""
    return editing.remove(signatory, by=by)


@transaction.atomic
def restore_signatory(signatory: Signatory, *, by: User) -> Signatory:
    """Undo a removal."""
    return editing.restore(signatory, by=by)
