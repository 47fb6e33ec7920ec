"""Missions with their legs, delegations and delegates."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.telling import Told, told, words
from legation.api.views.door import Asked
from legation.api.views.resources import Resource, Writing
from legation.kernel.choices import Side
from legation.missions import actions
from legation.missions.forms.delegates import DelegateForm, NewDelegateForm
from legation.missions.forms.preparation import (
    DelegationForm,
    LegForm,
    MissionForm,
    NewDelegationForm,
    NewMissionForm,
)
from legation.missions.models import (
    Delegate,
    Delegation,
    Leg,
    Mission,
)
from legation.missions.queries.removed import removed_mission, removed_part
from legation.missions.rules import standing

AT = "missions/<slug:mission>"
NEEDS = {
    "type": "boolean",
    "description": "Whether needs were given, which lie sealed.",
}


def of_mission(rows: Any, mission: Any) -> Any:
    return rows.filter(mission=mission)


def part_removed(model: Any) -> Any:
    """Finds a removed part of the mission that was loaded."""
    return lambda asked, mission, parts: removed_part(model, mission, parts["pk"], asked.user)


def _needs(user: Any, delegate: Any) -> bool:
    """That needs were given is told to who prepares the mission; what they are is a look, on the page."""
    mine = standing(user, delegate.mission_id)
    return mine is not None and mine.prepares


def _mission_form(asked: Asked, data: Any, mission: Any, _none: Any) -> Any:
    if mission is None:
        return NewMissionForm(data, user=asked.user)
    return MissionForm(data, instance=mission, user=asked.user)


def _opened(asked: Asked, _none: Any, form: Any) -> Any:
    return actions.open_mission(form.values(), by=asked.user, side=Side(form.cleaned_data["side"]))


MISSIONS = Resource(
    name="missions",
    one="mission",
    area=Area.MISSIONS,
    model=Mission,
    at="missions",
    at_one=AT,
    parent=None,
    may_list="missions.list",
    fields=told(
        Mission,
        *("slug", "name", "kind", "status", "programme", "starts_on", "ends_on", "announced_size"),
        *("purpose", "learning_goals", "closed_days"),
    ),
    writing=Writing(
        form=_mission_form,
        shape_edit=MissionForm,
        shape_new=NewMissionForm,
        filled=frozenset({"slug"}),
        may_add="missions.open_mission",
        add=_opened,
        change=lambda asked, mission, form: actions.change_mission(
            mission, form.values(), seen=form.seen, by=asked.user
        ),
        remove=actions.remove_part,
        restore=actions.restore_part,
        removed=lambda asked, _none, parts: removed_mission(parts["mission"], asked.user),
        restorer=None,
        may_restore="missions.list",
    ),
)


def changed(action: Any) -> Any:
    """A change that takes the record, its values, the version that was seen, and who."""
    return lambda asked, record, form: action(record, form.values(), seen=form.seen, by=asked.user)


def added_within(action: Any) -> Any:
    """An addition within a mission or another record."""
    return lambda asked, parent, form: action(parent, form.values(), by=asked.user)


LEGS = Resource(
    name="legs",
    one="leg",
    area=Area.MISSIONS,
    model=Leg,
    at=f"{AT}/legs",
    rows=of_mission,
    fields=told(Leg, "city", "starts_on", "ends_on"),
    joined=("mission",),
    writing=Writing(
        form=lambda asked, data, leg, _mission: LegForm(data, instance=leg, user=asked.user),
        shape_edit=LegForm,
        add=added_within(actions.add_leg),
        change=changed(actions.change_part),
        remove=actions.remove_part,
        restore=actions.restore_part,
        removed=part_removed(Leg),
    ),
)


def _delegation_form(asked: Asked, data: Any, delegation: Any, mission: Any) -> Any:
    if delegation is None:
        return NewDelegationForm(data, mission=mission, user=asked.user)
    return DelegationForm(data, instance=delegation, user=asked.user)


DELEGATIONS = Resource(
    name="delegations",
    one="delegation",
    area=Area.MISSIONS,
    model=Delegation,
    at=f"{AT}/delegations",
    rows=of_mission,
    fields=told(Delegation, "party", "name", "city"),
    joined=("mission",),
    writing=Writing(
        form=_delegation_form,
        shape_edit=DelegationForm,
        shape_new=NewDelegationForm,
        add=added_within(actions.add_delegation),
        change=changed(actions.change_part),
        remove=actions.remove_delegation,
        restore=actions.restore_part,
        removed=part_removed(Delegation),
    ),
)


def _delegate_form(asked: Asked, data: Any, delegate: Any, mission: Any) -> Any:
    if delegate is None:
        return NewDelegateForm(data, mission=mission, user=asked.user, asked={})
    return DelegateForm(data, instance=delegate, mission=delegate.mission, user=asked.user, asked={})


DELEGATES = Resource(
    name="delegates",
    one="delegate",
    area=Area.MISSIONS,
    model=Delegate,
    at=f"{AT}/delegates",
    rows=of_mission,
    fields=(
        *told(
            Delegate,
            *("person", "delegation", "capacity", "status", "post", "representing", "partner"),
            "visibility",
        ),
        Told("has_needs", NEEDS, lambda row: row.has_needs, only=_needs, instead=False),
        words("person_name", lambda row: row.person, "Their name in the asker's language."),
        words("native_name", lambda row: row.person.native_name),
        words("post_title", lambda row: row.post.title if row.post else ""),
        words("organisation_name", lambda row: row.post.organisation if row.post else ""),
    ),
    joined=("mission", "person", "post__organisation", "delegation"),
    writing=Writing(
        form=_delegate_form,
        shape_edit=DelegateForm,
        shape_new=NewDelegateForm,
        add=added_within(actions.add_delegate),
        change=changed(actions.change_delegate),
        remove=actions.remove_part,
        restore=actions.restore_delegate,
        removed=part_removed(Delegate),
    ),
)


RESOURCES = (MISSIONS, LEGS, DELEGATIONS, DELEGATES)
