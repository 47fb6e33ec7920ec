"""Asks whether a library that is installed has a known weakness: `make audit`.

Reads the pinned list and asks the public database of advisories. Where that cannot be reached nothing is
known, which is said and is no failure; a weakness is one.
"""

import json
import subprocess
import sys
from pathlib import Path

PINNED = Path(__file__).resolve().parents[1] / "requirements" / "run.txt"
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


def main() -> int:
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
