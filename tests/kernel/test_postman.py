"""Letters are sent once, at least; again with growing delay; and what they say stays out of the log."""

import smtplib
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from legation.config.server import complaints
from legation.kernel import outbox, postman
from legation.kernel.choices import LetterKind, LetterStatus
from legation.kernel.models import Delivery, Letter
from legation.kernel.outbox import Address, Calendar

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)  # in Seoul
MINUTE = timedelta(minutes=1)
EVENT = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:만찬\r\nEND:VCALENDAR\r\n".encode()
pytestmark = pytest.mark.django_db


def post(text: str = "Dinner is at eight", *, now: datetime = NOON, **more: Any) -> Letter:
    letter = outbox.post(
        Address("kim@seoul.example", "en", "Asia/Seoul", "Kim Minseo 김"),
        kind=LetterKind.PROGRAMME,
        subject="The programme of Seoul",
        text=text,
        url="/missions/seoul/",
        by=None,
        now=now,
        **more,
    )
    assert letter is not None
    return letter


def again(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


def test_a_letter_is_sent_once_with_what_a_mail_program_needs(client: Any):
    letter = post(gather="seoul", calendar=Calendar(EVENT), headers={"Reply-To": "desk@la.example"})
    assert postman.send_due(NOON + 4 * MINUTE) == 0
    assert postman.send_due(NOON + 5 * MINUTE) == 1
    assert postman.send_due(NOON + 6 * MINUTE) == 0
    assert (again(letter).status, again(letter).sent_at) == (LetterStatus.SENT, NOON + 5 * MINUTE)
    (sent,) = mail.outbox
    read = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    assert (read["To"].addresses[0].addr_spec, read["To"].addresses[0].display_name) == (
        "kim@seoul.example",
        "Kim Minseo 김",
    )
    assert (read["Reply-To"], read["List-Unsubscribe-Post"]) == (
        "desk@la.example",
        "List-Unsubscribe=One-Click",
    )
    assert read["Message-ID"] == f"<{letter.key}@localhost>"
    calendars = [part for part in read.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_param("method") for part in calendars] == ["REQUEST"]
    assert calendars[0].get_content().replace("\r\n", "\n") == EVENT.decode().replace("\r\n", "\n")
    (file,) = read.iter_attachments()
    assert (file.get_filename(), file.get_content()) == ("invite.ics", EVENT)
    plain = read.get_body(["plain"]).get_content()
    assert plain.startswith("Dinner is at eight\nhttp://localhost:8000/missions/seoul/\n\n-- \n")
    html = read.get_body(["html"]).get_content()
    assert '<a href="http://localhost:8000/missions/seoul/">' in html

    # One click of the mail program, without a login, and again.
    stop = read["List-Unsubscribe"].strip(" <>").removeprefix("http://localhost:8000")
    assert client.get(stop).status_code == 200
    assert not Delivery.objects.exists()
    for _again in range(2):
        assert client.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Delivery.objects.get(mail="kim@seoul.example").off == [LetterKind.PROGRAMME]
    assert client.post(f"{stop[:-8]}0/stop/").status_code == 404


def test_two_workers_send_a_letter_once_and_a_killed_ones_is_sent_by_the_next():
    letter = post()
    assert postman._claimed(letter.pk, NOON) is not None
    assert postman._claimed(letter.pk, NOON) is None
    assert postman.send_due(NOON + postman.LEASE) == 0
    dead = again(letter)
    assert postman.send_due(NOON + postman.LEASE + MINUTE) == 1
    postman._end(dead, LetterStatus.FAILED)  # it wakes up too late to say anything
    assert (again(letter).status, again(letter).attempts) == (LetterStatus.SENT, 2)
    for _time in range(20):  # what breaks off the worker each time is given up
        Letter.objects.update(status=LetterStatus.SENDING, claimed_at=NOON)
        postman._claimed(letter.pk, NOON + 2 * postman.LEASE)
    Letter.objects.update(status=LetterStatus.SENDING, claimed_at=NOON)
    assert postman.send_due(NOON + 2 * postman.LEASE) == 0
    assert (again(letter).status, len(mail.outbox)) == (LetterStatus.FAILED, 1)


def test_a_server_that_is_down_is_asked_again_later_and_later_and_then_no_more(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def refused(_self: object) -> None:
        raise ConnectionRefusedError("kim@seoul.example")

    monkeypatch.setattr(EmailBackend, "open", refused)
    letter, at, waits = post(urgent=True), NOON, []
    while again(letter).status == LetterStatus.WAITING:
        assert postman.send_due(at) == 0
        waits.append((again(letter).due_at - at) // MINUTE)
        at = again(letter).due_at
    assert waits == [1, 5, 15, 60, 180, 360, 720, 0]
    assert (again(letter).status, again(letter).why) == (
        LetterStatus.FAILED,
        "The mail server does not answer, or refuses this site.",
    )
    assert "mail_server_down" in caplog.text
    assert [word for word in ("kim@", "Dinner", "Kim", "Seoul") if word in caplog.text] == []


def test_what_failed_goes_on_as_one_letter_with_what_was_posted_meanwhile(monkeypatch: pytest.MonkeyPatch):
    old = post("Dinner is at eight", gather="seoul", line="dinner")
    post("Lunch is off", gather="seoul", line="lunch")

    def busy(_self: object, _messages: object) -> None:
        post("Dinner is at nine", gather="seoul", line="dinner", now=NOON + 5 * MINUTE)
        raise smtplib.SMTPServerDisconnected

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", busy)
        assert postman.send_due(NOON + 5 * MINUTE) == 0
    (letter,) = Letter.objects.all()
    assert letter.pk != old.pk
    assert [line["text"] for line in letter.lines] == ["Lunch is off", "Dinner is at nine"]
    assert (letter.due_at, letter.attempts) == (NOON + 10 * MINUTE, 1)
    assert postman.send_due(NOON + 10 * MINUTE) == 1


def test_a_reader_whom_no_server_knows_is_given_up_and_stops_nobody_else(monkeypatch: pytest.MonkeyPatch):
    unknown, known = post(), post("Lunch")
    send = EmailBackend.send_messages

    def choosy(self: EmailBackend, messages: Any) -> int:
        if "Dinner" in messages[0].body:
            raise smtplib.SMTPRecipientsRefused({"kim@seoul.example": (550, b"No such user")})
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", choosy)
    assert postman.send_due(NOON) == 1
    assert (again(unknown).status, again(unknown).why) == (LetterStatus.FAILED, "550 No such user")
    assert again(known).status == LetterStatus.SENT


def test_what_is_over_or_unwanted_is_not_sent_and_a_late_letter_waits_for_the_morning():
    over = post(expires_at=NOON + MINUTE)
    night = NOON + timedelta(hours=10)  # 22:00: no worker ran all day
    late, urgent = post(), post(urgent=True)
    assert postman.send_due(night) == 1
    assert [again(letter).status for letter in (over, late, urgent)] == [
        LetterStatus.WITHDRAWN,
        LetterStatus.WAITING,
        LetterStatus.SENT,
    ]
    assert (again(late).due_at, again(late).attempts) == (datetime(2026, 11, 24, 22, tzinfo=UTC), 0)
    Delivery.objects.create(mail="kim@seoul.example", off=[LetterKind.PROGRAMME])
    assert postman.send_due(night + timedelta(hours=12)) == 0
    assert again(late).status == LetterStatus.WITHDRAWN


def test_without_a_mail_server_letters_wait_and_the_doctor_says_so(settings: Any):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    post()
    assert postman.send_due(NOON) == 0
    assert "1 letters wait and no mail server is set. Set LEGATION_MAIL_URL." in complaints()
