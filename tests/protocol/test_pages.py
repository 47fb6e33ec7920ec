"""The pages: what they show to whom, what they save, and how many queries they ask."""

from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from legation.protocol.actions.seating import arrange
from legation.protocol.models import Arrangement
from tests.protocol.busan import HIDDEN

ROUTES = ("precedence", "seating")


def at(stage, name, engagement=None):
    return reverse(name, args=[stage.mission.slug, (engagement or stage.call).pk])


@pytest.fixture
def visit(client):
    def go(user, address, **query):
        client.force_login(user)
        return client.get(address, query)

    return go


@pytest.mark.parametrize("query", [{}, {"compare": "neutral"}, {"format": "svg"}])
@pytest.mark.parametrize("route", ROUTES)
def test_neither_side_reads_the_others_secret(everyone, visit, route, query):
    for reader, own, other in ((everyone.guest, "guest", "host"), (everyone.host, "host", "guest")):
        text = visit(reader, at(everyone, route), **query).content.decode()
        drawn = "format" in query and route == "seating"  # one and the same drawing for both sides
        assert (HIDDEN[own] in text, HIDDEN[other] in text) == (not drawn, False)


@pytest.mark.parametrize("route", ROUTES)
def test_a_stranger_finds_nothing(everyone, visit, route):
    assert visit(everyone.stranger, at(everyone, route)).status_code == 404


def test_an_engagement_of_the_other_side_is_not_there(everyone, visit):
    private = everyone.engagement("Guests alone", visibility="guest", by=everyone.guest)
    for route in (*ROUTES, "arrangement-edit"):
        assert visit(everyone.host, at(everyone, route, private)).status_code == 404
    address = reverse("seatings", args=[everyone.mission.slug])
    assert "Guests alone" in visit(everyone.guest, address).content.decode()
    assert "Guests alone" not in visit(everyone.host, address).content.decode()


def test_the_list_says_who_leads_and_what_has_no_plan(everyone, visit):
    everyone.engagement("Nobody yet")
    page = visit(everyone.host, reverse("seatings", args=[everyone.mission.slug]))
    rows = page.context["rows"]
    assert [(str(row.guest), str(row.host), row.seats, row.missing) for row in rows] == [
        ("None", "None", 0, ("people",)),
        ("Bruce Harrell", "Park Heong-joon", 11, ()),
    ]


def test_comparing_shows_how_far_each_moves(two_mayors, visit):
    page = visit(two_mayors.host, at(two_mayors, "precedence"), pack="kr-municipal", compare="neutral")
    comparison = page.context["page"].comparison
    assert (comparison.same, [row.moved for row in comparison.other.rows]) == (False, [-1, 1])


@pytest.mark.parametrize("query", [{"pack": "mars"}, {"compare": "x" * 500}, {"pack": ["a", "b"]}])
def test_a_pack_that_does_not_exist_is_passed_over(two_mayors, visit, query):
    page = visit(two_mayors.host, at(two_mayors, "precedence"), **query)
    assert (page.status_code, page.context["page"].ranked.pack.key, page.context["page"].comparison) == (
        200,
        "kr-municipal",
        None,
    )


def test_the_drawing_is_a_file_of_its_own(two_mayors, visit):
    answer = visit(two_mayors.host, at(two_mayors, "seating"), format="svg")
    assert answer["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert ET.fromstring(answer.content).tag == "{http://www.w3.org/2000/svg}svg"
    assert (
        visit(two_mayors.host, at(two_mayors, "seating", two_mayors.engagement()), format="svg").status_code
        == 404
    )


def test_arranging_saves_once_and_tells_the_second_editor(two_mayors, client):
    client.force_login(two_mayors.host)
    address = at(two_mayors, "arrangement-edit")
    typed = {"pack": "neutral", "layout": "bilateral", "door": "south", "seed": "3", "seen_version": ""}
    assert client.post(address, typed).url == at(two_mayors, "seating")
    second = client.post(address, {**typed, "pack": "fr-municipal"})
    assert second.status_code == 409
    assert second.context["form"]["pack"].value() == "fr-municipal"
    kept = Arrangement.objects.get()
    assert (kept.pack, kept.door, kept.seed, kept.version) == ("neutral", "south", 3, 1)
    again = {**typed, "pack": "fr-municipal", "seen_version": second.context["form"]["seen_version"].value()}
    assert client.post(address, again).status_code == 302
    assert Arrangement.objects.get().pack == "fr-municipal"


@pytest.mark.parametrize(
    ("field", "value"), [("pack", "mars"), ("layout", "raft"), ("door", "up"), ("seed", "-1"), ("seed", "x")]
)
def test_bad_input_names_its_field_and_saves_nothing(two_mayors, client, field, value):
    client.force_login(two_mayors.host)
    typed = {"pack": "neutral", "layout": "bilateral", "door": "", "seed": "1", field: value}
    answer = client.post(at(two_mayors, "arrangement-edit"), typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Arrangement.objects.count() == 0


def test_who_does_not_prepare_arranges_nothing(two_mayors, client):
    client.force_login(two_mayors.press)
    typed = {"pack": "neutral", "layout": "bilateral", "door": "", "seed": "1"}
    assert client.post(at(two_mayors, "arrangement-edit"), typed).status_code == 403
    page = client.get(at(two_mayors, "seating"))
    assert at(two_mayors, "arrangement-edit") not in page.content.decode()
    assert Arrangement.objects.count() == 0


@pytest.mark.parametrize("people", [1, 3, 12])
def test_queries_do_not_grow_with_people(two_mayors, client, people, django_assert_num_queries):
    for number in range(people):
        two_mayors.delegate(f"more-{number}", "Sample", f"Number {number}", "host" if number % 2 else "guest")
        two_mayors.attends(f"more-{number}")
    client.force_login(two_mayors.host)
    for address, queries in (
        (at(two_mayors, "precedence"), 11),
        (at(two_mayors, "precedence") + "?compare=neutral", 11),
        (at(two_mayors, "seating"), 12),
    ):
        with django_assert_num_queries(queries):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("engagements", [1, 3, 12])
def test_queries_do_not_grow_with_engagements(two_mayors, client, engagements, django_assert_num_queries):
    for number in range(engagements):
        more = two_mayors.engagement(f"Meeting {number}")
        two_mayors.attends("park", "principal", at=more)
        arrange(more, {"pack": "neutral", "layout": "bilateral"}, seen=0, by=two_mayors.host)
    client.force_login(two_mayors.host)
    with django_assert_num_queries(12):
        assert client.get(reverse("seatings", args=[two_mayors.mission.slug])).status_code == 200
