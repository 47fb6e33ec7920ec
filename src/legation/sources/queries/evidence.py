"""Where a record was found: the sources that a reader sees, with the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from legation.kernel.models import Record
from legation.missions.models import Delegate
from legation.sources.models import Finding, Source
from legation.sources.queries.primary import DECIDED

AROUND = 90
"""Characters shown on either side of the words."""

# The field whose words are quoted, by the first of them that the finding has.
_QUOTED = ("text", "name", "kind", "topic", "size", "mentions")


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of one source on which a record rests, with a little of what stands around them."""

    source: Source
    finding: Finding
    before: str
    words: str
    after: str


def evidence_of(record: Record, user: Any) -> list[Quote]:
    """Where this record was found, within the sources that `user` sees: one query.

    A delegate was found where the person was.
    """
    where = _is(record)
    if isinstance(record, Delegate):
        content_type = ContentType.objects.get_for_model(type(record).person.field.related_model)
        where |= Q(content_type=content_type, object_id=record.person_id, source__mission=record.mission_id)
    findings = (
        Finding.objects.visible_to(user)
        .filter(where, status__in=DECIDED)
        .select_related("source__mission")
        .order_by("source__published_on", "source_id", "position", "pk")
    )
    return [quote_of(finding) for finding in findings]


def _is(record: Record) -> Q:
    return Q(content_type=ContentType.objects.get_for_model(type(record)), object_id=record.pk)


def quote_of(finding: Finding, field: str = "") -> Quote:
    """The first words of a finding, or those of one field where they are marked, cut at blanks."""
    text = finding.source.text
    spans = spans_of(finding)
    start, end = _first({"text": spans[field]} if spans.get(field) else spans)
    before = text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND]
    if start > AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Quote(finding.source, finding, before, text[start:end], after)


def spans_of(finding: Finding) -> dict[str, list[list[int]]]:
    """Where the values of a finding stand, with what a reader pulled in from the text."""
    return {**finding.spans, **finding.pulled}


def _first(spans: Mapping[str, Iterable[list[int]]]) -> tuple[int, int]:
    for field in _QUOTED:
        for start, end in spans.get(field) or ():
            return start, end
    return 0, 0
