"""Who keeps an agreement hears once that it ends, and once that nothing was heard for years."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine

from legation.kernel.models import Letter
from legation.outcomes import actions
from legation.outcomes.jobs import alert_agreements
from legation.outcomes.models import Agreement
from tests.world import World, two

pytestmark = pytest.mark.django_db


def agreed(world: World, title: str, **values: Any) -> Agreement:
    parties = [world.things["guest-organisation"], world.things["host-organisation"]]
    given = {"kind": "mou", "status": "signed", "signed_on": date(2022, 1, 10), "parties": parties}
    return actions.add_agreement(world.mission, {"title": two(title), **given, **values}, by=world.host)


def told_on(day: date) -> set[tuple[str, str, str]]:
    """Who is told on this day under which subject, and whose letter it is; that of the world aside."""
    Letter.objects.all().delete()
    with time_machine.travel(datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=False):
        alert_agreements()
    return {(letter.mail, letter.subject, letter.visibility) for letter in Letter.objects.all()}


GUEST, HOST = "guest-organiser@test.example", "host-protocol@test.example"


def test_both_sides_hear_once_that_a_shared_one_ends(world: World) -> None:
    agreed(world, "Five years", ends_on=date(2024, 12, 31), notice_days=90)
    assert told_on(date(2024, 10, 1)) == set()
    said = "Ends on 31 December 2024: Five years"
    assert told_on(date(2024, 10, 2)) == {(GUEST, said, "guest"), (HOST, said, "host")}
    assert told_on(date(2024, 10, 3)) == set()


def test_one_of_one_side_is_told_to_that_side(world: World) -> None:
    agreed(world, "Ours", ends_on=date(2024, 12, 31), visibility="host")
    assert told_on(date(2024, 12, 1)) == {(HOST, "Ends on 31 December 2024: Ours", "host")}


def test_silence_is_told_when_it_has_lasted_and_to_the_office_that_keeps_it(world: World) -> None:
    assert told_on(date(2027, 4, 20)) == set()
    for_guest = "No contact for more than 3 years: QUINCEGUESTname sisters"
    for_host = "No contact for more than 3 years: MEDLARHOSTname sisters"
    assert told_on(date(2027, 4, 21)) == {(GUEST, for_guest, "shared"), (HOST, for_host, "shared")}
    assert told_on(date(2027, 4, 22)) == set()


def test_what_has_ended_or_is_planned_alerts_nobody(world: World) -> None:
    agreed(world, "Ended", status="ended", ends_on=date(2024, 12, 31))
    agreed(world, "Planned", status="planned", signed_on=None, ends_on=date(2024, 12, 31))
    assert told_on(date(2024, 12, 1)) == set()
