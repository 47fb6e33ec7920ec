"""What was said, promised and signed."""
