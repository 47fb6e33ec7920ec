"""What pages of rounds take, by subject."""
