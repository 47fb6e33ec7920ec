"""A mission that comes from another installation: taken in, taken in again, and undone."""

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest

from legation.exchange.actions.keys import mission_file, own_keys
from legation.exchange.actions.taking import MadeHere, NotYourMission, OlderThanTaken, bring, planned
from legation.exchange.choices import Fate, ParcelStatus
from legation.exchange.models import Link, Taken
from legation.exchange.queries.collecting import collect, local, told
from legation.exchange.queries.kinds import KINDS
from legation.exchange.queries.pages import kept_of
from legation.exchange.queries.reading import BadRecord
from legation.kernel import editing
from legation.kernel.choices import JobStatus
from legation.logistics.models import RoomType, Stay
from legation.missions.models import Delegate, Engagement, Membership, Mission, Movement, Point
from tests.exchange.elsewhere import NOON, THERE, keys_of, returned, signed, taken, told_there, undone
from tests.world import World


@pytest.fixture
def there(world: World) -> tuple[dict[str, Any], dict[str, bytes]]:
    return told_there(world.mission)


def fates(parcel: Any, by: Any) -> dict[str, int]:
    made = planned(parcel, by=by)[1]
    return {fate.value: count for fate in Fate if (count := made.count(fate))}


def find(data: dict[str, Any], kind: str, name: str, words: str) -> dict[str, Any]:
    return next(row for row in data[kind] if words in str(row[name]))


def test_a_mission_comes_with_all_that_both_sides_see(world, there) -> None:
    data, files = there
    parcel = taken(signed(data, files), by=world.host)
    assert (parcel.status, parcel.job.status) == (ParcelStatus.TAKEN, JobStatus.DONE), parcel.job.problem
    mission = parcel.mission
    assert (mission.slug, mission.pk != world.mission.pk) == ("there", True)
    standing = Membership.objects.get(mission=mission)
    assert (standing.user, standing.side, standing.role) == (world.host, "host", "protocol")
    again, _files = told(collect(mission, THERE))
    strip = ("ids", *{name for spec in KINDS.values() for name in (*spec.links, *spec.many, *spec.riding)})
    for kind in data:
        expected = [{name: said for name, said in row.items() if name not in strip} for row in data[kind]]
        came = [{name: said for name, said in row.items() if name not in strip} for row in again[kind]]
        key = repr
        assert sorted(came, key=key) == sorted(expected, key=key), kind
    assert Taken.objects.filter(parcel=parcel, before__isnull=False).count() == 0


def test_the_directory_is_not_doubled(world, there) -> None:
    data, files = there
    before = {kind: KINDS[kind].model._default_manager.count() for kind in ("city", "organisation", "venue")}
    taken(signed(data, files), by=world.host)
    after = {kind: KINDS[kind].model._default_manager.count() for kind in before}
    assert after == before


def test_the_same_file_again_does_nothing(world, there) -> None:
    data, files = there
    first = taken(signed(data, files), by=world.host)
    rows = {kind: spec.model._default_manager.count() for kind, spec in KINDS.items()}
    later = signed(data, files, at=NOON + timedelta(days=1))
    assert set(fates(bring(later, by=world.host), world.host)) == {"same"}
    second = taken(later, by=world.host)
    assert (second.mission, second.job.result) == (first.mission, {"made": 0, "changed": 0, "gone": 0})
    assert {kind: spec.model._default_manager.count() for kind, spec in KINDS.items()} == rows


def test_what_was_changed_there_comes_in_and_what_was_changed_here_stays(world, there) -> None:
    data, files = there
    mission = taken(signed(data, files), by=world.host).mission
    theirs, ours, both = Engagement.objects.filter(mission=mission).order_by("pk")[:3]
    changed = deepcopy(data)
    link = {link.object_id: link.uid for link in Link.objects.all() if isinstance(link.target, Engagement)}
    at = {row["ids"][0]: row for row in changed["engagement"]}
    at[link[theirs.pk]]["track"] = {"en": "Trade"}
    at[link[both.pk]]["track"] = {"en": "Culture there"}
    editing.change(ours, {"locked": True}, seen=1, by=world.host)
    editing.change(both, {"track": {"en": "Culture here"}}, seen=1, by=world.host)
    later = signed(changed, files, at=NOON + timedelta(days=1))
    told_of = planned(bring(later, by=world.host), by=world.host)[1]
    assert [
        (row.here.pk, [c.name for c in row.changes]) for row in told_of.all() if row.fate == "changed"
    ] == [(theirs.pk, ["track"])]
    assert [
        (row.here.pk, [c.name for c in row.changes]) for row in told_of.all() if row.fate == "differs"
    ] == [(both.pk, ["track"])]
    parcel = taken(later, by=world.host)
    for each in (theirs, ours, both):
        each.refresh_from_db()
    assert (str(theirs.track), ours.locked, str(both.track)) == ("Trade", True, "Culture here")
    assert parcel.job.result == {"made": 0, "changed": 1, "gone": 0}
    undone(parcel, by=world.host)
    theirs.refresh_from_db()
    assert str(theirs.track) == ""


