"""Where the texts of a mission and its records say different things, side by side with their sources."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from legation.missions.models import Mission
from legation.sources.models import Finding, Source
from legation.sources.queries.differing import Difference, settled_as, values_of
from legation.sources.queries.evidence import Quote, quote_of
from legation.sources.queries.fields import said
from legation.sources.queries.page import FindingRow, row_of
from legation.sources.queries.primary import DECIDED
from legation.sources.queries.shelf import shelf_of


@dataclass(frozen=True, slots=True)
class Saying:
    """What one source says of a field, the words, and what was chosen."""

    finding: Finding
    source: Source
    value: str
    quote: Quote
    difference: Difference | None
    settled: str

    @property
    def differs(self) -> bool:
        return self.difference is not None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One field of one record: what the record keeps, and what each source says."""

    record: str
    url: str
    field: str
    label: str
    kept: str
    sayings: tuple[Saying, ...]

    @property
    def open(self) -> bool:
        """Somebody has still to choose."""
        return any(saying.differs and not saying.settled for saying in self.sayings)


def disagreements(mission: Mission, user: Any) -> list[Disagreement]:
    """Every field in which a text and its record differ, the open ones first. At most eight queries.

    Within the texts and the records that `user` sees: what neither is known of is not counted.
    """
    found = list(
        Finding.objects.visible_to(user)
        .filter(source__mission=mission, status__in=DECIDED, object_id__isnull=False)
        .order_by("source__published_on", "source_id", "position", "pk")
    )
    if not found:
        return []
    for finding in found:
        finding.source.mission = mission
    shelf = shelf_of(found[0].source, found, user)
    rows = [row_of(finding, finding.source, shelf) for finding in found]
    of_record: dict[tuple[Any, Any], list[FindingRow]] = {}
    for row in rows:
        if row.url:
            key = (row.finding.content_type_id, row.finding.object_id)
            of_record.setdefault(key, []).append(row)
    return sorted(
        (one for group in of_record.values() for one in _of_record(group)),
        key=lambda one: not one.open,
    )


def _of_record(rows: list[FindingRow]) -> Iterable[Disagreement]:
    """One for each field in which any of the texts differs from the record."""
    fields: dict[str, Difference] = {}
    for row in rows:
        for difference in row.differences:
            fields.setdefault(difference.field, difference)
    for field, difference in fields.items():
        sayings = [_saying(row, field) for row in rows]
        yield Disagreement(
            rows[0].record,
            rows[0].url,
            field,
            difference.label,
            difference.kept,
            tuple(saying for saying in sayings if saying.value),
        )


def _saying(row: FindingRow, field: str) -> Saying:
    difference = next((one for one in row.differences if one.field == field), None)
    value = (
        difference.found if difference else said(row.finding.kind, field, values_of(row.finding).get(field))
    )
    return Saying(
        row.finding,
        row.finding.source,
        value,
        quote_of(row.finding, field),
        difference,
        settled_as(row.finding, difference) if difference else "",
    )
