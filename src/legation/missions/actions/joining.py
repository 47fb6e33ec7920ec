"""Inviting somebody to work on a mission by a link, and taking the invitation."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from legation.accounts.actions import invites, open_account
from legation.accounts.models import Office, User
from legation.kernel import outbox
from legation.kernel.activity import log
from legation.kernel.choices import LetterKind, Side, Verb
from legation.kernel.links import sealed
from legation.kernel.refusals import Refused
from legation.missions.actions.access import (
    AlreadyOnThisMission,
    NotYourSideToOpen,
    end_for,
    give_access,
)
from legation.missions.choices import Role
from legation.missions.models import AccessOffer, Membership, Mission
from legation.missions.queries.joining import PURPOSE, rests_on, said_by
from legation.missions.rules import STAFF, Standing, standing

MOST_OPEN = 50  # invitations of one side of a mission at once


class WorksOnItAlready(AlreadyOnThisMission):
    field = "mail"


class WantsNoLetters(Refused):
    sentence = _("Whoever reads %(mail)s wants no such letters. Ask them by another way.")
    field = "mail"


class OfficeIsKnown(Refused):
    sentence = _(
        "There is an office of this name here already. Its administrator gives its people their accounts."
    )
    field = "office"


class OfficeIsNeeded(Refused):
    sentence = _("Name the office of the other side's first colleague.")
    field = "office"


class OfferIsOver(Refused):
    sentence = _("This invitation opens nothing any more. Ask who sent it for another one.")


class TooManyOpen(Refused):
    sentence = _(
        "%(most)s invitations of your side are open already. Revoke those that nobody needs any more, or wait"
        " until some were taken."
    )


class NotYourOffer(Refused):
    sentence = _("This invitation is for %(mail)s.")


@transaction.atomic
def offer_access(mission: Mission, values: Mapping[str, Any], *, by: User) -> AccessOffer:
    """Invite whoever has this address; a letter with the link goes to them, and ends one sent before."""
    mail = values["mail"].lower()
    if Membership.objects.filter(mission=mission, user__email__iexact=mail).exists():
        raise WorksOnItAlready(who=mail)
    mine = _standing_to_invite(mission, values["side"], by)
    office = outbox.one_line(values["office"])
    if office or mine.side != values["side"]:
        _check_office(office)
    end_for(mission, values["side"], values["until"])
    now = timezone.now()
    Mission.objects.select_for_update().get(pk=mission.pk)
    for older in AccessOffer.objects.live(now).filter(mission=mission, mail=mail, inviting=mine.side):
        revoke_offer(older, by=by)
    if AccessOffer.objects.live(now).filter(mission=mission, inviting=mine.side).count() >= MOST_OPEN:
        raise TooManyOpen(most=MOST_OPEN)
    offer = AccessOffer.objects.create(
        mission=mission,
        mail=mail,
        side=values["side"],
        role=values["role"],
        office=office,
        last_day=values["until"],
        language=values["language"],
        inviting=mine.side,
        by=by,
        expires_at=now + timedelta(days=values["days"]),
    )
    log(Verb.ADDED, offer, by=by, mission_id=mission.pk, visibility=offer.inviting)
    _write(offer)
    return offer


def _write(offer: AccessOffer) -> None:
    with translation.override(offer.language):
        letter = outbox.post(
            outbox.Address(offer.mail, offer.language),
            kind=LetterKind.WORK,
            subject=gettext("Invitation to work on %(mission)s") % {"mission": offer.mission},
            text=gettext(
                "%(who)s invites you to work on %(mission)s. The link is for you alone and good once."
            )
            % {"who": offer.by, "mission": offer.mission},
            url=reverse("join", args=[sealed(offer.key, PURPOSE)]),
            about=offer,
            mission_id=offer.mission_id,
            visibility=offer.inviting,
            by=offer.by,
            at_once=True,
            urgent=True,
            expires_at=offer.expires_at,
        )
    if letter is None:
        raise WantsNoLetters(mail=offer.mail)


@transaction.atomic
def revoke_offer(offer: AccessOffer, *, by: User) -> None:
    """The link opens nothing any more; a letter that waits is not sent."""
    offer.revoked_at = timezone.now()
    offer.save(update_fields=["revoked_at"])
    outbox.take_back(about=offer)
    log(Verb.REVOKED, offer, by=by, mission_id=offer.mission_id, visibility=offer.inviting)


@transaction.atomic
def take_offer(offer: AccessOffer, user: User) -> Membership:
    """Join the mission as the invitation says; by the right of who made it, as it is now."""
    held = _held(offer)
    if user.email.lower() != held.mail:
        raise NotYourOffer(mail=held.mail)
    return _join(held, user)


@transaction.atomic
def join_anew(offer: AccessOffer, name: str, password: str, language: str) -> User:
    """Make the account of whoever has none yet, and join."""
    held = _held(offer)
    user = open_account(
        held.mail, outbox.one_line(name), password, office=_office_of(held), language=language
    )
    _join(held, user)
    return user


@invites
def account_offered(key: str) -> dict[str, str] | None:
    """What the invitation behind this key says of an account; locked, and None where it is over."""
    offer = AccessOffer.objects.filter(key=key).first()
    try:
        return said_by(_held(offer)) if offer is not None else None
    except OfferIsOver:
        return None


def _held(offer: AccessOffer) -> AccessOffer:
    """The invitation, locked, if it can still be taken: of two at once the second is told that it is over."""
    live = AccessOffer.objects.live(timezone.now()).select_related("mission", "by__office")
    held = live.select_for_update(of=("self",)).filter(pk=offer.pk).first()
    if held is None or not rests_on(held):
        raise OfferIsOver
    return held


def _join(held: AccessOffer, user: User) -> Membership:
    if user.office_id is None:
        user.office = _office_of(held)
        user.save(update_fields=["office"])
    held.used_at = timezone.now()
    held.save(update_fields=["used_at"])
    return give_access(
        held.mission, user, side=Side(held.side), role=Role(held.role), by=held.by, until=held.last_day
    )


def _office_of(offer: AccessOffer) -> Office | None:
    """The office of an account that is made for this: a new one, or that of who invites."""
    if not offer.office:
        return offer.by.office
    _check_office(offer.office)
    return Office.objects.create(name=offer.office)


def _check_office(name: str) -> None:
    """Nobody is put into an office that is there already, but by its own people."""
    if not name:
        raise OfficeIsNeeded
    if Office.objects.filter(name__iexact=name).exists():
        raise OfficeIsKnown


def _standing_to_invite(mission: Mission, side: str, by: User) -> Standing:
    """As `give_access` has it: one's own side, or the other while nobody prepares there."""
    mine = standing(by, mission.pk)
    if mine is None:
        raise NotYourSideToOpen
    if mine.side != side and Membership.objects.filter(mission=mission, side=side, role__in=STAFF).exists():
        raise NotYourSideToOpen
    return mine
