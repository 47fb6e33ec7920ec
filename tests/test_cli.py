"""The command: what it prints, what it returns, and how it refuses."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from legation import __version__
from legation.cli import main, parser

PEOPLE: dict[str, Any] = {
    "format": "legation.list/1",
    "pack": "neutral",
    "host": "Busan",
    "on": "2024-04-17",
    "people": [
        {
            "id": "b",
            "name": {"family": "Councillor"},
            "side": "guest",
            "posts": [{"title": "C", "rank": "councillor"}],
        },
        {"id": "a", "name": {"family": "Mayor"}, "side": "guest", "posts": [{"title": "M", "rank": "mayor"}]},
    ],
}


def written(folder: Path, document: Any) -> str:
    path = folder / "list.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return str(path)


def run(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "legation", *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, **env}, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_help_loads_neither_the_app_nor_an_engine() -> None:
    code = (
        "import sys\nfrom legation.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit as done:\n    assert done.code == 0\n"
        "heavy = ('django', 'PIL', 'numpy', 'typst', 'legation.engine', 'legation.config')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
    assert "City-to-city missions" in done.stdout


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(["--version"])
    assert (done.value.code, capsys.readouterr().out) == (0, f"legation {__version__}\n")


@pytest.mark.parametrize("given", [[], ["no-such"], ["seat"], ["schema", "x"], ["serve", "--port", "x"]])
def test_what_it_does_not_know_is_bad_input(given: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        main(given)
    assert done.value.code == 2
    assert capsys.readouterr().out == ""


def test_every_command_says_what_it_runs() -> None:
    minimal = {
        "capture": ["x"], "precedence": ["x"], "seat": ["x"], "schema": ["list"],
        "user": ["a@b.example", "A"], "manage": [],
    }  # fmt: skip
    for name in ("demo", "serve", "packs", "doctor", "reindex", *minimal):
        assert callable(parser().parse_args([name, *minimal.get(name, [])]).run), name


def test_precedence_ranks_a_small_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["precedence", written(tmp_path, PEOPLE)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["format"], answer["version"]) == ("legation.order/1", __version__)
    assert answer["order"] == ["a", "b"]


def test_an_answer_goes_where_it_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "order.json"
    assert main(["precedence", written(tmp_path, PEOPLE), "--out", str(out)]) == 0
    assert (capsys.readouterr().out, json.loads(out.read_text())["format"]) == ("", "legation.order/1")
    assert main(["precedence", written(tmp_path, PEOPLE), "--out", str(tmp_path / "no" / "x.json")]) == 2
    assert (
        capsys.readouterr().err == f"legation precedence: {tmp_path}/no/x.json: No such file or directory\n"
    )


@pytest.mark.parametrize("command", ["precedence", "seat"])
@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("{", "not a JSON document"),
        ("[]", "not a JSON object"),
        ("[" * 100_000, "not a JSON document"),
        ("{}", "format"),
    ],
    ids=["broken", "list", "deep", "empty"],
)
def test_a_document_it_cannot_use_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, document: str, said: str
) -> None:
    assert main([command, written(tmp_path, document)]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n"), told.err.startswith(f"legation {command}: ")) == ("", 1, True)
    assert said in told.err


def test_a_wrong_field_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = [{**PEOPLE["people"][0], "side": 7}]
    assert main(["precedence", written(tmp_path, {**PEOPLE, "people": people})]) == 2
    assert "side" in capsys.readouterr().err
    assert main(["precedence", written(tmp_path, PEOPLE), "--pack", "no-such"]) == 2
    assert "no-such" in capsys.readouterr().err


def test_a_document_of_another_format_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["precedence", written(tmp_path, {**PEOPLE, "format": "legation.other/1"})]) == 2
    assert capsys.readouterr().err.startswith("legation precedence: format: ")


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["seat", str(tmp_path / "none.json")]) == 2
    assert capsys.readouterr().err == f"legation seat: {tmp_path}/none.json: No such file or directory\n"


def test_packs_and_schemas_are_printed(capsys: pytest.CaptureFixture[str]) -> None:
    from legation.engine.precedence import pack_names

    assert main(["packs"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == list(pack_names())
    for name in ("list", "seating"):
        assert main(["schema", name]) == 0
        assert json.loads(capsys.readouterr().out)["type"] == "object"


def test_a_user_is_made_on_an_installation_that_never_ran(tmp_path: Path) -> None:
    env = {"LEGATION_DATA": str(tmp_path / "data"), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": ""}
    env |= {"DJANGO_SETTINGS_MODULE": "legation.config.settings", "LEGATION_PASSWORD": "a-long-password-1"}
    made = run("user", "New@Office.example", "New User", "--office", "Office", "--staff", **env)
    assert (made.returncode, made.stdout) == (0, "New@Office.example can log in.\n"), made.stderr
    again = run("user", "new@office.example", "Again", **env)
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert "already an account" in again.stderr
    refused = run(
        "user", "someone@office.example", "Some", **{**env, "LEGATION_PASSWORD": "someone@office.example"}
    )
    assert (refused.returncode, "too similar" in refused.stderr) == (2, True)
    assert run("user", "no-address", "Some", **env).returncode == 2
    doctor = run("doctor", **env)
    assert "database" in doctor.stdout
    assert "not up to date" not in doctor.stdout


def test_the_doctor_says_what_mends_a_new_installation(tmp_path: Path) -> None:
    env = {"LEGATION_DATA": str(tmp_path), "DATABASE_URL": "", "LEGATION_HOSTS": "missions.example"}
    done = run("doctor", **env, DJANGO_SETTINGS_MODULE="legation.config.settings")
    assert done.returncode == 1
    assert "- The database is not up to date. Run: legation serve, or legation manage migrate" in done.stdout
    assert "LEGATION_HTTPS=true" in done.stdout


def test_a_demo_is_served_by_a_process_that_set_no_type(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server forks: where books were set before, every PDF that a page asks for hung."""
    from legation import cli

    class Replaced(Exception):
        pass

    def execv(*command: Any) -> None:
        raise Replaced(command)

    monkeypatch.setattr(cli, "_app", lambda port: None)
    monkeypatch.setattr("legation.config.server.prepare", lambda: None)
    monkeypatch.setattr("legation.demo.build", lambda **told: None)
    monkeypatch.setattr("os.execv", execv)
    with pytest.raises(Replaced) as replaced:
        cli.main(["demo", "--serve", "--port", "8123"])
    serve = ["-m", "legation", "serve", "--host", "127.0.0.1", "--port", "8123"]
    assert replaced.value.args == ((sys.executable, [sys.executable, *serve]),)


