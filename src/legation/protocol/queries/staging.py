"""How an engagement is staged, for its pages and its papers: everything over what all readers see.

Each takes a `Setting` (`setting_of`) and asks the database nothing.
"""

from legation.protocol.queries.staging_lines import (
    MOST_MINUTES,
    SECONDS,
    LineRow,
    LineUp,
    ReceivingLine,
    lineup_of,
    receiving_line_of,
)
from legation.protocol.queries.staging_people import Cast, Placed, cast_of
from legation.protocol.queries.staging_vehicles import Loaded, Riding, VehiclePlan, vehicles_of
from legation.protocol.queries.staging_words import (
    Acknowledgements,
    Named,
    Speech,
    Words,
    acknowledgements_of,
    address_of,
    words_of,
)

__all__ = [
    "MOST_MINUTES",
    "SECONDS",
    "Acknowledgements",
    "Cast",
    "LineRow",
    "LineUp",
    "Loaded",
    "Named",
    "Placed",
    "ReceivingLine",
    "Riding",
    "Speech",
    "VehiclePlan",
    "Words",
    "acknowledgements_of",
    "address_of",
    "cast_of",
    "lineup_of",
    "receiving_line_of",
    "vehicles_of",
    "words_of",
]
