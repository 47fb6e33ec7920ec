"""City relations: what ties two cities, on a time line, on a map and in a list, as each side sees it."""

import io
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from legation.directory import actions as directory
from legation.kernel.choices import Side
from legation.missions import actions as missions
from legation.missions.models import Mission
from legation.outcomes import actions as outcomes
from legation.outcomes.models import Commitment
from tests.desk.browsing import texts, words
from tests.world import SECRETS, World, engagement_values, two

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
NOW = "2024-05-20T03:00:00Z"


def hidden(side: str, text: str) -> bool:
    """Whether it holds what a side hides; what its office keeps, its office reads."""
    return bool(re.search(f"{SECRETS[side]}(?!name|native|known)", text))


def pair(world: World, route: str = "relation") -> str:
    return reverse(route, args=[world.things["seattle"].pk, world.things["busan"].pk])


def line(client: Client, world: World, **asked: Any) -> list[str]:
    return texts(client.get(pair(world), asked), "ol.line > li")


def visit(world: World, slug: str, first: date, last: date, *, city: Any = None, **values: Any) -> Mission:
    """A mission of Seattle to Busan, or to another city."""
    fields = {"slug": slug, "name": two(slug.title()), "starts_on": first, "ends_on": last, **values}
    mission = missions.open_mission(fields, by=world.guest, side=Side.GUEST)
    host = city or world.things["busan"]
    for party, of in (("guest", world.things["seattle"]), ("host", host)):
        missions.add_delegation(mission, {"party": party, "name": two(str(of)), "city": of}, by=world.guest)
    return mission


def promised(world: World, title: str, mission: Mission | None = None, **values: Any) -> Commitment:
    given = {
        "title": two(title),
        "owed_by": world.things["guest-organisation"],
        "owed_to": world.things["host-organisation"],
    }
    return outcomes.add_commitment(mission or world.mission, {**given, **values}, by=world.guest)


def agreed(world: World, title: str, **values: Any) -> Any:
    parties = [world.things["guest-organisation"], world.things["host-organisation"]]
    given = {"kind": "sister_city", "status": "signed", "signed_on": date(2015, 4, 17), "parties": parties}
    return outcomes.add_agreement(world.mission, {"title": two(title), **given, **values}, by=world.host)


@time_machine.travel(NOW, tick=False)
def test_everything_between_two_cities_stands_on_one_line_newest_first(world: World, as_: As) -> None:
    visit(world, "spring", date(2023, 3, 1), date(2023, 3, 2))
    visit(world, "autumn", date(2024, 10, 1), date(2024, 10, 2))
    visit(world, "off", date(2023, 5, 1), date(2023, 5, 2), status="cancelled")
    kept = promised(world, "A lecture", engagement=world.things["engagement"], due_on=date(2024, 5, 1))
    Commitment.objects.filter(pk=kept.pk).update(status="done", settled_on=date(2024, 5, 2))
    agreed(world, "Sisters", subjects=["port"])
    found = line(as_(world.guest), world, kind="mission")
    assert found == ["1–2 October Planned mission Autumn", "13–20 April Mission Test mission",
                     "1–2 March Mission Spring"]  # fmt: skip
    assert [one for one in line(as_(world.guest), world, kind="agreement") if "Signed Sisters" in one] == [
        "17 April Signed Sisters Sister city agreement · City of Seattle – City of Busan"
    ]
    assert [one for one in line(as_(world.guest), world, kind="promise") if "lecture" in one] == [
        "2 May Kept A lecture City of Seattle → City of Busan · Test mission",
        "17 April Promised A lecture City of Seattle → City of Busan · Test mission",
    ]
    page = as_(world.guest).get(pair(world))
    years = texts(page, ".year h3")
    assert (years[:2], years == sorted(years, reverse=True)) == (["2024", "2023"], True)


@time_machine.travel(NOW, tick=False)
def test_a_year_a_kind_and_a_field_narrow_it(world: World, as_: As) -> None:
    visit(world, "spring", date(2023, 3, 1), date(2023, 3, 2))
    agreed(world, "Sisters", subjects=["port"])
    agreed(world, "Old", subjects=["culture"], signed_on=date(2015, 1, 1))
    assert line(as_(world.guest), world, year=2023) == ["1–2 March Mission Spring"]
    ports = line(as_(world.guest), world, subject="port", kind="agreement")
    assert [one.split()[3] for one in ports] == ["Sisters"]
    assert line(as_(world.guest), world, subject="sport") == []
    assert len(line(as_(world.guest), world, kind="nonsense", year="x", page="-3")) > 2


