"""Letters about invitations: whether they left decides what is told next, and what was answered stays."""

from typing import Any
from unittest.mock import Mock

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse

from legation.directory.actions import add_person
from legation.kernel.choices import LetterStatus, Visibility
from legation.kernel.links import token
from legation.kernel.models import Letter
from legation.kernel.postman import message_of
from legation.missions.actions import (
    add_delegate,
    add_delegation,
    cancel_engagement,
    change_engagement,
    make_calendar_link,
)
from legation.missions.jobs import invitations
from legation.missions.jobs.invitations import send
from legation.missions.models import Delegate, Engagement, Invitation
from legation.missions.queries.invitations import due_of
from tests.missions.calendars import MAIL, invite, read, sent
from tests.missions.stage import Stage, build, two

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stage(db: None) -> Any:
    with time_machine.travel("2024-03-01T00:00:00Z", tick=False):
        yield build()


def called(stage: Stage, title: str = "Courtesy call", **values: Any) -> Engagement:
    engagement = stage.engagement(title, **values)
    stage.attends(engagement, stage.harrell)
    return engagement


def told(stage: Stage) -> None:
    """Tell the calendars of the guests what changed; nothing leaves."""
    send(Mock(job=Mock(by=None)), stage.mission.pk, "guest")


def test_who_was_invited_is_told_that_it_is_off_though_a_letter_waits(stage: Stage) -> None:
    call = called(stage)
    invite(stage)
    sent(stage)
    Invitation.objects.update(answer="accepted")
    call.refresh_from_db()
    call = change_engagement(call, {"dress": "formal"}, seen=call.version, by=stage.guest)
    told(stage)
    assert Letter.objects.filter(status=LetterStatus.WAITING).count() == 1
    cancel_engagement(call, seen=call.version, by=stage.guest)
    (letter,) = sent(stage)
    assert (read(letter).method, read(letter).sequence) == ("CANCEL", 1)
    assert Invitation.objects.get().answer == "accepted"


def test_an_answer_given_while_its_calendar_is_told_stays(stage: Stage, monkeypatch: Any) -> None:
    call = called(stage)
    invite(stage)
    sent(stage)
    call.refresh_from_db()
    change_engagement(call, {"title": two("Call of the mayor")}, seen=call.version, by=stage.guest)

    def answered_meanwhile(*asked: Any) -> Any:
        due = due_of(*asked)
        Invitation.objects.update(answer="accepted", comment="With pleasure")
        return due

    monkeypatch.setattr(invitations, "due_of", answered_meanwhile)
    told(stage)
    kept = Invitation.objects.get()
    assert (kept.answer, kept.comment) == ("accepted", "With pleasure")
    assert (kept.sequence, kept.facts["title"]) == (1, "Call of the mayor")


def test_the_link_cannot_be_read_in_the_letter_that_waits_and_is_in_the_one_that_leaves(
    stage: Stage, client: Client
) -> None:
    called(stage)
    invite(stage)
    told(stage)
    letter, key = Letter.objects.get(), Invitation.objects.get().key
    front = reverse("invitation-answer", args=["x"]).removesuffix("x/")
    assert [line["url"] for line in letter.lines] == [f"{front}~invitation~{key}~/"]
    path = reverse("invitation-answer", args=[token(key, "invitation")])
    words = str(message_of(letter).body).split()
    assert [word for word in words if key in word] == [f"{settings.ORIGIN}{path}"]
    assert client.get(path).status_code == 200


@pytest.fixture
def consul(stage: Stage) -> Delegate:
    """Of a third party, at a shared engagement and at one side's own, each with that side's own delegate."""
    delegation = add_delegation(
        stage.mission, {"party": "third", "name": two("Sample consulate"), "city": None}, by=stage.guest
    )
    person = add_person({"family_name": "Consul", "given_name": "Sample", "sample": True}, by=stage.guest)
    values = {"delegation": delegation, "person": person, "status": "confirmed", "visibility": "shared"}
    consul = add_delegate(stage.mission, values, by=stage.guest)
    shared = stage.engagement("Courtesy call")
    own = stage.engagement("Guestsecret rehearsal", visibility=Visibility.GUEST)
    for engagement in (shared, own):
        for delegate in (consul, stage.guest_secret, stage.harrell):
            stage.attends(engagement, delegate)
    return consul


def unfolded(data: bytes) -> str:
    return data.replace(b"\r\n ", b"").decode()


def test_a_third_partys_calendar_is_told_only_what_both_sides_share(stage: Stage, consul: Delegate) -> None:
    invite(stage, consul, mail="consul@else.example")
    invite(stage)
    told = [
        (letter.mail, read(letter).title, unfolded(bytes(letter.calendar or b"")).count("Gail Guestsecret"))
        for letter in sent(stage)
    ]
    assert sorted(told) == [
        ("consul@else.example", "Courtesy call", 0),
        (MAIL, "Courtesy call", 1),
        (MAIL, "Guestsecret rehearsal", 1),
    ]


def test_a_third_partys_feed_shows_only_what_both_sides_share(stage: Stage, consul: Delegate) -> None:
    shown = {}
    for delegate in (consul, stage.harrell):
        link = make_calendar_link(stage.mission, by=stage.guest, language="en", delegate=delegate)
        body = unfolded(Client().get(reverse("calendar-feed", args=[token(link.key, "calendar")])).content)
        shown[delegate] = (body.count("BEGIN:VEVENT"), body.count("Gail Guestsecret"))
    assert shown == {consul: (1, 0), stage.harrell: (2, 2)}
