"""What capture promises of every text: grounding, refusals, languages, the workspace's own names, JSON."""

# ruff: noqa: E501

import json
from collections.abc import Iterator
from dataclasses import FrozenInstanceError
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.engine.capture import (
    FORMAT,
    LIMIT,
    CaptureError,
    Draft,
    EmptyText,
    Gazetteer,
    Known,
    KnownCity,
    KnownOrganisation,
    KnownPerson,
    KnownVenue,
    Place,
    TextTooLong,
    UnsupportedLanguage,
    capture,
    default_gazetteer,
    detect_language,
    to_json,
)

PIECES = [
    "Mayor Ana Sample of Lyon", "met with", "received", "Ben Example, the Mayor of Leeds,", "at City Hall", "in Lyon",
    "on Tuesday at 5 p.m.", "yesterday", "on May 3-5, 2023", "signed a memorandum of understanding", "said", "“We agree,”",
    '"', "“", "”", "led the delegation,", "including Boeing, Amazon and T-Mobile", "(UW)", ".", ",", "\n\n", "\n", "the",
    "U.S. Ambassador Jo Doe", "his Turku counterpart, Li Na,", "will visit", "the Sample Forum", "and", "They", "He added",
    "김표본 대전시장은", "17일 오후 3시", "시청 접견실에서", "존 샘플 리즈 시장을", "만나", "협약을 체결했다.", "“교류하겠다”고", "말했다.",
    "보잉, 아마존 등 관계자", "사절단 67명", "이날", "(Olga)", "시애틀상공회의소가 주관하는", "A.", "Inc.", "5/6", "😀", "\u200b", "İ", "ß", "-",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join)


def surfaces(draft: Draft) -> Iterator[tuple[str, tuple[int, int]]]:
    """Every value that is words of the text, with its first span."""
    for person in draft.people:
        yield person.name.value, person.name.spans[0]
    for body in draft.organisations:
        yield body.name.value, body.name.spans[0]
    for event in draft.events:
        for field in (event.when, event.venue, event.room, event.city):
            if field is not None:
                yield field.value, field.spans[0]
    for statement in draft.statements:
        yield statement.text.value, statement.text.spans[0]
    for agreement in draft.agreements:
        yield agreement.text.value, agreement.text.spans[0]
    for programme in draft.programmes:
        yield programme.name.value, programme.name.spans[0]


