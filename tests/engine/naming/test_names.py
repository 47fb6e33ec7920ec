"""Names in both languages, marked, sorted, as a monogram, with titles."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.engine.naming import (
    POSTS,
    NamelessPerson,
    PersonName,
    UnknownPost,
    address,
    display,
    family_of,
    formal,
    initials,
    marked,
    sort_key,
    title_of,
)

PARK = PersonName(family="Park", given="Heong-joon", native="박형준", order="family-first")
HARRELL = PersonName(family="Harrell", given="Bruce", korean="브루스 해럴")
SURRATT = PersonName(family="Surratt", given="Brian")
CHO = PersonName(family="Cho", given="Sam", native="조세현", korean="샘 조")
SEO = PersonName(native="서은지")
SAMPLE_LONG = PersonName(native="남궁민수")
SAMPLE_SHORT = PersonName(native="남궁옥")
SAMPLE_RECORDED = PersonName(native="황보라", native_family="황보")
SAMPLE_JAPANESE = PersonName(
    "Yamada", "Taro", "山田太郎", "family-first", native_family="山田", korean="야마다 다로"
)
SAMPLE_SINGLE = PersonName(given="Suharto")
SAMPLE_SUFFIX = PersonName("de la Cruz", "Ana", suffix="Jr.", honorific="Dr")


@pytest.mark.parametrize(
    ("name", "english", "korean"),
    [
        (PARK, "Park Heong-joon", "박형준"),
        (HARRELL, "Bruce Harrell", "브루스 해럴"),
        (SURRATT, "Brian Surratt", "Brian Surratt"),
        (CHO, "Sam Cho", "샘 조"),
        (SEO, "서은지", "서은지"),
        (SAMPLE_JAPANESE, "Yamada Taro", "야마다 다로"),
        (SAMPLE_SINGLE, "Suharto", "Suharto"),
        (SAMPLE_SUFFIX, "Ana de la Cruz Jr.", "Ana de la Cruz Jr."),
    ],
)
def test_display(name: PersonName, english: str, korean: str) -> None:
    assert (display(name, "en"), display(name, "ko")) == (english, korean)


def test_display_in_a_third_language_uses_its_own_script() -> None:
    assert display(SAMPLE_JAPANESE, "ja") == "山田太郎"
    assert display(SAMPLE_JAPANESE, "fr") == "Yamada Taro"
    assert display(HARRELL, "ko-KR") == "브루스 해럴"


@pytest.mark.parametrize(
    ("name", "english", "korean"),
    [
        (PARK, "Park", "박"),
        (HARRELL, "Harrell", "해럴"),
        (CHO, "Cho", "조"),
        (SAMPLE_LONG, "남궁", "남궁"),
        (SAMPLE_SHORT, "남궁", "남궁"),
        (SAMPLE_RECORDED, "황보", "황보"),
        (PersonName(native="황보라"), "황", "황"),
        (SAMPLE_JAPANESE, "Yamada", "야마다"),
        (SAMPLE_SINGLE, "Suharto", "Suharto"),
    ],
)
def test_family_of(name: PersonName, english: str, korean: str) -> None:
    assert (family_of(name, "en"), family_of(name, "ko")) == (english, korean)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (PARK, "PARK Heong-joon"),
        (HARRELL, "Bruce HARRELL"),
        (SEO, "서은지"),
        (SAMPLE_SINGLE, "SUHARTO"),
        (SAMPLE_SUFFIX, "Ana DE LA CRUZ Jr."),
        (PersonName("Strauß", "Eva"), "Eva STRAUSS"),
    ],
)
def test_marked(name: PersonName, expected: str) -> None:
    assert marked(name) == expected


@pytest.mark.parametrize(
    ("name", "english", "korean"),
    [
        (PARK, "PH", "박"),
        (HARRELL, "BH", "해"),
        (SURRATT, "BS", "BS"),
        (SEO, "서", "서"),
        (SAMPLE_SINGLE, "S", "S"),
        (PersonName("d'Arc", "émile"), "ÉD", "ÉD"),
    ],
)
def test_initials(name: PersonName, english: str, korean: str) -> None:
    assert (initials(name, "en"), initials(name, "ko")) == (english, korean)


@pytest.mark.parametrize(
    ("name", "title", "language", "expected"),
    [
        (PARK, "Mayor", "en", "Mayor Park"),
        (PARK, "시장", "ko", "박형준 시장"),
        (PARK, "부산광역시장", "ko", "박형준 부산광역시장"),
        (HARRELL, "시장", "ko", "브루스 해럴 시장"),
        (HARRELL, "", "en", "Bruce Harrell"),
        (HARRELL, "", "ko", "브루스 해럴 님"),
        (SAMPLE_SUFFIX, "", "en", "Dr de la Cruz"),
    ],
)
def test_formal(name: PersonName, title: str, language: str, expected: str) -> None:
    assert formal(name, title, language) == expected


@pytest.mark.parametrize(
    ("name", "post", "english", "korean"),
    [
        (PARK, "mayor", "Mayor Park", "박 시장님"),
        (HARRELL, "mayor", "Mayor Harrell", "해럴 시장님"),
        (SEO, "consul_general", "Consul General 서", "서 총영사님"),
        (SURRATT, "executive", "Brian Surratt", "Surratt 대표님"),
        (SAMPLE_SUFFIX, "executive", "Dr de la Cruz", "de la Cruz 대표님"),
        (CHO, "commissioner", "Commissioner Cho", "조 위원님"),
    ],
)
def test_address(name: PersonName, post: str, english: str, korean: str) -> None:
    assert (address(name, post, "en"), address(name, post, "ko")) == (english, korean)


def test_every_post_has_a_korean_title_and_an_unknown_one_is_named() -> None:
    assert [post for post in POSTS if not title_of(post, "ko")] == []
    with pytest.raises(UnknownPost) as caught:
        address(PARK, "margrave", "en")
    assert caught.value.post == "margrave"


def test_sort_key_follows_the_language_of_the_list() -> None:
    people = [
        HARRELL,
        SURRATT,
        PARK,
        CHO,
        PersonName("Álvarez", "Zoe"),
        PersonName("Alvarez", "Ana"),
        PersonName("andersen", "Bo"),
    ]
    for language, expected in {
        "en": ["Alvarez", "Álvarez", "andersen", "Cho", "Harrell", "Park", "Surratt"],
        "ko": ["박", "조", "해럴", "Alvarez", "Álvarez", "andersen", "Surratt"],
    }.items():
        for shuffled in itertools.islice(itertools.permutations(people), 0, None, 997):
            ordered = sorted(shuffled, key=lambda name: sort_key(name, language))
            assert [family_of(name, language) for name in ordered] == expected


def test_equal_family_names_are_parted_by_the_given_name() -> None:
    kims = [PersonName(native="김하나"), PersonName(native="김가람"), PersonName(native="김나래")]
    assert [n.native for n in sorted(kims, key=lambda n: sort_key(n, "ko"))] == ["김가람", "김나래", "김하나"]


def test_spellings_are_composed_and_trimmed() -> None:
    assert PersonName(family="  Nu\u0301n\u0303ez ", given="Ana  Luz") == PersonName("Núñez", "Ana Luz")


def test_a_name_without_a_letter_is_refused() -> None:
    with pytest.raises(NamelessPerson):
        PersonName(family=" ", given="-", native="12")
    with pytest.raises(ValueError, match="Unknown name order: sideways"):
        PersonName("A", "B", order="sideways")  # type: ignore[arg-type]


some = st.text(st.sampled_from("abÉß박형 준-'山"), max_size=6)


@given(
    family=some, given_=some, native=some, korean=some, order=st.sampled_from(["family-first", "given-first"])
)
def test_any_recorded_name_can_be_written_everywhere(
    family: str, given_: str, native: str, korean: str, order: str
) -> None:
    try:
        name = PersonName(family, given_, native, order, korean=korean)  # type: ignore[arg-type]
    except NamelessPerson:
        assert [c for c in family + given_ + native + korean if c.isalpha()] == []
        return
    recorded = {
        name.native,
        name.korean,
        f"{name.given} {name.family}".strip(),
        f"{name.family} {name.given}".strip(),
    }
    for language in ("en", "ko", "ja"):
        assert display(name, language) in recorded
        assert len(initials(name, language)) <= 2
        assert family_of(name, language) in display(name, language)
        assert len(sort_key(name, language)) > 0
        assert [post for post in POSTS if not address(name, post, language).strip()] == []
    assert marked(name).casefold() in {spelling.casefold() for spelling in recorded}
