"""Two records made one, and made two again: every link moves, in whichever app it stands, and is noted.

The one that stays keeps its own values where nobody chose the other's; the one that goes is removed, as any
record is, so that its page, its history and what was printed of it can be found again.
"""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.directory.actions.records import change_record, remove_record, restore_record
from legation.directory.choices import Kind, LikenessStatus, Scope
from legation.directory.models import Likeness, Merge, Organisation, Person, Tenure
from legation.directory.queries.likenesses import LOOK, last_look
from legation.directory.queries.merging import CHOSEN, added_spellings
from legation.kernel import editing
from legation.kernel.jobs import enqueue
from legation.kernel.models import Job, Record
from legation.kernel.references import Reference, references
from legation.kernel.refusals import Refused

Named = Person | Organisation


class OneAlready(Refused):
    sentence = _("Choose two different records.")


class ChangedSince(Refused):
    sentence = _("One of the two was changed or removed meanwhile. Look at them again.")


class SharedOneStays(Refused):
    sentence = _(
        "Every office finds one of the two. Keep that one: otherwise others would lose sight of them."
    )


class BothStandThere(Refused):
    sentence = _("Both stand in the same place (%(what)s: %(where)s). Take one of them out there first.")


class UndoneAlready(Refused):
    sentence = _("This was undone already.")


class KeptIsGone(Refused):
    sentence = _("%(name)s was removed or made one with another since. Undo that first.")


@transaction.atomic
def merge_records(
    kept: Named, lost: Named, take: Mapping[str, bool], *, seen: tuple[int, int], by: User
) -> Merge:
    """Make `lost` one with `kept`. `take` names the fields whose value is that of `lost`.

    What the reader sees standing twice, such as both on one mission, is refused; where only another side
    sees it, it stays as it is.
    """
    if kept.pk == lost.pk or type(kept) is not type(lost):
        raise OneAlready
    kept, lost = _locked(kept, seen[0]), _locked(lost, seen[1])
    private = _private(lost)
    if private is None and _private(kept) is not None:
        raise SharedOneStays
    merge = editing.add(
        Merge(kind=_kind(kept), kept=kept.pk, lost=lost.pk, label=f"{kept} = {lost}"[:300], office=private),
        by=by,
    )
    share = private is None or private == _private(kept)
    values, merge.took, merge.gained = _values(kept, lost, take, share=share)
    kept = change_record(kept, values, seen=kept.version, by=by) if values else kept
    merge.moved = [*(_said_again(kept, lost, by) if share else ()), *_moved(kept, lost, by, share=share)]
    merge.save(update_fields=["took", "gained", "moved"])
    remove_record(lost, by=by)
    kept.refresh_from_db()
    change_record(kept, {}, seen=kept.version, by=by)  # finds it anew by all that it holds now
    Likeness.objects.filter(_pair_of(merge)).update(status=LikenessStatus.OPEN)
    return merge


@transaction.atomic
def undo_merge(merge: Merge, *, by: User) -> Merge:
    """Make them two again. What was changed since stays, and is noted in `stays`."""
    current: Merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if current.undone_at is not None:
        raise UndoneAlready
    model = _model(current.kind)
    kept, lost = (
        model._default_manager.select_for_update().get(pk=key) for key in (current.kept, current.lost)
    )
    if kept.removed_at is not None or lost.removed_at is None:
        raise KeptIsGone(name=kept)
    lost = restore_record(lost, by=by)
    known = {(each.label, each.field): each for each in references(model)}
    stays = []
    for note in reversed(current.moved):
        reference = known.get((note["model"], note["field"]))
        if not _moved_back(note, reference, kept, lost, by):
            stays.append({"model": note["model"], "key": note["key"]})
    values, fields = _values_back(kept, current)
    kept.refresh_from_db()
    change_record(kept, values, seen=kept.version, by=by)
    change_record(lost, {}, seen=lost.version, by=by)  # finds it anew by what was given back
    current.stays = [*stays, *({"field": name} for name in fields)]
    return editing.change(
        current, {"undone_at": timezone.now(), "stays": current.stays}, seen=current.version, by=by
    )


@transaction.atomic
def say_two(likeness: Likeness, *, by: User) -> Likeness:
    """Remember that these are two."""
    return _decided(likeness, LikenessStatus.TWO, by)


@transaction.atomic
def doubt_again(likeness: Likeness, *, by: User) -> Likeness:
    """Take back that these are two."""
    return _decided(likeness, LikenessStatus.OPEN, by)


def look_again(*, by: User) -> Job:
    """Put the looking for likenesses on the queue, unless it is being done."""
    job = last_look()
    return job if job is not None and not job.over else enqueue(LOOK, by=by)


def _decided(likeness: Likeness, status: LikenessStatus, by: User) -> Likeness:
    current = Likeness.objects.select_for_update().get(pk=likeness.pk)
    current.status, current.decided_by, current.decided_at = status, by, timezone.now()
    current.save(update_fields=["status", "decided_by", "decided_at"])
    return current


def _locked(record: Named, seen: int) -> Any:
    current = type(record)._default_manager.select_for_update().get(pk=record.pk)
    if current.version != seen or current.removed_at is not None:
        raise ChangedSince
    return current


def _private(record: Named) -> Any:
    """The office that alone knows the record, or None."""
    return record.office if isinstance(record, Person) and record.scope == Scope.OFFICE else None


def _kind(record: Named) -> Kind:
    return Kind.PERSON if isinstance(record, Person) else Kind.ORGANISATION


def _model(kind: str) -> type[Person] | type[Organisation]:
    return Person if kind == Kind.PERSON else Organisation


def _pair_of(merge: Merge) -> models.Q:
    first, second = sorted((merge.kept, merge.lost))
    return models.Q(kind=merge.kind, first=first, second=second)