def spans(value: object) -> Iterator[list[int]]:
    """All spans of a JSON draft."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "spans":
                yield from inner
            elif key == "span" or key.endswith("_span"):
                yield from [inner] if inner is not None else []
            else:
                yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_every_span_lies_in_the_text_and_holds_its_value(text: str) -> None:
    try:
        draft = capture(text, published=date(2024, 4, 18))
    except (EmptyText, UnsupportedLanguage):
        return
    assert [(words, text[start:end]) for words, (start, end) in surfaces(draft)] == [
        (words, words) for words, _ in surfaces(draft)
    ]
    assert [span for span in spans(to_json(draft)) if not 0 <= span[0] < span[1] <= len(text)] == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_draft_or_a_refusal_and_always_the_same(text: str) -> None:
    def outcome() -> Draft | str:
        try:
            return capture(text)
        except CaptureError as refusal:
            return refusal.code

    first = outcome()
    assert isinstance(first, Draft) or first in {"empty-text", "unsupported-language"}
    assert outcome() == first


@pytest.mark.parametrize("text", ["", "   \n\t ", "12345 !!!"])
def test_a_text_without_a_letter_is_refused(text: str) -> None:
    with pytest.raises(EmptyText) as caught:
        capture(text)
    assert caught.value.code == "empty-text"


def test_a_text_beyond_the_limit_is_refused_with_its_length() -> None:
    with pytest.raises(TextTooLong) as caught:
        capture("a" * (LIMIT + 1))
    assert (caught.value.length, caught.value.limit) == (1_000_001, 1_000_000)


@pytest.mark.parametrize(
    ("text", "script", "language"),
    [
        ("市長は火曜日に市役所で代表団を迎えた。", "kana", "ja"),
        ("市长星期二在市政厅会见了代表团。", "han", "zh"),
        ("Мэр принял делегацию в мэрии во вторник.", "cyrillic", ""),
        ("Le maire de Lyon a reçu une délégation de la ville de Leeds à l'hôtel de ville pour des entretiens.", "latin", "fr"),
        ("El alcalde de la ciudad recibió a una delegación en el ayuntamiento con motivo de los lazos de amistad.", "latin", "es"),
    ],
)  # fmt: skip
def test_other_languages_are_named(text: str, script: str, language: str) -> None:
    with pytest.raises(UnsupportedLanguage) as caught:
        capture(text)
    assert (caught.value.script, caught.value.language) == (script, language)


def test_a_language_that_is_not_read_cannot_be_asked_for() -> None:
    with pytest.raises(UnsupportedLanguage) as caught:
        capture("The mayor met the delegation.", language="fr")
    assert caught.value.language == "fr"


def test_korean_with_names_in_latin_letters_is_korean() -> None:
    assert (
        detect_language("대전시는 UCLG(United Cities and Local Governments) 총회를 열었다. 시장이 참석했다.")
        == "ko"
    )


def test_a_draft_cannot_be_changed() -> None:
    draft = capture("Mayor Ana Sample of Lyon met Mayor Ben Example of Leeds in Lyon.")
    with pytest.raises(FrozenInstanceError):
        draft.language = "ko"  # type: ignore[misc]


KNOWN = Known(
    cities=(KnownCity("c1", ("Seoksang", "석상"), "KR", "Asia/Seoul"),),
    persons=(
        KnownPerson("p1", ("Bora Gyeonbon", "견보라"), "Mayor", "Seoksang"),
        KnownPerson("p2", ("Kit Specimen",), "", ""),
    ),
    organisations=(KnownOrganisation("o1", ("Sample Labs", "샘플랩스")),),
    venues=(KnownVenue("v1", ("The Old Mill", "옛방앗간"), "Seoksang"),),
)


def test_the_workspace_s_own_names_are_found_and_keyed_in_english() -> None:
    text = (
        "Mayor Bora Gyeonbon of Seoksang met Mayor Ben Example of Leeds at The Old Mill on 3 May 2024. "
        "Kit Specimen and people of Sample Labs were there."
    )
    draft = capture(text, published=date(2024, 5, 4), known=KNOWN)
    assert [(person.name.value, person.name.known_key) for person in draft.people] == [
        ("Bora Gyeonbon", "p1"),
        ("Ben Example", None),
        ("Kit Specimen", "p2"),
    ]
    assert [(body.name.value, body.name.known_key) for body in draft.organisations] == [("Sample Labs", "o1")]
    (event,) = draft.events
    assert event.venue is not None
    assert (event.venue.value, event.venue.known_key) == ("The Old Mill", "v1")
    assert event.city is not None
    assert (event.city.value, event.city.known_key) == ("Seoksang", "c1")
    assert event.tz is not None
    assert event.tz.value == "Asia/Seoul"


def test_the_workspace_s_own_names_are_found_before_korean_particles() -> None:
    text = "견보라 석상시장은 3일 옛방앗간에서 벤 이그잼플 리즈 시장을 만났다. 샘플랩스가 함께했다."
    draft = capture(text, published=date(2024, 5, 4), known=KNOWN)
    assert [(person.name.value, person.name.known_key) for person in draft.people] == [
        ("견보라", "p1"),
        ("벤 이그잼플", None),
    ]
    assert [(body.name.value, body.name.known_key) for body in draft.organisations] == [("샘플랩스", "o1")]
    (event,) = draft.events
    assert event.venue is not None
    assert (event.venue.value, event.venue.known_key) == ("옛방앗간", "v1")


def test_a_gazetteer_can_be_replaced() -> None:
    table = Gazetteer([Place("x", "city", "IS", "Atlantic/Reykjavik", ("Sampleton",), ())])
    draft = capture("Mayor Ana Sample met Mayor Ben Example of Leeds in Sampleton.", gazetteer=table)
    assert draft.dateline.tz is not None
    assert draft.dateline.tz.value == "Atlantic/Reykjavik"


def test_the_gazetteer_that_ships_has_real_zones_and_both_languages() -> None:
    places = default_gazetteer().places
    cities = [place for place in places if place.kind == "city"]
    assert len(cities) >= 150
    assert [place.key for place in places if not (place.en and place.ko)] == []
    assert {str(ZoneInfo(place.tz)) for place in places} == {place.tz for place in places}
    keys = [place.key for place in places]
    assert len(keys) == len(set(keys))


def test_the_json_is_plain_and_names_its_format() -> None:
    draft = capture("Mayor Ana Sample of Lyon said she was glad.", title="Glad")
    out = to_json(draft)
    assert json.loads(json.dumps(out)) == out
    assert (out["format"], out["title"], out["language"]) == (FORMAT, "Glad", "en")
    assert [item for item in out["people"] if {"rule", "confidence"} - set(item)] == []


def test_without_a_date_a_weekday_stays_open() -> None:
    (event,) = capture("Mayor Ana Sample of Lyon met Mayor Ben Example of Leeds on Friday in Lyon.").events
    assert event.when is not None
    assert (event.when.value, event.iso) == ("on Friday", None)


def test_a_weekday_has_its_other_reading() -> None:
    text = "Mayor Ana Sample of Lyon met Mayor Ben Example of Leeds in Lyon on Friday."
    (event,) = capture(text, published=date(2024, 4, 17)).events
    assert event.iso is not None
    assert (event.iso.value, [other.value for other in event.iso.alternatives]) == (
        "2024-04-12",
        ["2024-04-19"],
    )


def test_captions_and_rights_lines_are_left_out_of_the_story() -> None:
    text = "박견본 광주시장은 17일 시청에서 존 샘플 리즈 시장을 만났다.\n무단 전재 및 재배포 금지 김가짜 대표"
    assert [person.name.value for person in capture(text, published=date(2024, 5, 18)).people] == [
        "박견본",
        "존 샘플",
    ]


@pytest.mark.parametrize(
    "text", ["Mayors and mayor Ana Sample said so.", "Ambassadors & president / mayor", "시장 시장 시장은"]
)
def test_posts_heaped_on_posts_are_no_trouble(text: str) -> None:
    assert capture(text).length == len(text)
