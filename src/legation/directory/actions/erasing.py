"""A person erased at their request: what names them is replaced everywhere, and what pointed to them stays.

The record, its links and its history keep their shape, so that a seat plan or a statement still says that
somebody was there. What was sent or released to others cannot be called back, and the report says so.
"""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.directory.choices import Kind, ListStatus
from legation.directory.models import (
    Erasure,
    Likeness,
    ListedDoubt,
    ListedRow,
    Merge,
    PeopleList,
    Person,
)
from legation.directory.queries.cards import card_of
from legation.engine.textindex import terms
from legation.kernel import personal, searching
from legation.kernel.activity import log
from legation.kernel.audit import reword
from legation.kernel.choices import Verb
from legation.kernel.models import SearchEntry
from legation.kernel.references import references
from legation.kernel.refusals import Refused

REMOVED, REMOVED_KOREAN = "Removed person", "삭제된 인물"
BLANK: dict[str, Any] = {
    "family_name": REMOVED,
    "given_name": "",
    "family_first": False,
    "native_name": "",
    "passport_name": "",
    "korean_name": REMOVED_KOREAN,
    "aliases": [],
    "languages": [],
    "biography": LazyI18nString({}),
    "portrait": "",
}


NOT_TAKEN = (ListStatus.COLUMNS, ListStatus.CHECKING, ListStatus.CHECKED, ListStatus.TAKING)


class NotConfirmed(Refused):
    sentence = _("Say that you know that this cannot be undone.")
    field = "sure"


class ErasedAlready(Refused):
    sentence = _("This person was erased already.")


@transaction.atomic
def erase_person(person: Person, *, sure: bool, by: User) -> Erasure:
    """Replace what names the person, and those who were made one with them, and say what was done."""
    if not sure:
        raise NotConfirmed
    current = Person.objects.select_for_update().get(pk=person.pk)
    if current.family_name == REMOVED and Erasure.objects.filter(person=current.pk).exists():
        raise ErasedAlready
    report: dict[str, int] = {}
    for key in _all_of(current.pk):
        for name, count in _erased(Person.objects.get(pk=key), by).items():
            report[name] = report.get(name, 0) + count
    waiting = _waiting(by)
    if waiting:
        report["waiting"] = waiting
    erasure = Erasure.objects.create(person=current.pk, by=by, report=report)
    current.refresh_from_db()
    log(Verb.CHANGED, current, by=by)
    return erasure


def _all_of(key: int) -> list[int]:
    """The person and everybody who was made one with them, however often."""
    found, waiting = [key], [key]
    while waiting:
        merged = Merge.objects.filter(kind=Kind.PERSON, kept=waiting.pop(), undone_at=None)
        more = [each for each in merged.values_list("lost", flat=True) if each not in found]
        found += more
        waiting += more
    return found


def _erased(person: Person, by: User) -> dict[str, int]:
    report, names = {"names": 1, **personal.erase(person, by=by)}, names_of(person)
    pictures = {person.portrait, *person.history.values_list("portrait", flat=True)} - {""}
    Person.objects.filter(pk=person.pk).update(**BLANK, version=models.F("version") + 1)
    report["history"] = person.history.update(**BLANK)
    person.refresh_from_db()
    report["links"], report["activity"] = _links(person, by)
    report["likenesses"], _each = Likeness.objects.filter(
        Q(first=person.pk) | Q(second=person.pk), kind=Kind.PERSON
    ).delete()
    merges = Merge.objects.filter(Q(kept=person.pk) | Q(lost=person.pk), kind=Kind.PERSON)
    report["merges"] = merges.filter(kept=person.pk).count()
    for merge in merges:
        merge.history.update(label=REMOVED, took={}, gained={})
    merges.update(label=REMOVED, took={}, gained={})
    for merge in merges:
        report["activity"] += _renamed(merge, by)
    report["lists"] = _lists(person)
    report["search"] = _search(person, names)
    transaction.on_commit(lambda: _unkept(pictures))
    return report


def _links(person: Person, by: User) -> tuple[int, int]:
    """How many records point to the person, and how many entries of the log named them."""
    linked, named = 0, _renamed(person, by)
    for reference in references(Person):
        for row in reference.rows(person):
            linked += 1
            named += _renamed(row, by)
    return linked, named


def _renamed(row: models.Model, by: User) -> int:
    """Entries of the log about a record, told anew by what it is called now."""
    return reword(row, [row.pk], str(row), by=by)


def _lists(person: Person) -> int:
    """Lists that brought the person forget what their rows said, and others whom theirs look like."""
    rows = ListedRow.objects.filter(person=person)
    lists = list(rows.values_list("listed", flat=True).distinct())
    for listed in PeopleList.objects.filter(pk__in=lists):
        listed.found = {**listed.found, "shown": [], "told": [], "examples": []}
        listed.save(update_fields=["found"])
        listed.history.update(found={})
    ListedDoubt.objects.filter(Q(person=person) | Q(listed__in=lists)).update(said={}, told=[])
    ListedDoubt.objects.filter(person=person).update(mark="")
    asked = [doubt for doubt in ListedDoubt.objects.exclude(told=[]) if person.pk in doubt.asked]
    for doubt in asked:  # whose row looks like the person, in lists of any office
        doubt.told = [one for one in doubt.told if one.get("person") != person.pk]
    ListedDoubt.objects.bulk_update(asked, ["told"], batch_size=200)
    return rows.update(before={}, mark="")


def _waiting(by: User) -> int:
    """Lists of the same office that are not taken in: whoever stands in their files would come back."""
    there = PeopleList.objects.present().filter(office=by.office_id, status__in=NOT_TAKEN)
    return there.count()


def _search(person: Person, names: list[str]) -> int:
    """The person is found anew; what is found by their name forgets it."""
    count = 0
    kind = ContentType.objects.get_for_model(Person)
    if SearchEntry.objects.filter(content_type=kind, object_id=person.pk).exists():
        searching.index(person, card_of(person))
        count += 1
    words = set(terms(" \n ".join(names)))
    for reference in references(Person):
        of = ContentType.objects.get_for_model(reference.model)
        keys = list(reference.rows(person).values_list("pk", flat=True))
        for entry in SearchEntry.objects.filter(content_type=of, object_id__in=keys):
            title, detail = _without(entry.title, names), _without(entry.detail, names)
            if (title, detail) != (entry.title, entry.detail):
                SearchEntry.objects.filter(pk=entry.pk).update(title=title, detail=detail)
                entry.terms.filter(term__in=words).delete()
                count += 1
    return count


def _without(told: dict[str, str], names: list[str]) -> dict[str, str]:
    """A text in each language with every spelling replaced, the longest first."""
    found = {}
    for language, text in told.items():
        for name in names:
            text = text.replace(name, REMOVED_KOREAN if language == "ko" else REMOVED)
        found[language] = text
    return found


def names_of(person: Person) -> list[str]:
    """Every whole spelling, the longest first."""
    said = {
        person.name_in("en"),
        person.name_in("ko"),
        person.native_name,
        person.korean_name,
        *person.aliases,
    }
    said |= {person.passport_name, f"{person.family_name} {person.given_name}".strip()}
    return sorted((name for name in said if len(name) > 1), key=len, reverse=True)


def _unkept(pictures: set[str]) -> None:
    """Portraits that nobody else has go from the disk."""
    for name in pictures:
        used = Person.objects.filter(portrait=name).exists() or Person.history.filter(portrait=name).exists()
        if not used and default_storage.exists(name):
            default_storage.delete(name)
