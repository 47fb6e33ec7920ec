"""Which rule is named: the one without which the two would stand otherwise."""

import pytest

from legation.engine.precedence import Absent, BadInput, explain
from tests.engine.precedence.people import holder, ordered, person, post, why


def test_a_rule_that_changed_nothing_between_two_people_is_not_named() -> None:
    acting = person("acting", post("council_chair"), post("mayor", acting=True))
    made = ordered(acting, holder("consul", "consul_general"), holder("councillor", "councillor"))
    assert made.order == ("acting", "consul", "councillor")
    assert explain(made, "acting", "consul").rule == "P11"
    assert explain(made, "acting", "councillor").rule == "P2"


def test_a_denied_representation_is_named_only_where_it_would_have_changed_the_answer() -> None:
    deputy = holder("deputy", "deputy_mayor", represents=Absent("mayor"))
    made = ordered(deputy, holder("chair", "council_chair"), holder("governor", "governor"))
    assert made.order == ("governor", "chair", "deputy")
    assert (explain(made, "chair", "deputy").rule, explain(made, "chair", "deputy").how) == ("P10", "denied")
    assert (explain(made, "governor", "deputy").rule, explain(made, "governor", "deputy").how) == (
        "P2",
        "office",
    )


def test_any_two_can_be_asked_for_in_either_sequence() -> None:
    made = ordered(holder("a", "mayor"), holder("b", "councillor"), holder("c", "governor"))
    assert explain(made, "b", "c") == explain(made, "c", "b")
    assert (explain(made, "b", "c").above, explain(made, "b", "c").below) == ("c", "b")
    with pytest.raises(BadInput) as same:
        explain(made, "a", "a")
    assert same.value.field == "b"
    with pytest.raises(BadInput) as nobody:
        explain(made, "nobody", "a")
    assert nobody.value.field == "a"


def test_a_person_of_no_country_comes_after_the_countries() -> None:
    people = (
        holder("x", "mayor"),
        holder("y", "mayor", country="Chile"),
        holder("z", "mayor", country="Austria"),
    )
    firsts = {seed: ordered(*people, pack="un-alphabetical", seed=seed).order for seed in range(20)}
    assert set(firsts.values()) == {("z", "y", "x"), ("y", "z", "x")}
    assert why(ordered(*people, pack="un-alphabetical"))[1][2:] == ("P7", "country_from_lot")
    assert ordered(*people, pack="un-alphabetical").reasons[1].params["below_country"] is None
