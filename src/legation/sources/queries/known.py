"""What the workspace knows already, as capture takes it."""

from typing import Any

from legation.directory.choices import OrganisationKind
from legation.directory.models import City, Organisation, Person, Tenure
from legation.engine.capture import Known, KnownCity, KnownOrganisation, KnownPerson, KnownVenue
from legation.missions.models import Venue
from legation.sources.queries.matching import bare_city
from legation.sources.queries.names import (
    folded,
    names_of_body,
    names_of_city,
    names_of_person,
    names_of_venue,
)


def known_to(user: Any) -> Known:
    """Cities, persons with their posts, bodies and venues that `user` sees, by the keys of the rows.

    Five queries.
    """
    posts: dict[int, tuple[str, str]] = {}
    for tenure in Tenure.objects.visible_to(user).select_related("post__organisation").order_by("pk"):
        posts[tenure.person_id] = (str(tenure.post.title), str(tenure.post.organisation))
    return Known(
        cities=tuple(
            KnownCity(str(city.pk), tuple(names_of_city(city)), city.country, city.time_zone)
            for city in City.objects.visible_to(user).order_by("pk")
        ),
        persons=tuple(
            KnownPerson(str(one.pk), tuple(names_of_person(one)), *posts.get(one.pk, ("", "")))
            for one in Person.objects.visible_to(user).order_by("pk")
        ),
        organisations=tuple(
            KnownOrganisation(str(body.pk), tuple(_own_names(body)))
            for body in Organisation.objects.visible_to(user).select_related("city").order_by("pk")
        ),
        venues=tuple(
            KnownVenue(str(venue.pk), tuple(names_of_venue(venue)), str(venue.city))
            for venue in Venue.objects.visible_to(user).select_related("city").order_by("pk")
        ),
    )


def _own_names(body: Organisation) -> list[str]:
    """The names of a body without the bare name of its city: Busan in a text is the city."""
    if body.city is None or body.kind != OrganisationKind.CITY_GOVERNMENT:
        return names_of_body(body)
    taken = {form for name in names_of_city(body.city) for form in (folded(name), bare_city(name))}
    return [name for name in names_of_body(body) if folded(name) not in taken]
