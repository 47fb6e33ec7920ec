"""The performance book: run every benchmark, write one page, compare with the last: `make bench`.

Names of benchmarks may follow (`make bench ONLY="api writes"`), to run only those. What each prints is shown
as it comes. Its headline figures come through `told`; they stand in `benchmarks/book.md` with the machine and
the change since the last time.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
BOOK, LAST = HERE / "book.md", HERE / "book.json"
# What other benchmarks are made of, and what takes an hour and is asked for by name.
PARTS = {
    "book",
    "peers",
    "peer_indico",
    "scale_fill",
    "scale_readers",
    "scale_rows",
    "scale_write",
    "matching_plot",
}
LONG = {"scale"}
ARGUMENTS = {"matching": ["--instances", str(HERE.parent.parent / "shared" / "data" / "b2b")]}
# Changes below this are the machine's.
NOISE = 0.15


def told(
    name: str, value: float, unit: str, *, better: str = "less", ratio: float | None = None, aim: str = ""
) -> None:
    """Put a figure into the book, if one is being written; `ratio` is ours over the peer's in one run."""
    if where := os.environ.get("BENCHMARK_BOOK"):
        fact = {"name": name, "value": value, "unit": unit, "better": better, "ratio": ratio, "aim": aim}
        with Path(where).open("a", encoding="utf-8") as book:
            book.write(json.dumps(fact) + "\n")


def machine() -> str:
    """What the figures were measured on, in one line."""
    model = platform.machine()
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores ({model}), {memory:.0f} GB, Python {platform.python_version()}"


def run(name: str, facts: Path) -> tuple[int, float]:
    """Run a benchmark; returns what it exited with and how long it took, in seconds."""
    facts.unlink(missing_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="legation-bench-") as data:
        env = {**os.environ, "BENCHMARK_BOOK": str(facts), "LEGATION_DATA": data}
        command = [sys.executable, str(HERE / f"{name}.py"), *ARGUMENTS.get(name, [])]
        code = subprocess.run(command, env=env, check=False).returncode
    return code, time.monotonic() - began


def change(fact: dict[str, Any], before: dict[str, Any] | None) -> str:
    """How a figure changed since the last book: of ratios where there are, else of values."""
    if before is None:
        return "new"
    name = "ratio" if fact["ratio"] and before["ratio"] else "value"
    now, then = fact[name], before[name]
    if not then:
        return ""
    moved = now / then - 1
    if abs(moved) < NOISE:
        return "="
    return f"{moved:+.0%} {'better' if (moved > 0) == (fact['better'] == 'more') else 'worse'}"


def number(value: float | None) -> str:
    """Three figures that count."""
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def written(book: dict[str, Any], last: dict[str, Any]) -> str:
    """The book as a page."""
    lines = [
        "# Performance book",
        "",
        "Written by `make bench`; the head of each benchmark explains its figures. “Ratio” is ours over the",
        "peer’s, or over what one would do by hand, in the same run: a busy machine changes it little.",
        "",
        f"Measured {book['day']} on {book['machine']}; the last one {last.get('day', 'is not kept')}.",
    ]
    for name, entry in book["benchmarks"].items():
        before = {fact["name"]: fact for fact in last.get("benchmarks", {}).get(name, {}).get("facts", ())}
        ended = "" if entry["code"] == 0 else ", **an aim is missed or it failed**"
        lines += ["", f"## {name}", "", f"{entry['seconds']:.0f} s{ended}", ""]
        if entry["facts"]:
            lines += ["| figure | value | unit | ratio | aim | change |", "|---|---:|---|---:|---|---|"]
        for fact in entry["facts"]:
            cells = (
                fact["name"], number(fact["value"]), fact["unit"], number(fact["ratio"]), fact["aim"],
                change(fact, before.get(fact["name"])),
            )  # fmt: skip
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main(names: list[str]) -> int:
    known = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in PARTS)
    if unknown := set(names) - set(known):
        sys.exit(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(known)}")
    last = json.loads(LAST.read_text(encoding="utf-8")) if LAST.exists() else {}
    kept = dict(last.get("benchmarks", {})) if names else {}
    book = {"day": time.strftime("%Y-%m-%d"), "machine": machine(), "benchmarks": kept}
    with tempfile.TemporaryDirectory(prefix="legation-book-") as folder:
        facts = Path(folder) / "facts"
        for name in names or [each for each in known if each not in LONG]:
            print(f"\n== {name}", flush=True)
            code, seconds = run(name, facts)
            told_here = facts.read_text(encoding="utf-8").splitlines() if facts.exists() else []
            kept[name] = {"code": code, "seconds": seconds, "facts": [json.loads(line) for line in told_here]}
    book["benchmarks"] = dict(sorted(kept.items()))
    BOOK.write_text(written(book, last), encoding="utf-8")
    LAST.write_text(json.dumps(book, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    missed = [name for name, entry in book["benchmarks"].items() if entry["code"]]
    print(f"\n{BOOK.name} is written.{' Missed or failed: ' + ', '.join(missed) if missed else ''}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
