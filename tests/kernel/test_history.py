"""What a record was before, as a reader may know it."""

import pytest
from django.utils import translation

from legation.kernel.history import revisions_of
from legation.missions import actions as missions
from legation.missions.models import Engagement
from legation.outcomes import actions as outcomes
from tests.world import World, engagement_values, two

pytestmark = pytest.mark.django_db
GUEST, HOST = {"shared", "guest"}, {"shared", "host"}


def told(
    record: object, sees: set[str] | None = None, **asked: int
) -> list[tuple[int, str, dict[str, tuple[str, str]]]]:
    with translation.override("en"):
        found = revisions_of(record, sees=sees, **asked)  # type: ignore[arg-type]
    return [
        (one.version, one.kind, {change.field: (change.before, change.after) for change in one.changes})
        for one in found
    ]


def test_each_save_is_told_newest_first(world: World) -> None:
    promise = world.things["commitment"]
    values = {
        "title": two("A promise", "굳은 약속"),
        "owed_by": world.things["host-organisation"],
        "status": "done",
    }
    outcomes.change_outcome(promise, values, seen=1, by=world.guest)
    outcomes.remove_outcome(promise, by=world.host)
    outcomes.restore_outcome(promise, by=world.host)
    assert told(promise) == [
        (4, "restored", {}),
        (3, "removed", {}),
        (
            2,
            "changed",
            {
                "title": ("A promise / 약속", "A promise / 굳은 약속"),
                "owed_by": ("", "City of Busan"),
                "status": ("Open", "Kept"),
            },
        ),
        (1, "added", {}),
    ]
    assert [version for version, _kind, _changes in told(promise, since=2)] == [4, 3]
    assert [version for version, _kind, _changes in told(promise, limit=2)] == [4, 3]


def test_what_was_private_when_it_was_written_stays_private(world: World) -> None:
    once = world.things["guest-once-private"]
    assert "QUINCEGUEST" in repr(told(once, GUEST))
    assert told(once, HOST) == [(2, "changed", {})]


def test_a_record_that_is_seen_by_one_side_is_not_named_to_the_other(world: World) -> None:
    dinner = missions.add_engagement(world.mission, engagement_values(world, "Dinner"), by=world.guest)
    promise = world.things["commitment"]
    outcomes.change_outcome(promise, {"engagement": dinner}, seen=1, by=world.guest)
    dinner = missions.change_engagement(
        dinner, {"title": two("QUINCEGUEST dinner"), "visibility": "guest"}, seen=1, by=world.guest
    )
    outcomes.change_outcome(promise, {"engagement": None}, seen=2, by=world.guest)
    assert [changes for _v, _k, changes in told(promise, GUEST)] == [
        {"engagement": ("QUINCEGUEST dinner", "")},
        {"engagement": ("Courtesy call", "QUINCEGUEST dinner")},
        {},
    ]
    assert [changes for _v, _k, changes in told(promise, HOST)] == [
        {},
        {"engagement": ("Courtesy call", "")},
        {},
    ]


def test_the_words_of_a_choice_are_told_in_the_readers_language(world: World) -> None:
    call = world.things["engagement"]
    missions.change_engagement(Engagement.objects.get(pk=call.pk), {"status": "held"}, seen=1, by=world.host)
    with translation.override("ko"):
        changes = revisions_of(call, limit=1)[0].changes
    choices = dict(Engagement._meta.get_field("status").flatchoices)
    with translation.override("ko"):
        assert [(one.before, one.after) for one in changes] == [
            (str(choices["confirmed"]), str(choices["held"]))
        ]


def test_history_asks_for_one_query_and_one_a_changed_key(
    world: World, django_assert_num_queries: object
) -> None:
    promise = world.things["commitment"]
    bodies = [world.things["host-organisation"], world.things["guest-organisation"]]
    for version in range(1, 13):
        outcomes.change_outcome(promise, {"owed_by": bodies[version % 2]}, seen=version, by=world.guest)
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(revisions_of(promise)) == 13
