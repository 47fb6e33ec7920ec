"""The particle after a Korean word, a number, an abbreviation, a foreign word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.engine.naming import PAIRS, UnknownPair, josa, particle


@pytest.mark.parametrize(
    ("word", "pair", "expected"),
    [
        ("부산", "은/는", "부산은"),
        ("대구", "은/는", "대구는"),
        ("대구", "는/은", "대구는"),
        ("서울", "으로/로", "서울로"),
        ("부산", "으로/로", "부산으로"),
        ("대구", "으로/로", "대구로"),
        ("서울", "이/가", "서울이"),
        ("시장", "을/를", "시장을"),
        ("박형준 시장", "와/과", "박형준 시장과"),
        ("‘부산’", "이/가", "‘부산’이"),
        ("시애틀(Seattle)", "을/를", "시애틀(Seattle)을"),
        ("대구 (Daegu)", "을/를", "대구 (Daegu)를"),
        ("(부산)", "을/를", "(부산)을"),
        ("대표", "이에요/예요", "대표예요"),
        ("10", "은/는", "10은"),
        ("2", "은/는", "2는"),
        ("7", "으로/로", "7로"),
        ("10", "으로/로", "10으로"),
        ("0", "이/가", "0이"),
        ("1,000", "이/가", "1,000이"),
        ("1000000000000", "이/가", "1000000000000가"),
        ("3.5", "을/를", "3.5를"),
        ("20%", "을/를", "20%를"),
        ("KOSME", "은/는", "KOSME는"),
        ("MOU", "을/를", "MOU를"),
        ("URL", "으로/로", "URL로"),
        ("GSP", "과/와", "GSP와"),
        ("B2B", "을/를", "B2B를"),
        ("Harrell", "은/는", "Harrell은"),
        ("Seattle", "으로/로", "Seattle로"),
        ("Boeing", "이/가", "Boeing이"),
        ("Amazon", "과/와", "Amazon과"),
        ("Microsoft", "과/와", "Microsoft와"),
        ("Hackney", "은/는", "Hackney는"),
        ("Titanic", "은/는", "Titanic은"),
        ("José", "은/는", "José는"),
        ("", "은/는", "은(는)"),
        ("釜山", "을/를", "釜山을(를)"),
        ("!", "으로/로", "!(으)로"),
    ],
)
def test_josa(word: str, pair: str, expected: str) -> None:
    assert josa(word, pair) == expected


def test_a_recorded_reading_decides() -> None:
    assert josa("Davis", "은/는", reading="데이비스") == "Davis는"
    assert josa("釜山", "을/를", reading="부산") == "釜山을"


def test_an_unknown_pair_is_named() -> None:
    with pytest.raises(UnknownPair) as caught:
        josa("부산", "는/를")
    assert caught.value.pair == "는/를"


@given(
    syllable=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), pair=st.sampled_from(sorted(PAIRS))
)
def test_hangul_is_exact(syllable: str, pair: str) -> None:
    after_consonant, after_vowel, _ = PAIRS[pair]
    final = (ord(syllable) - 0xAC00) % 28
    vowel = final == 0 or (final == 8 and pair.startswith("으로"))
    assert particle("가" + syllable, pair) == (after_vowel if vowel else after_consonant)


@given(word=st.text(), pair=st.sampled_from(sorted(PAIRS)))
def test_any_text_gets_one_of_the_three_forms(word: str, pair: str) -> None:
    assert (particle(word, pair) in PAIRS[pair]) == True  # noqa: E712
