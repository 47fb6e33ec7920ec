"""The real 2024 mission, built only through actions."""