@pytest.mark.parametrize(("key", "side", "other"), [("guest-organiser", "guest", "host"),
                                                    ("host-protocol", "host", "guest")])  # fmt: skip
@time_machine.travel(NOW, tick=False)
def test_what_a_side_hides_is_neither_shown_nor_counted_for_the_other(
    world: World, as_: As, key: str, side: str, other: str
) -> None:
    client = as_(world.users[key])
    before = {route: words(client.get(pair(world, route))) for route in ("relation", "relation-next")}
    owed = world.things[f"{other}-organisation"]
    theirs = world.guest if other == "guest" else world.host
    values = {"title": two(f"{SECRETS[other]} more"), "visibility": other, "owed_by": owed}
    outcomes.add_commitment(world.mission, values, by=theirs)
    outcomes.add_agreement(
        world.mission,
        {
            "title": two(f"{SECRETS[other]} pact"),
            "kind": "mou",
            "status": "signed",
            "signed_on": date(2024, 4, 17),
            "visibility": other,
            "parties": [world.things["guest-organisation"], world.things["host-organisation"]],
        },
        by=theirs,
    )
    dinner = engagement_values(world, f"{SECRETS[other]} dinner", kind="reception", visibility=other)
    missions.add_engagement(world.mission, dinner, by=theirs)
    for route, was in before.items():
        page = words(client.get(pair(world, route)))
        assert page == was
        assert SECRETS[other] not in page
    assert SECRETS[side] in before["relation"]
    assert f"{SECRETS[other]} pact" in words(as_(theirs).get(pair(world)))
    for route in ("relations", "city-relations"):
        args = [world.things["busan"].pk] if route == "city-relations" else []
        assert SECRETS[other] not in client.get(reverse(route, args=args)).content.decode()


@time_machine.travel(NOW, tick=False)
def test_the_press_office_and_strangers_see_what_is_theirs(world: World, as_: As) -> None:
    shared = words(as_(world.users["guest-press"]).get(pair(world)))
    assert (hidden("guest", shared), hidden("host", shared)) == (False, False)
    nothing = words(as_(world.users["other-office"]).get(pair(world)))
    assert "Nothing is on record between Seattle and Busan that you may see." in nothing
    assert as_(world.users["other-office"]).get(reverse("relations")).status_code == 200
    assert texts(as_(world.users["other-office"]).get(reverse("relations")), "tbody tr") == []


@time_machine.travel(NOW, tick=False)
def test_a_third_citys_affairs_are_not_these_two_cities(world: World, as_: As) -> None:
    daegu = directory.add_city(
        {"name": two("Daegu", "대구"), "country": "KR", "time_zone": "Asia/Seoul"}, by=world.host
    )
    body = directory.add_organisation(
        {"name": two("City of Daegu"), "kind": "city", "city": daegu}, by=world.host
    )
    missions.add_leg(
        world.mission,
        {"city": daegu, "starts_on": date(2024, 4, 18), "ends_on": date(2024, 4, 19)},
        by=world.host,
    )
    venue = missions.add_venue({"name": two("Daegu hall"), "city": daegu}, by=world.host)
    values = engagement_values(world, "Call in Daegu", venue=venue, room=None)
    call = missions.add_engagement(world.mission, values, by=world.host)
    promised(world, "For Daegu", owed_to=body)
    promised(world, "Said in Daegu", owed_by=None, owed_to=None, engagement=call)
    agreed(world, "Daegu pact", parties=[world.things["guest-organisation"], body])
    agreed(world, "Half known", parties=[world.things["guest-organisation"]])
    here = words(as_(world.guest).get(pair(world)))
    there = words(as_(world.guest).get(reverse("relation", args=[world.things["seattle"].pk, daegu.pk])))
    for title in ("Call in Daegu", "For Daegu", "Said in Daegu", "Daegu pact"):
        assert (title in here, title in there) == (False, True)
    # Two hosts: whose it is cannot be told.
    assert ("Half known" in here, "Half known" in there) == (False, False)
    rows = texts(
        as_(world.guest).get(reverse("city-relations", args=[world.things["seattle"].pk])), "tbody tr"
    )
    assert [row.split()[0] for row in rows] == ["Busan", "Daegu"]


