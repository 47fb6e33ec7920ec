"""What the tests of guests stand on: the world, and a browser for each of its users."""

from tests.desk.browsing import as_, world

__all__ = ["as_", "world"]
