"""Pages of logistics."""
