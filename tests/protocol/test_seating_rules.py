"""Wishes, tables, what conflicts by name, what is broken, and what a search is told."""

import json
from dataclasses import replace

import pytest

from legation.engine.seating import Conflict, Person, Request, TableSpec, seat
from legation.kernel.refusals import ChangedMeanwhile
from legation.missions.actions import change_attendance, change_delegate
from legation.protocol import jobs
from legation.protocol.actions import byhand, running
from legation.protocol.actions.pairs import SaidAlready, SaidOtherwise, add_pair, remove_pair
from legation.protocol.actions.running import CannotSeat, SearchStopped, run
from legation.protocol.actions.seating import DoorIsThere, LockedThere, TooFewSeats, arrange
from legation.protocol.models import Arrangement
from legation.protocol.queries.seats import pairs_at, request_of
from tests.protocol.seated import VALUES, arranged, crowd, locked, page, reception, saved, version

TWO_TABLES = [{"id": "t1", "seats": 6}, {"id": "t2", "seats": 6}]


@pytest.fixture
def party(everyone):
    """Twelve at two rounds of six, not seated yet."""
    at = reception(everyone, 12)
    arranged(everyone, at, layout="rounds", tables=TWO_TABLES)
    everyone.party = at
    return everyone


def pair(stage, one, other, wish, visibility="shared", by=None):
    values = {
        "first": stage.people[one],
        "second": stage.people[other],
        "wish": wish,
        "visibility": visibility,
    }
    return add_pair(stage.mission, values, by=by or stage.host)


def table_of(stage, person, at=None):
    return saved(at or stage.party)[stage.key(person)].split("-")[0]


def again(stage, **more):
    return run(stage.party, seen=version(stage.party), by=stage.host, **more)


def test_nobody_sits_at_rounds_before_somebody_asks(party):
    shown = page(party, party.party)
    assert (len(shown.plan.seats), len(shown.plan.newcomers), shown.plan.saved) == (0, 12, False)
    assert len(shown.chairs) == 12


def test_a_run_seats_everybody_and_one_more_moves_nobody(party):
    again(party)
    first = saved(party.party)
    assert len(set(first.values())) == 12
    again(party)
    assert saved(party.party) == first


def test_a_cancellation_leaves_the_other_table_alone(party):
    again(party)
    before = saved(party.party)
    gone = party.people["sample-3"]
    change_delegate(gone, {"status": "withdrawn"}, seen=gone.version, by=party.host)
    again(party)
    after = saved(party.party)
    assert {key for key in after if after[key] != before[key]} <= {
        key for key, chair in before.items() if chair.split("-")[0] == before[str(gone.pk)].split("-")[0]
    }
    assert len(after) == 11


@pytest.mark.parametrize(("wish", "same"), [("apart", False), ("together", True)])
def test_a_wish_that_must_hold_holds(party, wish, same):
    pair(party, "sample-0", "sample-2", wish)
    again(party)
    assert (table_of(party, "sample-0") == table_of(party, "sample-2")) is same


def test_only_the_wishes_that_the_runner_sees_count(party):
    again(party)
    together = table_of(party, "sample-0") == table_of(party, "sample-2")
    wish = "apart" if together else "together"
    pair(party, "sample-0", "sample-2", wish, visibility="guest", by=party.guest)
    again(party)
    assert (table_of(party, "sample-0") == table_of(party, "sample-2")) is together
    assert page(party, party.party).judgement.hard == ()
    guests = page(party, party.party, party.guest).judgement
    assert len(guests.hard) == 1
    run(party.party, seen=version(party.party), by=party.guest)
    assert (table_of(party, "sample-0") == table_of(party, "sample-2")) is not together


def test_what_cannot_hold_is_named_and_the_last_plan_and_locks_stay(party):
    again(party)
    byhand.lock(party.party, [party.key("sample-0")], seen=version(party.party), by=party.host)
    before, locks, seen = saved(party.party), locked(party.party), version(party.party)
    pair(party, "sample-0", "sample-2", "together")
    pair(party, "sample-2", "sample-4", "together")
    pair(party, "sample-4", "sample-0", "apart")
    pair(party, "sample-6", "sample-8", "apart")
    with pytest.raises(CannotSeat) as refused:
        again(party)
    said = {clash.sentence for clash in refused.value.clashes if clash.kind}
    assert said == {
        "Guest Sample000 and Guest Sample002 must sit together.",
        "Guest Sample002 and Guest Sample004 must sit together.",
        "Guest Sample004 and Guest Sample000 must sit apart.",
    }
    assert (saved(party.party), locked(party.party), version(party.party)) == (before, locks, seen)
    apart = next(clash for clash in refused.value.clashes if clash.kind == "apart")
    again(party, without=apart.key)
    assert {table_of(party, f"sample-{number}") for number in (0, 2, 4)} == {table_of(party, "sample-0")}
    assert [each.sentence for each in page(party, party.party).judgement.hard] == [
        "Guest Sample004 and Guest Sample000 are to be kept apart, but share a table."
    ]


