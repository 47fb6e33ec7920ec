"""Calendar feeds and files: right times in both cities, stable entries, nothing of the other side's."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from icalendar import Calendar, Event

from legation.kernel.choices import Side, Visibility
from legation.kernel.links import token
from legation.missions import feeds
from legation.missions.actions import (
    add_point,
    cancel_engagement,
    change_attendance,
    change_delegate,
    change_engagement,
    give_access,
    make_calendar_link,
    remove_part,
    restore_part,
    revoke_calendar_link,
    take_access,
)
from legation.missions.choices import Role
from legation.missions.models import CalendarLink, Engagement
from tests.missions.stage import PACIFIC, SEOUL, Stage, build, two


@pytest.fixture
def stage(db: None) -> Stage:
    cache.clear()
    return build()


def fetch(link: CalendarLink, **headers: str) -> Any:
    return Client(headers=headers).get(reverse("calendar-feed", args=[token(link.key, "calendar")]))


def events(link: CalendarLink) -> dict[str, Event]:
    answer = fetch(link)
    assert answer.status_code == 200
    return {str(event["summary"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def link_of(stage: Stage, user: Any, **values: Any) -> CalendarLink:
    return make_calendar_link(stage.mission, by=user, language="en", **values)


def moved(
    engagement: Engagement, starts: datetime, ends: datetime, stage: Stage, zone: str = SEOUL
) -> Engagement:
    engagement.refresh_from_db()
    return change_engagement(
        engagement, {"starts": starts, "ends": ends, "zone": zone}, seen=engagement.version, by=stage.guest
    )


def test_a_meeting_moved_by_an_hour_keeps_its_identity_and_is_right_in_both_cities(stage: Stage) -> None:
    call = stage.engagement("Call")
    link = link_of(stage, stage.guest)
    before = events(link)["Call"]
    with time_machine.travel(datetime.now(UTC) + timedelta(hours=1)):
        moved(call, datetime(2024, 4, 17, 18), datetime(2024, 4, 17, 18, 45), stage)
    after = events(link)["Call"]
    assert str(before["uid"]) == str(after["uid"]) == f"{call.uuid}@localhost"
    assert (int(before["sequence"]), int(after["sequence"])) == (0, 1)
    clocks = [
        [event.start.astimezone(ZoneInfo(zone)).strftime("%d %H:%M") for zone in (SEOUL, PACIFIC)]
        for event in (before, after)
    ]
    assert clocks == [["17 17:00", "17 01:00"], ["17 18:00", "17 02:00"]]
    assert after["dtstart"].params["TZID"] == SEOUL
    assert after["last-modified"].dt > before["last-modified"].dt


def test_a_meeting_moved_to_another_zone_keeps_its_identity(stage: Stage) -> None:
    call = stage.engagement("Call")
    link = link_of(stage, stage.host)
    uid = str(events(link)["Call"]["uid"])
    moved(call, datetime(2024, 4, 12, 9), datetime(2024, 4, 12, 10), stage, PACIFIC)
    event = events(link)["Call"]
    assert (str(event["uid"]), int(event["sequence"])) == (uid, 1)
    assert event["dtstart"].params["TZID"] == PACIFIC
    assert event.start.astimezone(UTC) == datetime(2024, 4, 12, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        (SEOUL, datetime(2024, 4, 17, 23), datetime(2024, 4, 18, 0, 30)),  # across midnight
        (PACIFIC, datetime(2024, 3, 10, 1), datetime(2024, 3, 10, 4)),  # the clocks go forward within it
        (PACIFIC, datetime(2024, 11, 3, 0, 30), datetime(2024, 11, 3, 3)),  # and back
        ("Europe/London", datetime(2024, 3, 31, 0, 30), datetime(2024, 3, 31, 2, 30)),
        ("Asia/Kathmandu", datetime(2024, 12, 31, 23), datetime(2025, 1, 1, 1)),
    ],
)
def test_the_zone_in_the_file_gives_the_same_moments_as_the_zone_database(
    stage: Stage, zone: str, first: datetime, last: datetime
) -> None:
    call = stage.engagement("Call", zone=zone, starts=first, ends=last)
    content = fetch(link_of(stage, stage.guest)).content
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    (timezone,) = calendar.walk("VTIMEZONE")
    assert str(timezone["tzid"]) == zone == event["dtstart"].params["TZID"] == event["dtend"].params["TZID"]
    described = timezone.to_tz(lookup_tzid=False)
    read = [event[name].dt.replace(tzinfo=described).astimezone(UTC) for name in ("dtstart", "dtend")]
    assert read == [call.starts_at.astimezone(UTC), call.ends_at.astimezone(UTC)]
    hours = [first + timedelta(hours=hour) for hour in range(-24 * 200, 24 * 200, 5)]
    assert [hour.replace(tzinfo=described).utcoffset() for hour in hours] == [
        hour.replace(tzinfo=ZoneInfo(zone)).utcoffset() for hour in hours
    ]


def test_each_zone_is_described_once_and_the_bytes_are_the_same_each_time(stage: Stage) -> None:
    stage.engagement("One")
    stage.engagement("Two")
    stage.engagement("Three", zone=PACIFIC)
    link = link_of(stage, stage.guest)
    first, second = fetch(link), fetch(link)
    zones = [str(zone["tzid"]) for zone in Calendar.from_ical(first.content).walk("VTIMEZONE")]
    assert zones == [PACIFIC, SEOUL]
    assert first.content == second.content


def test_the_state_of_an_engagement_is_that_of_its_entry(stage: Stage) -> None:
    call = stage.engagement("Call", status="tentative")
    link = link_of(stage, stage.guest)
    states = [str(events(link)["Call"]["status"])]
    call = change_engagement(call, {"status": "confirmed"}, seen=1, by=stage.guest)
    states.append(str(events(link)["Call"]["status"]))
    call = cancel_engagement(call, seen=2, by=stage.guest)
    states.append(str(events(link)["Call"]["status"]))
    call = change_engagement(call, {"status": "confirmed"}, seen=3, by=stage.guest)
    states.append(str(events(link)["Call"]["status"]))
    assert states == ["TENTATIVE", "CONFIRMED", "CANCELLED", "CONFIRMED"]
    assert int(events(link)["Call"]["sequence"]) == 3


def test_what_was_removed_is_cancelled_for_sixty_days_and_comes_back_when_restored(stage: Stage) -> None:
    call = stage.engagement("Call")
    add_point(call, {"kind": "note", "text": two("A plan that is off")}, by=stage.guest)
    link = link_of(stage, stage.guest)
    sequences = [int(events(link)["Call"]["sequence"])]
    removed = remove_part(call, by=stage.guest)
    gone = events(link)["Call"]
    assert (str(gone["status"]), str(gone["description"]).count("A plan that is off")) == ("CANCELLED", 0)
    sequences.append(int(gone["sequence"]))
    later = link_of(stage, stage.guest)
    assert events(later) == {}, "a calendar that never held it is told nothing"
    with time_machine.travel(datetime.now(UTC) + timedelta(days=59)):
        assert list(events(link)) == ["Call"]
    with time_machine.travel(datetime.now(UTC) + timedelta(days=61)):
        assert events(link) == {}
    restore_part(removed, by=stage.guest)
    back = events(link)["Call"]
    sequences.append(int(back["sequence"]))
    assert str(back["status"]) == "CONFIRMED"
    assert sequences == [0, 1, 2]


def test_a_day_without_a_clock_time_is_a_whole_day_that_stays_free(stage: Stage) -> None:
    stage.engagement(
        "Reception", part="afternoon", starts=datetime(2024, 4, 17, 13), ends=datetime(2024, 4, 17, 18)
    )
    content = fetch(link_of(stage, stage.guest)).content
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2024, 4, 17), date(2024, 4, 18))
    assert (str(event["summary"]), str(event["transp"])) == ("Reception (Afternoon)", "TRANSPARENT")
    assert Calendar.from_ical(content).walk("VTIMEZONE") == []


def test_nothing_of_the_other_side_is_in_a_feed_or_a_file(stage: Stage) -> None:
    call = stage.engagement("Call", summary=two("Shared summary; with, signs\nand lines"))
    stage.attends(call, stage.harrell)
    stage.attends(call, stage.guest_secret, "participant")
    stage.attends(call, stage.host_secret, "participant")
    for by, visibility, text in (
        (stage.guest, Visibility.GUEST, "Guests say this"),
        (stage.host, Visibility.HOST, "Hosts say this"),
    ):
        add_point(call, {"kind": "certain", "text": two(text), "visibility": visibility}, by=by)
    stage.engagement("Guest huddle", visibility=Visibility.GUEST)
    stage.engagement("Host rehearsal", visibility=Visibility.HOST, by=stage.host)
    quiet = stage.engagement("Quiet removal", visibility=Visibility.HOST, by=stage.host)
    words = (
        "Bruce Harrell", "Gail Guestsecret", "Hoon Hostsecret", "Guests say this", "Hosts say this",
        "Guest huddle", "Host rehearsal", "Quiet removal",
    )  # fmt: skip
    links = {user.name: link_of(stage, user) for user in (stage.guest, stage.host)}
    remove_part(quiet, by=stage.host)
    in_feed, in_file = {}, {}
    for user in (stage.guest, stage.host):
        text = fetch(links[user.name]).content.decode().replace("\r\n ", "")
        in_feed[user.name] = [word in text for word in words]
        client = Client()
        client.force_login(user)
        file = client.get(reverse("engagement-ics", args=[stage.mission.slug, call.pk]))
        text = file.content.decode().replace("\r\n ", "")
        in_file[user.name] = [word in text for word in words]
    assert in_feed == {
        "Guest Organiser": [True, True, False, True, False, True, False, False],
        "Host Protocol": [True, False, True, False, True, False, True, True],
    }
    assert in_file == {
        "Guest Organiser": [True, True, False, True, False, False, False, False],
        "Host Protocol": [True, False, True, False, True, False, False, False],
    }
    client = Client()
    client.force_login(stage.stranger)
    assert client.get(reverse("engagement-ics", args=[stage.mission.slug, call.pk])).status_code == 404
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert str(event["description"]).count("Shared summary; with, signs\nand lines") == 1


def test_the_press_gets_only_what_both_sides_share(stage: Stage) -> None:
    give_access(stage.mission, stage.stranger, side=Side.GUEST, role=Role.PRESS, by=stage.guest)
    stage.engagement("Call")
    stage.engagement("Guest huddle", visibility=Visibility.GUEST)
    assert list(events(link_of(stage, stage.stranger))) == ["Call"]


def test_one_persons_calendar_has_only_their_own_engagements(stage: Stage) -> None:
    call, dinner = stage.engagement("Call"), stage.engagement("Dinner")
    stage.engagement("Elsewhere")
    stage.attends(call, stage.harrell)
    attendance = stage.attends(dinner, stage.harrell)
    link = link_of(stage, stage.guest, delegate=stage.harrell)
    assert {name: str(event["status"]) for name, event in events(link).items()} == {
        "Call": "CONFIRMED",
        "Dinner": "CONFIRMED",
    }
    remove_part(attendance, by=stage.guest)
    assert {name: str(event["status"]) for name, event in events(link).items()} == {
        "Call": "CONFIRMED",
        "Dinner": "CANCELLED",
    }


def test_who_comes_makes_an_entry_new_but_asks_nobody_anew_and_what_is_private_does_neither(
    stage: Stage,
) -> None:
    call = stage.engagement("Call")
    link = link_of(stage, stage.host)
    told = []
    start = datetime.now(UTC).replace(microsecond=0)
    with time_machine.travel(start + timedelta(hours=1), tick=False):
        present = stage.attends(call, stage.harrell)
    told.append(events(link)["Call"])
    with time_machine.travel(start + timedelta(hours=2), tick=False):
        change_attendance(present, {"presence": "present"}, seen=1, by=stage.host)
    told.append(events(link)["Call"])
    with time_machine.travel(start + timedelta(hours=3), tick=False):
        stage.attends(call, stage.guest_secret)
        private = {"kind": "note", "text": two("Private"), "visibility": Visibility.GUEST}
        add_point(call, private, by=stage.guest)
    told.append(events(link)["Call"])
    assert [int(event["sequence"]) for event in told] == [0, 0, 0]
    assert [event["last-modified"].dt - start for event in told] == [timedelta(hours=n) for n in (1, 2, 2)]


def test_a_wrong_revoked_or_lapsed_address_is_not_found(stage: Stage) -> None:
    stage.engagement("Call")
    link = link_of(stage, stage.guest)
    address = reverse("calendar-feed", args=[token(link.key, "calendar")])
    assert Client().get(address).status_code == 200
    for wrong in ("x", link.key, token(link.key, "other"), token(link.key, "calendar")[:-1], "한" * 40):
        assert Client().get(reverse("calendar-feed", args=[wrong])).status_code == 404
    revoke_calendar_link(link, by=stage.guest)
    assert Client().get(address).status_code == 404


def test_a_link_ends_with_its_makers_work_and_with_its_delegate(stage: Stage) -> None:
    give_access(stage.mission, stage.stranger, side=Side.GUEST, role=Role.ORGANISER, by=stage.guest)
    theirs = link_of(stage, stage.stranger)
    person = link_of(stage, stage.guest, delegate=stage.robinson)
    assert [fetch(link).status_code for link in (theirs, person)] == [200, 200]
    take_access(stage.mission.memberships.get(user=stage.stranger), by=stage.guest)
    CalendarLink.objects.update(revoked_at=None)  # even where somebody opened it again by hand
    assert fetch(theirs).status_code == 404
    change_delegate(stage.robinson, {"status": "withdrawn"}, seen=1, by=stage.guest)
    assert fetch(person).status_code == 404
    stage.robinson.refresh_from_db()
    change_delegate(stage.robinson, {"status": "confirmed"}, seen=2, by=stage.guest)
    assert fetch(person).status_code == 200
    remove_part(stage.robinson, by=stage.guest)
    assert fetch(person).status_code == 404
    mission_link = link_of(stage, stage.guest)
    stage.guest.is_active = False
    stage.guest.save()
    assert fetch(mission_link).status_code == 404


def test_an_assistants_link_ends_with_standing_for_the_principal(stage: Stage) -> None:
    membership = give_access(
        stage.mission, stage.stranger, side=Side.GUEST, role=Role.ASSISTANT, by=stage.guest,
        stands_for=[stage.harrell],
    )  # fmt: skip
    link = link_of(stage, stage.stranger, delegate=stage.harrell)
    assert fetch(link).status_code == 200
    membership.stands_for.clear()
    assert fetch(link).status_code == 404


def test_an_unchanged_calendar_is_not_sent_again(stage: Stage) -> None:
    call = stage.engagement("Call")
    link = link_of(stage, stage.guest)
    first = fetch(link)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, max-age=300, must-revalidate"
    etag = {"If-None-Match": first["ETag"]}
    assert fetch(link, **etag).status_code == 304
    stage.attends(call, stage.guest_secret)  # touches no time of change of the engagement
    assert fetch(link, **etag).status_code == 200
    assert fetch(link, **{"If-Modified-Since": first["Last-Modified"]}).status_code == 200


def test_guessing_is_limited_and_so_is_asking(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    link = link_of(stage, stage.guest)
    monkeypatch.setattr(feeds, "WRONG_GUESSES", 2)
    monkeypatch.setattr(feeds, "FETCHES", 3)
    wrong = reverse("calendar-feed", args=["0" * 56])
    answers = [Client().get(wrong) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 429, 429]
    assert answers[2]["Retry-After"] == "600"
    assert [fetch(link).status_code for _ in range(4)] == [200, 200, 200, 429]
    other = link_of(stage, stage.guest)
    assert fetch(other).status_code == 200


def test_a_feed_speaks_its_own_language_whatever_the_caller_speaks(stage: Stage) -> None:
    call = stage.engagement(kind="courtesy_call")
    change_engagement(call, {"title": two("Call", "예방")}, seen=1, by=stage.guest)
    link = make_calendar_link(stage.mission, by=stage.guest, language="ko")
    calendar = Calendar.from_ical(fetch(link, **{"Accept-Language": "en"}).content)
    assert (str(calendar["x-wr-calname"]), str(calendar["name"])) == ("리더십 미션", "리더십 미션")
    assert [str(event["summary"]) for event in calendar.walk("VEVENT")] == ["예방"]
    assert calendar["refresh-interval"].dt == timedelta(hours=1)


@pytest.mark.parametrize("count", [1, 3, 12])
def test_a_feed_asks_the_database_as_often_for_one_as_for_twelve(
    stage: Stage, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        stage.attends(stage.engagement(f"Number {number}"), stage.harrell)
    link = link_of(stage, stage.guest, delegate=stage.harrell)
    with django_assert_num_queries(8):
        answer = fetch(link)
    assert answer.content.decode().count("BEGIN:VEVENT") == count
