"""Labels and badges with codes: on the stock that is sold, and codes for who prepares the mission."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.briefings.choices import Paper
from legation.briefings.forms import LabelsForm
from legation.briefings.queries.papers.codes import codes_of, qr
from legation.briefings.queries.papers.heading import PaperOrder
from legation.briefings.queries.papers.labels import SHEETS, labels_paper
from legation.kernel.codes import read
from tests.world import World, make_world

MILLIMETRES = {"a4": (210, 297), "letter": (215.9, 279.4)}


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=lambda sheet: sheet.name)
def test_labels_fill_their_sheet_with_equal_edges(sheet: Any) -> None:
    wide, tall = MILLIMETRES[sheet.paper]
    used = sheet.columns * sheet.width + (sheet.columns - 1) * sheet.gutter_x
    high = sheet.rows * sheet.height + (sheet.rows - 1) * sheet.gutter_y
    assert wide - used - sheet.left == pytest.approx(sheet.left, abs=0.05)
    assert tall - high - sheet.top == pytest.approx(sheet.top, abs=0.05)
    assert sheet.paper in Paper.values


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def order(world: World, who: str) -> PaperOrder:
    from datetime import date

    return PaperOrder(world.users[who], "both", "a4", date(2024, 4, 1))


def test_codes_are_printed_for_who_prepares_and_name_their_delegate(world: World) -> None:
    from legation.briefings.queries.papers import cards

    delegates = cards.delegates_of(world.mission, world.guest)
    assert len(delegates) > 1
    codes = codes_of(world.mission, delegates, order(world, "guest-organiser"))
    assert list(codes) == [each.pk for each in delegates]
    assert codes_of(world.mission, delegates, order(world, "guest-delegate")) == {}
    content = labels_paper(world.mission, order(world, "guest-delegate"), SHEETS["L7163"], 1)
    assert {card["code"] for card in content.data["cards"]} == {""}


def test_a_picture_says_the_code(world: World) -> None:
    import segno

    from legation.kernel.codes import Code, Holder, text_of

    text = text_of(Code("test-mission", 0, Holder.DELEGATE, 12))
    assert segno.make(text, error="m").designator == "3-M"
    assert qr(text).startswith(b"<?xml")
    assert read(text).key == 12


def pages(client: Client, world: World, **asked: Any) -> Any:
    from pypdf import PdfReader

    answer = client.get(reverse("name-labels", args=[world.mission.slug]), asked)
    assert answer.status_code == 200, answer.content.decode()[:500]
    return PdfReader(io.BytesIO(answer.content)).pages


def test_labels_begin_where_the_sheet_was_left(world: World) -> None:
    client = Client()
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert len(pages(client, world, stock="L7163")) == 1
    assert len(pages(client, world, stock="L7163", start=14)) == 2
    size = pages(client, world, stock="5395", language="both")[0].mediabox
    assert (round(float(size.width)), round(float(size.height))) == (612, 792)


@pytest.mark.parametrize(
    "asked", [{"stock": "L9999"}, {}, {"stock": "L7165", "start": 9}, {"stock": "L7165", "start": 0}]
)
def test_a_sheet_or_place_that_does_not_exist_is_refused(world: World, asked: dict[str, Any]) -> None:
    client = Client()
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("name-labels", args=[world.mission.slug]), asked).status_code == 400


MEASURED = {"stock": "own", "columns": "2", "rows": "4", "width": "90", "height": "60", "gutter_x": "5"}


def measured(**told: str) -> LabelsForm:
    return LabelsForm(MEASURED | told, language="en")


def test_a_sheet_of_ones_own_lies_in_the_middle_unless_its_margins_are_typed() -> None:
    form = measured()
    assert form.is_valid(), form.errors
    own = form.choice()["own"]
    assert (own.paper, own.left, own.top, own.gutter_x, own.gutter_y) == ("a4", 12.5, 28.5, 5.0, 0.0)
    form = measured(sheet="letter", left="8", top="10.5")
    assert form.is_valid(), form.errors
    own = form.choice()["own"]
    assert (own.paper, own.left, own.top, own.each) == ("letter", 8.0, 10.5, 8)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"width": ""}, {"width": ["Measure it on the sheet and type it here."]}),
        (
            {"width": "110"},
            {"width": ["Together the labels, gaps and margin are 15.0 mm larger than the sheet."]},
        ),
        (
            {"top": "60"},
            {"height": ["Together the labels, gaps and margin are 3.0 mm larger than the sheet."]},
        ),
        ({"rows": "0"}, {"rows": ["Ensure this value is greater than or equal to 1."]}),
    ],
    ids=["missing", "too-wide", "too-low", "none"],
)
def test_measures_that_cannot_be_are_told_at_the_measure(
    told: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    form = measured(**told)
    assert (form.is_valid(), dict(form.errors)) == (False, wrong)


def test_names_are_printed_on_a_sheet_of_ones_own(world: World) -> None:
    client = Client()
    client.force_login(world.guest, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert len(pages(client, world, **MEASURED)) == 1
    assert len(pages(client, world, **MEASURED | {"start": "8"})) == 2
    answer = client.get(reverse("name-labels", args=[world.mission.slug]), MEASURED | {"start": "9"})
    assert answer.status_code == 400
