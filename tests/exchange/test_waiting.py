"""Companions that come and go together, and files of which something changed while they waited."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage

from legation.exchange.actions.keys import distrust, trust
from legation.exchange.actions.taking import NotTrusted, OlderThanTaken, bring, planned, put_away, take
from legation.exchange.actions.waiting import KEPT, put_away_waiting
from legation.exchange.choices import ParcelStatus
from legation.exchange.models import Link, Parcel
from legation.exchange.queries.packing import NoMissionFile
from legation.exchange.queries.reading import TooManyRecords
from legation.kernel import editing
from legation.kernel.choices import JobStatus
from legation.kernel.jobs import run_queued
from legation.missions.models import Delegate, Mission
from tests.exchange.elsewhere import NOON, name_there, signed, taken, told_there, undone
from tests.world import World


@pytest.fixture
def there(world: World) -> tuple[dict[str, Any], dict[str, bytes]]:
    return told_there(world.mission)


def in_a_chain(data: dict[str, Any]) -> list[str]:
    """The first comes with the second, and the second with the third."""
    person = {**data["person"][0], "ids": [name_there("person")], "family_name": "Third"}
    data["person"].append(person)
    one_more = {**data["delegate"][0], "ids": [name_there("delegate")], "person": person["ids"][0]}
    data["delegate"].append(one_more)
    first, second, third = data["delegate"]
    for row in data["delegate"]:
        row["partner"] = None
    first["partner"], second["partner"] = second["ids"][0], third["ids"][0]
    return [row["ids"][0] for row in (first, second, third)]


def delegates_called(names: list[str]) -> list[Delegate]:
    keys = dict(Link.objects.filter(uid__in=names).values_list("uid", "object_id"))
    return [Delegate.objects.get(pk=keys[name]) for name in names]


def test_who_comes_with_a_companion_is_linked_and_goes_with_them(world, there) -> None:
    data, files = there
    names = in_a_chain(data)
    parcel = taken(signed(data, files), by=world.host)
    first, second, third = delegates_called(names)
    assert (first.partner, second.partner, third.partner) == (second, third, None)
    over = undone(parcel, by=world.host)
    assert (Delegate.objects.present().filter(mission=over.mission).count(), over.job.result["kept"]) == (
        0,
        0,
    )
    assert Mission.objects.present().count() == 1


def test_whose_companion_was_changed_since_stays(world, there) -> None:
    data, files = there
    names = in_a_chain(data)
    parcel = taken(signed(data, files), by=world.host)
    first, second, third = delegates_called(names)
    editing.change(first, {"capacity": "Guest"}, seen=first.version, by=world.host)
    over = undone(parcel, by=world.host)
    left = Delegate.objects.present().filter(mission=over.mission)
    assert set(left) == {first, second, third}


def test_who_come_with_each_other_are_taken_in_without_it(world, there) -> None:
    data, files = there
    names = in_a_chain(data)
    data["delegate"][2]["partner"] = names[0]
    parcel = taken(signed(data, files), by=world.host)
    assert parcel.status == ParcelStatus.TAKEN
    assert [each.partner for each in delegates_called(names)] == [None, None, None]


def waiting(content: bytes, *, by: Any, side: str = "host") -> Parcel:
    """A file of an installation that is trusted, whose taking in is on the queue."""
    parcel = bring(content, by=by)
    trust(parcel.installation, by=None)
    parcel.refresh_from_db()
    return take(parcel, side=side, chosen=(), by=by)


def as_it_stands(parcel: Parcel) -> Parcel:
    return Parcel.objects.select_related("job").get(pk=parcel.pk)


def test_a_file_that_two_brought_stays_until_both_were_taken_in(
    world, there, django_capture_on_commit_callbacks
) -> None:
    data, files = there
    taken(signed(data, files), by=world.host)
    content = signed(data, files, at=NOON + timedelta(days=1))
    parcel = waiting(content, by=world.host)
    other = bring(content, by=world.host)
    assert other.stored == parcel.stored
    with django_capture_on_commit_callbacks(execute=True):
        put_away(other, by=world.host)
    assert default_storage.exists(parcel.stored)
    with django_capture_on_commit_callbacks(execute=True):
        run_queued()
    assert as_it_stands(parcel).status == ParcelStatus.TAKEN
    assert not default_storage.exists(parcel.stored)


def test_a_file_that_is_lost_is_asked_for_again(world, there) -> None:
    data, files = there
    parcel = bring(signed(data, files), by=world.host)
    default_storage.delete(parcel.stored)
    with pytest.raises(NoMissionFile):
        planned(parcel, by=world.host)


def test_who_is_no_longer_trusted_when_it_is_taken_in_is_refused(world, there) -> None:
    data, files = there
    parcel = waiting(signed(data, files), by=world.host)
    distrust(parcel.installation, by=None)
    run_queued()
    assert as_it_stands(parcel).job.problem == str(NotTrusted.sentence)
    assert Mission.objects.count() == 1


def test_of_two_files_that_wait_the_older_never_goes_over_the_later(world, there) -> None:
    data, files = there
    taken(signed(data, files), by=world.host)
    days = [NOON + timedelta(days=2), NOON + timedelta(days=1)]
    later, older = [waiting(signed(data, files, at=at), by=world.host) for at in days]
    run_queued()
    assert as_it_stands(later).status == ParcelStatus.TAKEN
    assert as_it_stands(older).job.problem == str(OlderThanTaken.sentence)


def test_two_files_that_wait_open_a_mission_once(world, there) -> None:
    data, files = there
    days = [NOON, NOON + timedelta(days=1)]
    first, second = [waiting(signed(data, files, at=at), by=world.host) for at in days]
    run_queued()
    assert as_it_stands(first).status == ParcelStatus.TAKEN
    assert as_it_stands(second).job.status == JobStatus.FAILED
    assert Mission.objects.count() == 2


def test_more_choices_than_a_file_has_records_are_refused_and_none_is_passed_over(world, there) -> None:
    data, files = there
    parcel = bring(signed(data, files), by=world.host)
    trust(parcel.installation, by=None)
    parcel.refresh_from_db()
    with pytest.raises(TooManyRecords):
        take(parcel, side="host", chosen=map(str, range(50_001)), by=world.host)
    take(parcel, side="host", chosen=map(str, range(3000)), by=world.host)
    assert len(as_it_stands(parcel).chosen) == 3000


def test_what_nobody_takes_in_is_put_away_with_its_file(world, there) -> None:
    waits = bring(signed(*there), by=world.host)
    comes = taken(signed(*there), by=world.host)
    soon = bring(signed(*there, at=NOON + timedelta(days=1)), by=world.host)
    late = waits.created_at + KEPT
    Parcel.objects.filter(pk=soon.pk).update(created_at=late + timedelta(seconds=1))
    done = [put_away_waiting(each) for each in (late - timedelta(seconds=1), late, late)]
    assert done == [0, 1, 0]
    found = [Parcel.objects.get(pk=each.pk) for each in (waits, comes, soon)]
    assert [each.status for each in found] == [ParcelStatus.PUT_AWAY, ParcelStatus.TAKEN, ParcelStatus.READY]
    assert default_storage.exists(soon.stored)
