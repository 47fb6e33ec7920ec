"""One source: its text with the findings marked, and the findings with what they became."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, FilteredRelation, Prefetch, Q
from django.urls import reverse
from django.utils.translation import get_language

from legation.directory.models import Organisation, Person, Tenure
from legation.missions.models import Engagement, Mission, Programme
from legation.missions.rules import standing
from legation.outcomes.models import Agreement, Statement
from legation.sources.choices import CERTAIN, FindingKind, FindingStatus, Sureness, sureness
from legation.sources.models import Finding, Source
from legation.sources.queries import differing
from legation.sources.queries.differing import Difference, values_of
from legation.sources.queries.fields import LABELS, heading, said
from legation.sources.queries.marks import Piece, pieces_of
from legation.sources.queries.names import folded, names_of_body, names_of_person
from legation.sources.queries.primary import DECIDED

MOST = 100
"""Choices that one list offers; whatever is not in it is linked by writing its name."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a finding, and the other readings of it by their place."""

    field: str
    label: str
    value: str
    others: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding as the page shows it."""

    finding: Finding
    heading: str
    facts: tuple[Fact, ...]
    sure: Sureness
    record: str
    url: str
    differences: tuple[Difference, ...]
    options: tuple[tuple[str, str], ...]

    @property
    def waits(self) -> bool:
        return self.finding.status == FindingStatus.PROPOSED

    @property
    def linked(self) -> str:
        """The key of the record that the finding is, or would be."""
        return str(self.finding.object_id or "") if self.url else ""


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one kind."""

    kind: FindingKind
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """One source as one reader sees it."""

    source: Source
    pieces: tuple[Piece, ...]
    groups: tuple[Group, ...]
    waiting: int
    certain: int
    total: int
    decides: bool


@dataclass(frozen=True, slots=True)
class Shelf:
    """The records that findings of a mission can be, within what the reader sees."""

    persons: dict[int, Person]
    bodies: dict[int, Organisation]
    engagements: dict[int, Engagement]
    series: dict[int, list[Organisation]]
    agreements: dict[int, Agreement]


def source_page(source: Source, user: Any) -> SourcePage:
    """At most seven queries, however many findings there are."""
    findings = list(Finding.objects.present().filter(source=source).order_by("position", "pk"))
    for finding in findings:
        finding.source = source
    shelf = shelf_of(source, findings, user)
    rows = [row_of(finding, source, shelf) for finding in findings]
    waiting = [row for row in rows if row.waits]
    return SourcePage(
        source=source,
        pieces=tuple(pieces_of(source.text, findings)),
        groups=tuple(
            Group(kind, tuple(row for row in rows if row.finding.kind == kind))
            for kind in FindingKind
            if any(row.finding.kind == kind for row in rows)
        ),
        waiting=len(waiting),
        certain=sum(row.finding.confidence >= CERTAIN for row in waiting),
        total=len(rows),
        decides=user.has_perm("sources.change_source", source),
    )


def finding_row(finding: Finding, user: Any) -> FindingRow:
    """One finding by itself."""
    return row_of(finding, finding.source, shelf_of(finding.source, [finding], user))


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


def row_of(finding: Finding, source: Source, shelf: Shelf) -> FindingRow:
    """A finding with what it became, where the reader sees that, and what it could be."""
    values = values_of(finding)
    facts = []
    for field, label in LABELS[finding.kind].items():
        words = said(finding.kind, field, values.get(field))
        others = tuple(
            (place, said(finding.kind, field, other["value"]))
            for place, other in enumerate(finding.alternatives.get(field, ()))
        )
        if words or others:
            facts.append(Fact(field, str(label), words, others))
    record, url = _became(finding, source, shelf)
    return FindingRow(
        finding=finding,
        heading=heading(finding.kind, values),
        facts=tuple(
            fact
            for fact in facts
            if fact.field not in {"name", "topic", "size"} and not _headed(finding, fact)
        ),
        sure=sureness(finding.confidence),
        record=record,
        url=url,
        differences=tuple(_differences(finding, shelf)) if finding.status in DECIDED else (),
        options=_options(finding, shelf) if finding.status == FindingStatus.PROPOSED else (),
    )