@time_machine.travel(NOW, tick=False)
def test_who_owes_how_much_is_counted_by_city(world: World, as_: As) -> None:
    promised(world, "Late", due_on=date(2024, 5, 1))
    promised(world, "In time", due_on=date(2024, 6, 1))
    back = {"owed_by": world.things["host-organisation"], "owed_to": world.things["guest-organisation"]}
    promised(world, "Back", **back)
    head = texts(as_(world.users["guest-press"]).get(pair(world)), ".masthead p.num")[0]
    assert head.startswith(
        "1 mission · 2 open promises of Seattle 1 overdue · 1 open promise of Busan · "
        "1 open promise of nobody known · 0 kept"
    )
    row = texts(as_(world.users["guest-press"]).get(reverse("relations")), "tbody tr .figure")
    assert row == ["1", "4", "20 April 2024"]


@pytest.mark.parametrize(
    ("zone", "late", "step"), [("UTC", 0, "Planned mission"), ("Asia/Seoul", 1, "Mission")]
)
@time_machine.travel("2024-05-19T20:00:00Z", tick=False)
def test_it_is_the_day_that_the_clock_of_the_house_says(
    world: World, as_: As, settings: Any, zone: str, late: int, step: str
) -> None:
    """In the morning in Seoul it is the day before in UTC."""
    settings.TIME_ZONE = zone
    visit(world, "today", date(2024, 5, 20), date(2024, 5, 20))
    promised(world, "Due on the 19th", due_on=date(2024, 5, 19))
    client = as_(world.guest)
    assert line(client, world, kind="mission")[0] == f"20 May {step} Today"
    head = texts(client.get(pair(world)), ".masthead p.num")[0]
    assert ("1 overdue" in head) == bool(late)
    told = texts(client.get(pair(world, "relation-next")), "body")[0]
    assert ("overdue" in told) == bool(late)


@time_machine.travel("2030-05-20T03:00:00Z", tick=False)
def test_an_agreement_that_fell_asleep_is_told_on_the_page_the_list_and_the_map(
    world: World, as_: As
) -> None:
    agreed(world, "Sisters")
    assert "Dormant: the last contact was on 20 April 2024" in words(as_(world.guest).get(pair(world)))
    listed = as_(world.guest).get(reverse("relations"))
    assert texts(listed, "tbody td b.warned") == ["dormant"]
    assert "1 dormant" in words(listed, ".masthead")


@pytest.mark.parametrize("count", [1, 3, 12])
@time_machine.travel(NOW, tick=False)
def test_the_pages_cost_the_same_for_one_as_for_twelve(
    world: World, as_: As, django_assert_num_queries: Any, count: int
) -> None:
    for n in range(count):
        mission = visit(world, f"visit-{n}", date(2020, 1, 1 + n), date(2020, 1, 2 + n))
        promised(world, f"Promise {n}", mission, due_on=date(2024, 6, 1))
        agreed(world, f"Pact {n}", subjects=["port"])
    client = as_(world.guest)
    client.get(pair(world))
    with django_assert_num_queries(12):
        assert client.get(pair(world)).status_code == 200
    with django_assert_num_queries(8):
        assert client.get(reverse("city-relations", args=[world.things["busan"].pk])).status_code == 200
    with django_assert_num_queries(7):
        assert client.get(reverse("relations")).status_code == 200
    with django_assert_num_queries(13):
        assert client.get(pair(world, "relation-next")).status_code == 200


def test_a_city_that_is_not_there_is_no_partner(world: World, as_: As) -> None:
    here = world.things["seattle"].pk
    assert as_(world.guest).get(reverse("relation", args=[here, here])).status_code == 404
    assert as_(world.guest).get(reverse("relation", args=[here, 9999])).status_code == 404
    assert as_(world.guest).get(reverse("relation-next-pdf", args=[here, 9999])).status_code == 404


def test_the_map_draws_a_line_to_follow_by_keyboard(world: World, as_: As, monkeypatch: Any) -> None:
    from legation.desk.queries import charted
    from legation.engine.atlas import Places
    from legation.engine.atlas.build import table_of

    record = {"alternatenames": [], "population": 1, "timezone": "Asia/Seoul"}
    table = table_of(
        [
            {**record, "name": "Busan", "countrycode": "KR", "latitude": 35.1, "longitude": 129.03},
            {**record, "name": "Seattle", "countrycode": "US", "latitude": 47.6, "longitude": -122.3},
        ]
    )
    monkeypatch.setattr(charted, "default_places", lambda: Places(table))
    monkeypatch.setattr(charted, "default_land", lambda: "M0 0l9 9 9 0z")
    page = as_(world.guest).get(reverse("relations"))
    assert texts(page, "svg.atlas a[href] title") == ["Busan – Seattle · 1 mission · Sister city agreement"]
    assert texts(page, "svg.atlas .wide text") == ["Seattle", "Busan"]
    assert texts(page, "svg.atlas .narrow text") == ["Seattle", "Busan"]
    assert (
        f'href="{reverse("relation", args=[world.things["busan"].pk, world.things["seattle"].pk])}"'
        in page.content.decode()
    )
    monkeypatch.setattr(charted, "default_land", lambda: "")
    assert texts(as_(world.guest).get(reverse("relations")), "svg.atlas") == []


