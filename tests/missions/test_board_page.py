"""The board as each side reads it: lanes, clocks, facts in place, and what it costs."""

import json
import re
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legation.kernel.choices import Visibility
from legation.missions.actions import add_room, cancel_engagement, change_engagement, give_access
from legation.missions.actions.board import close_day, move_engagement
from legation.missions.actions.bookings import book_room
from legation.missions.actions.ways import add_way
from legation.missions.models import Engagement, Membership, Mission
from legation.missions.queries.board import Asked, Board, board_of
from legation.missions.queries.board.loading import pulse_of
from legation.missions.queries.board.panel import panel_of
from tests.missions.stage import SEOUL, Stage, build, two

QUERIES = 15


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


def at(hour: int, minute: int = 0, day: int = 17) -> datetime:
    return datetime(2024, 4, day, hour, minute)


def seen(stage: Stage, user: Any = None, **asked: str) -> Board:
    mission = Mission.objects.get(pk=stage.mission.pk)
    return board_of(mission, user or stage.guest, timezone.now(), Asked(**{"day": "2024-04-17", **asked}))


def lanes(board: Board) -> dict[str, list[str]]:
    return {lane.name: [f"{item.engagement} {item.clock}" for item in lane.items] for lane in board.lanes}


def facts(board: Board) -> dict[str, list[str]]:
    found = {}
    for lane in board.lanes:
        for item in lane.items:
            found[str(item.engagement)] = [fact.key for fact in item.facts]
    return found


