"""Invented texts in many constructions of both languages, each field they are marked for."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from legation.engine.capture import Draft, capture

FOLDER = Path(__file__).parent
SAMPLES: list[dict[str, Any]] = [
    sample
    for name in (
        "samples_en.toml",
        "samples_ko.toml",
        "samples_more.toml",
        "samples_ninth.toml",
        "samples_twelfth.toml",
        "samples_thirteenth.toml",
        "samples_fourteenth.toml",
        "samples_fifteenth.toml",
    )
    for sample in tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["text"]
]


def draft_of(sample: dict[str, Any]) -> Draft:
    published: date | None = sample.get("published")
    return capture(sample["text"], published=published)


def marked_with(key: str) -> list[Any]:
    return [pytest.param(sample, id=sample["id"]) for sample in SAMPLES if key in sample]


@pytest.mark.parametrize("sample", marked_with("people"))
def test_people(sample: dict[str, Any]) -> None:
    people = [
        [
            person.name.value,
            person.title.value if person.title else "",
            person.org.value if person.org else "",
            person.side.value,
        ]
        for person in draft_of(sample).people
    ]
    assert sorted(people) == sorted(sample["people"])


@pytest.mark.parametrize("sample", marked_with("head"))
def test_head_of_delegation(sample: dict[str, Any]) -> None:
    heads = [
        p.name.value for p in draft_of(sample).people if "head_of_delegation" in {r.value for r in p.roles}
    ]
    assert heads == sample["head"]


@pytest.mark.parametrize("sample", marked_with("events"))
def test_events(sample: dict[str, Any]) -> None:
    events = [
        [event.kind.value, event.iso.value if event.iso else "", event.city.value if event.city else ""]
        for event in draft_of(sample).events
    ]
    assert events == sample["events"]


@pytest.mark.parametrize("sample", marked_with("parties"))
def test_hosts_and_guests_of_the_primary_event(sample: dict[str, Any]) -> None:
    event = next(one for one in draft_of(sample).events if one.primary)
    parties = [[one.value for one in event.host], [one.value for one in event.guest]]
    assert parties == sample["parties"]


@pytest.mark.parametrize("sample", marked_with("organisations"))
def test_organisations(sample: dict[str, Any]) -> None:
    assert [[body.name.value, body.role.value] for body in draft_of(sample).organisations] == sample[
        "organisations"
    ]


@pytest.mark.parametrize("sample", marked_with("speakers"))
def test_statements(sample: dict[str, Any]) -> None:
    assert [list(one.speakers.value) for one in draft_of(sample).statements] == sample["speakers"]


@pytest.mark.parametrize("sample", marked_with("agreements"))
def test_agreements(sample: dict[str, Any]) -> None:
    assert [[one.kind.value, one.status.value] for one in draft_of(sample).agreements] == sample["agreements"]


@pytest.mark.parametrize("sample", marked_with("topics"))
def test_topics(sample: dict[str, Any]) -> None:
    assert [topic.value for topic in draft_of(sample).topics] == sample["topics"]


@pytest.mark.parametrize("sample", marked_with("size"))
def test_size(sample: dict[str, Any]) -> None:
    size = draft_of(sample).delegation_size
    assert size is not None
    assert size.value == sample["size"]


@pytest.mark.parametrize("sample", marked_with("house"))
def test_the_house_of_the_primary_event(sample: dict[str, Any]) -> None:
    event = next(one for one in draft_of(sample).events if one.primary)
    assert (event.venue.value if event.venue else "") == sample["house"]
