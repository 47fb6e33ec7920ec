"""How directory records are found by search."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q
from django.urls import reverse

from legation.directory.choices import Scope, country_name
from legation.directory.models import City, Organisation, Person, Post, Tenure
from legation.directory.queries.met import Met
from legation.kernel.models import Record
from legation.kernel.searching import Card

LANGUAGES = ("en", "ko")


def both(text: Any) -> dict[str, str]:
    """A two-language text as language to words."""
    return {
        language: text.localize(language) if hasattr(text, "localize") else str(text)
        for language in LANGUAGES
    }


def card_of(record: Record) -> Card:
    """How a directory record is found."""
    if isinstance(record, Person):
        return _person_card(record)
    if isinstance(record, City):
        countries = {language: country_name(record.country, language) for language in LANGUAGES}
        return Card(
            "city", reverse("city", args=[record.pk]), both(record.name), countries, record.native_name
        )
    if isinstance(record, Organisation):
        text = " ".join([record.native_name, *record.aliases])
        place = both(record.city.name) if record.city and record.city.removed_at is None else {}
        return Card("organisation", reverse("organisation", args=[record.pk]), both(record.name), place, text)
    if isinstance(record, Post):
        page = reverse("organisation", args=[record.organisation_id])
        return Card("post", page, both(record.title), both(record.organisation.name))
    raise TypeError(f"{type(record).__name__} is not found by itself.")


def cards_told_by(record: Record) -> Iterable[Record]:
    """The present records whose own card tells something of `record`: names of places, bodies and posts."""
    if isinstance(record, City):
        return record.organisations.present()
    if isinstance(record, Organisation):
        posts = record.posts.present().select_related("organisation")
        return [
            *(posts if record.removed_at is None else ()),
            *_holders(Q(tenures__post__organisation=record)),
        ]
    if isinstance(record, Post):
        return _holders(Q(tenures__post=record))
    if isinstance(record, Tenure):
        return Person.objects.present().filter(pk=record.person_id)
    return ()


def _holders(of: Q) -> list[Person]:
    return list(Person.objects.present().filter(of, tenures__removed_at=None).distinct())


def _person_card(person: Person) -> Card:
    tenures = person.tenures.standing().select_related("post__organisation").order_by("pk")
    return person_card(person, list(dict.fromkeys(tenure.post for tenure in tenures)))


def person_card(person: Person, posts: Sequence[Post]) -> Card:
    """How a person is found whose posts, with their bodies, are known to the caller."""
    office = person.office_id if person.scope == Scope.OFFICE else None
    return named_card(person, reverse("person", args=[person.pk]), posts_told(posts), office)


def posts_told(posts: Sequence[Post]) -> dict[str, str]:
    """What somebody is, by the language it is said in."""
    return {
        language: ", ".join(
            f"{post.title.localize(language)}, {post.organisation.name.localize(language)}" for post in posts
        )
        for language in LANGUAGES
    }


def named_card(named: Person | Met, page: str, posts: Mapping[str, str], office: int | None) -> Card:
    """How somebody is found by their names and what is told of their posts; `office` where it alone does."""
    title = {language: named.name_in(language) for language in LANGUAGES}
    spellings = (named.native_name, named.korean_name, title["en"], *named.aliases)
    return Card("person", page, title, posts, " ".join(spellings), office_id=office)
