"""What rounds keep of an erased person: that somebody took part and met stays, and nothing names them."""

from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.kernel import outbox
from legation.kernel.audit import reword
from legation.kernel.models import Letter
from legation.kernel.personal import erases
from legation.matchmaking.models import Link, Participant
from legation.missions.actions.erasing import mails_of, only_theirs
from legation.missions.models import Delegate

REMOVED = "Removed person"
BLANK: dict[str, Any] = {"name": "", "native_name": "", "post": "", "seeks": "", "offers": ""}


@erases(
    "rounds", _("Participants of rounds, with names, what they seek and offer, links and letters removed")
)
def blank_of(person: Any, by: Any) -> int:
    """Blank them with their saved states, and end the links at which they stated their wishes."""
    who = Participant._default_manager.filter(Q(person=person) | Q(delegate__person=person))
    keys = list(who.values_list("pk", flat=True))
    links = Link.objects.filter(participant__in=keys)
    mails = mails_of(links)
    links.filter(revoked_at=None).update(revoked_at=timezone.now())
    links.update(mail="")
    others = Link.objects.live(timezone.now()).annotate(low=Lower("mail")).filter(low__in=mails)
    mails -= set(others.values_list("low", flat=True))
    delegates = Delegate._default_manager.filter(person=person).values_list("pk", flat=True)
    outbox.forget(outbox.about(Participant, keys))
    outbox.forget(Letter.objects.filter(mail__in=only_theirs(mails, list(delegates))))
    Participant.history.filter(id__in=keys).update(**BLANK)
    reword(Participant, keys, REMOVED, by=by)
    rows = Participant._default_manager.filter(pk__in=keys)
    return int(rows.update(**BLANK, version=F("version") + 1, updated_at=timezone.now()))
