"""Lists of people from spreadsheets: brought, their columns named, checked, taken in by a job, undone by one.

A row is taken in whole or not at all, together with the note of what it did; a job that was killed goes on
behind the last row that was.
"""

import hashlib
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.directory.actions.taking import Desk
from legation.directory.actions.undoing import undo_batch
from legation.directory.choices import DoubtChoice, ListStatus, RowOutcome
from legation.directory.models import ListedDoubt, ListedRow, PeopleList, Person
from legation.directory.queries.doubts import MANY
from legation.directory.queries.listed import Row, examples, first_table, guessed, headings_of
from legation.directory.queries.lists_of_people import checked, judged
from legation.directory.queries.met import NAMES
from legation.kernel import editing, files
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.jobs import Told, collecting_less, enqueue
from legation.kernel.refusals import Refused
from legation.kernel.sheets import BadTable

CHECK = "legation.directory.actions.lists.check_rows"
TAKE = "legation.directory.actions.lists.take_rows"
UNDO = "legation.directory.actions.lists.undo_rows"
# Rows of one transaction, which takes some tenths of a second.
BATCH, UNDONE_AT_ONCE, COMPLETED_AT_ONCE = 1_000, 500, 10


class NotATable(Refused):
    sentence = _("%(problem)s")
    field = "file"


class NoName(Refused):
    sentence = _("Say which column holds the names: the whole name, or the family name.")


class TwoColumns(Refused):
    sentence = _("Two columns are both said to be “%(column)s”. Choose one.")


class NothingToTake(Refused):
    sentence = _("No row can be taken in. Mend the rows that are named here, and bring the file again.")


class NotDecided(Refused):
    sentence = _("Row %(row)s looks like somebody known. Decide on it, and on all such rows: %(count)s wait.")


class NotOffered(Refused):
    sentence = _("Row %(row)s was checked anew meanwhile. Look at it again and choose.")


class NotNow(Refused):
    sentence = _("This list is at another step already. Look at it again.")


@transaction.atomic
def bring_list(data: bytes, name: str, *, scope: str, by: User) -> PeopleList:
    """Keep a spreadsheet and guess what its columns hold; checked at once where that leaves no question."""
    try:
        table, top = first_table(data, name)
    except BadTable as bad:
        raise NotATable(problem=bad.said((translation.get_language() or "en")[:2])) from bad
    headings = headings_of(table, top)
    listed = PeopleList(
        office=by.office,
        name=name[-200:],
        headings=headings,
        found={"examples": examples(table, top, len(headings))},
        columns=guessed(headings),
        scope=scope,
    )
    listed = editing.add(listed, by=by)
    listed.stored = f"lists/{listed.pk}-{hashlib.sha256(data).hexdigest()[:32]}"
    default_storage.save(listed.stored, io.BytesIO(data))
    listed.save(update_fields=["stored"])
    return listed


@transaction.atomic
def name_columns(listed: PeopleList, columns: Sequence[str], *, by: User) -> PeopleList:
    """Say what each column holds, and check every row without taking one in; many are checked by a job.

    What was decided on a row stays decided, also when the columns are said anew.
    """
    current = _at(listed, ListStatus.COLUMNS, ListStatus.CHECKED, ListStatus.CHECKING)
    said = [column for column in columns if column]
    for column in said:
        if said.count(column) > 1:
            from legation.directory.queries.listed import heading

            raise TwoColumns(column=heading(column))
    if not {"name", *NAMES} & set(said):
        raise NoName
    current.columns = list(columns)
    table, top = first_table(files.read(current.stored), current.name)
    current.save(update_fields=["columns"])
    if len(table.rows) + Person.objects.visible_to(by).count() > MANY:
        return _queued(current, ListStatus.CHECKING, CHECK, by)
    _keep(current, *checked(table, top, current, by))
    return current


