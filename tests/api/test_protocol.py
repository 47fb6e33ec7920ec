"""Seat plans, precedence, gifts, ceremonies and runs of show through the way in."""

from decimal import Decimal
from typing import Any

from legation.protocol.models import Arrangement, Gift, ShowItem
from tests.api.programs import Program
from tests.world import SECRETS

MISSION = "missions/test-mission"


def at(world: Any, key: str = "engagement") -> str:
    return f"{MISSION}/engagements/{world.things[key].pk}"


def fields_of(answer: Any) -> list[str | None]:
    assert answer.status_code == 422, answer.content
    return [one["field"] for one in answer.json()["errors"]]


def step(program: Any, where: str, version: int, **body: Any) -> Any:
    return program.send("POST", f"{where}/seating/steps", body, If_Match=f'"{version}"')


def test_somebody_is_moved_locked_and_brought_back(world, guest, host):
    where = at(world)
    plan = guest.get(f"{where}/seating")
    assert (plan.status_code, plan.json()["planned"]) == (200, True)
    seats = {one["delegate"]: one["seat"] for one in plan.json()["seats"]}
    version, mayor = plan.json()["version"], world.things["guest-delegate"].pk
    gone = step(guest, where, version, do="move", delegate=mayor, seat="")
    assert gone.status_code == 200, gone.content
    assert [one["delegate"] for one in gone.json()["unseated"]] == [mayor]
    assert seats[mayor] in gone.json()["free"]
    assert step(host, where, version, do="undo").status_code == 412
    again = step(host, where, gone.json()["version"], do="undo").json()
    assert {one["delegate"]: one["seat"] for one in again["seats"]} == seats
    locked = step(guest, where, again["version"], do="lock", delegate=mayor).json()
    assert [one["delegate"] for one in locked["seats"] if one["locked"]] == [mayor]
    kept = step(guest, where, locked["version"], do="move", delegate=mayor, seat="")
    assert fields_of(kept) == ["person"]
    assert fields_of(step(guest, where, locked["version"], do="move", delegate=mayor, seat="nowhere")) == [
        "seat"
    ]
    assert guest.post(f"{where}/seating/steps", {"do": "undo"}).status_code == 428
    assert step(Program(world.users["guest-assistant"]), where, 1, do="undo").status_code == 403
    theirs = world.things["host-hidden-engagement"].pk
    assert guest.get(f"{MISSION}/engagements/{theirs}/seating").status_code == 404


def test_how_it_is_arranged_is_said_with_the_version_that_was_seen(world, guest, host):
    where = at(world)
    before = guest.get(f"{where}/seating").json()
    changed = guest.patch(f"{where}/seating", {"layout": "long-table", "seed": 7}, before["version"])
    assert changed.status_code == 200, changed.content
    assert changed.json()["layout"] == "long-table"
    assert Arrangement.objects.get(engagement=world.things["engagement"]).seed == 7
    assert host.patch(f"{where}/seating", {"layout": "signing"}, before["version"]).status_code == 412
    # Without a mark of ours nothing is overwritten.
    assert host.patch(f"{where}/seating", {"layout": "signing"}, "none").status_code == 412
    assert fields_of(guest.patch(f"{where}/seating", {"tables_count": 3}, changed.json()["version"])) == [
        "tables_count"
    ]
    order = guest.get(f"{where}/precedence").json()["items"]
    assert [one["number"] for one in order] == list(range(1, len(order) + 1))
    assert SECRETS["host"] not in str(order)


def test_wishes_are_of_those_whom_the_reader_sees(world, guest, host):
    where = f"{at(world)}/seating/wishes"
    pair = {"first": world.things["guest-delegate"].pk, "second": world.things["host-delegate"].pk}
    for old in guest.get(f"{MISSION}/seating-wishes").json()["items"]:
        guest.delete(f"{MISSION}/seating-wishes/{old['id']}", old["version"])
    own = guest.post(where, {**pair, "wish": "beside", "visibility": "guest"})
    assert own.status_code == 201, own.content
    one = own["Location"].removeprefix("/api/")
    assert host.get(one).status_code == 404
    assert fields_of(guest.post(where, {**pair, "wish": "beside", "visibility": "guest"})) == ["wish"]
    hidden = {**pair, "second": world.things["host-hidden-delegate"].pk}
    assert fields_of(guest.post(where, {**hidden, "wish": "apart", "visibility": "guest"})) == ["second"]
    assert guest.delete(one, 1).status_code == 204
    assert guest.post(f"{one}/restore").status_code == 200


