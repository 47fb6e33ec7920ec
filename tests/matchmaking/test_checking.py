"""What is broken in a timetable, said meeting by meeting; and the pages of a search."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.kernel import jobs
from legation.matchmaking.actions import solving
from legation.matchmaking.actions.meetings import (
    AfterItself,
    MeetAlready,
    MeetsThemselves,
    NotInThisRound,
    change_meeting,
)
from legation.matchmaking.actions.participants import HiddenFromTheRound, add_participant
from legation.matchmaking.actions.placing import NotPlaced, lock_meeting, place_meeting
from legation.matchmaking.actions.rounds import add_resource, add_site
from legation.matchmaking.models import Meeting, Participant, Round, Wish
from legation.matchmaking.queries.checking import faults_of, why_out
from legation.matchmaking.queries.problem import problem_of
from legation.matchmaking.queries.results import tables_kept
from legation.matchmaking.queries.searching import search_page
from legation.matchmaking.queries.sheet import sheet_of
from tests.desk.browsing import BACKEND, words
from tests.matchmaking.rounds import between, joined, opened
from tests.world import World, two


def put(world: World, meeting: Meeting, slot: int, table: int | None = None) -> Meeting:
    return place_meeting(meeting, slot=slot, table=table, seen=meeting.version, by=world.host)


def codes(round_: Round) -> list[tuple[str, int]]:
    return [(fault.code, fault.slot) for fault in faults_of(sheet_of(round_))]


def test_two_meetings_of_one_person_at_once(world: World) -> None:
    round_ = opened(world)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    hyo = joined(world, round_, "Hyo", "host")
    put(world, between(world, round_, ann, han), 1)
    put(world, between(world, round_, ann, hyo), 1)
    assert codes(round_) == [("double", 1), ("double", 1)]


def test_more_in_a_row_than_a_person_wants(world: World) -> None:
    round_ = opened(world, in_a_row=2)
    ann = joined(world, round_, "Ann", "guest", in_a_row=1)
    han, hyo = joined(world, round_, "Han", "host"), joined(world, round_, "Hyo", "host")
    put(world, between(world, round_, ann, han), 1)
    second = put(world, between(world, round_, ann, hyo), 2)
    assert codes(round_) == [("row", 1), ("row", 2)]
    put(world, second, 3)
    assert codes(round_) == []


def test_the_way_to_a_site_takes_its_time(world: World) -> None:
    round_ = opened(world)
    site = add_site(round_, {"name": two("North port"), "slots": 1}, by=world.host)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    hyo = joined(world, round_, "Hyo", "host")
    put(world, between(world, round_, ann, han), 1)
    away = put(world, between(world, round_, ann, hyo, site=site), 2)
    assert away.table is None
    assert codes(round_) == [("travel", 1), ("travel", 2)]
    put(world, away, 3)
    assert codes(round_) == []


def test_people_without_a_language_in_common_need_an_interpreter(world: World) -> None:
    round_ = opened(world)
    values = {"kind": "interpreter", "name": two("Interpreters"), "languages": ["en", "ko"], "amount": 1}
    add_resource(round_, values, by=world.host)
    pairs = []
    for number in (1, 2):
        guest = joined(world, round_, f"Guest {number}", "guest", languages=["en"])
        host = joined(world, round_, f"Host {number}", "host", languages=["ko"])
        pairs.append(between(world, round_, guest, host))
    for meeting in pairs:
        put(world, meeting, 1)
    assert codes(round_) == [("needs", 1), ("needs", 1)]
    assert [len(meeting.needs) for meeting in problem_of(round_).round.meetings] == [1, 1]
    host = Participant.objects.get(round=round_, name="Host 2")
    Participant.objects.filter(pk=host.pk).update(languages=["ko", "en"])
    assert codes(round_) == []


def test_sittings_fixed_times_and_order(world: World) -> None:
    sittings = [
        {"date": "2024-04-17", "from": "09:00", "to": "09:45", "name": "Morning"},
        {"date": "2024-04-17", "from": "14:00", "to": "14:45", "name": "Afternoon"},
    ]
    round_ = opened(world, sittings=sittings)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    hyo = joined(world, round_, "Hyo", "host")
    first = between(world, round_, ann, han, session="Afternoon")
    second = between(world, round_, ann, hyo, fixed_slot=2, after=first)
    put(world, first, 1)
    put(world, second, 1, table=2)
    assert codes(round_) == [
        ("double", 1),
        ("session", 1),
        ("double", 1),
        ("fixed", 1),
        ("after", 1),
    ]


def test_why_something_has_no_place(world: World) -> None:
    round_ = opened(world, tables=1)
    ann, ben = joined(world, round_, "Ann", "guest"), joined(world, round_, "Ben", "guest")
    han = joined(world, round_, "Han", "host")
    hyo = joined(world, round_, "Hyo", "host", unavailable=[1, 2, 3])
    wanted = between(world, round_, ann, han, must=False)
    never = between(world, round_, ann, hyo, must=False)
    for slot in (1, 2, 3):
        cho, dan = joined(world, round_, f"Cho {slot}", "guest"), joined(world, round_, f"Dan {slot}", "host")
        put(world, between(world, round_, cho, dan), slot)
    full = between(world, round_, ben, han, must=False)
    sheet = sheet_of(round_)
    found = {key: why_out(sheet, sheet.items[key]).code for key in (wanted.pk, never.pk, full.pk)}
    assert found == {wanted.pk: "tables", never.pk: "slots", full.pk: "tables"}


def test_whoever_stays_in_a_slot_stays_at_the_table() -> None:
    from legation.engine.matching import Placed

    before = (Placed("m1", 1, 2), Placed("m2", 2, 1))
    placed = (Placed("m1", 1, 1), Placed("m2", 3, 1), Placed("m3", 1, 2))
    assert tables_kept(placed, before) == [[1, 1, 2], [2, 3, 1], [3, 1, 1]]


def test_meetings_that_cannot_be_are_refused(world: World) -> None:
    round_, other = opened(world), opened(world)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    stranger = joined(world, other, "Stranger", "host")
    with pytest.raises(MeetsThemselves):
        between(world, round_, ann, ann)
    with pytest.raises(MeetsThemselves):
        between(world, round_, ann)
    with pytest.raises(NotInThisRound):
        between(world, round_, ann, stranger)
    first = between(world, round_, ann, han)
    with pytest.raises(MeetAlready):
        between(world, round_, han, ann)
    second = between(world, round_, ann, joined(world, round_, "Hyo", "host"), after=first)
    with pytest.raises(AfterItself):
        change_meeting(first, {"after": second}, seen=1, by=world.host)
    with pytest.raises(NotPlaced):
        lock_meeting(first, locked=True, seen=1, by=world.host)


def test_who_is_hidden_takes_no_part_in_a_shared_round(world: World) -> None:
    with pytest.raises(HiddenFromTheRound):
        add_participant(opened(world), {"delegate": world.things["host-hidden-delegate"]}, by=world.host)


def test_the_pages_of_a_search_from_start_to_undo(world: World) -> None:
    round_ = opened(world)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    meeting = between(world, round_, ann, han)
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.host, backend=BACKEND)
    where = [world.mission.slug, round_.pk]
    started = client.post(reverse("round-searches", args=where), {"seconds": "5"})
    search = round_.searches.get()
    one = [*where, search.pk]
    assert started["Location"] == reverse("search-run", args=one)
    assert "Nothing is known yet." in words(client.get(started["Location"]))
    assert client.get(reverse("search-state", args=one)).json()["over"] is False
    jobs.run_queued()
    assert client.get(reverse("search-state", args=one)).json()["status"] == "done"
    page = words(client.get(started["Location"]))
    assert "It cannot be done better: this is proved. 1 meeting has a place" in page
    client.post(reverse("search-apply", args=one))
    meeting.refresh_from_db()
    assert meeting.state == "placed"
    assert "What it changed 1" in words(client.get(started["Location"]))
    client.post(reverse("search-undo", args=one))
    meeting.refresh_from_db()
    assert (meeting.state, meeting.slot) == ("wanted", None)


def test_a_conflict_is_on_the_page_with_its_ways_out(world: World) -> None:
    round_ = opened(world)
    han = joined(world, round_, "Han", "host", unavailable=[2, 3])
    for name in ("Ann", "Ben"):
        between(world, round_, joined(world, round_, name, "guest"), han)
    search = solving.start_search(round_, {"seconds": 5}, by=world.host)
    jobs.run_queued()
    client: Any = Client(headers={"accept-language": "en"})
    client.force_login(world.host, backend=BACKEND)
    one = [world.mission.slug, round_.pk, search.pk]
    page = words(client.get(reverse("search-run", args=one)))
    assert "There is no timetable for this Ann – Han and Ben – Han all want Han" in page
    assert "Let Han meet in 14:25. Do this and search again" in page
    client.post(reverse("search-way", args=[*one, 3]))
    assert Meeting.objects.filter(round=round_, must=True).count() == 1
    assert round_.searches.count() == 2
    client.force_login(world.users["guest-press"], backend=BACKEND)
    assert "Do this" not in words(client.get(reverse("search-run", args=one)))
    assert client.post(reverse("search-way", args=[*one, 0])).status_code == 403


def test_when_a_delegate_can_meet_is_for_their_own_side_to_say(world: World) -> None:
    round_ = opened(world)
    minister = add_participant(
        round_, {"delegate": world.things["host-delegate"], "unavailable": [2, 3]}, by=world.host
    )
    for name in ("Ann", "Ben"):
        between(world, round_, joined(world, round_, name, "guest"), minister)
    search = solving.start_search(round_, {"seconds": 5}, by=world.host)
    jobs.run_queued()
    search.refresh_from_db()
    lifted = f"Let {minister} meet in 14:25."
    assert [(way.kind, way.side) for way in search_page(search, world.guest).ways] == [
        ("available", "host"),
        ("available", "host"),
        ("drop", ""),
        ("drop", ""),
    ]
    assert {way.side for way in search_page(search, world.host).ways} == {""}
    client: Any = Client(headers={"accept-language": "en"})
    client.force_login(world.guest, backend=BACKEND)
    one = [world.mission.slug, round_.pk, search.pk]
    page = words(client.get(reverse("search-run", args=one)))
    assert f"{lifted} Host side When they can meet is for their own side to say: ask them." in page
    assert page.count("Do this and search again") == 2
    said = words(client.post(reverse("search-way", args=[*one, 0]), follow=True))
    assert f"When {minister} can meet is for the other side to say. Ask them" in said
    minister.refresh_from_db()
    assert (minister.unavailable, round_.searches.count()) == ([2, 3], 1)

    client.force_login(world.host, backend=BACKEND)
    page = words(client.get(reverse("search-run", args=one)))
    assert f"{lifted} Do this and search again" in page
    client.post(reverse("search-way", args=[*one, 0]))
    minister.refresh_from_db()
    assert (minister.unavailable, round_.searches.count()) == ([3], 2)


def test_somebody_does_not_come_and_a_reserve_is_called_up(world: World) -> None:
    round_ = opened(world, tables=1)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    eve = joined(world, round_, "Eve", "guest", reserve=True)
    hyo = joined(world, round_, "Hyo", "host")
    meeting = put(world, between(world, round_, ann, han), 2)
    called = between(world, round_, eve, han, must=False)
    refused = between(world, round_, eve, hyo, must=False)
    Wish.objects.create(round=round_, by=hyo, to=eve, refused=True, visibility="host")
    client: Any = Client(headers={"accept-language": "en"})
    client.force_login(world.host, backend=BACKEND)
    one = [world.mission.slug, round_.pk, meeting.pk]
    client.post(reverse("one-to-one-absent", args=one), {"participant": ann.pk, "gone": "1"})
    assert codes(round_) == [("absent", 2)]
    page = client.get(reverse("one-to-one", args=one)).context["page"]
    assert page.call_ups == ((page.sheet.items[called.pk], "Eve – Han"),)
    client.post(reverse("one-to-one-instead", args=[*one, refused.pk]))
    assert Meeting.objects.get(pk=refused.pk).slot is None
    client.post(reverse("one-to-one-instead", args=[*one, called.pk]))
    meeting.refresh_from_db()
    called.refresh_from_db()
    assert (meeting.slot, called.slot, called.table) == (None, 2, 1)
    client.post(reverse("one-to-one-absent", args=one), {"participant": ann.pk})
    assert Participant.objects.get(pk=ann.pk).no_show_at is None
