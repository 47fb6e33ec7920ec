"""Rooms that are held: nobody else gets one meanwhile, and nobody learns more than they may know."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from legation.kernel.choices import Visibility
from legation.missions.actions import (
    EndsBeforeItStarts,
    add_room,
    cancel_engagement,
    change_engagement,
    remove_part,
)
from legation.missions.actions.bookings import (
    EngagementIsPrivate,
    NothingToHoldItFor,
    RoomIsHeld,
    RoomIsHeldFor,
    book_room,
    change_booking,
    restore_booking,
)
from legation.missions.models import Booking
from legation.missions.queries.bookings import bookings_by_day
from tests.missions.preparing import text_of
from tests.world import SECRETS, World, engagement_values, make_world, two

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


AT = datetime(2024, 4, 18, 10)


def wanted(world: World, starts: datetime = AT, minutes: int = 60, **values: Any) -> dict[str, Any]:
    return {
        "room": world.things["room"],
        "purpose": two("Signing", "서명"),
        "starts": starts,
        "ends": starts + timedelta(minutes=minutes),
        **values,
    }


def test_a_room_is_held_from_setting_up_to_clearing_by_its_citys_clock(world: World) -> None:
    held = book_room(world.mission, wanted(world, before=30, after=15), by=world.host)
    assert held.held_from == datetime(2024, 4, 18, 0, 30, tzinfo=UTC)
    assert held.starts_at == datetime(2024, 4, 18, 1, tzinfo=UTC)
    assert held.held_until == datetime(2024, 4, 18, 2, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "before", "free"),
    [(75, 0, True), (75, 1, False), (74, 0, False), (-60, 0, True), (-59, 0, False)],
)
def test_two_bookings_may_touch_and_not_overlap(world: World, minutes: int, before: int, free: bool) -> None:
    book_room(world.mission, wanted(world, after=15), by=world.host)
    second = wanted(world, AT + timedelta(minutes=minutes), before=before)
    if free:
        book_room(world.mission, second, by=world.guest)
    else:
        with pytest.raises(RoomIsHeldFor) as refused:
            book_room(world.mission, second, by=world.guest)
        assert str(refused.value) == (
            "Protocol room is held from 2024-04-18 10:00 to 2024-04-18 11:15 for “Signing”. "
            "Choose another time or another room."
        )
    assert Booking.objects.filter(starts_at__day=18).count() == 1 + free


def test_another_room_is_free(world: World) -> None:
    other = add_room(world.things["hall"], {"name": two("Hall 2")}, by=world.host)
    book_room(world.mission, wanted(world), by=world.host)
    assert book_room(world.mission, wanted(world, room=other), by=world.host).room == other


def test_what_the_other_side_keeps_to_itself_is_refused_without_its_name(world: World) -> None:
    at = world.things["host-hidden-booking"].local_start.replace(tzinfo=None)
    with pytest.raises(RoomIsHeld) as refused:
        book_room(world.mission, wanted(world, at), by=world.guest)
    assert str(refused.value) == "Protocol room is held at this time. Choose another time or another room."


def test_a_booking_moves_within_its_own_time_and_not_into_anothers(world: World) -> None:
    held = book_room(world.mission, wanted(world), by=world.host)
    book_room(world.mission, wanted(world, AT + timedelta(hours=2)), by=world.host)
    later = change_booking(held, wanted(world, AT + timedelta(minutes=30)), seen=held.version, by=world.host)
    assert later.local_start.replace(tzinfo=None) == AT + timedelta(minutes=30)
    with pytest.raises(RoomIsHeldFor):
        change_booking(later, wanted(world, AT + timedelta(minutes=90)), seen=later.version, by=world.host)


def test_a_removed_booking_frees_the_room_and_comes_back_only_while_nobody_took_it(world: World) -> None:
    held = book_room(world.mission, wanted(world), by=world.host)
    remove_part(held, by=world.host)
    other = book_room(world.mission, wanted(world, minutes=10), by=world.host)
    held.refresh_from_db()
    with pytest.raises(RoomIsHeldFor):
        restore_booking(held, by=world.host)
    remove_part(other, by=world.host)
    assert restore_booking(held, by=world.host).removed_at is None


def test_what_cannot_be_held_is_refused(world: World) -> None:
    with pytest.raises(EndsBeforeItStarts):
        book_room(world.mission, wanted(world, minutes=0), by=world.host)
    with pytest.raises(NothingToHoldItFor):
        book_room(world.mission, wanted(world, purpose=""), by=world.host)
    private = world.things["host-hidden-engagement"]
    with pytest.raises(EngagementIsPrivate):
        book_room(world.mission, wanted(world, engagement=private), by=world.host)


def test_the_title_of_an_engagement_that_became_private_is_told_to_its_side_alone(world: World) -> None:
    mission, call = world.mission, world.things["engagement"]
    call.refresh_from_db()
    change_engagement(call, {"visibility": Visibility.HOST}, seen=call.version, by=world.host)
    seen = {}
    for side, user in (("guest", world.guest), ("host", world.host)):
        (day,) = bookings_by_day(mission, user)
        seen[side] = [(held.what, held.engagement is not None) for held in day.held][-1]
    assert seen == {"guest": ("Protocol room", False), "host": ("Courtesy call", True)}
    with pytest.raises(RoomIsHeldFor) as refused:
        book_room(mission, wanted(world, datetime(2024, 4, 17, 17)), by=world.guest)
    assert "for “Protocol room”." in str(refused.value)


def test_the_database_itself_refuses_a_second_booking(world: World) -> None:
    """On SQLite whoever looks and then writes is alone meanwhile; PostgreSQL has a constraint for it."""
    if connection.vendor == "sqlite":
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        return
    held = book_room(world.mission, wanted(world), by=world.host)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Booking.objects.create(
            mission=world.mission,
            room=held.room,
            starts_at=held.starts_at,
            ends_at=held.ends_at,
            held_from=held.held_from,
            held_until=held.held_until,
        )
    assert "booking_alone_in_its_room" in str(refused.value)


def test_the_list_says_what_no_longer_fits(world: World) -> None:
    mission, call = world.mission, world.things["engagement"]
    assert [day.held[-1].amiss for day in bookings_by_day(mission, world.guest)] == [""]
    call.refresh_from_db()
    later = {**engagement_values(world, "Courtesy call"), "starts": AT, "ends": AT + timedelta(hours=1)}
    call = change_engagement(call, later, seen=call.version, by=world.host)
    assert [day.held[-1].amiss for day in bookings_by_day(mission, world.guest)] == ["time"]
    cancel_engagement(call, seen=call.version, by=world.host)
    assert [day.held[-1].amiss for day in bookings_by_day(mission, world.guest)] == ["off"]


def test_a_room_is_held_changed_and_given_back_on_the_pages(client: Client, world: World) -> None:
    client.force_login(world.host, backend="allauth.account.auth_backends.AuthenticationBackend")
    slug, call = world.mission.slug, world.things["engagement"]
    shown = client.get(f"/missions/{slug}/rooms/new/?engagement={call.pk}").content.decode()
    assert 'value="2024-04-17"' in shown
    typed = {
        "purpose_0": "Rehearsal",
        "purpose_1": "예행",
        "room": world.things["room"].pk,
        "starts_0": "2024-04-18",
        "starts_1": "10:00",
        "ends_1": "11:00",
        "before": "15",
        "after": "0",
        "visibility": "shared",
    }
    assert client.post(f"/missions/{slug}/rooms/new/", typed)["Location"] == f"/missions/{slug}/rooms/"
    made = Booking.objects.get(purpose__contains="Rehearsal")
    again = client.post(f"/missions/{slug}/rooms/new/", typed)
    assert again.status_code == 422
    assert "is held from 2024-04-18 09:45 to 2024-04-18 11:00 for “Rehearsal”" in text_of(
        again.content.decode()
    )
    where = f"/missions/{slug}/rooms/{made.pk}"
    client.post(f"{where}/edit/", {**typed, "starts_1": "", "seen_version": "1"})
    moved = client.post(f"{where}/edit/", {**typed, "starts_1": "10:30", "seen_version": "1"})
    assert moved["Location"] == f"/missions/{slug}/rooms/"
    stale = client.post(f"{where}/edit/", {**typed, "starts_1": "10:45", "seen_version": "1"})
    assert stale.status_code == 409
    assert client.post(f"{where}/remove/")["Location"] == f"/missions/{slug}/rooms/?removed={made.pk}"
    assert "Removed: Rehearsal." in text_of(
        client.get(f"/missions/{slug}/rooms/?removed={made.pk}").content.decode()
    )
    client.post(f"{where}/restore/")
    assert Booking.objects.visible_to(world.guest).filter(pk=made.pk).count() == 1


@pytest.mark.parametrize("more", [0, 2, 11])
def test_the_list_asks_as_often_however_many_there_are(
    client: Client, world: World, more: int, django_assert_num_queries: Any
) -> None:
    for number in range(more):
        book_room(world.mission, wanted(world, AT + timedelta(hours=number)), by=world.host)
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.get("/missions/")
    with django_assert_num_queries(7):
        shown = client.get(f"/missions/{world.mission.slug}/rooms/").content.decode()
    assert shown.count('scope="row"') == 2 + more
    assert SECRETS["host"] not in shown
