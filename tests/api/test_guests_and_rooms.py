"""Guests, the door, rooms, stays and vehicles through the way in, as their pages have them."""

from typing import Any
from uuid import uuid4

from legation.guests.models import Guest, ReplyLink
from legation.kernel.models import Activity
from tests.api.programs import Program
from tests.world import SECRETS

MISSION = "missions/test-mission"
WELCOME = {"capacity": 40, "reply_until": "2024-04-10T09:00:00Z", "words": {"en": "Welcome"}}


def fields_of(answer: Any) -> list[str | None]:
    assert answer.status_code == 422, answer.content
    return [one["field"] for one in answer.json()["errors"]]


def guests_at(world: Any) -> str:
    return f"{MISSION}/guest-lists/{world.things['guest-list'].pk}"


def test_a_list_is_opened_once_and_its_moment_is_the_one_that_was_sent(world, guest):
    dinner = {"kind": "reception", "title": {"en": "Dinner"}, "starts": "2024-04-17T19:00"}
    dinner = guest.post(f"{MISSION}/engagements", {**dinner, "ends": "2024-04-17T21:00"}).json()
    at = f"{MISSION}/engagements/{dinner['id']}/guest-lists"
    opened = guest.post(at, WELCOME)
    assert opened.status_code == 201, opened.content
    one = opened["Location"].removeprefix("/api/")
    assert (opened.json()["reply_until"], opened.json()["words"]) == (
        "2024-04-10T09:00:00Z",
        {"en": "Welcome"},
    )
    assert guest.post(at, WELCOME).status_code == 422
    # A wall clock without an offset is that of the engagement, which is Busan's.
    moved = guest.patch(one, {"reply_until": "2024-04-11T09:00"}, 1)
    assert moved.json()["reply_until"] == "2024-04-11T00:00:00Z"
    assert guest.patch(one, {"capacity": 41}, 1).status_code == 412
    kept = guest.patch(one, {"capacity": 41}, 2).json()
    assert (kept["capacity"], kept["reply_until"]) == (41, "2024-04-11T00:00:00Z")
    assert fields_of(guest.patch(one, {"reply_until": "soon"}, 3)) == ["reply_until"]
    assert guest.delete(one, 3).status_code == 204
    assert guest.get(one).status_code == 404
    assert guest.post(f"{one}/restore").json()["capacity"] == 41


def test_a_guest_is_invited_changed_taken_off_and_brought_back(world, guest, host):
    at = f"{guests_at(world)}/guests"
    added = guest.post(
        at, {"name": "Kim Sample", "mail": "kim@test.example", "diet": "vegan"}, Idempotency_Key="kim"
    )
    assert added.status_code == 201, added.content
    one = f"{at}/{added.json()['id']}"
    again = guest.post(
        at, {"name": "Kim Sample", "mail": "kim@test.example", "diet": "vegan"}, Idempotency_Key="kim"
    )
    assert (again["Idempotency-Replayed"], again.json()) == ("true", added.json())
    assert "vegan" not in added.content.decode()
    # The other side reads the guest, and neither the address nor may it change them.
    theirs = host.get(one).json()
    assert (theirs["name"], theirs["mail"], added.json()["mail"]) == ("Kim Sample", "", "kim@test.example")
    assert host.patch(one, {"name": "Ours"}, 1).status_code == 403
    assert host.delete(one, 1).status_code == 403
    assert fields_of(guest.patch(one, {"visibility": "host"}, 1)) == ["visibility"]
    done = guest.patch(one, {"status": "accepted"}, 1)
    assert (done.json()["status"], done.json()["answered_at"] is None) == ("accepted", False)
    assert Guest.objects.get(pk=added.json()["id"]).diet == "vegan"
    along = guest.post(at, {"name": "Partner Sample", "comes_with": added.json()["id"]}).json()
    assert (along["comes_with"], along["side"]) == (added.json()["id"], "guest")
    assert guest.delete(one, 2).status_code == 204
    assert guest.get(f"{at}/{along['id']}").status_code == 404
    assert host.post(f"{one}/restore").status_code == 404
    assert guest.post(f"{one}/restore").status_code == 200
    assert guest.get(f"{at}/{along['id']}").status_code == 200
    verbs = Activity.objects.filter(object_id=added.json()["id"], content_type__model="guest")
    assert list(verbs.order_by("pk").values_list("verb", flat=True)) == [
        "added",
        "changed",
        "removed",
        "restored",
    ]


