"""What both sides do with what is to become public."""

from legation.newsroom.actions.consents import DraftChanged, NotYours
from legation.newsroom.actions.programmes import (
    NothingChosen,
    NotPublishable,
    agree_public_programme,
    draft_public_programme,
    withdraw_public_programme,
)

__all__ = [
    "DraftChanged",
    "NotPublishable",
    "NotYours",
    "NothingChosen",
    "agree_public_programme",
    "draft_public_programme",
    "withdraw_public_programme",
]
