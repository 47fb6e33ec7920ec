"""Asks whether a library that is installed has a known weakness: `make audit`, and `--quick` in `make lint`.

Reads the pinned list and asks the public database of advisories. Where that cannot be reached nothing is
known, which is said and is no failure; a weakness is one. The quick way is one request for all of them.
"""

import json
import re
import subprocess
import sys
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Any

PINNED = Path(__file__).resolve().parents[1] / "requirements" / "run.txt"
BATCH, WITHIN = "https://api.osv.dev/v1/querybatch", 8
ASK = [
    *(sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"),
    *("--format", "json", "--timeout", "15"),
]


def told(output: str, error: str) -> tuple[int, str]:
    """The exit code and the words for what pip-audit said."""
    try:
        found = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        why = error.strip().splitlines()[-1:] or ["no answer"]
        return 0, f"Not audited: the database of advisories could not be asked ({why[0][:200]})."
    weak = [(each["name"], each["version"], one) for each in found for one in each.get("vulns", ())]
    unknown = [each["name"] for each in found if "skip_reason" in each]
    lines = [
        f"{name} {version}: {one['id']}, mended in {', '.join(one['fix_versions']) or 'no version yet'}"
        for name, version, one in weak
    ]
    if len(unknown) == len(found):
        return 0, "Not audited: the package index in use tells no advisories."
    lines.append(f"{len(found) - len(unknown)} libraries audited, {len(weak)} known weaknesses.")
    if unknown:
        lines.append(f"Not known there: {', '.join(unknown)}.")
    return (1 if weak else 0), "\n".join(lines)


def pins(text: str) -> list[tuple[str, str]]:
    """Name and version of each library in a list with hashes."""
    return re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", text, re.MULTILINE)


def told_at_once(pinned: list[tuple[str, str]], answer: Any) -> tuple[int, str]:
    """The exit code and the words for what the database said of all of them in one answer."""
    try:
        results = answer["results"]
        weak = [
            f"{name} {version}: {one['id']}"
            for (name, version), found in zip(pinned, results, strict=True)
            for one in found.get("vulns") or ()
        ]
    except (KeyError, TypeError, ValueError, AttributeError):
        return 0, "Not audited: the database of advisories could not be asked (its answer makes no sense)."
    return (1 if weak else 0), "\n".join(
        [*weak, f"{len(pinned)} libraries audited, {len(weak)} known weaknesses."]
    )


def quick() -> int:
    pinned = pins(PINNED.read_text())
    queries = [{"package": {"name": n, "ecosystem": "PyPI"}, "version": v} for n, v in pinned]
    body = json.dumps({"queries": queries}).encode()
    request = urllib.request.Request(BATCH, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=WITHIN) as answer:
            code, words = told_at_once(pinned, json.load(answer))
    except (OSError, ValueError, HTTPException) as failed:
        code, words = 0, f"Not audited: the database of advisories could not be asked ({str(failed)[:200]})."
    print(words)
    return code


def main() -> int:
    if "--quick" in sys.argv[1:]:
        return quick()
    try:
        run = subprocess.run(
            [*ASK, "-r", str(PINNED)], capture_output=True, text=True, check=False, timeout=300
        )
        code, words = told(run.stdout, run.stderr)
    except subprocess.TimeoutExpired:
        code, words = 0, "Not audited: the database of advisories did not answer within five minutes."
    print(words)
    return code


if __name__ == "__main__":
    sys.exit(main())