def test_an_own_guest_is_not_there_for_the_other_side(world, guest, host):
    hidden = world.things["guest-hidden-guest"]
    one = f"{guests_at(world)}/guests/{hidden.pk}"
    assert SECRETS["guest"] in guest.get(one).content.decode()
    for answer in (
        host.get(one),
        host.patch(one, {"name": "Ours"}, hidden.version),
        host.delete(one, hidden.version),
        host.post(f"{one}/restore"),
    ):
        assert answer.status_code == 404


def test_delegates_are_put_on_a_list_and_get_one_status(world, guest):
    offered = world.things["guest-hidden-delegate"]
    own = f"{MISSION}/guest-lists/{world.things['guest-hidden-guest-list'].pk}"
    added = guest.post(f"{own}/guests/delegates", {"delegates": [offered.pk]})
    assert added.status_code == 200, added.content
    keys = [one["id"] for one in added.json()["items"]]
    assert [one["delegate"] for one in added.json()["items"]] == [offered.pk]
    theirs = world.things["host-hidden-delegate"].pk
    assert fields_of(guest.post(f"{own}/guests/delegates", {"delegates": [theirs]})) == ["delegates"]
    strange = world.things["host-own-guest"].pk
    done = guest.post(f"{own}/guests/status", {"guests": [*keys, strange], "status": "declined"})
    assert done.json() == {"changed": 1}
    assert Guest.objects.get(pk=strange).status == "listed"


def test_letters_go_out_are_sent_again_and_revoked(world, guest, host):
    sent = guest.post(f"{guests_at(world)}/invitations")
    assert sent.status_code == 200, sent.content
    link = next(one for one in sent.json()["items"] if one["mail"] == "guest-mayor@test.example")
    at = f"{guests_at(world)}/reply-links/{link['id']}"
    assert "key" not in link
    assert host.get(at).status_code == 404
    again = guest.post(f"{at}/again").json()
    assert again["id"] != link["id"]
    assert guest.get(at).json()["revoked_at"] is not None
    assert host.post(f"{guests_at(world)}/reply-links/{again['id']}/revoke").status_code == 404
    assert guest.post(f"{guests_at(world)}/reply-links/{again['id']}/revoke").json()["revoked_at"]
    assert ReplyLink.objects.filter(pk=again["id"], revoked_at=None).count() == 0
    own = f"{MISSION}/guest-lists/{world.things['guest-hidden-guest-list'].pk}"
    nobody = guest.post(f"{own}/invitations").json()["errors"]
    assert nobody == [
        {"field": None, "message": "Nobody of your side has a mail address and waits for an invitation."}
    ]


def test_a_door_tells_each_thing_once_and_of_nobody_hidden(world, guest):
    at = f"{guests_at(world)}/door"
    mayor, theirs = world.things["guest-guest"].pk, world.things["host-hidden-guest"].pk
    first, second = str(uuid4()), str(uuid4())
    rows = [
        {"id": first, "kind": "in", "at": "2024-04-17T08:00:00Z", "guest": mayor, "door": "North"},
        {"id": second, "kind": "in", "at": "2024-04-17T08:01:00Z", "guest": theirs},
    ]
    heard = guest.post(at, {"rows": rows, "device": "gate"}).json()["items"]
    assert heard == [
        {"id": first, "outcome": "in", "guest": mayor, "at": "2024-04-17T08:00:00Z", "door": "North"},
        {"id": second, "outcome": "unknown", "guest": None, "at": None, "door": ""},
    ]
    assert guest.post(at, {"rows": rows, "device": "gate"}).json()["items"] == heard
    other = {"id": str(uuid4()), "kind": "in", "at": "2024-04-17T08:05:00Z", "guest": mayor, "door": "South"}
    assert [one["outcome"] for one in guest.post(at, {"rows": [other]}).json()["items"]] == ["already"]
    new = {"id": str(uuid4()), "kind": "new", "at": "2024-04-17T08:06:00Z", "name": "Walk In"}
    assert [one["outcome"] for one in guest.post(at, {"rows": [new]}).json()["items"]] == ["in"]
    held = guest.get(at).json()["items"]
    assert {one["name"]: one["door"] for one in held if one["at"]} == {
        str(Guest.objects.get(pk=mayor)): "North",
        "Walk In": "",
    }
    assert SECRETS["host"] not in str(held)
    assert {one["with_whom"] for one in held} == {""}
    naive = {**new, "id": str(uuid4()), "at": "2024-04-17T08:06:00"}
    assert fields_of(guest.post(at, {"rows": [naive]})) == ["rows"]
    assert Program(world.users["guest-assistant"]).get(at).status_code == 403


