"""What pages of guests read."""
