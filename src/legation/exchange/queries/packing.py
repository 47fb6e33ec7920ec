"""The file itself: a zip with one JSON document a kind, the files, and a manifest that is signed.

The same records at the same moment make the same bytes. What comes in is believed in nothing until the
signature of the manifest and the digest of every part are right, and nothing is unpacked to a folder.
"""

import base64
import binascii
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused

FORMAT, VERSION = "legation-mission", 1
LARGEST, LARGEST_PART, LARGEST_ALL, MOST_PARTS = 60_000_000, 20_000_000, 150_000_000, 2_000
DEEPEST = 12
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
PART = re.compile(r"data/[a-z_]{1,30}\.json|files/[0-9a-f]{64}\.[a-z]{2,4}")
SIGNED = b"legation-mission 1\n"
LONG_AGO = (1980, 1, 1, 0, 0, 0)


class NoMissionFile(Refused):
    sentence = _(
        "This is no mission file of Legation, or only a part of one. Ask for it again, and bring it unopened."
    )
    field = "file"


class FileTooLarge(Refused):
    sentence = _("This file is larger than a mission’s can be. Nothing of it was read.")
    field = "file"


class NewerFormat(Refused):
    sentence = _(
        "This file was made by a newer version of Legation (format %(version)s). Update this one first."
    )
    field = "file"


class BrokenSignature(Refused):
    sentence = _(
        "The signature is not right: the file was changed after it was made, or damaged on its way. Nothing "
        "of it was read. Ask for it again."
    )
    field = "file"


class BrokenPart(Refused):
    sentence = _("“%(part)s” in this file is not what was signed. Nothing of it was read. Ask for it again.")
    field = "file"


@dataclass(frozen=True, slots=True)
class Packed:
    """A mission's file that was verified: who signed it, when, and its parts."""

    public: str
    name: str
    made_at: datetime
    slug: str
    data: Mapping[str, list[dict[str, Any]]]
    files: Mapping[str, bytes]

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public)


def fingerprint(public: str) -> str:
    """128 bits of the digest of a public key, which people compare by reading them out."""
    return hashlib.sha256(base64.b64decode(public)).hexdigest()[:32]


def packed(
    data: Mapping[str, list[dict[str, Any]]],
    files: Mapping[str, bytes],
    *,
    slug: str,
    name: str,
    made_at: datetime,
    private: bytes,
) -> bytes:
    """The signed file."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.from_private_bytes(private)
    parts = {f"data/{kind}.json": _text(rows) for kind, rows in data.items()} | dict(files)
    manifest = _text(
        {
            "format": FORMAT,
            "version": VERSION,
            "key": base64.b64encode(key.public_key().public_bytes_raw()).decode(),
            "name": name,
            "mission": slug,
            "made_at": made_at.isoformat(),
            "parts": {each: hashlib.sha256(body).hexdigest() for each, body in sorted(parts.items())},
        }
    )
    signature = base64.b64encode(key.sign(SIGNED + manifest))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for each, body in [(MANIFEST, manifest), (SIGNATURE, signature), *sorted(parts.items())]:
            zipped.writestr(zipfile.ZipInfo(each, LONG_AGO), body, zipfile.ZIP_DEFLATED, 6)
    return made.getvalue()


def unpacked(content: bytes) -> Packed:
    """A file that is whole, signed and of a format that we read. Raises a Refused."""
    if len(content) > LARGEST:
        raise FileTooLarge
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as zipped:
            return _verified(zipped)
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as broken:
        raise NoMissionFile from broken


def _verified(zipped: zipfile.ZipFile) -> Packed:
    listed = zipped.infolist()
    names = [each.filename for each in listed]
    if len(names) > MOST_PARTS or sum(each.file_size for each in listed) > LARGEST_ALL:
        raise FileTooLarge
    if len(set(names)) < len(names) or not {MANIFEST, SIGNATURE} <= set(names):
        raise NoMissionFile
    if {each.compress_type for each in listed} - {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise NoMissionFile  # other ways to pack fail in ways of their own
    text = _read(zipped, MANIFEST)
    manifest = _json(text)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NoMissionFile
    if manifest.get("version") != VERSION:
        raise NewerFormat(version=str(manifest.get("version"))[:20])
    _check_signature(manifest, text, _read(zipped, SIGNATURE))
    said = manifest.get("parts")
    if not isinstance(said, dict) or {MANIFEST, SIGNATURE, *said} != set(names):
        raise NoMissionFile
    data: dict[str, list[dict[str, Any]]] = {}
    files: dict[str, bytes] = {}
    for each, digest in said.items():
        if PART.fullmatch(each) is None:
            raise NoMissionFile
        body = _read(zipped, each)
        if hashlib.sha256(body).hexdigest() != digest:
            raise BrokenPart(part=each)
        if each.startswith("files/"):
            files[each] = body
        else:
            data[each.removeprefix("data/").removesuffix(".json")] = _rows(_json(body))
    return _told(manifest, data, files)


def _told(manifest: dict[str, Any], data: Any, files: Any) -> Packed:
    name, slug = manifest.get("name"), manifest.get("mission")
    made_at = datetime.fromisoformat(str(manifest.get("made_at")))
    if not isinstance(name, str) or not isinstance(slug, str) or made_at.tzinfo is None:
        raise NoMissionFile
    clean = "".join(letter for letter in name if letter.isprintable())
    return Packed(manifest["key"], clean[:200] or "?", made_at, slug, data, files)


def _check_signature(manifest: dict[str, Any], text: bytes, signature: bytes) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        public = base64.b64decode(str(manifest.get("key")), validate=True)
        if base64.b64encode(public).decode() != manifest["key"]:
            raise BrokenSignature
        given = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(given, SIGNED + text)
    except (InvalidSignature, ValueError, binascii.Error) as wrong:
        raise BrokenSignature from wrong


def _read(zipped: zipfile.ZipFile, name: str) -> bytes:
    """One part, never more of it than a part may have, whatever the file says of its size."""
    import zlib

    try:
        with zipped.open(name) as opened:
            body = opened.read(LARGEST_PART + 1)
    except zlib.error as broken:
        raise NoMissionFile from broken
    if len(body) > LARGEST_PART:
        raise FileTooLarge
    return body


def _rows(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise NoMissionFile
    return value


def _json(body: bytes) -> Any:
    text = body.decode("utf-8")
    level = deepest = 0
    for mark in re.findall(r'"(?:[^"\\]|\\.)*+"?|[\[{]|[\]}]', text):
        level += (mark in {"[", "{"}) - (mark in {"]", "}"})
        deepest = max(deepest, level)
    if deepest > DEEPEST:
        raise NoMissionFile
    return json.loads(text, parse_constant=_no_constant)


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1).encode()
