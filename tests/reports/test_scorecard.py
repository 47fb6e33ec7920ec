"""The scorecard: what came of a mission in figures, each counted as its reader sees it."""

import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legation.kernel.sheets import tables
from legation.missions import actions as missions
from legation.outcomes import actions as outcomes
from legation.reports.queries.charts import chart_of
from legation.reports.queries.scorecard import Scorecard, charts_of, figures_of, scorecard_of
from tests.desk.browsing import texts
from tests.world import SECRETS, World, engagement_values, two

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
NOW = "2024-06-01T00:00:00Z"


def card_for(world: World, user: Any) -> Scorecard:
    return scorecard_of(world.mission, user, timezone.now())


def held(world: World, by: Any = None, **values: Any) -> Any:
    given = engagement_values(world, "Talks", status="held", kind="meeting", **values)
    made = missions.add_engagement(world.mission, given, by=by or world.host)
    for side in ("guest", "host"):
        delegate = {"delegate": world.things[f"{side}-delegate"], "function": "principal"}
        missions.add_attendance(made, delegate, by=by or world.host)
    return made


def promise(world: World, by: Any = None, **values: Any) -> Any:
    return outcomes.add_commitment(world.mission, {"title": two("Word"), **values}, by=by or world.host)


@time_machine.travel(NOW, tick=False)
def test_the_figures_are_those_of_the_record(world: World) -> None:
    before = card_for(world, world.users["guest-press"])
    held(world)
    promise(world, due_on=date(2024, 5, 1))
    promise(world, due_on=date(2024, 7, 1), value=Decimal("2.5"), currency="USD")
    promise(world, value=Decimal(7), currency="KRW")
    promise(world, status="withdrawn", value=Decimal(99), currency="USD")
    promise(world, status="done")
    signed = {"kind": "mou", "status": "signed", "signed_on": date(2024, 4, 17), "title": two("Paper")}
    outcomes.add_agreement(world.mission, signed, by=world.host)
    after = card_for(world, world.users["guest-press"])
    assert (after.planned - before.planned, after.held - before.held) == (1, 1)
    assert (after.guests_met, after.hosts_met) == (1, 1)
    assert after.promises_made - before.promises_made == 5
    assert (after.kept, after.overdue, after.dropped, after.signed) == (1, 1, 1, 1)
    assert after.promised_value == "KRW 7 + USD 2.5"


@time_machine.travel(NOW, tick=False)
def test_what_one_side_keeps_to_itself_counts_for_that_side_alone(world: World) -> None:
    users = {
        key: world.users[key] for key in ("guest-organiser", "host-protocol", "guest-press", "host-press")
    }
    before = {key: card_for(world, user) for key, user in users.items()}
    hidden = held(world, world.guest, visibility="guest")
    promise(world, world.guest, visibility="guest", value=Decimal(5), currency="USD", status="done")
    promise(world, world.guest, engagement=hidden, visibility="guest", due_on=date(2024, 5, 1))
    outcomes.add_agreement(
        world.mission,
        {"kind": "mou", "status": "planned", "title": two("P"), "visibility": "guest"},
        by=world.guest,
    )

    def told(card: Scorecard) -> tuple[int, ...]:
        return card.held, card.kept, card.overdue, card.promises_made, card.intended, len(card.promised)

    grown = {
        key: tuple(a - b for a, b in zip(told(card_for(world, user)), told(before[key]), strict=True))
        for key, user in users.items()
    }
    nothing = (0,) * 6
    assert grown.pop("guest-organiser") == (1, 1, 1, 2, 1, 1)
    assert grown == dict.fromkeys(grown, nothing)


@time_machine.travel(NOW, tick=False)
def test_the_survey_counts_for_who_prepares_the_side_that_asked(world: World) -> None:
    rows = {key: card_for(world, world.users[key]).begun for key in world.users if "-" in key}
    asked = {key: [(one.sent, one.answered) for one in begun] for key, begun in rows.items() if begun}
    assert asked == {"guest-organiser": [(1, 1)], "host-protocol": [(1, 1)]}


@time_machine.travel(NOW, tick=False)
@pytest.mark.parametrize("language", ["en", "ko"])
def test_page_and_files_tell_the_same_figures(world: World, as_: As, language: str) -> None:
    from docx import Document
    from pypdf import PdfReader

    held(world)
    promise(world, value=Decimal(1234567), currency="KRW")
    client = as_(world.guest, language)
    page = client.get(reverse("scorecard", args=["test-mission"]))
    figures = list(zip(texts(page, ".figures th"), texts(page, ".figures td"), strict=True))
    document = client.get(reverse("scorecard-docx", args=["test-mission"])).content
    table = Document(io.BytesIO(document)).tables[0]
    assert [tuple(cell.text for cell in row.cells) for row in table.rows[1:]] == figures
    book = client.get(reverse("scorecard-xlsx", args=["test-mission"])).content
    assert [tuple(row) for row in tables(book)[0].rows[1:]] == figures
    pdf = client.get(reverse("scorecard-pdf", args=["test-mission"])).content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    assert ("KRW 1,234,567" in text, [word for word in SECRETS.values() if word in text]) == (True, [])


@time_machine.travel(NOW, tick=False)
def test_a_chart_has_words_for_who_does_not_look(world: World, as_: As) -> None:
    promise(world, due_on=date(2024, 5, 1))
    page = as_(world.guest).get(reverse("scorecard", args=["test-mission"])).content.decode()
    assert "<dt>Kept</dt>" in page
    chart = charts_of(card_for(world, world.guest))[0]
    assert max(bar.share for bar in chart.bars) == 100
    assert len(figures_of(card_for(world, world.guest))) >= 11


def test_a_bar_of_a_part_is_as_long_as_the_part() -> None:
    parts = [("Courtesy call", 1, "1 / 1", ""), ("Site visit", 0.25, "1 / 4", "")]
    assert [bar.share for bar in chart_of("Held", parts, whole=1).bars] == [100, 25]
    counts = [("One", 2, "2", ""), ("Other", 8, "8", "")]
    assert [bar.share for bar in chart_of("Many", counts).bars] == [25, 100]


def test_a_value_without_a_currency_is_refused(world: World, as_: As) -> None:
    typed = {"title_0": "Order", "status": "open", "visibility": "shared", "value": "5"}
    page = as_(world.host).post(reverse("commitment-new", args=["test-mission"]), typed)
    assert (page.status_code, page.context["form"].errors["currency"]) == (422, ["Say in which currency."])


@pytest.mark.parametrize("count", [1, 3, 12])
def test_queries_do_not_grow(world: World, as_: As, django_assert_num_queries: Any, count: int) -> None:
    for _n in range(count):
        held(world)
        promise(world)
    client = as_(world.guest)
    with django_assert_num_queries(12):
        client.get(reverse("scorecard", args=["test-mission"]))
