"""Make, use and revoke tokens."""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.api.models import Token
from legation.api.queries.tokens import START, digest_of
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.refusals import Refused

MOST = 50
NOTED_EVERY = timedelta(minutes=1)


class TooManyTokens(Refused):
    sentence = _("You have %(most)d tokens already. Revoke one that is no longer used.")
    field = "name"


@transaction.atomic
def make_token(values: Mapping[str, Any], *, by: User) -> tuple[Token, str]:
    """A token for `by`, and its secret, which is told this once and is kept nowhere.

    `values` has name, reads, writes and days.
    """
    now = timezone.now()
    living = Token.objects.filter(user=by, revoked_at=None, expires_at__gt=now).count()
    if living >= MOST:
        raise TooManyTokens(most=MOST)
    prefix = secrets.token_hex(4)
    secret = f"{START}_{prefix}_{secrets.token_urlsafe(32)}"
    token = Token.objects.create(
        user=by,
        name=values["name"],
        prefix=prefix,
        digest=digest_of(secret),
        reads=list(values["reads"]),
        writes=list(values["writes"]),
        expires_at=now + timedelta(days=values["days"]),
    )
    log(Verb.ADDED, token, by=by)
    return token, secret


@transaction.atomic
def revoke_token(token: Token, *, by: User) -> Token:
    """Let it open nothing any more; asked twice, it stays so."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        log(Verb.REMOVED, token, by=by)
    return token


def note_use(token: Token, now: datetime) -> None:
    """Keep when it was last used, to the minute: what reads shall not write each time."""
    if token.used_at is None or token.used_at < now - NOTED_EVERY:
        late = Q(used_at=None) | Q(used_at__lt=now - NOTED_EVERY)
        Token.objects.filter(late, pk=token.pk).update(used_at=now)
