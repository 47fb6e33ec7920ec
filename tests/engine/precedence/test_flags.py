"""Flags, F1 to F4."""

import pytest

from legation.engine.precedence import (
    AskTheOffice,
    BadInput,
    Flag,
    FlagFault,
    changed_pack,
    countries_of,
    flag_faults,
    flag_plan,
    load_pack,
)
from tests.engine.precedence.people import holder, ordered

KOREA = Flag("kr", "Korea", host=True)
OTHERS = (Flag("us", "United States"), Flag("jp", "Japan"), Flag("fr", "France"))


def test_f1_the_host_is_raised_first_and_lowered_last() -> None:
    plan = flag_plan([*OTHERS, KOREA], load_pack("kr-municipal"))
    assert plan.raised == ("kr", "us", "jp", "fr")
    assert plan.lowered == ("fr", "jp", "us", "kr")


def test_f1_same_size_same_height_separate_poles() -> None:
    flags = [
        Flag("kr", "Korea", host=True, width=180, height=120, pole=600, mast="a"),
        Flag("us", "United States", width=150, height=120, pole=600, mast="b"),
        Flag("jp", "Japan", width=180, height=120, pole=500, mast="a"),
        Flag("fr", "France"),
    ]
    assert flag_faults(flags) == (
        FlagFault("F1", "size", "us", "kr"),
        FlagFault("F1", "pole", "jp", "kr"),
        FlagFault("F1", "mast", "jp", "kr"),
    )


@pytest.mark.parametrize(
    ("pack", "from_left"),
    [("jp-exchange", ("us", "kr")), ("us-municipal", ("kr", "us")), ("kr-municipal", None)],
)
def test_f2_two_flags_stand_as_the_pack_says_and_the_korean_order_is_asked(
    pack: str, from_left: tuple[str, ...] | None
) -> None:
    if from_left is None:
        with pytest.raises(AskTheOffice) as asked:
            flag_plan([OTHERS[0], KOREA], load_pack(pack))
        assert (asked.value.parameter, asked.value.rule) == ("two_flags", "F2")
    else:
        row = flag_plan([OTHERS[0], KOREA], load_pack(pack)).rows[0]
        assert (row.from_left, row.rule) == (from_left, "F2")


def test_f3_three_or_more_stand_from_a_to_z_or_around_the_host() -> None:
    neutral = load_pack("neutral")
    centre = changed_pack(neutral, name="ours", source="office", many_flags="host_centre")
    assert flag_plan([*OTHERS, KOREA], neutral).rows[0].from_left == ("fr", "jp", "kr", "us")
    assert flag_plan([*OTHERS, KOREA], centre).rows[0].from_left == ("fr", "us", "kr", "jp")
    names = [Flag("us", "미국"), Flag("jp", "일본"), Flag("kr", "대한민국", host=True)]
    assert flag_plan(names, neutral, language="ko").rows[0].from_left == ("kr", "us", "jp")


def test_f4_city_and_company_flags_never_stand_inside_the_national_row() -> None:
    flags = [Flag("acme", "Acme", "body"), Flag("seattle", "Seattle", "city"), *OTHERS]
    state = Flag("wa", "Washington", "state")
    plan = flag_plan([*flags, state, KOREA], load_pack("neutral"))
    assert [(row.kind, row.from_left) for row in plan.rows] == [
        ("country", ("fr", "jp", "kr", "us")),
        ("state", ("wa",)),
        ("city", ("seattle",)),
        ("body", ("acme",)),
    ]
    wrong = flag_faults([*flags, KOREA], ["kr", "seattle", "us", "acme"])
    assert wrong == (FlagFault("F4", "row", "seattle", "kr"),)


def test_the_countries_follow_the_order_of_the_people() -> None:
    people = (
        holder("b", "mayor", country="Korea", side="host"),
        holder("a", "mayor", country="United States"),
        holder("c", "governor", country="Korea", side="host"),
        holder("d", "mayor"),
    )
    assert countries_of(ordered(*people)) == ("Korea", "United States")


def test_national_flags_without_a_host_or_twice_are_refused() -> None:
    with pytest.raises(BadInput) as none:
        flag_plan(OTHERS, load_pack("neutral"))
    assert none.value.field == "flags"
    with pytest.raises(BadInput) as twice:
        flag_plan([KOREA, KOREA], load_pack("neutral"))
    assert twice.value.field == "flags[1].id"