def test_a_demo_of_an_article_that_is_not_there_builds_nothing(tmp_path: Path) -> None:
    env = {"LEGATION_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "legation.config.settings"}
    done = run("demo", "--article", str(tmp_path / "none.txt"), **env, DATABASE_URL="")
    assert (done.returncode, done.stderr.count("\n"), (tmp_path / "data").exists()) == (2, 1, False)


ROUND: dict[str, Any] = {
    "format": "legation.round/1",
    "slots": 2,
    "tables": 1,
    "participants": [{"id": each} for each in ("boeing", "kaist", "kim")],
    "meetings": [
        {"id": "m1", "participants": ["boeing", "kim"]},
        {"id": "m2", "participants": ["kaist", "kim"]},
    ],
}


def test_plan_times_a_small_round(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", written(tmp_path, ROUND)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["format"], answer["status"], answer["breaks"]) == ("legation.plan/1", "optimal", 0)
    assert sorted((each["meeting"], each["table"]) for each in answer["placed"]) == [("m1", 1), ("m2", 1)]


def test_plan_says_what_conflicts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fixed = {**ROUND, "meetings": [{**each, "slot": 1} for each in ROUND["meetings"]]}
    assert main(["plan", written(tmp_path, fixed), "--workers", "1"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], sorted(answer["conflict"])) == ("infeasible", ["m1", "m2"])


def test_plan_names_a_wrong_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = {**ROUND, "meetings": [{"id": "m1", "participants": ["kim", "kim"]}]}
    assert main(["plan", written(tmp_path, bad)]) == 2
    assert "meetings[0].participants" in capsys.readouterr().err
