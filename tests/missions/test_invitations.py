"""Invitations that calendars replace by themselves, read back with two programs that did not write them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from unittest.mock import Mock

import pytest
import time_machine
from django.test import Client, override_settings
from django.urls import reverse

from legation.kernel.choices import LetterStatus, Visibility
from legation.kernel.jobs import run_queued
from legation.kernel.models import Delivery, Letter
from legation.kernel.postman import message_of
from legation.missions.actions import (
    add_attendance,
    cancel_engagement,
    change_delegate,
    change_engagement,
    remove_part,
    restore_part,
)
from legation.missions.actions.invitations import (
    AlreadyInvited,
    NotYoursToInvite,
    end_invitee,
    restore_invitee,
)
from legation.missions.jobs.invitations import send
from legation.missions.models import Engagement, Invitation
from tests.missions.calendars import MAIL, invite, read, sent, with_ical, with_vobject
from tests.missions.preparing import text_of
from tests.missions.stage import PACIFIC, SEOUL, Stage, build, two

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Any:
    with time_machine.travel("2024-03-01T00:00:00Z", tick=False):
        yield build()


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2024, 4, day, hour, minute, tzinfo=UTC)


def moved(engagement: Engagement, first: datetime, last: datetime, stage: Stage) -> Engagement:
    engagement.refresh_from_db()
    values = {"starts": first, "ends": last, "zone": engagement.zone}
    return change_engagement(engagement, values, seen=engagement.version, by=stage.guest)


def called(stage: Stage, title: str = "Courtesy call", **values: Any) -> Engagement:
    engagement = stage.engagement(title, **values)
    stage.attends(engagement, stage.harrell)
    return engagement


def test_an_invitation_names_who_invites_whom_to_what(stage: Stage) -> None:
    call = called(stage, venue=stage.city_hall, room=stage.protocol_room)
    invite(stage)
    (letter,) = sent(stage)
    seen = read(letter)
    assert (seen.method, seen.sequence, seen.status) == ("REQUEST", 0, "CONFIRMED")
    assert seen.uid.startswith(f"{call.uuid}-")
    assert (seen.start, seen.end) == (at(17, 8), at(17, 8, 45))
    assert (seen.organiser, seen.attendee) == ("legation@localhost", MAIL)
    assert (seen.partstat, seen.rsvp) == ("NEEDS-ACTION", True)
    assert letter.subject == "Invitation: Courtesy call, Wed 17 17:00"
    assert letter.lines[0]["text"] == (
        "Courtesy call\nWednesday 17 April 2024, 17:00–17:45 (Seoul time)\nProtocol room, City Hall, Busan\n"
        "Please answer in your calendar, or at this address:"
    ).replace("Seoul", "Busan")
    assert sent(stage) == []  # nothing changed since


def test_an_update_keeps_its_uid_and_raises_its_sequence(stage: Stage) -> None:
    call = called(stage)
    invite(stage)
    first = read(sent(stage)[0])
    moved(call, datetime(2024, 4, 17, 18), datetime(2024, 4, 17, 18, 45), stage)
    (letter,) = sent(stage)
    second = read(letter)
    assert (second.method, second.uid, second.sequence) == ("REQUEST", first.uid, 1)
    assert second.start - first.start == timedelta(hours=1)
    assert letter.subject == "Changed: Courtesy call, Wed 17 18:00"
    assert letter.lines[0]["text"].splitlines()[2] == (
        "It was Wednesday 17 April 2024, 17:00–17:45 (Seoul time)."
    )


@pytest.mark.parametrize(
    ("zone", "first", "last", "start", "end"),
    [  # golden case 6 and its neighbours: the wall clock is moved by an hour, and so is the moment
        (SEOUL, datetime(2024, 4, 17, 17), datetime(2024, 4, 17, 18), at(17, 8), at(17, 9)),
        (SEOUL, datetime(2024, 4, 17, 23), datetime(2024, 4, 18, 0, 30), at(17, 14), at(17, 15, 30)),
        (
            SEOUL,  # clocks in Seattle go forward meanwhile
            datetime(2024, 3, 10, 18, 30),
            datetime(2024, 3, 10, 19, 30),
            datetime(2024, 3, 10, 9, 30, tzinfo=UTC),
            datetime(2024, 3, 10, 10, 30, tzinfo=UTC),
        ),
        (
            PACIFIC,  # the event itself goes over the change: four hours on the wall, three in truth
            datetime(2024, 3, 9, 23),
            datetime(2024, 3, 10, 3),
            datetime(2024, 3, 10, 7, tzinfo=UTC),
            datetime(2024, 3, 10, 10, tzinfo=UTC),
        ),
        (
            PACIFIC,  # and back in autumn: the moved start lies in the hour that is repeated, the first time
            datetime(2024, 11, 3, 0, 15),
            datetime(2024, 11, 3, 3),
            datetime(2024, 11, 3, 7, 15, tzinfo=UTC),
            datetime(2024, 11, 3, 11, tzinfo=UTC),
        ),
        (
            "Asia/Kathmandu",
            datetime(2024, 12, 31, 22, 30),
            datetime(2025, 1, 1, 0, 30),
            datetime(2024, 12, 31, 16, 45, tzinfo=UTC),
            datetime(2024, 12, 31, 18, 45, tzinfo=UTC),
        ),
    ],
)
def test_both_programs_read_the_same_moments_before_and_after_a_move(
    stage: Stage, zone: str, first: datetime, last: datetime, start: datetime, end: datetime
) -> None:
    call = called(stage, zone=zone, starts=first, ends=last)
    invite(stage)
    seen = read(sent(stage)[0])
    assert (seen.start, seen.end) == (start, end)
    hour = timedelta(hours=1)
    moved(call, first + hour, last + hour, stage)
    again = read(sent(stage)[0])
    call.refresh_from_db()
    assert (again.start, again.end) == (call.starts_at, call.ends_at)
    assert again.start - start == hour
    assert again.uid == seen.uid


def test_the_zone_is_described_in_the_file_itself(stage: Stage) -> None:
    called(stage, zone=PACIFIC)
    invite(stage)
    data = bytes(sent(stage)[0].calendar or b"")
    assert data.count(b"BEGIN:VTIMEZONE") == 1
    assert data.count(b"TZID:America/Los_Angeles") == 1
    assert data.count(b"DTSTART;TZID=America/Los_Angeles:20240417T170000") == 1


def test_the_same_moment_on_another_citys_clock_is_an_update(stage: Stage) -> None:
    call = called(stage)
    invite(stage)
    sent(stage)
    call.refresh_from_db()
    values = {"starts": datetime(2024, 4, 17, 1), "ends": datetime(2024, 4, 17, 1, 45), "zone": PACIFIC}
    change_engagement(call, values, seen=call.version, by=stage.guest)
    seen = read(sent(stage)[0])
    assert (seen.sequence, seen.start) == (1, at(17, 8))


def test_where_only_the_part_of_the_day_is_known_whole_days_are_written(stage: Stage) -> None:
    called(stage, part="morning", starts=datetime(2024, 4, 17, 9), ends=datetime(2024, 4, 17, 12))
    invite(stage)
    (letter,) = sent(stage)
    seen = read(letter)
    assert (seen.start, seen.end) == (date(2024, 4, 17), date(2024, 4, 18))
    assert seen.title == "Courtesy call (Morning)"


def test_called_off_and_brought_back_it_is_one_event_with_a_rising_sequence(stage: Stage) -> None:
    call = called(stage)
    invite(stage)
    states = [read(sent(stage)[0])]
    call.refresh_from_db()
    call = cancel_engagement(call, seen=call.version, by=stage.guest)
    states.append(read(sent(stage)[0]))
    change_engagement(call, {"status": "confirmed"}, seen=call.version, by=stage.guest)
    (letter,) = sent(stage)
    states.append(read(letter))
    assert [(one.method, one.sequence, one.status) for one in states] == [
        ("REQUEST", 0, "CONFIRMED"),
        ("CANCEL", 1, "CANCELLED"),
        ("REQUEST", 2, "CONFIRMED"),
    ]
    assert len({one.uid for one in states}) == 1
    assert letter.subject == "Invitation: Courtesy call, Wed 17 17:00"


def test_whoever_no_longer_attends_loses_the_entry_and_gets_it_back(stage: Stage) -> None:
    call = stage.engagement()
    there = stage.attends(call, stage.harrell)
    invite(stage)
    sent(stage)
    there = remove_part(there, by=stage.guest)
    assert read(sent(stage)[0]).method == "CANCEL"
    restore_part(there, by=stage.guest)
    assert (read(sent(stage)[0]).method, sent(stage)) == ("REQUEST", [])


def test_a_removed_engagement_a_withdrawn_delegate_and_an_ended_address_call_it_off(stage: Stage) -> None:
    call, invitee = called(stage), invite(stage)
    sent(stage)
    call.refresh_from_db()
    remove_part(call, by=stage.guest)
    assert [read(letter).method for letter in sent(stage)] == ["CANCEL"]
    call.refresh_from_db()
    restore_part(call, by=stage.guest)
    assert [read(letter).method for letter in sent(stage)] == ["REQUEST"]
    stage.harrell.refresh_from_db()
    left = {"status": "withdrawn"}
    delegate = change_delegate(stage.harrell, left, seen=stage.harrell.version, by=stage.guest)
    assert [read(letter).method for letter in sent(stage)] == ["CANCEL"]
    change_delegate(delegate, {"status": "confirmed"}, seen=delegate.version, by=stage.guest)
    assert [read(letter).method for letter in sent(stage)] == ["REQUEST"]
    end_invitee(invitee, by=stage.guest)
    assert [read(letter).method for letter in sent(stage)] == ["CANCEL"]


def test_what_becomes_the_other_sides_own_is_called_off_with_the_words_that_were_sent(stage: Stage) -> None:
    call = called(stage, by=stage.host)
    invite(stage)
    sent(stage)
    call.refresh_from_db()
    secret = {"title": two("Secret rehearsal"), "visibility": Visibility.HOST}
    change_engagement(call, secret, seen=call.version, by=stage.host)
    (letter,) = sent(stage)
    assert (read(letter).method, read(letter).title) == ("CANCEL", "Courtesy call")
    assert [
        part for part in (str(letter.lines), bytes(letter.calendar or b"").decode()) if "Secret" in part
    ] == []


def test_nothing_of_the_other_side_is_in_an_invitation(stage: Stage) -> None:
    call = called(stage)
    for delegate, by in ((stage.guest_secret, stage.guest), (stage.host_secret, stage.host)):
        add_attendance(call, {"delegate": delegate}, by=by)
    invite(stage)
    stage.attends(call, stage.park)
    invite(stage, stage.park, by=stage.host, mail="mayor@busan.example")
    told = {}
    for side in ("guest", "host"):
        (letter,) = sent(stage, side)
        words = bytes(letter.calendar or b"").replace(b"\r\n ", b"").decode()
        told[letter.mail] = ("Guestsecret" in words, "Hostsecret" in words)
    assert told == {MAIL: (True, False), "mayor@busan.example": (False, True)}


def test_only_words_that_changed_are_replaced_without_a_question(stage: Stage) -> None:
    call = called(stage)
    invite(stage)
    first = read(sent(stage)[0])
    Invitation.objects.update(answer="accepted")
    call.refresh_from_db()
    call = change_engagement(call, {"dress": "formal"}, seen=call.version, by=stage.guest)
    (letter,) = sent(stage)
    second = read(letter)
    assert (second.sequence, second.partstat, second.rsvp) == (first.sequence, "ACCEPTED", False)
    Invitation.objects.update(answer="declined")
    call = change_engagement(call, {"dress": "casual"}, seen=call.version, by=stage.guest)
    assert sent(stage) == []  # whoever declined is not troubled with the dress
    moved(call, datetime(2024, 4, 17, 18), datetime(2024, 4, 17, 18, 45), stage)
    assert read(sent(stage)[0]).partstat == "NEEDS-ACTION"  # another time is another question


def test_an_assistant_gets_each_principals_engagements_under_the_principals_name(stage: Stage) -> None:
    call = called(stage)
    stage.attends(call, stage.robinson)
    for delegate in (stage.harrell, stage.robinson):
        invite(stage, delegate, mail="office@seattle.example", name="The office", language="ko")
    letters = sent(stage)
    seen = [read(letter) for letter in letters]
    assert [one.title for one in seen] == ["Bruce Harrell: Courtesy call", "Lynne Robinson: Courtesy call"]
    assert len({one.uid for one in seen}) == 2
    assert {letter.language for letter in letters} == {"ko"}


def test_a_letter_that_has_not_left_is_replaced_and_one_for_nothing_is_withdrawn(stage: Stage) -> None:
    def write() -> list[tuple[str, int]]:
        send(Mock(job=Mock(by=None)), stage.mission.pk, "guest")
        return [
            (letter.subject, len(letter.lines))
            for letter in Letter.objects.filter(status=LetterStatus.WAITING)
        ]

    call = called(stage)
    invite(stage)
    assert write() == [("Invitation: Courtesy call, Wed 17 17:00", 1)]
    moved(call, datetime(2024, 4, 17, 18), datetime(2024, 4, 17, 18, 45), stage)
    assert write() == [("Changed: Courtesy call, Wed 17 18:00", 1)]
    call.refresh_from_db()
    cancel_engagement(call, seen=call.version, by=stage.guest)
    assert (write(), Invitation.objects.count()) == ([], 0)


def test_who_wants_no_such_letters_gets_none(stage: Stage) -> None:
    called(stage)
    invite(stage)
    Delivery.objects.create(mail=MAIL, off=["calendar"])
    assert (sent(stage), Invitation.objects.count()) == ([], 0)


def test_what_is_over_is_left_as_it_is(stage: Stage) -> None:
    call = called(stage)
    invite(stage)
    sent(stage)
    call.refresh_from_db()
    with time_machine.travel("2024-04-17T09:00:00Z", tick=False):
        cancel_engagement(call, seen=call.version, by=stage.guest)
        assert sent(stage) == []


def test_a_name_cannot_begin_a_line_of_a_head_or_of_a_file(stage: Stage) -> None:
    called(stage, "Call\r\nATTENDEE:mailto:evil@example.org")
    invite(stage, name='Office"\r\nBcc: evil@example.org')
    (letter,) = sent(stage)
    message = message_of(letter).message()
    assert message.get_all("Bcc") is None
    data = bytes(letter.calendar or b"")
    assert data.replace(b"\r\n ", b"").count(b"\r\nATTENDEE") == 1
    for reader in (with_ical, with_vobject):
        assert reader(data).attendee == MAIL


@override_settings(CALENDAR_ADDRESS="calendar@busan.example")
def test_the_mail_comes_from_the_organiser_and_carries_its_method(stage: Stage) -> None:
    called(stage)
    invite(stage)
    (letter,) = sent(stage)
    message = message_of(letter).message()
    assert (message["From"], message["Reply-To"]) == ("calendar@busan.example", "calendar@busan.example")
    kinds = [part["Content-Type"] for part in message.walk() if "calendar" in part.get_content_type()]
    assert [kind.replace('"', "") for kind in kinds] == ["text/calendar; method=REQUEST; charset=utf-8"]


def test_a_side_invites_its_own_and_each_address_once(stage: Stage) -> None:
    invitee = invite(stage)
    with pytest.raises(AlreadyInvited):
        invite(stage, mail=MAIL.upper())
    with pytest.raises(NotYoursToInvite):
        invite(stage, stage.park)
    end_invitee(invitee, by=stage.guest)
    invite(stage)
    with pytest.raises(AlreadyInvited):
        restore_invitee(invitee, by=stage.guest)


def test_an_address_is_added_told_and_ended_on_the_page(
    stage: Stage, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(stage.guest)
    call = called(stage)
    page, slug = reverse("invitations", args=[stage.mission.slug]), stage.mission.slug
    assert "Invite the first calendar" in client.get(page).content.decode()
    typed = {"delegate": stage.harrell.pk, "mail": "no address", "language": "en"}
    wrong = client.post(reverse("invitee-new", args=[slug]), typed)
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["mail"])
    client.post(reverse("invitee-new", args=[slug]), {**typed, "mail": MAIL, "answers": "on"})
    assert (
        text_of(client.get(page).content.decode()).count("1 entry of calendars is not as the programme has")
        == 1
    )
    client.post(reverse("invitations-send", args=[slug]))
    run_queued()
    shown = text_of(client.get(page).content.decode())
    assert shown.count("Every calendar holds what the programme has.") == 1
    assert shown.count("No answer yet 1") == 2
    assert Invitation.objects.get().engagement == call
    invitee = Invitation.objects.get().invitee
    gone = client.post(reverse("invitee-end", args=[slug, invitee.pk]), follow=True).content.decode()
    assert text_of(gone).count(f"Removed: {MAIL}.") == 1
    client.post(reverse("invitee-restore", args=[slug, invitee.pk]))
    invitee.refresh_from_db()
    assert invitee.ended_at is None


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_costs_the_same_however_many_are_invited(
    stage: Stage, client: Client, django_assert_num_queries: Any, count: int
) -> None:
    called(stage)
    for number in range(count):
        invite(stage, mail=f"office-{number}@seattle.example")
    sent(stage)
    client.force_login(stage.guest)
    with django_assert_num_queries(12):
        client.get(reverse("invitations", args=[stage.mission.slug]))
