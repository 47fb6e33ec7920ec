"""The units and the compose file parse, and name only what there is."""

import json
import re
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from legation.cli import parser
from legation.config.environment import Environment
from tests.migrated import ROOT

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
COMPOSE, CONTAINERFILE = ROOT / "deploy" / "compose.yaml", ROOT / "deploy" / "Containerfile"
SETTINGS = {
    str(field.validation_alias or f"LEGATION_{name}").upper()
    for name, field in Environment.model_fields.items()
}


def wrong(text: str) -> list[str]:
    """Settings that a file names and nobody reads."""
    return sorted(set(re.findall(r"\b(?:LEGATION_[A-Z_0-9]+|DATABASE_URL)\b", text)) - SETTINGS)


def keys(text: str) -> list[tuple[str, str]]:
    lines = [line for line in text.splitlines() if line and line[0] not in "#["]
    assert all("=" in line for line in lines)
    return [(line.partition("=")[0], line.partition("=")[2]) for line in lines]


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_a_unit_names_a_command_and_settings_that_there_are(path: Path):
    text = path.read_text()
    assert wrong(text) == []
    starts = [value.split() for key, value in keys(text) if key == "ExecStart"]
    assert len(starts) == (path.suffix == ".service")
    for program, *arguments in starts:
        if path.name == "legation-copy.service":
            assert (program, arguments[0]) == ("/opt/legation/.venv/bin/litestream", "replicate")
            continue
        assert program == "/opt/legation/.venv/bin/legation"
        assert parser().parse_args(arguments).command == arguments[0]


def test_units_are_as_systemd_has_them(tmp_path: Path):
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("This machine has no systemd-analyze.")
    for unit in UNITS:  # it looks whether the program is there: one that is stands for ours
        text = re.sub(r"/opt/legation/\.venv/bin/\w+", "/bin/true", unit.read_text())
        (tmp_path / unit.name).write_text(text)
    # Named without their folder, which is called as the checkout is: only their own names are looked for.
    names = [unit.name for unit in UNITS]
    told = subprocess.run(
        [program, "verify", *(f"./{name}" for name in names)],
        capture_output=True, text=True, check=False, cwd=tmp_path, timeout=60,
    )  # fmt: skip
    assert [line for line in told.stderr.splitlines() if blamed(line, names)] == []


def blamed(line: str, names: list[str]) -> bool:
    """Is the line about one of these units, and about what is written in it?"""
    about = re.match(r"(?:.*/)?([\w.@-]+):(?:\d+:)? ", line)
    return about is not None and about[1] in names and "Failed to prepare" not in line


def test_only_what_is_said_of_our_units_counts():
    names = ["legation.service"]
    assert [
        blamed(line, names)
        for line in (
            "/tmp/a/legation.service:12: Unknown key name 'Restrt' in section 'Service', ignoring.",
            "legation.service: Command /bin/none is not executable: No such file or directory",
            "Failed to prepare filename /checkouts/legation/x.service: Invalid argument",
            "/checkouts/legation/other.service:3: Unknown key name 'X' in section 'Unit', ignoring.",
            "legation.service: Failed to prepare: no cgroups",
        )
    ] == [True, True, False, False, False]


def test_the_compose_file_starts_commands_and_names_settings_that_there_are():
    text = COMPOSE.read_text()
    told: dict[str, Any] = yaml.safe_load(text)
    assert wrong(text) == []
    assert wrong((ROOT / "deploy" / "Containerfile").read_text()) == []
    assert sorted(told["services"]) == ["database", "site", "worker"]
    for name in ("site", "worker"):
        service = told["services"][name]
        program, *arguments = service["command"]
        assert (program, parser().parse_args(arguments).command) == ("legation", arguments[0])
        assert (service["read_only"], service["cap_drop"], service["volumes"]) == (
            True,
            ["ALL"],
            ["legation:/var/lib/legation"],
        )
        assert set(service["secrets"]) <= set(told["secrets"])


CLIENTS = {"bookworm": 15, "trixie": 17}  # which PostgreSQL each release of Debian brings


def test_the_image_can_back_up_the_database_beside_it():
    """pg_dump refuses a server that is newer than itself."""
    image = re.search(r"^FROM \S+-slim-(\w+)$", CONTAINERFILE.read_text(), re.MULTILINE)
    database = yaml.safe_load(COMPOSE.read_text())["services"]["database"]["image"]
    assert image is not None
    assert int(database.rpartition(":")[2]) <= CLIENTS[image[1]]


def test_the_image_is_made_of_what_is_pinned_and_of_files_that_there_are():
    text = CONTAINERFILE.read_text()
    copied = re.findall(r"^COPY (\S+) ", text, re.MULTILINE)
    assert [name for name in copied if not (ROOT / name).exists()] == []
    # Without isolation, what builds the wheel comes from the list too.
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    pinned = (ROOT / "requirements" / "run.txt").read_text()
    assert [each for each in backend if f"\n{each.partition('>')[0]}==" not in pinned] == []
    blocks = re.split(r"\n(?=[a-z0-9])", pinned)
    assert [block[:60] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []
    commands = [json.loads(found) for found in re.findall(r"^CMD (\[.+\])$", text, re.MULTILINE)]
    commands += [["legation", *found.split()] for found in re.findall(r"legation (warm\b[^\n&]*)", text)]
    assert [parser().parse_args(arguments).command for _program, *arguments in commands] == ["serve", "warm"]
    kept = set((ROOT / ".dockerignore").read_text().split())
    assert {".git", ".venv", "deploy/environment", "deploy/database-password"} <= kept


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_the_check_of_the_container_is_answered_under_the_sample_settings(client, db, settings, path):
    """It asks 127.0.0.1 by HTTP, where the settings name another host and want HTTPS."""
    sample = dict(keys((ROOT / "deploy" / "environment.sample").read_text()))
    service = yaml.safe_load(COMPOSE.read_text())["services"]["site"]
    asked = re.search(r"'(http://127\.0\.0\.1:8000)(/\w+)'", service["healthcheck"]["test"][3])
    assert asked is not None
    assert asked[2] == "/readyz"
    settings.ALLOWED_HOSTS = sample["LEGATION_HOSTS"].split(",")
    settings.SECURE_SSL_REDIRECT = sample["LEGATION_HTTPS"] == "true"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    answer = client.get(path, headers={"host": "127.0.0.1:8000"})
    assert (answer.status_code, answer.content) == (200, b"ok" if path == "/healthz" else b"ready")
    # Every other page still asks for its name, and for HTTPS.
    assert client.get("/missions/", headers={"host": "127.0.0.1:8000"}).status_code == 400
    assert client.get("/missions/", headers={"host": sample["LEGATION_HOSTS"]}).status_code == 301


def test_a_setting_that_nobody_reads_is_found():
    assert wrong("Environment=LEGATION_DATA=/x LEGATION_WORKER=2") == ["LEGATION_WORKER"]
