"""The golden cases of precedence: two mayors, a deputy sent by the mayor, two flags."""

import pytest

from legation.engine.precedence import (
    Absent,
    AskTheOffice,
    Equivalence,
    Flag,
    changed_pack,
    explain,
    flag_plan,
    load_pack,
)
from tests.engine.precedence.people import holder, ordered, person, post


@pytest.mark.parametrize(("pack", "first"), [("neutral", "visitor"), ("es-2099-1983", "host")])
def test_golden_1_visiting_and_host_mayor_of_equal_rank(pack: str, first: str) -> None:
    host = holder("host", "mayor", side="host", city="Busan")
    visitor = person("visitor", post(None, title="City Head"), city="Seattle")
    made = ordered(host, visitor, pack=pack, equivalences=[Equivalence("City Head", "Seattle", "Mayor")])
    assert made.order[0] == first
    assert explain(made, "host", "visitor").rule == "P5"
    assert made.standings["visitor"].rule == "P4"


def test_golden_2_a_deputy_sent_by_the_absent_mayor() -> None:
    mayor = holder("mayor", "mayor", side="host", city="Busan")
    deputy = holder("deputy", "deputy_mayor", represents=Absent("mayor", "Seattle"), city="Seattle")
    acting = person("acting", post("deputy_mayor"), post("mayor", acting=True), city="Tacoma")
    france = load_pack("fr-municipal")
    packs = {
        "spain": load_pack("es-2099-1983"),
        "france": france,
        "tolerated": changed_pack(france, name="tolerated", source="office", deputies_take=("mayor",)),
        "nsw": load_pack("au-nsw"),
    }
    made = {name: ordered(mayor, deputy, acting, pack=pack) for name, pack in packs.items()}
    ranks = {name: str(each.standings["deputy"].rank.id) for name, each in made.items()}  # type: ignore[union-attr]
    assert ranks == {
        "spain": "deputy_mayor",
        "france": "deputy_mayor",
        "tolerated": "mayor",
        "nsw": "mayor",
    }
    assert {each.standings["acting"].rank.id for each in made.values()} == {"mayor"}  # type: ignore[union-attr]
    assert {each.standings["acting"].rule for each in made.values()} == {"P11"}
    assert made["spain"].order == ("mayor", "acting", "deputy")
    assert explain(made["spain"], "acting", "deputy").rule == "P11"


def test_golden_4_two_flags_swap_between_japan_and_the_united_states() -> None:
    japan = flag_plan([Flag("kr", "Korea"), Flag("jp", "Japan", host=True)], load_pack("jp-exchange"))
    states = flag_plan([Flag("kr", "Korea"), Flag("us", "USA", host=True)], load_pack("us-municipal"))
    assert [row.from_left for row in japan.rows] == [("kr", "jp")]
    assert [row.from_left for row in states.rows] == [("us", "kr")]
    assert {japan.rows[0].rule, states.rows[0].rule} == {"F2"}


def test_golden_4_the_korean_order_of_two_flags_is_asked_not_guessed() -> None:
    with pytest.raises(AskTheOffice) as asked:
        flag_plan([Flag("us", "USA"), Flag("kr", "Korea", host=True)], load_pack("kr-municipal"))
    assert (asked.value.pack, asked.value.parameter, asked.value.rule) == ("kr-municipal", "two_flags", "F2")
