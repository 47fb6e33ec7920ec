"""The records that findings of a mission can be, or became."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, FilteredRelation, Prefetch, Q

from legation.directory.models import Organisation, Person, Tenure
from legation.missions.models import Engagement, Programme
from legation.missions.rules import standing
from legation.outcomes.models import Agreement
from legation.sources.choices import FindingKind
from legation.sources.models import Finding, Source


@dataclass(frozen=True, slots=True)
class Shelf:
    """The records that findings of a mission can be, within what the reader sees."""

    persons: dict[int, Person]
    bodies: dict[int, Organisation]
    engagements: dict[int, Engagement]
    series: dict[int, list[Organisation]]
    agreements: dict[int, Agreement]


def shelf_of(source: Source, findings: list[Finding], user: Any) -> Shelf:
    """What these findings can be linked to, or were; kinds that are not among them are not asked for."""
    kinds = {finding.kind for finding in findings}
    keys = _keys(findings)
    return Shelf(
        persons=_persons(source, findings, user) if FindingKind.PERSON in kinds else {},
        bodies={body.pk: body for body in Organisation.objects.visible_to(user).order_by("pk")}
        if FindingKind.ORGANISATION in kinds
        else {},
        engagements={
            one.pk: one
            for one in Engagement.objects.visible_to(user)
            .filter(mission=source.mission_id)
            .select_related("venue__city", "room")
            .order_by("starts_at", "pk")
        }
        if kinds & {FindingKind.EVENT, FindingKind.TOPIC}
        else {},
        series=_organisers(keys[Programme], user) if keys[Programme] else {},
        agreements=Agreement.objects.visible_to(user).in_bulk(keys[Agreement]) if keys[Agreement] else {},
    )


def _organisers(keys: list[int], user: Any) -> dict[int, list[Organisation]]:
    """Series to its organisers: one query."""
    rows = Organisation.objects.visible_to(user).filter(programmes__in=keys).annotate(series=F("programmes"))
    found: dict[int, list[Organisation]] = {key: [] for key in keys}
    for row in rows.order_by("pk"):
        found[row.series].append(row)
    return found


def _keys(findings: list[Finding]) -> dict[type[Any], list[int]]:
    """Model to the keys of its rows that findings are linked to."""
    models = (Person, Organisation, Engagement, Programme, Agreement)
    types = {ContentType.objects.get_for_model(model).pk: model for model in models}
    keys: dict[type[Any], list[int]] = {model: [] for model in models}
    for finding in findings:
        if finding.content_type_id in types and finding.object_id is not None:
            keys[types[finding.content_type_id]].append(finding.object_id)
    return keys


def _persons(source: Source, findings: list[Finding], user: Any) -> dict[int, Person]:
    """People of the mission, people linked already, and people with a name in common: two queries."""
    mine = standing(user, source.mission_id)
    coming = Q(
        delegates__mission=source.mission_id,
        delegates__removed_at=None,
        delegates__visibility__in=mine.sees if mine else (),
    )
    names = [
        str(finding.values.get("name") or "") for finding in findings if finding.kind == FindingKind.PERSON
    ]
    words = {word for name in names for word in name.split()}
    near = (
        Q(family_name__in=words)
        | Q(given_name__in=words)
        | Q(native_name__in=names)
        | Q(korean_name__in=names)
    )
    tenures = Tenure.objects.visible_to(user).select_related("post__organisation__city").order_by("pk")
    rows = (
        Person.objects.visible_to(user)
        .annotate(
            coming=FilteredRelation("delegates", condition=coming),
            party=F("coming__delegation__party"),
            capacity=F("coming__capacity"),
        )
        .filter(Q(party__isnull=False) | Q(pk__in=_keys(findings)[Person]) | near)
        .prefetch_related(Prefetch("tenures", queryset=tenures, to_attr="held"))
        .order_by("pk")
    )
    return {person.pk: person for person in rows}
