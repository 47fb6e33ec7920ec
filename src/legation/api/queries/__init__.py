"""What the way in reads."""