def _values(
    kept: Named, lost: Named, take: Mapping[str, bool], *, share: bool
) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """What changes on the record that stays, for saving and for undoing.

    What one office alone knew of the other goes into a shared record only where somebody chose it.
    """
    values: dict[str, Any] = {}
    for choice, names in CHOSEN[_kind(kept)].items():
        if take.get(choice):
            values |= {name: getattr(lost, name) for name in names}
    values = {name: value for name, value in values.items() if getattr(kept, name) != value}
    took = {name: [_stored(getattr(kept, name)), _stored(value)] for name, value in values.items()}
    gained = added_spellings(kept, lost, values) if share else {}
    for name, more in gained.items():
        values[name] = [*getattr(kept, name), *more]
    return values, took, gained


def _stored(value: Any) -> Any:
    if isinstance(value, LazyI18nString):
        return {"i18n": value.data}
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if hasattr(value, "isoformat") else value


def _read(field: Any, value: Any) -> Any:
    if isinstance(value, dict) and "i18n" in value:
        return LazyI18nString(value["i18n"])
    if isinstance(field, models.ForeignKey):
        return None if value is None else field.related_model._default_manager.filter(pk=value).first()
    return field.to_python(value)


def _values_back(kept: Named, merge: Merge) -> tuple[dict[str, Any], list[str]]:
    """What the record that stayed gives back, and the fields that somebody changed since."""
    values: dict[str, Any] = {}
    stays = []
    for name, (before, after) in merge.took.items():
        field = kept._meta.get_field(name)
        if _stored(getattr(kept, name)) == after:
            values[name] = _read(field, before)
        else:
            stays.append(name)
    for name, more in merge.gained.items():
        values[name] = [item for item in getattr(kept, name) if item not in more]
    return values, stays


def _said_again(kept: Named, lost: Named, by: User) -> list[dict[str, Any]]:
    """Posts held that both have: that of the one that goes is removed where it says nothing new."""
    if not isinstance(kept, Person):
        return []
    own = list(Tenure.objects.standing().filter(person=kept))
    notes = []
    for tenure in Tenure.objects.standing().filter(person=lost).order_by("pk"):
        if any(_says_nothing_new(tenure, other) for other in own):
            editing.remove(tenure, by=by)
            notes.append(_note(tenure, "person", "removed"))
    return notes


def _says_nothing_new(tenure: Tenure, other: Tenure) -> bool:
    return (tenure.post_id, tenure.acting) == (other.post_id, other.acting) and all(
        mine in (None, theirs)
        for mine, theirs in ((tenure.started_on, other.started_on), (tenure.ended_on, other.ended_on))
    )


def _note(row: models.Model, field: str, how: str) -> dict[str, Any]:
    return {"model": row._meta.label, "field": field, "key": row.pk, "how": how}


def _moved(kept: Named, lost: Named, by: User, *, share: bool) -> list[dict[str, Any]]:
    """Posts that one office alone knew of stay on the record that goes: all would read them on the other."""
    notes = []
    for reference in references(type(kept)):
        if reference.model is Tenure and not share:
            continue
        for row in reference.rows(lost):
            note = _moved_row(reference, row, kept, lost, by)
            if note is not None:
                notes.append(note)
            elif _sees(row, by):
                raise BothStandThere(what=row._meta.verbose_name, where=_where(row))
    return notes


def _moved_row(reference: Reference, row: Any, kept: Named, lost: Named, by: User) -> dict[str, Any] | None:
    """The note of a link that moved; None where the database says that both stand there."""
    note = _note(row, reference.field, reference.how)
    if reference.how == "list":
        listed = list(getattr(row, reference.field).all())
        note["both"] = kept in listed
        value: Any = [item for item in listed if item != lost]
        value = value if note["both"] else [*value, kept]
    else:
        value = kept.pk if reference.how == "kind" else kept
    return note if _set(row, reference, value, by) else None


def _set(row: Any, reference: Reference, value: Any, by: User) -> bool:
    """Save one link; false where a constraint of the row forbids it."""
    try:
        with transaction.atomic():
            if isinstance(row, Record):
                editing.change(row, {reference.field: value}, seen=row.version, by=by)
            elif reference.how == "list":
                getattr(row, reference.field).set(value)
            else:
                type(row)._default_manager.filter(pk=row.pk).update(**{reference.field: value})
    except IntegrityError:
        return False
    return True


def _moved_back(
    note: Mapping[str, Any], reference: Reference | None, kept: Named, lost: Named, by: User
) -> bool:
    """Give one link back; false where it was changed since or is gone."""
    row: Any = apps.get_model(note["model"])._default_manager.filter(pk=note["key"]).first()
    if row is None:
        return False
    if note["how"] == "removed":
        if row.removed_at is None:
            return False
        editing.restore(row, by=by)
        return True
    if reference is None:  # the field went with a newer version of the software
        return False
    if note["how"] == "list":
        listed = list(getattr(row, reference.field).all())
        if kept not in listed:
            return False
        value: Any = [item for item in listed if item != kept or note["both"]]
        return _set(row, reference, [*value, lost], by)
    now = getattr(row, reference.field if note["how"] == "kind" else f"{reference.field}_id")
    return now == kept.pk and _set(row, reference, lost.pk if note["how"] == "kind" else lost, by)


def _sees(row: models.Model, user: User) -> bool:
    manager: Any = type(row)._default_manager
    return hasattr(manager, "visible_to") and manager.visible_to(user).filter(pk=row.pk).exists()


def _where(row: Any) -> str:
    for name in ("mission", "engagement", "round"):
        if getattr(row, name, None) is not None:
            return str(getattr(row, name))
    return str(row)
