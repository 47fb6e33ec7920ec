"""Shows letters in browsers that asked for it (Web Push: RFC 8030, 8291 and 8292), when they leave by mail.

What is shown follows the letter: gathered with it, in its language, not at night. The service of the
browser's maker carries it and cannot read it.
"""

import contextlib
import json
import os
import secrets
import tempfile
import urllib.error
import urllib.request
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta
from fnmatch import fnmatch
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db.models import CharField

from legation.kernel.links import unsealed
from legation.kernel.models import Device, Letter

KEY_FILE = "push.key"
TIMEOUT, LIFE, SHOWN_FOR = 5, timedelta(hours=12), timedelta(hours=24)
WORDS = 300
RECORD = 4096
LONGEST = {field.name: field.max_length or 0 for field in Device._meta.fields if isinstance(field, CharField)}
logger = structlog.get_logger(__name__)


class BadDevice(ValueError):
    """A subscription that no browser made, or of a service that we do not write to."""


def public_key() -> str:
    """What a browser subscribes with: the public half of the site's key, which is made when first asked."""
    return _encoded(_public_bytes(_own_key()))


def checked(endpoint: str, p256dh: str, auth: str) -> None:
    """Raise BadDevice for what is no subscription at one of the services in the settings."""
    try:
        where = urlsplit(endpoint)
    except ValueError as broken:
        raise BadDevice("no address") from broken
    host = (where.hostname or "").lower()
    known = any(fnmatch(host, pattern) for pattern in settings.PUSH_HOSTS)
    if where.scheme != "https" and not settings.PUSH_PLAIN:
        raise BadDevice("no https address")
    if not known or len(endpoint) > LONGEST["endpoint"]:
        raise BadDevice("not a service that is known")
    if any(len(given) > LONGEST[name] for name, given in (("p256dh", p256dh), ("auth", auth))):
        raise BadDevice("longer than a key of a browser")
    try:
        sealed(b"", p256dh, auth)
    except (ValueError, TypeError) as broken:
        raise BadDevice("no key of a browser") from broken


def show(letter: Letter, now: datetime) -> int:
    """Show a letter in its reader's browsers; gives in how many. A browser that left is forgotten."""
    if not settings.PUSH:
        return 0
    shown = 0
    for device in Device.objects.filter(mail=letter.mail).order_by("pk"):
        try:
            status = _sent(device, _payload(letter), now)
        except (OSError, ValueError, HTTPException) as failed:
            logger.warning("not_shown", device=device.pk, letter=letter.pk, error=type(failed).__name__)
            continue
        if status in {404, 410}:
            device.delete()
        elif status < 300:
            shown += 1
            Device.objects.filter(pk=device.pk).update(shown_at=now)
        else:
            logger.warning("not_shown", device=device.pk, letter=letter.pk, status=status)
    if shown:
        Letter.objects.filter(pk=letter.pk).update(shown=shown)
    return shown


def sealed(words: bytes, p256dh: str, auth: str, *, salt: bytes = b"", key: Any = None) -> bytes:
    """`words` so that only the browser reads them: one record of aes128gcm (RFC 8188) with RFC 8291's key.

    `salt` and `key` are fresh ones unless given. Raises ValueError for what is no key.
    """
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    def derived(given: bytes, with_salt: bytes, info: bytes, length: int) -> bytes:
        return HKDF(hashes.SHA256(), length, with_salt, info).derive(given)

    theirs, secret = _decoded(p256dh), _decoded(auth)
    if len(secret) != 16:
        raise ValueError("the secret of a browser has 16 bytes")
    reader = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    own = key or ec.generate_private_key(ec.SECP256R1())
    mine, salt = _public_bytes(own), salt or secrets.token_bytes(16)
    shared = derived(own.exchange(ec.ECDH(), reader), secret, b"WebPush: info\0" + theirs + mine, 32)
    content = derived(shared, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = derived(shared, salt, b"Content-Encoding: nonce\0", 12)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(mine)]) + mine
    return head + AESGCM(content).encrypt(nonce, words + b"\x02", None)


def pass_for(endpoint: str, now: datetime) -> str:
    """The Authorization of a message: who we are, signed for this one service and for a few hours."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

    where = urlsplit(endpoint)
    claims = {
        "aud": f"{where.scheme}://{where.netloc}",
        "exp": int((now + LIFE).timestamp()),
        "sub": f"mailto:{settings.CALENDAR_ADDRESS}",
    }
    parts = [_encoded(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims)]
    said = ".".join(parts)
    own = _own_key()
    first, second = decode_dss_signature(own.sign(said.encode(), ec.ECDSA(hashes.SHA256())))
    signature = _encoded(first.to_bytes(32, "big") + second.to_bytes(32, "big"))
    return f"vapid t={said}.{signature}, k={_encoded(_public_bytes(own))}"


def _payload(letter: Letter) -> bytes:
    line = letter.lines[-1] if letter.lines else {"text": "", "url": ""}
    url = unsealed(line["url"]) if str(line["url"]).startswith("/") else "/me/letters/"
    told = {"title": letter.subject, "body": str(line["text"])[:WORDS], "url": url, "tag": letter.key}
    return json.dumps(told, ensure_ascii=False).encode()


class _Stays(urllib.request.HTTPRedirectHandler):
    """A service answers itself; where it sends us on, we do not go."""

    def redirect_request(self, *_given: Any) -> None:
        return None


def _sent(device: Device, words: bytes, now: datetime) -> int:
    checked(device.endpoint, device.p256dh, device.auth)
    request = urllib.request.Request(  # noqa: S310 - the address was checked
        device.endpoint,
        data=sealed(words, device.p256dh, device.auth),
        method="POST",
        headers={
            "Authorization": pass_for(device.endpoint, now),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(int(SHOWN_FOR.total_seconds())),
        },
    )
    try:
        with urllib.request.build_opener(_Stays).open(request, timeout=TIMEOUT) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code


def _own_key() -> Any:
    """The installation's key: made once and kept with owner-only access in the data folder."""
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric import ec

    path = Path(settings.DATA) / KEY_FILE
    if not path.exists():
        made = ec.generate_private_key(ec.SECP256R1()).private_bytes(
            form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption()
        )
        # Written aside and linked: whoever looks meanwhile finds the whole key or none.
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix="push.")
        with os.fdopen(handle, "wb") as file:
            file.write(made)
        with contextlib.suppress(FileExistsError):
            os.link(aside, path)
        Path(aside).unlink()
    return form.load_pem_private_key(path.read_bytes(), None)


def _public_bytes(key: Any) -> bytes:
    from cryptography.hazmat.primitives import serialization as form

    found: bytes = key.public_key().public_bytes(form.Encoding.X962, form.PublicFormat.UncompressedPoint)
    return found


def _encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
