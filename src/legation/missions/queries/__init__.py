"""What pages read of missions."""

from legation.missions.queries.masthead import COMING, Masthead, masthead

__all__ = ["COMING", "Masthead", "masthead"]