def test_rooms_are_held_given_and_undone(world, guest, host):
    hotel = world.things["hotel"].pk
    held = guest.post(
        f"{MISSION}/room-types",
        {"venue": hotel, "name": {"en": "Single"}, "beds": "single", "count": 2, "visibility": "guest"},
    )
    assert held.status_code == 201, held.content
    room = f"{MISSION}/room-types/{held.json()['id']}"
    assert host.get(room).status_code == 404
    stay = world.things["guest-stay"]
    at = f"{MISSION}/stays/{stay.pk}"
    moved = guest.patch(at, {"room_type": held.json()["id"], "unit": 2}, stay.version)
    assert (moved.json()["room_type"], moved.json()["unit"]) == (held.json()["id"], 2)
    assert host.get(at).status_code == 404  # who stays in a room that one side hides is hidden with it
    assert fields_of(guest.patch(room, {"count": 1}, 1)) == ["count"]
    assert fields_of(guest.delete(room, 1)) == [None]
    assert guest.patch(at, {"leaves_on": "2024-04-16"}, moved.json()["version"]).status_code == 422
    undo = guest.send("POST", f"{at}/undo", {"version": 2}, If_Match='"2"')
    assert undo.json()["room_type"] == world.things["roomtype"].pk
    assert guest.send("POST", f"{at}/undo", {"version": 2}, If_Match='"2"').status_code == 412
    assert guest.send("POST", f"{at}/undo", {"version": 2}).status_code == 428
    assert guest.delete(room, 1).status_code == 204
    assert guest.post(f"{room}/restore").status_code == 200
    filled = guest.post(f"{MISSION}/stays/fill", {"venue": hotel})
    assert set(filled.json()) == {"moved", "without_room", "parted"}
    assert guest.post(f"{MISSION}/stays/missing", {"venue": hotel}).status_code == 200
    sent = guest.post(f"{MISSION}/stays/send", {"venue": hotel})
    assert sent.json() == {"number": 2}
    assert fields_of(guest.post(f"{MISSION}/stays/send", {"venue": hotel})) == [None]


def test_somebody_rides_in_another_vehicle_and_back(world, guest, host):
    at = f"{MISSION}/transfers/{world.things['run'].pk}"
    rides = guest.get(f"{at}/rides").json()["items"]
    mine = world.things["guest-delegate"].pk
    assert {one["delegate"] for one in rides} == {
        world.things[key].pk for key in ("guest-delegate", "host-delegate", "guest-hidden-delegate")
    }
    assert SECRETS["host"] not in str(rides)
    car = guest.post(f"{at}/cars", {"name": "Car 1", "seats": 1})
    assert car.status_code == 201, car.content
    put = guest.post(f"{at}/put", {"delegate": mine, "car": car.json()["id"]})
    assert put.status_code == 200, put.content
    where = {one["delegate"]: one["car"] for one in guest.get(f"{at}/rides").json()["items"]}
    assert where[mine] == car.json()["id"]
    theirs = world.things["host-hidden-delegate"].pk
    assert fields_of(guest.post(f"{at}/put", {"delegate": theirs})) == ["delegate"]
    full = guest.post(f"{at}/put", {"delegate": world.things["host-delegate"].pk, "car": car.json()["id"]})
    assert fields_of(full) == ["car"]
    last = max(one["id"] for one in guest.get(f"{MISSION}/fillings").json()["items"])
    assert host.post(f"{MISSION}/fillings/{last}/undo").status_code == 404
    assert guest.post(f"{MISSION}/fillings/{last}/undo").json() == {"undone": True}
    where = {one["delegate"]: one["car"] for one in guest.get(f"{at}/rides").json()["items"]}
    assert where[mine] == world.things["car"].pk
    assert guest.post(f"{at}/load").status_code == 200


def test_a_transfer_keeps_its_clock_when_something_else_is_changed(world, host):
    added = host.post(f"{MISSION}/transfers", {"name": {"en": "Tour"}, "leaves": "2024-04-18T09:30"}).json()
    one = f"{MISSION}/transfers/{added['id']}"
    changed = host.patch(one, {"meeting_point": {"en": "Gate 2"}}, 1).json()
    assert (changed["leaves_at"], changed["meeting_point"]) == (added["leaves_at"], {"en": "Gate 2"})
