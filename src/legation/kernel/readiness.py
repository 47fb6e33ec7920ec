"""Whether this process may be sent requests."""

import secrets
from functools import lru_cache

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder

ME = secrets.token_hex(8)  # this process


def unready() -> str:
    """Why not, in a word or two for whoever looks after the site; empty when it may."""
    try:
        done = {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
        if not _newest() <= done:
            return "migrations wait: run legation serve, or legation manage migrate"
        # Django's table of the cache keeps silent where it cannot be written to: what was set is read back.
        key, told = f"legation-ready-{ME}", secrets.token_hex(8)
        cache.set(key, told, 60)
        written = cache.get(key) == told
    except DatabaseError:
        return "the database does not answer"
    return "" if written else "the database takes no writes"


@lru_cache(maxsize=1)
def _newest() -> frozenset[str]:
    """The last migrations of this release; they do not change while it runs."""
    from django.db.migrations.loader import MigrationLoader

    leaves = MigrationLoader(None).graph.leaf_nodes()
    return frozenset(f"{app}.{name}" for app, name in leaves)
