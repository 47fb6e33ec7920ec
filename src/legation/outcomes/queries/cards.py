"""How outcomes are found."""

from django.urls import reverse

from legation.directory.queries import both
from legation.kernel.searching import Card
from legation.outcomes.models import Agreement, Outcome, Statement


def card_of(outcome: Outcome) -> Card:
    """How an outcome is found. One that came from a one-sided engagement is found by that side only."""
    if isinstance(outcome, Agreement) and outcome.mission is None:
        return Card(
            "outcome",
            reverse("agreement", args=[outcome.pk]),
            {language: text[:200] for language, text in both(outcome.title).items()},
            {},
            office_id=outcome.office_id,
        )
    words = outcome.text if isinstance(outcome, Statement) else outcome.title  # type: ignore[attr-defined]
    visibility = outcome.visibility
    if outcome.engagement is not None and visibility == "shared":
        visibility = outcome.engagement.visibility
    name = outcome._meta.model_name or ""
    return Card(
        "outcome",
        f"{reverse('outcomes', args=[outcome.mission.slug])}#{name}-{outcome.pk}",
        {language: text[:200] for language, text in both(words).items()},
        {},
        mission_id=outcome.mission_id,
        visibility=visibility,
    )
