"""What pages read of rounds, by subject."""
