"""What every purge of a mission does where it fails: it is noted, and the missions after it are purged."""

from collections.abc import Callable

import structlog

logger = structlog.get_logger(__name__)


def tried(key: int, purge: Callable[[int], int], note: Callable[[int], None]) -> int:
    """Purge the mission of this key and give how much went; where that fails, note it and give 0."""
    try:
        return purge(key)
    except Exception:
        logger.exception("mission_not_purged", mission=key, purge=purge.__module__)
    try:
        note(key)
    except Exception:  # the same fault, as like as not
        logger.exception("failed_purge_not_noted", mission=key)
    return 0
