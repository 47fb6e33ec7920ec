"""Undoes rows of a list of people: what they added many at a time, what they completed one by one."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db.models import Q

from legation.accounts.models import User
from legation.directory.actions.records import change_person
from legation.directory.choices import Kind, LikenessStatus, RowOutcome
from legation.directory.models import Likeness, ListedRow, Organisation, Person, Post, Tenure
from legation.directory.queries.cards import card_of
from legation.directory.queries.lists_of_people import used_of
from legation.kernel import editing, searching
from legation.kernel.models import Record
from legation.kernel.refusals import ChangedMeanwhile

MADE: Mapping[str, type[Record]] = {"organisation": Organisation, "post": Post, "tenure": Tenure}


def undo_batch(batch: Sequence[ListedRow], by: User) -> None:
    """Undo these rows, the last first, in the caller's transaction. What somebody used since stays.

    The posts that people held go first, so that what only this list used is used by nobody; then, from the
    last row to the first, what people were before; then what nobody uses.
    """
    made = _made(batch)
    ended = _remove(Tenure, made["tenure"], by)
    for row in batch:
        if row.outcome == RowOutcome.CHANGED:
            _put_back(row, batch, by)
    for kind in ("post", "organisation"):
        model = MADE[kind]
        unused = made[kind].keys() - used_of(model, made[kind])
        _dropped(model, _remove(model, {key: made[kind][key] for key in unused}, by))
    gone = _people(batch, by)
    told = Person.objects.present().filter(tenures__in=ended).exclude(pk__in=gone)
    for person in told.distinct().order_by("pk"):
        searching.index(person, card_of(person))


def _made(batch: Iterable[ListedRow]) -> dict[str, dict[int, int]]:
    """By kind, the keys of what the rows made and the versions that they left."""
    found: dict[str, dict[int, int]] = {kind: {} for kind in MADE}
    for row in batch:
        for kind, key, version in row.made:
            found[kind][key] = version
    return found


def _people(batch: Sequence[ListedRow], by: User) -> list[int]:
    """Take away the people whom rows added, as far as nobody changed or uses them; gives who went."""
    added = {row.person_id: row for row in batch if row.outcome == RowOutcome.ADDED and row.person_id}
    used = used_of(Person, added)
    mine = {key: row.version for key, row in added.items() if key not in used}
    gone = _remove(Person, mine, by)
    _dropped(Person, gone)
    said_two = Likeness.objects.filter(kind=Kind.PERSON, status=LikenessStatus.TWO)
    said_two.filter(Q(first__in=gone) | Q(second__in=gone)).delete()
    left = {row.pk for row in batch if row.outcome == RowOutcome.ADDED} - {added[key].pk for key in gone}
    ListedRow.objects.filter(pk__in=left).update(kept=True)
    return gone


def _remove(model: type[Record], versions: Mapping[int, int], by: User) -> list[int]:
    """Remove those that still stand as they were left; gives their keys."""
    standing = model._default_manager.select_for_update().filter(pk__in=versions, removed_at=None)
    keys = [
        key
        for key, version in standing.order_by("pk").values_list("pk", "version")
        if version == versions[key]
    ]
    editing.remove_all(model, keys, by=by)
    return keys


def _dropped(model: type[Record], keys: Collection[int]) -> None:
    searching.drop_all(model, keys)


def _put_back(row: ListedRow, batch: Sequence[ListedRow], by: User) -> None:
    """What a row completed is as it was before, unless somebody changed the person since."""
    person = row.person
    if not row.before:
        return
    mine = person is not None and person.removed_at is None and person.version == row.version
    try:
        if mine and person is not None:
            person = change_person(person, row.before, seen=person.version, by=by)
            _go_on(row, person, batch)
        kept = not mine
    except ChangedMeanwhile:
        kept = True
    if kept:
        ListedRow.objects.filter(pk=row.pk).update(kept=True)


def _go_on(row: ListedRow, person: Person, batch: Sequence[ListedRow]) -> None:
    """Earlier rows that were about the same person find them as they left them."""
    for other in batch:
        if other.person_id == person.pk and other.version == row.seen:
            other.person, other.version = person, person.version
    earlier = ListedRow.objects.filter(listed=row.listed_id, person=person, number__lt=row.number)
    earlier.filter(version=row.seen).update(version=person.version)
