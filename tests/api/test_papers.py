"""Minutes, signatures, promises and papers with their files through the way in."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from legation.outcomes.models import Attachment, MinutesLine
from tests.api.programs import Program
from tests.world import SECRETS

MISSION = "missions/test-mission"


def fields_of(answer: Any) -> list[str | None]:
    assert answer.status_code == 422, answer.content
    return [one["field"] for one in answer.json()["errors"]]


def begun(world: Any, program: Any) -> tuple[str, dict[str, Any]]:
    """Minutes of an engagement of its own, with somebody of each side."""
    call = {"kind": "courtesy_call", "title": {"en": "Second call"}, "starts": "2024-04-17T10:00"}
    engagement = program.post(f"{MISSION}/engagements", {**call, "ends": "2024-04-17T11:00"}).json()
    at = f"{MISSION}/engagements/{engagement['id']}"
    for side in ("guest", "host"):
        delegate = world.things[f"{side}-delegate"].pk
        assert program.post(f"{at}/attendances", {"delegate": delegate}).status_code == 201
    made = program.post(f"{at}/minutes")
    assert made.status_code == 201, made.content
    assert program.post(f"{at}/minutes").status_code == 422
    return made["Location"].removeprefix("/api/"), made.json()


def test_minutes_are_written_closed_and_signed_by_both(world, guest, host):
    one, minutes = begun(world, guest)
    people = guest.get(f"{one}/people").json()["items"]
    mayor = next(row for row in people if row["party"] == "guest")
    said = {"kind": "statement", "text": "We will build a port.", "speaker": mayor["speaker"]}
    line = guest.post(f"{one}/compose", {**said, "visibility": "shared"})
    assert line.status_code == 201, line.content
    own = guest.post(f"{one}/compose", {"kind": "note", "text": "Ask again", "visibility": "guest"}).json()
    assert host.get(f"{one}/lines/{own['id']}").status_code == 404
    assert fields_of(guest.post(f"{one}/compose", {**said, "speaker": "p0"})) == ["speaker"]
    assert fields_of(guest.post(f"{one}/compose", {**said, "visibility": "host"})) == ["visibility"]
    at = f"{one}/lines/{line.json()['id']}"
    # The words of a statement are the statement's: its version is in that of the line.
    changed = host.patch(at, {"text": {"en": "We build a port."}}, line.json()["version"])
    assert changed.status_code == 200, changed.content
    assert changed.json()["version"] != line.json()["version"]
    assert guest.patch(at, {"text": {"en": "Lost"}}, line.json()["version"]).status_code == 412
    assert guest.delete(at, line.json()["version"]).status_code == 412
    promise = guest.post(f"{one}/promises", {"line": line.json()["id"], "title": {"en": "A port"}})
    assert promise.status_code == 201, promise.content
    assert promise.json()["commitment"] is not None
    gone = f"{one}/lines/{own['id']}"
    assert guest.delete(gone, own["version"]).status_code == 204
    assert host.post(f"{gone}/restore").status_code == 404
    assert guest.post(f"{gone}/restore").status_code == 200
    unmarked = guest.send("POST", f"{one}/close", None, If_Match=f'"{minutes["version"]}"')
    assert unmarked.status_code == 422
    keys = [row["attendance"] for row in people]
    marked = guest.post(f"{one}/presence", {"attendances": keys, "presence": "present"})
    assert marked.json() == {"changed": len(keys)}
    closed = guest.send("POST", f"{one}/close", None, If_Match=f'"{minutes["version"]}"')
    assert closed.status_code == 200, closed.content
    assert closed.json()["closed_at"] is not None
    assert guest.post(f"{one}/compose", {**said, "text": "More"}).status_code == 422
    trace = closed.json()["trace"]
    assert guest.post(f"{one}/sign", {"trace": "0" * 64, "name": "Mayor"}).status_code == 422
    assert guest.post(f"{one}/sign", {"trace": trace, "name": "Mayor"}).json()["side"] == "guest"
    assert guest.post(f"{one}/sign", {"trace": trace, "name": "Again"}).status_code == 422
    assert host.post(f"{one}/sign", {"trace": trace, "name": "Mayor"}).json()["side"] == "host"
    reopened = guest.send("POST", f"{one}/reopen", None, If_Match=f'"{closed.json()["version"]}"')
    assert reopened.status_code == 422
    proposed = guest.post(
        f"{one}/amendments",
        {"line": line.json()["id"], "text": {"en": "Two ports"}, "reason": {"en": "More"}},
    )
    assert proposed.status_code == 201, proposed.content
    amendment = f"{one}/amendments/{proposed.json()['id']}"
    for program in (guest, host):
        signed = program.post(f"{amendment}/sign", {"trace": proposed.json()["trace"], "name": "M"})
        assert signed.status_code == 200, signed.content
    assert guest.get(amendment).json()["in_force_at"] is not None
    assert guest.delete(amendment, 2).status_code == 422
    assert Program(world.users["guest-assistant"]).post(f"{one}/compose", said).status_code == 403


def test_lines_change_places_and_stay_in_their_minutes(world, guest):
    one, _minutes = begun(world, guest)
    first = guest.post(f"{one}/compose", {"kind": "note", "text": "One"}).json()
    second = guest.post(f"{one}/compose", {"kind": "note", "text": "Two"}).json()
    moved = guest.send(
        "POST", f"{one}/lines/{second['id']}/move", {"to": "up"}, If_Match=f'"{second["version"]}"'
    )
    assert moved.status_code == 200, moved.content
    order = MinutesLine.objects.filter(pk__in=[first["id"], second["id"]]).order_by("position")
    assert list(order.values_list("pk", flat=True)) == [second["id"], first["id"]]
    added = guest.post(f"{one}/added-people", {"party": "guest", "name": "Late Sample"})
    assert added.status_code == 201, added.content
    person = f"{one}/added-people/{added.json()['id']}"
    assert guest.patch(person, {"name": "Later Sample"}, 1).json()["name"] == "Later Sample"
    assert guest.delete(person, 2).status_code == 204
    assert guest.post(f"{person}/restore").status_code == 200


def test_a_promise_is_owned_and_settled(world, guest, host):
    at = f"{MISSION}/outcomes/commitments/{world.things['commitment'].pk}"
    version = guest.get(at).json()["version"]
    taken = guest.post(f"{at}/own-side/take").json()
    assert taken["user"] == str(world.guest)
    noted = guest.patch(f"{at}/own-side", {"note": {"en": "Call them"}}, taken["version"])
    assert (noted.json()["note"], noted.json()["user"]) == ({"en": "Call them"}, str(world.guest))
    assert "Call them" not in host.get(f"{at}/own-side").content.decode()
    assert guest.patch(f"{at}/own-side", {"note": {"en": "No"}}, taken["version"]).status_code == 412
    settled = guest.send("POST", f"{at}/settle", {"status": "done"}, If_Match=f'"{version}"')
    assert (settled.status_code, settled.json()["status"]) == (200, "done"), settled.content
    again = guest.send("POST", f"{at}/settle", {"status": "open"}, If_Match=f'"{version}"')
    assert again.status_code == 412


def sent(program: Any, where: str, values: str, file: Any = None, **headers: str) -> Any:
    parts = {"values": values, **({"file": file} if file is not None else {})}
    return program.client.post(f"/api/{where}", parts, headers={**program.headers, **headers})


def picture() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (20, 10), "navy").save(out, "PNG")
    return out.getvalue()


def test_a_paper_is_sent_read_and_known_by_its_content(world, guest, host):
    body = {"title": {"en": "B"}, "kind": "mou", "status": "planned"}
    key = guest.post(f"{MISSION}/outcomes/agreements", body).json()["id"]
    where, values = f"agreements/{key}/papers", '{"kind": "text", "title": {"en": "The text"}}'
    file = SimpleUploadedFile("x.png", picture(), "application/pdf")
    added = sent(guest, f"{where}/new", values, file, **{"Idempotency-Key": "once"})
    assert added.status_code == 201, added.content
    assert (added.json()["media"], added.json()["agreement"]) == ("image/jpeg", key)
    again = sent(
        guest,
        f"{where}/new",
        values,
        SimpleUploadedFile("x.png", picture(), "image/png"),
        **{"Idempotency-Key": "once"},
    )
    assert (again["Idempotency-Replayed"], again.json()) == ("true", added.json())
    other = sent(
        guest, f"{where}/new", values, SimpleUploadedFile("x.png", b"?"), **{"Idempotency-Key": "once"}
    )
    assert other.status_code == 422
    one = added["Location"].removeprefix("/api/")
    read = host.get(f"{one}/file")
    assert (read["Content-Type"], read.content[:3]) == ("application/octet-stream", b"\xff\xd8\xff")
    assert read["X-Content-Type-Options"] == "nosniff"
    program = SimpleUploadedFile("x.pdf", b"MZ\x90\x00 a program", "application/pdf")
    assert sent(guest, f"{where}/new", values, program).status_code == 422
    assert fields_of(sent(guest, f"{where}/new", values)) == ["file"]
    assert sent(guest, f"{where}/new", "{").status_code == 400
    assert sent(guest, f"{where}/new", '{"kind": "poem"}').status_code == 422
    assert guest.post(f"{where}/new", {"kind": "link", "title": {"en": "L"}}).status_code == 422
    link = guest.post(f"{where}/new", {"kind": "link", "title": {"en": "L"}, "link": "https://one.example/"})
    assert link.status_code == 201, link.content
    assert guest.get(f"attachments/{link.json()['id']}/file").status_code == 404
    assert [row["id"] for row in host.get(where).json()["items"]] == [added.json()["id"], link.json()["id"]]
    assert guest.delete(one, 1).status_code == 204
    assert host.get(f"{one}/file").status_code == 404
    assert guest.post(f"{one}/restore").status_code == 200
    assert Attachment.objects.filter(agreement=key, removed_at=None).count() == 2


def test_evidence_of_one_side_is_not_there_for_the_other(world, guest, host):
    at = f"{MISSION}/outcomes/commitments/{world.things['commitment'].pk}/evidence"
    values = f'{{"kind": "article", "title": {{"en": "{SECRETS["guest"]} article"}}, "visibility": "guest"}}'
    own = sent(guest, f"{at}/new", values)
    assert own.status_code == 201, own.content
    one = own["Location"].removeprefix("/api/")
    assert guest.get(one).status_code == 200
    for answer in (host.get(one), host.get(f"{one}/file"), host.delete(one, 1), host.post(f"{one}/restore")):
        assert answer.status_code == 404
    assert SECRETS["guest"] not in host.get(at).content.decode()
    assert Program(world.users["guest-assistant"]).get(one).status_code == 200


def test_who_signed_is_named_taken_off_and_brought_back(world, guest):
    body = world.things["guest-organisation"].pk
    paper = {"title": {"en": "C"}, "kind": "mou", "status": "planned", "parties": [body]}
    key = guest.post(f"{MISSION}/outcomes/agreements", paper).json()["id"]
    at = f"agreements/{key}/signatories"
    signed = guest.post(at, {"party": body, "person": world.things["guest-mayor"].pk})
    assert signed.status_code == 201, signed.content
    one = f"signatories/{signed.json()['id']}"
    strange = {"party": world.things["host-organisation"].pk, "person": world.things["guest-mayor"].pk}
    assert fields_of(guest.post(at, strange)) == ["party"]
    assert guest.delete(one, 1).status_code == 204
    assert guest.post(f"{one}/restore").status_code == 200
