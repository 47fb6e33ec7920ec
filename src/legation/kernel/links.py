"""Addresses that need no login: unguessable, revocable, and not readable from the database alone."""

import re
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

_SEAL = re.compile(r"~([a-z.]+)~([0-9a-f]{16})~")


def new_key() -> str:
    """A random key to store in the row that the link stands for: 16 letters and figures."""
    return secrets.token_hex(8)


def token(key: str, purpose: str) -> str:
    """The part of the address: the row's key and a signature made with the installation's secret."""
    return key + _signature(key, purpose)


def key_of(token: str, purpose: str) -> str | None:
    """The row's key if the signature is right, else None."""
    key, signature = token[:16], token[16:]
    return key if constant_time_compare(signature, _signature(key, purpose)) else None


def sealed(key: str, purpose: str) -> str:
    """Stands for `token` in an address that is stored, such as that of a letter that waits."""
    return f"~{purpose}~{key}~"


def unsealed(address: str) -> str:
    """An address with the tokens that `sealed` stands for: only where it leaves the house."""
    return _SEAL.sub(lambda seal: token(seal[2], seal[1]), address)


def _signature(key: str, purpose: str) -> str:
    return salted_hmac(f"legation.link.{purpose}", key, algorithm="sha256").hexdigest()[:40]