def test_a_gift_tells_the_other_side_neither_its_worth_nor_what_became_of_it(world, guest, host):
    body = {
        "direction": "received",
        "nature": {"en": "Vase"},
        "donor_body": world.things["host-organisation"].pk,
        "exchanged_on": "2024-04-17",
        "circumstances": {"en": "At dinner"},
        "value": 250.5,
        "currency": "usd",
        "use": "displayed",
        "visibility": "shared",
    }
    added = guest.post(f"{MISSION}/gifts", body)
    assert added.status_code == 201, added.content
    told = added.json()
    assert (told["value"], told["currency"], told["circumstances"]) == ("250.50", "USD", {"en": "At dinner"})
    one = f"{MISSION}/gifts/{told['id']}"
    theirs = host.get(one).json()
    private = ("value", "currency", "circumstances", "use", "declared_on")
    assert {name: theirs[name] for name in private} == {
        "value": None,
        "currency": "",
        "circumstances": {},
        "use": "",
        "declared_on": None,
    }
    press = Program(world.users["guest-press"]).get(one)
    assert (press.status_code, {name: press.json()[name] for name in private}) == (
        200,
        {name: theirs[name] for name in private},
    )
    assert host.patch(one, {"use": "stored"}, 1).status_code == 403
    early = guest.send("POST", f"{one}/declare", {"declared_on": "2024-04-01"}, If_Match='"1"')
    assert fields_of(early) == ["declared_on"]
    declared = guest.send("POST", f"{one}/declare", {"declared_on": "2024-05-01"}, If_Match='"1"')
    assert (declared.json()["declared_on"], declared.json()["version"]) == ("2024-05-01", 2)
    assert guest.send("POST", f"{one}/declare", {"declared_on": None}, If_Match='"1"').status_code == 412
    assert Gift.objects.get(pk=told["id"]).value == Decimal("250.50")
    keys = [row["id"] for row in guest.get("gifts").json()["items"]]
    assert told["id"] in keys
    assert told["id"] not in [row["id"] for row in host.get("gifts").json()["items"]]
    assert guest.delete(one, 2).status_code == 204
    assert host.post(f"{one}/restore").status_code == 404
    assert guest.post(f"{one}/restore").status_code == 200


def test_the_gift_rule_is_the_offices_own(world, guest, host):
    rule = guest.get("gift-rule")
    said = {"threshold": 100, "currency": "USD", "months": 12, "days": 30, "source": "Code"}
    other = host.get("gift-rule").json()
    changed = guest.patch("gift-rule", {**said, "days": 60}, rule.json()["version"])
    assert changed.status_code == 200, changed.content
    assert (changed.json()["days"], changed.json()["threshold"]) == (60, "100.00")
    assert guest.patch("gift-rule", said, rule.json()["version"] - 1).status_code == 412
    assert host.get("gift-rule").json() == other


def test_who_goes_first_which_rank_and_what_a_post_counts_as(world, guest, host):
    where = f"{at(world)}/overrides"
    pair = {"higher": world.things["host-delegate"].pk, "lower": world.things["guest-delegate"].pk}
    for old in guest.get(where).json()["items"]:
        assert guest.delete(f"{where}/{old['id']}", old["version"]).status_code == 204
    added = guest.post(where, {**pair, "reason": "Host of the day"})
    assert added.status_code == 201, added.content
    turned = {"higher": pair["lower"], "lower": pair["higher"]}
    assert guest.post(where, {**turned, "reason": "No"}).status_code == 422
    one = f"{where}/{added.json()['id']}"
    assert host.delete(one, 1).status_code == 204
    assert guest.post(f"{one}/restore").status_code == 200
    counts = guest.get(f"{MISSION}/equivalences").json()["items"]
    assert [one["post"] for one in counts] == [world.things["guest-post"].pk]
    changed = guest.patch(
        f"{MISSION}/equivalences/{counts[0]['id']}", {"counterpart": "deputy_mayor"}, counts[0]["version"]
    )
    assert changed.json()["counterpart"] == "deputy_mayor"
    assert host.get(f"{MISSION}/given-ranks").status_code == 200


def test_a_ceremony_is_staged_and_vehicles_stand_in_line(world, guest):
    where = at(world)
    staged = guest.get(f"{where}/ceremony").json()
    said = guest.patch(f"{where}/ceremony", {"copies": 2, "receiving_line": True}, staged["version"])
    assert said.status_code == 200, said.content
    assert (said.json()["copies"], said.json()["receiving_line"]) == (2, True)
    assert guest.patch(f"{where}/ceremony", {"copies": 3}, staged["version"]).status_code == 412
    rows = guest.patch(f"{where}/ceremony", {"photo_rows": [4, 6]}, said.json()["version"])
    said = guest.patch(f"{where}/ceremony", {"copies": 3}, rows.json()["version"])
    assert (said.json()["copies"], said.json()["photo_rows"]) == (3, [4, 6])
    assert fields_of(guest.patch(f"{where}/ceremony", {"photo_rows": [1]}, said.json()["version"])) == [
        "photo_rows"
    ]
    added = guest.post(f"{where}/vehicles", {"name": "Car 9", "riders": [world.things["guest-delegate"].pk]})
    assert added.status_code == 201, added.content
    one = f"{where}/vehicles/{added.json()['id']}"
    moved = guest.patch(one, {"position": 2}, 1).json()
    assert (moved["position"], moved["riders"]) == (2, [world.things["guest-delegate"].pk])
    assert guest.delete(one, 2).status_code == 204
    assert guest.post(f"{one}/restore").status_code == 200


