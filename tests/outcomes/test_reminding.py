"""Owners and those who stand for them are reminded once before, and once when it is late."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from legation.kernel.models import Letter
from legation.missions.models import Invitee
from legation.outcomes import actions
from legation.outcomes.jobs import remind_promises
from legation.outcomes.models import Commitment, PromiseLink
from tests.desk.browsing import texts
from tests.world import World, two

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
NOTED = datetime(2024, 4, 18, 12, tzinfo=UTC)


def promised(world: World, **values: Any) -> Commitment:
    with time_machine.travel(NOTED, tick=False):
        return actions.add_commitment(
            world.mission, {"title": two("Send a list"), "due_on": date(2024, 6, 1), **values}, by=world.host
        )


def told_on(day: date) -> dict[str, str]:
    """Who is told on this day, and under which subject."""
    Letter.objects.all().delete()
    with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
        remind_promises()
    return {letter.mail: letter.subject for letter in Letter.objects.order_by("mail")}


def test_each_owner_is_told_once_before_it_is_due_and_once_when_it_is_late(world: World) -> None:
    made = promised(world)
    actions.take_over(made, by=world.host)
    actions.take_over(made, by=world.guest)
    both = {"guest-organiser@test.example", "host-protocol@test.example"}
    assert told_on(date(2024, 5, 17)) == {}
    assert told_on(date(2024, 5, 18)) == dict.fromkeys(both, "Due on 1 June 2024: Send a list")
    assert told_on(date(2024, 5, 19)) == {}
    assert told_on(date(2024, 6, 1)) == {}
    assert told_on(date(2024, 6, 2)) == dict.fromkeys(both, "Overdue since 1 June 2024: Send a list")
    assert told_on(date(2024, 6, 3)) == {}


def test_another_day_is_told_anew_and_what_waits_is_withdrawn(world: World) -> None:
    made = promised(world)
    actions.take_over(made, by=world.host)
    assert len(told_on(date(2024, 5, 20))) == 2  # and the guests, on whose side nobody owns it
    actions.change_outcome(made, {"due_on": date(2024, 5, 30)}, seen=1, by=world.host)
    assert {letter.status for letter in Letter.objects.all()} == {"withdrawn"}
    assert told_on(date(2024, 5, 20))["host-protocol@test.example"] == "Due on 30 May 2024: Send a list"


def test_where_nobody_owns_it_those_who_prepare_are_told_so(world: World) -> None:
    promised(world)
    told = told_on(date(2024, 6, 2))
    assert set(told) == {"guest-organiser@test.example", "host-protocol@test.example"}
    said = Letter.objects.get(mail="guest-organiser@test.example").lines[0]["text"]
    assert "Nobody owns this on your side. Name somebody, so that it is looked after." in said.splitlines()


def test_assistants_and_calendars_of_a_person_are_told_on_their_own_side(world: World) -> None:
    made, mission = promised(world), world.mission
    actions.take_over(made, by=world.guest)
    actions.keep_own_side(made, {"person": world.things["host-mayor"]}, seen=0, by=world.host)
    for key in ("host-assistant", "guest-assistant"):
        mine = world.users[key].memberships.get(mission=mission)
        mine.stands_for.add(world.things["host-delegate"])
    Invitee.objects.create(
        mission=mission,
        side="host",
        delegate=world.things["host-delegate"],
        mail="mayor@busan.example",
        language="ko",
    )
    told = told_on(date(2024, 6, 2))
    office = "medlarhost@office.example"  # of the mayor's office, in the world
    assert told.pop(office) == "Overdue since 1 June 2024: Send a list"
    assert told == {
        "guest-organiser@test.example": "Overdue since 1 June 2024: Send a list",
        "host-assistant@test.example": "Overdue since 1 June 2024: Send a list",
        "mayor@busan.example": "2024년 6월 1일 기한 경과: Send a list",
    }
    said = Letter.objects.get(mail="host-assistant@test.example").lines[0]["text"]
    assert "You read this because you stand for Sample Mayorhost." in said.splitlines()
    assert set(Letter.objects.exclude(mail=office).values_list("mail", "visibility")) == {
        ("guest-organiser@test.example", "guest"),
        ("host-assistant@test.example", "host"),
        ("mayor@busan.example", "host"),
    }


def test_a_promise_of_one_side_is_told_to_that_side_alone(world: World) -> None:
    made = promised(world, visibility="host")
    actions.take_over(made, by=world.host)
    assert set(told_on(date(2024, 6, 2))) == {"host-protocol@test.example"}


@pytest.mark.parametrize("status", ["withdrawn", "done"])
def test_what_is_settled_or_was_past_when_it_was_noted_reminds_nobody(world: World, status: str) -> None:
    made = promised(world)
    actions.take_over(made, by=world.host)
    actions.settle_commitment(made, status, seen=1, by=world.host, reason="So it is")
    promised(world, due_on=date(2024, 4, 17))
    assert told_on(date(2024, 6, 2)) == {}


def test_the_next_step_is_told_three_days_before(world: World) -> None:
    made = promised(world, due_on=None, next_step=two("Call them"), next_on=date(2024, 5, 10))
    actions.take_over(made, by=world.host)
    assert told_on(date(2024, 5, 6)) == {}
    told = told_on(date(2024, 5, 7))
    assert told["host-protocol@test.example"] == "Next step on 10 May 2024: Call them"


def test_a_calendar_holds_the_days_of_what_one_owns(world: World, as_: As) -> None:
    made = promised(world, next_step=two("Call them"), next_on=date(2024, 5, 10))
    actions.take_over(made, by=world.host)
    host = as_(world.host)
    assert host.post(reverse("promises-calendar")).status_code == 302
    where = host.get(reverse("promises"))
    (shown,) = [
        part.split('"')[0] for part in where.content.decode().split('value="') if ".ics" in part[:200]
    ]
    path = shown.partition("://")[2].partition("/")[2]
    answer = Client().get(f"/{path}")
    text = answer.content.decode().replace("\r\n ", "")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert [line for line in text.splitlines() if line.startswith(("SUMMARY", "DTSTART"))] == [
        "SUMMARY:Next step: Call them",
        "DTSTART;VALUE=DATE:20240510",
        "SUMMARY:Due: Send a list",
        "DTSTART;VALUE=DATE:20240601",
    ]
    actions.change_outcome(made, {"visibility": "guest"}, seen=1, by=world.guest)
    assert "Send a list" not in Client().get(f"/{path}").content.decode()
    assert host.post(reverse("promises-calendar"), {"end": "1"}).status_code == 302
    assert Client().get(f"/{path}").status_code == 404
    assert texts(host.get(reverse("promises")), "#calendar button") == ["Make an address"]


def test_another_address_ends_the_one_before(world: World, as_: As) -> None:
    for _each in range(2):
        as_(world.host).post(reverse("promises-calendar"))
    assert PromiseLink.objects.filter(user=world.host, revoked_at=None).count() == 1
    assert PromiseLink.objects.filter(user=world.host).count() == 2
