"""The real 2024 mission, built only through actions."""

from legation.demo.build import build

__all__ = ["build"]