def test_more_people_than_seats_are_counted_and_named(party):
    again(party)
    before = saved(party.party)
    for name in ("late", "later"):
        party.delegate(name, "Sample", name.title(), "host")
        party.attends(name, at=party.party)
    with pytest.raises(CannotSeat) as refused:
        again(party)
    assert [clash.sentence for clash in refused.value.clashes] == [
        "2 seats are missing: Guest Sample009, Guest Sample011."  # last in rank
    ]
    assert saved(party.party) == before
    shown = page(party, party.party)
    assert sorted(str(each.attending.person) for each in shown.plan.newcomers) == [
        "Late Sample",
        "Later Sample",
    ]


def test_tables_with_too_few_seats_are_refused_and_the_plan_stays(party):
    again(party)
    before, seen = saved(party.party), version(party.party)
    with pytest.raises(TooFewSeats) as refused:
        arrange(
            party.party,
            {**VALUES, "layout": "rounds", "tables": [{"id": "t1", "seats": 11}]},
            seen=seen,
            by=party.host,
        )
    assert (refused.value.field, str(refused.value)) == (
        "tables_count",
        "There are 11 seats for 12 people. Without a seat: Guest Sample011.",
    )
    assert (saved(party.party), version(party.party)) == (before, seen)


def test_other_tables_keep_who_still_has_a_chair_and_no_lock_is_lost(party):
    again(party)
    before = saved(party.party)
    tables = [{"id": "t1", "seats": 6}, {"id": "t2", "seats": 4}, {"id": "t3", "seats": 6}]
    arrange(party.party, {"tables": tables}, seen=version(party.party), by=party.host)
    assert saved(party.party) == {
        key: chair for key, chair in before.items() if chair not in {"t2-5", "t2-6"}
    }
    last = next(key for key, chair in saved(party.party).items() if chair == "t2-4")
    byhand.lock(party.party, [last], seen=version(party.party), by=party.host)
    with pytest.raises(LockedThere) as refused:
        arrange(
            party.party,
            {"tables": [{"id": "t1", "seats": 12}]},
            seen=version(party.party),
            by=party.host,
        )
    assert "is locked to table 2, seat 4" in str(refused.value)
    assert list(locked(party.party).values()) == ["t2-4"]


def test_another_layout_starts_anew_and_undo_brings_the_old_seats_back(party):
    again(party)
    before = saved(party.party)
    arrange(party.party, {"layout": "theatre", "tables": []}, seen=version(party.party), by=party.host)
    assert saved(party.party) == {}
    byhand.undo(party.party, seen=version(party.party), by=party.host)
    assert (saved(party.party), Arrangement.objects.get(engagement=party.party).layout) == (before, "rounds")


def test_the_second_who_arranges_is_told_before_anything_is_checked(party):
    with pytest.raises(ChangedMeanwhile):
        arrange(party.party, {"tables": [{"id": "t1", "seats": 1}]}, seen=7, by=party.host)


def test_a_window_is_not_in_the_wall_of_the_door(everyone):
    with pytest.raises(DoorIsThere):
        arranged(everyone, everyone.call, layout="bilateral", window="south")


def test_the_same_wish_is_not_said_twice_nor_its_contrary(party):
    pair(party, "sample-0", "sample-2", "apart")
    with pytest.raises(SaidAlready):
        pair(party, "sample-2", "sample-0", "apart")
    with pytest.raises(SaidOtherwise):
        pair(party, "sample-2", "sample-0", "together")


def test_a_refusal_tells_nothing_of_the_other_sides_wishes(party):
    pair(party, "sample-0", "sample-2", "apart", visibility="host")
    assert pair(party, "sample-2", "sample-0", "together", by=party.guest).pk is not None


def test_a_plan_that_follows_the_rules_follows_shared_wishes_alone(everyone):
    arranged(everyone, everyone.call, layout="bilateral")
    pair(everyone, "harrell", "robinson", "apart", visibility="guest", by=everyone.guest)
    drawn = [page(everyone, everyone.call, user).plan.drawing for user in (everyone.guest, everyone.host)]
    assert drawn[0] == drawn[1]
    hard = {
        name: len(page(everyone, everyone.call, user).judgement.hard)
        for name, user in (("guest", everyone.guest), ("host", everyone.host))
    }
    assert hard == {"guest": 1, "host": 0}
    remove_pair(pairs_at(everyone.call, everyone.guest)[0], by=everyone.guest)
    pair(everyone, "harrell", "robinson", "apart")
    assert page(everyone, everyone.call, everyone.guest).judgement.hard == ()


def test_live_rules_that_cannot_hold_are_named_and_the_plan_is_drawn_without_them(everyone):
    arranged(everyone, everyone.call, layout="bilateral")
    pair(everyone, "harrell", "park", "together")
    plan = page(everyone, everyone.call).plan
    assert plan.conflict[0] == "Bruce Harrell and Park Heong-joon must sit together."
    assert len(plan.seats) == 11


