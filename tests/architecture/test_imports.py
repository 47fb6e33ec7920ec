"""What is heavy is imported by who uses it, not by who starts."""

import subprocess
import sys

import pytest

from tests.architecture.tree import PACKAGE

HEAVY = {"PIL", "icalendar", "icu", "numba", "numpy", "ortools", "pypdf", "selectolax", "typst"}
START = (
    "import sys, django, legation.config.settings; django.setup()\n"
    "from django.urls import get_resolver; get_resolver().url_patterns\n"
    "print(' '.join(sorted({name.split('.')[0] for name in sys.modules})))"
)


def loaded_by(code: str, folder: str) -> set[str]:
    """The top packages in memory after `code` ran in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={
            "DJANGO_SETTINGS_MODULE": "legation.config.settings",
            "LEGATION_DATA": folder,
            "PATH": "",
            "PYTHONPATH": str(PACKAGE.parent),
        },
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.split())


def test_the_site_starts_without_the_heavy_libraries(tmp_path):
    loaded = loaded_by(START, str(tmp_path))
    assert "legation" in loaded
    assert loaded & HEAVY == set()


ENGINES = sorted(path.parent.name for path in (PACKAGE / "engine").glob("*/__init__.py"))


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_starts_without_a_framework(engine, tmp_path):
    code = f"import sys, legation.engine.{engine}; print(' '.join(sorted(sys.modules)))"
    loaded = {name.split(".")[0] for name in loaded_by(code, str(tmp_path))}
    assert loaded & (HEAVY | {"django", "pydantic"}) == set()


def test_the_command_line_starts_without_the_framework(tmp_path):
    """An engine's command answers at once: `legation seat` needs no site."""
    code = "import sys, legation.cli; legation.cli.parser(); print(' '.join(sys.modules))"
    loaded = {name.split(".")[0] for name in loaded_by(code, str(tmp_path))}
    assert loaded & (HEAVY | {"django", "pydantic"}) == set()
