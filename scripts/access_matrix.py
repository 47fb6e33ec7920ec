"""Writes docs/developer/access-matrix.md: which role of which side reaches which page. Run by `make docs`.

The small world of the tests is built on a database of its own, and each gate is asked as a request would ask
it: who may see, and who may do. Nothing is requested, so that it takes seconds.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "developer" / "access-matrix.md"


def main() -> int:
    """Let the test write it: it has the database and the world."""
    import pytest

    os.environ["WRITE_ACCESS_MATRIX"] = str(PAGE)
    return int(
        pytest.main(["-q", "-p", "no:cacheprovider", str(ROOT / "tests" / "permissions" / "test_matrix.py")])
    )


if __name__ == "__main__":
    sys.exit(main())
