"""Choose where a text and its record say different things: keep what is recorded, or take what the text says.

Nothing confirmed changes unless a reader chooses so. The choice stays with the finding, and with its source.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from legation.accounts.models import User
from legation.directory.actions import change_tenure
from legation.directory.models import Person, Tenure
from legation.kernel.activity import log
from legation.kernel.choices import Verb, Visibility
from legation.missions.actions import change_delegate, change_engagement, change_mission, change_shared
from legation.missions.choices import Capacity, EngagementKind, Party
from legation.missions.models import Delegate, Engagement, Mission, Programme
from legation.outcomes.actions import change_outcome
from legation.outcomes.models import Agreement
from legation.sources.actions.bodies import body_of, city_of
from legation.sources.actions.deciding import locked
from legation.sources.actions.engagements import place_of, when
from legation.sources.actions.people import delegation_of, post_of
from legation.sources.actions.refusals import NothingToTake
from legation.sources.actions.telling import Told
from legation.sources.models import Finding
from legation.sources.queries.differing import differences, values_of
from legation.sources.queries.ranks import CIVIC, rank_of


@transaction.atomic
def settle(finding: Finding, field: str, *, take: bool, by: User, seen: int | None = None) -> Finding:
    """Keep the record's value of `field`, or take the text's.

    Whoever takes may do what they could do by hand: raises NotYours otherwise, NothingToTake where the two no
    longer differ, and ChangedMeanwhile where the finding is no longer at version `seen`.
    """
    current = locked(finding, seen)
    difference = next((one for one in differences(current, by) if one.field == field), None)
    if difference is None:
        raise NothingToTake
    if take:
        told = Told(current, values_of(current), link=None, by=by)
        _TAKE[type(current.target)](told, current.target, field)
    current.settled = {
        **current.settled,
        field: {
            "took": take,
            "found": difference.found_key,
            "kept": difference.kept_key,
            "by": by.pk,
            "at": timezone.now().isoformat(timespec="seconds"),
        },
    }
    current.version += 1
    current._history_user = by  # type: ignore[attr-defined]
    current.save()
    log(Verb.CHANGED, current, by=by, mission_id=current.mission_key(), visibility=current.seen_by())
    return current


def _of_person(told: Told, person: Person, field: str) -> None:
    if field == "title":
        _title(told, person)
        return
    there = Delegate.objects.visible_to(told.by).filter(mission=told.mission, person=person).first()
    if there is None:
        raise NothingToTake
    told.needs("missions.change_delegate", person, there)
    values: dict[str, Any] = {"capacity": Capacity.HEAD}
    if field == "side":
        party = told.text("side")
        if party not in Party.values:
            raise NothingToTake
        body = body_of(told.text("org"), told, civic=False) if told.text("org") else None
        delegation = delegation_of(party, body, told)
        told.needs("missions.change_delegation", delegation, delegation)
        values = {"delegation": delegation}
    change_delegate(there, values, seen=there.version, by=told.by)


def _title(told: Told, person: Person) -> None:
    """The post that they hold in the body becomes the one that the text names, also on the mission."""
    title = told.text("title")
    body = body_of(told.text("org"), told, civic=rank_of(title) in CIVIC)
    tenures = Tenure.objects.visible_to(told.by).filter(person=person, post__organisation=body.organisation)
    held = tenures.select_related("post").order_by("-pk").first()
    if held is None:
        raise NothingToTake
    told.needs("directory.change_tenure", person, held)
    former, post = held.post, post_of(body.organisation, title, told)
    values: dict[str, Any] = {
        "post": post,
        "started_on": held.started_on,
        "ended_on": held.ended_on,
        "verified_on": told.source.published_on,
    }
    if told.source.visibility == Visibility.SHARED:
        values["source"] = (told.source.url or told.source.title)[:500]
    change_tenure(held, values, seen=held.version, by=told.by)
    for there in Delegate.objects.visible_to(told.by).filter(
        mission=told.mission, person=person, post=former
    ):
        if told.by.has_perm("missions.change_delegate", there):
            change_delegate(there, {"post": post}, seen=there.version, by=told.by)


def _of_engagement(told: Told, engagement: Engagement, field: str) -> None:
    told.needs("missions.change_engagement", engagement, engagement)
    values: dict[str, Any] = {}
    if field == "kind":
        kind = told.text("kind")
        if kind not in EngagementKind.values:
            raise NothingToTake
        values = {"kind": kind}
    elif field == "iso":
        values = _moment(told, engagement)
    elif field in {"venue", "room"}:
        city = city_of(told.text("city"), told) if told.text("city") else None
        city = city or (engagement.venue.city if engagement.venue else None)
        if city is None:
            raise NothingToTake
        venue, room = place_of(told, city)
        values = {"venue": venue or engagement.venue, "room": room}
        if field == "room" and room is None:
            raise NothingToTake
    change_engagement(engagement, values, seen=engagement.version, by=told.by)


def _moment(told: Told, engagement: Engagement) -> dict[str, Any]:
    """Start as the text has it, as long as planned; a day alone moves the day and keeps the hours."""
    starts, ends, part = when(told)
    length = engagement.ends_at - engagement.starts_at
    if part and not engagement.part:
        first = engagement.local_start.replace(tzinfo=None)
        starts, part = datetime.combine(starts.date(), first.time()), ""
        ends = starts + length
    elif not part and not engagement.part:
        ends = starts + length
    return {"starts": starts, "ends": ends, "zone": engagement.zone, "part": part}


def _of_agreement(told: Told, agreement: Agreement, field: str) -> None:
    told.needs("outcomes.change_agreement", agreement, agreement)
    change_outcome(agreement, {field: told.text(field)}, seen=agreement.version, by=told.by)


def _of_programme(told: Told, series: Programme, _field: str) -> None:
    told.needs("missions.change_programme", series, series)
    bodies = [body_of(name, told, civic=False).organisation for name in told.texts("organisers")]
    both = {body.pk: body for body in (*series.organisers.all(), *bodies)}
    change_shared(series, {"organisers": list(both.values())}, seen=series.version, by=told.by)


def _of_mission(told: Told, mission: Mission, _field: str) -> None:
    told.needs("missions.change_mission", mission, mission)
    values = {
        "starts_on": mission.starts_on,
        "ends_on": mission.ends_on,
        "announced_size": told.values.get("size"),
    }
    change_mission(mission, values, seen=mission.version, by=told.by)


_TAKE: dict[type[Any], Callable[[Told, Any, str], None]] = {
    Person: _of_person,
    Engagement: _of_engagement,
    Agreement: _of_agreement,
    Programme: _of_programme,
    Mission: _of_mission,
}
