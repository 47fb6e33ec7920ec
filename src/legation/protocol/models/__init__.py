"""How an engagement is ranked, seated and staged, and what gifts pass."""

from legation.protocol.models.arrangement import Arrangement
from legation.protocol.models.gifts import Gift, GiftRule
from legation.protocol.models.ranking import Equivalence, GivenRank, Override, Pair, RulePack
from legation.protocol.models.show import ShowItem
from legation.protocol.models.staging import Ceremony, Vehicle

__all__ = [
    "Arrangement",
    "Ceremony",
    "Equivalence",
    "Gift",
    "GiftRule",
    "GivenRank",
    "Override",
    "Pair",
    "RulePack",
    "ShowItem",
    "Vehicle",
]
