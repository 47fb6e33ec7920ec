"""Open a mission and say who comes, from where, and to which places."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing, searching
from legation.kernel.choices import Side, Visibility
from legation.kernel.models import Record
from legation.kernel.refusals import Refused
from legation.missions.choices import DelegateStatus, Role
from legation.missions.models import (
    Delegate,
    Delegation,
    Leg,
    Membership,
    Mission,
    Programme,
    Room,
    Venue,
)
from legation.missions.queries.cards import card_of
from legation.missions.rules import forget_standings, standing

R = TypeVar("R", bound=Record)


class ShortNameTaken(Refused):
    sentence = _("Another mission already has the short name “%(slug)s”.")
    field = "slug"


class MissionEndsBeforeItStarts(Refused):
    sentence = _("The last day is before the first.")
    field = "ends_on"


class LegOutsideMission(Refused):
    sentence = _("The days of a leg lie within those of the mission, %(first)s to %(last)s.")
    field = "starts_on"


class AlreadyDelegated(Refused):
    sentence = _("%(who)s is already on this mission, in the delegation %(delegation)s.")
    field = "person"


class DelegationNotEmpty(Refused):
    sentence = _("%(delegation)s still has delegates. Move them to another delegation or remove them first.")


class DelegationIsRemoved(Refused):
    sentence = _(
        "%(who)s belongs to the delegation %(delegation)s, which was removed. Bring that back first."
    )


class PartyIsSettled(Refused):
    sentence = _("A delegation stays on its side. Remove it and add another one instead.")
    field = "party"


@transaction.atomic
def add_programme(values: Mapping[str, Any], *, by: User) -> Programme:
    """A series that missions belong to."""
    values = dict(values)
    organisers = values.pop("organisers", ())
    return editing.add(Programme(**values), by=by, many={"organisers": organisers})


@transaction.atomic
def open_mission(values: Mapping[str, Any], *, by: User, side: Side) -> Mission:
    """A new mission; whoever opens it prepares it on their side."""
    _check_days(values)
    if Mission.objects.filter(slug=values["slug"]).exists():
        raise ShortNameTaken(slug=values["slug"])
    mission = editing.add(Mission(**values), by=by)
    role = Role.ORGANISER if side == Side.GUEST else Role.PROTOCOL
    Membership.objects.create(mission=mission, user=by, side=side, role=role)
    forget_standings(by)
    searching.index(mission, card_of(mission))
    return mission


@transaction.atomic
def change_mission(mission: Mission, values: Mapping[str, Any], *, seen: int, by: User) -> Mission:
    _check_days(values)
    if Mission.objects.filter(slug=values.get("slug", mission.slug)).exclude(pk=mission.pk).exists():
        raise ShortNameTaken(slug=values["slug"])
    changed = editing.change(mission, values, seen=seen, by=by)
    if changed.slug != mission.slug:
        searching.move(mission.pk, f"/missions/{mission.slug}/", f"/missions/{changed.slug}/")
    searching.index(changed, card_of(changed))
    return changed


@transaction.atomic
def add_leg(mission: Mission, values: Mapping[str, Any], *, by: User) -> Leg:
    _check_leg(mission, values)
    return editing.add(Leg(mission=mission, **values), by=by)


@transaction.atomic
def add_delegation(mission: Mission, values: Mapping[str, Any], *, by: User) -> Delegation:
    return editing.add(Delegation(mission=mission, **values), by=by)


@transaction.atomic
def change_part(part: R, values: Mapping[str, Any], *, seen: int, by: User) -> R:
    """Change a leg or a delegation, as it was at version `seen`."""
    if isinstance(part, Leg):
        _check_leg(part.mission, values)
    if isinstance(part, Delegation) and values.get("party", part.party) != part.party:
        raise PartyIsSettled
    return editing.change(part, values, seen=seen, by=by)


@transaction.atomic
def add_delegate(mission: Mission, values: Mapping[str, Any], *, by: User) -> Delegate:
    """Put a person on the mission, once as far as `by` sees it."""
    _check_delegate(mission, values, None, by)
    delegate = editing.add(Delegate(mission=mission, **values), by=by)
    searching.index(delegate, card_of(delegate))
    return delegate


@transaction.atomic
def change_delegate(delegate: Delegate, values: Mapping[str, Any], *, seen: int, by: User) -> Delegate:
    _check_delegate(delegate.mission, values, delegate, by)
    changed = editing.change(delegate, values, seen=seen, by=by)
    searching.index(changed, card_of(changed))
    return changed


@transaction.atomic
def set_status(delegates: Iterable[Delegate], status: DelegateStatus, *, by: User) -> list[Delegate]:
    """Give several delegates one status; returns those whose status it changed."""
    keys = [delegate.pk for delegate in delegates]
    current = Delegate.objects.present().select_for_update().filter(pk__in=keys).order_by("pk")
    return [
        editing.change(delegate, {"status": status}, seen=delegate.version, by=by)
        for delegate in current
        if delegate.status != status
    ]


@transaction.atomic
def remove_delegation(delegation: Delegation, *, by: User) -> Delegation:
    """Take an empty delegation out of every list."""
    if Delegate.objects.present().filter(delegation=delegation).exists():
        raise DelegationNotEmpty(delegation=delegation)
    return editing.remove(delegation, by=by)


@transaction.atomic
def restore_delegate(delegate: Delegate, *, by: User) -> Delegate:
    """Undo a removal, into a delegation that is there."""
    from legation.missions.actions.engagements import restore_part

    if delegate.delegation.removed_at is not None:
        raise DelegationIsRemoved(who=delegate, delegation=delegate.delegation)
    return restore_part(delegate, by=by)


@transaction.atomic
def add_venue(values: Mapping[str, Any], *, by: User) -> Venue:
    venue = editing.add(Venue(**values), by=by)
    searching.index(venue, card_of(venue))
    return venue


@transaction.atomic
def add_room(venue: Venue, values: Mapping[str, Any], *, by: User) -> Room:
    return editing.add(Room(venue=venue, **values), by=by)


@transaction.atomic
def change_shared(record: R, values: Mapping[str, Any], *, seen: int, by: User) -> R:
    """Change a venue, a room or a programme series, as it was at version `seen`."""
    changed = editing.change(record, values, seen=seen, by=by)
    if isinstance(changed, Venue):
        searching.index(changed, card_of(changed))
    return changed


def _check_days(values: Mapping[str, Any]) -> None:
    if values["ends_on"] < values["starts_on"]:
        raise MissionEndsBeforeItStarts


def _check_leg(mission: Mission, values: Mapping[str, Any]) -> None:
    if values["ends_on"] < values["starts_on"]:
        raise MissionEndsBeforeItStarts
    if values["starts_on"] < mission.starts_on or values["ends_on"] > mission.ends_on:
        raise LegOutsideMission(first=mission.starts_on, last=mission.ends_on)


def _check_delegate(mission: Mission, values: Mapping[str, Any], delegate: Delegate | None, by: User) -> None:
    from legation.missions.actions.engagements import OtherSidesVisibility

    delegation: Delegation = values.get("delegation") or delegate.delegation  # type: ignore[union-attr]
    visibility = values.get("visibility", delegate.visibility if delegate else Visibility.SHARED)
    if visibility not in {Visibility.SHARED.value, delegation.party}:
        raise OtherSidesVisibility
    person = values.get("person", delegate.person if delegate else None)
    if delegate is not None and (person, visibility) == (delegate.person, delegate.visibility):
        return  # who the other side brought as well meanwhile can still be changed
    twin = twin_of(mission.pk, person, delegate, by)
    if twin is not None:
        raise AlreadyDelegated(who=person, delegation=twin.delegation)


def twin_of(mission_id: int, person: Any, delegate: Delegate | None, by: User) -> Delegate | None:
    """The same person on the same mission, unless the other side alone knows that they come."""
    twins = Delegate.objects.present().filter(mission=mission_id, person=person)
    if delegate is not None:
        twins = twins.exclude(pk=delegate.pk)
    mine = standing(by, mission_id)
    if mine is not None:
        twins = twins.filter(visibility__in=mine.sees)
    found: Delegate | None = twins.select_related("delegation").order_by("pk").first()
    return found
