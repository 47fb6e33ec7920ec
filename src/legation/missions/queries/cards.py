"""How the parts of a mission are found by search."""

from django.urls import reverse

from legation.directory.queries import both
from legation.kernel.models import Record
from legation.kernel.searching import Card
from legation.missions.models import Delegate, Engagement, Mission, Venue


def card_of(record: Record) -> Card | None:
    """The search card of a mission, delegate, engagement or venue; None for what is found through them."""
    if isinstance(record, Mission):
        return Card(
            "mission",
            reverse("desk", args=[record.slug]),
            both(record.name),
            {},
            str(record.slug),
            mission_id=record.pk,
        )
    if isinstance(record, Engagement):
        place = " ".join(" ".join(both(part.name).values()) for part in (record.venue, record.room) if part)
        return Card(
            "engagement",
            reverse("engagement", args=[record.mission.slug, record.pk]),
            both(record.title),
            {},
            f"{place} {' '.join(both(record.summary).values())}",
            mission_id=record.mission_id,
            visibility=record.visibility,
        )
    if isinstance(record, Delegate):
        person = record.person
        spellings = (person.native_name, person.korean_name, person.name_in("en"), *person.aliases)
        return Card(
            "delegate",
            reverse("delegate", args=[record.mission.slug, record.pk]),
            {language: person.name_in(language) for language in ("en", "ko")},
            both(record.post.title) if record.post else {},
            " ".join(spellings),
            mission_id=record.mission_id,
            visibility=record.visibility,
        )
    if isinstance(record, Venue):
        return Card("venue", reverse("venue", args=[record.pk]), both(record.name), both(record.city.name))
    return None
