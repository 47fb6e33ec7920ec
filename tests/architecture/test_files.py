"""Where a line belongs can be read from the tree: the same names in every app, and no long files."""

from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, apps, python_files

PYTHON = {"urls", "views", "feeds", "forms", "actions", "jobs", "queries", "rules", "models", "choices"}
FOLDERS = {"templates", "templatetags", "static", "migrations"}
# Names beyond those, each for one reason.
EXTRA = {
    "accounts": {
        "adapter",  # what allauth asks us: who may sign up
        "language",  # the middleware that speaks a reader's language
    },
}
LONGEST = 400


def strangers(folder: Path, extra: set[str]) -> list[str]:
    """What stands in an app's folder under a name that no app has."""
    allowed = PYTHON | {"__init__", "apps"} | extra
    found = []
    for path in sorted(folder.iterdir()):
        if path.name == "__pycache__":
            continue
        known = path.name in FOLDERS | PYTHON | extra if path.is_dir() else path.stem in allowed
        if not known or (path.is_file() and path.suffix != ".py"):
            found.append(path.name)
    return found


@pytest.mark.parametrize("app", apps())
def test_an_app_has_files_of_the_known_names_only(app):
    assert strangers(PACKAGE / app, EXTRA.get(app, set())) == []


def test_a_stranger_is_found(tmp_path):
    for name in ("views.py", "utils.py", "notes.txt", "apps.py"):
        (tmp_path / name).touch()
    for name in ("queries", "helpers", "templates"):
        (tmp_path / name).mkdir()
    assert strangers(tmp_path, set()) == ["helpers", "notes.txt", "utils.py"]


def test_an_extra_name_is_still_in_use():
    unused = [
        f"{app}/{name}"
        for app, names in EXTRA.items()
        for name in names
        if not (PACKAGE / app / f"{name}.py").exists() and not (PACKAGE / app / name).is_dir()
    ]
    assert unused == []


# allauth looks for its pages under names of its own.
OTHER_TEMPLATES = {"accounts": {"account", "allauth", "mfa", "socialaccount"}}


def test_templates_lie_under_the_name_of_their_app():
    wrong = [
        str(path.relative_to(PACKAGE))
        for app in apps()
        for path in (PACKAGE / app / "templates").glob("*")
        if path.name != app and path.name not in OTHER_TEMPLATES.get(app, set())
    ]
    assert wrong == []


def test_no_file_is_too_long():
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {str(path.relative_to(PACKAGE)): n for path, n in lengths.items() if n >= LONGEST} == {}
