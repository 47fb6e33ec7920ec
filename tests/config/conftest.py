"""An installation beside the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.installation import Installation, installation


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[Installation]:
    with installation(tmp_path) as made:
        yield made
