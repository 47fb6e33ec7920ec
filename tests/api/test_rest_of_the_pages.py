"""What else pages do, through the way in: reports, surveys, versions, calendars, closed days, ways, texts."""

from datetime import date

from legation.kernel.models import Activity, Job
from legation.missions.models import Release
from legation.sources.models import Finding
from tests.api.programs import Program
from tests.world import SECRETS

MISSION = "missions/test-mission"


def test_a_report_is_begun_written_and_filled_from_the_record(world, guest, host):
    made = guest.post(f"{MISSION}/reports", {"kind": "us"})
    assert made.status_code == 201, made.content
    at, told = made["Location"].removeprefix("/api/"), made.json()
    assert (told["side"], told["visibility"], told["returned_on"]) == (
        "guest",
        "guest",
        str(world.mission.ends_on),
    )
    assert host.get(at).status_code == 404
    written = guest.patch(at, {"lessons": {"en": "Go again."}, "summary": {"en": "", "ko": ""}}, 1).json()
    assert (written["lessons"]["en"], written["summary"]) == ("Go again.", {})
    early = guest.patch(at, {"due_on": "2020-01-01"}, 2)
    assert [one["field"] for one in early.json()["errors"]] == ["due_on"]
    assert guest.patch(at, {"cost": {"en": "1"}}, 2).status_code == 422  # this form has no costs
    filled = guest.send("POST", f"{at}/fill", {}, If_Match='"2"').json()
    assert (filled["lessons"]["en"], filled["summary"] != {}) == ("Go again.", True)
    assert guest.delete(at, 2).status_code == 412
    assert guest.delete(at, filled["version"]).status_code == 204
    assert guest.post(f"{at}/restore").json()["lessons"]["en"] == "Go again."


def test_a_survey_asks_and_its_answers_are_told_to_nobody(world, guest, host):
    rows = guest.get(f"{MISSION}/surveys").json()["items"]
    assert [one["side"] for one in rows] == ["guest"]
    at = f"{MISSION}/surveys/{rows[0]['id']}"
    assert guest.patch(at, {"open_days": 3}, rows[0]["version"]).status_code == 422
    assert guest.patch(at, {"open_days": 30}, rows[0]["version"]).json()["open_days"] == 30
    assert host.get(at).status_code == 404
    links = guest.get(f"{MISSION}/survey-links").json()["items"]
    assert {one["survey"] for one in links} == {rows[0]["id"]}
    assert "key" not in links[0]
    one = f"{MISSION}/survey-links/{links[0]['id']}"
    assert host.post(f"{one}/revoke").status_code == 404
    assert guest.post(f"{one}/revoke").json()["revoked_at"] is not None
    assert Program(world.users["guest-assistant"]).get(f"{MISSION}/survey-links").json()["items"] == []


def test_a_version_goes_to_whom_it_is_for(world, guest, host):
    at = f"{MISSION}/versions"
    program = {"kind": "meeting", "title": {"en": "Lunch"}, "starts": "2024-04-17T12:00"}
    lunch = host.post(f"{MISSION}/engagements", {**program, "ends": "2024-04-17T13:00"}).json()["id"]
    made = host.post(at, {"note": {"en": "Lunch is new."}, "mail": False})
    assert made.status_code == 201, made.content
    assert (made.json()["visibility"], made.json()["chosen"]) == ("shared", False)
    assert guest.get(made["Location"].removeprefix("/api/")).json()["note"] == {"en": "Lunch is new."}
    assert host.post(at, {"looked": "0" * 64, "mail": False}).status_code == 422
    other = host.post(at, {"to": "guest", "mail": False})  # and not to both instead
    assert [one["field"] for one in other.json()["errors"]] == ["to"]
    assert (
        host.post(at, {"to": "shared", "delegates": [], "mail": False}).status_code == 422
    )  # of chosen ones
    mine = [world.things["host-delegate"].pk]
    nothing = host.post(at, {"to": "chosen", "delegates": mine, "mail": False})
    assert [one["field"] for one in nothing.json()["errors"]] == ["delegates"]
    host.post(f"{MISSION}/engagements/{lunch}/attendances", {"delegate": mine[0]})
    chosen = host.post(at, {"to": "chosen", "delegates": mine, "mail": False}).json()
    assert (chosen["chosen"], chosen["delegates"], chosen["visibility"]) == (True, mine, "host")
    assert guest.get(f"{at}/{chosen['id']}").status_code == 404
    theirs = [world.things["guest-delegate"].pk]
    assert host.post(at, {"to": "chosen", "delegates": theirs, "mail": False}).status_code == 422
    assert Program(world.users["host-assistant"]).post(at, {"mail": False}).status_code == 422
    assert SECRETS["guest"] not in host.get(at).content.decode()
    assert Release.objects.filter(pk=made.json()["id"]).count() == 1


