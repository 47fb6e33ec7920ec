"""Who holds which post when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from legation.directory.models import Organisation, Person, Post, Tenure


@dataclass(frozen=True, slots=True)
class Holding:
    """One tenure as a page shows it: whether it runs today, and the source as a link where it is one."""

    tenure: Tenure
    current: bool
    link: str

    @property
    def person(self) -> Person:
        return self.tenure.person

    @property
    def host(self) -> str:
        """The site that the link leads to, for its text."""
        return urlsplit(self.link).netloc.removeprefix("www.")

    @property
    def post(self) -> Post:
        return self.tenure.post


def posts_on(persons: Iterable[Person | int], day: date) -> dict[int, list[Post]]:
    """Person key to the posts held on `day`, with their organisations and cities loaded: one query.

    Full holders come before acting ones, and the later start before the earlier. Persons without a post are
    not in the answer. The caller vouches that the reader sees these persons.
    """
    held: dict[int, list[Post]] = {}
    for tenure in _on(persons, day):
        posts = held.setdefault(tenure.person_id, [])
        if tenure.post not in posts:
            posts.append(tenure.post)
    return held


def _on(persons: Iterable[Person | int], day: date) -> list[Tenure]:
    keys = [person if isinstance(person, int) else person.pk for person in persons]
    tenures = Tenure.objects.standing().on(day).filter(person__in=keys)
    return sorted(tenures.select_related("post__organisation__city"), key=_order)


def _order(tenure: Tenure) -> tuple[bool, int, int]:
    return (tenure.acting, -(tenure.started_on or date.min).toordinal(), tenure.pk)


def holdings_of_person(person: Person, user: Any, day: date) -> tuple[Holding, ...]:
    """What the person holds on `day`, then what they held before or will hold, newest first: one query."""
    tenures = Tenure.objects.visible_to(user).filter(person=person)
    return _shown(tenures.select_related("post__organisation__city"), day)


def holdings_of_body(organisation: Organisation, user: Any, day: date) -> dict[int, tuple[Holding, ...]]:
    """Post key to its holders whom `user` may find, today's first: one query."""
    tenures = Tenure.objects.visible_to(user).filter(post__organisation=organisation)
    by_post: dict[int, list[Holding]] = {}
    for holding in _shown(tenures.select_related("person", "post"), day):
        by_post.setdefault(holding.tenure.post_id, []).append(holding)
    return {post: tuple(holdings) for post, holdings in by_post.items()}


def _shown(tenures: Iterable[Tenure], day: date) -> tuple[Holding, ...]:
    found = [Holding(tenure, runs_on(tenure, day), link_in(tenure.source)) for tenure in tenures]
    return tuple(sorted(found, key=lambda holding: (not holding.current, *_order(holding.tenure)[1:])))


def runs_on(tenure: Tenure, day: date) -> bool:
    """The same rule as `TenureRecords.on`, for a tenure that is loaded."""
    started = tenure.started_on is None or tenure.started_on <= day
    return started and (tenure.ended_on is None or tenure.ended_on >= day)


def link_in(source: str) -> str:
    """The source if it is an address that is safe to link: http or https with a host."""
    try:
        parts = urlsplit(source.strip())
    except ValueError:
        return ""
    return (
        source.strip()
        if parts.scheme in {"http", "https"} and parts.netloc and " " not in source.strip()
        else ""
    )