def test_rank_below_is_told_with_names(everyone):
    arranged(everyone, everyone.call, layout="bilateral")
    byhand.move(everyone.call, everyone.key("professor"), "t1-g2", seen=1, by=everyone.host)
    broken = page(everyone, everyone.call).judgement
    assert [each.sentence for each in broken.soft] == [
        "Quentin Alexander Sample (3) sits below Rowan Sample (4).",
        "Lynne Robinson (2) sits below Quentin Alexander Sample (3).",
    ]
    assert broken.hard == ()


def test_the_engine_is_told_what_is_known_of_a_person(everyone):
    from legation.directory.actions import change_person
    from legation.protocol.queries.order import ranked
    from tests.protocol.seated import placed_setting

    chamber, robinson = everyone.people["chamber"], everyone.people["robinson"]
    change_person(chamber.person, {"languages": ["en", "ko"]}, seen=chamber.person.version, by=everyone.guest)
    change_delegate(
        chamber,
        {"partner": robinson, "access": "wheelchair"},
        seen=chamber.version,
        by=everyone.guest,
    )
    voice = everyone.people["host-voice"].attendances.get()
    change_attendance(voice, {"assists": everyone.people["vice"]}, seen=voice.version, by=everyone.host)
    setting = placed_setting(everyone, everyone.call)
    told = {person.id: person for person in request_of(setting, ranked(setting)).people}
    one = told[everyone.key("chamber")]
    assert (one.languages, one.needs, one.partner, one.party, one.sector, one.side) == (
        ("en", "ko"),
        ("wheelchair",),
        everyone.key("robinson"),
        "Seattle",
        "other",
        "guest",
    )
    assert told[everyone.key("robinson")].partner == everyone.key("chamber")
    assert told[everyone.key("host-voice")].assists == everyone.key("vice")


def test_a_plan_made_from_what_lies_sealed_is_a_look_that_is_written_down(everyone):
    from legation.logistics.models import Look

    robinson = everyone.people["robinson"]
    change_delegate(robinson, {"access": "wheelchair"}, seen=robinson.version, by=everyone.guest)
    arrangement = everyone.call.arrangement if hasattr(everyone.call, "arrangement") else None
    run(everyone.call, seen=arrangement.version if arrangement is not None else 0, by=everyone.host)
    assert list(Look.objects.values_list("by", "delegate", "kind", "purpose")) == [
        (everyone.host.pk, robinson.pk, "health", "care")
    ]


def test_a_search_in_a_child_finds_what_one_here_finds():
    people = tuple(Person(f"p{k}", "guest" if k % 2 else "host", languages=("en",)) for k in range(12))
    request = Request(
        "rounds",
        people,
        tables=(TableSpec("head", 4, "long", top=True), TableSpec("t1", 8, x=3.5, y=2.0, rotation=90)),
        apart=(("p0", "p1"),),
        previous=(("p3", "t1-2"),),
        seed=7,
        effort=500,
    )
    assert jobs.request_of(json.loads(json.dumps(jobs.asdict(request)))) == request
    found = jobs.search(request)
    made = seat(request)
    assert (found.seats, found.price, found.status, found.conflict) == (
        {chair.person: chair.seat for chair in made.seats if chair.person is not None},
        made.score.total,
        made.status,
        None,
    )
    clash = replace(request, together=(("p0", "p1"),))
    assert isinstance(jobs.search(clash).conflict, Conflict)


def test_a_search_that_takes_too_long_is_stopped_and_the_plan_stays(party, monkeypatch):
    again(party)
    before = saved(party.party)
    monkeypatch.setattr(running, "search", lambda request: jobs.search(request, seconds=0))
    with pytest.raises(SearchStopped):
        again(party)
    assert saved(party.party) == before


def test_a_child_is_told_no_secret(monkeypatch):
    monkeypatch.setenv("LEGATION_SECRET_KEY", "quince")
    seen = {}

    def watched(command, **options):
        seen.update(options, command=command)
        raise OSError

    monkeypatch.setattr(jobs.subprocess, "run", watched)
    with pytest.raises(jobs.TookTooLong):
        jobs.search(Request("rounds", (Person("p1"),), tables=(TableSpec("t1", 2),)))
    assert [name for name in seen["env"] if name not in jobs.INHERITED] == []
    assert "quince" not in json.dumps([seen["env"], seen["command"], seen["input"]])


def test_a_forum_of_many_is_readable_without_names_in_the_drawing(everyone):
    forum = everyone.engagement("Forum", kind="forum")
    crowd(everyone, 60, forum)
    plan = page(everyone, forum).plan
    assert (len(plan.seats), plan.many, len(plan.companies)) == (60, True, 6)
    assert {chair.place for chair in plan.drawing.chairs if chair.number == 1} == {"row 1, seat 1"}
