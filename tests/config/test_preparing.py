"""What a start does, and what it leaves when nothing changed."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.db.migrations.recorder import MigrationRecorder

from legation.config import server


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> list[str]:
    """The commands that were called, in a data folder of their own; what is collected is one file."""
    settings.DATA, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "one.css").write_text("a {}")
    monkeypatch.setattr(server, "get_finders", lambda: [finders.FileSystemFinder()])
    made: list[str] = []

    def call(name: str, **_options: Any) -> None:
        made.append(name)
        if name == "collectstatic":
            settings.STATIC_ROOT.mkdir(exist_ok=True)
            (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")

    monkeypatch.setattr(server, "call_command", call)
    return made


def test_static_files_are_collected_when_one_changed_or_the_folder_is_gone(
    db: None, called: list[str], tmp_path: Path
) -> None:
    server.prepare()
    server.prepare()
    assert called == ["collectstatic"]
    own = tmp_path / "own" / "one.css"
    os.utime(own, ns=(1, 1))
    server.prepare()
    (tmp_path / "own" / "two.css").write_text("b {}")
    server.prepare()
    (tmp_path / "static" / "staticfiles.json").unlink()
    server.prepare()
    server.prepare()
    assert called == ["collectstatic"] * 4


def test_a_database_is_migrated_when_something_is_left_to_do(db: None, called: list[str]) -> None:
    server.migrate()
    assert called == []
    MigrationRecorder.Migration.objects.filter(app="kernel").latest("name").delete()
    server.migrate()
    assert called == ["migrate"]
