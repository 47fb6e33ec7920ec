"""What the tests of guests stand on."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.world import World


@pytest.fixture
def world(db: None) -> "World":
    """A mission with something of every kind, and of each side something that only it sees."""
    from tests.world import make_world

    return make_world()
