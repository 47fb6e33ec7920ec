"""A promise: who owns it on each side, how it stood, what shows that it was kept."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from legation.kernel.models import Activity
from legation.outcomes import actions
from legation.outcomes.models import Attachment, Commitment, Owner
from legation.outcomes.queries import owners_of, without_owner
from tests.desk.browsing import texts, words
from tests.world import World, two

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def at(world: World, name: str, *parts: int) -> str:
    return reverse(name, args=[world.mission.slug, *parts])


def promised(world: World, title: str = "Persimmon", **values: Any) -> Commitment:
    return actions.add_commitment(world.mission, {"title": two(title), **values}, by=world.host)


def picture(size: tuple[int, int] = (40, 30)) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    image = Image.new("RGB", size, "navy")
    exif = image.getexif()
    exif[0x010F] = "Camera of somebody"
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_nobody_closes_a_promise_that_nobody_owns_on_their_side(world: World, as_: As) -> None:
    made = promised(world)
    host = as_(world.host)
    typed = {"status": "done", "seen_version": 1}
    answer = host.post(at(world, "commitment-settle", made.pk), typed)
    assert (answer.status_code, texts(answer, "#id_status-error")) == (
        422,
        ["Nobody owns this on your side. Name somebody first, so that it is known who says what came of it."],
    )
    actions.take_over(made, by=world.guest)
    assert host.post(at(world, "commitment-settle", made.pk), typed).status_code == 422
    assert host.post(at(world, "commitment-take", made.pk)).status_code == 302
    assert host.post(at(world, "commitment-settle", made.pk), typed).status_code == 302
    made.refresh_from_db()
    assert (made.status, made.version) == ("done", 2)


def test_the_list_and_the_page_say_that_nobody_owns_it_on_the_readers_side(world: World, as_: As) -> None:
    made = promised(world)
    actions.take_over(made, by=world.host)
    row = f"#commitment-{made.pk} .warned"
    assert texts(as_(world.guest).get(at(world, "outcomes")), row) == ["nobody owns this on your side"]
    assert texts(as_(world.host).get(at(world, "outcomes")), row) == []
    page = as_(world.guest).get(at(world, "commitment", made.pk))
    assert texts(page, ".notice.warn b") == ["Nobody owns this on your side."]
    assert made in without_owner(world.mission, world.guest)
    assert made not in without_owner(world.mission, world.host)


@pytest.mark.parametrize("status", ["partly", "lapsed", "withdrawn"])
def test_what_was_not_wholly_kept_is_explained(world: World, as_: As, status: str) -> None:
    made = promised(world)
    actions.take_over(made, by=world.host)
    where = at(world, "commitment-settle", made.pk)
    answer = as_(world.host).post(where, {"status": status, "seen_version": 1})
    assert (answer.status_code, len(texts(answer, "#id_reason-error"))) == (422, 1)
    typed = {"status": status, "reason": "The ship was late.", "seen_version": 1}
    assert as_(world.host).post(where, typed).status_code == 302
    page = as_(world.guest).get(at(world, "commitment", made.pk))
    assert texts(page, "#stands li p:nth-of-type(2)") == ["The ship was late."]
    assert len(texts(page, "#stands li")) == 2


def test_how_it_stood_says_who_and_why_and_nothing_from_before_it_was_shared(world: World, as_: As) -> None:
    made = promised(world, visibility="host", status="under_way", reason="MEDLARHOST reason")
    made = actions.change_outcome(made, {"visibility": "shared", "reason": "Agreed"}, seen=1, by=world.host)
    made = actions.settle_commitment(made, "unknown", seen=2, by=world.guest, reason="No trace")
    page = as_(world.guest).get(at(world, "commitment", made.pk))
    assert texts(page, "#stands b") == ["Outcome not found", "Under way"]
    assert "MEDLARHOST" not in page.content.decode()
    host = as_(world.host).get(at(world, "commitment", made.pk))
    assert texts(host, "#stands b") == ["Outcome not found", "Under way", "Under way"]
    assert "guest-organiser" in texts(host, "#stands li")[0]


def test_each_side_names_its_own_and_keeps_its_notes(world: World, as_: As) -> None:
    made, hidden = promised(world), world.things["guest-hidden-person"]
    typed = {"person": hidden.pk, "note_0": "QUINCEGUEST only", "note_1": ""}
    assert as_(world.guest).post(at(world, "commitment-own", made.pk), typed).status_code == 302
    assert (
        as_(world.host).post(at(world, "commitment-own", made.pk), {"user": world.host.pk}).status_code == 302
    )
    page = as_(world.host).get(at(world, "commitment", made.pk))
    assert texts(page, "dl.facts dd")[2:4] == ["Hidden QUINCEGUESTname", "host-protocol"]
    assert "QUINCEGUEST only" not in page.content.decode()
    assert "QUINCEGUEST only" in words(as_(world.guest).get(at(world, "commitment", made.pk)))
    press = as_(world.users["guest-press"]).get(at(world, "commitment", made.pk))
    assert "QUINCEGUEST only" not in press.content.decode()
    assert owners_of([made], world.host)[made.pk].mine == "host-protocol"
    assert set(Activity.objects.filter(content_type__model="owner").values_list("visibility", flat=True)) == {
        "guest",
        "host",
    }


def test_an_owner_is_one_and_works_on_the_mission_on_this_side(world: World, as_: As) -> None:
    made, host = promised(world), as_(world.host)
    both = {"user": world.host.pk, "person": world.things["host-mayor"].pk}
    answer = host.post(at(world, "commitment-own", made.pk), both)
    assert (answer.status_code, Owner.objects.filter(commitment=made).count()) == (422, 0)
    other = host.post(at(world, "commitment-own", made.pk), {"user": world.guest.pk})
    assert (other.status_code, len(texts(other, "#id_user-error"))) == (422, 1)
    with pytest.raises(Exception, match="does not work on the mission"):
        actions.keep_own_side(made, {"user": world.guest}, seen=0, by=world.host)


def test_two_who_change_the_owner_at_once_are_told(world: World, as_: As) -> None:
    made, host = promised(world), as_(world.host)
    actions.take_over(made, by=world.host)
    typed = {"person": world.things["host-mayor"].pk, "seen_version": 0}
    assert host.post(at(world, "commitment-own", made.pk), typed).status_code == 409
    assert host.post(at(world, "commitment-own", made.pk), {**typed, "seen_version": 1}).status_code == 302
    assert owners_of([made], world.host)[made.pk].host == "Sample Mayorhost"


def test_nobody_owes_something_to_themselves_nor_acts_on_a_day_without_a_step(world: World, as_: As) -> None:
    body = world.things["host-organisation"].pk
    typed = {"title_0": "A", "status": "open", "visibility": "shared", "owed_by": body, "owed_to": body}
    answer = as_(world.host).post(at(world, "commitment-new"), typed)
    assert (answer.status_code, len(texts(answer, "#id_owed_to-error"))) == (422, 1)
    typed = {"title_0": "A", "status": "open", "visibility": "shared", "next_on": "2024-05-01"}
    answer = as_(world.host).post(at(world, "commitment-new"), typed)
    assert (answer.status_code, len(texts(answer, "#id_next_step-error"))) == (422, 1)


def test_a_photograph_is_kept_without_what_its_camera_noted(world: World, as_: As) -> None:
    made, host = promised(world), as_(world.host)
    file = SimpleUploadedFile("harbour.png", picture())
    typed = {"kind": "photo", "title_0": "Harbour", "visibility": "shared", "file": file}
    assert host.post(at(world, "evidence-new", made.pk), typed).status_code == 302
    kept = Attachment.objects.get(commitment=made)
    assert (kept.media, kept.stored.rpartition(".")[2]) == ("image/jpeg", "jpg")
    shown = as_(world.guest).get(reverse("attachment", args=[kept.pk]))
    assert (shown.status_code, shown["Content-Type"], shown["X-Content-Type-Options"]) == (
        200,
        "image/jpeg",
        "nosniff",
    )
    assert b"Camera of somebody" not in shown.content
    again = as_(world.guest).get(
        reverse("attachment", args=[kept.pk]), headers={"if-none-match": shown["ETag"]}
    )
    assert again.status_code == 304
    assert as_(world.users["stranger"]).get(reverse("attachment", args=[kept.pk])).status_code == 404


@pytest.mark.parametrize(
    ("kind", "data", "field"),
    [
        ("document", b"<html><script>alert(1)</script>", "file"),
        ("document", b"%PDF-1.7 broken", "file"),
        ("document", b"PK\x03\x04 not a zip", "file"),
        ("document", b"", "file"),
        ("link", b"", "link"),
    ],
)
def test_what_is_no_document_is_refused_at_its_field(
    world: World, as_: As, kind: str, data: bytes, field: str
) -> None:
    made = promised(world)
    typed = {"kind": kind, "title_0": "A", "visibility": "shared"}
    sent = {**typed, "file": SimpleUploadedFile("a.pdf", data)} if data else typed
    answer = as_(world.host).post(at(world, "evidence-new", made.pk), sent)
    assert (answer.status_code, len(texts(answer, f"#id_{field}-error"))) == (422, 1)
    assert not Attachment.objects.filter(commitment=made).exists()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://one.example/a", "one"])
def test_an_address_is_one_of_the_web(world: World, as_: As, link: str) -> None:
    made = promised(world)
    typed = {"kind": "link", "title_0": "A", "visibility": "shared", "link": link}
    answer = as_(world.host).post(at(world, "evidence-new", made.pk), typed)
    assert (answer.status_code, len(texts(answer, "#id_link-error"))) == (422, 1)


def test_a_picture_of_too_many_pixels_is_refused_unopened(world: World, as_: As) -> None:
    from PIL import Image

    out = io.BytesIO()
    Image.new("1", (20_000, 10_000)).save(out, "PNG")
    made = promised(world)
    file = SimpleUploadedFile("large.png", out.getvalue())
    typed = {"kind": "photo", "title_0": "A", "visibility": "shared", "file": file}
    answer = as_(world.host).post(at(world, "evidence-new", made.pk), typed)
    assert texts(answer, "#id_file-error") == [
        "This file is too large. Choose one of at most 10 MB, and a picture of at most 40 megapixels."
    ]


def test_evidence_is_taken_away_and_brought_back_by_who_prepares(world: World, as_: As) -> None:
    shown = world.things["attachment"]
    promise = world.things["commitment"]
    host = as_(world.host)
    gone = host.post(reverse("attachment-remove", args=[shown.pk]))
    assert gone["Location"] == f"{at(world, 'commitment', promise.pk)}?removed={shown.pk}"
    page = host.get(gone["Location"])
    assert texts(page, ".notice button") == ["Undo"]
    assert (
        as_(world.users["host-press"]).post(reverse("attachment-restore", args=[shown.pk])).status_code == 404
    )
    assert host.post(reverse("attachment-restore", args=[shown.pk])).status_code == 302
    shown.refresh_from_db()
    assert shown.removed_at is None


def test_evidence_hides_with_its_promise(world: World, as_: As) -> None:
    made = promised(world)
    proof = {"kind": "article", "title": two("Proof of it")}
    kept = actions.add_attachment(made, proof, by=world.host)
    actions.change_outcome(made, {"visibility": "host"}, seen=1, by=world.host)
    told = Activity.objects.filter(content_type__model="attachment", object_id=kept.pk)
    assert [each.visibility for each in told] == ["host"]
    assert not Attachment.objects.visible_to(world.guest).filter(pk=kept.pk).exists()
    answer = as_(world.host).post(
        at(world, "evidence-new", made.pk), {"kind": "article", "title_0": "A", "visibility": "shared"}
    )
    assert answer.status_code == 422


def test_words_that_a_promise_rests_on_are_shown_to_who_may_read_them(world: World, as_: As) -> None:
    said = actions.add_statement(
        world.mission, {"text": two("MEDLARHOST said so"), "visibility": "host"}, by=world.host
    )
    made = promised(world, statement=said)
    assert "MEDLARHOST said so" in words(as_(world.host).get(at(world, "commitment", made.pk)))
    guest = as_(world.guest)
    for name in ("commitment", "commitment-edit", "commitment-history"):
        assert "MEDLARHOST" not in guest.get(at(world, name, made.pk)).content.decode(), name
    typed = {"title_0": "Persimmon", "status": "open", "visibility": "shared", "seen_version": 1}
    assert (
        guest.post(at(world, "commitment-edit", made.pk), {**typed, "due_on": "2024-06-01"}).status_code
        == 302
    )
    made.refresh_from_db()
    assert (made.statement_id, str(made.due_on)) == (said.pk, "2024-06-01")


def test_who_only_reads_sees_no_button(world: World, as_: As) -> None:
    page = as_(world.users["host-assistant"]).get(at(world, "commitment", world.things["commitment"].pk))
    assert texts(page, "main form button") == []


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_of_a_promise_costs_the_same_however_much_shows_it(
    world: World, as_: As, django_assert_num_queries: Any, count: int
) -> None:
    made = promised(world)
    for number in range(count):
        proof = {"kind": "article", "title": two(f"Proof {number}")}
        actions.add_attachment(made, proof, by=world.host)
    client = as_(world.guest)
    client.get(at(world, "commitment", made.pk))
    with django_assert_num_queries(10):
        page = client.get(at(world, "commitment", made.pk))
    assert len(texts(page, "#evidence h3")) == count
