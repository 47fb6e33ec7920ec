"""How well capture reads whole texts: those the rules grew with, and those no rule was written against."""

from datetime import date
from typing import Any

import pytest

from legation.engine.capture import capture, to_json
from tests.engine.capture.annotated import documents
from tests.engine.capture.scoring import Tally, score

GROWN = (
    "tuned_en", "tuned_ko", "second_en", "second_ko", "third_en", "third_ko", "fourth_en", "fourth_ko",
    "fifth_ko", "sixth_en", "sixth_ko", "seventh_en", "seventh_ko", "eighth_en", "eighth_ko",
    "tenth_en", "tenth_ko", "eleventh_en", "eleventh_ko", "thirteenth_en", "thirteenth_ko",
    "fourteenth_en", "fourteenth_ko", "shut_en", "shut_ko",
)  # fmt: skip
UNSEEN = ("unseen_en", "unseen_ko", "fresh_en")
HELD = ("held_en", "held_ko", "kept_en", "kept_ko", "sealed_en", "sealed_ko")
"""Texts written and labelled before the rules of the ninth, tenth and thirteenth round were run on them."""


def draft_of(raw: dict[str, Any]) -> dict[str, Any]:
    published = date.fromisoformat(raw["date"]) if raw["date"] else None
    return to_json(capture(raw["text"], title=raw["title"], published=published))


def tally_of(names: tuple[str, ...]) -> Tally:
    tally = Tally()
    for document in documents(*names):
        score(tally, document["gold"], draft_of(document["raw"]))
    return tally


def test_there_are_two_hundred_and_eighteen_annotated_texts_and_fifty_one_of_them_are_unseen():
    assert (len(documents(*GROWN)), len(documents(*UNSEEN, *HELD))) == (167, 51)


@pytest.mark.parametrize(
    ("names", "field", "floor"),
    [
        (GROWN, "macro", 0.92),
        (GROWN, "people", 0.97),
        (UNSEEN, "macro", 0.87),
        (UNSEEN, "people", 0.95),
        (HELD, "macro", 0.78),
        (HELD, "people", 0.93),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_the_share_that_is_right_stays_above_its_floor(names, field, floor):
    tally = tally_of(names)
    reached = tally.macro() if field == "macro" else tally.f1(field)
    assert (reached >= floor, round(reached, 3)) == (True, round(reached, 3))


@pytest.mark.parametrize("names", [GROWN, UNSEEN], ids=["grown", "unseen"])
@pytest.mark.parametrize(("field", "floor"), [("people", 0.95), ("date", 0.93)])
def test_names_and_dates_that_are_given_are_right(names, field, floor):
    reached = tally_of(names).precision(field)
    assert (reached >= floor, round(reached, 3)) == (True, round(reached, 3))


@pytest.mark.parametrize("document", documents(*GROWN, *UNSEEN, *HELD), ids=lambda document: document["id"])
def test_every_value_stands_in_its_span(document):
    text = document["raw"]["text"]
    draft = draft_of(document["raw"])
    spans = [
        (one["name"], span) for one in draft["people"] + draft["organisations"] for span in one["spans"][:1]
    ]
    spans += [(one["text"], one["span"]) for one in draft["statements"] + draft["agreements"]]
    for event in draft["events"]:
        spans += [(event[key], event[f"{key}_span"]) for key in ("when", "venue", "room") if event.get(key)]
    loose = [
        (value, text[start:end])
        for value, (start, end) in spans
        if value not in text[start:end] and text[start:end] not in value
    ]
    assert loose == []
    assert [value for value, (start, end) in spans if not 0 <= start < end <= len(text)] == []


def test_the_labels_stand_in_their_texts():
    missing = [
        (document["id"], words)
        for document in documents(*GROWN, *UNSEEN, *HELD)
        for words in [person["name"] for person in document["gold"]["people"]]
        + [body["name"] for body in document["gold"]["organisations"]]
        + [
            event[key]
            for event in document["gold"]["events"]
            for key in ("when", "venue", "room")
            if event[key]
        ]
        if words not in document["raw"]["text"]
    ]
    assert missing == []
