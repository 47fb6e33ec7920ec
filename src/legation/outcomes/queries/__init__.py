"""What pages read of outcomes."""

from legation.outcomes.choices import SETTLED
from legation.outcomes.queries.cards import card_of
from legation.outcomes.queries.choosing import (
    called_so,
    engagements_of,
    organisations_for,
    people_named_to,
    speakers_hidden_from,
)
from legation.outcomes.queries.owning import Owners, colleagues_of, owners_of, owns, without_owner
from legation.outcomes.queries.page import Outcomes, outcomes_of
from legation.outcomes.queries.removed import KINDS, removed_outcome, undoable

__all__ = [
    "KINDS",
    "SETTLED",
    "Outcomes",
    "Owners",
    "called_so",
    "card_of",
    "colleagues_of",
    "engagements_of",
    "organisations_for",
    "outcomes_of",
    "owners_of",
    "owns",
    "people_named_to",
    "removed_outcome",
    "speakers_hidden_from",
    "undoable",
    "without_owner",
]
