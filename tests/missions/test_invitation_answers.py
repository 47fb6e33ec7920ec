"""Answers to invitations: at the link, by mail, and those that are put aside with the reason."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from legation.cli import main
from legation.kernel.links import token, unsealed
from legation.kernel.models import Letter
from legation.missions.actions import cancel_engagement, change_attendance, change_engagement
from legation.missions.actions.invitations import end_invitee, settle_reply
from legation.missions.jobs import answers
from legation.missions.jobs.answers import AGAIN, IGNORED, TAKEN, take_mail
from legation.missions.models import Attendance, Engagement, Invitation, StrayReply
from legation.missions.queries import invitations
from tests.missions.calendars import MAIL, Read, invite, read, reply, sent
from tests.missions.preparing import text_of
from tests.missions.stage import Stage, build

pytestmark = pytest.mark.django_db


class Asked:
    """One engagement, to which one calendar was invited."""

    def __init__(self, **values: Any) -> None:
        self.stage: Stage = build()
        self.call: Engagement = self.stage.engagement()
        self.there = self.stage.attends(self.call, self.stage.harrell)
        self.invitee = invite(self.stage, **values)
        self.seen: Read = read(sent(self.stage)[0])

    @property
    def invitation(self) -> Invitation:
        return Invitation.objects.get(invitee=self.invitee)

    @property
    def state(self) -> tuple[str, str]:
        """What was answered, and how the delegate stands at the engagement."""
        return self.invitation.answer, Attendance.objects.get(pk=self.there.pk).presence

    def move(self) -> Read:
        self.call.refresh_from_db()
        values = {
            "starts": datetime(2024, 4, 17, 18),
            "ends": datetime(2024, 4, 17, 19),
            "zone": "Asia/Seoul",
        }
        change_engagement(self.call, values, seen=self.call.version, by=self.stage.guest)
        return read(sent(self.stage)[0])


@pytest.fixture
def asked(db: None) -> Any:
    with time_machine.travel("2024-04-14T00:00:00Z", tick=False):
        yield Asked()


def answer_address(invitation: Invitation) -> str:
    """As the letter that left says it."""
    return unsealed(invitations.answer_address(invitation))


def strays() -> list[tuple[str, str, str]]:
    rows = StrayReply.objects.order_by("pk")
    return [(row.why, row.sender, row.side) for row in rows]


def test_an_answer_by_mail_is_taken_and_marks_the_delegate(asked: Asked) -> None:
    assert take_mail(reply(asked.seen, "DECLINED", text="In hospital.")) == [TAKEN]
    assert asked.state == ("declined", "absent")
    assert (asked.invitation.comment, asked.invitation.answered_way) == ("In hospital.", "mail")
    assert take_mail(reply(asked.seen, "TENTATIVE", stamp="20240415T090000Z")) == [TAKEN]
    assert asked.state == ("tentative", "absent")
    assert take_mail(reply(asked.seen, "ACCEPTED", stamp="20240415T100000Z")) == [TAKEN]
    assert asked.state == ("accepted", "expected")
    assert strays() == []


def test_who_was_seen_there_stays_present(asked: Asked) -> None:
    change_attendance(asked.there, {"presence": "present"}, seen=1, by=asked.stage.host)
    take_mail(reply(asked.seen, "DECLINED"))
    assert asked.state == ("declined", "present")


def test_an_address_that_reads_along_marks_nobody() -> None:
    with time_machine.travel("2024-04-14T00:00:00Z", tick=False):
        asked = Asked(answers=False, name="The office")
        take_mail(reply(asked.seen, "DECLINED"))
        assert asked.state == ("declined", "expected")


def test_the_same_mail_twice_is_one_answer_and_an_older_one_changes_nothing(asked: Asked) -> None:
    no = reply(asked.seen, "DECLINED", stamp="20240415T080000Z")
    assert [take_mail(no), take_mail(no)] == [[TAKEN], [AGAIN]]
    take_mail(reply(asked.seen, "ACCEPTED", stamp="20240415T090000Z"))
    assert take_mail(no) == ["replayed"]
    assert take_mail(no) == [AGAIN]
    assert asked.state == ("accepted", "expected")
    assert strays() == [("replayed", MAIL, "guest")]


def test_an_answer_to_an_earlier_time_is_put_aside(asked: Asked) -> None:
    first = asked.seen
    take_mail(reply(first, "ACCEPTED"))
    second = asked.move()
    assert (asked.invitation.older, second.sequence) == (True, 1)
    late = reply(first, "DECLINED", stamp="20240415T120000Z")
    assert take_mail(late) == ["old"]
    assert asked.state == ("accepted", "expected")
    assert take_mail(reply(second, "DECLINED", stamp="20240415T130000Z")) == [TAKEN]
    assert (asked.state, asked.invitation.older) == (("declined", "absent"), False)


@pytest.mark.parametrize(
    ("why", "answer", "more"),
    [
        ("stranger", "ACCEPTED", {"sender": "somebody@else.example"}),
        ("stranger", "ACCEPTED", {"attendee": "somebody@else.example"}),
        ("stranger", "ACCEPTED", {"sender": f"{MAIL}, other@else.example"}),
        ("auto", "ACCEPTED", {"auto": "auto-replied"}),
        ("part", "DECLINED", {"lines": ["RECURRENCE-ID:20240417T080000Z"]}),
        ("unread", "ACCEPTED", {"stamp": ""}),
        ("old", "ACCEPTED", {"sequence": 7}),
        ("unknown", "ACCEPTED", {"uid": "nothing-of-ours@example"}),
        ("other", "ACCEPTED", {"method": "REQUEST"}),
        ("other", "DELEGATED", {}),
    ],
)
def test_what_does_not_fit_is_put_aside_with_its_reason_and_changes_nothing(
    asked: Asked, why: str, answer: str, more: dict[str, Any]
) -> None:
    if why == "stranger" and "," in more.get("sender", ""):
        why = "auto"  # nobody in particular wrote it
    assert take_mail(reply(asked.seen, answer, **more)) == [why]
    assert asked.state == ("nothing", "expected")
    assert [row[0] for row in strays()] == [why]


def test_what_was_called_off_meanwhile_takes_no_answer(asked: Asked) -> None:
    asked.call.refresh_from_db()
    cancel_engagement(asked.call, seen=asked.call.version, by=asked.stage.guest)
    sent(asked.stage)
    assert take_mail(reply(asked.seen, "ACCEPTED")) == ["cancelled"]
    assert asked.state == ("nothing", "expected")


def test_an_ended_address_answers_nothing(asked: Asked) -> None:
    end_invitee(asked.invitee, by=asked.stage.guest)
    assert take_mail(reply(asked.seen, "ACCEPTED")) == ["cancelled"]


def plain(sender: str, *, key: str = "<one@example>", **heads: str) -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message["Message-ID"] = key
    for name, value in heads.items():
        message[name.replace("_", "-")] = value
    message.set_content("I am away.")
    return bytes(message)


def test_mail_without_an_answer_is_kept_only_from_those_who_were_invited(asked: Asked) -> None:
    assert take_mail(plain(MAIL, Auto_Submitted="auto-replied")) == ["auto"]
    assert take_mail(plain(MAIL, Auto_Submitted="auto-replied")) == [AGAIN]
    assert take_mail(plain("spam@else.example")) == [IGNORED]
    assert take_mail(reply(asked.seen, uid="x", sender="spam@else.example")) == [IGNORED]
    assert strays() == [("auto", MAIL, "guest")]


def test_words_go_to_the_side_whose_letter_they_answer_and_else_to_neither(
    asked: Asked,
) -> None:
    stage = asked.stage
    stage.attends(asked.call, stage.park)
    invite(stage, stage.park, by=stage.host)  # one address, invited by both sides
    (theirs,) = sent(stage, "host")
    ours = Letter.objects.get(visibility="guest")
    names = {side: f"<{letter.key}@localhost>" for side, letter in (("guest", ours), ("host", theirs))}
    heads = [
        {"In_Reply_To": names["guest"]},
        {"In_Reply_To": names["host"], "References": names["guest"]},
        {"In_Reply_To": "<else@example>", "References": f"<first@example> {names['guest']}"},
        {},
        {"In_Reply_To": "<else@example>"},
    ]
    for number, named in enumerate(heads):
        assert take_mail(plain(MAIL, key=f"<{number}@example>", **named)) == ["unread"]
    assert take_mail(reply(asked.seen, uid="nothing-of-ours@example")) == ["unknown"]
    kept = StrayReply.objects.order_by("pk").values_list("side", "mission")
    mine = stage.mission.pk
    assert list(kept) == [
        *[("guest", mine), ("host", mine), ("guest", mine), ("", None), ("", None)],
        ("", None),
    ]


def test_an_answer_to_a_letter_of_a_side_that_did_not_invite_its_sender_goes_to_neither(asked: Asked) -> None:
    asked.stage.attends(asked.call, asked.stage.park)
    invite(asked.stage, asked.stage.park, by=asked.stage.host, mail="mayor@busan.example")
    (theirs,) = sent(asked.stage, "host")
    assert take_mail(plain(MAIL, In_Reply_To=f"<{theirs.key}@localhost>")) == ["unread"]
    kept = StrayReply.objects.get()
    assert (kept.mission, kept.side) == (None, "")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe",
        b"From: a\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n",
        b"From: " + MAIL.encode() + b"\r\nContent-Type: text/calendar\r\n\r\nthis is no calendar at all",
        b"From: " + MAIL.encode() + b"\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n" * 200,
        b"A" * (3 * 1024 * 1024),
    ],
)
def test_a_file_that_is_none_breaks_nothing(asked: Asked, data: bytes) -> None:
    (outcome,) = take_mail(data)
    assert outcome in {"unread", "other", IGNORED, "auto"}
    assert asked.state == ("nothing", "expected")


def test_signs_that_nobody_sees_are_in_no_name_and_no_address(asked: Asked) -> None:
    seen = asked.seen
    hidden = {"uid": f"{seen.uid}\0\u200b", "attendee": f"\u202e{MAIL}\0", "stamp": "20240415T080000Z"}
    mail = answers.read_mail(reply(seen, "ACCEPTED", **hidden))
    assert (mail.sender, mail.replies[0].uid, mail.replies[0].attendee) == (MAIL, seen.uid, MAIL)
    assert take_mail(reply(seen, "ACCEPTED", **hidden)) == [TAKEN]
    assert take_mail(reply(seen, "ACCEPTED", uid="\0nothing\0")) == ["unknown"]


def test_one_mail_with_two_answers_takes_both_or_neither(asked: Asked, monkeypatch: Any) -> None:
    other = invite(asked.stage, asked.stage.robinson)
    asked.stage.attends(asked.call, asked.stage.robinson)
    (letter,) = sent(asked.stage)  # who else comes is no reason to write to those who know
    second = read(letter)
    parts = [answers.read_mail(reply(seen, "DECLINED")).replies for seen in (asked.seen, second)]
    mail = answers.Mail(MAIL, "", "two", automatic=False, replies=(*parts[0], *parts[1]))
    monkeypatch.setattr(answers, "read_mail", lambda _data: mail)
    real, calls = answers.record, []

    def fails_the_second_time(*given: Any, **more: Any) -> Any:
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError
        return real(*given, **more)

    monkeypatch.setattr(answers, "record", fails_the_second_time)
    with pytest.raises(RuntimeError):
        take_mail(b"")
    assert asked.state == ("nothing", "expected")
    monkeypatch.setattr(answers, "record", real)
    assert take_mail(b"") == [TAKEN, TAKEN]
    assert Invitation.objects.get(invitee=other).answer == "declined"


def test_a_stray_reply_is_settled_by_its_own_side(asked: Asked, client: Client) -> None:
    take_mail(reply(asked.seen, "DECLINED", sender="assistant@seattle.example"))
    stray = StrayReply.objects.get()
    page = reverse("invitations", args=[asked.stage.mission.slug])
    client.force_login(asked.stage.host)
    assert "assistant@seattle.example" not in client.get(page).content.decode()
    settle = reverse("reply-settle", args=[asked.stage.mission.slug, stray.pk])
    assert client.post(settle, {"take": "yes"}).status_code == 404
    client.force_login(asked.stage.guest)
    shown = text_of(client.get(page).content.decode())
    assert shown.count("It was sent from another address than the one that was invited.") == 1
    client.post(settle, {"take": "yes"})
    assert asked.state == ("declined", "absent")
    assert asked.invitation.answered_way == "hand"
    assert "assistant@seattle.example" not in client.get(page).content.decode()
    take_mail(reply(asked.seen, "ACCEPTED", sender="x@seattle.example", key="<2@x>"))
    settle_reply(StrayReply.objects.get(settled_at=None), take=False, by=asked.stage.guest)
    assert asked.state == ("declined", "absent")


def at_link(asked: Asked, **typed: Any) -> Any:
    return Client().post(answer_address(asked.invitation), {"seen": asked.invitation.sequence, **typed})


def test_looking_at_the_link_answers_nothing_and_the_form_does(asked: Asked) -> None:
    where = answer_address(asked.invitation)
    for look in (Client().get, Client().head):
        answer = look(where)
        assert answer.status_code == 200
    assert (answer["X-Robots-Tag"], asked.state) == ("noindex, nofollow", ("nothing", "expected"))
    page = text_of(Client().get(where).content.decode())
    assert page.count("Wednesday 17 April 2024, 17:00–17:45 (Seoul time)") == 1
    assert at_link(asked, answer="declined", comment="Away").status_code == 302
    assert asked.state == ("declined", "absent")
    assert (
        text_of(Client().get(where).content.decode()).count("Your answer: Declined. You can change it.") == 1
    )
    nothing = at_link(asked)
    assert (nothing.status_code, nothing.context["form"].errors["answer"]) == (422, ["Choose an answer."])
    assert at_link(asked, answer="maybe").status_code == 422


def test_an_answer_to_what_was_shown_before_the_change_is_asked_for_again(asked: Asked) -> None:
    asked.move()
    stale = at_link(asked, seen=0, answer="accepted", comment="With pleasure")
    assert stale.status_code == 409
    assert "It was changed while you looked." in stale.content.decode()
    assert "With pleasure" in stale.content.decode()
    assert asked.state == ("nothing", "expected")
    assert at_link(asked, answer="accepted").status_code == 302


def test_the_link_ends_with_the_address_the_mission_and_the_event(asked: Asked) -> None:
    where = answer_address(asked.invitation)
    assert Client().get(where.replace("/answer/", "/answer/0")).status_code == 404
    other = reverse("invitation-answer", args=[token(asked.invitation.key, "calendar")])
    assert Client().get(other).status_code == 404
    with time_machine.travel(datetime(2024, 4, 18, 9, tzinfo=UTC), tick=False):
        assert Client().get(where).status_code == 404
    end_invitee(asked.invitee, by=asked.stage.guest)
    assert Client().get(where).status_code == 404


def test_the_link_of_what_was_called_off_says_so(asked: Asked) -> None:
    asked.call.refresh_from_db()
    cancel_engagement(asked.call, seen=asked.call.version, by=asked.stage.guest)
    sent(asked.stage)
    page = text_of(Client().get(answer_address(asked.invitation)).content.decode())
    assert page.count("This was called off, or you are no longer expected there.") == 1
    assert at_link(asked, answer="accepted").status_code == 409


def test_the_command_reads_mails_from_files(asked: Asked, tmp_path: Path, capsys: Any) -> None:
    good, stranger = tmp_path / "good.eml", tmp_path / "stranger.eml"
    good.write_bytes(reply(asked.seen, "ACCEPTED"))
    stranger.write_bytes(reply(asked.seen, "DECLINED", sender="a@b.example"))
    assert main(["mail", "--read", str(good), str(stranger)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{good}: the answer was taken",
        f"{stranger}: put aside: It was sent from another address than the one that was invited.",
    ]
    assert main(["mail", "--read", str(tmp_path / "none.eml")]) == 2
    assert main(["mail"]) == 2
    assert "set LEGATION_ANSWERS_URL" in capsys.readouterr().err
