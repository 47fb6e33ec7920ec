"""Another installation, which makes files of what stands in these tests' own tables."""

import hashlib
import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from legation.exchange.actions.keys import trust
from legation.exchange.actions.taking import bring, take, undo
from legation.exchange.models import Installation, Parcel
from legation.exchange.queries.collecting import Keys, collect, told
from legation.exchange.queries.packing import packed
from legation.kernel.jobs import run_queued
from legation.missions.models import Mission
from legation.missions.rules import forget_standings

NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)


def keys_of(seed: str) -> Keys:
    """The keys of an installation: the same for the same seed."""
    private = hashlib.sha256(seed.encode()).digest()
    public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    import base64

    return Keys(private, base64.b64encode(public).decode(), hashlib.sha256(public).hexdigest()[:32])


THERE = keys_of("elsewhere")


def told_there(mission: Mission) -> tuple[dict[str, list[dict[str, Any]]], dict[str, bytes]]:
    """What an installation elsewhere, which has this mission, would write into its file."""
    return told(collect(mission, THERE))


def returned(data: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The same records as an installation elsewhere tells them that took them in: by its own names first."""
    for rows in data.values():
        for row in rows:
            row["ids"] = [name_there(row["ids"][0]), *row["ids"]]
    return data


def name_there(seed: str) -> str:
    return f"{THERE.fingerprint}.{hashlib.sha256(seed.encode()).hexdigest()[:24]}"


def signed(
    data: dict[str, Any],
    files: dict[str, bytes],
    *,
    by: Keys = THERE,
    at: datetime = NOON,
    slug: str = "there",
) -> bytes:
    return packed(data, files, slug=slug, name="https://there.example", made_at=at, private=by.private)


def taken(content: bytes, *, by: Any, side: str = "host", chosen: tuple[str, ...] = ()) -> Parcel:
    """Bring a file, trust who signed it, and take it in."""
    parcel = bring(content, by=by)
    trust(Installation.objects.get(pk=parcel.installation_id), by=None)
    parcel.refresh_from_db()
    take(parcel, side=side, chosen=chosen, by=by)
    run_queued()
    forget_standings(by)  # as another request would
    return Parcel.objects.select_related("mission", "job").get(pk=parcel.pk)


def undone(parcel: Parcel, *, by: Any) -> Parcel:
    undo(parcel, by=by)
    run_queued()
    return Parcel.objects.select_related("mission", "job").get(pk=parcel.pk)


def texts_in(content: bytes) -> str:
    """Every word of a file, its manifest too."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        return "\n".join(zipped.read(name).decode("utf-8", "replace") for name in zipped.namelist())


def rewritten(content: bytes, change: Any) -> bytes:
    """The same file with its parts changed by `change`, which is given them by name, and not signed anew."""
    with zipfile.ZipFile(io.BytesIO(content)) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, body in parts.items():
            zipped.writestr(name, body)
    return made.getvalue()
