"""One-to-one meetings and calls for applications through the way in, as their pages have them."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from legation.guests.models import Application
from legation.kernel.models import Job
from legation.matchmaking.models import Participant, Search
from legation.missions.models import Delegate
from tests.api.programs import Program
from tests.world import SECRETS

MISSION = "missions/test-mission"
FRAME = {
    "name": {"en": "Ports", "ko": "항만"},
    "zone": "Asia/Seoul",
    "sittings": [{"date": "2024-04-17", "starts": "09:00", "ends": "10:15", "name": "Morning"}],
    "minutes": 20,
    "pause": 5,
    "tables": 1,
    "quota": 5,
}


def fields_of(answer: Any) -> list[str | None]:
    assert answer.status_code == 422, answer.content
    return [one["field"] for one in answer.json()["errors"]]


@pytest.fixture
def round_at(host: Any) -> str:
    made = host.post(f"{MISSION}/rounds", {**FRAME, "visibility": "shared"})
    assert made.status_code == 201, made.content
    return str(made["Location"].removeprefix("/api/"))


def act(program: Any, where: str, body: Any, version: int) -> Any:
    return program.send("POST", where, body, If_Match=f'"{version}"')


def test_a_round_keeps_its_clock_and_its_rules(world, guest, host, round_at):
    until = {"wishes_until": "2024-04-10T09:00:00Z", "weights": [100, 50]}
    changed = host.patch(round_at, until, 1).json()
    assert (changed["wishes_until"], changed["weights"]) == ("2024-04-10T09:00:00Z", [100, 50])
    assert changed["sittings"] == FRAME["sittings"]
    kept = guest.patch(round_at, {"tables": 2}, 2).json()
    assert (kept["wishes_until"], kept["tables"], kept["weights"]) == ("2024-04-10T09:00:00Z", 2, [100, 50])
    assert fields_of(guest.patch(round_at, {"zone": "Mars/Base"}, 3)) == ["zone"]
    assert fields_of(guest.patch(round_at, {"weights": [1, 2]}, 3)) == ["weights"]
    late = [{"date": "2024-04-17", "starts": "10:00", "ends": "09:00"}]
    assert fields_of(guest.patch(round_at, {"sittings": late}, 3)) == ["sittings"]
    for far in ("0001-01-01", "9999-12-31"):  # the ends of time are in no zone
        whole = [{"date": far, "starts": "00:00", "ends": "23:59"}]
        assert fields_of(guest.patch(round_at, {"sittings": whole}, 3)) == ["sittings"]
        for until in (f"{far}T00:00:00", f"{far}T23:59:59Z", f"{far}T00:00:00Z"):
            assert fields_of(guest.patch(round_at, {"wishes_until": until}, 3)) == ["wishes_until"]
    means = host.post(f"{round_at}/resources", {"name": {"en": "Interpreters"}, "amount": 2}).json()
    spoken = host.patch(f"{round_at}/resources/{means['id']}", {"languages": ["ko", "en"]}, 1).json()
    assert (spoken["languages"], spoken["amount"]) == (["ko", "en"], 2)
    site = host.post(f"{round_at}/sites", {"name": {"en": "Yard"}, "slots": 1}).json()
    assert host.delete(f"{round_at}/sites/{site['id']}", 1).status_code == 204
    assert host.post(f"{round_at}/sites/{site['id']}/restore").json()["name"] == {"en": "Yard"}
    assert Program(world.users["host-assistant"]).patch(round_at, {"tables": 3}, 3).status_code == 403
    assert host.delete(round_at, 3).status_code == 204
    assert host.post(f"{round_at}/restore").json()["tables"] == 2
    own = world.things["guest-hidden-round"].pk
    assert host.patch(f"{MISSION}/rounds/{own}", {"tables": 3}, 1).status_code == 404


def test_who_takes_part_meets_is_placed_and_shown(world, guest, host, round_at):
    people = f"{round_at}/participants"
    assert (guest.post(f"{people}/fill").json(), host.post(f"{people}/fill").json()) == (
        {"added": 1},
        {"added": 1},
    )
    theirs, mine = (one["id"] for one in host.get(people).json()["items"])
    told = {"seeks": "Cranes", "unavailable": [3], "quota": 2}
    assert guest.patch(f"{people}/{theirs}", told, 1).json()["unavailable"] == [3]
    assert fields_of(guest.patch(f"{people}/{theirs}", {"unavailable": [9]}, 2)) == ["unavailable"]
    seen = host.get(f"{people}/{theirs}").json()
    assert [seen[name] for name in ("seeks", "offers", "unavailable", "quota")] == ["", "", [], None]
    assert host.patch(f"{people}/{theirs}", told, 2).status_code == 403
    hidden = world.things["guest-hidden-delegate"].pk
    assert fields_of(guest.post(people, {"delegate": hidden, "side": "guest"})) == ["delegate", "name"]
    named = {"name": "Chamber of Ports", "side": "host"}
    third = host.post(people, named).json()["id"]
    meetings = f"{round_at}/meetings"
    made = host.post(meetings, {"people": [theirs, mine], "must": True})
    assert made.status_code == 201, made.content
    assert fields_of(host.post(meetings, {"people": [theirs, mine]})) == ["people"]
    assert fields_of(host.patch(f"{meetings}/{made.json()['id']}", {"fixed_slot": 9}, 1)) == ["fixed_slot"]
    one = f"{meetings}/{made.json()['id']}"
    placed = act(host, f"{one}/place", {"slot": 2}, 1).json()
    assert (placed["slot"], placed["table"], placed["state"]) == (2, 1, "placed")
    assert act(host, f"{one}/place", {"slot": 1}, 1).status_code == 412
    assert host.send("POST", f"{one}/place", {"slot": 1}).status_code == 428
    other = host.post(meetings, {"people": [third, mine]}).json()["id"]
    assert act(host, f"{meetings}/{other}/place", {"slot": 2, "table": 1}, 1).status_code == 422
    assert act(host, f"{one}/lock", {"locked": True}, 2).json()["locked"] is True
    absent = guest.post(f"{one}/absent", {"participant": mine, "absent": True}).json()
    assert (absent["id"], absent["absent"]) == (mine, True)
    assert Participant.objects.get(pk=mine).no_show_at is not None
    assert guest.post(f"{one}/absent", {"participant": third, "absent": True}).status_code == 422
    assert (
        act(host, f"{round_at}/release", {}, host.get(round_at).json()["version"]).json()["status"]
        == "released"
    )
    assert (
        act(guest, f"{round_at}/hide", {}, host.get(round_at).json()["version"]).json()["released_at"] is None
    )
    links = guest.post(f"{round_at}/links/new", {}, Idempotency_Key="once").json()
    assert [row["participant"] for row in links["items"]] == [theirs]
    assert links["addresses"][0]["address"].startswith("http")
    again = guest.post(f"{round_at}/links/new", {}, Idempotency_Key="once").json()
    assert again == {"items": links["items"]}
    link = f"{round_at}/links/{links['items'][0]['id']}"
    assert guest.post(f"{link}/mail", {"mail": "a@test.example"}).json()["mail"] == "a@test.example"
    assert fields_of(guest.post(f"{link}/mail", {"mail": "nobody"})) == ["mail"]
    assert host.post(f"{link}/revoke").status_code == 404
    assert guest.post(f"{link}/revoke").json()["revoked_at"] is not None
    assert host.delete(one, 3).status_code == 204
    assert host.post(f"{one}/restore").json()["state"] == "wanted"
    said = world.things["guest-hidden-feedback"]
    shared = f"{MISSION}/rounds/{world.things['round'].pk}/feedback"
    promised = guest.post(f"{shared}/{said.pk}/commit").json()
    assert (promised["title"], promised["visibility"]) == ({"en": f"{SECRETS['guest']} step"}, "guest")
    assert guest.post(f"{shared}/{said.pk}/commit").json()["id"] == promised["id"]
    assert host.post(f"{shared}/{said.pk}/commit").status_code == 404


def test_a_timetable_is_searched_put_in_force_and_undone(world, host, round_at):
    for program in (Program(world.guest), host):
        program.post(f"{round_at}/participants/fill")
    keys = [one["id"] for one in host.get(f"{round_at}/participants").json()["items"]]
    assert host.post(f"{round_at}/searches", {"seconds": 5}).status_code == 422  # nothing to place
    meeting = host.post(f"{round_at}/meetings", {"people": keys, "must": True}).json()["id"]
    begun = host.post(f"{round_at}/searches", {"seconds": 5})
    assert begun.status_code == 201, begun.content
    at = begun["Location"].removeprefix("/api/")
    assert host.post(f"{round_at}/searches", {"seconds": 5}).status_code == 422  # one is under way
    assert host.get(f"{at}/state").json()["over"] is False
    found = Search.objects.get(pk=begun.json()["id"])
    Job.objects.filter(pk=found.job_id).update(status="done")
    from legation.matchmaking.queries.results import times_of
    from legation.matchmaking.queries.sheet import sheet_of

    times = times_of(sheet_of(found.round))
    Search.objects.filter(pk=found.pk).update(result={"placed": [[meeting, 1, 1]], "times": times})
    state = host.get(f"{at}/state").json()
    assert (state["over"], state["found"], state["changes"], state["left"]) == (True, True, 1, 0)
    one = f"{round_at}/meetings/{meeting}"
    assert act(host, f"{at}/apply", {}, found.version).json()["applied_at"] is not None
    assert host.get(one).json()["slot"] == 1
    applied = host.get(at).json()["version"]
    assert act(host, f"{at}/apply", {}, applied).status_code == 422
    assert act(host, f"{at}/undo", {}, applied).json()["undone_at"] is not None
    assert host.get(one).json()["slot"] is None
    assert host.post(f"{at}/ways", {"way": 0}).status_code == 422
    assert fields_of(host.post(f"{round_at}/replan", {"events": [{"kind": "late"}]})) == [
        "events.0.participant",
        "events.0.slot",
    ]
    with time_machine.travel(datetime(2024, 4, 16, tzinfo=UTC), tick=False):
        told = Program(world.host)
        assert told.post(f"{round_at}/replan", {"events": []}).status_code == 422
        away = told.post(f"{round_at}/replan", {"events": [{"kind": "away", "participant": keys[0]}]})
    assert away.status_code == 201, away.content
    assert host.get(one).json()["slot"] is None  # nothing is in force yet


def test_a_call_is_opened_and_applications_are_decided(world, guest, host):
    call = {
        "name": {"en": "Students", "ko": "학생"},
        "delegation": world.things["guest-delegation"].pk,
        "asks": ["motivation"],
        "questions": ["Which port?"],
        "places": 1,
        "open_until": "2124-04-10T09:00:00Z",
    }
    made = guest.post(f"{MISSION}/calls", call)
    assert made.status_code == 201, made.content
    at, told = made["Location"].removeprefix("/api/"), made.json()
    assert (told["open_until"], told["questions"]) == ("2124-04-10T09:00:00Z", ["Which port?"])
    assert told["address"].startswith("http")
    for far in ("0001-01-01T00:00:00", "9999-12-31T23:59:59Z"):
        assert fields_of(guest.patch(at, {"open_until": far}, 1)) == ["open_until"]
    assert host.get(at).status_code == 404
    assert Program(world.users["guest-assistant"]).get(at).status_code == 403
    theirs = {**call, "delegation": world.things["host-delegation"].pk}
    assert fields_of(guest.post(f"{MISSION}/calls", theirs)) == ["delegation"]
    changed = guest.patch(at, {"fee": "10 EUR", "later": ["diet"]}, 1).json()
    assert (changed["fee"], changed["open_until"], changed["later"]) == (
        "10 EUR",
        told["open_until"],
        ["diet"],
    )
    leader = {"name": "Choir", "mail": "choir@test.example", "places": 3, "language": "en"}
    group = guest.post(f"{at}/groups", leader).json()
    assert fields_of(guest.post(f"{at}/groups", {**leader, "mail": "x"})) == ["mail"]
    assert guest.post(f"{at}/groups/{group['id']}/revoke").json()["revoked_at"] is not None
    assert [one["name"] for one in guest.get(f"{at}/groups").json()["items"]] == ["Choir"]
    for number in (1, 2):
        Application.objects.create(
            mission=world.mission,
            call_id=told["id"],
            visibility="guest",
            family_name=f"Applicant {number}",
            mail=f"a{number}@test.example",
            answers={"motivation": "Ships"},
            user=world.guest,
        )
    rows = guest.get(f"{at}/applications").json()["items"]
    assert [one["answers"] for one in rows] == [[{"asked": "Why do you want to come?", "said": "Ships"}]] * 2
    first, second = (f"{at}/applications/{one['id']}" for one in rows)
    assert host.get(first).status_code == 404
    yes = act(guest, f"{first}/decide", {"do": "approve"}, 1)
    assert (yes.json()["status"], Delegate.objects.filter(pk=yes.json()["delegate"]).count()) == (
        "approved",
        1,
    )
    assert act(guest, f"{second}/decide", {"do": "approve"}, 1).json()["status"] == "waiting"
    assert act(guest, f"{second}/decide", {"do": "approve"}, 1).status_code == 412
    gone = act(guest, f"{first}/decide", {"do": "decline"}, yes.json()["version"]).json()
    assert (gone["status"], guest.get(second).json()["status"]) == ("declined", "approved")
    assert guest.post(f"{at}/move-up").json() == {"moved": 0}
    assert guest.delete(at, 2).status_code == 204
    assert guest.get(at).status_code == 404
    assert guest.post(f"{at}/restore").json()["fee"] == "10 EUR"
