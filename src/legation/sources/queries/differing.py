"""Where an accepted finding and the record that it was linked to say different things.

Nothing confirmed is overwritten: the record keeps its own, and the other value stays in sight here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from legation.directory.models import Person, Post, Tenure
from legation.missions.choices import Capacity
from legation.missions.models import Delegate, Engagement, Mission, Programme
from legation.outcomes.models import Agreement
from legation.sources.choices import FindingKind
from legation.sources.models import Finding
from legation.sources.queries.fields import HEAD, LABELS, said
from legation.sources.queries.matching import bare_city, titles_meet
from legation.sources.queries.names import (
    each_language,
    folded,
    names_of_body,
    names_of_city,
    names_of_venue,
    one_place,
)
from legation.sources.queries.primary import DECIDED


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what the text says and what the record keeps, in the reader's words."""

    field: str
    label: str
    found: str
    kept: str
    found_key: str = ""
    kept_key: str = ""


def differences(finding: Finding, user: Any) -> list[Difference]:
    """Where an accepted finding and its record differ, as far as `user` sees the record."""
    if finding.status not in DECIDED or finding.content_type is None:
        return []
    model = finding.content_type.model_class()
    if model is None:
        return []
    record = model._default_manager.visible_to(user).filter(pk=finding.object_id).first()  # type: ignore[attr-defined]
    if record is None:
        return []
    mission = finding.source.mission
    if isinstance(record, Person):
        tenures = Tenure.objects.visible_to(user).filter(person=record)
        coming = Delegate.objects.visible_to(user).filter(mission=mission, person=record)
        one = coming.select_related("delegation").first()
        return of_person(
            finding,
            list(tenures.select_related("post__organisation__city").order_by("pk")),
            party=one.delegation.party if one else "",
            capacity=one.capacity if one else "",
        )
    if isinstance(record, Engagement):
        return of_engagement(finding, record)
    if isinstance(record, Programme):
        names = [name for body in record.organisers.all() for name in names_of_body(body)]
        return of_programme(finding, names)
    if isinstance(record, Agreement):
        return of_agreement(finding, record)
    if isinstance(record, Mission):
        return of_mission(finding, record)
    return []


def settled_as(finding: Finding, difference: Difference) -> str:
    """ "kept" where a reader chose to leave the record as it is and it still is so; else ""."""
    choice = finding.settled.get(difference.field)
    same = choice is not None and (choice["found"], choice["kept"]) == (
        difference.found_key,
        difference.kept_key,
    )
    return "kept" if same and not choice["took"] else ""


def values_of(finding: Finding) -> dict[str, Any]:
    """What counts: the values found, with the corrections in them."""
    return {**finding.values, **finding.corrections}


def of_person(finding: Finding, tenures: Iterable[Tenure], *, party: str, capacity: str) -> list[Difference]:
    """Post, side and headship against the directory and the delegation."""
    values = values_of(finding)
    found = []
    posts = _posts_there(tenures, str(values.get("org") or ""), finding.source.published_on)
    title = str(values.get("title") or "")
    if title and posts and not any(titles_meet(post, title) for post in posts):
        found.append(_difference(finding, "title", title, "; ".join(str(post.title) for post in posts)))
    if party and values.get("side") and values["side"] != party:
        found.append(_difference(finding, "side", values["side"], party))
    if party and HEAD in (values.get("roles") or ()) and capacity != Capacity.HEAD:
        found.append(
            Difference(
                "roles",
                _label(finding, "roles"),
                said(finding.kind, "roles", [HEAD]),
                _capacity(capacity),
                HEAD,
                capacity,
            )
        )
    return found


def _posts_there(tenures: Iterable[Tenure], name: str, day: date | None) -> list[Post]:
    """The posts held on the day in the body that the text names."""
    wanted = {folded(name), bare_city(name)}
    posts = []
    for tenure in tenures:
        runs = day is None or (
            (tenure.started_on or day) <= day and (tenure.ended_on is None or tenure.ended_on >= day)
        )
        body = tenure.post.organisation
        names = {folded(one) for one in names_of_body(body)}
        if body.city is not None and body.kind == "city":
            names |= {bare_city(one) for one in names_of_city(body.city)}
        if runs and wanted & names:
            posts.append(tenure.post)
    return posts


def of_engagement(finding: Finding, engagement: Engagement) -> list[Difference]:
    """Kind, time, venue and room against the programme."""
    values = values_of(finding)
    found = []
    if values.get("kind") != engagement.kind:
        found.append(
            Difference(
                "kind",
                _label(finding, "kind"),
                said(finding.kind, "kind", values.get("kind")),
                str(engagement.get_kind_display()),
                str(values.get("kind")),
                engagement.kind,
            )
        )
    iso = str(values.get("iso") or "")
    start = engagement.local_start
    kept = start.date().isoformat() if engagement.part or "T" not in iso else start.strftime("%Y-%m-%dT%H:%M")
    if iso and _moment(iso) != _moment(kept):
        found.append(_difference(finding, "iso", iso, kept))
    venue, room = engagement.venue, engagement.room
    if venue is not None and values.get("venue"):
        within = names_of_city(venue.city)
        within += [bare_city(name) for name in within]
        if not one_place(values["venue"], names_of_venue(venue), within=within):
            found.append(_difference(finding, "venue", values["venue"], str(venue)))
    if room is not None and values.get("room") and not one_place(values["room"], each_language(room.name)):
        found.append(_difference(finding, "room", values["room"], str(room)))
    return found


def of_programme(finding: Finding, names: Iterable[str]) -> list[Difference]:
    """Organisers that the series does not have."""
    known = {folded(name) for name in names}
    missing = [name for name in values_of(finding).get("organisers") or () if folded(name) not in known]
    return [_difference(finding, "organisers", missing, "—")] if missing and known else []


def of_agreement(finding: Finding, agreement: Agreement) -> list[Difference]:
    """Kind and status against what was noted."""
    values = values_of(finding)
    return [
        _difference(finding, field, values[field], getattr(agreement, field))
        for field in ("kind", "status")
        if values.get(field) and values[field] != getattr(agreement, field)
    ]


def of_mission(finding: Finding, mission: Mission) -> list[Difference]:
    """The size against the announced one."""
    if finding.kind != FindingKind.SIZE:
        return []
    size = values_of(finding).get("size")
    kept = mission.announced_size
    return [_difference(finding, "size", size, kept)] if kept is not None and size != kept else []


def _moment(iso: str) -> datetime | str:
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return iso


def _difference(finding: Finding, field: str, found: Any, kept: Any) -> Difference:
    return Difference(
        field,
        _label(finding, field),
        said(finding.kind, field, found),
        said(finding.kind, field, kept),
        str(found),
        str(kept),
    )


def _label(finding: Finding, field: str) -> str:
    return str(LABELS[finding.kind][field])


def _capacity(value: str) -> str:
    return str(dict(Capacity.choices).get(value, value))
