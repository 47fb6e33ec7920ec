"""The lists of cities, organisations and people: found, filtered, ordered, 50 a page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.db.models import Count, Max, Q
from django.utils.translation import get_language

from legation.directory.choices import OrganisationKind, country_name
from legation.directory.models import City, Organisation, Person, Post, Tenure
from legation.directory.queries.holding import posts_on
from legation.directory.queries.ordering import collator
from legation.directory.queries.orders import kept_order
from legation.directory.queries.scripts import SecondName, other_name, second_name
from legation.kernel.searching import matching

PAGE = 50
MOST_FOUND = 1000
FEW = 500  # are sorted for each reader

Row = TypeVar("Row")
# A record's key, the name it is shown by, and what stands in the column that the reader sorts by.
Key = tuple[int, str, Any]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader asked of a list; every part may be empty. `sort` is a column, with - for the reverse."""

    find: str = ""
    sort: str = "name"
    page: int = 1
    country: str = ""
    kind: str = ""
    city: tuple[int, ...] = ()
    rank: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether the list leaves something out because the reader asked for it."""
        return bool(self.find or self.country or self.kind or self.city or self.rank)


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """One page of a list, and where it stands in the whole."""

    rows: tuple[Row, ...]
    total: int
    page: int
    pages: int
    wish: Wish


@dataclass(frozen=True, slots=True)
class CityRow:
    city: City
    second: SecondName
    bodies: int


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    organisation: Organisation
    second: SecondName
    city: City | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with the posts of today."""

    person: Person
    second: SecondName
    posts: tuple[Post, ...]
    verified_on: date | None


def list_of_cities(user: Any, wish: Wish) -> Listing[CityRow]:
    """Two queries, three with something to find or with many: the keys of all, the rows of one page."""
    counted = City.objects.visible_to(user).annotate(
        bodies=Count("organisations", filter=Q(organisations__removed_at=None))
    )
    return _listing(
        keys_of_cities(user, wish),
        wish,
        lambda page: [
            CityRow(city, other_name(city.name, city.native_name), city.bodies)
            for city in _in_page(counted, page)
        ],
    )


def list_of_organisations(user: Any, wish: Wish) -> Listing[OrganisationRow]:
    """Two queries, three with something to find: the keys of all, the rows of one page."""
    placed = Organisation.objects.visible_to(user).select_related("city")
    return _listing(
        keys_of_organisations(user, wish), wish, lambda page: [_body(body) for body in _in_page(placed, page)]
    )


def _organisations(user: Any, wish: Wish) -> Any:
    seen = _found(Organisation.objects.visible_to(user), "organisation", wish, user)
    if wish.kind:
        seen = seen.filter(kind=wish.kind)
    if wish.city:
        seen = seen.filter(city__in=wish.city)
    return seen


def _bodies(seen: Any, wish: Wish) -> list[Key]:
    columns = seen.values_list("pk", "name", "kind", "city__name", "founded_on")
    by = wish.sort.removeprefix("-")
    return [
        (
            pk,
            str(name),
            {"kind": str(OrganisationKind(kind).label), "city": str(city or ""), "founded": founded}.get(by),
        )
        for pk, name, kind, city, founded in columns
    ]


def _body(organisation: Organisation) -> OrganisationRow:
    city = organisation.city
    return OrganisationRow(
        organisation,
        other_name(organisation.name, organisation.native_name),
        city if city is not None and city.removed_at is None else None,
    )


def keys_of_people(user: Any, wish: Wish, day: date) -> Sequence[int]:
    """The keys of everybody whom a list shows on all its pages, in its order."""
    return in_whole("person", _people(user, wish, day), wish, _named, user)


def _cities(user: Any, wish: Wish) -> Any:
    seen = _found(City.objects.visible_to(user), "city", wish, user)
    if wish.country:
        seen = seen.filter(country=wish.country)
    return seen


def _places(seen: Any, wish: Wish) -> list[Key]:  # noqa: ARG001
    language = get_language() or "en"
    return [
        (pk, str(name), country_name(country, language))
        for pk, name, country in seen.values_list("pk", "name", "country")
    ]


def keys_of_cities(user: Any, wish: Wish) -> Sequence[int]:
    """The keys of every city that a list shows on all its pages, in its order."""
    return in_whole("city", _cities(user, wish), wish, _places, user)


