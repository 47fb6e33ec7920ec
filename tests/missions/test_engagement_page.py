"""One engagement: its page, its form, and what each side may do with it."""

import re
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.kernel.choices import Visibility
from legation.kernel.models import Activity
from legation.missions.actions import add_attendance, add_point, change_engagement
from legation.missions.models import Engagement
from tests.missions.stage import PACIFIC, SEOUL, Stage, build, two

NEW = {
    "title_0": "Reception",
    "title_1": "리셉션",
    "kind": "reception",
    "status": "confirmed",
    "interpretation": "none",
    "visibility": "shared",
    "starts_0": "2024-04-17",
    "starts_1": "18:30",
    "ends_0": "",
    "ends_1": "20:30",
}


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(stage: Stage, user: Any = None, **changes: str) -> Any:
    address = reverse("engagement-new", args=[stage.mission.slug])
    return as_(user or stage.guest).post(address, {**NEW, **changes})


def errors(answer: Any) -> dict[str, list[str]]:
    assert answer.status_code == 422
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_an_engagement_is_planned_in_the_time_of_the_host_city(stage: Stage) -> None:
    answer = send(stage, venue=str(stage.city_hall.pk), room=str(stage.protocol_room.pk))
    found = Engagement.objects.get()
    assert answer.status_code == 302
    assert answer.url == reverse("engagement", args=[stage.mission.slug, found.pk])
    assert (found.zone, found.starts_at.isoformat(), found.ends_at.isoformat()) == (
        SEOUL,
        "2024-04-17T09:30:00+00:00",
        "2024-04-17T11:30:00+00:00",
    )
    assert (found.room, found.venue, found.title.localize("ko")) == (
        stage.protocol_room,
        stage.city_hall,
        "리셉션",
    )


def test_a_room_brings_its_venue(stage: Stage) -> None:
    assert send(stage, room=str(stage.protocol_room.pk)).status_code == 302
    assert Engagement.objects.get().venue == stage.city_hall


def test_only_the_part_of_the_day_may_be_known(stage: Stage) -> None:
    assert send(stage, starts_1="", ends_1="", part="afternoon").status_code == 302
    found = Engagement.objects.get()
    assert (found.part, found.local_start.strftime("%H:%M"), found.local_end.strftime("%H:%M")) == (
        "afternoon",
        "13:00",
        "18:00",
    )
    address = reverse("engagement-edit", args=[stage.mission.slug, found.pk])
    text = as_(stage.guest).get(address).content.decode()
    assert text.count("13:00") == 0


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        (
            {"starts_0": "2024-02-31"},
            {"starts": ["This is not a date of the calendar. Write it as 2024-04-17."]},
        ),
        ({"starts_1": "25:00"}, {"starts": ["This is not a time of the day. Write it as 17:00."]}),
        ({"starts_0": ""}, {"starts": ["Give the date."]}),
        ({"starts_1": ""}, {"starts": ["Give the time, or below the part of the day that is known."]}),
        ({"ends_1": ""}, {"ends": ["Give the time at which it ends."]}),
        ({"ends_1": "18:00"}, {"ends": ["The end is not after the start."]}),
        ({"ends_0": "2024-04-16"}, {"ends": ["The end is not after the start."]}),
        (
            {"zone": "Asia/Pusan"},
            {"zone": ["“Asia/Pusan” is not a time zone. Write it as Asia/Seoul or America/Los_Angeles."]},
        ),
        (
            {"part": "evening"},
            {
                "part": [
                    "A clock time is given too. Leave one of them empty: the times, or the part of the day."
                ]
            },
        ),
        (
            {"zone": PACIFIC, "starts_0": "2024-03-10", "starts_1": "02:30", "ends_1": "04:00"},
            {
                "starts": [
                    (
                        "2024-03-10 02:30 does not exist in America/Los_Angeles:"
                        " the clocks go forward over it. Choose a later time."
                    )
                ]
            },
        ),
        (
            {"zone": PACIFIC, "starts_0": "2024-03-10", "starts_1": "01:30", "ends_1": "02:30"},
            {
                "ends": [
                    (
                        "2024-03-10 02:30 does not exist in America/Los_Angeles:"
                        " the clocks go forward over it. Choose a later time."
                    )
                ]
            },
        ),
    ],
)
def test_what_is_wrong_names_its_field_and_nothing_is_saved(
    stage: Stage, changes: dict[str, str], wrong: dict[str, list[str]]
) -> None:
    answer = send(stage, **changes)
    assert errors(answer) == wrong
    assert Engagement.objects.count() == 0
    text = answer.content.decode()
    assert text.count('value="Reception"') == 1
    assert all(text.count(f'value="{typed}"') >= 1 for typed in changes.values() if typed)


