"""The messages of a released version: one a person, in their language, with what changed for them alone."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from legation.kernel.jobs import Told as Progress
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


def deliver(release: Release, recipient: Recipient) -> None:
    """Write one message, and keep how it went. Whoever lost their right meanwhile is not written to."""
    user = recipient.user
    told = 0
    if user is not None:
        forget_standings(user)
    if user is None or not Release.objects.visible_to(user).filter(pk=release.pk).exists():
        how = Delivery.WITHDRAWN
    else:
        with translation.override(user.language):
            parts = parts_for(release, user)
            told = sum(len(changes) for _whose, changes in parts)
            how = Delivery.WRITTEN if told else Delivery.NOTHING
            if told:
                write(release, user, parts)
    recipient.delivery, recipient.told = how, told
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


def write(release: Release, user: Any, parts: list[Part]) -> None:
    """The message itself, in the language that is active."""
    whose = parts[0][0] if len(parts) == 1 else None
    base = before(release, user, whose)
    page = reverse("release-compare", args=[release.mission.slug])
    asked = f"?since={base.pk if base is not None else ''}&until={release.pk}"
    if whose is not None:
        asked += f"&person={whose.pk}"
    body = render_to_string(
        "missions/releases_mail.txt",
        {"release": release, "parts": parts, "address": f"{settings.ORIGIN}{page}{asked}"},
    )
    subject = _("%(mission)s: programme, version %(number)s") % {
        "mission": release.mission,
        "number": release.number,
    }
    send_mail(" ".join(subject.split()), body, None, [user.email])
