"""Write the list of tests that ask PostgreSQL nothing which no other test asks: `make asked-elsewhere`.

Every test is run on PostgreSQL with a note of the shapes of its statements. Then the tests that ask the most
new shapes for their time are taken one after another until each shape is asked by one; the others are listed.
A test that is on no list is run, so a new one always is. Backups, upgrades and what the kernel does ask from
other processes too, where nobody notes it: their tests are always run.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "tests" / "asked_elsewhere.txt"
ALWAYS = ("tests/config/", "tests/kernel/", "tests/upgrades/")
# Each test costs that much besides itself: rows are laid, a page is rendered.
LEAST_S = 0.05


def chosen(tests: dict[str, tuple[float, set[str]]]) -> set[str]:
    """The names of tests that together ask each shape; from name to (seconds, shapes)."""
    open_shapes = set().union(*(shapes for _seconds, shapes in tests.values()))
    taken: set[str] = set()
    while open_shapes:
        name = max(
            tests, key=lambda each: (len(tests[each][1] & open_shapes) / (tests[each][0] + LEAST_S), each)
        )
        taken.add(name)
        open_shapes -= tests[name][1]
    return taken


def run(command: list[str]) -> dict[str, tuple[float, set[str]]]:
    """Run the tests as `command` does, and read what each asked."""
    with tempfile.TemporaryDirectory(prefix="legation-shapes-") as folder:
        env = {**os.environ, "SHAPES": folder, "PYTHONPATH": str(ROOT)}
        done = subprocess.run([*command, "-p", "tests.shapes"], env=env, cwd=ROOT, check=False)
        if done.returncode not in (0, 1):  # 1: some failed, and said so
            sys.exit(done.returncode)
        lines = [line for path in Path(folder).glob("*.jsonl") for line in path.read_text().splitlines()]
    told = [json.loads(line) for line in lines]
    return {each["test"]: (each["seconds"], set(each["shapes"])) for each in told}


if __name__ == "__main__":
    tests = run(sys.argv[1:])
    needed = chosen(tests) | {name for name in tests if name.startswith(ALWAYS)}
    left = tests.keys() - needed
    LIST.write_text("".join(f"{name}\n" for name in sorted(left)), encoding="utf-8")
    spent, whole = (sum(tests[name][0] for name in names) for names in (needed, tests))
    print(f"{len(needed)} of {len(tests)} tests ask everything, in {spent:.0f} s of {whole:.0f}")
