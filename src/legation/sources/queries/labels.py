"""What readers decided, as labels for the next test set: the raw text and the gold of the capture format."""

import io
import json
import zipfile
from collections.abc import Iterable
from typing import Any

from legation.missions.models import Mission
from legation.sources.choices import FindingKind, FindingStatus
from legation.sources.models import Finding, Source
from legation.sources.queries.differing import values_of
from legation.sources.queries.evidence import spans_of
from legation.sources.queries.primary import DECIDED

FORMAT = "legation.labels/1"
_CONFIRMED = {str(status) for status in DECIDED}


def labels_of(source: Source, findings: Iterable[Finding] | None = None) -> dict[str, Any]:
    """The text, what readers confirmed of it in the shape of the gold files, and what they corrected.

    What was rejected is in no label; what still waits is neither, and `waiting` says how much that is. One
    query where `findings` are not given.
    """
    rows = list(
        Finding.objects.present().filter(source=source).order_by("position", "pk")
        if findings is None
        else findings
    )
    kept = [row for row in rows if row.status in _CONFIRMED]
    name = f"{source.pk:03d}"
    day = source.published_on.isoformat() if source.published_on else None
    events = [_event(row, number) for number, row in enumerate(_of(kept, FindingKind.EVENT), 1)]
    size = next(iter(_of(kept, FindingKind.SIZE)), None)
    return {
        "format": FORMAT,
        "raw": {
            "id": name,
            "url": source.url,
            "date": day,
            "lang": source.language,
            "title": source.title,
            "text": source.text,
            "text_kind": "verbatim",
        },
        "gold": {
            "id": name,
            "split": "workspace",
            "lang": source.language,
            "url": source.url,
            "dateline": {
                "date": day,
                "tz": next((event["tz"] for event in events if event["primary"]), None),
                "place": None,
            },
            "events": events,
            "people": [_person(row) for row in _of(kept, FindingKind.PERSON)],
            "organisations": [_organisation(row) for row in _of(kept, FindingKind.ORGANISATION)],
            "programme": [
                {
                    "name": values_of(row).get("name"),
                    "organisers": values_of(row).get("organisers") or [],
                    "span": _span(row, "name"),
                }
                for row in _of(kept, FindingKind.PROGRAMME)
            ],
            "topics": [values_of(row).get("topic") for row in _of(kept, FindingKind.TOPIC)],
            "statements": [
                {
                    "speakers": values_of(row).get("speakers") or [],
                    "span": _span(row, "text"),
                    "text": values_of(row).get("text"),
                }
                for row in _of(kept, FindingKind.STATEMENT)
            ],
            "agreements": [
                {
                    "kind": values_of(row).get("kind"),
                    "status": values_of(row).get("status"),
                    "parties": values_of(row).get("parties") or [],
                    "span": _span(row, "text"),
                    "text": values_of(row).get("text"),
                }
                for row in _of(kept, FindingKind.AGREEMENT)
            ],
            "delegation_size": {"value": values_of(size).get("size"), "span": _span(size, "size")}
            if size is not None
            else None,
        },
        "decisions": [
            {
                "kind": row.kind,
                "rule": row.rule,
                "confidence": row.confidence,
                "status": row.status,
                "found": row.values,
                "corrections": row.corrections,
            }
            for row in rows
            if row.status != FindingStatus.PROPOSED
        ],
        "waiting": sum(row.status == FindingStatus.PROPOSED for row in rows),
    }


def labels_archive(mission: Mission, user: Any) -> bytes:
    """The fully decided texts that `user` sees as a zip of raw/ and gold/ files. Two queries."""
    sources = Source.objects.visible_to(user).filter(mission=mission).order_by("pk")
    texts = {source.pk: source for source in sources}
    found: dict[int, list[Finding]] = {key: [] for key in texts}
    rows = Finding.objects.present().filter(source__in=list(texts)).order_by("position", "pk")
    for row in rows:
        found[row.source_id].append(row)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, source in texts.items():
            labels = labels_of(source, found[key])
            if labels["waiting"] or not found[key]:
                continue
            for folder in ("raw", "gold"):
                entry = zipfile.ZipInfo(f"{folder}/{key:03d}.json")
                words = json.dumps(labels[folder], ensure_ascii=False, indent=1)
                archive.writestr(entry, words, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _of(rows: Iterable[Finding], kind: FindingKind) -> list[Finding]:
    return [row for row in rows if row.kind == kind]


def _span(row: Finding, field: str) -> list[int] | None:
    spans = spans_of(row).get(field)
    return list(spans[0]) if spans else None


def _spans(row: Finding) -> list[list[int]]:
    spans = spans_of(row)
    return [list(pair) for pair in spans.get("mentions") or spans.get("name") or ()]


def _person(row: Finding) -> dict[str, Any]:
    values = values_of(row)
    return {
        "name": values.get("name"),
        "aliases": values.get("aliases") or [],
        "spans": _spans(row),
        "title": values.get("title") or None,
        "title_span": _span(row, "title"),
        "org": values.get("org") or None,
        "org_span": _span(row, "org"),
        "side": values.get("side"),
        "roles": values.get("roles") or [],
        "city": None,
    }


def _organisation(row: Finding) -> dict[str, Any]:
    values = values_of(row)
    return {
        "name": values.get("name"),
        "aliases": values.get("aliases") or [],
        "spans": _spans(row),
        "role": values.get("role"),
    }


def _event(row: Finding, number: int) -> dict[str, Any]:
    values = values_of(row)
    plain = {
        field: values.get(field) or None
        for field in ("iso", "part", "when", "venue", "room", "city", "tz", "kind", "status")
    }
    return {
        "id": f"E{number}",
        **plain,
        "primary": bool(values.get("primary")),
        "host": values.get("host") or [],
        "guest": values.get("guest") or [],
        "when_span": _span(row, "when"),
        "venue_span": _span(row, "venue"),
        "room_span": _span(row, "room"),
    }
