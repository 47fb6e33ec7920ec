"""What is accepted from a text of one side leaves no trace of it where both sides read."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from legation.accounts.models import User
from legation.directory.models import Tenure
from legation.missions import actions as missions
from legation.missions.models import Delegate, Mission
from legation.sources.actions import accept_finding, read_source
from legation.sources.models import Source
from tests.world import World, person

TEXT = "Seattle Mayor Bruce Harrell met Busan Mayor Park Heong-joon at Busan City Hall on April 17, 2024."
SIZE = "A delegation of 80 people from Seattle will visit Busan on April 17, 2024."


def read(world: World, text: str, visibility: str) -> Source:
    values = {"text": text, "title": "Quince minutes", "published_on": date(2024, 4, 17), "language": "en"}
    return read_source(world.mission, {**values, "visibility": visibility}, by=world.guest)


def page(user: User, name: str, *parts: object) -> str:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(reverse(name, args=parts)).content.decode()


@pytest.mark.parametrize(("visibility", "named"), [("shared", True), ("guest", False)])
def test_a_shared_person_does_not_tell_of_a_text_of_one_side(
    world: World, visibility: str, named: bool
) -> None:
    known = person(world, "Harrell", "Bruce", by=world.host)
    source = read(world, TEXT, visibility)
    finding = source.findings.get(kind="person", values__name="Bruce Harrell")
    accept_finding(finding, by=world.guest)
    assert Tenure.objects.filter(person=known).count() == 1
    assert ("Quince minutes" in page(world.host, "person", known.pk)) == named


@pytest.mark.parametrize("visibility", ["host", "shared"])
def test_accepting_somebody_says_nothing_of_whom_the_other_side_hides(world: World, visibility: str) -> None:
    known = person(world, "Harrell", "Bruce", by=world.host)
    if visibility == "host":
        values = {"person": known, "delegation": world.things["host-delegation"], "visibility": "host"}
    else:
        values = {"person": known, "delegation": world.things["host-delegation"]}
    missions.add_delegate(world.mission, values, by=world.host)
    finding = read(world, TEXT, "shared").findings.get(kind="person", values__name="Bruce Harrell")
    accept_finding(finding, by=world.guest, corrections={"side": "guest"})
    mine = Delegate.objects.visible_to(world.guest).filter(person=known)
    assert [(one.visibility, one.delegation.party) for one in mine] == [
        ("shared", "guest" if visibility == "host" else "host")
    ]


@pytest.mark.parametrize(("visibility", "size"), [("shared", 80), ("guest", None)])
def test_the_size_that_one_side_read_of_is_not_told_to_both(
    world: World, visibility: str, size: int | None
) -> None:
    finding = read(world, SIZE, visibility).findings.get(kind="size")
    accept_finding(finding, by=world.guest)
    assert Mission.objects.get(pk=world.mission.pk).announced_size == size


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("javascript:alert(1)", ""),
        ("data:text/html,quince", ""),
        ("https://news.example/quince", "https://news.example/quince"),
    ],
)
def test_a_file_cannot_bring_an_address_that_is_no_link(world: World, stated: str, kept: str) -> None:
    document = {"id": "quince", "date": "2024-04-17", "lang": "en", "title": "Quince", "text": TEXT}
    file = json.dumps({**document, "url": stated}).encode()
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    upload = SimpleUploadedFile("quince.json", file)
    where = reverse("source-new", args=[world.mission.slug])
    assert client.post(where, {"file": upload, "visibility": "shared"}).status_code == 302
    source = Source.objects.get(file_name="quince.json")
    assert source.url == kept
    shown = client.get(reverse("source", args=[world.mission.slug, source.pk])).content.decode()
    assert (f'href="{stated}"' in shown) == bool(kept)


def test_an_address_that_is_no_link_is_not_kept_whoever_brings_it(world: World) -> None:
    values = {"text": TEXT, "language": "en", "url": "javascript:alert(1)"}
    assert read_source(world.mission, values, by=world.guest).url == ""
