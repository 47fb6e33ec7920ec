"""The door: many devices, offline and out of order, lose nothing and count nothing twice."""

import json
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from legation.guests.actions import guests as acts
from legation.guests.actions import lists
from legation.guests.actions.door import Told, merge
from legation.guests.models import Guest, GuestList, Scan
from legation.guests.queries.door import code_of, door_rows, guest_of_code
from legation.guests.queries.finding import guests_found
from legation.kernel.codes import Code, Holder, text_of
from legation.kernel.refusals import Refused
from legation.missions import actions as missions
from legation.missions.models import Attendance
from tests.world import SECRETS, World, engagement_values

SIX = datetime(2024, 4, 17, 9, 0, tzinfo=UTC)  # six in the evening in Seoul
LATER = SIX + timedelta(hours=2)


@pytest.fixture
def reception(world: World) -> GuestList:
    values = engagement_values(world, "Reception", kind="reception")
    engagement = missions.add_engagement(world.mission, values, by=world.host)
    return lists.open_list(engagement, {"doors": ["A", "B"]}, by=world.host)


def at(name: str, guest_list: GuestList, *more: Any) -> str:
    return reverse(name, args=[guest_list.engagement.mission.slug, guest_list.pk, *more])


def add(world: World, reception: GuestList, number: int) -> list[Guest]:
    rows = [{"name": f"Guest {place:04}", "status": "accepted"} for place in range(number)]
    return list(acts.add_all(reception, rows, by=world.host))


def told(key: int, kind: str, guest: Guest | None, minute: float, door: str = "A", **more: Any) -> Told:
    pk = guest.pk if guest is not None else None
    return Told(UUID(int=key), kind, SIX + timedelta(minutes=minute), pk, door, **more)


def state(reception: GuestList) -> dict[int, tuple[Any, str]]:
    return {guest.pk: (guest.arrived_at, guest.arrived_door) for guest in Guest.objects.of(reception)}


def test_the_first_scan_wins_whoever_tells_first(world: World, reception: GuestList) -> None:
    (guest,) = add(world, reception, 1)
    late = merge(reception, [told(1, "in", guest, 5, "A")], by=world.host, now=LATER)
    early = merge(reception, [told(2, "in", guest, 2, "B")], by=world.host, now=LATER)
    again = merge(reception, [told(1, "in", guest, 5, "A")], by=world.host, now=LATER)
    assert [each[0].outcome for each in (late, early, again)] == ["in", "in", "already"]
    assert (again[0].at, again[0].door) == (SIX + timedelta(minutes=2), "B")
    assert (state(reception)[guest.pk], Scan.objects.count()) == ((SIX + timedelta(minutes=2), "B"), 2)


def test_what_is_taken_back_is_what_that_door_knew_of(world: World, reception: GuestList) -> None:
    (guest,) = add(world, reception, 1)
    mistake = told(1, "in", guest, 5, "B")
    undone = told(2, "out", guest, 6, "B", undoes=(str(UUID(int=1)),))
    meanwhile = told(3, "in", guest, 4, "A")
    merge(reception, [mistake, undone], by=world.host, now=LATER)
    assert state(reception)[guest.pk] == (None, "")
    merge(reception, [meanwhile], by=world.host, now=LATER)
    assert state(reception)[guest.pk] == (SIX + timedelta(minutes=4), "A")


def four_doors(guests: list[Guest], seed: int) -> list[list[Told]]:
    """What four doors keep in an hour without a network: 2,000 rows, many guests at several doors."""
    chance = random.Random(seed)
    doors: list[list[Told]] = []
    for door in range(4):
        rows: list[Told] = []
        for number in range(500):
            key, minute = door * 10_000 + number, number * 60 / 500
            back = next((row for row in reversed(rows[-3:]) if row.kind == "in"), None)
            if number % 25 == 24 and back is not None:
                guest = Guest(pk=back.guest)
                rows.append(told(key, "out", guest, minute, "ABCD"[door], undoes=(str(back.uuid),)))
            else:
                rows.append(told(key, "in", chance.choice(guests), minute, "ABCD"[door]))
        doors.append(rows)
    return doors


def test_four_doors_offline_for_an_hour_merge_with_none_lost_and_none_twice(
    world: World, reception: GuestList
) -> None:
    guests = add(world, reception, 900)
    doors = four_doors(guests, seed=1)
    everything = [row for door in doors for row in door]
    undone = {key for row in everything for key in row.undoes}
    expected: dict[int, tuple[Any, str]] = {guest.pk: (None, "") for guest in guests}
    for row in sorted(everything, key=lambda row: (row.at, row.uuid), reverse=True):
        if row.kind == "in" and str(row.uuid) not in undone:
            expected[row.guest or 0] = (row.at, row.door)
    orders = []
    for order in (1, 2):
        Scan.objects.all().delete()
        Guest.objects.of(reception).update(arrived_at=None, arrived_door="")
        portions = [door[start : start + 125] for door in doors for start in range(0, 500, 125)]
        portions += portions[::3]  # a network that breaks after the site heard: sent once more
        random.Random(order).shuffle(portions)
        for portion in portions:
            merge(reception, portion, device=portion[0].door, by=world.host, now=LATER)
        orders.append(state(reception))
        assert set(Scan.objects.values_list("uuid", flat=True)) == {row.uuid for row in everything}
        assert Scan.objects.count() == 2000
    assert orders == [expected, expected]
    assert sum(1 for arrived, _door in expected.values() if arrived is not None) > 700


