"""Whether this process may be sent requests."""

import mmap
import secrets
from functools import lru_cache

from django.core.cache import cache
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.utils import Error

ME = secrets.token_hex(8)  # this process
_leaving = mmap.mmap(-1, 1)  # shared by a server with the processes that it forks


def unready() -> str:
    """Why not, in a word or two for whoever looks after the site; empty when it may."""
    if _leaving[0]:
        return "it is being stopped"
    try:
        done = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
        if not _newest() <= done:
            return "migrations wait: run legation serve, or legation manage migrate"
        # Django's table of the cache keeps silent where it cannot be written to: what was set is read back.
        key, told = f"legation-ready-{ME}", secrets.token_hex(8)
        cache.set(key, told, 60)
        written = cache.get(key) == told
    except Error:
        return "the database does not answer"
    return "" if written else "the database takes no writes"


def leave(*, going: bool = True) -> None:
    """From now on this server and its processes say that they are not ready; they go on to answer."""
    _leaving[0] = going


@lru_cache(maxsize=1)
def _newest() -> frozenset[str]:
    """The last migrations of this release; they do not change while it runs."""
    from django.db.migrations.loader import MigrationLoader

    leaves = MigrationLoader(None).graph.leaf_nodes()
    return frozenset(f"{app}.{name}" for app, name in leaves)
