"""Statements and agreements from what was found."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from legation.directory.models import Organisation, Person
from legation.missions.models import Engagement
from legation.outcomes.actions import add_agreement, add_statement
from legation.outcomes.choices import AgreementKind, AgreementStatus
from legation.outcomes.models import Agreement, Statement
from legation.sources.actions.bodies import body_of
from legation.sources.actions.refusals import NothingNamed, SpeakerNotKnown
from legation.sources.actions.telling import Told
from legation.sources.choices import EventKind, FindingKind
from legation.sources.models import Finding
from legation.sources.queries.matching import person_named
from legation.sources.queries.names import each_language, folded
from legation.sources.queries.primary import DECIDED, primary_engagement

_TITLE = 300


def accept_statement(told: Told) -> models.Model:
    """What was said, in the words of the text, by people of the directory."""
    text = told.text("text")
    if not text:
        raise NothingNamed
    speakers = [speaker_of(name, told) for name in told.texts("speakers")]
    there: Iterable[Statement] = (
        Statement.objects.visible_to(told.by).filter(mission=told.mission).order_by("pk")
    )
    for statement in there:
        if folded(text) in {folded(one) for one in each_language(statement.text)}:
            return statement
    told.needs("missions.change_mission", FindingKind.STATEMENT.label, told.mission)
    return add_statement(
        told.mission,
        {
            "text": told.words(text),
            "speakers": speakers,
            "engagement": primary_engagement(told.source, told.by),
            "visibility": told.source.visibility,
        },
        by=told.by,
    )


def speaker_of(name: str, told: Told) -> Person:
    """The person whom the text means: the one accepted from it under this name, or who bears it."""
    for finding in Finding.objects.present().filter(
        source=told.source, kind=FindingKind.PERSON, status__in=DECIDED
    ):
        if name == finding.values.get("name") and isinstance(finding.target, Person):
            return finding.target
    found = person_named(name, told.by)
    if found is None:
        raise SpeakerNotKnown(who=name)
    return found


def accept_agreement(told: Told) -> models.Model:
    """What was signed, promised or offered, between bodies of the directory."""
    text, kind, status = told.text("text"), told.text("kind"), told.text("status")
    if not text or kind not in AgreementKind.values or status not in AgreementStatus.values:
        raise NothingNamed
    parties = [body_of(name, told, civic=True).organisation for name in told.texts("parties")]
    title = text if len(text) <= _TITLE else text[: _TITLE - 2].rsplit(" ", 1)[0] + " …"
    there = _same(told, kind, title, parties)
    if there is not None:
        return there
    told.needs("missions.change_mission", FindingKind.AGREEMENT.label, told.mission)
    engagement = primary_engagement(told.source, told.by)
    values: dict[str, Any] = {
        "kind": kind,
        "title": told.words(title),
        "status": status,
        "parties": parties,
        "engagement": engagement,
        "visibility": told.source.visibility,
    }
    if status in {AgreementStatus.SIGNED, AgreementStatus.RENEWED} and _is_signing(engagement):
        values["signed_on"] = engagement.local_start.date()  # type: ignore[union-attr]
    return add_agreement(told.mission, values, by=told.by)


def _is_signing(engagement: Engagement | None) -> bool:
    return engagement is not None and engagement.kind == EventKind.SIGNING


def _same(told: Told, kind: str, title: str, parties: list[Organisation]) -> Agreement | None:
    """The agreement that is there already: the same words, or the same kind between the same bodies.

    Pledges and invitations are many between the same two: of those only the same words are the same.
    """
    wanted = {party.pk for party in parties}
    there = Agreement.objects.visible_to(told.by).filter(mission=told.mission, kind=kind)
    rows: Iterable[Agreement] = there.prefetch_related("parties").order_by("pk")
    for agreement in rows:
        if folded(title) in {folded(one) for one in each_language(agreement.title)}:
            return agreement
        many = kind in {AgreementKind.PLEDGE, AgreementKind.INVITATION}
        if wanted and not many and wanted == {party.pk for party in agreement.parties.all()}:
            return agreement
    return None
