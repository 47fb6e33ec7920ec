"""How delegates come and go, and what the programme makes of it."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legation.kernel.choices import Visibility
from legation.missions.actions import OtherSidesVisibility, remove_part, restore_part
from legation.missions.actions.travel import (
    ArrivesBeforeItDeparts,
    ClockOfPlaceUnknown,
    DelegateHiddenFromThisMovement,
    NoTimeOfTravel,
    add_movement,
    change_movement,
)
from legation.missions.models import Movement
from legation.missions.queries import masthead
from legation.missions.queries.programme import programme_of
from legation.missions.queries.travel import availability, travels_of, trips_of
from tests.missions.preparing import text_of
from tests.missions.stage import Stage, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


def flight(stage: Stage, *, by: Any = None, **values: Any) -> Movement:
    """Seattle to Busan: leaves on the 16th at 12:00 there and lands on the 17th at 14:10 here."""
    fields = {
        "direction": "arrival",
        "kind": "flight",
        "number": "KE 042",
        "leaving_city": stage.seattle,
        "departs": datetime(2024, 4, 16, 12),
        "arriving_city": stage.busan,
        "arrives": datetime(2024, 4, 17, 14, 10),
        "delegates": [stage.harrell],
        **values,
    }
    return add_movement(stage.mission, fields, by=by or stage.guest)


def told(stage: Stage, user: Any = None) -> list[tuple[str, str, list[str]]]:
    user = user or stage.guest
    head = masthead(stage.mission, user)
    return [
        (clash.key, f"{clash.at:%H:%M}" if clash.at else "", [str(who) for who in clash.people])
        for day in programme_of(stage.mission, head, user, timezone.now()).days
        for item in day.items
        for clash in item.clashes
    ]


def test_each_end_goes_by_its_own_clock(stage: Stage) -> None:
    movement = flight(stage)
    assert movement.departs_at == datetime(2024, 4, 16, 19, tzinfo=UTC)
    assert movement.arrives_at == datetime(2024, 4, 17, 5, 10, tzinfo=UTC)
    assert (movement.leaving_zone, movement.arriving_zone) == ("America/Los_Angeles", "Asia/Seoul")
    assert movement.ready_at == datetime(2024, 4, 17, 6, 25, tzinfo=UTC)
    assert movement.leave_at == datetime(2024, 4, 16, 16, tzinfo=UTC)


def test_the_programme_says_for_whom_it_is_too_early(stage: Stage, client: Client) -> None:
    call = stage.engagement(starts=datetime(2024, 4, 17, 15), ends=datetime(2024, 4, 17, 15, 45))
    for delegate in (stage.harrell, stage.robinson):
        stage.attends(call, delegate)
    assert told(stage) == []
    movement = flight(stage)
    assert told(stage) == [("early", "06:25", ["Bruce Harrell"])]
    client.force_login(stage.guest)
    page = text_of(client.get(reverse("programme", args=[stage.mission.slug])).content.decode())
    assert (
        page.count(
            "Too early for Bruce Harrell: KE 042 arrives 14:10, there at 15:25 at the soonest (estimated)."
        )
        == 1
    )
    movement = change_movement(movement, {"transfer": 50}, seen=1, by=stage.guest)
    assert told(stage) == []
    change_movement(movement, {"expected": datetime(2024, 4, 17, 14, 40)}, seen=2, by=stage.host)
    assert told(stage) == [("early", "06:30", ["Bruce Harrell"])]


def test_a_departure_ends_the_day_and_a_cancelled_one_does_not(stage: Stage) -> None:
    call = stage.engagement(starts=datetime(2024, 4, 17, 15), ends=datetime(2024, 4, 17, 15, 45))
    stage.attends(call, stage.harrell)
    home = {"direction": "departure", "leaving_city": stage.busan, "arriving_city": stage.seattle}
    times = {"departs": datetime(2024, 4, 17, 18, 30), "arrives": None}
    leaving = flight(stage, **home, **times)
    assert told(stage) == [("late", "06:30", ["Bruce Harrell"])]
    change_movement(leaving, {"status": "cancelled"}, seen=1, by=stage.guest)
    assert told(stage) == []


def test_one_side_is_not_told_of_the_others_private_journey(stage: Stage) -> None:
    call = stage.engagement(starts=datetime(2024, 4, 17, 15), ends=datetime(2024, 4, 17, 15, 45))
    stage.attends(call, stage.harrell)
    flight(stage, visibility=Visibility.GUEST)
    assert told(stage, stage.host) == []
    assert [len(travels_of(stage.mission, user, ()).days) for user in (stage.guest, stage.host)] == [1, 0]


def test_who_is_on_it_is_told_as_far_as_the_reader_sees_them(stage: Stage) -> None:
    movement = flight(stage, delegates=[stage.harrell, stage.guest_secret], booking="ABC123")
    told_to = {}
    for user in (stage.guest, stage.host):
        ((trip,),) = (day.trips for day in travels_of(stage.mission, user, ()).days)
        told_to[user.email] = ([str(who) for who in trip.people], trip.booking)
    assert told_to == {
        "guest@example.org": (["Bruce Harrell", "Gail Guestsecret"], "ABC123"),
        "host@example.org": (["Bruce Harrell"], ""),
    }
    values = {"delegates": [stage.robinson], "booking": "STOLEN"}
    changed = change_movement(movement, values, seen=1, by=stage.host)
    assert {one.pk for one in changed.delegates.all()} == {stage.robinson.pk, stage.guest_secret.pk}
    assert changed.booking == "ABC123"


def test_availability_is_after_the_last_arrival_and_before_the_first_departure(stage: Stage) -> None:
    flight(stage)
    flight(
        stage,
        kind="train",
        number="KTX 21",
        leaving_city=stage.busan,
        departs=datetime(2024, 4, 17, 16),
        arrives=datetime(2024, 4, 17, 18),
        transfer=15,
    )
    found = availability(trips_of(stage.harrell, stage.guest))
    assert (found.since, found.until) == (datetime(2024, 4, 17, 9, 15, tzinfo=UTC), None)


def test_what_cannot_be_is_refused(stage: Stage) -> None:
    with pytest.raises(ArrivesBeforeItDeparts):
        flight(stage, arrives=datetime(2024, 4, 17, 3, 59))
    with pytest.raises(NoTimeOfTravel):
        flight(stage, arrives=None, departs=None)
    with pytest.raises(ClockOfPlaceUnknown) as refused:
        flight(stage, leaving_city=None)
    assert refused.value.field == "leaving_zone"
    with pytest.raises(OtherSidesVisibility):
        flight(stage, visibility=Visibility.HOST)
    with pytest.raises(DelegateHiddenFromThisMovement):
        flight(stage, by=stage.host, visibility=Visibility.HOST, delegates=[stage.guest_secret])
    assert Movement.objects.count() == 0


def test_a_removed_journey_comes_back_with_those_on_it(stage: Stage) -> None:
    movement = remove_part(flight(stage), by=stage.guest)
    assert travels_of(stage.mission, stage.guest, ()).days == ()
    restore_part(movement, by=stage.guest)
    ((trip,),) = (day.trips for day in travels_of(stage.mission, stage.guest, ()).days)
    assert [str(who) for who in trip.people] == ["Bruce Harrell"]


def typed(stage: Stage, **more: Any) -> dict[str, Any]:
    return {
        "direction": "arrival",
        "kind": "flight",
        "number": "KE 042",
        "leaving_city": stage.seattle.pk,
        "departs_0": "2024-04-16",
        "departs_1": "12:00",
        "arriving_city": stage.busan.pk,
        "arrives_0": "2024-04-17",
        "arrives_1": "14:10",
        "delegates": [stage.harrell.pk],
        "status": "booked",
        "visibility": "shared",
        **more,
    }


def test_a_journey_is_entered_changed_and_removed_on_pages(stage: Stage, client: Client) -> None:
    client.force_login(stage.guest)
    slug = stage.mission.slug
    fresh = client.get(reverse("movement-new", args=[slug]), {"direction": "departure"}).context["form"]
    assert fresh.initial["leaving_city"] == stage.busan.pk
    saved = client.post(reverse("movement-new", args=[slug]), typed(stage))
    assert saved.headers["Location"] == reverse("travel", args=[slug])
    movement = Movement.objects.get()
    page = text_of(client.get(reverse("travel", args=[slug])).content.decode())
    assert page.count("Wed 17 14:10") == 1
    assert page.count("No arrival is known yet for Lynne Robinson") == 0
    assert page.count("No arrival is known yet for 2 guests: Lynne Robinson, Gail Guestsecret.") == 1
    shown = client.get(reverse("movement-edit", args=[slug, movement.pk])).content.decode()
    assert shown.count('value="14:10"') == 1
    late = typed(stage, seen_version=1, expected_0="2024-04-17", expected_1="15:40")
    client.post(reverse("movement-edit", args=[slug, movement.pk]), late)
    page = text_of(client.get(reverse("travel", args=[slug])).content.decode())
    assert page.count("Wed 17 15:40 Instead of Wed 17 14:10") == 1
    stale = client.post(reverse("movement-edit", args=[slug, movement.pk]), typed(stage, seen_version=1))
    assert stale.status_code == 409
    gone = client.post(reverse("movement-remove", args=[slug, movement.pk]), follow=True)
    assert gone.content.decode().count(reverse("movement-restore", args=[slug, movement.pk])) == 1


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"arrives_0": "2024-04-16"}, "arrives", "It arrives before it departs."),
        ({"arrives_1": ""}, "arrives", "Give the time."),
        ({"arrives_0": "", "arrives_1": "14:10"}, "arrives", "Give the date."),
        ({"leaving_city": ""}, "leaving_zone", "Choose the city, or write the time zone of this place."),
        ({"leaving_zone": "Mars/Base"}, "leaving_zone", "“Mars/Base” is not a time zone."),
        ({"departs_0": "", "departs_1": "", "arrives_0": "", "arrives_1": ""}, "arrives", "Give the time"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    stage: Stage, client: Client, more: dict[str, Any], field: str, words: str
) -> None:
    client.force_login(stage.guest)
    answer = client.post(reverse("movement-new", args=[stage.mission.slug]), typed(stage, **more))
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors[field]
    assert said.startswith(words)
    assert Movement.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_costs_the_same_whatever_moves(
    stage: Stage, client: Client, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        flight(stage, number=f"KE {number}")
    client.force_login(stage.guest)
    with django_assert_num_queries(8):
        client.get(reverse("travel", args=[stage.mission.slug]))


def test_a_delegate_is_shown_with_their_journeys(stage: Stage, client: Client) -> None:
    flight(stage)
    client.force_login(stage.host)
    page = text_of(
        client.get(reverse("delegate", args=[stage.mission.slug, stage.harrell.pk])).content.decode()
    )
    assert page.count("In the city from Wed 17 15:25 at the soonest (estimated).") == 1
