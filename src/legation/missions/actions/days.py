"""Links to somebody's day: make one, send it by letter, end it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import outbox
from legation.kernel.activity import log
from legation.kernel.choices import LetterKind, Verb
from legation.kernel.links import sealed
from legation.kernel.outbox import Address
from legation.kernel.refusals import Refused
from legation.missions.models import DayLink, Delegate, Mission
from legation.missions.queries.calendars import linkable
from legation.missions.queries.days import PURPOSE
from legation.missions.rules import standing


class NobodysDay(Refused):
    sentence = _("Choose whose day it is: one delegate, or the principals of one assistant.")
    field = "delegates"


class NotYoursToShow(Refused):
    sentence = _("You cannot hand out the day of %(who)s.")
    field = "delegates"


class AlreadyOver(Refused):
    sentence = _("The link would have ended already. Choose a later day.")
    field = "expires_on"


class NowhereToSend(Refused):
    sentence = _("There is no mail address for this link. Make it anew with one, or hand it out yourself.")
    field = "mail"


@transaction.atomic
def make_day_link(
    mission: Mission,
    delegates: Iterable[Delegate],
    *,
    by: User,
    language: str,
    expires_at: datetime,
    name: str = "",
    mail: str = "",
    send: bool = False,
) -> DayLink:
    """A new address for the day of one delegate, or for all principals of an assistant; `send` posts it."""
    chosen = list(delegates)
    if not chosen:
        raise NobodysDay
    mine, now = standing(by, mission.pk), timezone.now()
    allowed = {each.pk for each in linkable(mission, by)}
    stranger = next((each for each in chosen if each.pk not in allowed), None)
    if mine is None or stranger is not None:
        raise NotYoursToShow(who=stranger or chosen[0])
    if expires_at <= now:
        raise AlreadyOver
    link = DayLink.objects.create(
        mission=mission,
        side=mine.side,
        name=name,
        mail=mail,
        language=language,
        user=by,
        expires_at=expires_at,
    )
    link.delegates.set(chosen)
    _log(Verb.LINKED, link, chosen, by)
    if send:
        send_day_link(link, by=by)
    return link


@transaction.atomic
def send_day_link(link: DayLink, *, by: User) -> DayLink:
    """Post the address to its reader. The letter that waits holds a stand-in: only what is sent opens it."""
    if not link.mail:
        raise NowhereToSend
    chosen = list(link.delegates.select_related("person").order_by("pk"))
    with translation.override(link.language):
        names = ", ".join(str(each.person) for each in chosen)
        text = gettext(
            "Here is the day of %(names)s, always as it stands: where, when, with whom, in which car. It"
            " needs no login and works without a network once it was opened, so open it now and put it on"
            " the home screen. Whoever has the address can read it: keep it to yourself."
        ) % {"names": names}
        outbox.post(
            Address(link.mail, link.language, name=link.name or names),
            kind=LetterKind.PROGRAMME,
            subject=gettext("Your day: %(mission)s") % {"mission": link.mission},
            text=text,
            url=reverse("my-day", args=[sealed(link.key, PURPOSE)]),
            about=link,
            mission_id=link.mission_id,
            visibility=link.side,
            urgent=True,
            expires_at=link.expires_at,
            by=by,
        )
    return link


@transaction.atomic
def revoke_day_link(link: DayLink, *, by: User) -> DayLink:
    """End an address: whoever has it gets nothing any more, and a letter that still waits is not sent."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        outbox.take_back(about=link)
        _log(Verb.REVOKED, link, list(link.delegates.select_related("person")), by)
    return link


def note_opened(link: DayLink) -> None:
    """Remember when the address was opened for the first time."""
    if link.opened_at is None:
        DayLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())


def _log(verb: Verb, link: DayLink, delegates: Iterable[Delegate], by: User) -> None:
    for each in delegates:
        log(verb, each, by=by, mission_id=link.mission_id, visibility=link.side)