def test_somebody_who_is_not_on_the_list_is_written_down_once(world: World, reception: GuestList) -> None:
    row = told(1, "new", None, 3, name=" Walk  In ", body="Chamber")
    for _time in range(2):
        heard = merge(reception, [row], by=world.host, now=LATER)
    guest = Guest.objects.of(reception).get()
    assert (guest.name, guest.body, guest.side, guest.through) == ("Walk In", "Chamber", "host", "door")
    assert (guest.arrived_at, heard[0].guest) == (row.at, guest.pk)
    assert guests_found(reception, world.host, "walk") == [guest]


def test_a_clock_that_runs_ahead_does_not_let_anybody_come_tomorrow(
    world: World, reception: GuestList
) -> None:
    (guest,) = add(world, reception, 1)
    merge(reception, [told(1, "in", guest, 60 * 24)], by=world.host, now=SIX)
    assert state(reception)[guest.pk][0] == SIX


def test_the_acknowledgement_list_follows_the_door(world: World, reception: GuestList) -> None:
    delegate = world.things["host-delegate"]
    guest = acts.add_guest(reception, {"delegate": delegate}, by=world.host)
    heard = merge(reception, [told(1, "in", guest, 1)], by=world.host, now=LATER)
    there = Attendance.objects.present().filter(engagement=reception.engagement)
    assert (heard[0].outcome, there.get().presence) == ("in", "present")
    merge(reception, [told(2, "out", guest, 2, undoes=(str(UUID(int=1)),))], by=world.host, now=LATER)
    assert there.get().presence == "expected"


def test_whom_a_side_keeps_to_itself_the_other_sides_door_does_not_know(
    world: World, reception: GuestList
) -> None:
    hidden = acts.add_guest(
        reception, {"name": f"{SECRETS['guest']} guest", "visibility": "guest"}, by=world.guest
    )
    heard = merge(reception, [told(1, "in", hidden, 1)], by=world.host, now=LATER)
    assert (heard[0].outcome, Scan.objects.count()) == ("unknown", 0)
    assert SECRETS["guest"] not in json.dumps(door_rows(reception, world.host))
    (shown,) = add(world, reception, 1)
    since = datetime.now(UTC) - timedelta(minutes=1)
    answer = door_rows(reception, world.host, since)
    assert ({*answer}, [each["id"] for each in answer["guests"]]) == ({"guests", "holds"}, [shown.pk])
    assert answer["holds"] == {"count": 1, "sum": shown.pk}
    acts.remove_guest(shown, by=world.host)
    assert door_rows(reception, world.host, since) == {"guests": [], "holds": {"count": 0, "sum": 0}}
    with pytest.raises(Refused, match="is not on this list"):
        guest_of_code(reception, world.host, code_of(hidden, "test-mission", reception.engagement_id))


def test_a_code_is_good_for_its_own_event(world: World, reception: GuestList) -> None:
    guest, delegate = add(world, reception, 1)[0], world.things["host-delegate"]
    listed = acts.add_guest(reception, {"delegate": delegate}, by=world.host)
    other = world.things["host-guest"]
    event = reception.engagement_id
    good = code_of(guest, "test-mission", event)
    badge = text_of(Code("test-mission", 0, Holder.DELEGATE, delegate.pk))
    assert [guest_of_code(reception, world.host, text) for text in (good, good.lower(), badge)] == [
        guest, guest, listed,
    ]  # fmt: skip
    wrong = {
        "not a code": "Kim",
        "was not made here": good[:-1] + ("A" if good[-1] != "A" else "B"),
        "another mission": text_of(Code("elsewhere", event, Holder.GUEST, guest.pk)),
        "another event": code_of(other, "test-mission", other.guest_list.engagement_id),
        "replaced by a newer one": text_of(Code("test-mission", event, Holder.GUEST, guest.pk, 2)),
        "is not on this list": text_of(Code("test-mission", event, Holder.GUEST, 10**9)),
    }
    for words, text in wrong.items():
        with pytest.raises(Refused, match=words):
            guest_of_code(reception, world.host, text)


def rows(*told: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "data": json.dumps({"rows": list(told), "device": "tablet", **more}),
        "content_type": "application/json",
    }


