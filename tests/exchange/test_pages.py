"""The pages on which missions go out and come in."""

import io
import zipfile

from django.urls import reverse

from legation.exchange.actions.keys import trust
from legation.exchange.actions.taking import bring
from legation.exchange.models import Installation, SigningKey
from legation.kernel.jobs import run_queued
from legation.kernel.sealing import KeyIsLost
from tests.desk.browsing import texts, words
from tests.exchange.elsewhere import THERE, signed, taken, told_there


def test_whoever_prepares_sees_what_goes_out_and_saves_the_file(world, as_) -> None:
    guest = as_(world.guest)
    page = guest.get(reverse("mission-out", args=["test-mission"]))
    assert page.status_code == 200
    assert texts(page, "tbody th")[:3] == ["City", "Organisation", "Person"]
    answer = guest.get(reverse("mission-out-zip", args=["test-mission"]))
    assert answer["Content-Disposition"] == 'attachment; filename="test-mission.mission.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        assert file.namelist()[:2] == ["manifest.json", "manifest.sig"]
    assert (
        as_(world.users["guest-delegate"]).get(reverse("mission-out", args=["test-mission"])).status_code
        == 403
    )


def test_a_file_is_brought_trusted_taken_in_and_undone(world, as_) -> None:
    host, admin = as_(world.host), as_(world.users["administrator"])
    file = io.BytesIO(signed(*told_there(world.mission)))
    file.name = "there.mission.zip"
    answer = host.post(reverse("parcels"), {"file": file})
    where = answer["Location"]
    page = host.get(where)
    assert "Nobody here knows this installation yet." in words(page)
    assert texts(page, "main form button") == ["Put it away"]
    assert host.post(where, {"side": "host"}).status_code == 422
    listed = admin.get(reverse("installations"))
    assert texts(listed, "tbody th") == ["https://other.example", "https://there.example"]
    one = Installation.objects.get(fingerprint=THERE.fingerprint)
    admin.post(reverse("installations"), {"installation": one.pk, "trusted": "on"})
    assert host.post(reverse("installations"), {"installation": one.pk}).status_code == 403
    page = host.get(where)
    assert "This opens a mission that is not here yet." in words(page)
    assert host.post(where, {}).status_code == 422
    assert host.post(where, {"side": "host"}).status_code == 302
    run_queued()
    page = host.get(where)
    assert texts(page, "a.button") == ["Go to the mission"]
    assert host.get(reverse("desk", args=["there"])).status_code == 200
    assert host.get(f"{where}state/").json()["over"] is True
    host.post(f"{where}undo/")
    run_queued()
    assert "Undone" in words(host.get(where))
    assert host.get(reverse("desk", args=["there"])).status_code == 404


def test_a_preview_costs_the_same_for_any_number_of_records(world, as_, django_assert_num_queries) -> None:
    data, files = told_there(world.mission)
    taken(signed(data, files), by=world.host)
    host = as_(world.host)
    for count in (1, 3, 12):
        for row in data["engagement"][:count]:
            row["track"] = {"en": f"Track {count}"}
        more = [{**data["point"][0], "ids": [f"{THERE.fingerprint}.{n:024}"]} for n in range(count)]
        parcel = bring(signed({**data, "point": [*data["point"], *more]}, files), by=world.host)
        host.get(reverse("parcel", args=[parcel.pk]))
        with django_assert_num_queries(91):
            page = host.get(reverse("parcel", args=[parcel.pk]))
        assert page.status_code == 200


def test_what_is_no_file_says_so_at_its_field(world, as_) -> None:
    file = io.BytesIO(b"Dear colleagues")
    file.name = "letter.zip"
    page = as_(world.host).post(reverse("parcels"), {"file": file})
    assert (page.status_code, "This is no mission file of Legation" in words(page)) == (422, True)
    korean = as_(world.host, "ko").get(reverse("parcels"))
    assert "다른 기관에서 온 미션" in words(korean)


def test_another_office_does_not_find_the_file(world, as_) -> None:
    parcel = bring(signed(*told_there(world.mission)), by=world.host)
    trust(parcel.installation, by=None)
    for user, status in ((world.guest, 404), (world.users["host-assistant"], 404), (world.host, 200)):
        assert as_(user).get(reverse("parcel", args=[parcel.pk])).status_code == status
    as_(world.host).post(reverse("parcel-put-away", args=[parcel.pk]))
    assert as_(world.host).get(reverse("parcel", args=[parcel.pk])).status_code == 404


def test_where_the_key_is_lost_each_page_says_so(world, as_) -> None:
    SigningKey.objects.all().delete()
    SigningKey.objects.create(number=2, public=THERE.public, private=THERE.private.hex())
    SigningKey.objects.update(number=1)  # what was sealed for another row opens nowhere else
    asked = (
        (world.guest, reverse("mission-out", args=["test-mission"])),
        (world.guest, reverse("mission-out-zip", args=["test-mission"])),
        (world.host, reverse("parcels")),
        (world.users["administrator"], reverse("installations")),
    )
    for user, address in asked:
        page = as_(user).get(address)
        assert page.status_code == 503
        assert texts(page, "[role=alert]") == [str(KeyIsLost.sentence)]
