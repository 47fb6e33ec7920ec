"""Missions out and in by the command line: what is printed, what is refused, and nothing half written."""

from pathlib import Path
from typing import Any

import pytest

from legation.cli import main
from legation.exchange.actions.keys import own_keys
from legation.exchange.models import Installation, Parcel
from legation.exchange.queries.packing import unpacked
from legation.kernel.choices import Deed
from legation.kernel.models import Outflow
from legation.missions.models import Mission
from tests.exchange.elsewhere import THERE, rewritten, signed, told_there
from tests.world import World


@pytest.fixture
def came(world: World, tmp_path: Path) -> Path:
    """A file of another city."""
    file = tmp_path / "there.mission.zip"
    file.write_bytes(signed(*told_there(world.mission)))
    return file


def said(capsys: Any) -> tuple[str, str]:
    out, err = capsys.readouterr()
    return out, "".join(line for line in err.splitlines(keepends=True) if not line.startswith("{"))


def grouped(fingerprint: str) -> str:
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))


@pytest.mark.parametrize(
    "command",
    [["mission-key"], ["mission-export", "nobody"], ["mission-import", __file__, "--by", "a@b.example"]],
)
@pytest.mark.django_db
def test_they_begin_with_the_tables_where_nothing_ran_before(command, monkeypatch) -> None:
    """On an installation that never ran they ended with what the database says of a missing table."""
    began: list[str] = []
    monkeypatch.setattr("legation.config.server.migrate", lambda: began.append("tables"))
    main(command)
    assert began == ["tables"]


def test_a_mission_is_written_once_and_over_nothing(world, tmp_path, capsys, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["mission-key"]) == 0
    assert said(capsys)[0] == f"{grouped(own_keys().fingerprint)}\n"
    assert main(["mission-export", "test-mission"]) == 0
    file = tmp_path / "test-mission.mission.zip"
    content = file.read_bytes()
    assert unpacked(content).slug == "test-mission"
    told = f"{len(content) / 1e3:.0f} KB, signed by {grouped(own_keys().fingerprint)}"
    assert said(capsys)[0] == f"test-mission.mission.zip: {told}\n"
    notes = Outflow.objects.filter(deed=Deed.EXPORTED, route="mission-export")
    assert notes.count() == 1
    assert main(["mission-export", "test-mission"]) == 2
    assert said(capsys)[1] == (
        "legation mission-export: test-mission.mission.zip is there already. Name another file with --out, "
        "or put it in its place with --replace.\n"
    )
    assert (file.read_bytes(), notes.count()) == (content, 1)
    assert main(["mission-export", "test-mission", "--replace"]) == 0
    assert main(["mission-export", "test-mission", "--out", str(tmp_path / "none" / "a.zip")]) == 2
    assert "No such file or directory" in said(capsys)[1]
    assert (sorted(each.name for each in tmp_path.iterdir()), notes.count()) == ([file.name], 2)
    assert main(["mission-export", "nobody"]) == 2
    assert said(capsys)[1] == ("legation mission-export: There is no mission with the short name “nobody”.\n")


def test_a_disk_that_breaks_leaves_the_file_that_was_there(world, tmp_path, capsys, monkeypatch) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(b"before")

    def broken(self: Path, content: bytes) -> int:
        with self.open("wb") as half:
            half.write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", broken)
    assert main(["mission-export", "test-mission", "--out", str(file), "--replace"]) == 2
    assert said(capsys)[1] == (
        f"legation mission-export: {file} cannot be written: No space left on device.\n"
    )
    assert (file.read_bytes(), [each.name for each in tmp_path.iterdir()]) == (b"before", ["a.zip"])
    assert Outflow.objects.filter(route="mission-export").count() == 0


def test_a_mission_is_looked_at_and_taken_in(world, came, capsys) -> None:
    before = Mission.objects.count()
    run = ["mission-import", str(came), "--by", world.host.email]
    assert main([*run, "--preview"]) == 0
    out, _err = said(capsys)
    head, *counts = out.splitlines()
    assert head == f"Signed by {grouped(THERE.fingerprint)}, which calls itself https://there.example."
    assert [line.partition(": ")[0] for line in counts] == [
        "Records, each of which is new",
        "Records, each of which is the same",
    ]
    assert (Mission.objects.count(), Parcel.objects.present().filter(status="ready").count()) == (before, 0)
    assert main([*run, "--side", "host"]) == 2
    assert said(capsys)[1] == (
        "legation mission-import: The installation that signed it is not trusted yet."
        " An administrator can do that.\n"
    )
    assert main([*run, "--side", "host", "--trust", "0" * 32]) == 2
    assert said(capsys)[1] == (
        f"legation mission-import: The file is signed by {grouped(THERE.fingerprint)}"
        " and not by the key that --trust names.\n"
    )
    assert Installation.objects.exclude(trusted_at=None).count() == 0
    assert main([*run, "--trust", grouped(THERE.fingerprint)]) == 2
    assert said(capsys)[1] == "legation mission-import: Say which side you are on.\n"
    assert (Mission.objects.count(), Parcel.objects.present().filter(status="ready").count()) == (before, 0)
    assert main([*run, "--side", "host"]) == 0
    assert said(capsys)[0].splitlines()[-1] == "It is the mission there."
    assert Mission.objects.count() == before + 1
    assert main(run) == 0
    assert "Taken in: 0 made, 0 changed, 0 gone." in said(capsys)[0]


def test_what_cannot_be_taken_in_is_refused_in_one_line(world, came, tmp_path, capsys) -> None:
    run = ["mission-import", str(came), "--by"]
    changed = tmp_path / "changed.zip"
    touched = rewritten(came.read_bytes(), lambda parts: parts.update({"data/city.json": b"[]"}))
    changed.write_bytes(touched)
    own = tmp_path / "own.zip"
    assert main(["mission-export", "test-mission", "--out", str(own)]) == 0
    said(capsys)
    refused = {
        "Nobody with the mail address": [*run, "nobody@test.example"],
        "there is no such file": ["mission-import", str(tmp_path / "none"), "--by", world.host.email],
        "is not what was signed": ["mission-import", str(changed), "--by", world.host.email],
        "made by this installation": ["mission-import", str(own), "--by", world.host.email],
    }
    for words, arguments in refused.items():
        assert main(arguments) == 2, words
        out, err = said(capsys)
        assert (words in err, err.count("\n"), out.count("Taken")) == (True, 1, 0), err
    assert Parcel.objects.present().filter(status="ready").count() == 0
