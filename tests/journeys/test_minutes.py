"""Minutes in Chromium: two write at once, by keyboard, and see each other's lines without a new page."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from legation.missions.actions import add_attendance, add_point
from legation.outcomes.actions import minutes as acts
from legation.outcomes.models import Hold, Minutes, MinutesLine
from tests.missions.stage import Stage, build, two

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture
def call(transactional_db: None) -> tuple[Stage, Minutes]:
    stage = build()
    made = stage.engagement(venue=stage.city_hall, room=stage.protocol_room)
    stage.attends(made, stage.harrell)
    add_attendance(made, {"delegate": stage.park, "function": "principal"}, by=stage.host)
    add_point(made, {"kind": "agenda", "text": two("Trade", "무역"), "position": 1}, by=stage.guest)
    return stage, acts.begin_minutes(made, by=stage.host)


def address(minutes: Minutes) -> str:
    return reverse("minutes", args=[minutes.mission.slug, minutes.pk])


def said(page: "Page") -> list[str]:
    """The lines as they stand, without what can be done with them."""
    return [" ".join(each.split()) for each in page.locator("#lines .entries .said").all_inner_texts()]


def test_two_write_by_keyboard_and_see_each_other(
    call: tuple[Stage, Minutes], opened: Callable[..., "Page"]
) -> None:
    stage, minutes = call
    one, other = opened(stage.host), opened(stage.guest, language="ko")
    complaints: list[str] = []
    for page in (one, other):
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address(minutes))
        page.wait_for_selector("[data-keys]:not([hidden])")
    one.evaluate("window.same = true")
    one.focus("#next-text")
    one.keyboard.type("/par")
    one.wait_for_selector("#offered:not([hidden])")
    one.keyboard.press("Enter")
    one.keyboard.type("We open a lab.")
    one.keyboard.press("Enter")
    one.wait_for_selector(".entry.statement")
    one.keyboard.type("In May.")  # the focus stayed, and so did the speaker
    one.keyboard.press("Enter")
    other.wait_for_selector('.entry:has-text("In May.")')
    assert said(one) == ["Park Heong-joon We open a lab.", "Park Heong-joon In May."]
    assert said(other) == ["박형준 We open a lab.", "박형준 In May."]
    other.focus("#next-text")
    other.keyboard.type("/의제")
    other.keyboard.press("Enter")
    other.keyboard.type("문화")
    other.keyboard.press("Enter")
    one.wait_for_selector('.heading:has-text("문화")')
    assert one.locator("#next-under option").all_inner_texts() == ["1. Trade", "2. 문화", "Under no item"]
    assert one.evaluate("window.same") is True  # no new page was loaded
    assert complaints == []


def test_edits_of_one_line_conflict_in_place_and_of_two_are_both_kept(
    call: tuple[Stage, Minutes], opened: Callable[..., "Page"]
) -> None:
    stage, minutes = call
    told = {"under": None, "visibility": "shared", "person": None, "speaker": ""}
    first, second = (
        acts.add_line(minutes, {**told, "kind": "decision", "text": two(text, text)}, by=stage.host)
        for text in ("First", "Second")
    )
    one, other = opened(stage.host), opened(stage.guest)
    for page in (one, other):
        page.goto(address(minutes))
        page.wait_for_selector("[data-keys]:not([hidden])")
    for page, text in ((one, "Host words"), (other, "Guest words")):
        page.click(f"#line-{first.pk} [data-edit]")
        page.fill(f"#line-{first.pk}-text_0", text)
    one.wait_for_selector(f"#line-{first.pk} .writing, #line-{first.pk} form")
    acts.change_line(second, {**told, "text": two("Second, changed")}, seen=second.version, by=stage.guest)
    one.wait_for_selector('.entry:has-text("Second, changed")')
    assert one.input_value(f"#line-{first.pk}-text_0") == "Host words"  # what is typed stays
    one.press(f"#line-{first.pk}-text_0", "Control+Enter")
    one.wait_for_selector(f"#line-{first.pk}:not(:has(form.line-form))")
    other.press(f"#line-{first.pk}-text_0", "Control+Enter")
    other.wait_for_selector(f"#line-{first.pk} .notice.warn")
    assert other.locator(f"#line-{first.pk} .notice.warn li").all_inner_texts() == [
        "Host Protocol changed text from “First” to “Host words / First”."
    ]
    assert other.input_value(f"#line-{first.pk}-text_0") == "Guest words"
    other.click(f"#line-{first.pk} .line-form button")
    other.wait_for_selector(f"#line-{first.pk}:not(:has(form.line-form))")
    one.wait_for_selector('.entry:has-text("Guest words")')
    first.refresh_from_db()
    assert (first.text.data["en"], MinutesLine.objects.get(pk=second.pk).text.data["en"]) == (
        "Guest words",
        "Second, changed",
    )
    assert Hold.objects.count() == 0
