"""Press releases, public programmes and agreements through the way in, as their pages have them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from legation.newsroom.models import PressRelease, PublicProgramme
from tests.api.programs import Program
from tests.worlds_press import picture

MISSION = "missions/test-mission"
WORDS = {
    "title": {"en": "Harbours meet", "ko": "두 항구가 만나다"},
    "summary": {"en": "Two ports.", "ko": "두 항구입니다."},
    "place": {"en": "BUSAN", "ko": "부산"},
    "body": {"en": "They met.", "ko": "만났습니다."},
    "contact": {"en": "Press office", "ko": "공보실"},
}


def photographed(program: Program, at: str, **values: str) -> Any:
    """Send a picture and what is said of it, in two parts."""
    told = {"alt": {"en": "A ship", "ko": "배"}, "credit": "Sample", "consent": "Nobody is shown", **values}
    sent = program.client._encode_json(told, "application/json")
    file = SimpleUploadedFile("ship.jpg", picture(), "image/jpeg")
    parts = {"values": sent, "file": file}
    return program.client.post(f"/api/{at}/photographs/new", parts, headers=program.headers)


def test_a_release_goes_from_the_draft_to_the_public_and_is_withdrawn(world, guest, host):
    drafted = host.post(f"{MISSION}/press-releases", {})
    assert drafted.status_code == 201, drafted.content
    at = drafted["Location"].removeprefix("/api/")
    for quoted in host.get(f"{at}/quotations").json()["items"]:
        assert host.delete(f"{at}/quotations/{quoted['id']}", quoted["version"]).status_code == 204
    told = host.patch(at, WORDS, drafted.json()["version"]).json()
    assert (told["title"], told["state"], told["agreed"]) == (WORDS["title"], "draft", [])
    assert host.patch(at, WORDS, drafted.json()["version"]).status_code == 412
    far = {"embargo": "0001-01-01T00:00", "embargo_zone": "Asia/Seoul"}
    assert host.patch(at, far, told["version"]).json()["errors"][0]["field"] == "embargo"
    # Of the public it is told by both sides: each says yes to the same words.
    assert host.post(f"{at}/agree", {"trace": "0" * 64}).json()["errors"][0]["field"] is None
    assert host.post(f"{at}/agree", {"trace": told["trace"]}).json()["agreed"] == ["host"]
    speaker = world.things["guest-mayor"].pk
    words = {
        "speaker": speaker,
        "post": {"en": "Mayor", "ko": "시장"},
        "text": {"en": "Welcome.", "ko": "환영합니다."},
    }
    quoted = host.post(f"{at}/quotations", words).json()
    assert (quoted["approved"], host.get(at).json()["agreed"]) == (False, [])
    yes = {"approved_for": "The mayor herself", "said": quoted["said"]}
    one = f"{at}/quotations/{quoted['id']}"
    assert host.send("POST", f"{one}/approve", yes, If_Match='"1"').status_code == 422  # not their speaker
    assert guest.send("POST", f"{one}/approve", {**yes, "said": "x"}, If_Match='"1"').status_code == 422
    assert guest.send("POST", f"{one}/approve", yes, If_Match='"9"').status_code == 412
    approved = guest.send("POST", f"{one}/approve", yes, If_Match='"1"').json()
    assert (approved["approved"], approved["approved_for"]) == (True, "The mayor herself")
    assert guest.delete(one, approved["version"]).status_code == 204
    assert guest.post(f"{one}/restore").json()["approved"] is True
    shown = photographed(guest, at)
    assert (shown.status_code, shown.json()["width"]) == (201, 40), shown.content
    changed = guest.patch(f"{at}/photographs/{shown.json()['id']}", {"credit": "Port"}, 1)
    assert (changed.json()["credit"], changed.json()["alt"]) == ("Port", {"en": "A ship", "ko": "배"})
    assert photographed(guest, at, credit="").status_code == 422
    trace = guest.get(at).json()["trace"]
    assert guest.post(f"{at}/agree", {"trace": trace}).json()["state"] == "draft"
    out = host.post(f"{at}/agree", {"trace": trace}).json()
    assert (out["state"], out["agreed"]) == ("published", ["guest", "host"])
    assert host.delete(at, out["version"]).status_code == 422  # what the public read is withdrawn, and stays
    called = host.send("POST", f"{at}/call-off", {}, If_Match=f'"{out["version"]}"')
    assert called.status_code == 422  # nothing waits
    note = {"note": {"en": "It was wrong.", "ko": "잘못되었습니다."}}
    gone = guest.send("POST", f"{at}/withdraw", note, If_Match=f'"{out["version"]}"').json()
    assert gone["state"] == "withdrawn"
    reader = Program(world.users["guest-assistant"])
    assert reader.get(at).status_code == 200
    assert reader.post(f"{at}/agree", {"trace": trace}).status_code == 403
    draft = world.things["press-draft"]
    assert host.delete(f"{MISSION}/press-releases/{draft.pk}", draft.version).status_code == 204
    assert host.post(f"{MISSION}/press-releases/{draft.pk}/restore").json()["state"] == "draft"
    assert PressRelease.objects.get(pk=draft.pk).removed_at is None


def test_a_programme_and_an_agreement_are_public_once_both_sides_say_so(world, guest, host):
    at = f"{MISSION}/public-programme"
    now = host.get(at).json()
    assert (now["public"], now["same"], now["agreed"]) == (True, True, ["guest", "host"])
    intro = {"en": "Come and see.", "ko": "와서 보십시오."}
    changed = host.patch(at, {"intro": intro}, now["version"]).json()
    assert (changed["engagements"], changed["same"], changed["agreed"]) == (
        now["engagements"],
        False,
        ["host"],
    )
    assert guest.patch(at, {"intro": intro}, now["version"]).status_code == 412
    assert guest.post(f"{at}/agree", {"trace": now["trace"]}).status_code == 422
    agreed = guest.post(f"{at}/agree", {"trace": changed["trace"]}).json()
    assert (agreed["same"], PublicProgramme.objects.get().shown["intro"]) == (True, intro)
    hidden = world.things["guest-hidden-engagement"].pk
    tried = guest.patch(at, {"engagements": [hidden]}, agreed["version"])
    assert [one["field"] for one in tried.json()["errors"]] == ["engagements"]
    gone = guest.post(f"{at}/withdraw").json()
    assert (gone["public"], gone["agreed"]) == (False, [])
    bodies = [one["id"] for one in host.get("organisations").json()["items"]][:2]
    paper = {"kind": "mou", "title": {"en": "Ports", "ko": "항만"}, "status": "planned", "parties": bodies}
    made = host.post(f"{MISSION}/outcomes/agreements", {**paper, "visibility": "shared"}).json()
    where = f"agreements/{made['id']}"
    state = host.get(f"{where}/public").json()
    assert (state["public"], state["slug"]) == (False, None)
    assert host.post(f"{where}/public/agree", {"trace": state["trace"]}).status_code == 422  # not signed yet
    signed = {"status": "signed", "signed_on": "2024-04-17"}
    assert host.patch(where, signed, made["version"]).status_code == 200
    trace = host.get(f"{where}/public").json()["trace"]
    assert host.post(f"{where}/public/agree", {"trace": trace}).json()["agreed"] == ["host"]
    out = guest.post(f"{where}/public/agree", {"trace": trace}).json()
    assert (out["public"], out["same"]) == (True, True)
    assert host.post(f"{where}/public/withdraw").json()["public"] is False
    mine = host.get("news-sites").json()["items"]
    assert len(mine) == 1
    site = f"news-sites/{mine[0]['slug']}"
    assert guest.get(site).status_code == 404
    renamed = host.patch(site, {"about": {"en": "We tell."}}, mine[0]["version"]).json()
    assert (renamed["about"], renamed["name"]) == ({"en": "We tell."}, mine[0]["name"])
