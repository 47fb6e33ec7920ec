"""Let an address be told of what is done on a mission, and end that."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.api.jobs.posting import NotPosted, checked
from legation.api.models import Hook
from legation.api.models.hook import new_secret
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.refusals import Refused
from legation.missions.models import Mission

MOST = 20


class NotAnAddress(Refused):
    sentence = _("Give an https address of a public host, without a name and a password in it.")
    field = "url"


class TooManyHooks(Refused):
    sentence = _("You have %(most)d webhooks already. Remove one that is no longer used.")
    field = "url"


@transaction.atomic
def add_hook(mission: Mission, values: Mapping[str, Any], *, by: User) -> tuple[Hook, str]:
    """An address that is told from now on, and the secret that signs, which is told this once."""
    try:
        checked(values["url"])
    except NotPosted:
        raise NotAnAddress from None
    if Hook.objects.filter(user=by, removed_at=None).count() >= MOST:
        raise TooManyHooks(most=MOST)
    secret = new_secret()
    hook = Hook.objects.create(
        user=by, mission=mission, url=values["url"], verbs=list(values["verbs"]), secret=secret
    )
    log(Verb.ADDED, hook, by=by)
    return hook, secret


@transaction.atomic
def remove_hook(hook: Hook, *, by: User) -> Hook:
    """Tell it of nothing any more; what waited is withheld."""
    if hook.removed_at is None:
        hook.removed_at = timezone.now()
        hook.save(update_fields=["removed_at"])
        log(Verb.REMOVED, hook, by=by)
    return hook
