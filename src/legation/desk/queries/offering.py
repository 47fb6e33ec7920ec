"""What a form offers by name while somebody types."""

from typing import Any

from django.utils.translation import get_language

from legation.directory.models import City, Organisation, Person, Post
from legation.kernel.called import TOLD, found, told
from legation.kernel.choosing import LONGEST
from legation.missions.models import Venue
from legation.outcomes.queries import called_so, people_named_to

OFFERED: dict[str, tuple[Any, tuple[str, ...]]] = {
    "city": (City, ()),
    "organisation": (Organisation, ()),
    "person": (Person, ()),
    "post": (Post, ("organisation",)),
    "venue": (Venue, ("city",)),
}


def offered(kind: str, words: str, user: Any) -> list[dict[str, str]]:
    """At most twenty of those whom `user` may choose: what is written for each, and what tells it apart."""
    model, with_ = OFFERED[kind]
    person = kind == "person"
    there = people_named_to(user) if person else model.objects.visible_to(user).select_related(*with_)
    rows, entries = found(kind, user, there, words[:LONGEST], beside=called_so if person else None)
    language = get_language() or "en"
    return [
        {"value": name, "label": _told(name, entries[row.pk].detail.get(language, ""))}
        for name, row in told(rows[:TOLD], str)
    ]


def _told(name: str, detail: str) -> str:
    return f"{name} · {detail}" if detail and detail not in name else name
