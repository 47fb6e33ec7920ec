"""Pages of rounds, by subject."""
