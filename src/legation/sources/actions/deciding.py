"""Decide on what was found: accept, correct, reject, or open it again. One transaction a finding."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from legation.accounts.models import User
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.history import revisions_of
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.sources.actions.bodies import accept_organisation, accept_programme
from legation.sources.actions.engagements import accept_event, accept_size, accept_topic
from legation.sources.actions.outcomes import accept_agreement, accept_statement
from legation.sources.actions.people import accept_person
from legation.sources.actions.refusals import AlreadyDecided
from legation.sources.actions.telling import Told
from legation.sources.choices import CERTAIN, FindingKind, FindingStatus
from legation.sources.models import Finding, Source

_ACCEPT: dict[str, Callable[[Told], models.Model]] = {
    FindingKind.PERSON: accept_person,
    FindingKind.ORGANISATION: accept_organisation,
    FindingKind.PROGRAMME: accept_programme,
    FindingKind.EVENT: accept_event,
    FindingKind.STATEMENT: accept_statement,
    FindingKind.AGREEMENT: accept_agreement,
    FindingKind.TOPIC: accept_topic,
    FindingKind.SIZE: accept_size,
}


@dataclass(frozen=True, slots=True)
class Accepted:
    """What `accept_all` did: how many of each kind it accepted, and which were refused and why."""

    counts: dict[str, int]
    refusals: tuple[tuple[Finding, Refused], ...]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@transaction.atomic
def accept_finding(
    finding: Finding, *, by: User, corrections: Mapping[str, Any] | None = None, seen: int | None = None
) -> Finding:
    """Make the record that the finding tells of, or link it to the one there is; returns the finding.

    `corrections` are values of fields in place of those found, and `link`: the key of the record it is, or
    "new" for none that exists. Raises ChangedMeanwhile when the finding is no longer at version `seen`,
    AlreadyDecided, or the refusal of whatever could not be recorded; nothing is kept then.
    """
    current = opened(finding, seen)
    wanted = {**current.corrections, **(corrections or {})}
    link = wanted.pop("link", None)
    corrected = {name: value for name, value in wanted.items() if current.values.get(name) != value}
    record = _ACCEPT[current.kind](Told(current, {**current.values, **corrected}, link=link, by=by))
    current.corrections = corrected
    current.status = FindingStatus.CORRECTED if corrected else FindingStatus.ACCEPTED
    current.content_type = ContentType.objects.get_for_model(record)
    current.object_id = record.pk
    return _decided(current, Verb.ACCEPTED, by)


@transaction.atomic
def reject_finding(finding: Finding, *, by: User, seen: int | None = None) -> Finding:
    """Say that the finding is wrong or of no use; no record is touched."""
    current = opened(finding, seen)
    current.status = FindingStatus.REJECTED
    return _decided(current, Verb.REJECTED, by)


@transaction.atomic
def reopen_finding(finding: Finding, *, by: User, seen: int | None = None) -> Finding:
    """Undo a decision: the finding waits again. The record that came of it stays as it is."""
    current = locked(finding, seen)
    if current.status == FindingStatus.PROPOSED:
        return current
    current.status = FindingStatus.PROPOSED
    return _decided(current, Verb.CHANGED, by)


def accept_all(source: Source, *, by: User, threshold: float = CERTAIN, kind: str = "") -> Accepted:
    """Accept every proposal that is at least this sure, persons first, so that the rest can lean on them.

    With a `kind` only those of it.
    Each is a transaction of its own: what is refused is told and the others are kept.
    """
    order = {kind: place for place, kind in enumerate(FindingKind.values)}
    waiting = Finding.objects.present().filter(
        source=source, status=FindingStatus.PROPOSED, confidence__gte=threshold
    )
    proposed = sorted(
        waiting.filter(kind=kind) if kind else waiting,
        key=lambda finding: (order[finding.kind], finding.position, finding.pk),
    )
    counts: Counter[str] = Counter()
    refusals: list[tuple[Finding, Refused]] = []
    for finding in proposed:
        try:
            accept_finding(finding, by=by)
        except Refused as refusal:
            refusals.append((finding, refusal))
        else:
            counts[finding.kind] += 1
    return Accepted({kind: counts[kind] for kind in order if counts[kind]}, tuple(refusals))


def locked(finding: Finding, seen: int | None) -> Finding:
    """The finding as it is in the database, held until the transaction ends. Raises ChangedMeanwhile."""
    current: Finding = Finding.objects.select_for_update().get(pk=finding.pk)
    if seen is not None and current.version != seen:
        raise ChangedMeanwhile(version=current.version, revisions=revisions_of(current, since=seen))
    return current


def opened(finding: Finding, seen: int | None) -> Finding:
    """The same, where nobody decided yet. Raises AlreadyDecided."""
    current = locked(finding, seen)
    if current.status != FindingStatus.PROPOSED:
        raise AlreadyDecided(status=current.get_status_display())
    return current


def decided(current: Finding, by: User) -> Finding:
    """Save that this finding was accepted, with the record that came of it."""
    return _decided(current, Verb.ACCEPTED, by)


def _decided(current: Finding, verb: Verb, by: User) -> Finding:
    current.decided_by = None if current.status == FindingStatus.PROPOSED else by
    current.decided_at = None if current.status == FindingStatus.PROPOSED else timezone.now()
    current.version += 1
    current._history_user = by  # type: ignore[attr-defined]
    current.save()
    log(verb, current, by=by, mission_id=current.mission_key(), visibility=current.seen_by())
    return current
