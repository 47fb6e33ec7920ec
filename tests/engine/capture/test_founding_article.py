"""The founding article: every field of it, as a reader would write it down."""

from pathlib import Path

import pytest

from legation.engine.capture import Draft, capture, to_json

ARTICLE = Path(__file__).parents[4] / "shared" / "data" / "haps-korea-2024-04-18.txt"


@pytest.fixture(scope="module")
def text() -> str:
    return ARTICLE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def draft(text: str) -> Draft:
    return capture(text)


def test_the_dateline_is_read_from_the_first_line(draft: Draft) -> None:
    assert draft.language == "en"
    assert draft.dateline.date is not None
    assert draft.dateline.date.value == "2024-04-18"
    assert draft.dateline.place is not None
    assert draft.dateline.place.value == "Busan"
    assert draft.dateline.tz is not None
    assert draft.dateline.tz.value == "Asia/Seoul"


def test_both_mayors_and_the_host_have_name_post_city_and_side(draft: Draft) -> None:
    people = [
        (
            person.name.value,
            person.title.value if person.title else None,
            person.org.value if person.org else None,
            person.side.value,
        )
        for person in draft.people
    ]
    assert people == [
        ("Park Heong-joon", "Mayor", "Busan", "host"),
        ("Bruce Harrell", "Mayor", "Seattle", "guest"),
        ("Lynne Robinson", "Mayor", "Bellevue", "guest"),
    ]


def test_the_head_of_the_delegation_is_the_mayor_who_led_it(draft: Draft) -> None:
    roles = {person.name.value: sorted(role.value for role in person.roles) for person in draft.people}
    assert roles == {
        "Park Heong-joon": ["speaker"],
        "Bruce Harrell": ["head_of_delegation", "speaker"],
        "Lynne Robinson": ["speaker"],
    }


def test_the_delegation_s_bodies_and_the_organisers(draft: Draft) -> None:
    bodies = [(body.name.value, body.role.value) for body in draft.organisations]
    assert bodies == [
        ("Seattle Chamber of Commerce", "delegation"),
        ("Washington State Legislature", "delegation"),
        ("Microsoft", "delegation"),
        ("Amazon", "delegation"),
        ("Boeing", "delegation"),
        ("T-Mobile", "delegation"),
        ("Seattle Economic Development Corporation", "organiser"),
        ("Greater Seattle Chamber of Commerce", "organiser"),
    ]


def test_the_programme_and_its_organisers(draft: Draft) -> None:
    assert [(one.name.value, [body.value for body in one.organisers]) for one in draft.programmes] == [
        (
            "International Leadership Mission Program",
            ["Seattle Economic Development Corporation", "Greater Seattle Chamber of Commerce"],
        )
    ]


def test_the_meeting_and_the_reception(draft: Draft) -> None:
    keys = (
        "kind",
        "primary",
        "status",
        "iso",
        "part",
        "when",
        "venue",
        "room",
        "city",
        "host",
        "guest",
        "tz",
    )
    events = [{key: event[key] for key in keys} for event in to_json(draft)["events"]]
    assert events == [
        {
            "kind": "meeting",
            "primary": True,
            "status": "held",
            "iso": "2024-04-17T17:00",
            "part": None,
            "when": "on Wednesday at 5 p.m.",
            "venue": "City Hall",
            "room": "international protocol room",
            "city": "Busan",
            "host": ["Busan"],
            "guest": ["Seattle", "Bellevue"],
            "tz": "Asia/Seoul",
        },
        {
            "kind": "reception",
            "primary": False,
            "status": "held",
            "iso": "2024-04-17",
            "part": "afternoon",
            "when": "yesterday afternoon",
            "venue": "Lavalse Hotel",
            "room": None,
            "city": "Busan",
            "host": ["Busan"],
            "guest": ["Seattle", "Bellevue"],
            "tz": "Asia/Seoul",
        },
    ]


def test_the_topics_of_cooperation(draft: Draft) -> None:
    assert [topic.value for topic in draft.topics] == [
        "advanced_industry",
        "education",
        "finance",
        "trade_investment",
    ]


def test_who_said_what(draft: Draft) -> None:
    said = [(statement.speakers.value, statement.text.value[:40]) for statement in draft.statements]
    both = ("Bruce Harrell", "Lynne Robinson")
    assert said == [
        (("Park Heong-joon",), "During the meeting, Mayor Park expressed"),
        (("Park Heong-joon",), "Emphasizing the importance of strengthen"),
        (both, "Mayor Harrell and Mayor Robinson commend"),
        (both, "Acknowledging the historical ties betwee"),
        (both, "They highlighted the importance of mutua"),
    ]


def test_the_pledge_and_its_parties(draft: Draft) -> None:
    assert [
        (one.kind.value, one.status.value, [p.value for p in one.parties]) for one in draft.agreements
    ] == [("pledge", "stated", ["Busan", "Seattle", "Bellevue"])]


def test_no_size_is_invented(draft: Draft) -> None:
    assert draft.delegation_size is None


def test_every_value_that_is_words_stands_in_its_span(draft: Draft, text: str) -> None:
    for person in draft.people:
        for field in (person.name, person.title, person.org):
            assert field is not None
            start, end = field.spans[0]
            assert text[start:end].casefold() == field.value.casefold()
    for body in draft.organisations:
        start, end = body.name.spans[0]
        assert text[start:end] == body.name.value
