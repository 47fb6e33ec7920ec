"""What pages read of missions."""
