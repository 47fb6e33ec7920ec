"""What pages of logistics read."""
