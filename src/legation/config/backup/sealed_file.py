"""A file that is encrypted piece by piece, so that none is held in memory whole.

AES-256-GCM with a key of its own for each file (HKDF over a random salt). A piece's nonce holds its number
and whether it is the last: pieces that are missing, moved or cut off are found.
"""

import base64
import io
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from legation.config.backup.refusals import Damaged, NotABackup, ShortKey, WrongKey

MAGIC = b"legation-backup/1\n"
PIECE = 1 << 20
TAG, SALT, PROOF = 16, 16, 16


def key_bytes(text: str) -> bytes:
    """The key that a setting or a file holds; whatever its form. Raises ShortKey."""
    raw = text.strip().encode()
    if len(raw) < 32:
        raise ShortKey
    return raw


def new_key() -> str:
    """A key such as the file holds."""
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _derived(key: bytes, salt: bytes) -> tuple[Any, bytes]:
    """The cipher of a file, and what shows whether a key is its own."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    made = HKDF(algorithm=SHA256(), length=32 + PROOF, salt=salt, info=MAGIC).derive(key)
    return AESGCM(made[:32]), made[32:]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\1" if last else b"\0")


class Sealing(io.RawIOBase):
    """Takes what is written and writes it sealed; `close` writes the last piece."""

    def __init__(self, out: IO[bytes], key: bytes) -> None:
        super().__init__()
        salt = os.urandom(SALT)
        self._cipher, proof = _derived(key, salt)
        self._out, self._held, self._number = out, bytearray(), 0
        out.write(MAGIC + salt + proof)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        while len(self._held) > PIECE:
            self._piece(bytes(self._held[:PIECE]), last=False)
            del self._held[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Write the last piece: without it the file is not whole."""
        self._piece(bytes(self._held), last=True)
        self._held.clear()

    def _piece(self, data: bytes, *, last: bool) -> None:
        self._out.write(self._cipher.encrypt(_nonce(self._number, last=last), data, MAGIC))
        self._number += 1


class Opening(io.RawIOBase):
    """Reads what `Sealing` wrote. Raises NotABackup, WrongKey or Damaged."""

    def __init__(self, source: IO[bytes], key: bytes, name: str) -> None:
        super().__init__()
        self._name = name
        head = source.read(len(MAGIC) + SALT + PROOF)
        if head[: len(MAGIC)] != MAGIC:
            raise NotABackup(name=name)
        if len(head) < len(MAGIC) + SALT + PROOF:
            raise Damaged(name=name, why="it ends too early")
        salt, proof = head[len(MAGIC) : len(MAGIC) + SALT], head[len(MAGIC) + SALT :]
        self._cipher, own = _derived(key, salt)
        if not secrets.compare_digest(own, proof):
            raise WrongKey(name=name)
        self._pieces = self._opened(source)
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._held:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._held = piece
        taken = self._held[: len(buffer)]
        buffer[: len(taken)] = taken
        self._held = self._held[len(taken) :]
        return len(taken)

    def _opened(self, source: IO[bytes]) -> Iterator[bytes]:
        from cryptography.exceptions import InvalidTag

        number, sealed = 0, source.read(PIECE + TAG)
        while sealed:
            following = source.read(PIECE + TAG)
            try:
                yield self._cipher.decrypt(_nonce(number, last=not following), sealed, MAGIC)
            except InvalidTag:
                raise Damaged(name=self._name, why=f"piece {number + 1} does not open") from None
            number, sealed = number + 1, following
        if not number:
            raise Damaged(name=self._name, why="it ends too early")


def opened(path: Path, key: bytes) -> tuple[IO[bytes], io.BufferedReader]:
    """The file, to be closed by whoever asks, and what it holds."""
    source = path.open("rb")
    try:
        return source, io.BufferedReader(Opening(source, key, path.name), PIECE)
    except BaseException:
        source.close()
        raise
