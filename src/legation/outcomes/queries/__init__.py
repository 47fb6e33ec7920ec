"""What pages read of outcomes."""

from legation.outcomes.queries.cards import card_of
from legation.outcomes.queries.choosing import (
    engagements_of,
    organisations_for,
    people_named_to,
    speakers_hidden_from,
)
from legation.outcomes.queries.page import SETTLED, Outcomes, outcomes_of
from legation.outcomes.queries.removed import KINDS, removed_outcome, undoable

__all__ = [
    "KINDS",
    "SETTLED",
    "Outcomes",
    "card_of",
    "engagements_of",
    "organisations_for",
    "outcomes_of",
    "people_named_to",
    "removed_outcome",
    "speakers_hidden_from",
    "undoable",
]
