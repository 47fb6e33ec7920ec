"""Who comes, taken out of the page as it was filtered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from legation.directory.queries.outgoing import Belonging, Leaving
from legation.missions.models import Mission
from legation.missions.queries.delegation import Wanted, delegation_of


@dataclass(frozen=True, slots=True)
class Coming:
    """The delegates on the way out, and what each belongs to."""

    headings: tuple[str, ...]
    people: tuple[Leaving, ...]
    belonging: tuple[Belonging, ...]


def delegation_out(mission: Mission, user: Any, wanted: Wanted) -> Coming:
    """Those whom the page shows, in its order, each with the post of the time: no query beyond the page's."""
    people, belonging = [], []
    for group in delegation_of(mission, user, wanted).groups:
        name = str(group.delegation.name)
        for row in group.rows:
            each = row.delegate
            capacity, status = str(each.get_capacity_display()), str(each.get_status_display())
            posts = (each.post,) if each.post is not None else ()
            people.append(Leaving(each.person, posts, more=(name, capacity, status)))
            belonging.append(Belonging(f"delegate/{each.pk}", f"person/{each.person_id}", name, capacity))
    return Coming((_("Delegation"), _("Capacity"), _("Status")), tuple(people), tuple(belonging))


def cards_of(coming: Coming) -> Iterator[Leaving]:
    """Each person once, where somebody stands in it twice."""
    seen: set[int] = set()
    for each in coming.people:
        if each.person.pk not in seen:
            seen.add(each.person.pk)
            yield each
