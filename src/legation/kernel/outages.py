"""When the database or the store of files does not answer: whoever asked is told so and when to ask again."""

from django.db.utils import Error, InterfaceError, OperationalError

ASK_AGAIN = 5  # seconds after which it is worth it
# What SQLite says of its file and of others that hold it; everything else is a fault of ours.
_OF_THE_FILE = ("BUSY", "LOCKED", "FULL", "IOERR", "READONLY", "CANTOPEN", "PROTOCOL")
_READ_ONLY = "25006"  # PostgreSQL was taken over by a copy that takes no writes yet


class Away(Exception):
    """A store that holds our files does not answer."""


def lost(failed: BaseException | None) -> bool:
    """Whether this came of a database that is away, full or held by others, not of what was asked of it."""
    if isinstance(failed, Away):
        return True
    seen = 0
    while failed is not None and seen < 5:
        if isinstance(failed, InterfaceError | OperationalError) and _of_the_database(failed):
            return True
        if not isinstance(failed, Error):
            return False
        if getattr(failed.__cause__, "sqlstate", None) == _READ_ONLY:
            return True
        failed, seen = failed.__context__, seen + 1  # a transaction that could not even be rolled back
    return False


def _of_the_database(failed: Error) -> bool:
    named = getattr(failed.__cause__, "sqlite_errorname", None)
    return named is None or named.removeprefix("SQLITE_").startswith(_OF_THE_FILE)
