"""Texts for interpreters and the links to their packs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.activity import log
from legation.kernel.choices import Verb, Visibility
from legation.kernel.refusals import Refused
from legation.logistics.models import InterpreterText, PackLink
from legation.missions.models import Delegate, Engagement
from legation.missions.rules import sees, standing

AFTER = timedelta(days=7)  # how long after the mission a pack can still be opened
SHORTEST = timedelta(days=30)


class TextOutsideSight(Refused):
    sentence = _("You can let both sides or your own see it.")
    field = "visibility"


class OnlyOneSideIsThere(Refused):
    sentence = _("Only one side sees this engagement or whoever speaks; let only that side see the text.")
    field = "visibility"


class NotYourInterpreter(Refused):
    sentence = _("Each side gives packs to its own interpreters, and to those who serve both.")


@transaction.atomic
def add_text(engagement: Engagement, values: Mapping[str, Any], *, by: User) -> InterpreterText:
    """Give interpreters a text of an engagement."""
    _check(engagement, values, None, by)
    return editing.add(InterpreterText(engagement=engagement, **values), by=by)


@transaction.atomic
def change_text(text: InterpreterText, values: Mapping[str, Any], *, seen: int, by: User) -> InterpreterText:
    """Change a text, as it was at version `seen`."""
    _check(text.engagement, values, text, by)
    return editing.change(text, values, seen=seen, by=by)


@transaction.atomic
def make_pack_link(delegate: Delegate, *, language: str, by: User) -> PackLink:
    """An address where an interpreter reads their pack; the one of this side before ends."""
    mine = standing(by, delegate.mission_id)
    if mine is None or not mine.prepares or delegate.delegation.party not in {mine.side, "third"}:
        raise NotYourInterpreter
    now = timezone.now()
    PackLink.objects.filter(delegate=delegate, side=mine.side, revoked_at=None).update(revoked_at=now)
    over = datetime.combine(delegate.mission.ends_on, datetime.min.time(), tzinfo=now.tzinfo) + AFTER
    link = PackLink.objects.create(
        delegate=delegate, side=mine.side, language=language, user=by, expires_at=max(over, now + SHORTEST)
    )
    log(Verb.LINKED, delegate, by=by, mission_id=delegate.mission_id, visibility=link.side)
    return link


@transaction.atomic
def revoke_pack_link(link: PackLink, *, by: User) -> PackLink:
    """End an address: whoever has it gets nothing any more."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        log(Verb.REVOKED, link.delegate, by=by, mission_id=link.mission_key(), visibility=link.side)
    return link


def note_pack_opened(link: PackLink) -> None:
    """Remember that the address was opened for the first time."""
    if link.opened_at is None:
        PackLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())


def _check(engagement: Engagement, values: Mapping[str, Any], text: InterpreterText | None, by: User) -> None:
    mine = standing(by, engagement.mission_id)
    chosen = values.get("visibility", text.visibility if text is not None else Visibility.SHARED)
    speaker: Delegate | None = values.get("speaker", text.speaker if text is not None else None)
    if mine is None or chosen not in mine.sees:
        raise TextOutsideSight
    if speaker is not None and not sees(by, speaker):
        raise TextOutsideSight
    narrow = {engagement.visibility, *({speaker.visibility} if speaker is not None else ())}
    if chosen == Visibility.SHARED and narrow != {Visibility.SHARED}:
        raise OnlyOneSideIsThere
