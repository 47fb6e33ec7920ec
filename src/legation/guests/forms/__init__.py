"""Forms of guests."""
