"""What people do with gifts: enter, change, declare and plan them, and say the office's rule."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.kernel import editing, searching
from legation.kernel.choices import Visibility
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.missions.models import Delegate, Engagement, Mission
from legation.missions.rules import standing
from legation.protocol.choices import GiftDirection
from legation.protocol.models import Gift, GiftRule
from legation.protocol.queries.gifts import card_of, gift_revisions

LANGUAGES = ("en", "ko")


class RegisterOfTheOtherSide(Refused):
    sentence = _("A gift is seen by both sides or by your own, never by the other side alone.")
    field = "visibility"


class GiftWiderThanItsEngagement(Refused):
    sentence = _("The engagement is seen by one side only: so is what was given there.")
    field = "visibility"


class WithoutDonor(Refused):
    sentence = _("Say who gave it: a person, an organisation or both.")
    field = "donor"


class ValueWithoutCurrency(Refused):
    sentence = _("Say in which currency.")
    field = "currency"


class OnlyReceivedGiftsAreDeclared(Refused):
    sentence = _("Only what was received is declared.")
    field = "declared_on"


class DeclaredBeforeItWasReceived(Refused):
    sentence = _("It cannot be declared before the day on which it was received.")
    field = "declared_on"


class DeclaredInTheFuture(Refused):
    sentence = _("This day is still to come. Enter the day on which it was declared.")
    field = "declared_on"


@transaction.atomic
def add_gift(mission: Mission, values: Mapping[str, Any], *, by: User) -> Gift:
    """A gift in the register of the side that `by` works for."""
    mine = standing(by, mission.pk)
    if mine is None:
        raise RegisterOfTheOtherSide
    _check(mine.side, {"visibility": mine.side, **values})
    gift = editing.add(Gift(mission=mission, side=mine.side, **{"visibility": mine.side, **values}), by=by)
    return _found_again(gift)


@transaction.atomic
def change_gift(gift: Gift, values: Mapping[str, Any], *, seen: int, by: User) -> Gift:
    """Change a gift as it was at version `seen`. ChangedMeanwhile tells what its history tells `by`."""
    _check(gift.side, {**_now(gift), **values})
    try:
        return _found_again(editing.change(gift, values, seen=seen, by=by))
    except ChangedMeanwhile as other:
        told = gift_revisions(gift, by, since=seen)
        raise ChangedMeanwhile(version=other.version, revisions=told) from None


@transaction.atomic
def declare_gift(gift: Gift, day: date | None, *, seen: int, by: User) -> Gift:
    """Note on which day it was declared; without a day that it was not."""
    return change_gift(gift, {"declared_on": day}, seen=seen, by=by)


@transaction.atomic
def remove_gift(gift: Gift, *, by: User) -> Gift:
    """Take a gift out of the register."""
    removed = editing.remove(gift, by=by)
    searching.drop(removed)
    return removed


@transaction.atomic
def restore_gift(gift: Gift, *, by: User) -> Gift:
    """Undo a removal."""
    return _found_again(editing.restore(gift, by=by))


@transaction.atomic
def plan_gift(engagement: Engagement, receiver: Delegate, *, by: User) -> Gift:
    """A gift set for somebody of the other side at an engagement, seen by one's own side alone."""
    names = {}
    for language in LANGUAGES:
        with translation.override(language):
            names[language] = str(_("Gift set, to be chosen"))
    values = {
        "direction": GiftDirection.GIVEN,
        "nature": LazyI18nString(names),
        "engagement": engagement,
        "recipient": receiver.person,
        "recipient_body": receiver.post.organisation if receiver.post is not None else None,
    }
    return add_gift(engagement.mission, values, by=by)


@transaction.atomic
def state_gift_rule(values: Mapping[str, Any], *, seen: int, by: User) -> GiftRule:
    """Say from which value on one's office declares gifts; `seen` is 0 for who saw none."""
    found: GiftRule | None = GiftRule.objects.present().filter(office=by.office).first()
    if found is None:
        return editing.add(GiftRule(office=by.office, **values), by=by)
    return editing.change(found, values, seen=seen, by=by)


def _found_again(gift: Gift) -> Gift:
    searching.index(gift, card_of(gift))
    return gift


def _now(gift: Gift) -> dict[str, Any]:
    names = ("visibility", "engagement", "direction", "donor_id", "donor_body_id", "value", "currency")
    return {name: getattr(gift, name) for name in (*names, "exchanged_on", "declared_on")}


def _check(side: str, values: Mapping[str, Any]) -> None:
    visibility, engagement = values["visibility"], values.get("engagement")
    if visibility not in {Visibility.SHARED, side}:
        raise RegisterOfTheOtherSide
    if engagement is not None and engagement.visibility not in {Visibility.SHARED, visibility}:
        raise GiftWiderThanItsEngagement
    received = values.get("direction") == GiftDirection.RECEIVED
    if received and not any(_given(values, name) for name in ("donor", "donor_body")):
        raise WithoutDonor
    if values.get("value") is not None and not values.get("currency"):
        raise ValueWithoutCurrency
    _check_declaration(values.get("declared_on"), values.get("exchanged_on"), received=received)


def _given(values: Mapping[str, Any], name: str) -> bool:
    """Whether a record is named, by what was typed or else by what stands."""
    return bool(values[name]) if name in values else values.get(f"{name}_id") is not None


def _check_declaration(declared: date | None, exchanged: date | None, *, received: bool) -> None:
    if declared is None:
        return
    if not received:
        raise OnlyReceivedGiftsAreDeclared
    if exchanged is None or declared < exchanged:
        raise DeclaredBeforeItWasReceived
    if declared > timezone.now().date() + timedelta(days=1):  # it is tomorrow already east of here
        raise DeclaredInTheFuture