def check_rows(told: Told, key: int) -> dict[str, Any]:
    """Check every row of a long list."""
    listed, by = _for_job(told, key)
    if listed.status != ListStatus.CHECKING:
        return {}
    table, top = first_table(files.read(listed.stored), listed.name)
    with translation.override(by.language), collecting_less():
        found, doubts = checked(table, top, listed, by, told=lambda done: told.say(done=done, total=100))
    with transaction.atomic():
        _keep(PeopleList.objects.select_for_update(of=("self",)).get(pk=key), found, doubts)
    told.say(done=100, total=100)
    return {}


def _keep(listed: PeopleList, found: dict[str, Any], doubts: list[ListedDoubt]) -> None:
    """What checking found, in place of what it found before."""
    listed.doubts.all().delete()
    ListedDoubt.objects.bulk_create(doubts, batch_size=500)
    listed.found, listed.status = found, ListStatus.CHECKED
    listed.save(update_fields=["found", "status"])


@transaction.atomic
def decide_rows(listed: PeopleList, choices: Mapping[int, str], *, rest: str = "", by: User) -> int:
    """Keep what was chosen on doubtful rows, and on all that are open `rest`; returns how many are open.

    A choice is "person-" or "row-" with a number for the same person, "another", or "out".
    """
    current = _at(listed, ListStatus.CHECKED)
    now = timezone.now()
    doubts = current.doubts.filter(number__in=choices) if not rest else current.doubts.all()
    changed = []
    for doubt in doubts:
        choice = choices.get(doubt.number, "")
        if not choice and rest and doubt.choice == DoubtChoice.OPEN:
            choice = _only(doubt) if rest == DoubtChoice.SAME else rest
        if choice and _chosen(doubt, choice):
            doubt.decided_by, doubt.decided_at, doubt.before = by, now, False
            changed.append(doubt)
    fields = ["choice", "person", "row", "before", "decided_by", "decided_at"]
    ListedDoubt.objects.bulk_update(changed, fields, batch_size=200)
    return current.doubts.filter(choice=DoubtChoice.OPEN).count()


def _only(doubt: ListedDoubt) -> str:
    """The one whom a row looks like, if it is one alone."""
    if len(doubt.told) != 1:
        return ""
    (one,) = doubt.told
    return f"row-{one['row']}" if "row" in one else f"person-{one['person']}"


def _chosen(doubt: ListedDoubt, choice: str) -> bool:
    """Set the choice; whether that changes anything. What was not offered is refused."""
    before = (doubt.choice, doubt.person_id, doubt.row)
    if choice in {DoubtChoice.ANOTHER, DoubtChoice.OUT}:
        doubt.choice, doubt.person_id, doubt.row = choice, None, None
    else:
        kind, _dash, key = choice.partition("-")
        if kind not in {"person", "row"} or not any(str(one.get(kind)) == key for one in doubt.told):
            raise NotOffered(row=doubt.number)
        doubt.choice = DoubtChoice.SAME
        doubt.person_id = int(key) if kind == "person" else None
        doubt.row = int(key) if kind == "row" else None
    return before != (doubt.choice, doubt.person_id, doubt.row)


@transaction.atomic
def take_list(listed: PeopleList, *, by: User) -> PeopleList:
    """Put the taking in of all right rows on the queue. Wrong rows are left out and noted."""
    current = _at(listed, ListStatus.CHECKED)
    open_ones = current.doubts.filter(choice=DoubtChoice.OPEN).order_by("number")
    first = open_ones.first()
    if first is not None:
        raise NotDecided(row=first.number, count=open_ones.count())
    decided = current.doubts.exclude(choice=DoubtChoice.OUT).exists()
    if not decided and not current.found.get("added", 0) + current.found.get("changed", 0):
        raise NothingToTake
    log(Verb.ACCEPTED, current, by=by)
    return _queued(current, ListStatus.TAKING, TAKE, by)


@transaction.atomic
def undo_list(listed: PeopleList, *, by: User) -> PeopleList:
    """Put the undoing of a whole list on the queue."""
    current = _at(listed, ListStatus.TAKEN)
    log(Verb.WITHDRAWN, current, by=by)
    return _queued(current, ListStatus.UNDOING, UNDO, by)


