"""Tokens: the one behind a secret, and those of a user."""

import hashlib
import re
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from legation.api.models import Token

START = "legation"
SECRET = re.compile(rf"{START}_([0-9a-f]{{8}})_[A-Za-z0-9_-]{{43}}")


def digest_of(secret: str) -> str:
    """What is kept of a secret. It holds 256 random bits, so that one round of SHA-256 hides it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def token_behind(secret: str, now: datetime) -> Token | None:
    """The living token with this secret, of a user who may log in; one query, none for what is no secret."""
    shaped = SECRET.fullmatch(secret)
    if shaped is None:
        return None
    token = Token.objects.select_related("user__office").filter(prefix=shaped[1]).first()
    if token is None or not constant_time_compare(token.digest, digest_of(secret)):
        return None
    return token if token.live(now) and token.user.is_active else None


def tokens_of(user: Any) -> QuerySet[Token]:
    """A user's tokens: the living first, then the newest."""
    return Token.objects.filter(user=user).order_by("revoked_at", "-created_at", "-pk")


def token_of(user: Any, pk: int) -> Token | None:
    """One of them."""
    return tokens_of(user).filter(pk=pk).first()
