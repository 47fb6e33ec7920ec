"""How long the ways between venues take, and what the programme makes of it."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legation.missions.actions import change_shared, remove_part
from legation.missions.actions.ways import WayIsKnown, add_way, restore_way
from legation.missions.models import Venue, Way
from legation.missions.queries import masthead
from legation.missions.queries.programme import programme_of
from tests.missions.preparing import text_of
from tests.missions.stage import Stage, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    """A call until 17:45 and a dinner from 18:00, at two venues, for one person."""
    stage = build()
    call = stage.engagement("Call", venue=stage.city_hall, ends=datetime(2024, 4, 17, 17, 45))
    dinner = stage.engagement(
        "Dinner", venue=stage.hotel, starts=datetime(2024, 4, 17, 18), ends=datetime(2024, 4, 17, 20)
    )
    for engagement in (call, dinner):
        stage.attends(engagement, stage.harrell)
    return stage


def told(stage: Stage) -> list[tuple[int, int, str]]:
    head = masthead(stage.mission, stage.guest)
    (day,) = programme_of(stage.mission, head, stage.guest, timezone.now()).days
    return [(clash.minutes, clash.needed, clash.how) for item in day.items for clash in item.clashes]


def placed(venue: Venue, latitude: float, longitude: float, stage: Stage) -> None:
    point = {"latitude": latitude, "longitude": longitude}
    venue.refresh_from_db()
    change_shared(venue, point, seen=venue.version, by=stage.host)


def test_what_was_entered_goes_before_the_map_and_serves_for_the_way_back(stage: Stage) -> None:
    assert told(stage) == []  # nothing is known but the city, and a quarter of an hour is enough there
    placed(stage.city_hall, 35.0, 129.0, stage)
    placed(stage.hotel, 35.05, 129.0, stage)
    assert told(stage) == [(15, 25, "estimated")]
    back = add_way(stage.hotel, stage.city_hall, 40, by=stage.host)
    assert told(stage) == [(15, 40, "entered")]
    add_way(stage.city_hall, stage.hotel, 15, by=stage.host)
    assert told(stage) == []
    remove_part(back, by=stage.host)
    assert told(stage) == []


def test_the_programme_says_how_it_knows(stage: Stage, client: Client) -> None:
    placed(stage.city_hall, 35.0, 129.0, stage)
    placed(stage.hotel, 35.05, 129.0, stage)
    client.force_login(stage.guest)
    where = reverse("programme", args=[stage.mission.slug])
    shown = text_of(client.get(where).content.decode())
    assert shown.count("By the map it takes about 25 minutes; say how long it really takes .") == 1
    add_way(stage.city_hall, stage.hotel, 40, by=stage.host)
    shown = text_of(client.get(where).content.decode())
    assert shown.count("has 15 minutes for the way from Call . It takes 40 minutes.") == 1


def test_a_way_has_one_time_until_that_is_removed(stage: Stage) -> None:
    first = add_way(stage.city_hall, stage.hotel, 40, by=stage.host)
    with pytest.raises(WayIsKnown):
        add_way(stage.city_hall, stage.hotel, 30, by=stage.host)
    remove_part(first, by=stage.host)
    add_way(stage.city_hall, stage.hotel, 30, by=stage.host)
    first.refresh_from_db()
    with pytest.raises(WayIsKnown):
        restore_way(first, by=stage.host)
    assert list(Way.objects.present().values_list("minutes", flat=True)) == [30]


def test_a_way_is_entered_changed_and_taken_back_on_the_pages(stage: Stage, client: Client) -> None:
    client.force_login(stage.host)
    hall, hotel = stage.city_hall, stage.hotel
    new, page = f"/venues/{hall.pk}/ways/new/", f"/venues/{hall.pk}/"
    assert client.post(new, {"arriving": hall.pk, "minutes": 5}).status_code == 422
    assert client.post(new, {"arriving": hotel.pk, "minutes": 0}).status_code == 422
    assert client.post(new, {"arriving": hotel.pk, "minutes": 25})["Location"] == page
    again = client.post(new, {"arriving": hotel.pk, "minutes": 30})
    assert "has a time already. Change that one." in text_of(again.content.decode())
    way = Way.objects.get()
    one = f"/venues/{hall.pk}/ways/{way.pk}"
    assert client.post(f"{one}/edit/", {"minutes": 30, "seen_version": 1})["Location"] == page
    assert client.post(f"{one}/edit/", {"minutes": 35, "seen_version": 1}).status_code == 409
    assert f"from {hall}: 30 minutes" in text_of(client.get(f"/venues/{hotel.pk}/").content.decode())
    assert client.post(f"{one}/remove/")["Location"] == f"{page}?removed-way={way.pk}"
    assert "Removed:" in text_of(client.get(f"{page}?removed-way={way.pk}").content.decode())
    assert client.post(f"/venues/{hall.pk}/ways/{way.pk}/restore/")["Location"] == page
    assert Way.objects.present().count() == 1


def test_half_a_point_is_refused(stage: Stage, client: Client) -> None:
    client.force_login(stage.host)
    hall = stage.city_hall
    typed: dict[str, Any] = {"name_0": "Hall", "city": hall.city_id, "latitude": "35.1", "seen_version": 1}
    answer = client.post(f"/venues/{hall.pk}/edit/", typed)
    assert answer.status_code == 422
    assert "Give both the latitude and the longitude, or neither." in text_of(answer.content.decode())
