"""What these tests share with others that read pages."""

import pytest

from tests.desk.browsing import as_, world
from tests.exchange.lodging import name_of
from tests.world import World

__all__ = ["as_", "world"]


@pytest.fixture
def mayors(world: World) -> tuple[str, str]:
    return name_of(world.things["guest-delegate"]), name_of(world.things["host-delegate"])
