"""Missions by time, and the desk of one: what is next, how far it is, what waits, as each side sees it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from legation.kernel.choices import Side
from legation.missions import actions as missions
from legation.missions.models import Mission
from legation.outcomes import actions as outcomes
from tests.desk.browsing import texts, words
from tests.world import SECRETS, World, engagement_values, two

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def another(world: World, slug: str, first: date, last: date, **values: Any) -> Mission:
    fields = {"slug": slug, "name": two(slug.title()), "starts_on": first, "ends_on": last, **values}
    return missions.open_mission(fields, by=world.guest, side=Side.GUEST)


def desk(world: World) -> str:
    return reverse("desk", args=[world.mission.slug])


def test_missions_stand_under_what_is_on_coming_and_over(world: World, as_: As) -> None:
    another(world, "soon", date(2024, 5, 1), date(2024, 5, 3))
    another(world, "later", date(2024, 6, 1), date(2024, 6, 3))
    another(world, "old", date(2023, 1, 1), date(2023, 1, 2))
    another(world, "older", date(2022, 1, 1), date(2022, 1, 2))
    another(world, "off", date(2024, 4, 10), date(2024, 4, 30), status="cancelled")
    with time_machine.travel("2024-04-17T03:00:00Z", tick=False):
        page = as_(world.guest).get(reverse("missions"))
    assert texts(page, "section h2") == ["On now", "Coming", "Over, with what is still open"]
    assert texts(page, "section h3") == ["Test mission", "Soon", "Later", "Off", "Old", "Older"]


def test_very_many_missions_are_listed_a_page_at_a_time(world: World, as_: As, monkeypatch: Any) -> None:
    another(world, "later", date(2024, 6, 1), date(2024, 6, 3))
    another(world, "old", date(2023, 1, 1), date(2023, 1, 2))
    with time_machine.travel("2024-04-17T03:00:00Z", tick=False):
        monkeypatch.setattr("legation.desk.queries.listing.MOST_MISSIONS", 3)
        whole = as_(world.guest).get(reverse("missions")).content.decode()
        another(world, "older", date(2022, 1, 1), date(2022, 1, 2))
        pages = {
            page: as_(world.guest).get(reverse("missions"), {"page": page}) for page in ("", 2, 3, "x", -1)
        }
    first, second = ["Test mission", "Later", "Old"], ["Older"]
    assert {page: texts(found, "section h3") for page, found in pages.items()} == {
        **dict.fromkeys(("", "x", -1), first),
        **dict.fromkeys((2, 3), second),
    }
    assert ("Page 1 of 2" in pages[""].content.decode(), "Page 2 of 2" in pages[2].content.decode()) == (
        True,
        True,
    )
    assert "Page 1" not in whole


@pytest.mark.parametrize(
    ("now", "heading"),
    [
        ("2024-04-12T14:59:00Z", "Coming"),
        ("2024-04-12T15:00:00Z", "On now"),  # midnight in Busan
        ("2024-04-20T14:59:00Z", "On now"),
        ("2024-04-20T15:00:00Z", "Over, with what is still open"),
    ],
)
def test_a_mission_begins_and_ends_on_the_hosts_clock(world: World, as_: As, now: str, heading: str) -> None:
    with time_machine.travel(now, tick=False):
        assert texts(as_(world.host).get(reverse("missions")), "section h2") == [heading]


def test_counts_are_of_what_the_reader_sees(world: World, as_: As) -> None:
    counted = {}
    for key in ("guest-organiser", "guest-press", "host-protocol", "host-press", "other-office"):
        page = words(as_(world.users[key]).get(reverse("missions")))
        counted[key] = (
            [number for number in (1, 2, 3) if f"{number} delegate" in page],
            [number for number in (1, 2, 3) if f"{number} promise" in page],
        )
    assert counted == {
        "guest-organiser": ([2], [2]),
        "guest-press": ([1], [1]),
        "host-protocol": ([1], [2]),
        "host-press": ([1], [1]),
        "other-office": ([], []),
    }


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_list_asks_as_many_queries_for_one_mission_as_for_twelve(
    world: World, as_: As, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count - 1):
        mission = another(world, f"m{number}", date(2024, 5, 1), date(2024, 5, 2))
        city = {"city": world.things["busan"], "party": "host", "name": two("Hosts")}
        missions.add_delegation(mission, city, by=world.guest)
        outcomes.add_commitment(mission, {"title": two("Promise")}, by=world.guest)
    client = as_(world.guest)
    with django_assert_num_queries(6):
        page = client.get(reverse("missions"))
    assert len(texts(page, "section h3")) == count


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_desk_asks_as_many_queries_for_one_engagement_as_for_twelve(
    world: World, as_: As, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        call = missions.add_engagement(
            world.mission, engagement_values(world, f"Call {number}"), by=world.host
        )
        for side in ("guest", "host"):
            values = {"delegate": world.things[f"{side}-delegate"], "function": "principal"}
            missions.add_attendance(call, values, by=world.host)
        outcomes.add_commitment(world.mission, {"title": two(f"Promise {number}")}, by=world.host)
    client = as_(world.guest)
    client.get(desk(world))
    with time_machine.travel("2024-04-17T00:00:00Z", tick=False), django_assert_num_queries(12):
        page = client.get(desk(world))
    assert len([title for title in texts(page, ".slot h3") if title.startswith("Call ")]) == count


def test_each_side_reads_its_own_desk(world: World, as_: As) -> None:
    for now in ("2024-04-16T00:00:00Z", "2025-01-01T00:00:00Z"):
        with time_machine.travel(now, tick=False):
            for key in ("guest-organiser", "guest-assistant", "guest-press", "host-delegate", "host-press"):
                html = as_(world.users[key]).get(desk(world)).content.decode()
                seen = {side for side, word in SECRETS.items() if word in html}
                assert seen == (set() if key.endswith("press") else {key.split("-")[0]}), (now, key)


def test_what_is_on_is_marked_and_what_is_called_off_is_not_on(world: World, as_: As) -> None:
    call = world.things["engagement"]
    with time_machine.travel("2024-04-17T08:30:00Z", tick=False):
        row = ".slot.now h3"
        assert "Courtesy call" in texts(as_(world.host).get(desk(world)), row)
        call.refresh_from_db()
        missions.cancel_engagement(call, seen=call.version, by=world.host)
        page = as_(world.host).get(desk(world))
    assert "Courtesy call" not in texts(page, row)
    assert "Courtesy call" in texts(page, ".slot.cancelled h3")


def test_two_days_are_shown_ahead_and_all_of_them_afterwards(world: World, as_: As) -> None:
    for day in (18, 19, 20):
        times = {"starts": datetime(2024, 4, day, 9), "ends": datetime(2024, 4, day, 10)}
        missions.add_engagement(world.mission, engagement_values(world, f"Day {day}", **times), by=world.host)
    with time_machine.travel("2024-04-18T12:00:00Z", tick=False):
        page = as_(world.host).get(desk(world))
    assert texts(page, "section.day h2") == ["Friday 19 April 1 item", "Saturday 20 April 1 item"]
    assert "2 more days in the programme" in words(page)
    with time_machine.travel("2024-04-22T00:00:00Z", tick=False):
        page = as_(world.host).get(desk(world))
    assert len(texts(page, "section.day h2")) == 4
    assert texts(page, "aside h2")[0] == "On record"


def test_decisions_wait_until_they_are_taken(world: World, as_: As) -> None:
    mission, by = world.mission, world.host
    values = engagement_values(world, "Somewhere", status="tentative", venue=None, room=None)
    missions.add_engagement(mission, values, by=by)
    outcomes.add_commitment(mission, {"title": two("Late"), "due_on": date(2024, 4, 1)}, by=by)
    outcomes.add_commitment(mission, {"title": two("Lost"), "status": "unknown"}, by=by)
    outcomes.add_commitment(
        mission, {"title": two("Kept"), "status": "done", "due_on": date(2024, 4, 1)}, by=by
    )
    with time_machine.travel("2024-04-16T00:00:00Z", tick=False):
        page = as_(by).get(desk(world))
        assert texts(page, "aside section:nth-of-type(2) li") == [
            "2 findings in sources to confirm",
            "1 promise is overdue",
            "1 promise whose outcome nobody has found",
            "1 engagement still tentative",
            "1 engagement without a venue",
        ]
        assert "Kept" not in words(page)
    with time_machine.travel("2024-04-30T00:00:00Z", tick=False):
        waiting = texts(as_(by).get(desk(world)), "aside section:nth-of-type(2) li")
    assert "4 engagements are past: were they held?" in waiting
    assert [line for line in waiting if "venue" in line] == []


def test_the_seat_plan_of_the_next_call_is_drawn(world: World, as_: As) -> None:
    with time_machine.travel("2024-04-17T00:00:00Z", tick=False):
        page = as_(world.guest).get(desk(world))
        assert texts(page, "h2.ruled a") == ["Seating: Courtesy call"]
        drawn = " ".join(texts(page, "svg"))
        assert "Mayorguest" in drawn
        assert SECRETS["host"] not in drawn
        attendance = world.things["host-attendance"]
        missions.remove_part(attendance, by=world.host)
        assert texts(as_(world.guest).get(desk(world)), "h2.ruled a") == []


def test_an_empty_mission_says_what_belongs_here(world: World, as_: As) -> None:
    empty = another(world, "empty", date(2024, 5, 1), date(2024, 5, 3))
    page = as_(world.guest).get(reverse("desk", args=[empty.slug]))
    assert (page.status_code, texts(page, ".empty a")) == (200, ["Plan the first engagement"])
    assert "Nothing waits for you." in words(page)


def test_a_promise_due_today_is_not_overdue(world: World, as_: As) -> None:
    due = date(2024, 4, 16)
    outcomes.add_commitment(world.mission, {"title": two("Due"), "due_on": due}, by=world.host)
    overdue = []
    for shift in (0, 1):
        with time_machine.travel(datetime(2024, 4, 16, 12) + timedelta(days=shift), tick=False):
            overdue.append("overdue" in words(as_(world.host).get(desk(world))))
    assert overdue == [False, True]


def test_home_leads_to_the_missions(db: None) -> None:
    assert Client().get(reverse("home"))["Location"] == reverse("missions")
