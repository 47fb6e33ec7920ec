"""Who sleeps in which room of a hotel, and who is left without one and why.

The prose, the guarantees and the named cases are in docs/algorithms/rooming.md.
"""

from legation.engine.rooming.filling import fill
from legation.engine.rooming.model import Beds, Filled, Guest, Kind, Left, Place

__all__ = ["Beds", "Filled", "Guest", "Kind", "Left", "Place", "fill"]
