"""Records through the way in: added, changed, removed and brought back, and nothing lost on the way."""

from typing import Any

from legation.kernel.models import Activity
from legation.missions.models import Delegate, Engagement

ENGAGEMENTS = "missions/test-mission/engagements"
CALL = {
    "kind": "site_visit",
    "title": {"en": "See the port", "ko": "항만 시찰"},
    "starts": "2024-04-17T09:00",
    "ends": "2024-04-17T10:30",
}


def errors(answer: Any) -> list[tuple[str | None, str]]:
    assert answer["Content-Type"] == "application/problem+json"
    return [(one["field"], one["message"]) for one in answer.json()["errors"]]


def test_an_engagement_lives_its_whole_life(world, host):
    added = host.post(ENGAGEMENTS, CALL)
    assert added.status_code == 201
    one = added.json()
    assert (one["zone"], one["starts_at"], one["status"]) == (
        "Asia/Seoul",
        "2024-04-17T00:00:00Z",
        "tentative",
    )
    assert added["Location"] == f"/api/{ENGAGEMENTS}/{one['id']}"
    where = f"{ENGAGEMENTS}/{one['id']}"
    changed = host.patch(where, {"title": {"ko": "부두 시찰"}, "status": "confirmed"}, one["version"])
    assert changed.status_code == 200
    assert changed.json() == {
        **one,
        "version": 2,
        "updated_at": changed.json()["updated_at"],
        "title": {"en": "See the port", "ko": "부두 시찰"},
        "status": "confirmed",
    }
    assert host.delete(where, 2).status_code == 204
    assert host.get(where).status_code == 404
    back = host.post(f"{where}/restore")
    assert (back.status_code, back.json()["version"]) == (200, 4)
    log = Activity.objects.filter(object_id=one["id"], label__in=("See the port", "부두 시찰")).order_by("pk")
    assert [(entry.verb, entry.by) for entry in log] == [
        ("added", world.host),
        ("changed", world.host),
        ("removed", world.host),
        ("restored", world.host),
    ]


def test_what_was_changed_meanwhile_is_not_overwritten(world, host, guest):
    where = f"{ENGAGEMENTS}/{world.things['engagement'].pk}"
    seen = guest.get(where)
    assert host.patch(where, {"status": "held"}, 1).status_code == 200
    lost = guest.send("PATCH", where, {"dress": "business"}, If_Match=seen["ETag"])
    assert lost.status_code == 412
    assert lost["ETag"] == '"2"'
    assert [one["fields"] for one in lost.json()["revisions"]] == [["status"]]
    assert Engagement.objects.get(pk=world.things["engagement"].pk).dress == ""
    again = guest.send("PATCH", where, {"dress": "business"}, If_Match=guest.get(where)["ETag"])
    assert (again.status_code, again.json()["dress"], again.json()["status"]) == (200, "business", "held")
    assert guest.delete(where, 2).status_code == 412
    assert guest.get(where).status_code == 200


def test_a_write_says_which_version_it_saw(world, host):
    where = f"{ENGAGEMENTS}/{world.things['engagement'].pk}"
    assert host.patch(where, {"dress": "business"}).status_code == 428
    assert host.delete(where).status_code == 428
    assert host.send("PATCH", where, {"dress": "business"}, If_Match="*").status_code == 428
    assert host.send("PATCH", where, {"dress": "business"}, If_Match='"none"').status_code == 412
    assert Engagement.objects.get(pk=world.things["engagement"].pk).version == 1


def test_an_answer_that_is_known_is_not_sent_again(world, host):
    where = f"{ENGAGEMENTS}/{world.things['engagement'].pk}"
    mark = host.get(where)["ETag"]
    assert host.get(where, **{"If-None-Match": mark}).status_code == 304
    assert host.get(where, **{"If-None-Match": '"9-0"'}).status_code == 200


def test_a_refusal_names_the_field_in_the_askers_language(world, host):
    from tests.api.programs import Program

    asked = {**CALL, "ends": "2024-04-17T08:00"}
    refused = host.post(ENGAGEMENTS, asked)
    assert refused.status_code == 422
    assert errors(refused) == [("ends", "The end is not after the start.")]
    korean = Program(world.host, language="ko").post(ENGAGEMENTS, asked)
    assert errors(korean) == [("ends", "종료가 시작보다 늦어야 합니다.")]
    assert Engagement.objects.filter(kind="site_visit").count() == 0


def test_what_is_wrong_in_its_shape_is_named_at_its_field(host):
    asked = {"kind": "party", "title": {"fr": "Port"}, "starts": 9, "ends": "tomorrow", "mission": 2}
    found = errors(host.post(ENGAGEMENTS, asked))
    assert [field for field, _said in found] == ["kind", "title.fr", "starts", "ends", "mission"]
    assert dict(found)["mission"] == "There is no such field here."
    assert errors(host.post(ENGAGEMENTS, {**CALL, "venue": 10**30})) == [
        ("venue", "This is 9223372036854775807 at most.")
    ]


