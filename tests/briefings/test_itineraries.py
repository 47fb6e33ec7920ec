"""The personal itinerary and the pocket programme: for whom, in which language, and what they may hold."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from legation.briefings.actions import (
    NobodysItinerary,
    UnknownItinerary,
    UnknownLanguage,
    UnknownPaper,
    book_bytes,
    itinerary_bytes,
)
from legation.kernel.models import Activity
from legation.missions.actions import add_point
from legation.missions.actions.days import make_day_link
from legation.missions.queries.days import day_path
from legation.protocol.actions.staging import add_vehicle
from tests.missions.stage import Stage, build, two

NOW = datetime(2024, 4, 16, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _then() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stage(db: None) -> Stage:
    made = build()
    call = made.engagement(venue=made.city_hall, room=made.protocol_room, dress="business")
    for delegate in (made.harrell, made.park, made.guest_secret):
        made.attends(call, delegate)
    for visibility, by in (("shared", made.guest), ("guest", made.guest), ("host", made.host)):
        values = {"kind": "certain", "text": two(f"{visibility} line"), "visibility": visibility}
        add_point(call, values, by=by)
    add_vehicle(call, {"name": "Car 7", "riders": [made.harrell]}, by=made.host)
    return made


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def printed(
    stage: Stage, *delegates: Any, by: Any = None, kind: str = "itinerary", **values: str
) -> list[str]:
    told = {"language": "en", "paper": "a4", **values}
    return pages(itinerary_bytes(stage.mission, delegates, kind, reader=by or stage.guest, **told))


def test_it_holds_what_its_reader_may_see(stage: Stage) -> None:
    text = " ".join(printed(stage, stage.harrell))
    wanted = (
        "Bruce Harrell",
        "17:00",
        "Protocol room",
        "시청, 부산",
        "Car 7, rear right",
        "shared line",
        "guest line",
    )
    assert [word for word in wanted if word not in text] == []
    assert "host line" not in text
    theirs = " ".join(printed(stage, stage.park, by=stage.host))
    assert ("host line" in theirs, "guest line" in theirs, "Guestsecret" in theirs) == (True, False, False)


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792)), ("a5", (420, 595))])
def test_an_itinerary_is_set_for_its_sheet_and_bears_its_version(stage: Stage, paper: str, size: Any) -> None:
    pdf = itinerary_bytes(
        stage.mission, [stage.harrell], "itinerary", reader=stage.guest, language="both", paper=paper
    )
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size
    assert [page.count("Version 2024-04-16-") for page in pages(pdf)] == [1] * len(pages(pdf))


def test_a_pocket_programme_is_a6_whatever_was_asked(stage: Stage) -> None:
    pdf = itinerary_bytes(
        stage.mission, [stage.harrell], "pocket", reader=stage.guest, language="ko", paper="letter"
    )
    box = PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (298, 420)
    assert [page.count("2024-04-16-") for page in pages(pdf)] == [1] * len(pages(pdf))


def test_one_file_holds_everybody_of_a_side_each_on_pages_of_their_own(stage: Stage) -> None:
    found = printed(stage, stage.harrell, stage.robinson, stage.guest_secret, stage.park)
    assert [
        sum(name in page[:80] for page in found)
        for name in ("Bruce Harrell", "Lynne Robinson", "Gail Guestsecret")
    ] == [1, 1, 1]
    assert [page for page in found if "Park Heong-joon" in page[:80]] == []  # not theirs to hand out


def test_what_cannot_be_printed_is_refused(stage: Stage) -> None:
    for wrong, refusal in (
        ({"kind": "poster"}, UnknownItinerary),
        ({"paper": "a3"}, UnknownPaper),
        ({"language": "fr"}, UnknownLanguage),
    ):
        with pytest.raises(refusal):
            printed(stage, stage.harrell, **wrong)
    with pytest.raises(NobodysItinerary):
        printed(stage, stage.park)
    with pytest.raises(UnknownPaper):  # a sheet of an itinerary is none of a book
        book_bytes(stage.mission, "programme", reader=stage.guest, language="en", paper="a5")
    assert Activity.objects.filter(verb="printed").count() == 0


def test_the_same_days_give_the_same_bytes(stage: Stage) -> None:
    told = {"reader": stage.guest, "language": "en", "paper": "a4"}
    first, second = (itinerary_bytes(stage.mission, [stage.harrell], "itinerary", **told) for _n in range(2))
    assert first == second


def as_(user: Any) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_documents_offer_them_for_ones_own_side(stage: Stage) -> None:
    client, slug = as_(stage.guest), stage.mission.slug
    form = client.get(reverse("documents", args=[slug])).context["itineraries"]
    names = [str(label) for _key, label in form.fields["who"].choices]
    assert names == [
        "Everybody of my side, one after the other",
        "Bruce Harrell",
        "Lynne Robinson",
        "Gail Guestsecret",
    ]
    where = reverse("itineraries", args=[slug])
    answer = client.get(where, {"who": stage.harrell.pk, "kind": "pocket", "language": "both"})
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (
        200,
        "application/pdf",
        "private, no-store",
    )
    assert client.get(where, {"who": stage.park.pk}).status_code == 400
    logged = Activity.objects.get(verb="printed")
    assert (logged.label, logged.visibility, logged.by) == ("Bruce Harrell", "guest", stage.guest)


def test_a_link_prints_its_own_principals_alone_and_not_without_end(stage: Stage) -> None:
    ends = datetime(2024, 4, 28, tzinfo=UTC)
    link = make_day_link(stage.mission, [stage.harrell], by=stage.guest, language="en", expires_at=ends)
    where = reverse("my-day-print", args=[day_path(link)])
    answer = Client().get(where, {"who": stage.harrell.pk})
    assert (answer.status_code, answer["Content-Type"], answer["X-Robots-Tag"]) == (
        200,
        "application/pdf",
        "noindex, nofollow",
    )
    assert "Bruce Harrell" in pages(answer.content)[0]
    assert Client().get(where, {"who": stage.robinson.pk}).status_code == 404
    said = [Client().get(where, {"who": stage.robinson.pk}).status_code for _n in range(20)]
    assert said[-1] == 429
