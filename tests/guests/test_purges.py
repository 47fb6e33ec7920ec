"""What was destroyed once a mission was over stands on a page, for each side of its own."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from legation.guests.actions import guests as acts
from legation.guests.jobs import purging
from legation.guests.models import Guest, GuestPurge
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_yet(world: World) -> None:
    GuestPurge.objects.all().delete()


def day_of(world: World) -> date:
    return world.mission.ends_on + timedelta(days=settings.SEALED_DAYS)


def page(world: World, side: str) -> list[str]:
    client = Client()
    client.force_login(world.host if side == "host" else world.guest)
    answer = client.get(f"/missions/{world.mission.slug}/guests/destroyed/")
    assert answer.status_code == 200
    body = HTMLParser(answer.content.decode()).css("main tbody tr, main .empty p, main > p")
    return [" ".join(each.text(separator=" ").split()) for each in body]


def test_each_side_reads_what_was_destroyed_of_its_own(world: World) -> None:
    told = {"diet": "no nuts", "access": "wheelchair", "note": "late"}
    for number in range(3):
        guest = acts.add_guest(
            world.things["guest-list"],
            {"name": f"Guest {number}", **told} if number else {"name": "None"},
            by=world.host,
        )
    acts.change_guest(guest, {"note": "later"}, seen=guest.version, by=world.host)
    before = {
        side: sum(1 for each in Guest.objects.filter(side=side) if each.diet) for side in ("guest", "host")
    }
    assert before == {"guest": 1, "host": 3}
    assert "Still kept under seal until" in page(world, "host")[-1]

    assert purging.purge_due(day_of(world)) > 0
    reports = {row.side: row for row in GuestPurge.objects.all()}
    assert {side: row.counts["diet"] for side, row in reports.items()} == before
    assert (reports["host"].counts["access"], reports["host"].counts["note"]) == (2, 4)
    assert reports["host"].due_on == day_of(world)
    (mine,) = page(world, "host")
    assert f"{day_of(world):%Y-%m-%d}" in mine
    assert "4 diets: 3 , needs: 2 , notes: 4 , saved states" in mine
    (theirs,) = page(world, "guest")
    assert "diets: 1 " in theirs
    assert purging.purge_due(day_of(world)) == 0
    assert GuestPurge.objects.count() == 2


def test_what_failed_is_told_and_tried_again_and_the_other_missions_are_purged(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts.add_guest(world.things["guest-list"], {"name": "Kim", "diet": "no nuts"}, by=world.host)
    done, works = [], purging._purged

    def broken(key: int) -> int:
        done.append(key)
        raise OSError("the disk is full")

    monkeypatch.setattr(purging, "_purged", broken)
    monkeypatch.setattr(purging, "_due", lambda _day: [world.mission.pk, world.mission.pk])
    assert purging.purge_due(day_of(world)) == 0
    assert done == [world.mission.pk] * 2
    assert [(row.side, row.failed, row.people) for row in GuestPurge.objects.order_by("side")] == [
        ("guest", True, 0),
        ("host", True, 0),
    ]
    said = page(world, "host")[0]
    assert "It failed, and nothing was destroyed. It is tried again every day" in said

    monkeypatch.setattr(purging, "_purged", works)
    # One that cannot even be noted, as it is gone by now, holds up nobody.
    monkeypatch.setattr(purging, "_due", lambda _day: [10**9, world.mission.pk])
    assert purging.purge_due(day_of(world)) > 0
    monkeypatch.undo()
    assert GuestPurge.objects.filter(failed=False, side="host").count() == 1
    assert len([row for row in page(world, "host") if "diets" in row]) == 1


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_page_asks_as_much_however_many_reports_there_are(
    rows: int, world: World, django_assert_num_queries: Callable[..., Any]
) -> None:
    for _number in range(rows):
        GuestPurge.objects.create(
            mission=world.mission,
            side="host",
            at=f"{day_of(world)}T03:00Z",
            due_on=day_of(world),
            counts={"diet": 1},
        )
    client = Client()
    client.force_login(world.host)
    client.get("/")
    with django_assert_num_queries(9):
        client.get(f"/missions/{world.mission.slug}/guests/destroyed/")
