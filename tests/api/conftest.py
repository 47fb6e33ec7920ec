"""The small world, and programs that act for its people."""

from typing import Any

import pytest


@pytest.fixture
def world(db: None) -> Any:
    from tests.world import make_world

    return make_world()


@pytest.fixture
def guest(world: Any) -> Any:
    from tests.api.programs import Program

    return Program(world.guest)


@pytest.fixture
def host(world: Any) -> Any:
    from tests.api.programs import Program

    return Program(world.host)
