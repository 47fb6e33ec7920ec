"""The import contracts of pyproject.toml hold."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.architecture.tree import ROOT, apps

LINT = "from importlinter.cli import lint_imports_command as run; run()"
BROKEN = """
[tool.importlinter]
root_package = "legation"

[[tool.importlinter.contracts]]
name = "Upside down"
type = "layers"
containers = ["legation"]
layers = ["kernel", "missions"]
"""


def lint(config: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LINT, "--no-logo", "--config", str(config), "--cache-dir", str(cache)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_import_contract_is_kept(tmp_path):
    run = lint(ROOT / "pyproject.toml", tmp_path)
    assert (run.returncode, run.stdout[-3000:] if run.returncode else "") == (0, "")


def test_a_broken_contract_is_found(tmp_path):
    config = tmp_path / "pyproject.toml"
    config.write_text(BROKEN, encoding="utf-8")
    run = lint(config, tmp_path)
    assert (run.returncode, "Upside down BROKEN" in run.stdout) == (1, True)


def test_the_contract_on_files_covers_every_app():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {each["id"]: each for each in settings["tool"]["importlinter"]["contracts"]}
    assert sorted(contracts["files"]["containers"]) == [f"legation.{app}" for app in apps()]
