"""Spans to mark, and the score."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.engine.textindex import Span, highlight, matches, query_terms, rank, terms

letters = st.text(st.sampled_from("abé가나다라박시은의-' ㄱ½ǆ한\u0301"), max_size=14)


def marked(text: str, query: str) -> list[str]:
    return [text[span.start : span.end] for span in highlight(text, query)]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Mayor Park Heong-joon", "heongjoon", ["Heong-joon"]),
        ("Mayor Park Heong-joon", "par", ["Par"]),
        ("Park parking", "park mayor", ["Park"]),
        ("박형준 부산 시장은", "부산시장을", ["부산 시장"]),
        ("박형준, 김박", "박", ["박"]),
        ("부산에서 부산까지", "부산은", ["부산", "부산"]),
        ("Straße", "strass", ["Straß"]),
        ("Café Noël", "noel", ["Noël"]),
        ("광역시 부산광", "부산광역시", ["광역시", "부산광"]),
        ("nothing here", "else", []),
        ("text", "", []),
    ],
)
def test_highlight(text: str, query: str, expected: list[str]) -> None:
    assert marked(text, query) == expected


def test_spans_are_offsets_of_the_text_as_given() -> None:
    decomposed = unicodedata.normalize("NFD", "시장 박형준")
    assert marked(decomposed, "박형준") == [unicodedata.normalize("NFD", "박형준")]
    assert highlight("부산 시장", "시장") == (Span(3, 5),)


@given(text=letters, query=letters)
def test_what_is_found_is_marked_and_spans_are_sound(text: str, query: str) -> None:
    spans = highlight(text, query)
    if matches(terms(text), query_terms(query)):
        assert len(spans) > 0
    assert [s for s in spans if not 0 <= s.start < s.end <= len(text)] == []
    assert [(a, b) for a, b in pairwise(spans) if a.end >= b.start] == []


def order(query: str, *documents: tuple[str, str]) -> list[tuple[str, str]]:
    return sorted(documents, key=lambda document: -rank(*document, query))


def test_title_above_body_and_whole_word_above_beginning() -> None:
    ranked = [
        ("Busan", ""),
        ("Busan Port Authority", ""),
        ("Port of Busan", ""),
        ("Busanjin district", ""),
        ("Courtesy call", "in Busan"),
        ("Courtesy call", "in Busanjin"),
    ]
    assert order("busan", *reversed(ranked)) == [
        ("Busan", ""),
        ("Busan Port Authority", ""),
        ("Port of Busan", ""),
        ("Busanjin district", ""),
        ("Courtesy call", "in Busan"),
        ("Courtesy call", "in Busanjin"),
    ]


def test_korean_whole_run_above_scattered_pairs() -> None:
    whole, scattered = ("", "부산광역시 시청"), ("", "부산광, 광역시")
    assert order("부산광역시", scattered, whole) == [whole, scattered]


def test_a_query_may_be_answered_by_title_and_body_together() -> None:
    assert rank("박형준", "부산 시장", "박형준 시장") == (4 + 2) * 4
    assert rank("박형준", "", "박형준 시장") == 0
    assert rank("박형준", "부산 시장", "") == 0


@given(title=letters, body=letters, query=letters)
def test_a_score_is_positive_exactly_where_the_query_is_answered(title: str, body: str, query: str) -> None:
    answered = matches(terms(title) + terms(body), query_terms(query))
    assert (rank(title, body, query) > 0) == answered
