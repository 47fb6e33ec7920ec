"""What people do with the directory."""

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.directory.models import City, Organisation, Person, Post, Tenure
from legation.directory.queries import card_of
from legation.kernel import editing, searching
from legation.kernel.files import keep, portrait_bytes
from legation.kernel.models import Record
from legation.kernel.refusals import Refused

R = TypeVar("R", bound=Record)


class TenureEndsBeforeItStarts(Refused):
    sentence = _("The end is before the start.")
    field = "ended_on"


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
    tenure = editing.add(Tenure(person=person, **values), by=by)
    searching.index(person, card_of(person))
    return tenure


@transaction.atomic
def change_record(record: R, values: Mapping[str, Any], *, seen: int, by: User) -> R:
    """Change a city, an organisation or a post, as it was at version `seen`."""
    changed = editing.change(record, values, seen=seen, by=by)
    searching.index(changed, card_of(changed))
    return changed


@transaction.atomic
def change_person(
    person: Person, values: Mapping[str, Any], *, seen: int, by: User, portrait: bytes | None = None
) -> Person:
    """Change a person; a new portrait takes the old one's place."""
    if portrait is not None:
        values = {**values, "portrait": _kept(portrait)}
    return change_record(person, values, seen=seen, by=by)


@transaction.atomic
def change_tenure(tenure: Tenure, values: Mapping[str, Any], *, seen: int, by: User) -> Tenure:
    _check_span(values.get("started_on"), values.get("ended_on"))
    changed = editing.change(tenure, values, seen=seen, by=by)
    searching.index(changed.person, card_of(changed.person))
    return changed


@transaction.atomic
def remove_record(record: R, *, by: User) -> R:
    """Take a directory record out of every list and out of search."""
    removed = editing.remove(record, by=by)
    searching.drop(removed)
    return removed


@transaction.atomic
def restore_record(record: R, *, by: User) -> R:
    """Undo a removal."""
    restored = editing.restore(record, by=by)
    if not isinstance(restored, Tenure):
        searching.index(restored, card_of(restored))
    return restored


def _added(record: R, *, by: User) -> R:
    added = editing.add(record, by=by)
    searching.index(added, card_of(added))
    return added


def _kept(portrait: bytes | None) -> str:
    return keep("portraits", portrait_bytes(portrait), "jpg") if portrait else ""


def _check_span(start: date | None, end: date | None) -> None:
    if start and end and end < start:
        raise TenureEndsBeforeItStarts
