"""Search, apply, undo, ways out of a conflict, and planning again on the day."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from legation.kernel import jobs
from legation.kernel.models import Job
from legation.matchmaking.actions import solving
from legation.matchmaking.actions.placing import lock_meeting, place_meeting
from legation.matchmaking.actions.replanning import NothingHappened, RoundIsOver, replan
from legation.matchmaking.actions.rounds import change_round
from legation.matchmaking.actions.taking_part import ask_for, say_no_thanks
from legation.matchmaking.models import Meeting, Participant, Round, Search
from legation.matchmaking.queries.comparing import Figures, compared
from legation.matchmaking.queries.results import standing_words
from legation.matchmaking.queries.searching import search_page
from legation.matchmaking.queries.sheet import sheet_of
from tests.desk.browsing import BACKEND, words
from tests.matchmaking.rounds import between, joined, opened
from tests.world import World

MORNING = datetime(2024, 4, 17, 1, tzinfo=UTC)  # 10:00 in Seoul


@pytest.fixture(autouse=True)
def _that_morning() -> Any:
    with time_machine.travel(MORNING, tick=True):
        yield


def searched(world: World, round_: Round, **values: Any) -> Search:
    search = solving.start_search(round_, {"seconds": 5, **values}, by=world.host)
    assert jobs.run_queued() == 1
    search.refresh_from_db()
    return search


def places(round_: Round) -> dict[int, tuple[int | None, int | None]]:
    rows = Meeting.objects.present().filter(round=round_).order_by("pk")
    return {row.pk: (row.slot, row.table) for row in rows}


def test_everything_is_placed_applied_and_undone(world: World) -> None:
    round_ = opened(world)
    ann, ben = joined(world, round_, "Ann", "guest"), joined(world, round_, "Ben", "guest")
    han, hyo = joined(world, round_, "Han", "host"), joined(world, round_, "Hyo", "host")
    for guest in (ann, ben):
        for host in (han, hyo):
            between(world, round_, guest, host)
    search = searched(world, round_)
    assert search.result["status"] == "optimal"
    assert places(round_) == dict.fromkeys(places(round_), (None, None))  # nothing is in force yet
    page = search_page(search)
    assert [change.kind for change in page.changes] == ["added"] * 4
    assert [one.person.name for one in page.compared.concerned] == ["Ann", "Ben", "Han", "Hyo"]
    assert page.standing == "It cannot be done better: this is proved."

    assert solving.apply_search(search, by=world.host) == 4
    now = places(round_)
    assert sorted(slot for slot, _table in now.values()) in ([1, 1, 2, 2], [2, 2, 3, 3])
    assert Round.objects.get(pk=round_.pk).status == "planned"
    with pytest.raises(solving.AppliedAlready):
        solving.apply_search(search, by=world.host)

    assert solving.undo_search(search, by=world.host) == 4
    assert set(places(round_).values()) == {(None, None)}
    assert Meeting.objects.filter(round=round_).first().history.count() == 3


def test_a_locked_meeting_stays_and_keep_moves_least(world: World) -> None:
    round_ = opened(world)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    hyo = joined(world, round_, "Hyo", "host")
    first, second = between(world, round_, ann, han), between(world, round_, ann, hyo)
    placed = place_meeting(first, slot=3, table=2, seen=first.version, by=world.host)
    lock_meeting(placed, locked=True, seen=placed.version, by=world.host)
    search = searched(world, round_)
    solving.apply_search(search, by=world.host)
    assert places(round_)[first.pk] == (3, 2)
    assert places(round_)[second.pk][0] == 2  # beside it, without a wait
    assert Meeting.objects.get(pk=first.pk).locked is True


def test_a_conflict_is_said_by_name_and_a_way_out_is_taken(world: World) -> None:
    round_ = opened(world)
    han = joined(world, round_, "Han", "host", unavailable=[2, 3])
    for name in ("Ann", "Ben"):
        between(world, round_, joined(world, round_, name, "guest"), han)
    search = searched(world, round_)
    page = search_page(search)
    assert (
        page.conflict
        == "Ann – Han and Ben – Han all want Han, and have only 14:00 between them; one must go."
    )
    sentences = [way.sentence for way in page.ways]
    assert sentences == [
        "Let Han meet in 14:25.",
        "Let Han meet in 14:50.",
        "Leave out Ann – Han.",
        "Leave out Ben – Han.",
    ]
    solving.take_way_out(search, 0, by=world.host)
    assert Participant.objects.get(pk=han.pk).unavailable == [3]
    assert searched(world, round_).result["status"] == "optimal"


def test_no_thanks_keeps_two_apart_and_is_never_said(world: World) -> None:
    round_ = opened(world)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    hyo = joined(world, round_, "Hyo", "host")
    with time_machine.travel(datetime(2024, 4, 1, tzinfo=UTC)):
        ask_for(ann, han, rank=1, note="", by=world.guest)
        ask_for(ann, hyo, rank=2, note="", by=world.guest)
        say_no_thanks(han, ann, by=world.host)
    search = searched(world, round_)
    placed = {key for key, _slot, _table in search.result["placed"]}
    assert placed == {Meeting.objects.get(round=round_, participants=hyo).pk}
    assert "refused" not in str(search.result)
    assert search.result["gap"] == 0


def test_what_happens_on_the_day_moves_as_little_as_possible(world: World) -> None:
    round_ = opened(world)
    ann, ben = joined(world, round_, "Ann", "guest"), joined(world, round_, "Ben", "guest")
    han, hyo = joined(world, round_, "Han", "host"), joined(world, round_, "Hyo", "host")
    early, other = between(world, round_, ann, han), between(world, round_, ben, hyo)
    for meeting in (early, other):
        place_meeting(meeting, slot=1, seen=meeting.version, by=world.host)
    events = [{"kind": "late", "participant": ann.pk, "slots": [2]}]
    search = replan(round_, events, now=MORNING, by=world.host)
    page = search_page(search)
    assert [(change.kind, change.item.key) for change in page.changes] == [("moved", early.pk)]
    assert [one.person.name for one in page.compared.concerned] == ["Ann", "Han"]
    assert places(round_)[early.pk][0] == 1  # nothing is in force yet
    assert Participant.objects.get(pk=ann.pk).unavailable == []

    solving.apply_search(search, by=world.host)
    assert places(round_)[early.pk][0] in {2, 3}
    assert places(round_)[other.pk] == (1, 2)
    assert Participant.objects.get(pk=ann.pk).unavailable == [1]


def test_a_timetable_is_compared_with_the_one_in_force(world: World) -> None:
    round_ = opened(world)
    ann, ben, cho = (joined(world, round_, name, "guest") for name in ("Ann", "Ben", "Cho"))
    han, hyo = joined(world, round_, "Han", "host"), joined(world, round_, "Hyo", "host")
    one, two_, three = (between(world, round_, *pair) for pair in ((ann, han), (ann, hyo), (ben, hyo)))
    late, gone = between(world, round_, ben, han), between(world, round_, cho, han)
    for meeting, slot, table in ((one, 1, 1), (two_, 3, 1), (three, 1, 2), (gone, 2, 1)):
        place_meeting(meeting, slot=slot, table=table, seen=meeting.version, by=world.host)
    told = compared(
        sheet_of(round_),
        {one.pk: (1, 1), two_.pk: (3, 1), three.pk: (1, 2), gone.pk: (2, 1)},
        {one.pk: (1, 2), two_.pk: (2, 1), three.pk: (1, 1), late.pk: (3, 1)},
    )
    assert (told.before, told.after) == (Figures(4, 1, 2), Figures(4, 1, 2))
    assert [(change.item.key, change.kind) for change in told.changes] == [
        (gone.pk, "dropped"),
        (two_.pk, "moved"),
        (late.pk, "added"),
    ]
    assert [change.item.key for change in told.reseated] == [one.pk, three.pk]
    assert [(each.person.name, each.meetings, each.before, each.after) for each in told.concerned] == [
        ("Ann", 1, 1, 0),
        ("Ben", 1, 0, 1),
        ("Cho", 1, 0, 0),
        ("Han", 2, 0, 1),
        ("Hyo", 1, 1, 0),
    ]
    assert (told.kept, told.first) == (0, False)
    assert compared(sheet_of(round_), {}, {one.pk: (1, 1)}).first is True


def test_tables_lost_a_meeting_cancelled_and_one_added(world: World) -> None:
    round_ = opened(world)
    ann, ben = joined(world, round_, "Ann", "guest"), joined(world, round_, "Ben", "guest")
    han, hyo = joined(world, round_, "Han", "host"), joined(world, round_, "Hyo", "host")
    one, two_ = between(world, round_, ann, han), between(world, round_, ben, hyo)
    for meeting in (one, two_):
        place_meeting(meeting, slot=1, seen=meeting.version, by=world.host)
    added = between(world, round_, ann, hyo, must=False)
    events = [
        {"kind": "tables", "slots": [1], "amount": 1},
        {"kind": "added", "new": added.pk},
    ]
    search = replan(round_, events, now=MORNING, by=world.host)
    solving.apply_search(search, by=world.host)
    slots = [slot for slot, _table in places(round_).values()]
    assert slots.count(1) == 1
    assert None not in slots
    assert Round.objects.get(pk=round_.pk).closed == {"1": 1}
    assert Meeting.objects.get(pk=added.pk).must is True

    search = replan(round_, [{"kind": "cancelled", "meeting": one.pk}], now=MORNING, by=world.host)
    solving.apply_search(search, by=world.host)
    assert Meeting.objects.get(pk=one.pk).state == "cancelled"
    with pytest.raises(NothingHappened):
        replan(round_, [], now=MORNING, by=world.host)


def test_what_is_over_stays(world: World) -> None:
    round_ = opened(world)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    meeting = between(world, round_, ann, han)
    place_meeting(meeting, slot=1, seen=1, by=world.host)
    noon = datetime(2024, 4, 17, 5, 10, tzinfo=UTC)  # 14:10: the first has begun
    events = [{"kind": "away", "participant": ann.pk, "slots": []}]
    search = replan(round_, events, now=noon, by=world.host)
    assert search.result["placed"] == [[meeting.pk, 1, 1]]


def test_after_the_last_slot_began_nothing_is_planned_again(world: World) -> None:
    round_ = opened(world)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    meeting = between(world, round_, ann, han)
    place_meeting(meeting, slot=1, seen=1, by=world.host)
    events = [{"kind": "away", "participant": ann.pk, "slots": []}]
    last = round_.slots[-1].starts_at
    with pytest.raises(RoundIsOver):
        replan(round_, events, now=last, by=world.host)
    assert Search.objects.filter(round=round_).count() == 0
    assert replan(round_, events, now=last - timedelta(seconds=1), by=world.host).pk


def test_a_search_that_cannot_be_made_is_refused_before(world: World) -> None:
    round_ = opened(world)
    with pytest.raises(solving.NothingToPlace):
        solving.start_search(round_, {"seconds": 5}, by=world.host)
    assert Job.objects.count() == 0
    han = joined(world, round_, "Han", "host")
    for name in ("Ann", "Ben", "Cho", "Dan"):
        between(world, round_, joined(world, round_, name, "guest"), han)
    search = searched(world, round_)
    assert Job.objects.get(pk=search.job_id).status == "done"
    page = search_page(search)
    assert page.conflict == "Han has 4 meetings that must be held, and the round has 3 times."
    assert len(page.conflicting) == 4
    assert [way.sentence for way in page.ways] == [
        "Give the round more times at its end: 1.",
        "Leave out Ann – Han.",
        "Leave out Ben – Han.",
        "Leave out Cho – Han.",
        "Leave out Dan – Han.",
    ]
    solving.take_way_out(search, 0, by=world.host)
    round_.refresh_from_db()
    assert [(each["from"], each["to"]) for each in round_.sittings] == [("14:00", "15:35")]
    with pytest.raises(solving.NoSuchWay):  # pressed twice, or by two at once
        solving.take_way_out(search, 0, by=world.host)
    assert searched(world, round_).result["status"] == "optimal"


def test_two_meetings_too_many_are_left_out_together(world: World) -> None:
    late = [{"date": "2024-04-17", "from": "22:45", "to": "23:59", "name": ""}]
    round_ = opened(world, sittings=late)
    han = joined(world, round_, "Han", "host")
    for name in ("Ann", "Ben", "Cho", "Dan", "Eve"):
        between(world, round_, joined(world, round_, name, "guest"), han)
    search = searched(world, round_)
    ways = search_page(search).ways
    assert [way.kind for way in ways] == ["slots", "drop"]
    with pytest.raises(solving.PastMidnight):
        solving.take_way_out(search, 0, by=world.host)
    solving.take_way_out(search, 1, by=world.host)
    assert Meeting.objects.filter(round=round_, must=False).count() == 2
    assert searched(world, round_).result["status"] in {"optimal", "feasible"}


def test_a_second_search_waits_for_the_first_and_a_stopped_one_leaves_the_timetable(world: World) -> None:
    round_ = opened(world)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    meeting = between(world, round_, ann, han)
    place_meeting(meeting, slot=2, seen=1, by=world.host)
    search = solving.start_search(round_, {"seconds": 5}, by=world.host)
    with pytest.raises(solving.SearchesAlready):
        solving.start_search(round_, {"seconds": 5}, by=world.host)
    solving.stop_search(search, by=world.host)
    assert jobs.run_queued() == 0
    with pytest.raises(solving.NothingWasFound):
        solving.apply_search(search, by=world.host)
    assert places(round_) == {meeting.pk: (2, 1)}


def test_a_search_that_ends_while_its_page_is_read_shows_what_it_found(world: World) -> None:
    round_ = opened(world)
    between(world, round_, joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host"))
    search = solving.start_search(round_, {"seconds": 5}, by=world.host)
    running = search_page(search)
    assert (running.over, running.found, running.first) == (False, False, {})
    assert jobs.run_queued() == 1
    page = search_page(search)  # as it was read before
    assert (page.over, page.found) == (True, True)


def test_a_timetable_for_other_times_is_neither_applied_nor_brought_back(world: World) -> None:
    round_ = opened(world)
    ann, han = joined(world, round_, "Ann", "guest"), joined(world, round_, "Han", "host")
    late = between(world, round_, ann, han, fixed_slot=3)
    first, second = searched(world, round_), searched(world, round_)
    solving.apply_search(first, by=world.host)
    shorter = [{"date": "2024-04-17", "from": "14:00", "to": "14:45", "name": "Afternoon"}]
    round_.refresh_from_db()
    change_round(round_, {"sittings": shorter}, seen=round_.version, by=world.host)
    assert places(round_) == {late.pk: (None, None)}
    second.refresh_from_db()
    page = search_page(second)
    assert (page.outdated, page.changes) == (True, ())
    for refused in (solving.apply_search, solving.undo_search):
        with pytest.raises(solving.TimesHaveChanged):
            refused(second if refused is solving.apply_search else first, by=world.host)
    assert places(round_) == {late.pk: (None, None)}
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.host, backend=BACKEND)
    told = words(client.get(reverse("search-run", args=[world.mission.slug, round_.pk, second.pk])))
    assert "The times of this round have changed since. Search again." in told
    assert "Apply this timetable" not in told


def test_an_organisation_has_no_more_meetings_than_its_quota(world: World) -> None:
    round_ = opened(world, quota_body=1)
    ann = joined(world, round_, "Ann", "guest", body="Port")
    ben = joined(world, round_, "Ben", "guest", body="Port")
    han, hyo = joined(world, round_, "Han", "host"), joined(world, round_, "Hyo", "host")
    between(world, round_, ann, han, must=False)
    between(world, round_, ben, hyo, must=False)
    assert len(searched(world, round_).result["placed"]) == 1


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({}, "Nothing is known yet."),
        ({"out": 1, "gap": 0, "breaks": 0, "bound": 0}, "Not everything that must be held has a place yet."),
        ({"out": 0, "gap": None, "breaks": 4, "bound": 2}, "Nothing is proved yet."),
        ({"out": 0, "gap": 3, "breaks": 4, "bound": 2}, "Within 3 points of the best possible wishes."),
        ({"out": 0, "gap": 0, "breaks": 3, "bound": 2}, "Within 1 wait of the best possible."),
        ({"out": 0, "gap": 0, "breaks": 5, "bound": 2}, "Within 3 waits of the best possible."),
        ({"out": 0, "gap": 0, "breaks": 2, "bound": 2}, "It cannot be done better: this is proved."),
        (
            {"out": 0, "gap": None, "breaks": 2, "bound": None, "proved": True},
            "No timetable drops or moves fewer meetings: this is proved.",
        ),
        (
            {"out": 0, "gap": None, "breaks": 2, "bound": None, "proved": False},
            "This is the least that was found; fewer dropped or moved meetings may be possible.",
        ),
    ],
)
def test_how_good_it_is_is_said_in_words(known: dict[str, Any], words: str) -> None:
    assert standing_words(known) == words


def test_a_way_out_is_taken_once_and_only_with_the_search_that_follows(world: World) -> None:
    round_ = opened(world)
    han = joined(world, round_, "Han", "host")
    for name in ("Ann", "Ben", "Cho", "Dan"):
        between(world, round_, joined(world, round_, name, "guest"), han)
    search = searched(world, round_)
    other = solving.start_search(round_, {"seconds": 5}, by=world.host)
    with pytest.raises(solving.SearchesAlready):
        solving.search_again(search, 0, by=world.host)
    assert len(Round.objects.get(pk=round_.pk).slots) == 3
    solving.stop_search(other, by=world.host)

    twice = [Search.objects.get(pk=search.pk) for _ in range(2)]  # two clicks, read before either is done
    solving.search_again(twice[0], 0, by=world.host)
    with pytest.raises(solving.NoSuchWay):
        solving.search_again(twice[1], 0, by=world.host)
    assert len(Round.objects.get(pk=round_.pk).slots) == 4
    assert search_page(Search.objects.get(pk=search.pk)).ways == ()
