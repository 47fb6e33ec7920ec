"""What an outcome's form lets its author choose from."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from legation.directory.models import Organisation, Person
from legation.directory.queries.cards import LANGUAGES
from legation.kernel.called import holds
from legation.kernel.searching import Card
from legation.missions.models import Delegate, Engagement, Mission
from legation.outcomes.models import Statement


def engagements_of(mission: Mission, user: Any, current: int | None = None) -> Any:
    """The engagements that an outcome can have come from, as a choice; `current` stays one when removed."""
    there = Engagement.objects.visible_to(user).filter(mission=mission).values("pk")
    found = Engagement.objects.filter(Q(pk__in=there) | Q(pk=current))
    return found.order_by("starts_at", "pk")


def organisations_for(user: Any, current: Iterable[int | None] = ()) -> Any:
    """The organisations that an outcome can name, as a choice; `current` ones stay one when removed."""
    there = Organisation.objects.visible_to(user).values("pk")
    return Organisation.objects.filter(Q(pk__in=there) | Q(pk__in=[key for key in current if key])).order_by(
        "name", "pk"
    )


def people_named_to(user: Any) -> Any:
    """The persons whose names `user` may read: found in the directory, or met as delegates of a mission."""
    met = Delegate.objects.visible_to(user).values("person")
    return Person.objects.filter(Q(pk__in=Person.objects.visible_to(user).values("pk")) | Q(pk__in=met))


def called_so(user: Any, people: Any, words: str) -> list[tuple[Person, Card]]:
    """Of people whom only their delegation makes known to `user`, those whose names hold all the words."""
    met = people.exclude(pk__in=Person.objects.visible_to(user).values("pk"))
    found = []
    for person in met.order_by("pk"):
        title = {language: person.name_in(language) for language in LANGUAGES}
        if holds([*title.values(), person.native_name, person.korean_name], words):
            found.append((person, Card("person", "", title, {})))
    return found


def speakers_hidden_from(user: Any, statement: Statement) -> list[Person]:
    """Speakers of the statement that `user` may not know of, and so neither sees nor takes away."""
    return list(statement.speakers.exclude(pk__in=people_named_to(user).values("pk")))
