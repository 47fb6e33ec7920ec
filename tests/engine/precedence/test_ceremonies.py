"""What follows from the order: P17 to P19, and T7."""

from datetime import date

import pytest

from legation.engine.precedence import (
    BadInput,
    acknowledgements,
    arrivals,
    departures,
    explain,
    may_start,
    salutations,
    speech_order,
)
from tests.engine.precedence.people import holder, ordered, person

HOST_MAYOR = holder("home", "mayor", date(2021, 4, 8), side="host", city="Busan")
GUEST_MAYOR = holder("away", "mayor", date(2022, 1, 1), city="Seattle")


def test_p17_speeches_host_first_then_upwards_and_salutations_downwards() -> None:
    people = (HOST_MAYOR, GUEST_MAYOR, holder("chair", "council_chair"), holder("consul", "consul_general"))
    made = ordered(*people)
    assert made.order == ("away", "home", "consul", "chair")
    assert speech_order(made, {"away", "home", "consul", "chair"}) == ("home", "chair", "consul", "away")
    assert speech_order(made, {"away", "consul"}, welcome="consul") == ("consul", "away")
    assert salutations(made, "home") == ("away", "consul", "chair")
    with pytest.raises(BadInput) as refused:
        speech_order(made, {"away", "consul"})
    assert refused.value.field == "welcome"


def test_p18_the_acknowledgement_list_names_who_is_present_downwards() -> None:
    late = holder("late", "governor", present=False)
    made = ordered(HOST_MAYOR, GUEST_MAYOR, late)
    assert made.order == ("late", "away", "home")
    assert acknowledgements(made) == ("away", "home")
    assert acknowledgements(made, present={"late", "home"}) == ("late", "home")


def test_p19_the_first_arrives_last_and_leaves_first_and_nothing_starts_before() -> None:
    made = ordered(HOST_MAYOR, GUEST_MAYOR, holder("chair", "council_chair"))
    assert arrivals(made) == ("chair", "home", "away")
    assert departures(made) == ("away", "home", "chair")
    assert may_start(made, {"home", "chair"}) is False
    assert may_start(made, {"away"}) is True


def test_t7_interpreters_and_note_takers_take_no_rank() -> None:
    interpreter = holder("interpreter", "mayor", function="interpreter")
    notes = person("notes", function="note_taker")
    made = ordered(interpreter, HOST_MAYOR, notes)
    assert (made.order, made.outside, made.reasons) == (("home",), ("interpreter", "notes"), ())
    with pytest.raises(BadInput) as refused:
        explain(made, "home", "notes")
    assert refused.value.field == "b"
