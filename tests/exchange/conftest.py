"""What these tests share with others that read pages."""

from tests.desk.browsing import as_, world

__all__ = ["as_", "world"]