def _headed(finding: Finding, fact: Fact) -> bool:
    """Whether the heading says it already."""
    head = "kind" if finding.kind == FindingKind.EVENT else "text"
    return fact.field == head and not fact.others


def _became(finding: Finding, source: Source, shelf: Shelf) -> tuple[str, str]:
    """Name and address of the record, or nothing where the reader does not see it."""
    model = _model(finding)
    key = finding.object_id
    slug = source.mission.slug
    if key is None or model is None:
        return "", ""
    if model is Person and key in shelf.persons:
        return shelf.persons[key].name_in(get_language() or "en"), reverse("person", args=[key])
    if model is Organisation and key in shelf.bodies:
        return str(shelf.bodies[key]), reverse("organisation", args=[key])
    if model is Engagement and key in shelf.engagements:
        return str(shelf.engagements[key]), reverse("engagement", args=[slug, key])
    if model is Programme and key in shelf.series:
        return heading(finding.kind, values_of(finding)), reverse("programmes")
    if finding.status not in DECIDED:
        return "", ""
    if model is Statement or (model is Agreement and key in shelf.agreements):
        return str(finding), f"{reverse('outcomes', args=[slug])}#{model._meta.model_name}-{key}"
    if model is Mission:
        return str(source.mission), reverse("desk", args=[slug])
    if finding.kind == FindingKind.TOPIC:
        return heading(finding.kind, finding.values), reverse("meetings", args=[slug])
    return "", ""


def _model(finding: Finding) -> type[Any] | None:
    if finding.content_type_id is None:
        return None
    return ContentType.objects.get_for_id(finding.content_type_id).model_class()


def _differences(finding: Finding, shelf: Shelf) -> list[Difference]:
    key, model = finding.object_id, _model(finding)
    if key is None:
        return []
    if model is Person and key in shelf.persons:
        person: Any = shelf.persons[key]
        return differing.of_person(
            finding, person.held, party=person.party or "", capacity=person.capacity or ""
        )
    if model is Engagement and key in shelf.engagements:
        return differing.of_engagement(finding, shelf.engagements[key])
    if model is Programme and key in shelf.series:
        names = [name for body in shelf.series[key] for name in names_of_body(body)]
        return differing.of_programme(finding, names)
    if model is Agreement and key in shelf.agreements:
        return differing.of_agreement(finding, shelf.agreements[key])
    if model is Mission:
        return differing.of_mission(finding, finding.source.mission)
    return []


def _options(finding: Finding, shelf: Shelf) -> tuple[tuple[str, str], ...]:
    """Records to link to, those with a word of the name in common first."""
    words = set(folded(str(finding.values.get("name") or "")).split())
    if finding.kind == FindingKind.PERSON:
        language = get_language() or "en"
        rows = [
            (key, _with(one.name_in(language), one.second_script(language)), names_of_person(one))
            for key, one in shelf.persons.items()
        ]
    elif finding.kind == FindingKind.ORGANISATION:
        rows = [(key, str(one), names_of_body(one)) for key, one in shelf.bodies.items()]
    elif finding.kind == FindingKind.EVENT:
        rows = [
            (
                key,
                f"{one.local_start:%Y-%m-%d} {'' if one.part else one.local_start.strftime('%H:%M ')}{one}",
                [],
            )
            for key, one in shelf.engagements.items()
        ]
    else:
        return ()

    def distance(names: list[str]) -> int:
        return -max((len(words & set(folded(name).split())) for name in names), default=0)

    near = sorted(rows, key=lambda row: distance(row[2]))
    return tuple((str(key), label) for key, label, _names in near[:MOST])


def _with(name: str, other: str) -> str:
    return f"{name} ({other})" if other else name
