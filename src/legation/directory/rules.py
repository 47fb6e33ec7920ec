"""Who may do what in the directory."""

from typing import Any

import rules

from legation.accounts.rules import is_member, is_staff
from legation.directory.choices import Scope
from legation.directory.models.merging import MODELS


@rules.predicate
def present(_user: Any, record: Any) -> bool:
    """The record was not removed."""
    return record.removed_at is None


@rules.predicate
def finds_person(user: Any, person: Any) -> bool:
    """The person is shared, or kept by the user's own office. Agrees with `visible_to`."""
    return bool(person.scope == Scope.SHARED or person.office_id == user.office_id)


@rules.predicate
def finds_holder(user: Any, tenure: Any) -> bool:
    """The user sees the person who holds the post."""
    return tenure.person.removed_at is None and bool(finds_person(user, tenure.person))


@rules.predicate
def of_present_body(_user: Any, post: Any) -> bool:
    """The organisation of the post was not removed."""
    return post.organisation.removed_at is None


@rules.predicate
def of_present_post(_user: Any, tenure: Any) -> bool:
    """Neither the post nor its organisation was removed."""
    return tenure.post.removed_at is None and tenure.post.organisation.removed_at is None


@rules.predicate
def of_own_office(user: Any, brought: Any) -> bool:
    """The user's office brought the list."""
    return bool(brought.office_id == user.office_id)


rules.add_perm("directory.browse", is_member)
rules.add_perm("directory.keep", is_staff)
for kind in ("city", "organisation"):
    rules.add_perm(f"directory.view_{kind}", is_member & present)
    rules.add_perm(f"directory.change_{kind}", is_staff & present)
rules.add_perm("directory.view_post", is_member & present & of_present_body)
rules.add_perm("directory.change_post", is_staff & present & of_present_body)
rules.add_perm("directory.view_person", is_member & present & finds_person)
rules.add_perm("directory.change_person", is_staff & present & finds_person)
rules.add_perm("directory.view_tenure", is_member & present & of_present_post & finds_holder)
rules.add_perm("directory.change_tenure", is_staff & present & of_present_post & finds_holder)
for right in ("view", "change"):
    rules.add_perm(f"directory.{right}_peoplelist", is_staff & present & of_own_office)


@rules.predicate
def keeps_person(user: Any, person: Any) -> bool:
    """The user's office keeps the person, or none does."""
    return person.office_id in (None, user.office_id)


@rules.predicate
def finds_both(user: Any, likeness: Any) -> bool:
    """The user finds each of the two records. Agrees with `visible_to`."""
    both = (likeness.first, likeness.second)
    return MODELS[likeness.kind].objects.visible_to(user).filter(pk__in=both).count() == 2


@rules.predicate
def known_to_all_or_own(user: Any, merge: Any) -> bool:
    """Neither of the two was known to another office only."""
    return bool(merge.office_id in (None, user.office_id))


for right in ("view", "change"):
    rules.add_perm(f"directory.{right}_likeness", is_staff & finds_both)
    rules.add_perm(f"directory.{right}_merge", is_staff & present & known_to_all_or_own)
rules.add_perm("directory.erase_person", is_staff & present & finds_person & keeps_person)