def test_calendars_are_invited_and_days_closed(world, guest, host):
    who = world.things["guest-delegate"].pk
    address = {"delegate": who, "mail": "Office@test.example", "name": "Office", "language": "en"}
    made = guest.post(f"{MISSION}/invitees", address)
    assert made.status_code == 201, made.content
    at = made["Location"].removeprefix("/api/")
    assert (made.json()["mail"], made.json()["side"]) == ("office@test.example", "guest")
    assert [one["field"] for one in guest.post(f"{MISSION}/invitees", address).json()["errors"]] != []
    theirs = {**address, "delegate": world.things["host-delegate"].pk}
    assert guest.post(f"{MISSION}/invitees", theirs).status_code == 422
    assert host.get(at).status_code == 404
    assert guest.post(f"{at}/end").json()["ended_at"] is not None
    assert host.post(f"{at}/restore").status_code == 404
    assert guest.post(f"{at}/restore").json()["ended_at"] is None
    before = Job.objects.count()
    assert guest.post(f"{MISSION}/invitations").json() == {"sending": True}
    assert Job.objects.count() == before + 1
    day, version = str(date(2024, 4, 17)), host.get(MISSION).json()["version"]
    closed = host.send("POST", f"{MISSION}/close-day", {"on": day}, If_Match=f'"{version}"').json()
    assert closed["closed_days"] == [day]
    assert host.send("POST", f"{MISSION}/open-day", {"on": day}, If_Match=f'"{version}"').status_code == 412
    opened = host.send("POST", f"{MISSION}/open-day", {"on": day}, If_Match=f'"{closed["version"]}"').json()
    assert opened["closed_days"] == []


def test_ways_are_said_and_texts_handed_in(world, guest, host):
    hall, hotel = world.things["hall"].pk, world.things["hotel"].pk
    known = guest.get(f"venues/{hall}/ways").json()["items"]
    assert [(one["arriving"], one["minutes"]) for one in known] == [(hotel, 25)]
    assert guest.post(f"venues/{hall}/ways", {"arriving": hotel, "minutes": 20}).status_code == 422
    one = f"venues/{hall}/ways/{known[0]['id']}"
    assert guest.patch(one, {"minutes": 30}, known[0]["version"]).json()["minutes"] == 30
    assert guest.delete(one, known[0]["version"] + 1).status_code == 204
    assert guest.post(f"{one}/restore").json()["minutes"] == 30
    text = "SEATTLE, April 17, 2024 – Mayor Ann Sample met the Chamber of Busan on April 17, 2024."
    read = guest.post(f"{MISSION}/sources", {"text": text, "visibility": "guest"})
    assert read.status_code == 201, read.content
    at, told = read["Location"].removeprefix("/api/"), read.json()
    assert (told["characters"], told["published_on"], told["language"]) == (len(text), "2024-04-17", "en")
    assert Finding.objects.filter(source=told["id"]).count() > 0
    assert host.get(at).status_code == 404
    again = guest.post(f"{MISSION}/sources", {"text": text, "visibility": "guest"})
    assert again.status_code == 422
    assert [one["field"] for one in guest.post(f"{MISSION}/sources", {}).json()["errors"]] == ["text"]
    assert guest.delete(at, told["version"]).status_code == 204
    assert guest.post(f"{at}/restore").json()["id"] == told["id"]
    assert Activity.objects.filter(object_id=told["id"], by=world.guest).count() >= 3
