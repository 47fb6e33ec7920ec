"""Promises over all missions: narrowed, taken out, reviewed once a year."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from legation.kernel.sheets import tables
from legation.outcomes import actions
from legation.outcomes.models import Commitment
from tests.desk.browsing import texts, words
from tests.world import World, two

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
TODAY = date(2024, 5, 20)


def promised(world: World, title: str, *, by: Any = None, **values: Any) -> Commitment:
    return actions.add_commitment(world.mission, {"title": two(title), **values}, by=by or world.host)


@pytest.fixture
def several(world: World) -> World:
    """Of the world's own, the hidden ones stay; these say how each filter tells."""
    guest, host = world.things["guest-organisation"], world.things["host-organisation"]
    promised(world, "Late one", due_on=date(2024, 5, 1), owed_by=guest, owed_to=host)
    promised(world, "Soon one", due_on=date(2024, 6, 1), owed_by=host, owed_to=guest)
    kept = promised(world, "Kept one", due_on=date(2024, 4, 30), status="done")
    actions.take_over(kept, by=world.host)
    actions.take_over(world.things["commitment"], by=world.users["host-protocol"])
    return world


def listed(client: Client, **asked: str) -> list[str]:
    page = client.get(reverse("promises"), asked)
    assert page.status_code == 200
    return texts(page, "tbody th a")


@time_machine.travel(TODAY, tick=False)
def test_the_list_is_narrowed_as_asked(several: World, as_: As) -> None:
    host = as_(several.host)
    assert listed(host) == ["Late one", "Soon one", "A promise", "MEDLARHOST promise"]
    assert listed(host, due="late") == ["Late one"]
    assert listed(host, due="soon") == ["Soon one"]
    assert listed(host, due="none") == ["A promise", "MEDLARHOST promise"]
    assert listed(host, due="year", status="all") == ["Kept one", "Late one", "Soon one"]
    assert listed(host, status="settled") == ["Kept one"]
    assert listed(host, status="done") == ["Kept one"]
    assert listed(host, side="ours") == ["Soon one"]
    assert listed(host, side="theirs") == ["Late one"]
    assert listed(as_(several.guest), side="ours") == ["Late one"]
    assert listed(host, owner="nobody") == ["Late one", "Soon one"]
    assert listed(host, owner="mine") == ["A promise", "MEDLARHOST promise"]
    assert listed(host, city=str(several.things["seattle"].pk)) == ["Late one", "Soon one"]
    assert listed(host, text="late") == ["Late one"]
    assert listed(host, text="nothing of this kind") == []
    assert listed(host, page="99999999999", status="x", city="none") != []


@time_machine.travel(TODAY, tick=False)
def test_whoever_stands_for_an_owner_has_their_promises(several: World, as_: As) -> None:
    late = Commitment.objects.get(title__icontains="Late one")
    actions.keep_own_side(late, {"person": several.things["host-mayor"]}, seen=0, by=several.host)
    assistant = several.users["host-assistant"]
    assert listed(as_(assistant), owner="mine") == []
    assistant.memberships.get(mission=several.mission).stands_for.add(several.things["host-delegate"])
    assert listed(as_(assistant), owner="mine") == ["Late one"]
    guests = several.users["guest-assistant"]
    guests.memberships.get(mission=several.mission).stands_for.add(several.things["host-delegate"])
    assert listed(as_(guests), owner="mine") == []


@time_machine.travel(TODAY, tick=False)
def test_it_says_what_is_late_and_owned_by_nobody(several: World, as_: As) -> None:
    page = as_(several.host).get(reverse("promises"))
    assert texts(page, ".masthead .warned") == ["1 overdue"]
    row = "tbody tr:first-child .warned"
    assert texts(page, row) == ["overdue", "nobody owns this on your side"]


