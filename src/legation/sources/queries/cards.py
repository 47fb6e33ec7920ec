"""How a source is found by search."""

from django.urls import reverse

from legation.kernel.searching import Card
from legation.sources.models import Source

SEARCHED = 20_000
"""Characters of the text that search looks through: more than an article has."""


def card_of(source: Source) -> Card:
    """Title, publisher and words of a source, for those who see it."""
    return Card(
        "source",
        reverse("source", args=[source.mission.slug, source.pk]),
        {"en": source.title, "ko": source.title},
        {"en": source.publisher, "ko": source.publisher},
        source.text[:SEARCHED],
        mission_id=source.mission_id,
        visibility=source.visibility,
    )
