"""What can be chosen in the directory's forms, in the reader's order."""

from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import get_language

from legation.directory.choices import countries, country_name
from legation.directory.models import City, Post
from legation.directory.queries.ordering import in_order


def city_choices(user: Any) -> list[tuple[int, str]]:
    """The cities by name: one query."""
    cities = City.objects.visible_to(user).only("pk", "name")
    return in_order([(city.pk, str(city.name)) for city in cities], lambda row: row[1])


def country_choices(user: Any) -> list[tuple[str, str]]:
    """The countries that have a city in the directory: one query."""
    language = get_language() or "en"
    codes = City.objects.visible_to(user).values_list("country", flat=True).distinct()
    return in_order([(code, country_name(code, language)) for code in codes], lambda row: row[1])


def all_countries() -> list[tuple[str, str]]:
    """Every country of ISO 3166 in the reader's language."""
    return countries(get_language() or "en")


def post_choices(user: Any) -> list[tuple[str, list[tuple[int, str]]]]:
    """The posts by title, under the name of their organisation: one query."""
    posts = Post.objects.visible_to(user).select_related("organisation")
    bodies: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for post in posts:
        body = (post.organisation_id, str(post.organisation.name))
        bodies.setdefault(body, []).append((post.pk, str(post.title)))
    return [
        (body[1], in_order(bodies[body], lambda row: row[1])) for body in in_order(bodies, lambda row: row[1])
    ]


def zone_names() -> list[str]:
    """The time zones that are named after a place."""
    return sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
