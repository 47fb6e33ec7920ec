"""The door in a browser: marking in place, finding a name while typing, following another screen."""

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from legation.missions.models import Attendance

if TYPE_CHECKING:
    from tests.world import World


@pytest.mark.parametrize("width", [390, 1280])
def test_a_mark_is_saved_and_the_other_screen_follows(world: "World", opened: Any, width: int) -> None:
    call = world.things["engagement"]
    address = reverse("presence", args=[world.mission.slug, call.pk])
    row = world.things["guest-attendance"]
    door, stage = opened(world.host, width=width), opened(world.guest)
    door.goto(address)
    stage.goto(reverse("ceremonies", args=[world.mission.slug, call.pk]))
    door.locator(f"#mark-{row.pk}-present").click()
    expect(door.locator(f"#mark-{row.pk}-present")).to_have_attribute("aria-pressed", "true")
    expect(door.locator(".count b").first).to_have_text("1")
    assert door.evaluate("document.activeElement.id") == f"mark-{row.pk}-present"
    expect(stage.locator("#acknowledged")).to_contain_text("1 is checked in", timeout=8000)
    assert Attendance.objects.get(pk=row.pk).presence == "present"
    assert door.evaluate("document.documentElement.scrollWidth - innerWidth") == 0


def test_a_name_is_found_while_it_is_typed(world: "World", opened: Any) -> None:
    door = opened(world.host, width=390)
    door.goto(reverse("presence", args=[world.mission.slug, world.things["engagement"].pk]))
    rows = door.locator(".arriving > li:visible")
    expect(rows).to_have_count(3)
    door.locator(".find input").fill("mayorgu")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Mayorguest")


def test_the_door_works_without_javascript(world: "World", opened: Any) -> None:
    door = opened(world.host, width=390, javascript=False)
    door.goto(reverse("presence", args=[world.mission.slug, world.things["engagement"].pk]) + "?q=Mayorguest")
    row = world.things["guest-attendance"]
    door.locator(f"#mark-{row.pk}-absent").click()
    expect(door.locator(f"#mark-{row.pk}-absent")).to_have_attribute("aria-pressed", "true")
    assert door.url.endswith("?q=Mayorguest")
