"""Forms of logistics."""
