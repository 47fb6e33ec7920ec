"""A carrier's confirmation becomes a draft, and journeys once somebody confirmed it."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from legation.missions import actions as missions
from legation.missions.models import Movement
from tests.engine.ingest.test_travel import FLIGHT, mail, page
from tests.world import World, person


@pytest.fixture
def world(world: World) -> World:
    Movement.objects.all().delete()
    return world


def client(user: Any) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


def guest(world: World, family: str, given: str) -> Any:
    who = person(world, family, given, by=world.guest)
    told = {"person": who, "delegation": world.things["guest-delegation"], "status": "confirmed"}
    return missions.add_delegate(world.mission, told, by=world.guest)


def read(world: World, data: bytes, name: str = "x.eml") -> Any:
    where = f"/missions/{world.mission.slug}/arrivals/read/"
    return client(world.guest).post(where, {"file": SimpleUploadedFile(name, data)})


def draft_of(answer: Any) -> str:
    found = re.search(r'name="draft" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def enter(world: World, draft: str, by: Any = None, **told: Any) -> Any:
    where = f"/missions/{world.mission.slug}/arrivals/read/enter/"
    values = {"draft": draft, "j0-wanted": "on", "j0-direction": "arrival", **told}
    return client(by or world.guest).post(where, values)


def test_a_confirmation_is_a_draft_first_and_a_journey_when_it_is_confirmed(world: World) -> None:
    ann = guest(world, "Sample", "Ann")
    answer = read(world, mail(page(FLIGHT)))
    (row, form) = answer.context["rows"][0]
    assert (answer.status_code, Movement.objects.count(), row.unknown) == (200, 0, ())
    assert form.initial["delegates"] == [ann.pk]
    assert form.initial["leaving_city"] == world.things["seattle"].pk
    done = enter(
        world,
        draft_of(answer),
        **{"j0-leaving_city": world.things["seattle"].pk, "j0-delegates": [ann.pk]},
    )
    assert done.status_code == 302
    (made,) = Movement.objects.all()
    assert (made.number, made.carrier, made.booking, made.leaving_zone, made.arriving_zone) == (
        "KE 042",
        "Sample Air",
        "SAMPLE1",
        "America/Los_Angeles",
        "Etc/GMT-9",
    )
    assert made.departs_at is not None
    assert made.arrives_at is not None
    assert (made.departs_at.isoformat(), made.arrives_at.isoformat()) == (
        "2024-04-14T18:30:00+00:00",
        "2024-04-15T06:10:00+00:00",
    )
    assert list(made.delegates.all()) == [ann]


def test_the_same_flight_read_for_another_passenger_is_joined_and_not_doubled(world: World) -> None:
    ann, ben = guest(world, "Sample", "Ann"), guest(world, "Sample", "Ben")
    seattle = {"j0-leaving_city": world.things["seattle"].pk}
    enter(world, draft_of(read(world, page(FLIGHT), "a.html")), **seattle, **{"j0-delegates": [ann.pk]})
    again = read(world, page({**FLIGHT, "underName": {"name": "SAMPLE/BEN MR"}}), "b.html")
    row, form = again.context["rows"][0]
    assert (row.known, form.initial["delegates"]) == (Movement.objects.get(), [ben.pk])
    enter(world, draft_of(again), **{"j0-delegates": [ben.pk]})
    assert set(Movement.objects.get().delegates.all()) == {ann, ben}


def test_who_is_on_no_list_is_named_and_what_is_not_wanted_is_left(world: World) -> None:
    answer = read(world, page(FLIGHT), "a.html")
    assert answer.context["rows"][0][0].unknown == ("Ann Sample",)
    assert enter(world, draft_of(answer), **{"j0-wanted": ""}).status_code == 302
    assert Movement.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("x.eml", b"", "The file is empty."),
        ("x.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "No flight or train stands in"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + b"0" * 200, "This is no confirmation that can be read."),
        ("x.eml", b"0" * (2 * 1024 * 1024 + 1), "The file is larger than 2 MB."),
        ("x.html", b"<script>alert(1)</script>", "This is no confirmation that can be read."),
    ],
)
def test_a_file_that_confirms_nothing_is_refused_in_words(
    world: World, name: str, data: bytes, says: str
) -> None:
    answer = read(world, data, name)
    assert (answer.status_code, says in answer.content.decode(), Movement.objects.count()) == (422, True, 0)


def test_a_draft_of_somebody_else_or_a_forged_one_enters_nothing(world: World) -> None:
    draft = draft_of(read(world, page(FLIGHT), "a.html"))
    for told, by in ((draft, world.host), (draft[:-2] + "xx", world.guest), ("", world.guest)):
        assert enter(world, told, by=by).status_code == 302
    assert Movement.objects.count() == 0


def test_a_draft_whose_clock_is_not_known_is_refused_and_kept_on_the_page(world: World) -> None:
    trip = {**FLIGHT["reservationFor"], "departureTime": "2024-04-14T11:30:00"}
    answer = read(world, page({**FLIGHT, "reservationFor": trip}), "a.html")
    refused = enter(world, draft_of(answer))
    assert (refused.status_code, Movement.objects.count()) == (422, 0)
    assert draft_of(refused)
