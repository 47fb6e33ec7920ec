"""One source: its text with the findings marked, and the findings with what they became."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import get_language

from legation.directory.models import Organisation, Person
from legation.missions.models import Engagement, Mission, Programme
from legation.outcomes.models import Agreement, Statement
from legation.sources.choices import CERTAIN, LIKELY, FindingKind, FindingStatus, Sureness, sureness, why
from legation.sources.models import Finding, Source
from legation.sources.queries import differing
from legation.sources.queries.candidates import Candidate, Fitting, candidates_of, fitting_missions
from legation.sources.queries.days import Doubt, doubt_of
from legation.sources.queries.differing import Difference, settled_as, values_of
from legation.sources.queries.fields import LABELS, heading, said
from legation.sources.queries.marks import Piece, pieces_of
from legation.sources.queries.mentions import Mention, mentions_of
from legation.sources.queries.names import folded, names_of_body, names_of_person
from legation.sources.queries.primary import DECIDED
from legation.sources.queries.shelf import Shelf, shelf_of

MOST = 100
"""Choices that one list offers; whatever is not in it is linked by writing its name."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a finding."""

    field: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Another reading, or a record that the finding may be: one key away."""

    number: int
    value: str
    label: str
    words: str
    why: str


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
    choices: tuple[Choice, ...] = ()

    @property
    def told(self) -> list[tuple[Difference, str]]:
        """The differences, and what was chosen where somebody chose."""
        return [(one, settled_as(self.finding, one)) for one in self.differences]

    @property
    def why(self) -> str:
        """What the rule that found it went by."""
        return why(self.finding.rule)

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

    @property
    def likely(self) -> int:
        """How many of them wait and are at least likely: those that one button accepts."""
        return sum(row.waits and row.finding.confidence >= LIKELY for row in self.rows)


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
    mentions: tuple[Mention, ...] = ()
    fitting: tuple[Fitting, ...] = ()
    doubt: Doubt | None = None


def source_page(source: Source, user: Any) -> SourcePage:
    """At most eight queries, however many findings there are."""
    findings = list(Finding.objects.present().filter(source=source).order_by("position", "pk"))
    for finding in findings:
        finding.source = source
    shelf = shelf_of(source, findings, user)
    rows = [row_of(finding, source, shelf) for finding in findings]
    waiting = [row for row in rows if row.waits]
    return SourcePage(
        source=source,
        pieces=tuple(pieces_of(source.text, findings, source.asides)),
        groups=tuple(
            Group(kind, tuple(row for row in rows if row.finding.kind == kind))
            for kind in FindingKind
            if any(row.finding.kind == kind for row in rows)
        ),
        waiting=len(waiting),
        certain=sum(row.finding.confidence >= CERTAIN for row in waiting),
        total=len(rows),
        decides=user.has_perm("sources.change_source", source),
        mentions=tuple(mentions_of(source, findings)),
        fitting=tuple(fitting_missions(source, findings, user)),
        doubt=doubt_of(source, findings),
    )


def finding_row(finding: Finding, user: Any) -> FindingRow:
    """One finding by itself."""
    return row_of(finding, finding.source, shelf_of(finding.source, [finding], user))


def row_of(finding: Finding, source: Source, shelf: Shelf) -> FindingRow:
    """A finding with what it became, where the reader sees that, and what it could be."""
    values = values_of(finding)
    facts = []
    for field, label in LABELS[finding.kind].items():
        words = said(finding.kind, field, values.get(field))
        if words:
            facts.append(Fact(field, str(label), words))
    waits = finding.status == FindingStatus.PROPOSED
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
        options=_options(finding, shelf) if waits else (),
        choices=_choices(finding, candidates_of(finding, shelf)) if waits else (),
    )


def _choices(finding: Finding, candidates: list[Candidate]) -> tuple[Choice, ...]:
    """Other readings field by field, then the records that it may be; numbered together."""
    found = []
    labels = LABELS[finding.kind]
    for field, others in finding.alternatives.items():
        for place, other in enumerate(others):
            words = said(finding.kind, field, other["value"])
            if words and field in labels:
                found.append((f"{field}:{place}", str(labels[field]), words, why(other.get("rule", ""))))
    found += [(f"link:{one.key}", "", one.label, one.why) for one in candidates]
    return tuple(Choice(number, *one) for number, one in enumerate(found, 1))


def _headed(finding: Finding, fact: Fact) -> bool:
    """Whether the heading says it already."""
    return fact.field == ("kind" if finding.kind == FindingKind.EVENT else "text")


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