def test_nothing_is_shown_to_the_other_side_alone(world, host):
    found = errors(host.post(ENGAGEMENTS, {**CALL, "visibility": "guest"}))
    assert [field for field, _said in found] == ["visibility"]


def test_a_reader_writes_nothing(world):
    from tests.api.programs import Program

    for key in ("host-assistant", "host-delegate", "host-press"):
        program = Program(world.users[key])
        assert program.post(ENGAGEMENTS, CALL).status_code == 403
        where = f"{ENGAGEMENTS}/{world.things['engagement'].pk}"
        assert program.patch(where, {"dress": "business"}, 1).status_code == 403
    assert Program(world.users["other-office"]).post(ENGAGEMENTS, CALL).status_code == 404


def test_a_key_does_it_once(world, host, guest):
    first = host.post(ENGAGEMENTS, CALL, Idempotency_Key="port-1")
    again = host.post(ENGAGEMENTS, CALL, Idempotency_Key="port-1")
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.content, again["ETag"], again["Location"]) == (
        first.content,
        first["ETag"],
        first["Location"],
    )
    assert (first.headers.get("Idempotency-Replayed"), again["Idempotency-Replayed"]) == (None, "true")
    other = host.post(ENGAGEMENTS, {**CALL, "kind": "reception"}, Idempotency_Key="port-1")
    assert (other.status_code, errors(other)[0][0]) == (422, "Idempotency-Key")
    assert Engagement.objects.filter(kind="site_visit").count() == 1
    assert guest.post(ENGAGEMENTS, CALL, Idempotency_Key="port-1").status_code == 201  # each user's own


def test_a_refused_request_leaves_its_key_free(world, host):
    wrong = {**CALL, "ends": "2024-04-17T08:00"}
    assert host.post(ENGAGEMENTS, wrong, Idempotency_Key="port-2").status_code == 422
    assert host.post(ENGAGEMENTS, CALL, Idempotency_Key="port-2").status_code == 201


def test_a_delegate_is_put_on_the_mission_by_their_own_side(world, guest):
    person = guest.post("people", {"family_name": "Nowak", "given_name": "Sample", "languages": ["en"]})
    assert person.status_code == 201
    asked = {"person": person.json()["id"], "delegation": world.things["guest-delegation"].pk}
    added = guest.post("missions/test-mission/delegates", asked)
    assert (added.status_code, added.json()["person_name"]) == (201, "Sample Nowak")
    twice = guest.post("missions/test-mission/delegates", asked)
    assert errors(twice)[0][0] == "person"
    theirs = {**asked, "delegation": world.things["host-delegation"].pk}
    assert errors(guest.post("missions/test-mission/delegates", theirs))[0][0] == "delegation"
    hidden = f"missions/test-mission/delegates/{world.things['host-delegate'].pk}"
    assert guest.patch(hidden, {"capacity": "member"}, 1).status_code == 403
    assert Delegate.objects.filter(person__family_name="Nowak").count() == 1


def test_a_mission_is_opened_changed_and_brought_back(guest):
    asked = {
        "name": {"en": "Sample visit"},
        "side": "guest",
        "kind": "leadership",
        "starts_on": "2025-05-01",
        "ends_on": "2025-05-03",
    }
    opened = guest.post("missions", asked)
    assert (opened.status_code, opened["Location"]) == (201, "/api/missions/sample-visit")
    changed = guest.patch("missions/sample-visit", {"slug": "sample-two", "purpose": {"en": "Trade"}}, 1)
    assert (changed.status_code, changed.json()["slug"], changed.json()["purpose"]) == (
        200,
        "sample-two",
        {"en": "Trade"},
    )
    assert guest.delete("missions/sample-two", 2).status_code == 204
    assert guest.post("missions/sample-two/restore").status_code == 200


def test_a_promise_is_followed_through(world, guest):
    where = "missions/test-mission/outcomes/commitments"
    body = world.things["guest-organisation"].pk
    added = guest.post(where, {"title": {"en": "Send the figures"}, "owed_by": body, "due_on": "2024-06-01"})
    assert (added.status_code, added.json()["status"], added.json()["owed_by"]) == (201, "open", body)
    one = f"{where}/{added.json()['id']}"
    unexplained = errors(guest.patch(one, {"status": "withdrawn"}, 1))
    assert [field for field, _said in unexplained] == ["reason"]
    ended = guest.patch(one, {"status": "withdrawn", "reason": "Both agreed."}, 1).json()
    assert (ended["status"], ended["reason"], ended["owed_by"]) == ("withdrawn", "Both agreed.", body)
    signed = {"kind": "mou", "title": {"en": "Port paper"}, "status": "signed", "parties": [body]}
    refused = guest.post("missions/test-mission/outcomes/agreements", signed)
    assert errors(refused) == [("signed_on", "Say on which day it was signed.")]
    done = guest.post("missions/test-mission/outcomes/agreements", {**signed, "signed_on": "2024-04-18"})
    assert (done.status_code, done.json()["parties"]) == (201, [body])
    assert done.json()["mission"] == world.mission.pk


