"""The seat plan in Chromium: dragged by hand, by keys, undone, locked, and seen by a second editor."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from tests.protocol.seated import arranged, locked, saved

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.protocol.busan import Busan


@pytest.fixture
def table(transactional_db: None) -> "Busan":
    from tests.protocol.busan import build, everybody

    stage = everybody(build())
    arranged(stage, stage.call, layout="bilateral")
    return stage


@pytest.fixture
def plan(table: "Busan", opened: Callable[..., "Page"]) -> "Page":
    page = opened(table.host)
    page.goto(address(table))
    return page


def address(stage: "Busan") -> str:
    return reverse("seating", args=[stage.mission.slug, stage.call.pk])


def middle(page: "Page", selector: str) -> tuple[float, float]:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def spot(seat: str) -> str:
    return f'[data-seat="{seat}"] .spot'


def drag(page: "Page", start: str, end: str) -> None:
    page.locator(".planned").evaluate("node => node.scrollIntoView()")
    x, y = middle(page, start)
    to_x, to_y = middle(page, end)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move((x + to_x) / 2, (y + to_y) / 2, steps=4)
    page.mouse.move(to_x, to_y, steps=4)
    page.mouse.up()


def version(page: "Page", number: int) -> None:
    """Wait until the plan on the page is this version."""
    page.wait_for_selector(f'#plan-part[data-version="{number}"]:not([aria-busy])')


def person_at(page: "Page", seat: str) -> str | None:
    return page.locator(f'[data-seat="{seat}"]').get_attribute("data-person")


def test_a_person_dragged_to_a_taken_chair_changes_places(table: "Busan", plan: "Page") -> None:
    drag(plan, spot("t1-g4"), spot("t1-g2"))
    version(plan, 2)
    assert (person_at(plan, "t1-g2"), person_at(plan, "t1-g4")) == (
        table.key("professor"),
        table.key("robinson"),
    )
    assert saved(table.call)[table.key("professor")] == "t1-g2"
    said = plan.locator("#plan-said").inner_text()
    assert said == "Moved."
    assert plan.locator("details.moved li").all_inner_texts() == [
        "Lynne Robinson guests’ seat 2 → guests’ seat 4",
        "Rowan Sample guests’ seat 4 → guests’ seat 2",
    ]


def test_a_person_dragged_to_the_list_has_no_seat_and_comes_back(table: "Busan", plan: "Page") -> None:
    drag(plan, spot("t1-h2"), "#unseated h2")
    version(plan, 2)
    assert plan.locator(".guestcard").get_attribute("data-person") == table.key("vice")
    drag(plan, ".guestcard", spot("t1-h2"))
    version(plan, 3)
    assert (person_at(plan, "t1-h2"), plan.locator(".guestcard").count()) == (table.key("vice"), 0)


def test_a_drag_to_nowhere_changes_nothing(table: "Busan", plan: "Page") -> None:
    before = plan.locator(".planned svg").inner_html()
    drag(plan, spot("t1-g4"), "circle.table, rect.table")
    plan.wait_for_timeout(200)
    plan.mouse.move(0, 0)
    assert plan.locator("#plan-part").get_attribute("data-version") == "1"
    assert plan.locator(".planned svg .sitter").count() == before.count('class="sitter"')
    assert plan.locator(".dragged").count() == 0


def test_the_keyboard_moves_locks_and_undoes(table: "Busan", plan: "Page") -> None:
    plan.locator('[data-seat="t1-g4"]').focus()
    plan.keyboard.press("Enter")
    assert plan.locator("#plan-said").inner_text() == (
        "Rowan Sample is picked up. Arrow keys choose a seat, Enter puts down, Escape puts back."
    )
    plan.keyboard.press("Escape")
    assert plan.locator("#plan-said").inner_text() == "Rowan Sample is put back."
    plan.keyboard.press("Enter")
    for _ in range(4):
        if plan.locator(":focus").get_attribute("data-seat") == "t1-g2":
            break
        right = plan.locator('[data-seat="t1-g2"]').get_attribute("data-x")
        here = plan.locator(":focus").get_attribute("data-x")
        plan.keyboard.press("ArrowRight" if float(right or 0) > float(here or 0) else "ArrowLeft")
    assert plan.locator("#plan-said").inner_text() == "guests’ seat 2: Lynne Robinson"
    plan.keyboard.press("Enter")
    version(plan, 2)
    assert plan.locator(":focus").get_attribute("data-seat") == "t1-g2"
    plan.keyboard.press("l")
    version(plan, 3)
    assert locked(table.call) == {table.key("professor"): "t1-g2"}
    assert plan.locator('[data-seat="t1-g2"] .lock').count() == 1
    drag(plan, spot("t1-g2"), spot("t1-g1"))
    assert plan.locator("#plan-said").inner_text() == "Rowan Sample is locked to this seat. Unlock it first."
    plan.keyboard.press("Control+z")
    version(plan, 4)
    plan.keyboard.press("Control+z")
    version(plan, 5)
    assert (person_at(plan, "t1-g4"), locked(table.call)) == (table.key("professor"), {})
    plan.keyboard.press("Control+Shift+z")
    version(plan, 6)
    assert person_at(plan, "t1-g2") == table.key("professor")
    plan.locator('[data-seat="t1-g1"]').focus()
    plan.keyboard.press("?")
    assert plan.locator("dialog#seat-keys[open]").count() == 1


def test_a_second_editor_sees_the_move_and_a_stale_hand_is_told(
    table: "Busan", plan: "Page", opened: Callable[..., Any]
) -> None:
    other = opened(table.guest)
    other.goto(address(table))
    other.evaluate("window.stale = true")
    drag(plan, spot("t1-g4"), spot("t1-g2"))
    version(plan, 2)
    drag(other, spot("t1-h4"), spot("t1-h2"))
    other.wait_for_selector(".notice.warn[role=alert]")
    assert "Somebody else changed the plan since." in other.locator(".notice.warn[role=alert]").inner_text()
    assert (person_at(other, "t1-g2"), person_at(other, "t1-h4")) == (
        table.key("professor"),
        table.key("ambassador"),
    )
    drag(other, spot("t1-h4"), spot("t1-h2"))
    version(other, 3)
    version(plan, 3)  # the first one's page looks every few seconds
    assert person_at(plan, "t1-h2") == table.key("ambassador")


def test_replies_are_announced_and_shown_when_asked(table: "Busan", plan: "Page") -> None:
    from legation.missions.actions import change_delegate

    vice = table.people["vice"]
    change_delegate(vice, {"status": "declined"}, seen=vice.version, by=table.host)
    plan.wait_for_selector("#plan-news:not([hidden])")
    assert plan.locator("#plan-news span").inner_text().strip() == "1 person replied since."
    assert person_at(plan, "t1-h2") == table.key("vice")
    plan.locator("[data-show]").click()
    plan.wait_for_selector(f'[data-seat="t1-h2"][data-person="{table.key("director")}"]')
    assert plan.locator("#plan-news").is_hidden()


def test_without_a_script_people_are_moved_by_a_form(table: "Busan", opened: Callable[..., Any]) -> None:
    page = opened(table.host, javascript=False)
    page.goto(address(table))
    page.select_option("#move-person", table.key("professor"))
    page.select_option("#move-seat", "t1-g2")
    page.get_by_role("button", name="Move", exact=True).click()
    assert saved(table.call)[table.key("professor")] == "t1-g2"
    assert page.locator("details.moved summary").inner_text() == "2 people moved"
    page.get_by_role("button", name="Undo", exact=True).click()
    assert page.locator('[data-seat="t1-g4"]').get_attribute("data-person") == table.key("professor")