def test_of_what_a_file_says_nothing_stays_as_it_is(world, there) -> None:
    data, files = there
    for row in data["engagement"]:
        row["track"] = {"en": "Trade"}
    mission = taken(signed(data, files), by=world.host).mission
    silent = deepcopy(data)
    for row in silent["engagement"]:
        del row["track"], row["venue"]
    parcel = taken(signed(silent, files, at=NOON + timedelta(days=1)), by=world.host)
    assert parcel.job.result == {"made": 0, "changed": 0, "gone": 0}
    said = deepcopy(data)
    said["engagement"][0]["track"] = None  # that it is empty is said as well
    said["engagement"][1]["track"] = {"en": "Culture"}
    parcel = taken(signed(said, files, at=NOON + timedelta(days=2)), by=world.host)
    assert parcel.job.result == {"made": 0, "changed": 2, "gone": 0}
    tracks = sorted(str(each.track) for each in Engagement.objects.filter(mission=mission))
    assert tracks == ["", "Culture", *["Trade"] * (len(tracks) - 2)]


def test_what_both_changed_goes_as_somebody_chose(world, there) -> None:
    data, files = there
    mission = taken(signed(data, files), by=world.host).mission
    both = Engagement.objects.filter(mission=mission).order_by("pk").first()
    uid = next(link.uid for link in Link.objects.all() if link.target == both)
    changed = deepcopy(data)
    next(row for row in changed["engagement"] if row["ids"][0] == uid)["track"] = {"en": "Culture there"}
    editing.change(both, {"track": {"en": "Culture here"}}, seen=1, by=world.host)
    later = signed(changed, files, at=NOON + timedelta(days=1))
    taken(later, by=world.host, chosen=(f"{uid}:track",))
    both.refresh_from_db()
    assert str(both.track) == "Culture there"


def test_what_is_no_longer_in_the_file_stays_until_somebody_takes_it_out(world, there) -> None:
    data, files = there
    mission = taken(signed(data, files), by=world.host).mission
    less = deepcopy(data)
    uid = less["point"].pop()["ids"][0]
    point = next(link.target for link in Link.objects.filter(uid=uid))
    later = signed(less, files, at=NOON + timedelta(days=1))
    assert [row for _kind, row in planned(bring(later, by=world.host), by=world.host)[1].gone] == [point]
    taken(later, by=world.host)
    assert Point.objects.get(pk=point.pk).removed_at is None
    parcel = taken(
        signed(less, files, at=NOON + timedelta(days=2)), by=world.host, chosen=(f"gone:point:{point.pk}",)
    )
    assert (Point.objects.get(pk=point.pk).removed_at is None, parcel.job.result["gone"]) == (False, 1)
    undone(parcel, by=world.host)
    assert Point.objects.get(pk=point.pk).removed_at is None
    assert mission.removed_at is None


def test_what_was_taken_out_or_narrowed_here_does_not_come_back(world, there) -> None:
    data, files = there
    mission = taken(signed(data, files), by=world.host).mission
    first, second = Engagement.objects.filter(mission=mission).order_by("pk")[:2]
    editing.remove(first, by=world.host)
    editing.change(second, {"visibility": "host"}, seen=1, by=world.host)
    changed = deepcopy(data)
    for row in changed["engagement"]:
        row["track"] = {"en": "Told anew"}
    parcel = taken(signed(changed, files, at=NOON + timedelta(days=1)), by=world.host)
    second.refresh_from_db()
    assert str(second.track) != "Told anew"
    left = Engagement.objects.filter(mission=mission, removed_at=None, visibility="shared").count()
    assert (left, parcel.job.result["made"]) == (len(data["engagement"]) - 2, 0)


def test_what_went_there_and_comes_back_is_known_and_asks(world) -> None:
    """Our own mission, changed there: nothing is doubled, and nothing changes unseen."""
    data, files = told(collect(world.mission, own_keys()))
    row = returned(data)["engagement"][0]
    row["track"] = {"en": "From there"}
    content = signed(data, files)
    parcel = bring(content, by=world.guest)
    assert parcel.mission == world.mission
    made = planned(parcel, by=world.guest)[1]
    assert (made.count(Fate.NEW), made.count(Fate.DIFFERS), made.count(Fate.CHANGED)) == (0, 1, 0)
    taken(content, by=world.guest, chosen=(f"{row['ids'][0]}:track",))
    changed = next(each.here for each in made.all() if each.fate == Fate.DIFFERS)
    changed.refresh_from_db()
    assert str(changed.track) == "From there"