def test_an_agreement_without_a_mission_is_read_and_kept_by_its_office_alone(world, guest, host):
    kept = world.things["guest-office-agreement"].pk
    paper = {"title": {"en": "Paper"}, "kind": "mou", "status": "planned"}
    shared = guest.post("missions/test-mission/outcomes/agreements", paper).json()["id"]
    listed = {one["id"]: one["mission"] for one in guest.get("agreements").json()["items"]}
    assert (listed[kept], listed[shared]) == (None, world.mission.pk)
    theirs = {one["id"] for one in host.get("agreements").json()["items"]}
    assert shared in theirs
    assert kept not in theirs
    assert host.get(f"agreements/{kept}").status_code == 404
    assert host.patch(f"agreements/{kept}", {"title": {"en": "Ours"}}, 1).status_code == 404
    of_mission = guest.get("missions/test-mission/outcomes/agreements").json()["items"]
    assert {one["mission"] for one in of_mission} == {world.mission.pk}
    assert kept not in {one["id"] for one in of_mission}
    assert guest.delete(f"agreements/{kept}", 1).status_code == 204
    assert host.post(f"agreements/{kept}/restore").status_code == 404
    assert guest.post(f"agreements/{kept}/restore").status_code == 200
    turned = errors(guest.patch(f"agreements/{kept}", {"visibility": "shared"}, 3))
    assert [field for field, _said in turned] == ["visibility"]


RECORDS = {
    "cities": {"name": {"en": "Daegu"}, "country": "KR", "time_zone": "Asia/Seoul"},
    "organisations": {"name": {"en": "Port authority"}, "kind": "agency", "aliases": ["BPA"]},
    "people": {"family_name": "Nowak"},
    "programmes": {"name": {"en": "Series"}},
    "venues": {"name": {"en": "Pier"}, "city": "busan"},
    "venues/hall/rooms": {"name": {"en": "Blue room"}, "capacity": 12},
    "organisations/guest-organisation/posts": {"title": {"en": "Chair"}},
    "people/guest-mayor/tenures": {"post": "host-post", "started_on": "2020-01-01"},
    "missions/test-mission/legs": {"city": "busan", "starts_on": "2024-04-18", "ends_on": "2024-04-19"},
    "missions/test-mission/delegations": {"party": "guest", "name": {"en": "Second"}},
    "missions/test-mission/engagements/engagement/points": {"kind": "agenda", "text": {"en": "Ships"}},
    "missions/test-mission/outcomes/statements": {"text": {"en": "We agree."}},
    "missions/test-mission/outcomes/agreements": {"title": {"en": "A"}, "kind": "mou", "status": "planned"},
    "agreements": {"title": {"en": "B"}, "kind": "sister_city", "status": "planned"},
}


def test_every_kind_is_added_changed_removed_and_brought_back(world, guest):
    def key(value: Any) -> Any:
        return world.things[value].pk if isinstance(value, str) and value in world.things else value

    for where, values in RECORDS.items():
        at = "/".join(str(key(part)) for part in where.split("/"))
        body = {name: key(value) for name, value in values.items()}
        added = guest.post(at, body)
        assert (where, added.status_code) == (where, 201), added.content
        one = added["Location"].removeprefix("/api/")
        assert guest.get(one).json() == added.json()
        assert guest.patch(one, {}, 1).json() == added.json()  # nothing was changed, and the version stays
        assert (where, guest.delete(one, 1).status_code) == (where, 204)
        assert guest.get(one).status_code == 404
        back = guest.post(f"{one}/restore")
        assert (where, back.status_code) == (where, 200), back.content
        assert back.json() == {**added.json(), "version": 3, "updated_at": back.json()["updated_at"]}


def test_somebody_attends_and_is_taken_off(world, guest):
    at = f"{ENGAGEMENTS}/{world.things['guest-hidden-engagement'].pk}/attendances"
    delegate = world.things["guest-hidden-delegate"].pk
    added = guest.post(at, {"delegate": delegate, "function": "note_taker"})
    assert (added.status_code, added.json()["delegate"]) == (201, delegate)
    one = f"{at}/{added.json()['id']}"
    assert guest.patch(one, {"presence": "present"}, 1).json()["presence"] == "present"
    assert guest.delete(one, 2).status_code == 204
    assert guest.post(f"{one}/restore").status_code == 200
