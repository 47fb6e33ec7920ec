"""What the actions of the board let an editor do, what they refuse, and how steps are taken back."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine

from legation.kernel.choices import Visibility
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.missions.actions import cancel_engagement, change_engagement, remove_part
from legation.missions.actions.board import (
    NotOfTheMission,
    close_day,
    copy_engagement,
    lock_engagement,
    move_engagement,
    open_day,
    redo_step,
    undo_step,
)
from legation.missions.models import Engagement, Mission, Step
from tests.missions.stage import SEOUL, Stage, build, two

DAY = 17


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


def at(hour: int, minute: int = 0, day: int = DAY) -> datetime:
    return datetime(2024, 4, day, hour, minute)


def to(starts: datetime, ends: datetime, **more: Any) -> dict[str, Any]:
    return {"starts": starts, "ends": ends, "clock": SEOUL, **more}


def fresh(engagement: Engagement) -> Engagement:
    return Engagement.objects.get(pk=engagement.pk)


def moved(stage: Stage, engagement: Engagement, hour: int, *, by: Any = None, **more: Any) -> Engagement:
    now = fresh(engagement)
    return move_engagement(now, to(at(hour), at(hour, 45), **more), seen=now.version, by=by or stage.guest)


def times(engagement: Engagement) -> tuple[str, str]:
    now = fresh(engagement)
    return f"{now.local_start:%d %H:%M}", f"{now.local_end:%d %H:%M}"


def refusal(act: Any) -> tuple[str, str | None]:
    with pytest.raises(Refused) as raised:
        act()
    return str(raised.value), raised.value.field


def test_a_move_changes_time_and_place_and_nothing_else(stage: Stage) -> None:
    call = stage.engagement(venue=stage.hotel)
    place = {"venue": stage.city_hall, "room": stage.protocol_room, "track": two("Trade", "무역")}
    after = moved(stage, call, 10, **place)
    assert times(call) == ("17 10:00", "17 10:45")
    assert (str(after.venue), str(after.room), str(after.track)) == ("City Hall", "Protocol room", "Trade")
    assert (str(after.title), after.status, after.version, after.sequence) == (
        "Courtesy call",
        "confirmed",
        2,
        1,
    )


def test_what_had_no_clock_time_gets_one_by_being_moved(stage: Stage) -> None:
    visit = stage.engagement(part="afternoon", starts=at(13), ends=at(18))
    moved(stage, visit, 14)
    assert (fresh(visit).part, times(visit)) == ("", ("17 14:00", "17 14:45"))
    undo_step(stage.mission, by=stage.guest)
    assert (fresh(visit).part, times(visit)) == ("afternoon", ("17 13:00", "17 18:00"))


def test_what_goes_to_another_city_goes_by_its_clock(stage: Stage) -> None:
    from legation.missions.actions import add_venue

    call = stage.engagement(venue=stage.city_hall)
    tower = add_venue({"name": two("Tower"), "city": stage.seattle}, by=stage.guest)
    after = moved(stage, call, 17, venue=tower, room=None)
    assert (after.zone, f"{after.local_start:%d %H:%M}") == ("America/Los_Angeles", "17 01:00")
    undo_step(stage.mission, by=stage.guest)
    assert (fresh(call).zone, times(call)) == (SEOUL, ("17 17:00", "17 17:45"))


def test_an_end_before_the_start_and_an_hour_that_is_skipped_are_refused(stage: Stage) -> None:
    call = stage.engagement()
    backwards = to(at(10), at(9))
    assert refusal(lambda: move_engagement(call, backwards, seen=1, by=stage.guest)) == (
        "The end is not after the start.",
        "ends",
    )
    skipped = {"starts": datetime(2024, 3, 10, 2, 30), "ends": datetime(2024, 3, 10, 4)}
    values = {**skipped, "clock": "America/Los_Angeles"}
    told, field = refusal(lambda: move_engagement(call, values, seen=1, by=stage.guest))
    assert (told.split(":")[0], field) == ("2024-03-10 02", "starts")
    assert (fresh(call).version, Step.objects.count()) == (1, 0)


def test_what_is_locked_stays_until_it_is_unlocked(stage: Stage) -> None:
    call = stage.engagement(venue=stage.city_hall, room=stage.protocol_room)
    lock_engagement(call, locked=True, seen=1, by=stage.host)
    assert refusal(lambda: moved(stage, call, 10)) == (
        "“Courtesy call” is locked: its time and its place stay. Unlock it first.",
        "starts",
    )
    change_engagement(fresh(call), {"title": two("Call on the mayor")}, seen=2, by=stage.guest)
    assert times(call) == ("17 17:00", "17 17:45")
    cancel_engagement(fresh(call), seen=3, by=stage.guest)
    lock_engagement(fresh(call), locked=False, seen=4, by=stage.guest)
    moved(stage, call, 10)
    assert times(call) == ("17 10:00", "17 10:45")


def test_unlocking_and_moving_in_one_edit_is_a_decision(stage: Stage) -> None:
    call = stage.engagement(locked=True)
    change_engagement(
        call,
        {"starts": at(9), "ends": at(10), "zone": SEOUL, "locked": False},
        seen=1,
        by=stage.guest,
    )
    assert times(call) == ("17 09:00", "17 10:00")


def test_nothing_is_moved_over_what_is_locked_in_the_same_room(stage: Stage) -> None:
    place = {"venue": stage.city_hall, "room": stage.protocol_room}
    stage.engagement("Signing", locked=True, starts=at(10), ends=at(11), **place)
    call = stage.engagement("Call", **place)
    otherwise = "Choose another time or another room, or unlock it."
    assert refusal(lambda: moved(stage, call, 10)) == (
        f"“Signing” is locked in this room from 10:00 to 11:00. {otherwise}",
        "room",
    )
    moved(stage, call, 11)
    moved(stage, call, 10, venue=stage.hotel, room=None)
    assert times(call) == ("17 10:00", "17 10:45")


def test_a_locked_item_of_the_other_side_stands_in_nobodys_way(stage: Stage) -> None:
    place = {"venue": stage.city_hall, "room": stage.protocol_room}
    secret = {"visibility": Visibility.HOST, "locked": True, "starts": at(10), "ends": at(11)}
    stage.engagement("Rehearsal", by=stage.host, **secret, **place)
    call = stage.engagement("Call", **place)
    moved(stage, call, 10)
    assert times(call) == ("17 10:00", "17 10:45")
    moved(stage, call, 12, by=stage.host)
    told, _field = refusal(lambda: moved(stage, call, 10, by=stage.host))
    assert told.startswith("“Rehearsal” is locked in this room")


def test_a_closed_day_takes_nothing_until_it_is_opened(stage: Stage) -> None:
    close_day(stage.mission, date(2024, 4, 18), by=stage.host)
    mission = Mission.objects.get(pk=stage.mission.pk)
    assert mission.closed_days == ["2024-04-18"]
    call = stage.engagement()
    onto = to(at(10, day=18), at(11, day=18))
    told = (
        "18 April 2024 is closed: nothing is moved onto it. Choose another day, or open it on the board.",
    )
    assert refusal(lambda: move_engagement(fresh(call), onto, seen=1, by=stage.guest)) == (*told, "starts")
    over = to(at(23), at(1, day=18))
    assert refusal(lambda: move_engagement(fresh(call), over, seen=1, by=stage.guest)) == (*told, "starts")
    stage.mission = mission
    assert refusal(lambda: stage.engagement("New", starts=at(9, day=18), ends=at(10, day=18)))[0] == told[0]
    open_day(mission, date(2024, 4, 18), by=stage.guest)
    move_engagement(fresh(call), onto, seen=1, by=stage.guest)
    assert times(call) == ("18 10:00", "18 11:00")


def test_a_dinner_until_midnight_leaves_the_next_day_and_days_in_between_count(stage: Stage) -> None:
    call = stage.engagement()
    close_day(stage.mission, date(2024, 4, 18), by=stage.host)
    move_engagement(fresh(call), to(at(20), at(0, day=18)), seen=1, by=stage.guest)
    assert times(call) == ("17 20:00", "18 00:00")
    across = to(at(20), at(9, day=19))
    assert refusal(lambda: move_engagement(fresh(call), across, seen=2, by=stage.guest)) == (
        "18 April 2024 is closed: nothing is moved onto it. Choose another day, or open it on the board.",
        "starts",
    )


@time_machine.travel("2024-04-17T05:00:00+00:00", tick=False)  # 14:00 in Busan
def test_what_is_to_come_does_not_go_into_the_past_and_what_has_been_may_be_corrected(db: None) -> None:
    stage = build()
    later, earlier = stage.engagement("Later"), stage.engagement("Earlier", starts=at(9), ends=at(10))
    assert refusal(lambda: moved(stage, later, 13)) == (
        "17 April 2024, 13:00 is past. What is still to come cannot be moved there.",
        "starts",
    )
    moved(stage, earlier, 8)
    moved(stage, later, 14)
    assert (times(earlier)[0], times(later)[0]) == ("17 08:00", "17 14:00")


def test_a_copy_takes_its_people_and_leaves_its_brief(stage: Stage) -> None:
    call = stage.engagement(locked=True, track=two("Trade"))
    for delegate in (stage.harrell, stage.park, stage.guest_secret, stage.host_secret):
        stage.attends(call, delegate)
    copy = copy_engagement(fresh(call), to(at(10), at(11)), by=stage.host)
    assert (str(copy.title), copy.status, copy.locked, str(copy.track)) == (
        "Courtesy call",
        "tentative",
        False,
        "Trade",
    )
    names = sorted(str(row.delegate) for row in copy.attendances.all())
    assert names == ["Bruce Harrell", "Hoon Hostsecret", "Park Heong-joon"]
    assert copy.uuid != call.uuid
    undo_step(stage.mission, by=stage.host)
    assert fresh(copy).removed_at is not None
    redo_step(stage.mission, by=stage.host)
    assert fresh(copy).removed_at is None
    undo_step(stage.mission, by=stage.host)
    assert (fresh(copy).removed_at is not None, fresh(call).removed_at) == (True, None)


def test_each_editor_undoes_their_own_steps_in_order(stage: Stage) -> None:
    one, two_ = stage.engagement("One"), stage.engagement("Two")
    moved(stage, one, 9)
    moved(stage, two_, 10, by=stage.host)
    moved(stage, one, 11)
    undo_step(stage.mission, by=stage.guest)
    assert (times(one)[0], times(two_)[0]) == ("17 09:00", "17 10:00")
    undo_step(stage.mission, by=stage.guest)
    assert times(one)[0] == "17 17:00"
    assert (
        refusal(lambda: undo_step(stage.mission, by=stage.guest))[0] == "There is nothing of yours to undo."
    )
    redo_step(stage.mission, by=stage.guest)
    redo_step(stage.mission, by=stage.guest)
    assert (times(one)[0], times(two_)[0]) == ("17 11:00", "17 10:00")
    assert refusal(lambda: redo_step(stage.mission, by=stage.guest))[0] == "There is nothing to do again."
    undo_step(stage.mission, by=stage.guest)
    moved(stage, two_, 15)
    assert refusal(lambda: redo_step(stage.mission, by=stage.guest))[0] == "There is nothing to do again."


def test_undo_never_takes_back_what_somebody_else_did_since(stage: Stage) -> None:
    one, other = stage.engagement("One"), stage.engagement("Other")
    moved(stage, other, 8)
    moved(stage, one, 9)
    moved(stage, one, 10, by=stage.host)
    assert refusal(lambda: undo_step(stage.mission, by=stage.guest))[0] == (
        "“One” was changed by Host Protocol since, so your step on it stays as it is. Undo again for the step"
        " before it."
    )
    undo_step(stage.mission, by=stage.guest)
    assert (times(one)[0], times(other)[0]) == ("17 10:00", "17 17:00")


def test_undo_keeps_what_others_changed_in_other_fields(stage: Stage) -> None:
    call = stage.engagement()
    moved(stage, call, 9)
    change_engagement(fresh(call), {"title": two("Renamed")}, seen=2, by=stage.host)
    undo_step(stage.mission, by=stage.guest)
    assert (str(fresh(call).title), times(call)[0], fresh(call).version) == ("Renamed", "17 17:00", 4)


def test_undo_leaves_a_start_alone_whose_end_somebody_else_set(stage: Stage) -> None:
    call, other = stage.engagement(starts=at(14), ends=at(15)), stage.engagement("Other")
    moved(stage, other, 8)
    move_engagement(fresh(call), to(at(10), at(15)), seen=1, by=stage.guest)
    move_engagement(fresh(call), to(at(10), at(11)), seen=2, by=stage.host)
    assert refusal(lambda: undo_step(stage.mission, by=stage.guest))[0] == (
        "“Courtesy call” was changed by Host Protocol since, so your step on it stays as it is. Undo again"
        " for the step before it."
    )
    undo_step(stage.mission, by=stage.guest)
    assert (times(call), times(other)[0]) == (("17 10:00", "17 11:00"), "17 17:00")


def test_undo_leaves_a_venue_alone_in_which_somebody_else_chose_a_room(stage: Stage) -> None:
    call = stage.engagement(venue=stage.hotel, starts=at(9), ends=at(9, 45))
    moved(stage, call, 9, venue=stage.city_hall, room=None)
    moved(stage, call, 9, by=stage.host, venue=stage.city_hall, room=stage.protocol_room)
    assert refusal(lambda: undo_step(stage.mission, by=stage.guest))[0].startswith(
        "“Courtesy call” was changed by Host Protocol since"
    )
    assert (str(fresh(call).venue), str(fresh(call).room)) == ("City Hall", "Protocol room")


def test_undo_forgets_what_would_begin_in_the_past_by_now(stage: Stage) -> None:
    with time_machine.travel("2024-04-17T00:00:00+00:00", tick=False):  # 09:00 in Busan
        call, other = stage.engagement(starts=at(10), ends=at(11)), stage.engagement("Other")
        moved(stage, other, 18)
        moved(stage, call, 16)
    with time_machine.travel("2024-04-17T05:00:00+00:00", tick=False):  # 14:00
        assert refusal(lambda: undo_step(stage.mission, by=stage.guest))[0] == (
            "“Courtesy call” would begin in the past by now, so your step on it stays as it is. Undo again"
            " for the step before it."
        )
        undo_step(stage.mission, by=stage.guest)
    assert (times(call)[0], times(other)[0]) == ("17 16:00", "17 17:00")


def test_undo_forgets_what_left_the_programme_or_became_the_other_sides(stage: Stage) -> None:
    gone, hidden = stage.engagement("Gone"), stage.engagement("Hidden")
    moved(stage, gone, 9)
    moved(stage, hidden, 9)
    change_engagement(fresh(hidden), {"visibility": Visibility.HOST}, seen=2, by=stage.host)
    remove_part(fresh(gone), by=stage.host)
    said = "What you changed there is no longer on the programme. Undo again for the step before it."
    assert refusal(lambda: undo_step(stage.mission, by=stage.guest))[0] == said
    assert refusal(lambda: undo_step(stage.mission, by=stage.guest))[0] == said
    assert (
        refusal(lambda: undo_step(stage.mission, by=stage.guest))[0] == "There is nothing of yours to undo."
    )
    assert times(hidden)[0] == "17 09:00"


def test_an_undo_that_is_refused_changes_nothing_and_can_be_tried_again(stage: Stage) -> None:
    call = stage.engagement()
    moved(stage, call, 9)
    lock_engagement(fresh(call), locked=True, seen=2, by=stage.host)
    assert refusal(lambda: undo_step(stage.mission, by=stage.guest))[1] == "starts"
    lock_engagement(fresh(call), locked=False, seen=3, by=stage.host)
    undo_step(stage.mission, by=stage.guest)
    assert times(call)[0] == "17 17:00"


def test_a_stale_move_writes_nothing_and_tells_what_changed(stage: Stage) -> None:
    call = stage.engagement()
    stale = fresh(call)
    moved(stage, call, 9, by=stage.host)
    with pytest.raises(ChangedMeanwhile) as raised:
        move_engagement(stale, to(at(10), at(11)), seen=1, by=stage.guest)
    (revision,) = raised.value.revisions
    assert (revision.by, [change.field for change in revision.changes]) == (
        "Host Protocol",
        ["starts_at", "ends_at"],
    )
    assert (times(call)[0], Step.objects.filter(user=stage.guest).count()) == ("17 09:00", 0)


def test_only_days_of_the_mission_are_closed(stage: Stage) -> None:
    for day in (stage.mission.starts_on - timedelta(days=1), stage.mission.ends_on + timedelta(days=1)):
        with pytest.raises(NotOfTheMission) as refused:
            close_day(stage.mission, day, by=stage.host)
        first, last = stage.mission.starts_on.isoformat(), stage.mission.ends_on.isoformat()
        assert (refused.value.facts, refused.value.field) == ({"first": first, "last": last}, "on")
    assert Mission.objects.get(pk=stage.mission.pk).closed_days == []