def test_who_has_no_mission_is_told_where_promises_come_from(world: World, as_: As) -> None:
    page = as_(world.users["stranger"]).get(reverse("promises"))
    assert len(texts(page, ".empty p")) == 2
    assert texts(as_(world.users["stranger"]).get(reverse("missions")), ".acts a") == [
        "Promises",
        "Agreements",
    ]


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_the_table_holds_what_the_list_shows(several: World, as_: As, kind: str) -> None:
    answer = as_(several.host).get(reverse("promises-out", args=[kind]), {"due": "late"})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    (table,) = tables(body)
    assert len(table.rows) == 2
    row = dict(zip(table.rows[0], table.rows[1], strict=True))
    assert (row["What was promised"], row["Owed by"], row["Status"]) == (
        "Late one",
        "City of Seattle",
        "Open",
    )
    assert str(row["Due"])[:10] == "2024-05-01"
    assert as_(several.host).get(reverse("promises-out", args=["pdf"])).status_code == 404


@time_machine.travel(TODAY, tick=False)
def test_a_year_is_gone_through_and_marked(several: World, as_: As) -> None:
    host = as_(several.host)
    asked = {"year": "2024"}
    page = host.get(reverse("review"), asked)
    assert texts(page, "section.part h2") == ["Open 4", "Kept 1"]
    late = Commitment.objects.get(title__icontains="Late one")
    judge = reverse("commitment-judge", args=[several.mission.slug, late.pk]) + "?year=2024"
    typed = {"status": "lapsed", "reason": "The ship never sailed.", "seen_version": 1}
    refused = host.post(judge, typed)
    assert (refused.status_code, len(texts(refused, "#id_status-error"))) == (422, 1)
    actions.take_over(late, by=several.host)
    done = host.post(judge, typed)
    assert done["Location"] == f"{reverse('review')}?year=2024#promise-{late.pk}"
    page = host.get(reverse("review"), asked)
    assert texts(page, "section.part h2") == ["Open 3", "Not kept 1", "Kept 1"]
    marking = f"{reverse('reviewed')}?year=2024"
    future = host.post(marking, {"reviewed_on": "2024-05-21"})
    assert (future.status_code, texts(future, "#id_reviewed_on-error")) == (
        422,
        ["That day has not come yet."],
    )
    assert host.post(marking, {"reviewed_on": "2024-05-20"}).status_code == 302
    late.refresh_from_db()
    assert (late.status, late.reviewed_on) == ("lapsed", TODAY)
    hidden = several.things["guest-hidden-commitment"]
    hidden.refresh_from_db()
    assert hidden.reviewed_on is None
    assert "5 of 5 reviewed" in words(host.get(reverse("review"), asked))


@time_machine.travel(TODAY, tick=False)
def test_a_review_is_of_a_series_or_of_two_cities(several: World, as_: As) -> None:
    host, things = as_(several.host), several.things
    pair = {"year": "2024", "city": things["seattle"].pk, "other": things["busan"].pk}
    assert len(texts(host.get(reverse("review"), pair), "article h3")) == 5
    same = {**pair, "other": things["seattle"].pk}
    assert len(texts(host.get(reverse("review"), same), "article h3")) == 0
    turned = {"year": "2024", "city": things["busan"].pk, "other": things["seattle"].pk}
    assert len(texts(host.get(reverse("review"), turned), "article h3")) == 5
    alone = host.get(reverse("review"), {"year": "2024", "city": things["busan"].pk})
    assert texts(alone, ".error") == ["Choose the other city as well, or neither."]
    earlier = host.get(reverse("review"), {"year": "1999"})
    assert earlier.status_code == 200


@time_machine.travel(TODAY, tick=False)
def test_the_review_is_printed_with_what_its_reader_sees(several: World, as_: As) -> None:
    from pypdf import PdfReader

    answer = as_(several.host).get(reverse("review-pdf"), {"year": "2024"})
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert ["Late one" in text, "MEDLARHOST" in text, "QUINCEGUEST" in text] == [True, True, False]


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_lists_cost_the_same_for_one_as_for_twelve(
    world: World, as_: As, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        made = promised(world, f"Number {number}", owed_by=world.things["host-organisation"])
        actions.take_over(made, by=world.host)
    client = as_(world.host)
    client.get(reverse("promises"))
    with django_assert_num_queries(9):
        page = client.get(reverse("promises"))
    assert sum(title.startswith("Number") for title in texts(page, "th a")) == count
    with django_assert_num_queries(8):
        page = client.get(reverse("review"), {"year": "2024"})
    assert sum(title.startswith("Number") for title in texts(page, "article h3")) == count
