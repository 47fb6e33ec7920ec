"""The board in Chromium: by hand, by keys, without a script, and with a second editor."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from legation.missions.models import Engagement, Membership
from tests.missions.stage import SEOUL, Stage, build, two

if TYPE_CHECKING:
    from playwright.sync_api import Page

HOUR = 64


@pytest.fixture
def stage(transactional_db: None) -> Stage:
    made = build()
    made.mission.slug = "busan-2024"
    call = made.engagement("Call", venue=made.city_hall, room=made.protocol_room, starts=at(10), ends=at(11))
    tour = made.engagement("Tour", starts=at(13), ends=at(14))
    for row in (call, tour):
        made.attends(row, made.harrell)
    return made


@pytest.fixture
def board(stage: Stage, opened: Callable[..., "Page"]) -> "Page":
    page = opened(stage.guest)
    page.goto(address(stage))
    page.wait_for_selector("#board-part.scripted")
    return page


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 4, 17, hour, minute)


def address(stage: Stage) -> str:
    return reverse("board", args=[stage.mission.slug]) + "?day=2024-04-17&by=room"


def find(title: str) -> Engagement:
    return next(row for row in Engagement.objects.present() if str(row.title) == title)


def times(title: str) -> str:
    row = find(title)
    return f"{row.local_start:%H:%M}–{row.local_end:%H:%M}"


def it(page: "Page", title: str) -> Any:
    return page.locator(f'.board .it:not(.ghost):has(b:text-is("{title}"))')


def drag(page: "Page", title: str, *, down: float, across: float = 0, grip: bool = False) -> None:
    row = it(page, title)
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box is not None
    x = box["x"] + box["width"] / 2
    y = box["y"] + (box["height"] - 3 if grip else 20)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + across / 2, y + down / 2, steps=4)
    page.mouse.move(x + across, y + down, steps=4)


def shown(page: "Page", title: str, when: str) -> None:
    """Wait until the board says so, and nothing is under way."""
    page.wait_for_selector(
        f'#board-part:not([aria-busy]) .it:not(.ghost):has(b:text-is("{title}")):has-text("{when}")'
    )


def test_by_hand_it_is_moved_stretched_copied_and_taken_back(stage: Stage, board: "Page") -> None:
    drag(board, "Call", down=HOUR * 3 + 3)
    assert board.locator(".ghost .when").inner_text() == "13:00–14:00"
    assert board.locator(".ghost .verdict").inner_text() == "Bruce Harrell is also in “Tour”"
    board.mouse.up()
    shown(board, "Call", "13:00–14:00")
    assert it(board, "Call").locator(".w").inner_text() == "Bruce Harrell is also in “Tour”"
    drag(board, "Call", down=-HOUR * 4)
    board.keyboard.down("Shift")
    board.mouse.move(0, 0)  # out of the board: it stays in its lane
    board.keyboard.up("Shift")
    board.keyboard.press("Escape")
    board.mouse.up()
    assert times("Call") == "13:00–14:00"
    lanes = [box for lane in board.locator(".lane").all() if (box := lane.bounding_box())]
    drag(board, "Call", down=-HOUR * 2, across=lanes[1]["x"] - lanes[0]["x"])
    board.mouse.up()
    shown(board, "Call", "11:00–12:00")
    assert (times("Call"), find("Call").room, find("Call").venue) == ("11:00–12:00", None, None)
    drag(board, "Call", down=HOUR / 2, grip=True)
    board.mouse.up()
    shown(board, "Call", "11:00–12:30")
    board.keyboard.down("Alt")
    drag(board, "Tour", down=HOUR * 2)
    board.mouse.up()
    board.keyboard.up("Alt")
    shown(board, "Tour", "15:00–16:00")
    assert sorted(str(row) for row in Engagement.objects.present()) == ["Call", "Tour", "Tour"]
    board.keyboard.press("Control+z")
    it(board, "Tour").nth(1).wait_for(state="detached")
    for when in ("11:00–12:00", "13:00–14:00", "10:00–11:00"):
        board.wait_for_selector("#board-part:not([aria-busy])")
        board.keyboard.press("Control+z")
        shown(board, "Call", when)
    assert (times("Call"), find("Call").room) == ("10:00–11:00", stage.protocol_room)


def test_a_finger_that_rests_drags_and_one_that_moves_at_once_scrolls(stage: Stage, board: "Page") -> None:
    session = board.context.new_cdp_session(board)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def touch(kind: str, *points: tuple[float, float]) -> None:
        told = {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        session.send("Input.dispatchTouchEvent", told)

    def finger(title: str, down: float, *, rests: bool) -> None:
        row = it(board, title)
        row.scroll_into_view_if_needed()
        box = row.bounding_box()
        assert box is not None
        x, y = box["x"] + 40, box["y"] + 20
        touch("touchStart", (x, y))
        if rests:
            board.wait_for_selector(".ghost")
        for step in range(1, 9):
            touch("touchMove", (x, y + down * step / 8))

    finger("Call", HOUR * 2 + 2, rests=True)
    assert board.locator(".ghost .when").inner_text() == "12:00–13:00"
    touch("touchEnd")
    shown(board, "Call", "12:00–13:00")
    assert times("Call") == "12:00–13:00"
    finger("Call", -60, rests=False)
    assert board.locator(".ghost").count() == 0
    touch("touchEnd")
    assert times("Call") == "12:00–13:00"
    assert board.locator("dialog[open]").count() == 0


def test_by_keys_it_is_moved_and_everything_is_said(stage: Stage, board: "Page") -> None:
    said = board.locator("#board-said")
    it(board, "Call").locator(".open").focus()
    board.keyboard.press("Space")
    assert said.inner_text().startswith("Call, 10:00–11:00, is picked up.")
    board.keyboard.press("ArrowDown")
    assert said.inner_text() == "10:15–11:15, Protocol room, City Hall · 30 seats. Nothing stands in the way."
    board.keyboard.press("Shift+ArrowDown")
    board.keyboard.press("+")
    board.keyboard.press("ArrowRight")
    assert said.inner_text() == "10:20–11:35, No place yet. Nothing stands in the way."
    board.keyboard.press("Escape")
    assert said.inner_text() == "Call is put back."
    board.keyboard.press("Space")
    for _ in range(11):
        board.keyboard.press("ArrowDown")
    assert said.inner_text().endswith("30 seats. Bruce Harrell is also in “Tour”")
    board.keyboard.press("Enter")
    shown(board, "Call", "12:45–13:45")
    board.wait_for_function(
        "document.activeElement.closest('.it')?.querySelector('b').textContent === 'Call'"
    )
    board.wait_for_function("document.getElementById('board-said').textContent === 'Moved.'")
    board.keyboard.press("l")
    board.wait_for_selector(".it[data-locked]")
    board.keyboard.press("Space")
    assert said.inner_text() == "Call is locked: its time and its place stay. Press L to unlock it."
    board.keyboard.press("l")
    board.wait_for_selector("#board-part:not([aria-busy]):not(:has(.it[data-locked]))")
    board.keyboard.press("ArrowRight")
    assert board.evaluate("document.activeElement.closest('.it').querySelector('b').textContent") == "Tour"
    board.keyboard.press("Enter")
    board.wait_for_selector("dialog#panel[open]")
    board.get_by_role("button", name="45 minutes later, at 13:45").click()
    shown(board, "Tour", "13:45–14:45")
    assert board.locator("dialog[open]").count() == 0


def test_two_editors_see_each_other_and_the_second_is_told(
    stage: Stage, board: "Page", opened: Callable[..., Any]
) -> None:
    other = opened(stage.host)
    other.goto(address(stage))
    other.wait_for_selector("#board-part.scripted")
    drag(board, "Call", down=-HOUR)
    board.mouse.up()
    shown(board, "Call", "09:00–10:00")
    shown(other, "Call", "09:00–10:00")
    assert other.locator("#board-said").inner_text() == (
        "Somebody else changed the board. You see it as it is now."
    )
    other.evaluate("document.querySelector('#board-part').dataset.page = '/nowhere/'")  # a stale tab
    drag(board, "Call", down=HOUR)
    board.mouse.up()
    shown(board, "Call", "10:00–11:00")
    drag(other, "Call", down=HOUR * 6)
    other.mouse.up()
    other.wait_for_selector("dialog#panel[open] .notice[role=alert]")
    told = other.locator("dialog .notice[role=alert]").inner_text()
    assert "Guest Organiser changed starts from “17 April 2024, 09:00” to “17 April 2024, 10:00”." in told
    assert other.locator("dialog #move_starts_1").input_value() == "15:00"
    assert times("Call") == "10:00–11:00"
    other.get_by_role("button", name="Move", exact=True).click()
    shown(other, "Call", "15:00–16:00")


def test_a_right_that_was_taken_back_is_said_and_what_was_typed_stays(stage: Stage, board: "Page") -> None:
    it(board, "Call").locator(".open").click()
    board.wait_for_selector("dialog#panel[open]")
    board.fill("dialog #move_starts_1", "08:15")
    Membership.objects.filter(user=stage.guest).update(role="press")
    board.get_by_role("button", name="Move", exact=True).click()
    board.wait_for_selector("dialog .notice[role=alert]")
    assert board.locator("dialog .notice[role=alert]").inner_text() == (
        "Your right to change this programme was taken back. Nothing was saved."
        " Copy what you need, then load the page anew."
    )
    assert board.locator("dialog #move_starts_1").input_value() == "08:15"
    assert times("Call") == "10:00–11:00"


def test_the_page_finds_what_the_server_finds(stage: Stage, board: "Page") -> None:
    """Both read the same definitions; for every place of one item, on a board full of trouble."""
    from datetime import timedelta

    from legation.engine.itinerary import Item, conflicts, touches
    from legation.missions.actions.ways import add_way
    from legation.missions.queries.board.loading import loaded

    add_way(stage.city_hall, stage.hotel, 25, by=stage.host)
    for number, (start, end, kind, where) in enumerate(
        [
            (9, 10, "meeting", "h"),
            (11, 12, "transfer", "r"),
            (12, 13, "free_time", "r"),
            (15, 17, "forum", "r"),
        ]
    ):
        place = {"r": {"venue": stage.city_hall, "room": stage.protocol_room}, "h": {"venue": stage.hotel}}
        row = stage.engagement(
            f"Row {number}", kind=kind, starts=at(start), ends=at(end, 20), track=two("T"), **place[where]
        )
        for delegate in (stage.harrell, stage.robinson):
            stage.attends(row, delegate)
    board.reload()
    board.wait_for_selector("#board-part.scripted")
    all_ = loaded(stage.mission, stage.guest)
    call = next(item for item in all_.items if item.key == str(find("Call").pk))
    expected, asked = [], []
    for minutes in range(-120, 500, 20):
        by = timedelta(minutes=minutes)
        moved = Item(call.key, call.start + by, call.end + by, call.people, call.room, call.venue, call.kind)
        others = [item for item in all_.items if item.key != call.key]
        found = [fact for fact in conflicts([moved, *others], all_.travel) if touches(fact, call.key)]
        expected.append(sorted(type(fact).__name__ for fact in found))
        asked.append(minutes)
    seen = board.evaluate(
        """async ([key, moves]) => {
          const script = document.querySelector('script[src*="board"]').src;
          const { facts } = await import(script.replace("board.js", "board-check.js"));
          const checks = JSON.parse(document.getElementById("board-part").dataset.checks);
          const names = { person: "PersonClash", room: "RoomClash", way: "TravelGap" };
          return moves.map((by) => {
            const item = [...checks.items[key]];
            item[0] += by;
            item[1] += by;
            const found = facts(checks, key, item);
            const each = (fact) => (fact.people.length ? fact.people : [0]).map(() => names[fact.kind]);
            return found.flatMap(each).sort();
          });
        }""",
        [call.key, asked],
    )
    assert seen == expected
    assert len({tuple(one) for one in expected}) > 4


def test_without_a_script_the_panel_is_a_page(stage: Stage, opened: Callable[..., Any]) -> None:
    page = opened(stage.host, javascript=False)
    page.goto(address(stage))
    page.get_by_role("link", name="Call", exact=True).click()
    page.fill("#move_starts_1", "08:00")
    page.get_by_role("button", name="Move", exact=True).click()
    assert (times("Call"), find("Call").zone) == ("08:00–11:00", SEOUL)
    assert page.locator(".it", has_text="Call").locator(".when").inner_text() == "08:00–11:00"
    page.get_by_role("button", name="Undo", exact=True).click()
    assert times("Call") == "10:00–11:00"


def test_on_a_phone_the_board_is_a_list_of_the_day(stage: Stage, opened: Callable[..., Any]) -> None:
    page = opened(stage.guest, width=390)
    page.goto(address(stage).replace("room", "person"))
    rows = page.locator(".board .it:visible")
    assert [text.split("\n")[0] for text in rows.all_inner_texts()] == ["Call", "Tour"]
    assert page.evaluate("document.documentElement.scrollWidth") == 390
