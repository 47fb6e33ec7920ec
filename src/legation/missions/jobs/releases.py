"""The messages of a released version: one a person, in their language, with what changed for them alone."""

from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from legation.kernel import outbox
from legation.kernel.choices import LetterKind
from legation.kernel.jobs import Told as Progress
from legation.kernel.models import Letter
from legation.kernel.outbox import Address
from legation.missions.choices import Delivery
from legation.missions.models import Delegate, Recipient, Release
from legation.missions.queries.releases import Told, before, changes_told_to, principals_of
from legation.missions.rules import forget_standings

Part = tuple[Delegate | None, list[Told]]


def send(progress: Progress, key: int) -> dict[str, Any]:
    """Write to everybody who still waits for a message about this version. May be run twice."""
    release = Release.objects.select_related("mission", "released_by").get(pk=key)
    waiting = list(release.recipients.filter(delivery=Delivery.WAITING).select_related("user").order_by("pk"))
    for done, recipient in enumerate(waiting):
        progress.report(done=done, total=len(waiting))
        deliver(release, recipient)
    return {"messages": release.recipients.filter(delivery=Delivery.WRITTEN).count()}


@transaction.atomic
def deliver(release: Release, recipient: Recipient) -> None:
    """Write one message, and keep how it went. Whoever lost their right meanwhile is not written to."""
    user = recipient.user
    how, told = Delivery.WITHDRAWN, 0
    if user is not None:
        forget_standings(user)
    if user is not None and Release.objects.visible_to(user).filter(pk=release.pk).exists():
        with translation.override(user.language):
            parts = parts_for(release, user)
            told = sum(len(changes) for _whose, changes in parts)
            how = Delivery.NOTHING
            if told:
                kept = write(release, user, parts, side=recipient.side)
                how = Delivery.WRITTEN if kept is not None else Delivery.OFF
    recipient.delivery, recipient.told = how, told if how == Delivery.WRITTEN else 0
    recipient.told_at = timezone.now() if how == Delivery.WRITTEN else None
    recipient.save(update_fields=["delivery", "told", "told_at"])


def parts_for(release: Release, user: Any) -> list[Part]:
    """What a version changed for a user: for each whom they stand for, or else of all that they see.

    One for chosen delegates tells those who stand for them of these alone.
    """
    people: list[Delegate | None] = [*principals_of(release.mission, user)]
    if release.chosen:
        chosen = set(release.delegates.values_list("pk", flat=True))
        people = [person for person in people if person is not None and person.pk in chosen]
    elif not people:
        people = [None]
    parts = [
        (person, changes_told_to(release, before(release, user, person), user, person)) for person in people
    ]
    return [(person, changes) for person, changes in parts if changes]


def write(release: Release, user: Any, parts: list[Part], *, side: str) -> Letter | None:
    """The message itself, in the language that is active; None where they want none of these."""
    whose = parts[0][0] if len(parts) == 1 else None
    base = before(release, user, whose)
    page = reverse("release-compare", args=[release.mission.slug])
    asked = f"?since={base.pk if base is not None else ''}&until={release.pk}"
    if whose is not None:
        asked += f"&person={whose.pk}"
    return outbox.post(
        Address.of(user),
        kind=LetterKind.PROGRAMME,
        subject=_("%(mission)s: programme, version %(number)s")
        % {"mission": release.mission, "number": release.number},
        text=render_to_string("missions/releases_mail.txt", {"release": release, "parts": parts}),
        url=f"{page}{asked}",
        by=release.released_by,
        about=release,
        mission_id=release.mission_id,
        visibility=side,
        gather=f"programme-{release.mission_id}",
        line=f"release-{release.pk}",
    )