def test_a_device_sends_what_it_kept_and_hears_what_changed(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    first, second = add(world, reception, 2)
    client, page = as_(world.host), at("guest-door-sync", reception)
    begun = client.get(at("guest-door-list", reception)).json()
    assert [each["name"] for each in begun["guests"]] == ["Guest 0000", "Guest 0001"]
    Guest.objects.of(reception).update(updated_at=SIX)
    row = {"id": str(UUID(int=1)), "kind": "in", "guest": first.pk, "at": SIX.isoformat(), "door": "A"}
    told = client.post(page, **rows(row, since=begun["now"])).json()
    assert told["heard"] == [{"id": row["id"], "outcome": "in", "guest": first.pk}]
    assert [(each["id"], each["door"], each["scans"]) for each in told["guests"]] == [
        (first.pk, "A", [row["id"]])
    ]
    assert second.pk not in {each["id"] for each in told["guests"]}


def test_four_devices_send_what_they_kept_though_answers_are_lost_on_the_way(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    guests = add(world, reception, 60)
    page, everything = at("guest-door-sync", reception), set()
    client = as_(world.host)
    for door, kept in enumerate(four_doors(guests, seed=2)):
        queue = [
            {
                "id": str(row.uuid),
                "kind": row.kind,
                "guest": row.guest,
                "at": row.at.isoformat(),
                "door": row.door,
                "undoes": list(row.undoes),
            }
            for row in kept[:100]
        ]
        everything |= {row["id"] for row in queue}
        lost = True
        while queue:
            answer = client.post(page, **rows(*queue[:40], device=f"tablet {door}"))
            assert answer.status_code == 200
            lost = not lost
            if lost:  # the site heard, the device did not: it keeps its rows and sends them again
                continue
            heard = {each["id"] for each in answer.json()["heard"]}
            assert heard == {row["id"] for row in queue[:40]}
            queue = [row for row in queue if row["id"] not in heard]
    assert {str(scan.uuid) for scan in Scan.objects.all()} == everything
    assert Scan.objects.count() == len(everything) == 400


@pytest.mark.parametrize(
    "broken",
    [
        {"id": "x"},
        {"kind": "sideways"},
        {"at": "yesterday"},
        {"at": "2024-04-17T09:00:00"},
        {"guest": "x"},
        {"guest": -1},
        {"undoes": ["x"]},
        {"undoes": 5},
    ],
)
def test_what_no_door_sends_is_refused_by_row_and_nothing_is_taken_in(
    world: World, reception: GuestList, as_: Callable[..., Client], broken: dict[str, Any]
) -> None:
    (guest,) = add(world, reception, 1)
    row = {"id": str(UUID(int=1)), "kind": "in", "guest": guest.pk, "at": SIX.isoformat()}
    answer = as_(world.host).post(
        at("guest-door-sync", reception), **rows(row, row | {"id": str(UUID(int=2))} | broken)
    )
    assert (answer.status_code, answer.json()["problem"]) == (422, "Row 2 is not what a door sends.")
    assert Scan.objects.count() == 0


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"rows": 5}', b"\xff"])
def test_what_is_no_list_of_rows_is_refused(
    world: World, reception: GuestList, as_: Callable[..., Client], body: bytes
) -> None:
    answer = as_(world.host).post(at("guest-door-sync", reception), body, content_type="application/json")
    assert answer.status_code == 422


def test_the_door_works_without_a_script(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    (guest,) = add(world, reception, 1)
    client, page = as_(world.host), at("guest-door", reception)
    mark = at("guest-door-mark", reception)
    assert client.get(page, {"q": "guest 0"}).context["page"].found == (guest,)
    said = client.post(mark, {"kind": "in", "guest": guest.pk, "door": "A"}, follow=True)
    assert "Checked in." in said.content.decode()
    again = client.post(mark, {"kind": "in", "guest": guest.pk, "door": "B"}, follow=True).content.decode()
    assert "Already in, at A " in again
    client.post(mark, {"kind": "out", "guest": guest.pk})
    assert state(reception)[guest.pk] == (None, "")
    wrong = text_of(Code("elsewhere", 1, Holder.GUEST, 1))
    told = client.post(mark, {"kind": "in", "code": wrong}, follow=True).content.decode()
    assert "This code belongs to another mission (elsewhere)." in told
    assert "Say who it is." in client.post(mark, {"kind": "new", "name": " "}, follow=True).content.decode()


@pytest.mark.parametrize("number", [1, 3, 12])
def test_the_list_of_a_door_asks_as_often_however_long_it_is(
    world: World, reception: GuestList, number: int
) -> None:
    guests = add(world, reception, number)
    merge(
        reception, [told(key, "in", guest, key) for key, guest in enumerate(guests)], by=world.host, now=LATER
    )
    with CaptureQueriesContext(connection) as asked:
        assert len(door_rows(reception, world.host)["guests"]) == number
    assert len(asked) == 2
    with CaptureQueriesContext(connection) as asked:
        assert len(guests_found(reception, world.host, "guest")) == number
    assert len(asked) == 1


def test_only_who_prepares_the_mission_keeps_a_door(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    names = ("guest-door", "guest-door-list", "guest-door-worker")
    for key, status in (
        ("host-protocol", 200),
        ("guest-organiser", 200),
        ("host-press", 403),
        ("stranger", 404),
    ):
        client = as_(world.users[key])
        assert {client.get(at(name, reception)).status_code for name in names} == {status}
