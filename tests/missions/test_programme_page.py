"""The programme by day and the list of meetings, as each side reads them."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.kernel.choices import Visibility
from legation.missions.actions import change_engagement, remove_part
from legation.missions.queries import masthead
from legation.missions.queries.programme import Programme, programme_of
from tests.missions.stage import Stage, build, two

NOW = datetime.fromisoformat("2024-04-17T08:10:00+00:00")
PAGE_QUERIES = 12


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


def seen_by(stage: Stage, user: Any, **asked: str) -> Programme:
    return programme_of(stage.mission, masthead(stage.mission, user), user, NOW, **asked)


def titles(programme: Programme) -> list[str]:
    return [str(item.engagement.title) for day in programme.days for item in day.items]


def page(user: Any, stage: Stage, name: str = "programme", query: str = "") -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(name, args=[stage.mission.slug]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_days_are_those_of_the_place_and_stand_in_order(stage: Stage) -> None:
    stage.engagement("Late", starts=datetime(2024, 4, 17, 23), ends=datetime(2024, 4, 18, 0, 30))
    stage.engagement("Early", starts=datetime(2024, 4, 17, 8), ends=datetime(2024, 4, 17, 9))
    stage.engagement("Before", starts=datetime(2024, 4, 16, 8), ends=datetime(2024, 4, 16, 9))
    shown = seen_by(stage, stage.guest)
    assert [(day.day.isoformat(), [str(i.engagement) for i in day.items]) for day in shown.days] == [
        ("2024-04-16", ["Before"]),
        ("2024-04-17", ["Early", "Late"]),
    ]
    assert [day.cities for day in shown.days] == [("Busan",), ("Busan",)]
    assert [item.until and item.until.isoformat() for day in shown.days for item in day.items] == [
        None,
        None,
        "2024-04-18",
    ]
    # What runs past midnight is part of both days.
    assert titles(seen_by(stage, stage.guest, day="2024-04-18")) == ["Late"]


def test_the_second_clock_is_the_guests(stage: Stage) -> None:
    stage.engagement(starts=datetime(2024, 4, 17, 9, 30), ends=datetime(2024, 4, 17, 11))
    ((item,),) = [day.items for day in seen_by(stage, stage.guest).days]
    assert item.other is not None
    assert (item.city, item.other.city, item.other.at.strftime("%H:%M"), str(item.other.day)) == (
        "Busan",
        "Seattle",
        "17:30",
        "2024-04-16",
    )
    text = re.sub(r"\s+", " ", page(stage.guest, stage))
    assert text.count("<small>Seattle 17:30, Tue 16</small>") == 1
    assert text.count(">09:30–11:00</time>") == 1


def test_the_part_of_the_day_stands_where_no_clock_time_is_known(stage: Stage) -> None:
    stage.engagement(starts=datetime(2024, 4, 17, 13), ends=datetime(2024, 4, 17, 18), part="afternoon")
    text = page(stage.guest, stage)
    assert text.count("<span>Afternoon</span>") == 1
    assert text.count("13:00") == 0
    assert text.count("<time") == 0


def test_who_is_there_is_counted_as_the_reader_sees_it(stage: Stage) -> None:
    call = stage.engagement()
    stage.attends(call, stage.harrell)
    stage.attends(call, stage.park)
    stage.attends(call, stage.robinson, "participant")
    stage.attends(call, stage.guest_secret, "participant")
    stage.attends(call, stage.host_secret, "participant")
    stage.attends(call, stage.delegate("Third"), "participant")
    counts = {}
    for user in (stage.guest, stage.host):
        ((item,),) = [day.items for day in seen_by(stage, user).days]
        counts[user.name] = ([str(who) for who in item.principals], item.others)
    principals = ["Bruce Harrell", "Park Heong-joon"]
    assert counts == {"Guest Organiser": (principals, 3), "Host Protocol": (principals, 3)}
    assert [page(user, stage).count("Guestsecret") for user in (stage.guest, stage.host)] == [1, 0]


def test_what_is_private_to_one_side_is_nowhere_for_the_other(stage: Stage) -> None:
    stage.engagement("Shared call")
    stage.engagement("Guest huddle", visibility=Visibility.GUEST)
    stage.engagement("Host rehearsal", visibility=Visibility.HOST, by=stage.host)
    assert titles(seen_by(stage, stage.guest)) == ["Shared call", "Guest huddle"]
    assert titles(seen_by(stage, stage.host)) == ["Shared call", "Host rehearsal"]
    for name in ("programme", "meetings"):
        guest, host = page(stage.guest, stage, name), page(stage.host, stage, name)
        assert (guest.count("Guest huddle"), guest.count("Host rehearsal")) == (1, 0)
        assert (host.count("Guest huddle"), host.count("Host rehearsal")) == (0, 1)
        assert [text.count("2 items") + text.count("2 meetings") > 0 for text in (guest, host)] == [
            True,
            True,
        ]
        assert [text.count("3 items") + text.count("3 meetings") for text in (guest, host)] == [0, 0]


def test_a_clash_is_told_in_both_places_to_those_who_see_both(stage: Stage) -> None:
    call = stage.engagement("Courtesy call")
    tour = stage.engagement(
        "Campus tour",
        visibility=Visibility.GUEST,
        starts=datetime(2024, 4, 17, 16, 30),
        ends=datetime(2024, 4, 17, 17, 30),
    )
    for engagement in (call, tour):
        stage.attends(engagement, stage.robinson)
    ((first, second),) = [day.items for day in seen_by(stage, stage.guest).days]
    told = [
        (clash.key, str(clash.other), [str(who) for who in clash.people])
        for item in (first, second)
        for clash in item.clashes
    ]
    assert told == [
        ("person", "Courtesy call", ["Lynne Robinson"]),
        ("person", "Campus tour", ["Lynne Robinson"]),
    ]
    assert [item.clashes for day in seen_by(stage, stage.host).days for item in day.items] == [()]
    assert page(stage.guest, stage).count("Lynne Robinson is also in") == 2
    assert page(stage.host, stage).count("is also in") == 0


def test_a_hidden_person_makes_no_clash_for_the_other_side(stage: Stage) -> None:
    for title in ("One", "Two"):
        stage.attends(stage.engagement(title), stage.guest_secret)
    clashes = {
        user.name: sum(day.clashes for day in seen_by(stage, user).days) for user in (stage.guest, stage.host)
    }
    assert clashes == {"Guest Organiser": 2, "Host Protocol": 0}


def test_a_room_taken_twice_and_a_way_without_time_are_told(stage: Stage) -> None:
    place = {"venue": stage.city_hall, "room": stage.protocol_room}
    call = stage.engagement("Call", **place)
    stage.engagement("Rehearsal", kind="briefing", **place)
    dinner = stage.engagement(
        "Dinner", venue=stage.hotel, starts=datetime(2024, 4, 17, 17, 50), ends=datetime(2024, 4, 17, 19)
    )
    for engagement in (call, dinner):
        stage.attends(engagement, stage.harrell)
    (day,) = seen_by(stage, stage.guest).days
    told = {
        str(item.engagement): [(clash.key, clash.minutes) for clash in item.clashes] for item in day.items
    }
    assert told == {"Call": [("room", 0)], "Rehearsal": [("room", 0)], "Dinner": [("way", 5)]}
    text = page(stage.guest, stage)
    assert text.count("Bruce Harrell has 5 minutes for the way from") == 1
    assert text.count("The room is also taken by") == 2


def test_what_was_called_off_clashes_with_nothing(stage: Stage) -> None:
    for title, status in (("One", "confirmed"), ("Two", "cancelled")):
        stage.attends(stage.engagement(title, status=status), stage.harrell)
    assert [day.clashes for day in seen_by(stage, stage.guest).days] == [0]


def test_one_day_or_one_person_can_be_shown(stage: Stage) -> None:
    call = stage.engagement("Call")
    stage.engagement("Other", starts=datetime(2024, 4, 18, 9), ends=datetime(2024, 4, 18, 10))
    stage.attends(call, stage.harrell)
    assert titles(seen_by(stage, stage.guest, day="2024-04-18")) == ["Other"]
    assert titles(seen_by(stage, stage.guest, person=str(stage.harrell.pk))) == ["Call"]
    for asked in ({"day": "2024-04-31"}, {"day": "x"}, {"person": "9999"}, {"person": "x"}):
        assert seen_by(stage, stage.guest, **asked).unknown is True
    assert page(stage.guest, stage, query="?day=2024-04-31").count("There is no such day or person") == 1
    assert page(stage.guest, stage, query="?day=2024-04-15").count("Nothing on this day.") == 1


def test_a_hidden_person_cannot_be_asked_for(stage: Stage) -> None:
    stage.attends(stage.engagement("Call"), stage.guest_secret)
    person = str(stage.guest_secret.pk)
    assert titles(seen_by(stage, stage.guest, person=person)) == ["Call"]
    hidden = seen_by(stage, stage.host, person=person)
    assert (hidden.unknown, hidden.person, titles(hidden), hidden.people) == (True, None, [], ())


def test_an_empty_programme_offers_the_first_step(stage: Stage) -> None:
    new = reverse("engagement-new", args=[stage.mission.slug])
    assert page(stage.guest, stage).count(new) == 1
    assert page(stage.guest, stage, "meetings").count(new) == 1


def test_meetings_are_those_at_which_two_sides_sit_together(stage: Stage) -> None:
    call = stage.engagement("Call")
    stage.engagement("Coach to the port", kind="transfer")
    stage.engagement("Dinner", kind="reception")
    stage.attends(call, stage.harrell)
    stage.attends(call, stage.park)
    text = page(stage.host, stage, "meetings")
    assert [text.count(title) for title in ("Call", "Coach to the port", "Dinner")] == [1, 0, 0]
    assert text.count("Guests: </span>Bruce Harrell</td>") == 1
    assert text.count("Hosts: </span>Park Heong-joon</td>") == 1


@pytest.mark.parametrize("count", [1, 3, 12])
@pytest.mark.parametrize("name", ["programme", "meetings"])
def test_the_pages_ask_the_database_as_often_for_one_as_for_twelve(
    stage: Stage, client: Client, django_assert_num_queries: Any, count: int, name: str
) -> None:
    for number in range(count):
        day = 13 + number % 7
        engagement = stage.engagement(
            f"Number {number}",
            venue=stage.city_hall,
            room=stage.protocol_room,
            starts=datetime(2024, 4, day, 9 + number),
            ends=datetime(2024, 4, day, 10 + number),
        )
        stage.attends(engagement, stage.harrell)
        stage.attends(engagement, stage.park, "participant")
    client.force_login(stage.host)
    expected = {"programme": PAGE_QUERIES, "meetings": PAGE_QUERIES - 4}[name]
    with django_assert_num_queries(expected):
        answer = client.get(reverse(name, args=[stage.mission.slug]))
    assert answer.content.decode().count("Number ") == count


def test_a_removed_engagement_can_be_brought_back_by_those_who_saw_it(stage: Stage, client: Client) -> None:
    huddle = stage.engagement("Guest huddle", visibility=Visibility.GUEST)
    client.force_login(stage.guest)
    answer = client.post(reverse("engagement-remove", args=[stage.mission.slug, huddle.pk]), follow=True)
    assert answer.redirect_chain == [(f"/missions/busan-2024/programme/?removed={huddle.pk}", 302)]
    back = reverse("engagement-restore", args=[stage.mission.slug, huddle.pk])
    assert answer.content.decode().count(f'action="{back}"') == 1
    assert page(stage.host, stage, query=f"?removed={huddle.pk}").count("Guest huddle") == 0
    other = Client()
    other.force_login(stage.host)
    assert other.post(back).status_code == 404
    assert titles(seen_by(stage, stage.guest)) == []
    assert client.post(back).status_code == 302
    assert titles(seen_by(stage, stage.guest)) == ["Guest huddle"]


def test_what_becomes_private_leaves_the_other_sides_programme(stage: Stage) -> None:
    call = stage.engagement("Call")
    change_engagement(call, {"visibility": Visibility.GUEST, "title": two("Call")}, seen=1, by=stage.guest)
    assert (titles(seen_by(stage, stage.guest)), titles(seen_by(stage, stage.host))) == (["Call"], [])
    remove_part(call, by=stage.guest)
    assert titles(seen_by(stage, stage.guest)) == []
