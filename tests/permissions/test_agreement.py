"""Permission asked in both directions gives one answer: `has_perm` for an object, `visible_to` for a list."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legation.accounts.models import User
from legation.kernel.choices import Side, Visibility
from legation.missions.choices import Role
from legation.missions.models import Membership
from legation.missions.rules import forget_standings
from tests.world import World

MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith("legation.")
    and hasattr(model._default_manager, "visible_to")
    and not model.__name__.startswith("Historical")
]


def test_every_kind_of_record_is_in_the_property() -> None:
    names = {model.__name__ for model in MODELS}
    assert names == {
        *("Attachment", "Owner", "Signatory"),
        *("Agreement", "Archive", "Invitation", "Invitee", "StrayReply"),
        *("Arrangement", "Attendance", "Booking", "CalendarLink", "Ceremony", "City", "Commitment"),
        "DayLink",
        "ShowItem",
        *("Amendment", "Minutes", "MinutesLine", "MinutesPerson"),
        *("Delegate", "Delegation", "Engagement", "Equivalence", "Finding", "Gift", "GiftRule"),
        *(
            "GivenRank",
            "Leg",
            "Mission",
            "Movement",
            "Organisation",
            "Override",
            "Pair",
            "Person",
            "Point",
            "Post",
        ),
        *("Parcel", "PeopleList", "Programme", "PublicProgramme", "Release"),
        *("NewsSite", "Photograph", "PressRelease", "Quotation"),
        *("Application", "Call", "Guest", "GuestList", "Quota", "ReplyLink"),
        *("Likeness", "Merge"),
        *("Intake", "Report", "Survey", "SurveyLink"),
        *("Room", "RulePack", "Source", "Statement", "Tenure", "Vehicle", "Venue", "Way"),
        *("Filling", "InterpreterText", "PackLink"),
        *("Accreditation", "Car", "PrivateLink", "RoomType", "RoomingList", "Run", "Stay", "Trust"),
        *("Feedback", "Link", "Meeting", "Participant", "Resource", "Round", "Search", "Site", "Wish"),
    }


def agree(user: Any) -> None:
    for model in MODELS:
        permission = f"{model._meta.app_label}.view_{model._meta.model_name}"
        by_list = set(model._default_manager.visible_to(user).values_list("pk", flat=True))
        by_object = {row.pk for row in model._default_manager.all() if user.has_perm(permission, row)}
        assert by_list == by_object, f"{permission} for {user}"


def test_both_directions_agree_for_every_role(world: World) -> None:
    for user in [*world.users.values(), AnonymousUser()]:
        agree(user)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_both_directions_agree_whatever_is_hidden_removed_or_withdrawn(
    world: World, data: st.DataObject
) -> None:
    from django.db import transaction
    from django.utils import timezone

    with transaction.atomic():
        for thing in world.things.values():
            model = type(thing)
            if hasattr(thing, "visibility"):
                chosen = data.draw(st.sampled_from(Visibility.values))
                model._default_manager.filter(pk=thing.pk).update(visibility=chosen)
            if hasattr(thing, "removed_at") and data.draw(st.integers(0, 4)) == 0:
                model._default_manager.filter(pk=thing.pk).update(removed_at=timezone.now())
        if data.draw(st.integers(0, 9)) == 0:
            type(world.mission).objects.filter(pk=world.mission.pk).update(removed_at=timezone.now())
        user = world.users[data.draw(st.sampled_from(sorted(world.users)))]
        Membership.objects.filter(user=user).delete()
        if data.draw(st.booleans()):
            Membership.objects.create(
                user=user,
                mission=world.mission,
                side=data.draw(st.sampled_from(Side.values)),
                role=data.draw(st.sampled_from(Role.values)),
            )
        User.objects.filter(pk=user.pk).update(is_active=data.draw(st.integers(0, 9)) != 0)
        user.refresh_from_db()
        forget_standings(user)
        agree(user)
        transaction.set_rollback(True)
    forget_standings(user)


@pytest.mark.parametrize("side", ["guest", "host"])
def test_nobody_of_the_other_side_sees_what_is_hidden(world: World, side: str) -> None:
    hidden = {key: thing for key, thing in world.things.items() if key.startswith(f"{side}-hidden-")}
    for key, user in world.users.items():
        seen = {
            name
            for name, thing in hidden.items()
            if type(thing)._default_manager.visible_to(user).filter(pk=thing.pk)
        }
        inside = key.startswith(side) and not key.endswith("press")
        expected = set(hidden) if inside else {f"{side}-hidden-person"} if key.startswith(side) else set()
        assert seen == expected, key
