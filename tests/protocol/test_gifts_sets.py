"""G1: a joint reception has one gift set; separate calls one each."""

from datetime import datetime

import pytest
from django.urls import reverse

from legation.protocol.actions.gifts import change_gift, plan_gift
from legation.protocol.models import Gift
from tests.desk.browsing import BACKEND, texts, words
from tests.protocol.busan import HIDDEN


@pytest.fixture
def visit(client):
    def go(user, stage, **query):
        client.force_login(user, backend=BACKEND)
        return client.get(reverse("gift-sets", args=[stage.mission.slug]), query)

    return go


def sets(page):
    """Kind of the engagement, and who receives with the state of each set."""
    return [
        (each.engagement.kind, [(str(one.receiver.person), one.state) for one in each.sets])
        for each in page.context["page"].engagements
    ]


def reception(stage, *names):
    found = stage.engagement(
        "Dinner", kind="reception", starts=datetime(2024, 4, 17, 19), ends=datetime(2024, 4, 17, 21)
    )
    for name in names:
        stage.attends(name, "principal", at=found)
    return found


def test_g1_separate_calls_have_one_set_each_for_the_other_side(two_mayors, visit):
    second = two_mayors.engagement("Second call", kind="courtesy_call")
    for name in ("park", "harrell"):
        two_mayors.attends(name, "principal", at=second)
    assert sets(visit(two_mayors.host, two_mayors)) == [
        ("courtesy_call", [("Bruce Harrell", "missing")]),
        ("courtesy_call", [("Bruce Harrell", "missing")]),
    ]
    assert sets(visit(two_mayors.guest, two_mayors)) == [
        ("courtesy_call", [("Park Heong-joon", "missing")]),
        ("courtesy_call", [("Park Heong-joon", "missing")]),
    ]


def test_g1_a_joint_reception_has_one_set_for_the_first_in_rank(everyone, visit):
    everyone.call.attendances.all().delete()
    reception(everyone, "robinson", "park", "harrell")
    page = visit(everyone.host, everyone)
    assert sets(page) == [("reception", [("Bruce Harrell", "missing")])]
    assert [str(each.person) for each in page.context["page"].engagements[0].principals] == [
        "Bruce Harrell",
        "Lynne Robinson",
    ]


def test_g1_principals_of_one_meeting_stand_in_the_order_of_precedence(everyone, visit):
    everyone.call.attendances.all().delete()
    meeting = everyone.engagement("Meeting of mayors")
    for name in ("robinson", "park", "harrell"):
        everyone.attends(name, "principal", at=meeting)
    assert sets(visit(everyone.host, everyone)) == [
        ("meeting", [("Bruce Harrell", "missing"), ("Lynne Robinson", "missing")])
    ]


@pytest.mark.parametrize(
    ("kind", "status", "function"),
    [
        ("site_visit", "confirmed", "principal"),
        ("meeting", "cancelled", "principal"),
        ("meeting", "confirmed", "participant"),
    ],
)
def test_g1_other_engagements_need_none(two_mayors, visit, kind, status, function):
    two_mayors.call.attendances.all().delete()
    other = two_mayors.engagement("Other", kind=kind, status=status)
    two_mayors.attends("harrell", function, at=other)
    page = visit(two_mayors.host, two_mayors)
    assert (sets(page), "No principal of the other side" in words(page)) == ([], True)


