"""What the page of one city, one organisation, one person shows."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language

from legation.directory.choices import PersonLanguage
from legation.directory.models import City, Merge, Organisation, Person, Post
from legation.directory.queries.holding import Holding, holdings_of_body, holdings_of_person
from legation.directory.queries.lists import Listing, OrganisationRow, Wish, list_of_organisations
from legation.directory.queries.merging import merged_into
from legation.directory.queries.ordering import collator
from legation.directory.queries.scripts import SecondName, language_of, other_name, own_name, second_name


@dataclass(frozen=True, slots=True)
class Told:
    """One text in one language."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class CityPage:
    """A city in every script, with the time there and the first organisations."""

    city: City
    names: tuple[Told, ...]
    second: SecondName
    own: SecondName
    now: datetime
    there: datetime
    organisations: Listing[OrganisationRow]


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post with who holds it today and who held it before or will hold it."""

    post: Post
    today: tuple[Holding, ...]
    others: tuple[Holding, ...]

    @property
    def rank(self) -> str:
        """The rank in words where the title does not say it already."""
        rank = str(self.post.get_rank_class_display()) if self.post.rank_class else ""
        return rank if rank != str(self.post.title) else ""


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    organisation: Organisation
    names: tuple[Told, ...]
    second: SecondName
    own: SecondName
    city: City | None
    posts: tuple[PostHeld, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person as `user` may know them: `passport_name` is empty for those who only read."""

    person: Person
    second: SecondName
    native_language: str
    passport_name: str
    languages: tuple[str, ...]
    biographies: tuple[Told, ...]
    today: tuple[Holding, ...]
    others: tuple[Holding, ...]
    joined: tuple[Merge, ...]
    erasable: bool


def city_page(city: City, user: Any, now: datetime) -> CityPage:
    """Two queries: the keys and the rows of its organisations."""
    return CityPage(
        city=city,
        names=texts_of(city.name),
        second=other_name(city.name, city.native_name),
        own=own_name(city.name, city.native_name),
        now=now,
        there=now.astimezone(ZoneInfo(city.time_zone)),
        organisations=list_of_organisations(user, Wish(city=(city.pk,))),
    )


def organisation_page(organisation: Organisation, user: Any, day: date) -> OrganisationPage:
    """Three queries: the city, the posts, and their holders."""
    held = holdings_of_body(organisation, user, day)
    collated = collator()
    posts = sorted(
        Post.objects.visible_to(user).filter(organisation=organisation),
        key=lambda post: (collated(str(post.title)), post.pk),
    )
    city = organisation.city
    return OrganisationPage(
        organisation=organisation,
        names=texts_of(organisation.name),
        second=other_name(organisation.name, organisation.native_name),
        own=own_name(organisation.name, organisation.native_name),
        city=city if city is not None and city.removed_at is None else None,
        posts=tuple(
            PostHeld(
                post,
                tuple(holding for holding in held.get(post.pk, ()) if holding.current),
                tuple(holding for holding in held.get(post.pk, ()) if not holding.current),
            )
            for post in posts
        ),
    )


def person_page(person: Person, user: Any, day: date) -> PersonPage:
    """Two queries: the tenures with their posts and organisations, and what was joined with the person."""
    holdings = holdings_of_person(person, user, day)
    labels = dict(PersonLanguage.choices)
    return PersonPage(
        person=person,
        second=second_name(person),
        native_language=language_of(person.native_name),
        passport_name=person.passport_name if user.keeps_records else "",
        languages=tuple(str(labels.get(language, language)) for language in person.languages),
        biographies=texts_of(person.biography),
        today=tuple(holding for holding in holdings if holding.current),
        others=tuple(holding for holding in holdings if not holding.current),
        joined=tuple(merged_into(person, user)),
        erasable=user.has_perm("directory.erase_person", person),
    )


def texts_of(text: Any) -> tuple[Told, ...]:
    """A two-language text as it was written, the reader's language first; nothing for what is empty."""
    data = getattr(text, "data", text)
    written = data if isinstance(data, dict) else {settings.LANGUAGE_CODE: str(data or "")}
    mine = get_language() or settings.LANGUAGE_CODE
    order = sorted(written, key=lambda language: (language != mine, language))
    return tuple(Told(language, written[language]) for language in order if written[language])
