"""Keys that anybody can write into an address."""

import pytest

from legation.kernel.asked import key_asked
from tests.permissions.test_walk import logged_in
from tests.world import make_world


@pytest.mark.parametrize(
    ("told", "key"),
    [
        *(("1", 1), ("007", 7), (12, 12), ("9" * 18, 10**18 - 1)),
        *((told, None) for told in ("", None, "-1", "1.0", " 1", "٣", "²", "9" * 19, "9" * 5000, "x")),
    ],
)
def test_a_key_is_a_number_that_a_database_can_hold(told: object, key: int | None) -> None:
    assert key_asked(told) == key


def test_whom_a_form_names_with_a_number_that_no_database_holds_is_told_to_be_nobody(db: None) -> None:
    world = make_world()
    client = logged_in(world.users)["guest-organiser"]
    values = {"person": "9" * 5000, "representing": "9223372036854775808", "post": "9" * 400}
    answer = client.post("/missions/test-mission/delegation/new/", values)
    assert answer.status_code == 422
    # Each above the form and at its field.
    assert answer.content.decode().count("That choice is not one of the available choices") == 3 * 2
