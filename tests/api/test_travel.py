"""Movements by the way in: written as on the page, and the reference told to its own side alone."""

from typing import Any

from legation.missions.models import Movement

AT = "missions/test-mission/movements"


def test_the_reference_is_told_to_who_booked(world: Any, guest: Any, host: Any) -> None:
    key = world.things["movement"].pk
    assert guest.get(f"{AT}/{key}").json()["booking"] == "QUINCEGUEST42"
    assert host.get(f"{AT}/{key}").json()["booking"] == ""


def test_of_those_on_it_each_side_reads_whom_it_sees(world: Any, guest: Any, host: Any) -> None:
    key, things = world.things["movement"].pk, world.things
    both = sorted([things["guest-delegate"].pk, things["guest-hidden-delegate"].pk])
    assert guest.get(f"{AT}/{key}").json()["delegates"] == both
    assert host.get(f"{AT}/{key}").json()["delegates"] == [things["guest-delegate"].pk]
    assert Movement.objects.get(pk=key).delegates.count() == 2
