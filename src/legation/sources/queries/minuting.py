"""What of a text can go to minutes, and to which."""

from typing import Any

from django.db.models import QuerySet

from legation.missions.rules import standing
from legation.outcomes.models import Minutes
from legation.sources.choices import FindingKind, FindingStatus
from legation.sources.models import Finding, Source


def statements_waiting(source: Source) -> list[Finding]:
    """What was said in the text and waits for a decision: one query."""
    rows = Finding.objects.present().filter(
        source=source, kind=FindingKind.STATEMENT, status=FindingStatus.PROPOSED
    )
    return list(rows.order_by("position", "pk"))


def open_minutes(source: Source, user: Any) -> QuerySet[Minutes]:
    """The open minutes of the text's mission that the reader may write in, as a choice."""
    mine = standing(user, source.mission_id)
    rows: QuerySet[Minutes] = Minutes.objects.visible_to(user).filter(
        mission=source.mission_id, closed_at=None
    )
    if mine is None or not mine.prepares:
        rows = rows.none()
    return rows.select_related("engagement").order_by("engagement__starts_at", "pk")
