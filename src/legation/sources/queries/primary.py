"""The engagement that a text is about."""

from typing import Any

from django.contrib.contenttypes.models import ContentType

from legation.missions.models import Engagement
from legation.sources.choices import FindingKind, FindingStatus
from legation.sources.models import Finding, Source

DECIDED = (FindingStatus.ACCEPTED, FindingStatus.CORRECTED)


def primary_engagement(source: Source, user: Any) -> Engagement | None:
    """The accepted engagement that the text is about, or the only one that was accepted; else None."""
    keys = accepted_engagements(source)
    found = Engagement.objects.visible_to(user).select_related("mission").in_bulk([key for key, _ in keys])
    first = next((found[key] for key, primary in keys if primary and key in found), None)
    return first or (next(iter(found.values())) if len(found) == 1 else None)


def accepted_engagements(source: Source) -> list[tuple[int, bool]]:
    """Keys of the engagements that came of the text, and whether it is the primary one: one query."""
    engagements = ContentType.objects.get_for_model(Engagement)
    rows = Finding.objects.present().filter(
        source=source, kind=FindingKind.EVENT, status__in=DECIDED, content_type=engagements
    )
    return [
        (row.object_id, bool(row.values.get("primary")))
        for row in rows.order_by("position")
        if row.object_id is not None
    ]