def test_a_room_of_another_venue_is_refused_at_the_room(stage: Stage) -> None:
    answer = send(stage, venue=str(stage.hotel.pk), room=str(stage.protocol_room.pk))
    assert errors(answer) == {"room": ["This room is not in this venue."]}


def test_without_a_leg_the_zone_must_be_written(stage: Stage) -> None:
    stage.mission.legs.all().delete()
    assert errors(send(stage)) == {"zone": ["Write the time zone: no leg of this mission tells it."]}
    assert send(stage, zone=SEOUL).status_code == 302


def test_the_page_shows_both_sides_and_the_brief_as_the_reader_sees_them(stage: Stage) -> None:
    call = stage.engagement(interpretation="consecutive", venue=stage.city_hall, room=stage.protocol_room)
    for delegate, function in (
        (stage.harrell, "principal"),
        (stage.park, "principal"),
        (stage.guest_secret, "note_taker"),
        (stage.host_secret, "interpreter"),
    ):
        stage.attends(call, delegate, function)
    for by, visibility, text in (
        (stage.guest, Visibility.SHARED, "Both read this"),
        (stage.guest, Visibility.GUEST, "Guests read this"),
        (stage.host, Visibility.HOST, "Hosts read this"),
    ):
        add_point(call, {"kind": "defensive", "text": two(text), "visibility": visibility}, by=by)
    address = reverse("engagement", args=[stage.mission.slug, call.pk])
    wanted = ("Both read this", "Guests read this", "Hosts read this", "Gail Guestsecret", "Hoon Hostsecret")
    seen = {}
    for user in (stage.guest, stage.host):
        text = as_(user).get(address).content.decode()
        seen[user.name] = [word in text for word in wanted]
        assert [text.count(f">{who}</a></b>") for who in ("Bruce Harrell", "Park Heong-joon")] == [1, 1]
    assert seen == {
        "Guest Organiser": [True, True, False, True, False],
        "Host Protocol": [True, False, True, False, True],
    }
    assert as_(stage.stranger).get(address).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_asks_the_database_as_often_for_one_as_for_twelve(
    stage: Stage, django_assert_num_queries: Any, count: int
) -> None:
    call = stage.engagement(venue=stage.city_hall, room=stage.protocol_room)
    for number in range(count):
        stage.attends(call, stage.delegate(f"Guest{number}"), "participant")
        add_point(call, {"kind": "agenda", "text": two(f"Item {number}")}, by=stage.guest)
    client = as_(stage.host)
    with django_assert_num_queries(12):
        answer = client.get(reverse("engagement", args=[stage.mission.slug, call.pk]))
    assert len(re.findall(r">Sample Guest\d+</a></b>", answer.content.decode())) == count


def editing(stage: Stage, call: Engagement, seen: int, **changes: str) -> dict[str, str]:
    return {
        **NEW,
        "seen_version": str(seen),
        "title_0": "Courtesy call",
        "title_1": "예방",
        "kind": "courtesy_call",
        "starts_1": "17:00",
        "ends_1": "17:45",
        **changes,
    }


def test_the_second_of_two_editors_is_told_and_loses_nothing(stage: Stage) -> None:
    call = stage.engagement()
    address = reverse("engagement-edit", args=[stage.mission.slug, call.pk])
    first = as_(stage.guest).post(address, editing(stage, call, 1, starts_1="16:00"))
    assert first.status_code == 302
    second = as_(stage.host).post(address, editing(stage, call, 1, title_0="Call on the mayor"))
    assert second.status_code == 409
    text = second.content.decode()
    told = "Guest Organiser changed starts from “17 April 2024, 17:00” to “17 April 2024, 16:00”."
    assert text.count(told) == 1
    assert text.count('value="Call on the mayor"') == 1
    assert text.count('name="seen_version" value="2"') == 1
    call.refresh_from_db()
    assert call.title.localize("en") == "Courtesy call"
    again = as_(stage.host).post(address, editing(stage, call, 2, title_0="Call on the mayor"))
    assert again.status_code == 302
    call.refresh_from_db()
    assert (call.title.localize("en"), call.version) == ("Call on the mayor", 3)


