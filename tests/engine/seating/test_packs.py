"""The packs of seating and those of precedence say the same where both know a parameter."""

import pytest

from legation.engine.precedence import load_pack
from legation.engine.precedence import pack_names as precedence_packs
from legation.engine.seating import Parameters, pack_names, parameters_of

# the words of the precedence packs for what the seating engine calls otherwise
SAME = {
    "even_row": ("even_row", {"centre_line": "centre-line", "first_off_centre": "off-centre"}),
    "interpreter": (
        "interpreter_seat",
        {"behind": "behind", "left_of_delegate": "left", "right_of_principal": "right"},
    ),
    "senior_side": ("senior_side", {"right": "right", "left": "left"}),
    "flags_two": ("two_flags", {"guest_left": "guest-left", "host_left": "host-left", None: None}),
    "flags_many": ("many_flags", {"alphabetical": "alphabetical", "host_centre": "host-centre"}),
}


def test_both_engines_ship_the_same_packs() -> None:
    assert sorted(pack_names()) == sorted(precedence_packs())


@pytest.mark.parametrize("pack", pack_names())
def test_a_pack_seats_as_it_ranks(pack: str) -> None:
    theirs = load_pack(pack).params
    ours = parameters_of(pack)
    assert {own: getattr(ours, own) for own in SAME} == {
        own: words[theirs[name].value] for own, (name, words) in SAME.items()
    }


def test_parameters_by_themselves_are_those_of_the_neutral_pack() -> None:
    assert Parameters() == parameters_of("neutral")
