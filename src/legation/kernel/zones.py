"""Names of time zones that mean the same on every machine."""

from functools import cache
from zoneinfo import available_timezones

# Files beside the database that stand for no place: what the machine is set to, and what nobody set.
NO_ZONES = frozenset({"localtime", "posixrules", "Factory"})


@cache
def zones() -> frozenset[str]:
    """The names of the IANA database."""
    return frozenset(name for name in available_timezones() if name not in NO_ZONES)
