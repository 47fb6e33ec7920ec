"""Likely one person: the named cases of docs/algorithms/identity.md, and what must always hold."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.engine.identity import Reason, Somebody, Why, compared, likely_same


def who(key: int, *names: str, **more: object) -> Somebody:
    """Somebody by spellings: “Family, Given” in Latin letters, anything else in another script."""
    latin = tuple(tuple(name.split(", ")) for name in names if "," in name)
    own = tuple(name for name in names if "," not in name)
    return Somebody(key, latin=latin, own=own, **more)  # type: ignore[arg-type]


def score(*names: str, **more: object) -> float:
    first, second = (who(key, name, **more) for key, name in enumerate(names, start=1))
    found = compared(first, second)
    return found.score if found else 0.0


ONE = [
    ["Park, Heong-joon", "Park, Hyung-jun", "박형준"],
    ["Heong-joon, Park", "Pak, Hyŏngjun", "PARK, HYUNGJUN", "박형준"],
    ["Lee, Myung-bak", "Yi, Myeongbak", "Rhee, Myong Bak", "이명박"],
    ["Choi, Min-ho", "Choe, Minho", "최민호"],
    ["Kim, Young-hee", "Gim, Yeonghui", "김영희"],
    ["Chung, Seung-hwan", "Jeong, Seunghwan", "정승환"],
    ["Namkung, Min", "Namgung, Min", "남궁민"],
    ["Kang, Chul-soo", "Gang, Cheolsu", "강철수"],
    ["Oh, Se-hoon", "O, Sehun", "오세훈"],
    ["Yoon, Suk-yeol", "Yun, Seokyeol", "윤석열"],
    ["Noh, Hye-won", "Roh, Hyewon", "노혜원"],
]


@pytest.mark.parametrize(
    ("first", "second"), [pair for names in ONE for pair in itertools.combinations(names, 2)]
)
def test_spellings_of_one_name_are_likely_one(first: str, second: str) -> None:
    assert score(first, second) >= 0.6


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Kim, Jin-su", "Kim, Jin-seok"),
        ("Kim, Min-jun", "Kim, Min-ji"),
        ("Park, Ji-young", "Choi, Ji-young"),
        ("Lee, Brown", "Lee, Bruce"),
        ("박지영", "박지용"),
        ("박지영", "Park, Ji-yoon"),
        ("Kim, Su-jin", "Kim, Su-in"),
        ("Smith, Anna", "Smith, Anne"),
        ("Smith, John", "Smith, Joan"),
        ("Harrell, Bruce", "Harris, Bruce"),
        ("Harrell, Bruce", "Harrell, Joanne"),
        ("Garcia, Maria", "Garcia, Mario"),
        ("Lee, Sam", "Lee, Samuel"),
    ],
)
def test_two_names_are_two(first: str, second: str) -> None:
    assert score(first, second) < 0.6


def test_hangul_that_differs_says_two_whatever_else_is_alike() -> None:
    first = who(1, "Park, Ji-young", "박지영", bodies=frozenset({7}), mails=frozenset({"a@example.org"}))
    second = who(2, "Park, Ji-young", "박지용", bodies=frozenset({7}), mails=frozenset({"a@example.org"}))
    assert compared(first, second) is None


def test_what_only_sounds_alike_says_so_and_names_both() -> None:
    found = compared(who(1, "Park, Ji-young"), who(2, "Park, Ji-yong"))
    assert found is not None
    assert found.reasons == (Reason(Why.SOUND, "Park Ji-young", "Park Ji-yong"),)


def test_two_bodies_speak_against_a_sound() -> None:
    first = who(1, "Kim, Min-jun", bodies=frozenset({1}))
    assert likely_same([first, who(2, "Kim, Min-joon", bodies=frozenset({2}))]) == []
    assert [each.score for each in likely_same([first, who(2, "Kim, Min-joon", bodies=frozenset({1}))])] == [
        0.82
    ]


def test_an_initial_needs_the_body() -> None:
    assert score("Harrell, B.", "Harrell, Bruce") == 0.45
    assert score("Harrell, B.", "Harrell, Bruce", bodies=frozenset({3})) == 0.63
    assert score("Harrell, B.", "Harrell, Bruce", posts=frozenset({3}), bodies=frozenset({3})) == 0.67


def test_letters_and_short_forms_of_latin_names() -> None:
    assert score("Harrell, Bruce", "Harrel, Bruce") == 0.62
    assert score("Harrell, Bruce", "Bruce, Harrell") == 0.75
    assert score("Harrell, Robert", "Harrell, Bob") == 0.64
    assert score("Harrell, Robert", "Harrell, Bob", mails=frozenset({"BOB@example.org"})) == 0.94


def test_a_mail_address_alone_is_no_evidence() -> None:
    shared = frozenset({"office@example.org"})
    assert score("Harrell, Bruce", "Kim, Min-jun", mails=shared) == 0


def test_a_foreign_name_in_hangul_is_compared_as_written() -> None:
    assert score("브루스 해럴", "브루스 해럴") == 0.78
    assert score("브루스 해럴", "브루스 하렐") == 0
    assert score("朴亨埈", "朴亨埈") == 0.78


def test_other_spellings_are_evidence_in_either_order() -> None:
    first = Somebody(1, whole=("Hyung-jun Park", "Pak Hyŏngjun"))
    assert [each.score for each in likely_same([first, who(2, "박형준")])] == [0.66]
    assert [each.score for each in likely_same([first, who(2, "Park, Hyung-jun")])] == [0.75]


def test_a_name_that_many_bear_is_compared_within_a_body_only() -> None:
    crowd = [who(key, "김민준", bodies=frozenset({key})) for key in range(1, 30)]
    assert likely_same(crowd) == []
    twin = who(99, "김민준", bodies=frozenset({5}))
    assert [(each.first, each.second) for each in likely_same([*crowd, twin])] == [(5, 99)]


def test_only_pairs_of_some_are_given() -> None:
    people = [who(1, "박형준"), who(2, "박형준"), who(3, "최민호"), who(4, "Choi, Min-ho")]
    assert [(each.first, each.second) for each in likely_same(people)] == [(1, 2), (3, 4)]
    assert [(each.first, each.second) for each in likely_same(people, only=frozenset({4}))] == [(3, 4)]


NAMES = st.sampled_from(
    [
        "Park, Heong-joon", "Hyung-jun, Park", "박형준", "박 형준", "Pak, Hyongjun", "Harrell, Bruce",
        "Harrell, B", "Harrel, Bruce", "Bob, Smith", "Smith, Robert", "朴亨埈", "Kim, Jin", "Jin, Kim",
        "김진", "Cher, ", ", Cher", "남궁민", "Nam, Gung-min", "Katherine, Jones", "Jones, Catherine",
    ]
)  # fmt: skip
PEOPLE = st.lists(
    st.builds(
        lambda names, bodies, mails: (names, bodies, mails),
        st.lists(NAMES, min_size=1, max_size=3),
        st.frozensets(st.integers(1, 3), max_size=2),
        st.frozensets(st.sampled_from(["a@example.org", "B@example.org"]), max_size=1),
    ),
    max_size=8,
)


@given(PEOPLE, st.randoms())
def test_the_order_of_people_does_not_matter_and_keys_lose_no_pair(drawn: list, chance: object) -> None:
    people = [
        who(key, *names, bodies=bodies, mails=mails) for key, (names, bodies, mails) in enumerate(drawn)
    ]
    mixed = list(people)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    every = [
        found
        for first, second in itertools.combinations(people, 2)
        if (found := compared(second, first)) is not None and found.score >= 0.6
    ]
    expected = sorted(every, key=lambda each: (-each.score, each.first, each.second))
    assert likely_same(people) == likely_same(mixed) == expected


@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_text_can_be_compared(texts: list[str]) -> None:
    people = [Somebody(key, ((text, text[:3]),), (text,), (text,)) for key, text in enumerate(texts)]
    assert len(likely_same(people)) <= len(texts) ** 2


def test_what_is_kept_of_names_that_were_read_is_bounded() -> None:
    """A process keeps readings for good: of the longest as many as it keeps take some forty megabytes."""
    import random
    import tracemalloc

    from legation.engine.identity import sounds

    some = random.Random(1)
    names = ["".join(some.choice("aeiouwykmn") for _ in range(18)) for _ in range(100)]
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for name in names:
            sounds.readings(name)
        each = (tracemalloc.get_traced_memory()[0] - before) / len(names)
    finally:
        tracemalloc.stop()
    assert each * sounds.readings.cache_info().maxsize < 60_000_000
    kept = sounds._folded.cache_info().currsize
    assert (sounds.folded("É" * 5_000), sounds._folded.cache_info().currsize) == ("e" * 5_000, kept)
