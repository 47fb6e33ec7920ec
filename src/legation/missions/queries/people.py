"""Whom and which posts the form of a delegate offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import get_language

from legation.directory.models import Person, Post, Tenure
from legation.directory.queries import posts_on
from legation.kernel import searching

MOST = 50


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """At most MOST people out of `total`, each with the posts that they hold or held."""

    people: tuple[Person, ...]
    total: int

    @property
    def more(self) -> bool:
        return self.total > len(self.people)


def people_found(user: Any, text: str) -> FoundPeople:
    """People whom `user` sees, by name or post in either language; without `text` the first by name."""
    visible = Person.objects.visible_to(user)
    if not text.strip():
        rows = visible.order_by("family_name", "given_name", "pk").prefetch_related(_held(user))
        return FoundPeople(tuple(rows[:MOST]), visible.count())
    allowed = Q(kind="person") & (Q(office_id=None) | Q(office_id=user.office_id))
    entries = searching.matching(text, allowed, limit=MOST + 1)
    by_key = visible.prefetch_related(_held(user)).in_bulk([entry.object_id for entry in entries])
    ordered = [by_key[entry.object_id] for entry in entries if entry.object_id in by_key]
    return FoundPeople(tuple(ordered[:MOST]), len(ordered))


def people_by_key(user: Any, keys: Iterable[int]) -> list[Person]:
    """These people, as far as `user` sees them, with their posts."""
    return list(
        Person.objects.visible_to(user).filter(pk__in=list(keys)).order_by("pk").prefetch_related(_held(user))
    )


def posts_of(people: Iterable[Person]) -> list[Post]:
    """The posts that these people hold or held, each once."""
    posts = {tenure.post_id: tenure.post for person in people for tenure in person.held}  # type: ignore[attr-defined]
    return list(posts.values())


def post_on(person: Person, day: date) -> Post | None:
    """The first of the posts that the person holds on this day."""
    return next(iter(posts_on([person], day).get(person.pk, ())), None)


def named(person: Person) -> str:
    """The person as a line of a list: name, the other script, the latest post."""
    language = get_language() or "en"
    other = person.second_script(language)
    name = f"{person.name_in(language)} ({other})" if other else person.name_in(language)
    held: list[Tenure] = person.held  # type: ignore[attr-defined]
    return f"{name} · {held[-1].post}" if held else name


def _held(user: Any) -> "Prefetch[str, Any, str]":
    tenures = Tenure.objects.visible_to(user).select_related("post__organisation")
    return Prefetch("tenures", queryset=tenures.order_by("started_on", "pk"), to_attr="held")
