"""Take in what is certain enough of many texts at once, by a job, and undo all of it as one step.

Each finding is accepted as by hand and in a transaction of its own: what is there already is linked and never
written over, what cannot be recorded is left with its reason, and each record remembers the words it came
from. What was made is noted, so that undoing takes out exactly that, where nobody has built on it since.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import translation
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.kernel import editing, searching
from legation.kernel.activity import listed
from legation.kernel.choices import Side, Verb
from legation.kernel.jobs import Told, ask_to_stop, enqueue
from legation.kernel.models import Activity, Record
from legation.kernel.references import references
from legation.kernel.refusals import Refused
from legation.missions.actions import open_mission
from legation.missions.choices import MissionStatus
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.sources.actions.deciding import accept_finding, reopen_finding
from legation.sources.actions.pulling import move_source
from legation.sources.actions.reading import twin_of
from legation.sources.actions.refusals import NotNow, NotYours
from legation.sources.choices import FindingStatus, TakenIn
from legation.sources.models import Archive, Finding, Intake, IntakeRow, Source
from legation.sources.queries.cards import card_of
from legation.sources.queries.intaking import Past, past_missions, sources_in, waiting_in

TAKE, UNDO = "legation.sources.actions.intaking.take_in", "legation.sources.actions.intaking.take_out"


@transaction.atomic
def begin_intake(mission: Mission, archive: Archive | None, values: Mapping[str, Any], *, by: User) -> Intake:
    """Put the taking in on the queue. `values`: floor, and whether past missions are opened.

    It is its side's own: among the texts may be some that the other side does not see.
    """
    mine = standing(by, mission.pk)
    assert mine is not None, "the gate has asked"  # noqa: S101
    Mission.objects.select_for_update().get(pk=mission.pk)  # of two that are asked for at once one is told
    waits = Intake.objects.filter(mission=mission, job__status__in=("queued", "running"))
    if waits.exists():
        raise NotNow
    intake = editing.add(
        Intake(
            mission=mission,
            archive=archive,
            visibility=mine.side,
            floor=values["floor"],
            opens=values.get("opens", False),
        ),
        by=by,
    )
    return _queued(intake, TAKE, by)


@transaction.atomic
def undo_intake(intake: Intake, *, by: User) -> Intake:
    """Put the undoing of the whole on the queue."""
    current: Intake = Intake.objects.select_for_update(of=("self",)).select_related("job").get(pk=intake.pk)
    if current.job is not None and not current.job.over:
        raise NotNow
    return _queued(current, UNDO, by)


def stop_intake(intake: Intake, *, by: User) -> None:
    """Ask it to stop; what was taken in stays, and can be undone."""
    if intake.job is not None and by.has_perm("sources.change_intake", intake):
        ask_to_stop(intake.job)


def take_in(told: Told, key: int) -> dict[str, Any]:
    """Text by text: put it to its mission, then accept what is certain. Can be run again."""
    intake, by = _for_job(told, key)
    sources = sources_in(intake.mission, intake.archive, by)
    if intake.opens:
        for past in past_missions(intake.mission, sources, by):
            _put_to(intake, past, by)
    moved = IntakeRow.objects.filter(intake=intake, outcome=TakenIn.MOVED).values_list("source", flat=True)
    elsewhere = Source.objects.filter(pk__in=list(moved)).defer("text", "marks", "asides", "opinions")
    everything = {one.pk: one for one in (*sources, *elsewhere)}
    waiting = waiting_in(everything.values(), intake.floor)
    counts: dict[str, int] = {}
    for done, finding in enumerate(waiting, start=1):  # each once: what is decided waits no longer
        outcome = _take(intake, finding, by)
        counts[outcome] = counts.get(outcome, 0) + 1
        told.report(done=done, total=len(waiting), **counts)
        told.breathe()
    told.say(done=len(waiting), total=len(waiting), **counts)
    return counts


@transaction.atomic
def _put_to(intake: Intake, past: Past, by: User) -> None:
    """Open a mission of the past and move its texts there, where the reader may."""
    texts = list(Source.objects.select_related("mission").filter(pk__in=past.sources).order_by("pk"))
    texts = [one for one in texts if one.mission_id == intake.mission_id]
    mine = standing(by, intake.mission_id)
    if not texts or mine is None or not by.has_perm("missions.open_mission"):
        return
    names = {}
    for language in ("en", "ko"):
        with translation.override(language):
            names[language] = past.name
    mission = open_mission(
        {
            "slug": _free(f"past-{past.first.isoformat()}"),
            "name": LazyI18nString(names),
            "kind": intake.mission.kind,
            "status": MissionStatus.CONFIRMED,
            "programme": intake.mission.programme,
            "starts_on": past.first,
            "ends_on": past.last,
        },
        by=by,
        side=Side(mine.side),
    )
    IntakeRow.objects.create(
        intake=intake, source=texts[0], outcome=TakenIn.OPENED, made=[_noted(mission)], why=str(mission)[:300]
    )
    for source in texts:
        try:
            with transaction.atomic():
                move_source(source, mission, by=by)
        except Refused as refusal:
            IntakeRow.objects.create(
                intake=intake, source=source, outcome=TakenIn.REFUSED, why=str(refusal)[:300]
            )
        else:
            IntakeRow.objects.create(
                intake=intake, source=source, outcome=TakenIn.MOVED, moved_from=intake.mission_id
            )


def _free(slug: str) -> str:
    """A short name that no mission has."""
    found, n = slug, 2
    while Mission.objects.filter(slug=found).exists():
        found, n = f"{slug}-{n}", n + 1
    return found


def _take(intake: Intake, finding: Finding, by: User) -> str:
    """One finding and its row, in one transaction: a killed job leaves both or neither."""
    IntakeRow.objects.filter(intake=intake, finding=finding).delete()
    row = IntakeRow(intake=intake, source=finding.source, finding=finding)
    with transaction.atomic():
        try:
            with transaction.atomic():
                with listed() as done:
                    accepted = accept_finding(finding, by=by)
                row.made = _made(done)
                _follow(intake, done)
        except Refused as refusal:
            row.outcome, row.why = TakenIn.REFUSED, str(refusal)[:300]
        else:
            row.outcome = TakenIn.MADE if row.made else TakenIn.KNOWN
            row.why = str(accepted.target or "")[:300]
        row.save(force_insert=True)
    return str(row.outcome)


def _made(done: list[Activity]) -> list[list[int]]:
    """The records that this acceptance added, in their order."""
    added = [(one.content_type_id, one.object_id) for one in done if one.verb == Verb.ADDED]
    return [_noted(record) for kind, key in added if (record := _record(kind, key)) is not None]


def _follow(intake: Intake, done: list[Activity]) -> None:
    """What this intake itself changed of what it made before is still as it left it."""
    keys = {(one.content_type_id, one.object_id) for one in done if one.verb == Verb.CHANGED}
    if not keys:
        return
    for row in IntakeRow.objects.filter(intake=intake, outcome__in=(TakenIn.MADE, TakenIn.OPENED)):
        touched = [one for one in row.made if (one[0], one[1]) in keys]
        for one in touched:
            record = _record(one[0], one[1])
            one[2] = record.version if record is not None else one[2]
        if touched:
            row.save(update_fields=["made"])


def _noted(record: Record) -> list[int]:
    return [ContentType.objects.get_for_model(record).pk, record.pk, record.version]


def _record(kind: int, key: int) -> Record | None:
    model = ContentType.objects.get_for_id(kind).model_class()
    if model is None or not issubclass(model, Record):
        return None
    found: Record | None = model._default_manager.filter(pk=key).first()
    return found


def take_out(told: Told, key: int) -> dict[str, Any]:
    """From the last to the first: take out what was made and open the finding again."""
    intake, by = _for_job(told, key)
    states = (TakenIn.MADE, TakenIn.KNOWN, TakenIn.OPENED, TakenIn.MOVED)
    rows = list(
        IntakeRow.objects.filter(intake=intake, outcome__in=states)
        .select_related("finding", "source")
        .order_by("-pk")
    )
    counts: dict[str, int] = {}
    for done, row in enumerate(rows, start=1):
        with transaction.atomic():
            row.outcome = _out(row, by)
            row.save(update_fields=["outcome"])
        counts[row.outcome] = counts.get(row.outcome, 0) + 1
        told.report(done=done, total=len(rows), **counts)
        told.breathe()
    told.say(done=len(rows), total=len(rows), **counts)
    return counts


def _out(row: IntakeRow, by: User) -> TakenIn:
    if row.moved_from is not None:
        return _back(row, by)
    records = [(record, version) for kind, key, version in row.made if (record := _record(kind, key))]
    standing_still = [one for one in records if one[0].removed_at is None]
    if any(record.version != version for record, version in standing_still):
        return TakenIn.KEPT
    for record, _version in reversed(standing_still):
        if _built_on(record, {(type(one), one.pk) for one, _v in records}):
            return TakenIn.KEPT
    for record, _version in reversed(standing_still):
        searching.drop(editing.remove(record, by=by))
    if row.finding is not None and row.finding.status != FindingStatus.PROPOSED:
        reopen_finding(row.finding, by=by)
    return TakenIn.UNDONE


def _back(row: IntakeRow, by: User) -> TakenIn:
    """Put the text back where and in the archive in which it was.

    It stays where somebody decided on something in it or took it out, or read it for that mission again.
    """
    source = Source.objects.get(pk=row.source_id)
    home = Mission.objects.get(pk=row.moved_from or 0)
    decided = Finding.objects.present().filter(source=source).exclude(status=FindingStatus.PROPOSED)
    again = twin_of(home, source.digest, source.visibility)
    if source.removed_at is not None or again is not None or decided.exists():
        return TakenIn.KEPT
    before = source.history.filter(mission=home).order_by("-version", "-history_id").first()
    archive = Archive.objects.filter(pk=(before and before.archive_id) or 0).first()
    values = {"mission": home, "archive": archive}
    moved = editing.change(source, values, seen=source.version, by=by)
    searching.index(moved, card_of(moved))
    return TakenIn.UNDONE


def _built_on(record: Record, own: set[tuple[type[models.Model], int]]) -> bool:
    """Whether something that stands points to it, that did not come with it."""
    for reference in references(type(record)):
        if reference.model in {Finding, IntakeRow, Intake} or not issubclass(reference.model, Record):
            continue
        for other in reference.rows(record):
            if other.removed_at is None and (type(other), other.pk) not in own:
                return True
    return False


def _queued(intake: Intake, work: str, by: User) -> Intake:
    intake.job = enqueue(work, intake.pk, by=by)
    intake.save(update_fields=["job"])
    return intake


def _for_job(told: Told, key: int) -> tuple[Intake, User]:
    intake = Intake.objects.select_related("mission__programme", "archive").get(pk=key, removed_at=None)
    by = told.job.by
    if by is None or not by.has_perm("sources.change_intake", intake):
        raise NotYours(what=intake)
    return intake, by