def next_text(client: Client, world: World, **asked: str) -> str:
    from pypdf import PdfReader

    answer = client.get(pair(world, "relation-next-pdf"), asked)
    assert answer["Content-Type"] == "application/pdf"
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


@time_machine.travel(NOW, tick=False)
def test_the_paper_for_the_table_holds_only_what_both_sides_see(world: World, as_: As) -> None:
    promised(world, "Send students", due_on=date(2024, 6, 1))
    promised(world, f"{SECRETS['guest']} idea", visibility="guest")
    kept = promised(world, "Send books")
    before = promised(world, "Send a letter")
    rows = Commitment.objects.filter(pk__in=[kept.pk, before.pk])
    rows.update(status="done", settled_on=date(2024, 5, 2))
    Commitment.objects.filter(pk=before.pk).update(settled_on=date(2024, 4, 1))
    agreed(world, "Sisters", ends_on=date(2025, 4, 16))
    told = next_text(as_(world.guest), world)
    for said in ("Seattle owes", "Send students", "Send books", "Sampl", "Mayor, City of Busan", "Sisters"):
        assert said in told
    assert "Send a letter" not in told
    assert (hidden("guest", told), hidden("host", told)) == (False, False)
    ours = next_text(as_(world.guest), world, **{"for": "ours"})
    assert (hidden("guest", ours), hidden("host", ours)) == (True, False)
    korean = next_text(as_(world.guest), world, language="ko")
    assert "지난번에 약속한 것" in korean


@time_machine.travel(NOW, tick=False)
def test_what_came_of_a_hidden_engagement_is_not_for_the_table(world: World, as_: As) -> None:
    call = missions.add_engagement(world.mission, engagement_values(world, "Second call"), by=world.guest)
    promised(world, "Quiet promise", engagement=call)
    assert "Quiet promise" in next_text(as_(world.guest), world)
    missions.change_engagement(call, {"visibility": "guest"}, seen=call.version, by=world.guest)
    assert "Quiet promise" not in next_text(as_(world.guest), world)
    assert "Quiet promise" in next_text(as_(world.guest), world, **{"for": "ours"})


@time_machine.travel(NOW, tick=False)
def test_who_met_whom_is_told_with_the_post_of_that_day(world: World, as_: As) -> None:
    later = directory.add_post(
        {"title": two("Governor"), "organisation": world.things["guest-organisation"]}, by=world.guest
    )
    directory.add_tenure(
        world.things["guest-mayor"], {"post": later, "started_on": date(2024, 5, 1)}, by=world.guest
    )
    met = texts(as_(world.host).get(pair(world, "relation-next")), ".met .guest")
    assert met == ["Sample Mayorguest , Mayor, City of Seattle"]


def test_a_promise_remembers_the_day_on_which_it_was_settled(world: World) -> None:
    from legation.outcomes.actions.commitments import take_over

    promise = promised(world, "A lecture")
    take_over(promise, by=world.guest)
    with time_machine.travel("2024-06-01T03:00:00Z", tick=False):
        done = outcomes.settle_commitment(promise, "done", seen=promise.version, by=world.guest)
    assert done.settled_on == date(2024, 6, 1)
    with time_machine.travel("2024-06-09T03:00:00Z", tick=False):
        told = outcomes.settle_commitment(done, "done", reason="Held.", seen=done.version, by=world.guest)
    assert told.settled_on == date(2024, 6, 1)
    opened = outcomes.settle_commitment(told, "open", seen=told.version, by=world.guest)
    assert opened.settled_on is None


def test_places_lead_to_relations(world: World, as_: As) -> None:
    client = as_(world.guest)
    here, there = world.things["seattle"].pk, world.things["busan"].pk
    agreement = agreed(world, "Sisters")
    for page, leads in (
        (reverse("city", args=[here]), reverse("city-relations", args=[here])),
        (reverse("cities"), reverse("relations")),
        (reverse("missions"), reverse("relations")),
        (reverse("desk", args=["test-mission"]), reverse("relation", args=[here, there])),
        (reverse("promises"), reverse("relations")),
        (reverse("agreements"), reverse("relations")),
        (
            reverse("agreement", args=[agreement.pk]),
            reverse("relation", args=[min(here, there), max(here, there)]),
        ),
    ):
        assert f'href="{leads}"' in client.get(page).content.decode(), page
