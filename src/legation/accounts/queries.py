"""What a reader sees of their account: their letters, how they log in, and where they are logged in."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from legation.kernel.links import key_of
from legation.kernel.models import Delivery, Device, Letter
from legation.kernel.postman import PURPOSE

SHOWN = 100


def delivery_of(mail: str) -> Delivery:
    """How the reader at this address wants letters: as they said, or as the installation has it."""
    return Delivery.objects.filter(mail=mail.lower()).first() or Delivery(mail=mail.lower())


def letters_to(mail: str) -> QuerySet[Letter]:
    """The newest letters to this address."""
    return Letter.objects.filter(mail=mail.lower()).defer("calendar").order_by("-created_at", "-pk")[:SHOWN]


def devices_of(mail: str) -> QuerySet[Device]:
    """The browsers in which the reader at this address wants letters shown."""
    return Device.objects.filter(mail=mail.lower()).order_by("pk")


def device_of(mail: str, pk: int) -> Device | None:
    """One of them."""
    return devices_of(mail).filter(pk=pk).first()


def letter_behind(secret: str, now: datetime) -> Letter | None:  # noqa: ARG001 - it opens as long as mail is kept
    """The letter whose foot held this link."""
    key = key_of(secret, PURPOSE)
    return Letter.objects.filter(key=key).first() if key else None


@dataclass(frozen=True, slots=True)
class Place:
    """A browser in which the user is logged in."""

    key: int
    browser: str
    system: str
    address: str
    since: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class Factors:
    """With what else than a password a user logs in."""

    app: Any
    passkeys: tuple[Any, ...]
    codes: Any
    codes_left: int
    sign_on: bool


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Whale", "Whale"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrom|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def places_of(user: Any, session: str, now: datetime) -> list[Place]:
    """Where the user is logged in, the browser at hand first, then the newest. One query."""
    live = Session.objects.filter(expire_date__gt=now).values("session_key")
    rows = UserSession.objects.filter(user=user, session_key__in=live).order_by("-created_at", "-pk")
    places = [
        Place(
            row.pk,
            _named(BROWSERS, row.user_agent),
            _named(SYSTEMS, row.user_agent),
            row.ip,
            row.created_at,
            row.session_key == session,
        )
        for row in rows
    ]
    return sorted(places, key=lambda place: not place.here)


def place_of(user: Any, pk: int) -> UserSession | None:
    """One of them."""
    return UserSession.objects.filter(user=user, pk=pk).first()


def factors_of(user: Any) -> Factors:
    """What the user set up. Three queries at most."""
    mine = list(Authenticator.objects.filter(user=user).order_by("pk"))
    app = next((each for each in mine if each.type == Authenticator.Type.TOTP), None)
    codes = next((each for each in mine if each.type == Authenticator.Type.RECOVERY_CODES), None)
    return Factors(
        app=app,
        passkeys=tuple(each for each in mine if each.type == Authenticator.Type.WEBAUTHN),
        codes=codes,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        sign_on=SocialAccount.objects.filter(user=user).exists(),
    )


def can_prove(user: Any) -> bool:
    """Has a password, a code or a passkey to show; else only the identity provider knows them."""
    return bool(user.has_usable_password()) or Authenticator.objects.filter(user=user).exists()


def unknown_to_provider(user: Any, account: Any) -> bool:
    """Nobody at this provider logs in to the user's account yet."""
    return not SocialAccount.objects.filter(user=user, provider=account.provider).exists()


def _named(names: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for sign, name in names if re.search(sign, agent)), "")
