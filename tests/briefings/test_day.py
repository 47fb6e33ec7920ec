"""My day: what one delegate's page shows, to whom, at which moment, and nothing of the other side's."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from PIL import Image

from legation.briefings.queries.day import my_day
from legation.briefings.queries.day_parts import MyDay, moment_of
from legation.kernel.choices import Side, Visibility
from legation.kernel.files import keep
from legation.logistics.actions import runs
from legation.missions.actions import (
    add_point,
    cancel_engagement,
    change_engagement,
    give_access,
)
from legation.missions.actions.days import make_day_link, revoke_day_link
from legation.missions.actions.releases import release_programme
from legation.missions.choices import Role
from legation.missions.models import DayLink, Delegate
from legation.missions.queries.days import day_path
from legation.missions.queries.releases import waiting_for
from legation.protocol.actions.staging import add_vehicle
from tests.missions.stage import SEOUL, Stage, build, two

NOW = datetime(2024, 4, 17, 7, 42, tzinfo=UTC)  # 16:42 in Busan, 00:42 in Seattle
ENDS = datetime(2024, 4, 28, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _then() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


def call_of(stage: Stage, **values: Any) -> Any:
    call = stage.engagement(venue=stage.city_hall, room=stage.protocol_room, dress="business", **values)
    stage.attends(call, stage.harrell)
    return call


def shown(stage: Stage, delegate: Delegate | None = None, user: Any = None) -> MyDay:
    return my_day(stage.mission, delegate or stage.harrell, user or stage.guest, NOW)


def link_of(stage: Stage, *delegates: Delegate, by: Any = None) -> DayLink:
    return make_day_link(
        stage.mission, delegates or (stage.harrell,), by=by or stage.guest, language="en", expires_at=ENDS
    )


def opened(link: DayLink, **headers: str) -> Any:
    return Client(headers=headers).get(reverse("my-day", args=[day_path(link)]))


def test_the_page_says_where_when_with_whom_and_in_what(stage: Stage) -> None:
    call = call_of(stage)
    stage.attends(call, stage.park)
    item = shown(stage).items[0]
    assert (item.title, item.city, item.other_city, item.other_time) == (
        "Courtesy call",
        "Busan",
        "Seattle",
        "01:00",
    )
    assert (item.where.room, item.where.venue, item.dress) == ("Protocol room", "City Hall", "Business dress")
    assert [(face.name, face.second, face.party) for face in item.faces] == [
        ("Park Heong-joon", "박형준", "host")
    ]
    theirs = shown(stage, stage.park, stage.host).items[0].faces[0]
    assert (theirs.name, theirs.post, theirs.address) == (
        "Bruce Harrell",
        "Mayor, City of Seattle",
        "Mayor Harrell",
    )


def test_an_address_is_shown_to_a_driver_in_the_script_of_the_country(stage: Stage) -> None:
    call_of(stage)
    where = shown(stage).items[0].where
    assert (where.driver, where.driver_lang) == (("시청", "부산"), "ko")
    assert (
        where.map_url == "https://www.openstreetmap.org/search?query=%EC%8B%9C%EC%B2%AD%2C+%EB%B6%80%EC%82%B0"
    )
    stage.city_hall.latitude, stage.city_hall.longitude = 35.1798, 129.075
    stage.city_hall.save()
    assert shown(stage).items[0].where.map_url == (
        "https://www.openstreetmap.org/?mlat=35.1798&mlon=129.075#map=17/35.1798/129.075"
    )


def test_now_and_next_go_by_the_clock_and_leave_out_what_is_off_or_without_an_hour(stage: Stage) -> None:
    call_of(stage)
    dinner = stage.engagement("Dinner", starts=datetime(2024, 4, 17, 19), ends=datetime(2024, 4, 17, 21))
    stage.attends(dinner, stage.harrell)
    tour = stage.engagement(
        "Tour", starts=datetime(2024, 4, 17, 9), ends=datetime(2024, 4, 17, 18), part="day"
    )
    stage.attends(tour, stage.harrell)
    day = shown(stage)

    def told(at: datetime) -> tuple[list[str], list[str], int]:
        found = moment_of(day, at)
        return [one.title for one in found.now], [one.title for one in found.next], found.minutes

    assert told(NOW) == ([], ["Courtesy call"], 18)
    assert told(NOW + timedelta(minutes=18)) == (["Courtesy call"], ["Dinner"], 120)
    assert told(NOW + timedelta(minutes=63)) == ([], ["Dinner"], 75)
    assert told(NOW + timedelta(days=1)) == ([], [], 0)
    cancel_engagement(dinner, seen=1, by=stage.guest)
    day = shown(stage)
    assert told(NOW + timedelta(minutes=63)) == ([], [], 0)
    assert [(item.title, item.off) for item in day.items if item.off] == [("Dinner", True)]


def test_each_side_reads_its_own_lines_and_never_the_others(stage: Stage) -> None:
    call = call_of(stage)
    stage.attends(call, stage.park)
    stage.attends(call, stage.guest_secret)
    for visibility, by in (("shared", stage.guest), ("guest", stage.guest), ("host", stage.host)):
        values = {"kind": "certain", "text": two(f"{visibility} line"), "visibility": visibility}
        add_point(call, values, by=by)
    guests, hosts = shown(stage).items[0], shown(stage, stage.park, stage.host).items[0]
    assert [group.lines for group in guests.say] == [(("shared line", False), ("guest line", True))]
    assert [group.lines for group in hosts.say] == [(("shared line", False), ("host line", True))]
    assert [face.name for face in guests.faces] == ["Park Heong-joon", "Gail Guestsecret"]
    assert [face.name for face in hosts.faces] == ["Bruce Harrell"]
    body = opened(link_of(stage, stage.park, by=stage.host)).content.decode()
    assert (body.count("host line") > 0, body.count("guest line"), body.count("Guestsecret")) == (True, 0, 0)


def test_a_third_partys_day_holds_only_what_both_sides_share(stage: Stage) -> None:
    from legation.missions.actions import add_delegation

    add_delegation(stage.mission, {"party": "third", "name": two("Chamber"), "city": None}, by=stage.guest)
    third = stage.delegate("Thirdparty", "third")
    call = call_of(stage)
    stage.attends(call, third)
    stage.attends(call, stage.guest_secret)
    add_point(call, {"kind": "certain", "text": two("guest line"), "visibility": "guest"}, by=stage.guest)
    hidden = stage.engagement("Secret briefing", visibility=Visibility.GUEST)
    stage.attends(hidden, third)
    day = shown(stage, third)
    assert [item.title for item in day.items] == ["Courtesy call"]
    assert (day.items[0].say, [face.name for face in day.items[0].faces]) == ((), ["Bruce Harrell"])


def test_the_car_and_the_seat_in_it_come_from_the_plan(stage: Stage) -> None:
    call = call_of(stage)
    add_vehicle(call, {"name": "Car 2", "riders": [stage.harrell]}, by=stage.guest)
    assert [(car.name, car.seat) for car in shown(stage).items[0].cars] == [("Car 2", "rear right")]
    assert shown(stage, stage.park, stage.host).items == ()


def rode(stage: Stage, rider: Delegate, by: Any, *, name: str, **values: Any) -> None:
    """A transfer of one car, with this rider in it."""
    told = {"name": two(name), "leaves": datetime(2024, 4, 17, 16, 30), "riders": [rider], **values}
    run = runs.add_run(stage.mission, told, by=by)
    car = runs.add_car(run, {"name": f"{name} car", "seats": 3, "kind": "car", "plate": "12가 3456"}, by=by)
    runs.put_into(run, rider, car, by=by)


def test_the_transfer_stands_on_its_day_and_at_the_engagement_that_it_leads_to(stage: Stage) -> None:
    call = call_of(stage)
    rode(stage, stage.harrell, stage.host, name="To City Hall", engagement=call)
    rode(stage, stage.harrell, stage.host, name="Airport", leaves=datetime(2024, 4, 16, 18))
    told = [
        (day.on.day, [ride.name for ride in day.rides], [item.title for item in day.items])
        for day in shown(stage).days
    ]
    assert told == [(16, ["Airport"], []), (17, ["To City Hall"], ["Courtesy call"])]
    ride = shown(stage).items[0].rides[0]
    assert (ride.car, ride.plate, ride.private) == ("To City Hall car", "12가 3456", False)
    body = opened(link_of(stage)).content.decode()
    assert (body.count("Airport car"), body.count("To City Hall car")) == (1, 3)  # next, the day, its line


def test_a_transfer_that_the_other_side_keeps_to_itself_is_not_on_the_day(stage: Stage) -> None:
    call_of(stage)
    for side, by in ((Visibility.GUEST, stage.guest), (Visibility.HOST, stage.host)):
        rode(stage, stage.harrell, by, name=f"{side} errand", visibility=side)
    rides = [(ride.name, ride.private) for day in shown(stage).days for ride in day.rides]
    assert rides == [("guest errand", True)]
    body = opened(link_of(stage)).content.decode()
    assert (body.count("guest errand car"), body.count("host errand")) == (1, 0)


def released(stage: Stage) -> None:
    looked = waiting_for(stage.mission, stage.guest, Visibility.SHARED).trace
    values = {"note": "", "audience": "shared", "mail": False, "looked": looked}
    release_programme(stage.mission, values, by=stage.guest)


def test_what_moved_since_yesterdays_version_is_said(stage: Stage) -> None:
    call, other = call_of(stage), stage.engagement("Lunch", venue=stage.hotel)
    stage.attends(other, stage.harrell)
    assert [item.changed for item in shown(stage).items] == ["", ""]  # nothing was released: nothing is news
    released(stage)
    moved = {"starts": datetime(2024, 4, 17, 18), "ends": datetime(2024, 4, 17, 19), "zone": SEOUL}
    change_engagement(call, moved, seen=1, by=stage.guest)
    change_engagement(other, {"venue": stage.city_hall}, seen=1, by=stage.guest)
    stage.attends(
        stage.engagement("Walk", starts=datetime(2024, 4, 17, 8), ends=datetime(2024, 4, 17, 9)),
        stage.harrell,
    )
    told = {item.title: item.changed for item in shown(stage).items}
    assert told == {"Walk": "New", "Lunch": "New place", "Courtesy call": "Moved from 17:00"}
    released(stage)
    later = my_day(stage.mission, stage.harrell, stage.guest, NOW + timedelta(hours=25))
    assert {item.changed for item in later.items} == {""}


@pytest.mark.parametrize("count", [1, 3, 12])
@pytest.mark.parametrize(("cars", "queries"), [(False, 9), (True, 13)])
def test_a_day_costs_the_same_queries_however_full_it_is(
    stage: Stage, django_assert_num_queries: Any, count: int, cars: bool, queries: int
) -> None:
    for n in range(count):
        start = datetime(2024, 4, 17, 8) + timedelta(hours=n)
        call = call_of(stage, title=f"Call {n}", starts=start, ends=start + timedelta(minutes=30))
        stage.attends(call, stage.park)
        add_point(call, {"kind": "certain", "text": two("Trade")}, by=stage.guest)
        if cars:
            add_vehicle(call, {"name": "Car 1"}, by=stage.host)
    with django_assert_num_queries(queries):
        assert len(shown(stage).items) == count


def test_a_link_answers_with_heads_that_keep_it_out_of_caches_indexes_and_referrers(stage: Stage) -> None:
    call_of(stage)
    answer = opened(link_of(stage))
    heads = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy", "Legation-Expires")
    assert [answer[head] for head in heads] == [
        "private, no-store",
        "noindex, nofollow",
        "same-origin",
        "2024-04-28T00:00:00+00:00",
    ]
    body = answer.content.decode()
    assert body.count('<meta name="robots" content="noindex, nofollow">') == 1
    assert [part for part in ("<style", "onclick", 'src="http') if part in body] == []
    assert "script-src 'self'" in answer["Content-Security-Policy"].split("; ")


def test_the_same_day_is_not_sent_twice(stage: Stage) -> None:
    call = call_of(stage)
    link = link_of(stage)
    etag = opened(link)["ETag"]
    again = opened(link, if_none_match=etag)
    assert (again.status_code, again.content) == (304, b"")
    change_engagement(call, {"title": two("Call on the mayor")}, seen=1, by=stage.guest)
    assert opened(link, if_none_match=etag).status_code == 200


def test_a_revoked_expired_or_strange_address_is_answered_alike(stage: Stage) -> None:
    call_of(stage)
    link = link_of(stage)
    assert opened(link).status_code == 200
    link.refresh_from_db()
    assert link.opened_at == NOW
    with time_machine.travel(ENDS, tick=False):
        assert opened(link).status_code == 404
    revoke_day_link(link, by=stage.guest)
    for name in ("my-day", "my-day-manifest"):
        assert Client().get(reverse(name, args=[day_path(link)])).status_code == 404
        assert Client().get(reverse(name, args=["0" * 56])).status_code == 404
    assert opened(link, accept_language="ko").status_code == 404


def test_who_guesses_is_turned_away(stage: Stage) -> None:
    client = Client()
    said = [client.get(reverse("my-day", args=[f"{n:056x}"])).status_code for n in range(22)]
    assert said == [404] * 20 + [429] * 2


def test_a_link_turns_from_one_principal_to_the_next_and_to_nobody_else(stage: Stage) -> None:
    call_of(stage)
    link = link_of(stage, stage.harrell, stage.robinson)
    first = opened(link)
    assert [(turn.name, turn.here) for turn in first.context["turns"]] == [
        ("Bruce Harrell", True),
        ("Lynne Robinson", False),
    ]
    of = lambda delegate: Client().get(reverse("my-day-of", args=[day_path(link), delegate.pk]))  # noqa: E731
    assert of(stage.robinson).context["day"].whose.name == "Lynne Robinson"
    assert [of(each).status_code for each in (stage.park, stage.guest_secret)] == [404, 404]


def test_a_portrait_is_given_of_whom_one_meets_and_of_nobody_else(stage: Stage) -> None:
    import io

    picture = io.BytesIO()
    Image.new("RGB", (40, 50), "#8a2d3b").save(picture, "JPEG")
    for delegate in (stage.park, stage.guest_secret, stage.host_secret):
        delegate.person.portrait = keep("portraits", picture.getvalue(), "jpg")
        delegate.person.save()
    call = call_of(stage)
    stage.attends(call, stage.park)
    stage.attends(call, stage.host_secret)
    link = link_of(stage)
    of = lambda delegate: Client().get(reverse("my-day-portrait", args=[day_path(link), delegate.pk]))  # noqa: E731
    seen = of(stage.park)
    assert (seen.status_code, seen["Content-Type"], seen["Cache-Control"]) == (
        200,
        "image/jpeg",
        "private, no-store",
    )
    assert [of(each).status_code for each in (stage.guest_secret, stage.host_secret)] == [404, 404]
    page = opened(link).content.decode()
    assert (
        page.count(reverse("my-day-portrait", args=[day_path(link), stage.park.pk])) == 3
    )  # twice and in the list


def test_the_manifest_installs_this_link_alone(stage: Stage) -> None:
    link = link_of(stage)
    answer = Client().get(reverse("my-day-manifest", args=[day_path(link)]))
    told = answer.json()
    start = f"/my-day/{day_path(link)}/"
    assert (told["start_url"], told["scope"], told["display"]) == (start, start, "standalone")
    assert answer["Content-Type"] == "application/manifest+json"
    for icon in told["icons"]:
        picture = Client().get(icon["src"])
        assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert Client().get("/icon-7.png").status_code == 404


def test_a_delegate_who_logs_in_reads_their_own_day_and_staff_those_of_their_side(stage: Stage) -> None:
    call_of(stage)
    give_access(
        stage.mission, stage.stranger, side=Side.GUEST, role=Role.DELEGATE, by=stage.guest,
        stands_for=[stage.robinson],
    )  # fmt: skip

    def names(user: Any, pk: int | None = None) -> Any:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        where = ["day", [stage.mission.slug]] if pk is None else ["day-of", [stage.mission.slug, pk]]
        answer = client.get(reverse(where[0], args=where[1]))
        return answer.context["day"].whose.name if answer.status_code == 200 else answer.status_code

    assert names(stage.stranger) == "Lynne Robinson"
    assert names(stage.stranger, stage.harrell.pk) == 404
    assert names(stage.guest, stage.guest_secret.pk) == "Gail Guestsecret"
    assert names(stage.guest, stage.park.pk) == 404
    assert names(stage.host, stage.park.pk) == "Park Heong-joon"


def test_who_serves_nobody_is_told_who_can_change_that(stage: Stage) -> None:
    give_access(stage.mission, stage.stranger, side=Side.GUEST, role=Role.PRESS, by=stage.guest)
    client = Client(headers={"accept-language": "en"})
    client.force_login(stage.stranger, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(reverse("day", args=[stage.mission.slug]))
    assert answer.status_code == 200
    assert answer.content.decode().count("says whom you stand for") == 1


def test_korean_is_spoken_where_the_link_is_korean(stage: Stage) -> None:
    call = stage.engagement(title="x", venue=stage.city_hall)
    change_engagement(call, {"title": two("Courtesy call", "예방")}, seen=1, by=stage.guest)
    stage.attends(call, stage.harrell)
    link = make_day_link(stage.mission, [stage.harrell], by=stage.guest, language="ko", expires_at=ENDS)
    answer = opened(link)
    assert answer.context["day"].items[0].title == "예방"
    assert answer.content.decode().count('<html lang="ko">') == 1
