"""Legation: city-to-city missions, prepared, staged and followed through by both sides."""

__version__ = "0.1.0"