def test_one_click_plans_a_set_in_both_languages_for_ones_own_side(two_mayors, visit, client):
    visit(two_mayors.host, two_mayors)
    asked = {"engagement": two_mayors.call.pk, "delegate": two_mayors.key("harrell")}
    answer = client.post(reverse("gift-plan", args=[two_mayors.mission.slug]), asked)
    made = Gift.objects.get()
    assert answer["Location"] == reverse("gift-edit", args=[two_mayors.mission.slug, made.pk])
    assert (made.side, made.visibility, made.direction, made.exchanged_on) == ("host", "host", "given", None)
    assert (made.recipient, made.recipient_body, made.engagement) == (
        two_mayors.people["harrell"].person,
        two_mayors.posts["mayor-seattle"].organisation,
        two_mayors.call,
    )
    assert sorted(made.nature.data) == ["en", "ko"]
    assert sets(visit(two_mayors.host, two_mayors)) == [("courtesy_call", [("Bruce Harrell", "planned")])]
    assert sets(visit(two_mayors.guest, two_mayors)) == [("courtesy_call", [("Park Heong-joon", "missing")])]
    change_gift(made, {"exchanged_on": two_mayors.call.local_start.date()}, seen=1, by=two_mayors.host)
    assert sets(visit(two_mayors.host, two_mayors)) == [("courtesy_call", [("Bruce Harrell", "given")])]


def test_a_gift_for_the_city_counts_where_no_person_is_named(two_mayors, visit):
    made = plan_gift(two_mayors.call, two_mayors.people["harrell"], by=two_mayors.host)
    change_gift(made, {"recipient": None}, seen=1, by=two_mayors.host)
    assert sets(visit(two_mayors.host, two_mayors)) == [("courtesy_call", [("Bruce Harrell", "planned")])]
    change_gift(made, {"recipient": two_mayors.people["park"].person}, seen=2, by=two_mayors.host)
    assert sets(visit(two_mayors.host, two_mayors)) == [("courtesy_call", [("Bruce Harrell", "missing")])]


@pytest.mark.parametrize(
    "asked", [{}, {"engagement": "x", "delegate": "1"}, {"engagement": "1", "delegate": "9999"}]
)
def test_only_a_set_that_is_needed_is_planned(two_mayors, visit, client, asked):
    visit(two_mayors.host, two_mayors)
    where = reverse("gift-plan", args=[two_mayors.mission.slug])
    assert client.post(where, asked).status_code == 404
    own = {"engagement": two_mayors.call.pk, "delegate": two_mayors.key("park")}
    assert client.post(where, own).status_code == 404
    client.force_login(two_mayors.press, backend=BACKEND)
    assert client.post(where, {**own, "delegate": two_mayors.key("harrell")}).status_code == 403
    assert Gift.objects.count() == 0


def test_a_hidden_principal_of_the_other_side_leaves_no_gap(everyone, visit):
    everyone.call.attendances.all().delete()
    meeting = everyone.engagement("Meeting of mayors")
    for name in ("park", "harrell", "hidden-guest", "hidden-host"):
        everyone.attends(name, "principal", at=meeting)
    for reader, own, other, met in (
        (everyone.host, "host", "guest", "Bruce Harrell"),
        (everyone.guest, "guest", "host", "Park Heong-joon"),
    ):
        page = visit(reader, everyone)
        assert sets(page) == [("meeting", [(met, "missing")])]
        assert [word in page.content.decode() for word in (HIDDEN[own], HIDDEN[other])] == [False, False]
    assert sets(visit(everyone.press, everyone)) == []
    assert visit(everyone.stranger, everyone).status_code == 404


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_page_asks_one_thing_a_set(two_mayors, visit, client, language):
    client.cookies["django_language"] = language
    page = visit(two_mayors.host, two_mayors)
    assert (len(texts(page, "li.set")), len(texts(page, "li.set button"))) == (1, 1)


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_queries_do_not_grow_with_sets(two_mayors, visit, client, rows, django_assert_num_queries):
    for number in range(rows):
        meeting = two_mayors.engagement(f"Meeting {number}")
        for name in ("park", "harrell"):
            two_mayors.attends(name, "principal", at=meeting)
        plan_gift(meeting, two_mayors.people["harrell"], by=two_mayors.host)
    client.force_login(two_mayors.host, backend=BACKEND)
    where = reverse("gift-sets", args=[two_mayors.mission.slug])
    with django_assert_num_queries(11):
        assert client.get(where).status_code == 200
