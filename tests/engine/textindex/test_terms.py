"""What is indexed, what a query asks for, and that the two meet."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.engine.textindex import (
    MAX_QUERY_TERMS,
    MAX_TERM,
    Query,
    fold,
    fold_with_offsets,
    matches,
    query_terms,
    terms,
)

hangul = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=12)
latin = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyzABCÉéüßøłñçãİıЖйщ0123456789"), min_size=1, max_size=60
)
joined = st.lists(latin, min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from("-'’").map(lambda j: j.join(parts))
)
word = st.one_of(hangul, latin, joined)
gap = st.sampled_from([" ", "\n", ", ", " (", ") ", " · ", "/", ": "])


def found(text: str, query: str) -> bool:
    return matches(terms(text), query_terms(query))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("부산", ("부", "부산")),
        ("부산광역시", ("부", "부산", "산광", "광역", "역시")),
        ("박", ("박",)),
        ("부산 시장", ("부", "부산", "산시", "시", "시장")),
        ("부산, 시장", ("부", "부산", "시", "시장")),
        ("KAIST와", ("kaist", "와")),
        ("35주년", ("35", "주", "주년")),
        ("Heong-joon", ("heongjoon", "heong", "joon")),
        ("O’Brien-Lee", ("obrienlee", "obrien", "o", "brien", "lee")),
        ("Köln, Straße; ŁÓDŹ", ("koln", "strasse", "lodz")),
        ("Ёлка и Łódź", ("елка", "и", "lodz")),
        ("İzmir ıslak", ("izmir", "islak")),
        ("ＢＵＳＡＮ ㎞", ("busan", "km")),
        ("東京タワー", ("東", "東京", "京タ", "タワ", "ワー")),
        ("co\u00adop", ("coop",)),
        ("", ()),
        (" — !? ", ()),
    ],
)
def test_terms(text: str, expected: tuple[str, ...]) -> None:
    assert terms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("harr", (Query("harr", prefix=True),)),
        ("Bruce Harr", (Query("bruce", prefix=False), Query("harr", prefix=True))),
        ("Heong-jo", (Query("heong", prefix=False), Query("jo", prefix=True))),
        ("Seattle's mayor", (Query("seattle", prefix=False), Query("mayor", prefix=True))),
        ("O'Br", (Query("obr", prefix=True),)),
        ("박", (Query("박", prefix=False),)),
        ("박형준", (Query("박형", prefix=False), Query("형준", prefix=False))),
        ("부산은", (Query("부산", prefix=False),)),
        ("부산에서는", (Query("부산", prefix=False),)),
        ("시애틀로", (Query("시애", prefix=False), Query("애틀", prefix=False))),
        ("한국가", (Query("한국", prefix=False), Query("국가", prefix=False))),
        ("회의", (Query("회의", prefix=False),)),
        ("KAIST와", (Query("kaist", prefix=False),)),
        ("3만", (Query("3", prefix=False), Query("만", prefix=False))),
        ("부산ㅅ", (Query("부산", prefix=False),)),
        ("Harrell 시장", (Query("harrell", prefix=False), Query("시장", prefix=False))),
        ("!", ()),
    ],
)
def test_query_terms(text: str, expected: tuple[Query, ...]) -> None:
    assert query_terms(text) == expected


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("박형준 시장", "박", True),
        ("박형준 시장", "형준", True),
        ("박형준 시장", "박 시장", True),
        ("박형준 시장", "준", False),
        ("부산 시장", "부산시장", True),
        ("부산시장", "부산 시장", True),
        ("부산, 시장", "부산시장", False),
        ("오세훈 서울시장", "오세훈", True),
        ("오세훈 서울시장", "박형준", False),
        ("이장우 시장은", "이장우를", True),
        ("Park Heong-joon", "heongjoon", True),
        ("Park Heong joon", "Heong-joon", True),
        ("Park Heongjoon", "Heong-joon", False),
        ("Greater Seattle Partners", "seat", True),
        ("Greater Seattle Partners", "seat partners", False),
        ("Conor O'Brien", "obrien", True),
        ("Conor O'Brien's idea", "O'Brien's", True),
        ("Conor O'Brien's idea", "O'Brien", True),
        ("Seattle's mayor", "Seattle’s", True),
        ("Conor O'Brien", "brien", True),
        ("Müller", "muller", True),
        ("Café", "CAFE", True),
        ("anything", "", False),
    ],
)
def test_named_cases(text: str, query: str, expected: bool) -> None:
    assert found(text, query) == expected


@given(before=st.lists(word, max_size=4), wanted=word, after=st.lists(word, max_size=4), between=gap)
def test_a_word_of_the_text_finds_the_text(
    before: list[str], wanted: str, after: list[str], between: str
) -> None:
    assert found(between.join([*before, wanted, *after]), wanted) == True  # noqa: E712


@given(name=hangul.filter(lambda run: len(run) >= 2), cut=st.data())
def test_any_two_syllables_in_a_row_find_a_korean_name(name: str, cut: st.DataObject) -> None:
    start = cut.draw(st.integers(0, len(name) - 2))
    assert matches(terms(name), query_terms(name[start : start + 2])) == True  # noqa: E712


@given(run=hangul, cut=st.data())
def test_korean_is_found_whatever_its_spacing(run: str, cut: st.DataObject) -> None:
    at = cut.draw(st.integers(0, len(run)))
    assert found(f"{run[:at]} {run[at:]}", run) == True  # noqa: E712
    assert found(run, run[:1]) == True  # noqa: E712


@given(whole=latin, cut=st.data())
def test_the_beginning_of_a_word_finds_it(whole: str, cut: st.DataObject) -> None:
    at = cut.draw(st.integers(1, len(whole)))
    assert found(f"a {whole} b", whole[:at]) == True  # noqa: E712


@given(text=st.one_of(st.text(), st.lists(word).map(" ".join)))
def test_normal_forms_and_case_make_no_difference(text: str) -> None:
    forms = [unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")]
    assert {terms(form) for form in forms} == {terms(text)}
    assert {query_terms(form) for form in forms} == {query_terms(text)}


@given(text=st.text())
def test_terms_are_short_distinct_and_plain(text: str) -> None:
    made = terms(text)
    assert [term for term in made if not term.isalnum() or len(term) > MAX_TERM] == []
    assert len(set(made)) == len(made)
    assert terms(" ".join(term for term in made if term.isascii())) == tuple(t for t in made if t.isascii())


@given(text=st.text())
def test_offsets_fold_to_the_same_text(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)


def test_a_long_word_is_cut_on_both_sides() -> None:
    assert terms("a" * 90) == ("a" * MAX_TERM,)
    assert query_terms("a" * 90) == (Query("a" * MAX_TERM, prefix=True),)


def test_a_long_query_is_cut() -> None:
    assert len(query_terms(" ".join(f"w{n}" for n in range(500)))) == MAX_QUERY_TERMS