def logged_in(user: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def address(stage: Stage, name: str = "board", *args: Any) -> str:
    return reverse(name, args=[stage.mission.slug, *args])


def test_lanes_are_rooms_tracks_sides_people_or_days(stage: Stage) -> None:
    call = stage.engagement(venue=stage.city_hall, room=stage.protocol_room, track=two("Protocol"))
    stage.engagement("Huddle", visibility=Visibility.GUEST, starts=at(9), ends=at(10))
    stage.engagement("Elsewhen", starts=at(9, day=18), ends=at(10, day=18))
    stage.attends(call, stage.harrell)
    stage.attends(call, stage.park)
    said, huddle = "Courtesy call 17:00–17:45", "Huddle 09:00–10:00"
    assert lanes(seen(stage, by="room")) == {"Protocol room": [said], "No place yet": [huddle]}
    assert lanes(seen(stage, by="track")) == {"Protocol": [said], "No track": [huddle]}
    assert lanes(seen(stage, by="side")) == {"Shared": [said], "Guest side only": [huddle]}
    assert lanes(seen(stage, by="person")) == {
        "Bruce Harrell": [said],
        "Park Heong-joon": [said],
        "Nobody yet": [huddle],
    }
    days = lanes(seen(stage, by="day"))
    assert (days["Wed 17"], days["Thu 18"], len(days)) == ([huddle, said], ["Elsewhen 09:00–10:00"], 8)
    again = [[item.again for item in lane.items] for lane in seen(stage, by="person").lanes]
    assert again == [[False], [True], [False]]


def test_what_overlaps_in_a_lane_stands_side_by_side(stage: Stage) -> None:
    stage.engagement("One", starts=at(9), ends=at(11))
    stage.engagement("Two", starts=at(10), ends=at(12))
    stage.engagement("Three", starts=at(13), ends=at(14))
    (lane,) = seen(stage).lanes
    assert [(str(one.engagement), one.column, one.columns) for one in lane.items] == [
        ("One", 0, 2),
        ("Two", 1, 2),
        ("Three", 0, 1),
    ]


def test_two_clocks_stand_beside_the_day_and_either_can_lead(stage: Stage) -> None:
    stage.engagement(starts=at(6, 30), ends=at(7))
    stage.engagement("Flight", starts=at(18), ends=at(21), zone="America/Los_Angeles")
    board = seen(stage)
    assert (board.clock.city, board.other and board.other.city) == ("Busan", "Seattle")
    assert [(hour.here, hour.there) for hour in board.hours[:2]] == [
        ("06:00", "14:00 −1"),
        ("07:00", "15:00 −1"),
    ]
    assert [(str(one.engagement), one.own_clock) for one in board.loose] == [("Flight", "Seattle 18:00")]
    board = seen(stage, clock="America/Los_Angeles")
    assert lanes(board) == {"No place yet": ["Flight 18:00–21:00"]}
    assert (board.clock.city, board.other and board.other.city) == ("Seattle", "Busan")
    board = seen(stage, day="2024-04-18")
    assert lanes(board) == {"No place yet": ["Flight 10:00–13:00"]}
    assert board.lanes[0].items[0].own_clock == "Seattle 18:00"


def test_across_midnight_it_stands_on_both_days(stage: Stage) -> None:
    stage.engagement("Night", starts=at(23), ends=at(1, day=18))
    shown = [
        (item.hour, item.minutes, item.at, item.long)
        for day in ("2024-04-17", "2024-04-18")
        for lane in seen(stage, day=day).lanes
        for item in lane.items
    ]
    assert shown == [(23, 60, 1380, 120), (0, 60, -60, 120)]


def test_what_has_no_clock_time_stands_above(stage: Stage) -> None:
    stage.engagement("Some time", part="morning", starts=at(9), ends=at(12))
    board = seen(stage)
    assert ([str(one.engagement) for one in board.loose], lanes(board)) == (
        ["Some time"],
        {"No place yet": []},
    )


def test_people_interpreters_rooms_and_seats_are_told_in_place(stage: Stage) -> None:
    place = {"venue": stage.city_hall, "room": stage.protocol_room}
    call, tour = (
        stage.engagement(**place),
        stage.engagement("Tour", starts=at(16, 30), ends=at(17, 30), **place),
    )
    for row in (call, tour):
        stage.attends(row, stage.harrell)
    stage.attends(call, stage.park, "interpreter")
    stage.attends(tour, stage.park, "interpreter")
    small = add_room(stage.city_hall, {"name": two("Cabinet"), "capacity": 1}, by=stage.host)
    talk = stage.engagement("Talk", starts=at(9), ends=at(10), venue=stage.city_hall, room=small)
    for delegate in (stage.harrell, stage.robinson):
        stage.attends(talk, delegate)
    told = facts(seen(stage))
    assert told == {
        "Tour": ["interpreter", "person", "room"],
        "Courtesy call": ["interpreter", "person", "room"],
        "Talk": ["capacity"],
    } or told == {
        "Tour": ["person", "interpreter", "room"],
        "Courtesy call": ["person", "interpreter", "room"],
        "Talk": ["capacity"],
    }
    assert seen(stage).warned == 3
    cancel_engagement(tour, seen=1, by=stage.guest)
    assert facts(seen(stage)) == {"Tour": [], "Courtesy call": [], "Talk": ["capacity"]}


def test_a_vehicle_that_is_needed_twice_is_told(stage: Stage) -> None:
    from legation.kernel.editing import add
    from legation.protocol.models import Vehicle

    call, tour = stage.engagement(), stage.engagement("Tour", starts=at(16, 30), ends=at(17, 30))
    for row in (call, tour):
        add(Vehicle(engagement=row, name="Coach 1"), by=stage.guest)
    add(Vehicle(engagement=call, name="Car 1"), by=stage.guest)
    assert facts(seen(stage)) == {"Tour": ["vehicle"], "Courtesy call": ["vehicle"]}
    text = logged_in(stage.guest).get(address(stage), {"day": "2024-04-17"}).content.decode()
    assert text.count("Coach 1 is also needed for “Tour”") == 1


def test_ways_too_short_unknown_ways_and_early_arrivals_are_told(stage: Stage) -> None:
    call = stage.engagement(venue=stage.city_hall, ends=at(17, 45))
    dinner = stage.engagement("Dinner", venue=stage.hotel, starts=at(18, 15), ends=at(20))
    coach = stage.engagement("Coach", kind="transfer", starts=at(14), ends=at(15))
    for row in (call, dinner, coach):
        stage.attends(row, stage.harrell)
    assert facts(seen(stage)) == {"Coach": ["wait"], "Courtesy call": [], "Dinner": ["unknown"]}
    assert seen(stage).warned == 0
    add_way(stage.city_hall, stage.hotel, 40, by=stage.host)
    assert facts(seen(stage)) == {"Coach": ["wait"], "Courtesy call": [], "Dinner": ["way"]}
    add_way(stage.hotel, stage.city_hall, 10, by=stage.host)
    (fact,) = [f for lane in seen(stage).lanes for i in lane.items for f in i.facts if f.key == "way"]
    assert (fact.minutes, fact.needed, str(fact.other), fact.who) == (
        30,
        40,
        "Courtesy call",
        "Bruce Harrell",
    )


def test_a_room_held_by_the_other_side_is_told_without_saying_for_what(stage: Stage) -> None:
    stage.engagement(venue=stage.city_hall, room=stage.protocol_room)
    values = {"room": stage.protocol_room, "starts": at(16), "ends": at(17, 30), "visibility": "host"}
    book_room(stage.mission, {**values, "purpose": two("Rehearsal")}, by=stage.host)
    told = {}
    for user in (stage.guest, stage.host):
        text = logged_in(user).get(address(stage), {"day": "2024-04-17"}).content.decode()
        told[user.name] = (text.count("The room is held for somebody else"), text.count("Rehearsal"))
    assert told == {"Guest Organiser": (1, 0), "Host Protocol": (0, 1)}


def test_a_booking_that_no_longer_fits_is_a_hint(stage: Stage) -> None:
    call = stage.engagement(venue=stage.city_hall, room=stage.protocol_room)
    values = {"room": stage.protocol_room, "starts": at(17), "ends": at(18), "engagement": call}
    book_room(stage.mission, values, by=stage.guest)
    assert facts(seen(stage)) == {"Courtesy call": []}
    to = {"starts": at(10), "ends": at(11), "clock": SEOUL}
    move_engagement(call, to, seen=1, by=stage.guest)
    assert facts(seen(stage)) == {"Courtesy call": ["unheld"]}


def test_ways_out_are_the_nearest_times_and_rooms_that_are_free(stage: Stage) -> None:
    place = {"venue": stage.city_hall, "room": stage.protocol_room}
    call = stage.engagement(**place)
    stage.engagement("Signing", starts=at(17, 30), ends=at(18), **place)
    cabinet = add_room(stage.city_hall, {"name": two("Cabinet"), "capacity": 8}, by=stage.host)
    taken = add_room(stage.city_hall, {"name": two("Annex"), "capacity": 9}, by=stage.host)
    values = {"room": taken, "starts": at(17), "ends": at(18), "purpose": two("x"), "visibility": "host"}
    book_room(stage.mission, values, by=stage.host)
    moves = panel_of(Engagement.objects.get(pk=call.pk), stage.guest).moves
    assert [(one.minutes, f"{one.starts:%H:%M}", one.room) for one in moves] == [
        (-15, "16:45", None),
        (60, "18:00", None),
        (0, "17:00", cabinet),
    ]
    text = logged_in(stage.guest).get(address(stage, "engagement-move", call.pk)).content.decode()
    assert re.findall(r"<button class=\"quiet\">([^<]*(?:later|earlier|free)[^<]*)</button>", text) == [
        "15 minutes earlier, at 16:45",
        "60 minutes later, at 18:00",
        "Take Cabinet, which is free (8 seats)",
    ]


def test_without_a_script_a_form_moves_copies_locks_and_takes_back(stage: Stage) -> None:
    call, client = stage.engagement(), logged_in(stage.guest)
    fields = {"starts_0": "2024-04-17", "starts_1": "10:00", "ends_0": "", "ends_1": "11:30"}
    there = {"venue": stage.city_hall.pk, "room": stage.protocol_room.pk, "clock": SEOUL}
    where = address(stage, "engagement-move", call.pk)
    answer = client.post(where, {**fields, **there, "seen_version": 1}, follow=True)
    assert (answer.redirect_chain, answer.status_code) == (
        [("/missions/busan-2024/board/?day=2024-04-17", 302)],
        200,
    )
    assert answer.content.decode().count(">10:00–11:30</small>") == 1
    copy = address(stage, "engagement-copy", call.pk) + "?day=2024-04-18&by=day"
    answer = client.post(copy, {**fields, "starts_0": "2024-04-18"}, follow=True)
    assert answer.redirect_chain == [("/missions/busan-2024/board/?day=2024-04-18&by=day", 302)]
    assert Engagement.objects.present().count() == 2
    client.post(address(stage, "board-undo"))
    assert Engagement.objects.present().count() == 1
    client.post(address(stage, "board-redo"))
    assert Engagement.objects.present().count() == 2
    client.post(address(stage, "engagement-lock", call.pk), {"seen_version": 2, "locked": "on"})
    answer = client.post(where, {**fields, "starts_1": "08:00", "seen_version": 3})
    told = "“Courtesy call” is locked: its time and its place stay. Unlock it first."
    text = answer.content.decode()
    assert (answer.status_code, text.count(told), text.count('value="08:00"')) == (422, 2, 1)
    answer = client.post(address(stage, "engagement-lock", call.pk), {"seen_version": 2}, follow=True)
    assert answer.content.decode().count("Somebody else changed it meanwhile. Nothing was saved") == 1


def test_two_editors_cannot_overwrite_one_another(stage: Stage) -> None:
    call = stage.engagement()
    to = {"starts": at(9), "ends": at(10), "clock": SEOUL}
    move_engagement(call, to, seen=1, by=stage.host)
    fields = {"starts_0": "2024-04-17", "starts_1": "14:00", "ends_0": "", "ends_1": "15:00", "clock": SEOUL}
    where = address(stage, "engagement-move", call.pk)
    answer = logged_in(stage.guest).post(where, {**fields, "seen_version": 1}, headers={"X-Part": "board"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert (
        text.count("Host Protocol changed starts from “17 April 2024, 17:00” to “17 April 2024, 09:00”.") == 1
    )
    assert (text.count('value="14:00"'), text.count('name="seen_version" value="2"')) == (1, 2)
    assert text.count("<html") == 0


def test_a_step_by_somebody_whose_right_was_taken_back_is_refused(stage: Stage) -> None:
    call, client = stage.engagement(by=stage.host), logged_in(stage.host)
    where = address(stage, "engagement-move", call.pk)
    assert client.get(where).status_code == 200
    standing = Membership.objects.get(user=stage.host, mission=stage.mission)
    Membership.objects.filter(pk=standing.pk).update(role="press")
    fields = {"starts_0": "2024-04-17", "starts_1": "14:00", "ends_1": "15:00", "seen_version": 1}
    assert client.post(where, fields).status_code == 403
    Membership.objects.filter(pk=standing.pk).delete()
    assert client.post(where, fields).status_code == 404
    assert Engagement.objects.get(pk=call.pk).version == 1


def test_who_does_not_prepare_the_mission_reads_the_board_and_changes_nothing(stage: Stage) -> None:
    call = stage.engagement()
    give_access(stage.mission, stage.stranger, side="guest", role="delegate", by=stage.guest)
    client = logged_in(stage.stranger)
    text = client.get(address(stage), {"day": "2024-04-17"}).content.decode()
    assert (text.count("Courtesy call"), text.count("engagement-move"), text.count("data-checks")) == (
        1,
        0,
        0,
    )
    assert text.count(f'href="{address(stage, "engagement", call.pk)}"') == 1
    assert client.post(address(stage, "board-undo")).status_code == 403


def test_what_is_private_is_on_no_board_of_the_other_side(stage: Stage) -> None:
    stage.engagement("Guest huddle", visibility=Visibility.GUEST, track=two("Quince"))
    rehearsal = stage.engagement("Host rehearsal", visibility=Visibility.HOST, by=stage.host)
    stage.attends(rehearsal, stage.host_secret)
    for by in ("room", "track", "side", "person", "day"):
        for user, other in ((stage.guest, "Host"), (stage.host, "Guest")):
            text = logged_in(user).get(address(stage), {"day": "2024-04-17", "by": by}).content.decode()
            assert text.count(f"{other} huddle") + text.count(f"{other} rehearsal") == 0
            assert bool(text.count("Quince")) is (by == "track" and user == stage.guest)
            assert text.count("Hostsecret") == 0 if user == stage.guest else text.count("Hostsecret") > 0


def test_a_board_that_did_not_change_is_not_sent_again(stage: Stage) -> None:
    call, client = stage.engagement(), logged_in(stage.guest)
    part = {"X-Part": "board"}
    first = client.get(address(stage), {"day": "2024-04-17"}, headers=part)
    assert first.content.decode().count("<html") == 0
    trace = first["ETag"]
    again = client.get(address(stage), headers={**part, "If-None-Match": trace})
    assert (again.status_code, again.content) == (304, b"")
    stage.engagement("Hidden", visibility=Visibility.HOST, by=stage.host)
    assert client.get(address(stage), headers={**part, "If-None-Match": trace}).status_code == 304
    to = {"starts": at(9), "ends": at(10), "clock": SEOUL}
    move_engagement(call, to, seen=1, by=stage.host)
    fresh = client.get(address(stage), headers={**part, "If-None-Match": trace})
    assert (fresh.status_code, fresh["ETag"] == trace) == (200, False)


def test_what_becomes_private_changes_the_board_of_the_other_side(stage: Stage) -> None:
    call = stage.engagement()
    stage.engagement("Later")
    before = pulse_of(stage.mission, stage.guest).trace
    change_engagement(call, {"visibility": Visibility.HOST}, seen=1, by=stage.host)
    assert pulse_of(stage.mission, stage.guest).trace != before


def test_a_closed_day_is_said_and_opened_again(stage: Stage) -> None:
    client = logged_in(stage.guest)
    answer = client.post(address(stage, "day-close"), {"on": "2024-04-17"}, follow=True)
    assert answer.content.decode().count("The day is closed: nothing is moved onto it.") == 1
    board = seen(stage)
    assert (board.closed, [tab.closed for tab in board.tabs].count(True)) == (True, 1)
    assert [lane.closed for lane in seen(stage, by="day").lanes].count(True) == 1
    client.post(address(stage, "day-open"), {"on": "2024-04-17"})
    assert seen(stage).closed is False
    answer = client.post(address(stage, "day-close"), {"on": "tomorrow"}, follow=True)
    assert answer.content.decode().count("This is not a date of the calendar.") == 1
    close_day(Mission.objects.get(pk=stage.mission.pk), at(9).date(), by=stage.host)
    assert Mission.objects.get(pk=stage.mission.pk).closed_days == ["2024-04-17"]


def test_a_day_that_is_none_is_said(stage: Stage) -> None:
    stage.engagement()
    assert [seen(stage, day=typed).unknown for typed in ("2024-04-17", "2031-01-01", "x", "")] == [
        False,
        True,
        True,
        False,
    ]
    assert seen(stage, day="").day.isoformat() == "2024-04-17"


@pytest.mark.parametrize("by", ["room", "track", "side", "person", "day"])
def test_a_board_costs_the_same_for_one_three_and_twelve(
    stage: Stage, by: str, django_assert_num_queries: Any
) -> None:
    client, made = logged_in(stage.guest), 0
    for rows in (1, 3, 12):
        for number in range(made, rows):
            where = {"venue": stage.city_hall, "room": stage.protocol_room}
            row = stage.engagement(f"Call {number}", starts=at(8 + number), ends=at(9 + number), **where)
            stage.attends(row, stage.harrell)
            stage.attends(row, stage.delegate(f"Family{number}"))
        made = rows
        client.get(address(stage), {"by": by, "day": "2024-04-17"})
        with django_assert_num_queries(QUERIES):
            text = client.get(address(stage), {"by": by, "day": "2024-04-17"}).content.decode()
        checks = re.search(r'data-checks="([^"]*)"', text)
        assert checks is not None
        assert len(json.loads(checks[1].replace("&quot;", '"'))["items"]) == rows


def test_a_look_that_finds_nothing_new_costs_five_queries(
    stage: Stage, django_assert_num_queries: Any
) -> None:
    client = logged_in(stage.guest)
    trace = client.get(address(stage), headers={"X-Part": "board"})["ETag"]
    with django_assert_num_queries(5):
        client.get(address(stage), headers={"X-Part": "board", "If-None-Match": trace})


def test_travel_and_lone_interpreters_are_told_with_a_way_out(stage: Stage) -> None:
    from tests.missions.test_travel import flight

    movement = flight(stage)
    assert movement.ready_at is not None
    ready = movement.ready_at.astimezone(ZoneInfo(SEOUL)).replace(tzinfo=None)
    start = ready - timedelta(minutes=40)
    call = stage.engagement(
        venue=stage.city_hall,
        starts=start,
        ends=start + timedelta(minutes=100),
        interpretation="consecutive",
    )
    stage.attends(call, stage.harrell)
    stage.attends(call, stage.park, "interpreter")
    day = start.date().isoformat()
    assert facts(seen(stage, day=day)) == {"Courtesy call": ["early", "interpreters"]}
    (move,) = panel_of(Engagement.objects.get(pk=call.pk), stage.guest).moves
    assert move.starts.replace(tzinfo=None) >= ready
    assert (move.minutes % 5, move.starts.replace(tzinfo=None) - ready < timedelta(minutes=5)) == (0, True)
    text = logged_in(stage.guest).get(address(stage), {"day": day}).content.decode()
    assert text.count("Too early for Bruce Harrell:") == 1
    assert text.count("100 minutes with 1 interpreter: past an hour and a half two take turns.") == 1


def test_a_new_engagement_begins_where_the_board_was_chosen(stage: Stage) -> None:
    client, where = logged_in(stage.guest), address(stage, "engagement-new")
    asked = {"day": "2024-04-17", "at": "23:30", "room": stage.protocol_room.pk}
    text = client.get(where, asked).content.decode()
    found = re.findall(r'<input type="(?:date|time)" name="(\w+)" value="([^"]*)"', text)
    assert found == [
        ("starts_0", "2024-04-17"),
        ("starts_1", "23:30"),
        ("ends_0", "2024-04-18"),
        ("ends_1", "00:30"),
    ]
    chosen = (stage.protocol_room.pk, stage.protocol_room.venue_id)
    assert [f'<option value="{pk}" selected>' in text for pk in chosen] == [True, True]
    wrong = client.get(where, {"day": "2024-04-17", "at": "noon", "room": "x"})
    assert wrong.status_code == 200
    assert 'name="starts_1" value=' not in wrong.content.decode()
