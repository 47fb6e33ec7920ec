"""Packs of one's own: changed together, written as TOML, read back, refused by name."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from legation.engine.precedence import (
    PARAMETERS,
    BadParameter,
    Change,
    Equivalence,
    MissingParameter,
    Pack,
    PackError,
    UnknownParameter,
    load_pack,
    pack_differences,
    pack_names,
    pack_toml,
    parse_pack,
    read_pack,
    revised_pack,
    same_ladder,
)
from tests.engine.precedence.people import holder, ordered, post, why


@pytest.mark.parametrize("name", pack_names())
def test_a_shipped_pack_is_read_back_as_it_was_written(name: str) -> None:
    pack = load_pack(name)
    assert read_pack(name, pack_toml(pack)) == pack


WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30).filter(str.strip)


@st.composite
def changes(draw: st.DrawFn, pack: Pack) -> dict[str, Change]:
    made = {}
    for name in draw(st.sets(st.sampled_from(sorted(PARAMETERS)), max_size=6)):
        spec = PARAMETERS[name]
        listed = [each.id for each in spec.choices] or sorted(pack.ranks)
        value: Any = {
            "choice": st.sampled_from(listed),
            "flag": st.booleans(),
            "number": st.integers(0, 10**12),
            "text": WORDS,
            "ranks": st.lists(st.sampled_from(listed), unique=True).map(tuple),
            "steps": st.lists(st.sampled_from(listed), unique=True).map(tuple),
        }[spec.kind]
        made[name] = Change(draw(st.none() | value), draw(WORDS), draw(st.sampled_from("ABC")))
    return made


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(pack_names()), st.data())
def test_any_changed_pack_is_read_back_as_it_was_written(name: str, data: st.DataObject) -> None:
    pack = load_pack(name)
    chosen = data.draw(changes(pack))
    try:
        changed = revised_pack(pack, name=name, changes=chosen)
    except BadParameter as error:
        refused = error.parameter
    else:
        again = read_pack(name, pack_toml(changed))
        assert (dict(again.params), same_ladder(again, changed)) == (dict(changed.params), True)
        return
    assert refused == "own_city_superiors"  # the one value that could ask for a circle


JUNK: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
PLACES = ("title_en", "title_ko", "ladder", "rank", "institution", "parameters")


@settings(max_examples=120, deadline=None)
@given(JUNK, st.sampled_from([*PLACES, *PARAMETERS]), st.sampled_from(["", "value", "source", "grade"]))
def test_whatever_stands_in_a_pack_is_taken_or_refused_by_name(junk: Any, place: str, key: str) -> None:
    import tomllib

    data = tomllib.loads(pack_toml(load_pack("kr-municipal")))
    if place in PLACES:
        data[place] = junk
    elif key:
        data["parameters"][place][key] = junk
    else:
        data["parameters"][place] = junk
    try:
        told = set(parse_pack("junk", data).params)
    except PackError as error:
        told = {error.pack, error.text("ko")[:11]}
    assert told in (set(PARAMETERS), {"junk", "규칙 묶음 junk:"})


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(PackError):
        read_pack("text", text)


@pytest.mark.parametrize(
    ("text", "parameter"),
    [
        ('title_en = "x"\ntitle_ko = \n', "line 2, column 12"),
        ("", "title_en"),
        ("a = " + "9" * 5000, "TOML"),
        ("a = " + "[" * 5000, "TOML"),
    ],
)
def test_a_text_that_is_no_pack_is_refused_with_its_place(text: str, parameter: str) -> None:
    with pytest.raises(PackError) as refused:
        read_pack("mine", text)
    assert refused.value.parameter == parameter


def test_changes_are_checked_all_together() -> None:
    """A minister before the city's mayor, and no prime minister, would ask for a circle."""
    pack = load_pack("kr-municipal")
    both = {
        "own_city_superiors": Change(("minister",), "our council", "B"),
        "own_city_first": Change(value=False, source="our council"),
    }
    assert [each.name for each in pack_differences(pack, revised_pack(pack, name="ours", changes=both))] == [
        "own_city_first",
        "own_city_superiors",
    ]
    with pytest.raises(BadParameter) as refused:
        revised_pack(pack, name="ours", changes={"own_city_superiors": both["own_city_superiors"]})
    assert refused.value.parameter == "own_city_superiors"


@pytest.mark.parametrize(
    ("changes_", "error", "parameter"),
    [
        ({"colour": Change("red", "s")}, UnknownParameter, "colour"),
        ({"equal_rank": Change("guest_first", "  ")}, MissingParameter, "equal_rank.source"),
        ({"equal_rank": Change("guest_first", "s", "D")}, BadParameter, "equal_rank.grade"),
        ({"equal_rank": Change("first", "s")}, BadParameter, "equal_rank"),
        ({"representing_of": Change(("mayor", "mayor"), "s")}, BadParameter, "representing_of"),
    ],
)
def test_a_change_that_cannot_be_used_is_refused_by_name(
    changes_: dict[str, Change], error: type[PackError], parameter: str
) -> None:
    with pytest.raises(error) as refused:
        revised_pack(load_pack("neutral"), name="ours", changes=changes_)
    assert (refused.value.pack, refused.value.parameter) == ("ours", parameter)


def test_a_change_may_leave_a_parameter_unset() -> None:
    pack = revised_pack(load_pack("neutral"), name="ours", changes={"equal_rank": Change(None, "asked")})
    assert (pack.params["equal_rank"].value, pack.params["equal_rank"].source) == (None, "asked")


def test_the_ladder_tells_packs_apart() -> None:
    korea = load_pack("kr-municipal")
    assert same_ladder(korea, revised_pack(korea, name="ours", changes={}))
    assert [name for name in pack_names() if same_ladder(load_pack(name), korea)] == ["kr-municipal"]


def test_p4_an_equivalent_may_be_of_one_body_only() -> None:
    """Two chairs of one city: the council's counts as the host's deputy mayor, the society's does not."""
    council = holder("council", "councillor", city="Seattle", side="guest")
    bodies = [
        ("council", post("councillor", title="Chair", organisation="Council", since=date(2023, 1, 1))),
        ("society", post("councillor", title="Chair", organisation="Society", since=date(2020, 1, 1))),
    ]
    people = [
        type(council)(id=who, name=council.name, city="Seattle", posts=(one,), side="guest")
        for who, one in bodies
    ]
    assert ordered(*people).order == ("society", "council")
    table = [Equivalence("Chair", "Seattle", "deputy_mayor", "Council")]
    assert why(ordered(*people, equivalences=table)) == [("council", "society", "P4", "rank")]
