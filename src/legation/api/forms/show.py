"""A run of show in JSON into the table of its page: the same rows, read by the same forms."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import QueryDict

from legation.missions.models import Engagement
from legation.protocol.forms.show import ShowTable

WORDS = ("title", "role", "cue")


def table_of(
    rows: Sequence[Mapping[str, Any]],
    *,
    engagement: Engagement,
    items: Sequence[Any],
    people: Sequence[Any],
    side: str,
) -> ShowTable:
    """The page's table with these rows in their order; what a row leaves out stays as it is."""
    known, seen = {item.pk: item for item in items}, frozenset(one.pk for one in people)
    data = QueryDict(mutable=True)
    for number, row in enumerate(rows, start=1):
        key = str(row["id"]) if row.get("id") is not None else f"new{number}"
        data.appendlist("row", key)
        for name, value in _typed(row, known.get(row.get("id")), engagement, seen, number).items():
            data[f"row-{key}-{name}"] = value
    return ShowTable(data, engagement=engagement, items=items, people=people, side=side)


def _typed(
    row: Mapping[str, Any], item: Any, engagement: Engagement, seen: Collection[int], number: int
) -> dict[str, str]:
    """The fields of one row as a hand would have typed them; a hand names nobody whom it does not see."""
    offset = _of(row, item, "offset", None)
    minutes, stored = _of(row, item, "minutes", 5), getattr(item, "owner_id", None)
    owner = row.get("owner", stored if stored in seen else None)
    typed = {
        "seen": str(row.get("version", 0)),
        "place": str(number),
        "offset": f"{offset:+d}" if offset is not None else "",
        "minutes": str(minutes) if minutes is not None else "",
        "owner": str(owner) if owner is not None else "",
        "visibility": _of(row, item, "visibility", engagement.visibility),
    }
    if row.get("remove"):
        typed["remove"] = "on"
    for name in WORDS:
        words = _languages(getattr(item, name, None)) | dict(row.get(name) or {})
        if name in row and row[name] is None:
            words = {}
        for place, (language, _name) in enumerate(settings.LANGUAGES):
            typed[f"{name}_{place}"] = words.get(language) or ""
    return typed


def _of(row: Mapping[str, Any], item: Any, name: str, usual: Any) -> Any:
    return row[name] if name in row else getattr(item, name, usual)


def _languages(text: Any) -> dict[str, str]:
    data = getattr(text, "data", None)
    return dict(data) if isinstance(data, dict) else {}