def test_the_second_editor_is_not_told_what_was_private_in_between(stage: Stage) -> None:
    call = stage.engagement("Call")
    change_engagement(
        call, {"visibility": Visibility.GUEST, "title": two("Quiet plan")}, seen=1, by=stage.guest
    )
    call.refresh_from_db()
    change_engagement(
        call, {"visibility": Visibility.SHARED, "title": two("Open call")}, seen=2, by=stage.guest
    )
    address = reverse("engagement-edit", args=[stage.mission.slug, call.pk])
    answer = as_(stage.host).post(address, editing(stage, call, 1))
    assert answer.status_code == 409
    assert answer.content.decode().count("Quiet plan") == 0
    assert answer.content.decode().count("Open call") >= 1
    history = reverse("engagement-history", args=[stage.mission.slug, call.pk])
    counts = [
        as_(user).get(history).content.decode().count("Quiet plan") for user in (stage.guest, stage.host)
    ]
    assert (counts[0] > 0, counts[1]) == (True, 0)


def test_a_form_cannot_hide_an_engagement_on_the_other_side_alone(stage: Stage) -> None:
    call = stage.engagement("Call")
    address = reverse("engagement-edit", args=[stage.mission.slug, call.pk])
    answer = as_(stage.guest).post(address, editing(stage, call, 1, visibility="host"))
    assert "visibility" in errors(answer)
    call.refresh_from_db()
    assert call.visibility == Visibility.SHARED


def test_hiding_an_engagement_through_its_form_hides_what_was_logged_of_it(stage: Stage) -> None:
    call = stage.engagement("Call")
    stage.attends(call, stage.park)
    add_point(call, {"kind": "note", "text": two("A note")}, by=stage.guest)
    address = reverse("engagement-edit", args=[stage.mission.slug, call.pk])
    assert as_(stage.guest).post(address, editing(stage, call, 1, visibility="guest")).status_code == 302
    logged = Activity.objects.filter(
        content_type__model__in=("engagement", "attendance", "point"), mission_id=stage.mission.pk
    )
    assert sorted(logged.values_list("content_type__model", "visibility", "verb")) == [
        ("attendance", "guest", "added"),
        ("engagement", "guest", "added"),
        ("engagement", "guest", "changed"),
        ("point", "guest", "added"),
    ]
    assert as_(stage.host).get(address).status_code == 404


def test_cancelling_keeps_it_and_says_so(stage: Stage) -> None:
    call = stage.engagement("Call")
    address = reverse("engagement-cancel", args=[stage.mission.slug, call.pk])
    assert as_(stage.host).post(address, {"seen_version": "7"}).status_code == 409
    answer = as_(stage.host).post(address, {"seen_version": "1"}, follow=True)
    call.refresh_from_db()
    assert (call.status, call.sequence, call.removed_at) == ("cancelled", 1, None)
    assert answer.content.decode().count("This engagement was cancelled.") == 1


def test_who_does_not_prepare_reads_and_changes_nothing(stage: Stage) -> None:
    from legation.kernel.choices import Side
    from legation.missions.actions import give_access
    from legation.missions.choices import Role

    give_access(stage.mission, stage.stranger, side=Side.GUEST, role=Role.DELEGATE, by=stage.guest)
    call = stage.engagement("Call")
    add_attendance(call, {"delegate": stage.harrell}, by=stage.guest)
    client, slug = as_(stage.stranger), stage.mission.slug
    assert client.get(reverse("engagement", args=[slug, call.pk])).status_code == 200
    text = client.get(reverse("engagement", args=[slug, call.pk])).content.decode()
    assert [text.count(word) for word in ("/edit/", "/new/", "/cancel/", "/several/")] == [0, 0, 0, 0]
    for name in ("engagement-edit", "engagement-cancel", "point-new", "attendance-new", "attendance-several"):
        assert client.get(reverse(name, args=[slug, call.pk])).status_code == 403
    assert client.get(reverse("engagement-new", args=[slug])).status_code == 403
    assert client.post(reverse("engagement-remove", args=[slug, call.pk])).status_code == 403


def test_moving_over_midnight_is_written_with_its_second_date(stage: Stage) -> None:
    send(stage, starts_1="22:00", ends_0="2024-04-18", ends_1="00:30")
    found = Engagement.objects.get()
    assert (found.local_end - found.local_start).total_seconds() == 9000
    assert found.local_end == datetime.fromisoformat("2024-04-18T00:30:00+09:00")
