"""What these tests share with others that read pages."""

from typing import Any

import pytest

from tests.desk.browsing import as_, world

__all__ = ["as_", "world"]


@pytest.fixture
def mayors(world: Any) -> tuple[str, str]:
    from tests.exchange.lodging import name_of

    return name_of(world.things["guest-delegate"]), name_of(world.things["host-delegate"])
