"""Add, change, remove and restore what the directory holds."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.directory.choices import Scope
from legation.directory.models import City, Organisation, Person, Post, Tenure
from legation.directory.queries import card_of, cards_told_by, revisions_seen
from legation.kernel import editing, searching
from legation.kernel.files import keep, portrait_bytes
from legation.kernel.models import Record
from legation.kernel.refusals import ChangedMeanwhile, Refused

R = TypeVar("R", bound=Record)


class TenureEndsBeforeItStarts(Refused):
    sentence = _("The end is before the start.")
    field = "ended_on"


class KeptByAnotherOffice(Refused):
    sentence = _("%(office)s keeps this person. Only their office can hide them from others.")
    field = "scope"


@transaction.atomic
def add_city(values: Mapping[str, Any], *, by: User) -> City:
    return _added(City(**values), by=by)


@transaction.atomic
def add_organisation(values: Mapping[str, Any], *, by: User) -> Organisation:
    return _added(Organisation(**values), by=by)


@transaction.atomic
def add_person(values: Mapping[str, Any], *, by: User, portrait: bytes | None = None) -> Person:
    """A new person, kept by the office of whoever adds them."""
    return _added(Person(**values, office=by.office, portrait=_kept(portrait)), by=by)


@transaction.atomic
def add_post(values: Mapping[str, Any], *, by: User) -> Post:
    return _added(Post(**values), by=by)


@transaction.atomic
def add_tenure(person: Person, values: Mapping[str, Any], *, by: User) -> Tenure:
    """Say that `person` holds or held a post."""
    _check_span(values.get("started_on"), values.get("ended_on"))
    return _found_again(editing.add(Tenure(person=person, **values), by=by))


@transaction.atomic
def change_record(record: R, values: Mapping[str, Any], *, seen: int, by: User) -> R:
    """Change a city, an organisation or a post, as it was at version `seen`."""
    return _found_again(editing.change(record, values, seen=seen, by=by))


@transaction.atomic
def change_person(
    person: Person, values: Mapping[str, Any], *, seen: int, by: User, portrait: bytes | None = None
) -> Person:
    """Change a person; a new portrait takes the old one's place, and empty bytes take it away.

    Where somebody else did, ChangedMeanwhile tells what the history of the person tells `by`, and no more.
    """
    if portrait is not None:
        values = {**values, "portrait": _kept(portrait)}
    if values.get("scope", person.scope) == Scope.OFFICE and person.office_id != by.office_id:
        if person.office is not None:
            raise KeptByAnotherOffice(office=person.office)
        values = {**values, "office": by.office}
    try:
        return change_record(person, values, seen=seen, by=by)
    except ChangedMeanwhile as other:
        told = [revision for revision in revisions_seen(person, by) if revision.version > seen]
        raise ChangedMeanwhile(version=other.version, revisions=told) from None


@transaction.atomic
def change_tenure(tenure: Tenure, values: Mapping[str, Any], *, seen: int, by: User) -> Tenure:
    _check_span(values.get("started_on"), values.get("ended_on"))
    return _found_again(editing.change(tenure, values, seen=seen, by=by))


@transaction.atomic
def remove_record(record: R, *, by: User) -> R:
    """Take a directory record out of every list and out of search, with what hangs on it."""
    removed = editing.remove(record, by=by)
    searching.drop(removed)
    if isinstance(removed, Organisation):
        for post in removed.posts.present():
            searching.drop(post)
    _tell_anew(removed)
    return removed


@transaction.atomic
def restore_record(record: R, *, by: User) -> R:
    """Undo a removal; what hung on the record comes back with it."""
    return _found_again(editing.restore(record, by=by))


def _added(record: R, *, by: User) -> R:
    return _found_again(editing.add(record, by=by))


def _found_again(record: R) -> R:
    """Put the record into the search index, and anew those whose cards tell of it."""
    if not isinstance(record, Tenure):
        searching.index(record, card_of(record))
    _tell_anew(record)
    return record


def _tell_anew(record: Record) -> None:
    for other in cards_told_by(record):
        searching.index(other, card_of(other))


def _kept(portrait: bytes | None) -> str:
    return keep("portraits", portrait_bytes(portrait), "jpg") if portrait else ""


def _check_span(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise TenureEndsBeforeItStarts
