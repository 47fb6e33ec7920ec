"""What can be chosen in the directory's forms, in the reader's order."""

from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from legation.directory.choices import countries, country_name
from legation.directory.models import City
from legation.directory.queries.ordering import in_order
from legation.kernel.asked import key_asked
from legation.kernel.searching import matching
from legation.kernel.zones import zones

MOST_CHOICES = 300


def few_cities(user: Any) -> list[tuple[int, str]] | None:
    """The cities by name where they are few enough to choose from, or None: one query."""
    cities = list(City.objects.visible_to(user).only("pk", "name").order_by("pk")[: MOST_CHOICES + 1])
    if len(cities) > MOST_CHOICES:
        return None
    return in_order([(city.pk, str(city.name)) for city in cities], lambda row: row[1])


def cities_called(words: str) -> tuple[int, ...]:
    """The cities that are called so, or have this key."""
    if key_asked(words) is not None:
        return (int(words),)
    found = matching(words, Q(kind="city", office_id=None), limit=MOST_CHOICES)
    return tuple(entry.object_id for entry in found)


def country_choices(user: Any) -> list[tuple[str, str]]:
    """The countries that have a city in the directory: one query."""
    language = get_language() or "en"
    codes = City.objects.visible_to(user).values_list("country", flat=True).distinct()
    return in_order([(code, country_name(code, language)) for code in codes], lambda row: row[1])


def all_countries() -> list[tuple[str, str]]:
    """Every country of ISO 3166 in the reader's language."""
    return countries(get_language() or "en")


def zone_names() -> list[str]:
    """The time zones that are named after a place."""
    return sorted(name for name in zones() if "/" in name and not name.startswith("Etc/"))
