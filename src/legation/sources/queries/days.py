"""Whether the day from which a text's own days are counted is known, and whether it can be right."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

from django.utils import timezone

from legation.sources.choices import FindingKind, FindingStatus
from legation.sources.models import Finding, Source

YEAR = timedelta(days=365)


class Doubt(StrEnum):
    """What is doubtful: no day is known, or it lies more than a year from now and from the mission."""

    NO_DAY = "no-day"
    LONG_AGO = "long-ago"


def doubt_of(source: Source, findings: Iterable[Finding]) -> Doubt | None:
    """The doubt that a reader can still clear up: something happens, and nothing was decided yet."""
    rows = list(findings)
    events = [row for row in rows if row.kind == FindingKind.EVENT]
    if not events or any(row.status != FindingStatus.PROPOSED for row in rows):
        return None
    day = source.published_on
    if day is None:
        return Doubt.NO_DAY
    mission = source.mission
    near = mission.starts_on - YEAR <= day <= mission.ends_on + YEAR
    ahead = any(row.values.get("status") == "planned" for row in events)
    return Doubt.LONG_AGO if ahead and not near and timezone.localdate() - day > YEAR else None
