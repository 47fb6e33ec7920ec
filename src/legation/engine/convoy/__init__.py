"""Who rides in which of several vehicles: cars by rank, coaches by load, groups kept together.

The prose, the guarantees and the named cases are in docs/algorithms/convoys.md.
"""

from legation.engine.convoy.loading import load
from legation.engine.convoy.model import Loaded, Passenger, Vehicle

__all__ = ["Loaded", "Passenger", "Vehicle", "load"]
