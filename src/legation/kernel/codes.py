"""The codes on badges and cards: short, signed with the installation's secret, each for one event.

A code's text is `LEG1:<mission>:<token>`. The token hides whose it is and can be neither guessed nor made by
others; the same holder has the same text for the same event until `issue` is raised, which a reissued badge
does. A door without a network compares texts with those that it was given; the site reads them with `read`.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused

HEAD = "LEG1"
SIGNED = 10  # bytes of the signature: 80 bits
LONGEST = 200  # letters of a text that is looked at


class Holder(StrEnum):
    """What a code stands for; the value is kept in it."""

    DELEGATE = "d"
    GUEST = "g"
    COMPANION = "c"


@dataclass(frozen=True, slots=True)
class Code:
    """Who comes to what: the keys of the records. Event 0 is the whole mission."""

    mission: str
    event: int
    holder: Holder
    key: int
    issue: int = 1


class NotACode(Refused):
    sentence = _("This is not a code of a badge or a card. Look the name up instead.")
    field = "code"


class ForgedCode(Refused):
    sentence = _("This code was not made here, or it is damaged. Look the name up instead.")
    field = "code"


class CodeOfAnotherMission(Refused):
    sentence = _("This code belongs to another mission (%(mission)s).")
    field = "code"


class CodeOfAnotherEvent(Refused):
    sentence = _("This code is for another event of the mission.")
    field = "code"


def text_of(code: Code) -> str:
    """What the QR says."""
    payload = code.holder.encode() + b"".join(map(_packed, (code.event, code.key, code.issue)))
    signature = _signature(code.mission, payload, settings.SECRET_KEY)
    hidden = _masked(payload, signature, settings.SECRET_KEY)
    token = base64.b32encode(signature + hidden).decode().rstrip("=")
    return f"{HEAD}:{code.mission}:{token}"


def read(text: str, *, mission: str = "", event: int | None = None) -> Code:
    """The code that `text` says. Where a mission or an event is given, only a code of that one.

    Raises NotACode, ForgedCode, CodeOfAnotherMission or CodeOfAnotherEvent. Letters may have come in either
    case and with spaces around. A code of the whole mission is good for each of its events.
    """
    parts = text.strip().split(":") if len(text) <= LONGEST else []
    if len(parts) != 3 or parts[0].upper() != HEAD:
        raise NotACode
    slug, token = parts[1].lower(), parts[2].upper()
    try:
        whole = base64.b32decode(token + "=" * (-len(token) % 8))
    except ValueError:
        raise ForgedCode from None
    if base64.b32encode(whole).decode().rstrip("=") != token:
        raise ForgedCode
    code = _opened(slug, whole[:SIGNED], whole[SIGNED:])
    if code is None:
        raise ForgedCode
    if mission and code.mission != mission:
        raise CodeOfAnotherMission(mission=code.mission)
    if event is not None and code.event not in {0, event}:
        raise CodeOfAnotherEvent
    return code


def _opened(mission: str, signature: bytes, hidden: bytes) -> Code | None:
    """What was signed with the secret, or with one that it followed."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        payload = _masked(hidden, signature, secret)
        if hmac.compare_digest(signature, _signature(mission, payload, secret)):
            event, rest = _unpacked(payload[1:])
            key, rest = _unpacked(rest)
            issue, rest = _unpacked(rest)
            return Code(mission, event, Holder(payload[:1].decode()), key, issue)
    return None


def _signature(mission: str, payload: bytes, secret: str | bytes) -> bytes:
    return _keyed("sign", mission.encode() + b"\0" + payload, secret)[:SIGNED]


def _masked(payload: bytes, signature: bytes, secret: str | bytes) -> bytes:
    stream = _keyed("hide", signature, secret)
    return bytes(mine ^ other for mine, other in zip(payload, stream, strict=False))


def _keyed(purpose: str, message: bytes, secret: str | bytes) -> bytes:
    raw = secret if isinstance(secret, bytes) else secret.encode()
    key = hashlib.sha256(b"legation.code." + purpose.encode() + b"\0" + raw).digest()
    return hmac.new(key, message, hashlib.sha256).digest()


def _packed(number: int) -> bytes:
    """Seven bits a byte, the lowest first; the high bit says that more follow."""
    packed = bytearray()
    while number > 127:
        packed.append(number & 127 | 128)
        number >>= 7
    packed.append(number)
    return bytes(packed)


def _unpacked(packed: bytes) -> tuple[int, bytes]:
    number = 0
    for place, byte in enumerate(packed):
        number |= (byte & 127) << 7 * place
        if byte < 128:
            return number, packed[place + 1 :]
    return number, b""