@transaction.atomic
def discard_list(listed: PeopleList, *, by: User) -> None:
    """Take away a list that was not taken in, its file and what its rows said; choices are remembered."""
    current = _at(listed, ListStatus.COLUMNS, ListStatus.CHECKED, ListStatus.CHECKING)
    current = editing.remove(current, by=by)
    PeopleList.objects.filter(pk=current.pk).update(found={})
    current.history.update(found={})
    current.doubts.update(said={}, told=[])
    stored = current.stored
    transaction.on_commit(lambda: default_storage.delete(stored))


def take_rows(told: Told, key: int) -> dict[str, Any]:
    """Take in every row behind the last one that was. The file goes when all are."""
    listed, by = _for_job(told, key)
    if listed.status != ListStatus.TAKING:
        return _tally(listed)
    table, top = first_table(files.read(listed.stored), listed.name)
    total, done = int(listed.found.get("rows", 0)), 0
    desk = Desk(listed, by)
    batch: list[tuple[Row, str]] = []
    with translation.override(by.language), collecting_less():
        for row in judged(table, top, listed.columns, desk.judge):
            done += 1
            mark = desk.judge.mark_of(row)
            if row.number <= listed.reached:
                continue
            batch.append((row, mark))
            if len(batch) == BATCH:
                desk.take(batch)
                batch = []
                told.say(done=done, total=total)
                told.breathe()
        desk.take(batch)
    tally = _tally(listed)
    told.say(done=done, total=total)
    listed.doubts.update(said={}, told=[])
    PeopleList.objects.filter(pk=key).update(status=ListStatus.TAKEN)
    default_storage.delete(listed.stored)
    return tally


def undo_rows(told: Told, key: int) -> dict[str, Any]:
    """Undo every row that was taken in, from the last to the first; what somebody used since stays."""
    listed, by = _for_job(told, key)
    if listed.status != ListStatus.UNDOING:
        return {}
    rows = listed.rows.filter(outcome__in=(RowOutcome.ADDED, RowOutcome.CHANGED)).order_by("-number")
    total = rows.count()
    waiting = rows.filter(number__lte=listed.reached).select_related("person")
    done = total - waiting.count()
    while batch := _of_one_transaction(list(waiting[:UNDONE_AT_ONCE])):
        with transaction.atomic():
            undo_batch(batch, by)
            last = batch[-1].number - 1
            PeopleList.objects.filter(pk=key).update(reached=last)
        waiting = rows.filter(number__lte=last).select_related("person")
        done += len(batch)
        told.say(done=done, total=total)
        told.breathe()
    PeopleList.objects.filter(pk=key).update(status=ListStatus.UNDONE)
    return {"kept": listed.rows.filter(kept=True).count()}


def _of_one_transaction(rows: list[ListedRow]) -> list[ListedRow]:
    """The first of these rows, until enough completed somebody: that is put back one by one."""
    completed = [place for place, row in enumerate(rows) if row.before]
    return rows[: completed[COMPLETED_AT_ONCE]] if len(completed) > COMPLETED_AT_ONCE else rows


def _at(listed: PeopleList, *status: ListStatus) -> PeopleList:
    current: PeopleList = PeopleList.objects.select_for_update().get(pk=listed.pk)
    if current.status not in status or current.removed_at is not None:
        raise NotNow
    if current.status == ListStatus.CHECKING and current.job is not None and not current.job.over:
        raise NotNow
    return current


def _queued(current: PeopleList, status: ListStatus, work: str, by: User) -> PeopleList:
    current.status = status
    current.job = enqueue(work, current.pk, by=by)
    current.save(update_fields=["status", "job"])
    return current


def _for_job(told: Told, key: int) -> tuple[PeopleList, User]:
    listed = PeopleList.objects.select_related("office").get(pk=key)
    by = told.job.by
    if by is None or not by.has_perm("directory.change_peoplelist", listed):
        raise NotNow
    return listed, by


def _tally(listed: PeopleList) -> dict[str, Any]:
    outcomes = listed.rows.values_list("outcome", flat=True)
    found = dict.fromkeys(map(str, RowOutcome), 0)
    for outcome in outcomes:
        found[outcome] += 1
    return found
