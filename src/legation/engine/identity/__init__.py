"""Who is likely one person and what is likely one body, with the reason. Decides nothing, derives no name."""

from .bodies import Body, BodyLikeness, BodyReason, BodyWhy, likely_same_bodies
from .people import LIKELY, Likeness, Reason, Somebody, Why, compared, likely_same

__all__ = [
    "LIKELY",
    "Body",
    "BodyLikeness",
    "BodyReason",
    "BodyWhy",
    "Likeness",
    "Reason",
    "Somebody",
    "Why",
    "compared",
    "likely_same",
    "likely_same_bodies",
]
