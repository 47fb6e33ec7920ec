"""Keys that anybody can write into an address."""

import pytest
from django.core.exceptions import ValidationError
from django.forms import ModelMultipleChoiceField

from legation.accounts.actions import open_office
from legation.accounts.models import Office
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


def test_a_number_that_no_database_holds_is_in_no_row(db: None) -> None:
    one = open_office("One").pk
    several = ModelMultipleChoiceField(Office.objects.order_by("pk"))
    assert list(Office.objects.filter(pk__in=[one, 2**63, -(2**63) - 1]).values_list("pk", flat=True)) == [
        one
    ]
    assert list(Office.objects.filter(pk__in=Office.objects.filter(pk__in=[one]).values("pk"))) == [
        Office.objects.get()
    ]
    for told in (2**63, "9" * 400, "9" * 5000):
        with pytest.raises(ValidationError):
            several.clean([str(one), told])
    assert list(several.clean([str(one)])) == [Office.objects.get()]


def test_whom_a_form_names_with_a_number_that_no_database_holds_is_told_to_be_nobody(db: None) -> None:
    world = make_world()
    client = logged_in(world.users)["guest-organiser"]
    values = {"person": "9" * 5000, "representing": "9223372036854775808", "post": "9" * 400}
    answer = client.post("/missions/test-mission/delegation/new/", values)
    assert answer.status_code == 422
    # Each above the form and at its field.
    assert answer.content.decode().count("That choice is not one of the available choices") == 3 * 2
