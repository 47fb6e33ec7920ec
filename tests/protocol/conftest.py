"""The courtesy call of 17 April 2024, with two people or with everybody."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.protocol.busan import Busan


@pytest.fixture
def two_mayors(db: None) -> "Busan":
    from tests.protocol import busan

    return busan.two_mayors()


@pytest.fixture
def everyone(db: None) -> "Busan":
    from tests.protocol.busan import with_everybody

    return with_everybody()