def test_a_private_row_is_not_reached_by_whoever_guesses_its_name(world) -> None:
    """A file that names one side's engagement by its own name changes and shows nothing of it."""
    keys = own_keys()
    hidden = world.things["host-hidden-engagement"]
    data, files = told(collect(world.mission, keys))
    data["engagement"][0]["ids"] = [keys.uid("engagement", hidden.pk)]
    returned(data)
    made = planned(bring(signed(data, files), by=world.guest), by=world.guest)[1]
    row = made.rows["engagement"][0]
    assert (row.fate, row.here) == (Fate.LEFT, None)


def test_what_one_city_called_its_record_no_other_city_gives_to_its_own(world, there) -> None:
    """Another trusted city that names it beside its own name links it nowhere else."""
    data, files = there
    taken(signed(data, files), by=world.host)
    uid = data["point"][0]["ids"][0]
    meant = Link.objects.get(uid=uid).target
    third = keys_of("a third city")
    others, more = told(collect(world.mission, third))
    with pytest.raises(BadRecord):
        bring(signed(others, more), by=world.host)
    # A mission of the third's own, though the directory's records are the same.
    others["point"][0]["ids"].append(uid)
    taken(signed(others, more, by=third), by=world.host)
    assert Link.objects.get(uid=uid).target == meant
    assert Link.objects.get(uid=others["point"][0]["ids"][0]).target != meant


def test_undoing_takes_out_what_came_and_leaves_what_somebody_used(world, there) -> None:
    data, files = there
    parcel = taken(signed(data, files), by=world.host)
    mission = parcel.mission
    assert undone(parcel, by=world.host).status == ParcelStatus.UNDONE
    mission.refresh_from_db()
    assert mission.removed_at is not None
    assert Delegate.objects.present().filter(mission=mission).count() == 0
    assert Mission.objects.present().count() == 1
    again = taken(signed(data, files, at=NOON + timedelta(days=1)), by=world.host)
    Point.objects.filter(engagement__mission=again.mission).order_by("pk").first()
    engagement = Engagement.objects.present().filter(mission=again.mission).order_by("pk").first()
    editing.change(engagement, {"locked": True}, seen=1, by=world.host)
    over = undone(again, by=world.host)
    engagement.refresh_from_db()
    over.mission.refresh_from_db()
    assert (engagement.removed_at, over.mission.removed_at) == (None, None)
    assert over.job.result["kept"] > 0
    said = [each.name for each in kept_of(over, world.host)]
    assert (len(said), str(engagement) in said) == (over.job.result["kept"], True)
    stranger = [each.name for each in kept_of(over, world.users["stranger"])]
    assert str(engagement) not in stranger


def test_somebody_erased_here_does_not_come_back(world, there) -> None:
    from legation.directory.models import Erasure, Person

    data, files = there
    mission = taken(signed(data, files), by=world.host).mission
    person = Delegate.objects.filter(mission=mission).order_by("pk").first().person
    Person.objects.filter(pk=person.pk).update(family_name="Erased", given_name="", native_name="")
    Erasure.objects.create(person=person.pk, by=world.host)
    parcel = bring(signed(data, files, at=NOON + timedelta(days=1)), by=world.host)
    row = next(row for row in planned(parcel, by=world.host)[1].rows["person"] if row.here == person)
    assert (row.fate, row.why) == (Fate.LEFT, "erased")


def test_refusals(world, there) -> None:
    data, files = there
    with pytest.raises(MadeHere):
        bring(mission_file(world.mission, NOON), by=world.host)
    taken(signed(data, files), by=world.host)
    with pytest.raises(NotYourMission):
        bring(signed(data, files, at=NOON + timedelta(days=1)), by=world.users["other-office"])
    with pytest.raises(OlderThanTaken):
        taken(signed(data, files, at=NOON - timedelta(days=1)), by=world.host)


def test_an_own_record_and_one_from_there_say_the_same(world, there) -> None:
    """What is compared is what columns hold: nothing that came in differs from itself."""
    data, files = there
    mission = taken(signed(data, files), by=world.host).mission
    found = collect(mission, THERE)
    for kind, rows in found.rows.items():
        for row in rows.values():
            assert sorted(local(KINDS[kind], row, found)) == sorted(KINDS[kind].fields)


