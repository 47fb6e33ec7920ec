"""What the workspace knows already, as capture takes it."""

from typing import Any

from legation.directory.models import City, Organisation, Person, Tenure
from legation.engine.capture import Known, KnownCity, KnownOrganisation, KnownPerson, KnownVenue
from legation.missions.models import Venue
from legation.sources.queries.names import (
    names_of_body,
    names_of_city,
    names_of_person,
    names_of_venue,
)


def known_to(user: Any) -> Known:
    """Cities, persons with their posts, bodies and venues that `user` sees; keys are the rows' keys. Five queries."""
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
            KnownOrganisation(str(body.pk), tuple(names_of_body(body)))
            for body in Organisation.objects.visible_to(user).order_by("pk")
        ),
        venues=tuple(
            KnownVenue(str(venue.pk), tuple(names_of_venue(venue)), str(venue.city))
            for venue in Venue.objects.visible_to(user).select_related("city").order_by("pk")
        ),
    )
