"""What a round of one-to-one meetings consists of."""

from legation.matchmaking.models.meeting import Feedback, Meeting, Seat, Wish
from legation.matchmaking.models.participant import Link, Participant
from legation.matchmaking.models.round import Resource, Round, Site
from legation.matchmaking.models.search import Search

__all__ = [
    "Feedback",
    "Link",
    "Meeting",
    "Participant",
    "Resource",
    "Round",
    "Search",
    "Seat",
    "Site",
    "Wish",
]
