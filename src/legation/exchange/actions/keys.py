"""The key of this installation, and the trust in those of others."""

import base64
import hashlib
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from legation.accounts.models import User
from legation.exchange.models import Installation, SigningKey
from legation.exchange.queries.collecting import Keys, collect, told
from legation.exchange.queries.packing import Packed, packed
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.sealing import KeyIsLost, Stored
from legation.missions.models import Mission


@transaction.atomic
def own_keys() -> Keys:
    """The keys of this installation, made when they are first asked for."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    row = SigningKey.objects.filter(number=1).first()
    if row is None:
        made = Ed25519PrivateKey.generate()
        SigningKey.objects.get_or_create(
            number=1,
            defaults={
                "public": base64.b64encode(made.public_key().public_bytes_raw()).decode(),
                "private": made.private_bytes_raw().hex(),
            },
        )
        row = SigningKey.objects.get(number=1)
    if isinstance(row.private, Stored):
        raise KeyIsLost
    public = base64.b64decode(row.public)
    return Keys(bytes.fromhex(row.private), row.public, hashlib.sha256(public).hexdigest()[:32])


def mission_file(mission: Mission, now: datetime) -> bytes:
    """The signed file with what both sides see of a mission."""
    keys = own_keys()
    data, files = told(collect(mission, keys))
    return packed(data, files, slug=mission.slug, name=settings.ORIGIN, made_at=now, private=keys.private)


def met(found: Packed) -> Installation:
    """The installation that signed a file, as it is known here from now on."""
    known, _made = Installation.objects.update_or_create(
        public=found.public, defaults={"fingerprint": found.fingerprint, "name": found.name}
    )
    return known


@transaction.atomic
def trust(installation: Installation, *, by: User | None) -> None:
    """From now on missions are taken in from there."""
    Installation.objects.filter(pk=installation.pk).update(trusted_at=timezone.now(), trusted_by=by)
    log(Verb.ACCEPTED, installation, by=by)


@transaction.atomic
def distrust(installation: Installation, *, by: User | None) -> None:
    """Nothing more is taken in from there; what was stays."""
    Installation.objects.filter(pk=installation.pk).update(trusted_at=None, trusted_by=None)
    log(Verb.WITHDRAWN, installation, by=by)
