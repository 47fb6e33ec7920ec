"""The gate answers in one order: method, login, load, permission."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_method_is_looked_at_before_the_login(world: World) -> None:
    where = reverse("commitment-remove", args=[world.mission.slug, world.things["commitment"].pk])
    answer = Client().get(where)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert Client().post(where).status_code == 302


def test_a_stranger_to_the_site_is_led_to_the_login_and_back(world: World) -> None:
    where = reverse("desk", args=[world.mission.slug])
    answer = Client().get(where, {"a": "1"})
    assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={where}%3Fa%3D1")


def test_a_mission_that_does_not_exist_asks_for_the_login_all_the_same(db: None) -> None:
    there = Client().get(reverse("desk", args=["no-such-mission"]))
    assert there.status_code == 302


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("guest-organiser", 200),
        ("guest-assistant", 403),
        ("guest-press", 404),
        ("host-protocol", 404),
        ("other-office", 404),
        ("administrator", 404),
    ],
)
def test_what_one_may_not_see_does_not_exist_and_what_one_may_not_do_is_refused(
    world: World, as_: Callable[..., Client], who: str, status: int
) -> None:
    hidden = world.things["guest-hidden-commitment"]
    where = reverse("commitment-edit", args=[world.mission.slug, hidden.pk])
    assert as_(world.users[who]).get(where).status_code == status


def test_head_is_answered_where_get_is(world: World, as_: Callable[..., Client]) -> None:
    client, where = as_(world.guest), reverse("desk", args=[world.mission.slug])
    answer = client.head(where)
    assert (answer.status_code, answer.content) == (200, b"")
    assert client.put(where)["Allow"] == "GET, HEAD"


def test_a_part_is_found_under_its_own_mission_only(world: World, as_: Callable[..., Client]) -> None:
    from legation.kernel.choices import Side
    from legation.missions.actions import open_mission
    from tests.world import two

    days = {"starts_on": world.mission.starts_on, "ends_on": world.mission.ends_on}
    other = open_mission({"slug": "other", "name": two("Other"), **days}, by=world.guest, side=Side.GUEST)
    key, client = world.things["commitment"].pk, as_(world.guest)
    asked = [
        client.get(reverse("commitment-history", args=[slug, key])) for slug in ("test-mission", other.slug)
    ]
    assert [answer.status_code for answer in asked] == [200, 404]


def test_a_number_too_large_for_a_column_is_not_found(world: World, as_: Callable[..., Client]) -> None:
    where = reverse("commitment-history", args=[world.mission.slug, 10**30])
    assert as_(world.guest).get(where).status_code == 404


def test_every_gate_says_what_it_declared() -> None:
    from legation.kernel.gate import Declaration, gate, public
    from legation.missions.models import Mission

    def view(request: Any) -> Any: ...

    assert gate(["POST"], Mission, "missions.change_mission")(view).declaration == Declaration(
        ("POST",), "missions.change_mission", Mission
    )
    assert public(["GET"], because="no secret")(view).declaration == Declaration(
        ("GET",), None, None, "no secret"
    )