def test_whom_only_one_side_sees_on_a_flight_stays_on_it(world) -> None:
    """A list that both sides see in part is changed in that part alone."""
    trip = next(
        thing
        for thing in world.things.values()
        if isinstance(thing, Movement) and thing.delegates.count() > 1
    )
    data, files = told(collect(world.mission, own_keys()))
    row = next(row for row in returned(data)["movement"] if len(row["delegates"]) < trip.delegates.count())
    hidden = {each.pk for each in trip.delegates.all()} - set(
        collect(world.mission, own_keys()).rows["delegate"]
    )
    row["delegates"] = []
    taken(signed(data, files), by=world.guest, chosen=(f"{row['ids'][0]}:delegates",))
    assert (hidden != set(), {each.pk for each in trip.delegates.all()}) == (True, hidden)


def test_guests_that_came_are_found_at_the_door_until_it_is_undone(world, there) -> None:
    from legation.guests.models import Guest, GuestTerm

    data, files = there
    parcel = taken(signed(data, files), by=world.host)
    came = Guest.objects.present().filter(guest_list__engagement__mission=parcel.mission)
    assert sorted(came.values_list("name", flat=True)) == sorted(row["name"] for row in data["guest"])
    assert set(came.values_list("mail", flat=True)) == {""}
    keys = set(came.values_list("pk", flat=True))
    assert set(GuestTerm.objects.filter(guest__in=keys).values_list("guest", flat=True)) == keys
    undone(parcel, by=world.host)
    assert (came.count(), GuestTerm.objects.filter(guest__in=keys).count()) == (0, 0)


@pytest.mark.parametrize("kind", ["guest", "gift", "movement"])
def test_no_file_says_whose_a_record_is_that_stands_here(world, kind: str) -> None:
    """The address of a guest and the worth of a gift are read by their side, so the side stays."""
    model: Any = KINDS[kind].model
    data, files = told(collect(world.mission, own_keys()))
    shown = collect(world.mission, own_keys()).rows[kind]
    before = dict(model.objects.filter(pk__in=shown).values_list("pk", "side"))
    for row in returned(data)[kind]:
        row["side"] = {"guest": "host", "host": "guest"}[row["side"]]
    chosen = tuple(f"{row['ids'][0]}:side" for row in data[kind])
    parcel = taken(signed(data, files), by=world.guest, chosen=chosen)
    assert (parcel.job.result["changed"], before != {}) == (0, True)
    # Nor once they came to be known by what they are called there.
    for row in data[kind]:
        row["side"] = {"guest": "host", "host": "guest"}[row["side"]]
    parcel = taken(signed(data, files, at=NOON + timedelta(days=1)), by=world.guest, chosen=chosen)
    assert dict(model.objects.filter(pk__in=before).values_list("pk", "side")) == before


@pytest.mark.parametrize("free", [True, False])
def test_a_stay_that_moves_there_gives_its_room_up_here_until_it_is_undone(world, there, free: bool) -> None:
    data, files = there
    mission = taken(signed(data, files), by=world.host).mission
    stay = Stay.objects.filter(mission=mission).exclude(status="cancelled").order_by("pk")[0]
    kind = RoomType(mission=mission, venue=stay.venue, name="Hill rooms", beds="single", count=1)
    room = editing.add(kind, by=world.host)
    given = {"room_type": room, "unit": 1, "number": "1204"}
    editing.change(stay, given, seen=1, by=world.host)
    row = next(row for row in data["stay"] if Link.objects.get(uid=row["ids"][0]).target == stay)
    row["leaves_on"] = (stay.leaves_on + timedelta(days=1)).isoformat()
    parcel = taken(signed(data, files, at=NOON + timedelta(days=1)), by=world.host)
    moved = Stay.objects.get(pk=stay.pk)
    assert (moved.leaves_on - stay.leaves_on, moved.room_type, moved.unit, moved.number) == (
        timedelta(days=1),
        None,
        None,
        "",
    )
    if not free:
        other = Stay.objects.get(pk=stay.pk)
        other.pk, other.room_type, other.unit = None, room, 1
        editing.add(other, by=world.host)
    over = undone(parcel, by=world.host)
    back = Stay.objects.get(pk=stay.pk)
    found = (over.job.result["kept"], back.leaves_on, back.room_type, back.unit, back.number)
    if free:
        assert found == (0, stay.leaves_on, room, 1, "1204")
    else:
        assert found == (1, moved.leaves_on, None, None, "")
        assert len(kept_of(over, world.host)) == 1
