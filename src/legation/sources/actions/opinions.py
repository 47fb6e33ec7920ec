"""Second opinions: readers beside the rules, off unless the operator sets one up.

A second reader names what it sees in a text. What it says is offered beside what was found, under its own
name; it never stands in a field until a person takes it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.db import transaction

from legation.accounts.models import User
from legation.kernel.jobs import Told, enqueue
from legation.sources.actions.refusals import NoOpinion, NotYours
from legation.sources.choices import FindingKind, FindingStatus
from legation.sources.models import Finding, Source
from legation.sources.queries.differing import values_of
from legation.sources.queries.evidence import spans_of
from legation.sources.queries.names import folded

WORK = "legation.sources.actions.opinions.read_again"
MOST = 200
"""Opinions that are kept of one reading."""
_FIELD = {"person": "name", "organisation": "name", "venue": "venue"}


@dataclass(frozen=True, slots=True)
class Opinion:
    """Words of the text that a second reader takes for a person, an organisation or a venue.

    `start` and `end` are offsets of the text: what is not written there is no opinion.
    """

    kind: str
    start: int
    end: int
    rule: str


class Reader(Protocol):
    """A second reader: its name, where the text goes ("" for nowhere), and what it reads."""

    @property
    def name(self) -> str: ...

    @property
    def address(self) -> str: ...

    def read(self, text: str, language: str) -> Iterable[Opinion]:
        """What it sees in a text in "en" or "ko". Raises OpinionFailed."""


def readers() -> list[Reader]:
    """Those that the operator set up."""
    from legation.sources.actions.endpoint import Endpoint
    from legation.sources.actions.spacy import Spacy

    found: list[Reader] = []
    if settings.OPINION_SPACY:
        found.append(Spacy(tuple(settings.OPINION_SPACY)))
    if settings.OPINION_URL and settings.OPINION_MODEL:
        found.append(
            Endpoint(
                settings.OPINION_URL,
                settings.OPINION_MODEL,
                settings.OPINION_KEY,
                seconds=settings.OPINION_SECONDS,
                local=settings.OPINION_LOCAL,
            )
        )
    return found


@transaction.atomic
def ask_again(source: Source, *, by: User) -> Source:
    """Have a text read again by the second readers: whoever calls this was told where the text goes.

    Raises NoOpinion where none is set up.
    """
    if not readers():
        raise NoOpinion
    current: Source = Source.objects.select_for_update(of=("self",)).select_related("asked").get(pk=source.pk)
    if current.asked is None or current.asked.over:
        current.asked = enqueue(WORK, current.pk, by=by)
        current.save(update_fields=["asked"])
    return current


def read_again(told: Told, key: int) -> dict[str, Any]:
    """Ask every reader. Where one fails nothing is kept; running again keeps nothing twice."""
    source = Source.objects.select_related("mission").get(pk=key, removed_at=None)
    by = told.job.by
    if by is None or not by.has_perm("sources.change_source", source):
        raise NotYours(what=source.title)
    asked = readers()
    said: list[Opinion] = []
    for number, reader in enumerate(asked):
        told.report(done=number, total=len(asked))
        said += reader.read(source.text, source.language)
    kept = keep_opinions(source, said[:MOST], by=by)
    told.say(done=len(asked), total=len(asked))
    return {"kept": kept}


@transaction.atomic
def keep_opinions(source: Source, said: Iterable[Opinion], *, by: User) -> int:
    """Put opinions beside what was found; returns how many are new.

    Words on a finding that waits become another reading of its field; words on none are offered as not
    placed. What agrees with a finding says nothing new.
    """
    findings = list(
        Finding.objects.present()
        .select_for_update()
        .filter(source=source, kind__in=("person", "organisation", "event"))
        .order_by("position", "pk")
    )
    free: list[dict[str, Any]] = list(source.opinions)
    new = 0
    for opinion in said:
        words = source.text[opinion.start : opinion.end]
        field = _FIELD.get(opinion.kind)
        if field is None or not words.strip():
            continue
        finding = _finding_at(findings, opinion)
        if finding is None and opinion.kind != "venue":
            one = {
                "kind": opinion.kind,
                "value": words,
                "span": [opinion.start, opinion.end],
                "rule": opinion.rule,
            }
            if all(other["value"] != words for other in free):
                free.append(one)
                new += 1
        elif finding is not None and _offer(finding, field, words, opinion.rule, by):
            new += 1
    if free != source.opinions:
        source.opinions = free[:MOST]
        source.save(update_fields=["opinions"])
    return new


def _finding_at(findings: list[Finding], opinion: Opinion) -> Finding | None:
    """The finding of this kind on these words; a venue belongs to the engagement that the text is about."""
    if opinion.kind == "venue":
        events = [one for one in findings if one.kind == FindingKind.EVENT]
        return next((one for one in events if one.values.get("primary")), None)
    for finding in findings:
        if finding.kind == opinion.kind and any(
            start < opinion.end and opinion.start < end
            for field in ("name", "mentions")
            for start, end in spans_of(finding).get(field) or ()
        ):
            return finding
    return None


def _offer(finding: Finding, field: str, words: str, rule: str, by: User) -> bool:
    """Add a reading that the finding does not have; decided findings stay as they are."""
    plain = " ".join(words.split())
    if finding.status != FindingStatus.PROPOSED:
        return False
    values = values_of(finding)
    there = [str(values.get(field) or ""), *(values.get("aliases") or ())]
    there += [str(other["value"]) for other in finding.alternatives.get(field, ())]
    if any(_same(plain, other) for other in there):
        return False
    others = [*finding.alternatives.get(field, ()), {"value": plain, "rule": rule}]
    finding.alternatives = {**finding.alternatives, field: others}
    finding.version += 1
    finding._history_user = by  # type: ignore[attr-defined]
    finding.save()
    return True


def _same(words: str, other: str) -> bool:
    """The same name, or a part of it: Harrell says nothing new of Bruce Harrell."""
    mine, theirs = folded(words).split(), folded(other).split()
    return bool(theirs) and (mine == theirs or set(mine) <= set(theirs))