def keys_of_organisations(user: Any, wish: Wish) -> Sequence[int]:
    """The keys of every organisation that a list shows on all its pages, in its order."""
    return in_whole("organisation", _organisations(user, wish), wish, _bodies, user)


def _people(user: Any, wish: Wish, day: date) -> Any:
    seen = _found(Person.objects.visible_to(user), "person", wish, user)
    if wish.rank or wish.city:
        held = Tenure.objects.visible_to(user).on(day)
        if wish.rank:
            held = held.filter(post__rank_class=wish.rank)
        if wish.city:
            held = held.filter(post__organisation__city__in=wish.city)
        seen = seen.filter(pk__in=held.values("person"))
    return seen


def _named(seen: Any, wish: Wish) -> list[Key]:
    names = ("pk", "family_name", "given_name", "native_name", "korean_name")
    if wish.sort.removeprefix("-") != "verified":
        return [(pk, _filed_under(*spelled), None) for pk, *spelled in seen.values_list(*names)]
    verified = Max("tenures__verified_on", filter=Q(tenures__removed_at=None))
    return [
        (pk, _filed_under(*spelled), verified_on or date.min)
        for pk, *spelled, verified_on in seen.annotate(verified=verified).values_list(*names, "verified")
    ]


def list_of_people(user: Any, wish: Wish, day: date) -> Listing[PersonRow]:
    """Three queries, four with something to find: the keys of all, the rows of one page, their posts."""
    verified = Max("tenures__verified_on", filter=Q(tenures__removed_at=None))

    def rows(page: Sequence[int]) -> list[PersonRow]:
        people = _in_page(Person.objects.visible_to(user).annotate(verified=verified), page)
        posts = posts_on(people, day)
        return [
            PersonRow(person, second_name(person), tuple(posts.get(person.pk, ())), person.verified)
            for person in people
        ]

    return _listing(keys_of_people(user, wish, day), wish, rows)


def _filed_under(family: str, given: str, native: str, korean: str) -> str:
    """What a person is filed under: the family name first, in Hangul for Korean where it is known."""
    shown = Person(
        family_name=family, given_name=given, family_first=True, native_name=native, korean_name=korean
    )
    return shown.name_in(get_language() or "en")


def _found(seen: Any, kind: str, wish: Wish, user: Any) -> Any:
    """Those that the search index finds by any name in either script."""
    if not wish.find:
        return seen
    allowed = Q(kind=kind) & (Q(office_id=None) | Q(office_id=user.office_id))
    return seen.filter(pk__in=[entry.object_id for entry in matching(wish.find, allowed, limit=MOST_FOUND)])


def _in_page(records: Any, page: Sequence[int]) -> list[Any]:
    place = {pk: index for index, pk in enumerate(page)}
    return sorted(records.filter(pk__in=page), key=lambda record: place[record.pk])


def _listing(ordered: Sequence[int], wish: Wish, load: Callable[[Sequence[int]], list[Row]]) -> Listing[Row]:
    pages = max(1, -(-len(ordered) // PAGE))
    page = min(max(1, wish.page), pages)
    rows = load(ordered[(page - 1) * PAGE : page * PAGE])
    return Listing(tuple(rows), len(ordered), page, pages, wish)


def in_whole(
    kind: str, seen: Any, wish: Wish, keys: Callable[[Any, Wish], list[Key]], user: Any
) -> Sequence[int]:
    """All keys in their order. Of many that nothing narrows, the order by name is kept until one changes."""
    if wish.narrowed or wish.sort.removeprefix("-") != "name":
        return _ordered(keys(seen, wish), wish)
    first = keys(seen.order_by("pk")[: FEW + 1], wish)
    if len(first) <= FEW:
        return _ordered(first, wish)
    named = (kind, get_language() or "en", user.office_id, wish.sort)
    return kept_order(named, seen, lambda: _ordered(keys(seen, wish), wish))


def _ordered(keys: Iterable[Key], wish: Wish) -> list[int]:
    """Keys by the wished column, then by name; what has nothing in the column comes last either way."""
    collated, column, down = collator(), wish.sort.removeprefix("-"), wish.sort.startswith("-")
    by_name = sorted(keys, key=lambda key: (collated(key[1]), key[0]), reverse=down and column == "name")
    if column != "name":
        filled = [key for key in by_name if key[2]]
        blank = [key for key in by_name if not key[2]]
        filled.sort(key=lambda key: collated(key[2]) if isinstance(key[2], str) else key[2], reverse=down)
        by_name = filled + blank
    return [key[0] for key in by_name]
