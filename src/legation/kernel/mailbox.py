"""Reads a mailbox (IMAP4rev1) for what came in since the last look."""

import imaplib
import ssl
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

import structlog
from django.db import InterfaceError, OperationalError

TIMEOUT = 30
AT_A_TIME = 50
logger = structlog.get_logger(__name__)


class NoMailbox(Exception):
    """The mailbox cannot be read: why, without a password."""


def read_unseen(url: str, take: Callable[[bytes], object], *, at_most: int = AT_A_TIME) -> int:
    """Hand each unread mail to `take` and mark it as read afterwards; gives how many were taken.

    `url` is imaps://user:password@host/FOLDER, or imap:// which begins TLS before it logs in wherever the
    server can. A mail that `take` fails on is flagged in the mailbox, where somebody may look, and keeps
    none behind it waiting. Where the database is away it stays unread, to be tried again. Raises NoMailbox.
    """
    try:
        box = _opened(url)
    except (OSError, imaplib.IMAP4.error, ValueError) as failed:
        raise NoMailbox(_reason(failed)) from failed
    done = 0
    try:
        for key in _unseen(box)[:at_most]:
            data = _fetched(box, key)
            good = data is None or _taken(data, take, key)
            box.uid("STORE", key, "+FLAGS", r"(\Seen)" if good else r"(\Seen \Flagged)")
            done += good
    except (OSError, imaplib.IMAP4.error) as failed:
        raise NoMailbox(_reason(failed)) from failed
    finally:
        _closed(box)
    return done


def _taken(data: bytes, take: Callable[[bytes], object], key: str) -> bool:
    try:
        take(data)
    except (InterfaceError, OperationalError):  # nothing is wrong with the mail
        raise
    except Exception as failed:  # noqa: BLE001 - one mail that cannot be taken stops no other
        logger.warning("mail_not_taken", mail=key, error=type(failed).__name__)
        return False
    return True


def _opened(url: str) -> imaplib.IMAP4:
    where = urlsplit(url)
    if where.scheme not in {"imap", "imaps"} or not where.hostname:
        raise ValueError("the address begins with imaps:// or imap:// and names a host")
    trusted = ssl.create_default_context()
    box: imaplib.IMAP4
    if where.scheme == "imaps":
        box = imaplib.IMAP4_SSL(where.hostname, where.port or 993, ssl_context=trusted, timeout=TIMEOUT)
    else:
        box = imaplib.IMAP4(where.hostname, where.port or 143, timeout=TIMEOUT)
        if "STARTTLS" in box.capabilities:
            box.starttls(trusted)
    box.login(unquote(where.username or ""), unquote(where.password or ""))
    folder = unquote(where.path.strip("/")) or "INBOX"
    answer, words = box.select('"' + folder.replace("\\", "\\\\").replace('"', '\\"') + '"')
    if answer != "OK":
        raise imaplib.IMAP4.error(f"no folder {folder}: {words!r}")
    return box


def _unseen(box: imaplib.IMAP4) -> list[str]:
    _answer, found = box.uid("SEARCH", "UNSEEN")
    return found[0].decode().split() if found and found[0] else []


def _fetched(box: imaplib.IMAP4, key: str) -> bytes | None:
    _answer, parts = box.uid("FETCH", key, "(BODY.PEEK[])")
    return next((bytes(part[1]) for part in parts if isinstance(part, tuple)), None)


def _closed(box: imaplib.IMAP4) -> None:
    try:
        box.logout()
    except (OSError, imaplib.IMAP4.error):
        logger.info("mailbox_not_closed")


def _reason(failed: Exception) -> str:
    if isinstance(failed, imaplib.IMAP4.error):
        said = failed.args[0] if failed.args else ""
        return said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    return str(failed) or type(failed).__name__