def test_a_run_of_show_is_written_as_a_whole_and_followed(world, guest, host):
    where = at(world)
    known = guest.get(f"{where}/show").json()["items"]
    rows = [{"id": one["id"], "version": one["version"]} for one in known]
    new = {"title": {"en": "Toast", "ko": "건배"}, "minutes": 3, "offset": -5, "visibility": "guest"}
    saved = guest.post(f"{where}/show/table", {"rows": [new, *rows]})
    assert saved.status_code == 200, saved.content
    toast = next(one for one in saved.json()["items"] if one["title"].get("en") == "Toast")
    assert (toast["offset"], toast["minutes"], toast["title"]["ko"]) == (-5, 3, "건배")
    assert [one["title"] for one in saved.json()["items"] if one["id"] != toast["id"]] == [
        one["title"] for one in known
    ]
    one = f"{where}/show/{toast['id']}"
    assert host.get(one).status_code == 404
    begun = guest.send("POST", f"{one}/mark", {"do": "start"}, If_Match=f'"{toast["version"]}"')
    assert begun.json()["started_at"] is not None
    late = guest.send("POST", f"{one}/mark", {"do": "start"}, If_Match=f'"{toast["version"]}"')
    assert late.status_code == 412
    nameless = guest.post(f"{where}/show/table", {"rows": [{"cue": {"en": "Music"}}]})
    assert fields_of(nameless) == ["rows.0.title"]
    hidden = world.things["guest-hidden-delegate"].pk
    told = guest.post(
        f"{where}/show/table",
        {"rows": [{"title": {"en": "Speech"}, "owner": hidden, "visibility": "shared"}]},
    )
    assert fields_of(told) == ["rows.0.owner"]
    stale = {"id": toast["id"], "version": toast["version"], "title": {"en": "Late"}}
    assert guest.post(f"{where}/show/table", {"rows": [stale]}).status_code == 412
    theirs = {"id": world.things["host-hidden-show-item"].pk, "version": 1, "title": {"en": "Ours"}}
    assert guest.post(f"{where}/show/table", {"rows": [theirs]}).status_code == 404
    version = begun.json()["version"]
    for seen in ({"version": toast["version"]}, {}):
        stale = {"id": toast["id"], **seen, "remove": True}
        assert guest.post(f"{where}/show/table", {"rows": [stale]}).status_code == 412
    gone = guest.post(
        f"{where}/show/table", {"rows": [{"id": toast["id"], "version": version, "remove": True}]}
    )
    assert toast["id"] not in [one["id"] for one in gone.json()["items"]]
    back = guest.post(f"{where}/show/restore", {"items": [toast["id"]]})
    assert toast["id"] in [one["id"] for one in back.json()["items"]]
    assert ShowItem.objects.get(pk=toast["id"]).removed_at is None


def test_a_line_whose_owner_was_hidden_since_is_changed_without_naming_them(world, guest, host):
    where, item = at(world), world.things["show-item"]
    type(item.owner).objects.filter(pk=item.owner_id).update(visibility="host")
    longer = {"rows": [{"id": item.pk, "version": item.version, "minutes": 9}]}
    changed = guest.post(f"{where}/show/table", longer)
    assert changed.status_code == 200, changed.content
    told = {one["id"]: one for one in changed.json()["items"]}[item.pk]
    assert (told["minutes"], told["owner"]) == (9, None)
    assert ShowItem.objects.get(pk=item.pk).owner_id == item.owner_id
    named = {"rows": [{**longer["rows"][0], "version": told["version"], "owner": item.owner_id}]}
    assert fields_of(guest.post(f"{where}/show/table", named)) == ["rows.0.owner"]


def test_a_key_is_for_one_version_that_was_seen(world, guest):
    item = world.things["show-item"]
    one, start = f"{at(world)}/show/{item.pk}/mark", {"do": "start"}
    begun = guest.post(one, start, If_Match=f'"{item.version}"', Idempotency_Key="start")
    assert begun.status_code == 200, begun.content
    again = guest.post(one, start, If_Match=f'"{item.version}"', Idempotency_Key="start")
    assert again["Idempotency-Replayed"] == "true"
    other = guest.post(one, start, If_Match=f'"{item.version + 1}"', Idempotency_Key="start")
    assert fields_of(other) == ["Idempotency-Key"]
