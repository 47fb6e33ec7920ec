"""Add, change, remove, restore: versions, what another changed meanwhile, and what was said twice."""

import pytest
from django.db import IntegrityError

from legation.kernel import editing
from legation.kernel.choices import Verb
from legation.kernel.models import Activity
from legation.kernel.refusals import ChangedMeanwhile
from legation.outcomes.models import Commitment
from tests.world import World, two

pytestmark = pytest.mark.django_db


def verbs(record: object) -> list[str]:
    rows = Activity.objects.filter(object_id=record.pk, content_type__model=record._meta.model_name)  # type: ignore[attr-defined]
    return [row.verb for row in rows.order_by("pk")]


@pytest.fixture
def promise(world: World) -> Commitment:
    found: Commitment = world.things["commitment"]
    return Commitment.objects.get(pk=found.pk)


def test_a_change_raises_the_version_and_is_logged(world: World, promise: Commitment) -> None:
    changed = editing.change(promise, {"title": two("New words"), "status": "done"}, seen=1, by=world.host)
    stored = Commitment.objects.get(pk=promise.pk)
    assert (changed.version, stored.version, stored.status, str(stored.title)) == (2, 2, "done", "New words")
    assert verbs(promise) == [Verb.ADDED, Verb.CHANGED]
    assert [state.history_user for state in stored.history.order_by("pk")] == [world.host, world.host]


def test_values_that_are_stored_already_write_nothing(world: World, promise: Commitment) -> None:
    values = {"title": two("A promise", "약속"), "status": "open", "due_on": None}
    same = editing.change(promise, values, seen=1, by=world.guest)
    assert (same.version, promise.history.count(), verbs(promise)) == (1, 1, [Verb.ADDED])


def test_the_second_of_two_learns_what_the_first_changed_and_writes_nothing(
    world: World, promise: Commitment
) -> None:
    editing.change(promise, {"reason": "minutes"}, seen=1, by=world.guest)
    with pytest.raises(ChangedMeanwhile) as refused:
        editing.change(promise, {"reason": "letter"}, seen=1, by=world.host)
    told = [
        (one.version, one.by, [(c.field, c.before, c.after) for c in one.changes])
        for one in refused.value.revisions
    ]
    assert (refused.value.version, told) == (2, [(2, "guest-organiser", [("reason", "", "minutes")])])
    assert Commitment.objects.get(pk=promise.pk).reason == "minutes"


def test_what_was_private_between_is_not_told_to_the_second(world: World, promise: Commitment) -> None:
    editing.change(promise, {"visibility": "host", "reason": "MEDLARHOST"}, seen=1, by=world.host)
    editing.change(promise, {"visibility": "shared", "reason": "open"}, seen=2, by=world.host)
    with pytest.raises(ChangedMeanwhile) as refused:
        editing.change(promise, {"status": "done"}, seen=1, by=world.guest)
    assert [one.version for one in refused.value.revisions] == [3]
    assert "MEDLARHOST" not in repr(refused.value.revisions)


def test_remove_and_restore_say_it_once_however_often_they_are_asked(
    world: World, promise: Commitment
) -> None:
    first = editing.remove(promise, by=world.host)
    second = editing.remove(promise, by=world.host)
    assert (first.version, second.version, second.removed_at == first.removed_at) == (2, 2, True)
    back = editing.restore(promise, by=world.host)
    again = editing.restore(promise, by=world.host)
    assert (back.removed_at, back.version, again.version) == (None, 3, 3)
    assert verbs(promise) == [Verb.ADDED, Verb.REMOVED, Verb.RESTORED]


def test_a_change_of_what_hangs_on_a_record_is_a_change(world: World) -> None:
    paper = world.things["guest-hidden-agreement"]
    bodies = [world.things["guest-organisation"], world.things["host-organisation"]]
    paper.refresh_from_db()
    first = paper.version
    none = editing.change(paper, {"parties": []}, seen=first, by=world.guest)
    assert (none.version, none.parties.count()) == (first + 1, 0)
    changed = editing.change(paper, {"parties": bodies}, seen=first + 1, by=world.guest)
    assert (changed.version, set(changed.parties.all())) == (first + 2, set(bodies))
    same = editing.change(paper, {"parties": reversed(bodies)}, seen=first + 2, by=world.guest)
    assert same.version == first + 2


def test_the_calendar_sequence_rises_with_what_calendars_ask_about_anew(world: World) -> None:
    call = world.things["engagement"]
    call.refresh_from_db()
    before = call.sequence
    changed = editing.change(call, {"dress": "formal"}, seen=call.version, by=world.host)
    assert changed.sequence == before
    changed = editing.change(call, {"zone": "Asia/Tokyo"}, seen=changed.version, by=world.host)
    assert changed.sequence == before + 1
    assert editing.remove(changed, by=world.host).sequence == before + 2


def test_what_fails_halfway_leaves_no_trace(world: World, promise: Commitment) -> None:
    from django.db import transaction

    before = Activity.objects.count()
    twin = Commitment(pk=promise.pk, mission=world.mission, title=two("Twin"))
    with pytest.raises(IntegrityError), transaction.atomic():
        editing.add(twin, by=world.host)
    assert (Activity.objects.count(), promise.history.count()) == (before, 1)


def test_what_fails_halfway_leaves_a_transaction_that_can_only_be_taken_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import transaction

    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError("disk full")

    def carries_on() -> None:
        with pytest.raises(OSError, match="disk full"):
            editing.add(Commitment(mission=world.mission, title=two("Half")), by=world.host)
        Commitment.objects.count()

    before = (Commitment.objects.count(), Commitment.history.count())
    with monkeypatch.context() as broken:
        broken.setattr(editing, "log", full)
        with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
            carries_on()
    assert (Commitment.objects.count(), Commitment.history.count()) == before


def test_a_change_that_came_too_late_leaves_the_transaction_as_it_was(
    world: World, promise: Commitment
) -> None:
    editing.change(promise, {"reason": "minutes"}, seen=1, by=world.guest)
    with pytest.raises(ChangedMeanwhile):
        editing.change(promise, {"reason": "letter"}, seen=1, by=world.host)
    assert editing.change(promise, {"reason": "letter"}, seen=2, by=world.host).version == 3


def test_what_is_hidden_later_takes_its_log_along(world: World, promise: Commitment) -> None:
    editing.change(promise, {"visibility": "host"}, seen=1, by=world.host)
    rows = Activity.objects.filter(object_id=promise.pk, content_type__model="commitment")
    assert {row.visibility for row in rows} == {"host"}
    editing.change(promise, {"visibility": "shared"}, seen=2, by=world.host)
    assert [row.visibility for row in rows.order_by("pk")] == ["host", "host", "shared"]


def test_narrowing_to_what_both_see_widens_nothing(world: World) -> None:
    from legation.kernel.activity import narrow

    hidden = world.things["host-hidden-commitment"]
    narrow(hidden, "shared")
    rows = Activity.objects.filter(object_id=hidden.pk, content_type__model="commitment")
    assert [row.visibility for row in rows] == ["host"]
