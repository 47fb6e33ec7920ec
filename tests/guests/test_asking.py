"""Reminders of what is asked once somebody is approved: once, in time, in the reader's language."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from legation.guests.actions import recruiting as acts
from legation.guests.jobs import remind_guests
from legation.guests.jobs.asking import ask_again
from legation.guests.models import Application, Call
from legation.guests.queries.recruiting import application_path
from legation.kernel.models import Letter
from tests.guests.test_recruiting import applied, approved, fresh, opened
from tests.world import World

NOW = datetime(2024, 4, 1, 3, 0, tzinfo=UTC)
UNTIL = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)
DUE = UNTIL - timedelta(days=2)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def call(world: World) -> Call:
    return opened(world, later_until=UNTIL, remind_days=3)


def reminded() -> list[tuple[str, str]]:
    rows = Letter.objects.filter(kind="reminder").order_by("mail")
    return [(letter.mail, letter.subject) for letter in rows]


def test_who_was_approved_and_has_not_told_the_rest_is_reminded_once(world: World, call: Call) -> None:
    kim, lee, park = (approved(world, applied(world, call, name)) for name in ("Kim", "Lee", "Park"))
    applied(world, call, "Undecided")
    acts.tell_later(fresh(lee), {"travel": "KE 012"}, now=NOW)
    acts.withdraw(fresh(park), seen=fresh(park).version, by=world.guest)
    times = [UNTIL - timedelta(days=4), DUE, DUE, UNTIL - timedelta(hours=1), UNTIL + timedelta(hours=1)]
    assert [ask_again(at) for at in times] == [0, 1, 0, 0, 0]
    assert reminded() == [("kim@test.example", "Please tell us the rest: Business delegation")]
    letter = Letter.objects.get(kind="reminder")
    assert (letter.visibility, letter.expires_at, letter.lines[0]["url"]) == (
        "guest",
        UNTIL,
        f"/application/~guests.application~{kim.key}~/",
    )
    assert letter.lines[0]["text"] == (
        "You come along with “Business delegation”. We still need from you: "
        "Flights or trains, Diet and allergies.\n\n"
        "Please tell us until Wednesday 10 April, 09:00 (UTC) on this page; no password is needed."
    )


def test_the_reminder_is_in_the_readers_language(world: World, call: Call) -> None:
    approved(world, applied(world, call, "Kim"))
    Application.objects.update(language="ko")
    assert ask_again(DUE) == 1
    letter = Letter.objects.get(kind="reminder")
    assert (letter.language, letter.subject) == ("ko", "나머지 사항을 알려 주십시오: Business delegation")


@pytest.mark.parametrize("change", [{"remind_days": 0}, {"later_until": None}, {"later": []}])
def test_nobody_is_reminded_where_the_call_asks_for_none(
    world: World, call: Call, change: dict[str, Any]
) -> None:
    approved(world, applied(world, call, "Kim"))
    acts.change_call(call, change, seen=call.version, by=world.guest)
    assert ask_again(DUE) == 0


def test_nobody_is_reminded_of_a_letter_of_this_morning(world: World, call: Call, clock: Any) -> None:
    kim = applied(world, call, "Kim")
    clock.move_to(DUE)
    approved(world, kim)
    assert [ask_again(DUE + timedelta(hours=wait)) for wait in (1, 21)] == [0, 1]


def test_who_is_approved_anew_is_asked_anew(world: World, call: Call) -> None:
    kim = approved(world, applied(world, call, "Kim"))
    assert ask_again(DUE) == 1
    acts.withdraw(fresh(kim), seen=fresh(kim).version, by=world.guest)
    acts.reopen(fresh(kim), seen=fresh(kim).version, by=world.guest)
    approved(world, kim)
    assert ask_again(DUE) == 1


def test_a_removed_call_reminds_nobody_and_the_schedule_calls_it(
    world: World, call: Call, clock: Any
) -> None:
    approved(world, applied(world, call, "Kim"))
    acts.remove_call(call, by=world.guest)
    clock.move_to(DUE)
    assert remind_guests() == 0
    acts.restore_call(call, by=world.guest)
    assert remind_guests() == 1


def standing_of(world: World, as_: Callable[..., Client], call: Call) -> str:
    page = as_(world.guest).get(f"/missions/test-mission/calls/{call.pk}/").content.decode()
    line = LexborHTMLParser(page).css_first('[aria-labelledby="column-approved"] li small')
    assert line is not None
    return " ".join(line.text().split())


def test_the_board_says_who_was_reminded_and_who_is_late(
    world: World, call: Call, as_: Callable[..., Client], clock: Any
) -> None:
    kim = approved(world, applied(world, call, "Kim"))
    assert standing_of(world, as_, call) == "· not told yet"
    clock.move_to(DUE)
    ask_again()
    assert standing_of(world, as_, call) == "· not told yet · reminded 8 April 2024"
    clock.move_to(UNTIL + timedelta(days=1))
    assert standing_of(world, as_, call) == "· not told in time · reminded 8 April 2024"
    page = Client(headers={"accept-language": "en"}).get(application_path(kim)).content.decode()
    said = LexborHTMLParser(page).css_first("p.notice")
    assert said is not None
    assert said.text() == (
        "This was asked until Wednesday 10 April, 09:00 (UTC). What you tell now is still taken, "
        "but may come too late. Please ask: Sample desk."
    )
    assert Client().post(f"{application_path(kim)}tell/", {"travel": "KE 012"}).status_code == 302
    assert standing_of(world, as_, call) == ""


def test_the_deadline_is_typed_by_the_clock_that_the_form_names(
    world: World, call: Call, as_: Callable[..., Client], settings: Any
) -> None:
    settings.TIME_ZONE = "Asia/Seoul"
    client, path = as_(world.guest), f"/missions/test-mission/calls/{call.pk}/edit/"
    form = client.get(path).context["form"]
    assert form["later_until"].value().isoformat() == "2024-04-10T18:00:00"
    typed = {
        "name_0": "Business delegation",
        "delegation": call.delegation_id,
        "later": ["travel"],
        "reserved": 0,
        "approvals": 1,
        "later_until": "2024-04-11T09:30",
        "remind_days": 5,
        "seen_version": call.version,
    }
    assert client.post(path, typed).status_code == 302
    call.refresh_from_db()
    assert (call.later_until, call.remind_days) == (datetime(2024, 4, 11, 0, 30, tzinfo=UTC), 5)
