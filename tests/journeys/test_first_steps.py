"""What people do first: log in, open a mission, plan an engagement, and meet another editor."""

import re
from typing import Any

from tests.world import PASSWORD, World


def test_log_in_and_out(world: World, opened: Any) -> None:
    page = opened(world.users["stranger"])
    page.context.clear_cookies()
    page.goto("/missions/")
    page.get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill("guest-organiser@test.example")
    page.get_by_label(re.compile("^password", re.IGNORECASE)).fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.wait_for_url("**/missions/")
    assert page.get_by_role("heading", level=1).inner_text() == "Missions"
    page.get_by_role("link", name="guest-organiser").click()
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/account/login/")


def test_the_language_is_one_click_away_and_stays(world: World, opened: Any) -> None:
    page = opened(world.guest)
    page.goto(f"/missions/{world.mission.slug}/")
    page.get_by_role("button", name="한국어").click()
    assert page.locator("html").get_attribute("lang") == "ko"
    assert page.get_by_role("heading", level=1).inner_text() == "시험 방문단"
    page.goto("/missions/")
    assert page.locator("html").get_attribute("lang") == "ko"


def test_keys_search_go_and_list_themselves(world: World, opened: Any) -> None:
    page = opened(world.guest)
    page.goto("/missions/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("박표본")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/**")
    assert page.get_by_role("link", name="Sample Mayorguest").count() >= 1
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("c")
    page.wait_for_url("**/cities/")


def test_an_engagement_is_planned_without_javascript(world: World, opened: Any) -> None:
    page = opened(world.guest, javascript=False)
    page.goto(f"/missions/{world.mission.slug}/programme/new/")
    page.locator("[name=title_0]").fill("Visit to the harbour")
    page.locator("[name=title_1]").fill("항만 방문")
    page.locator("[name=kind]").select_option("site_visit")
    for name, value in (
        ("starts_0", "2024-04-18"),
        ("starts_1", "09:30"),
        ("ends_0", "2024-04-18"),
        ("ends_1", "11:00"),
    ):
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("button", name="Save").click()
    page.goto(f"/missions/{world.mission.slug}/programme/")
    assert page.get_by_role("link", name="Visit to the harbour").count() == 1


def test_the_second_editor_is_told_and_loses_nothing(world: World, opened: Any) -> None:
    first, second = opened(world.guest), opened(world.host)
    where = f"/missions/{world.mission.slug}/edit/"
    first.goto(where)
    second.goto(where)
    first.locator("[name=name_0]").fill("Renamed by the first")
    first.get_by_role("button", name="Save").click()
    first.wait_for_load_state()
    second.locator("[name=name_0]").fill("Typed by the second")
    second.get_by_role("button", name="Save").click()
    assert second.locator("[name=name_0]").input_value() == "Typed by the second"
    assert "Renamed by the first" in second.get_by_role("alert").first.inner_text()
    second.get_by_role("button", name="Save").click()
    second.wait_for_load_state()
    second.goto(f"/missions/{world.mission.slug}/")
    assert second.get_by_role("heading", level=1).inner_text() == "Typed by the second"
