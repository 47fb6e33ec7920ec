"""What pages read of missions."""

from legation.missions.queries.masthead import COMING, Masthead, delegations_seen, masthead

__all__ = ["COMING", "Masthead", "delegations_seen", "masthead"]
