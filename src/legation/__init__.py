"""Legation: city-to-city missions, prepared, staged and followed through by both sides."""
