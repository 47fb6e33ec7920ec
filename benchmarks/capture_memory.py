"""What capture costs a process: its memory, and the time from nothing to the first draft.

    python benchmarks/capture_memory.py

A child process for each figure, so that nothing is counted twice. Memory is what a new interpreter holds
after capture was imported and an English and a Korean text were read, less what it held before; the site has
some of that already (`datetime`, `re`), and takes less. The start is the processor time of a new interpreter
that reads one text, less that of one that does nothing. Exit status 1 where an aim is missed (40 MB, 0.3 s).
"""

import json
import subprocess
import sys
from statistics import median

from book import told

MEMORY, START = 40.0, 0.3
HELD = """
import json, time
def held():
    for line in open("/proc/self/status"):
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
"""
SITE = """
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")
import django
django.setup()
from django.urls import get_resolver
get_resolver().url_patterns
"""
READ = """
from datetime import date
from legation.engine.capture import capture
"""
ENGLISH = (
    "Gdynia Mayor Anna Sample received Mayor Ben Example of Leeds at City Hall on Tuesday at 10 a.m. "
    "The two signed an agreement on trade and culture."
)
KOREAN = "김표본 대전시장은 17일 오후 3시 시청 접견실에서 존 샘플 리즈 시장을 접견하고 협약을 체결했다."
FIRST = f"capture({ENGLISH!r}, published=date(2024, 4, 18))\n"
BOTH = FIRST + f"capture({KOREAN!r}, published=date(2024, 4, 18))\n"


def run(code: str) -> list[float]:
    """The numbers that a new interpreter prints last for `code`."""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    numbers: list[float] = json.loads(done.stdout.strip().splitlines()[-1])
    return numbers


def grown(before: str) -> tuple[float, float]:
    """MB held after `before`, and how many more after capture was imported and both texts were read."""
    bare, read = run(f"{HELD}{before}bare = held()\n{READ}{BOTH}print(json.dumps([bare, held()]))")
    return bare, read - bare


def start() -> float:
    """Seconds of processor time to the first draft, less those of an empty interpreter: median of five."""
    clock = "import json, time\nprint(json.dumps([time.process_time()]))"
    return median(run(f"{READ}{FIRST}{clock}")[0] - run(clock)[0] for _ in range(5))


def main() -> int:
    """Print the figures; 1 where an aim is missed."""
    _, alone = grown("")
    site, more = grown(SITE)
    seconds = start()
    told("capture alone", alone, "MB", aim=f"{MEMORY:.0f}")
    told("start to the first draft", seconds, "s CPU", aim=f"{START}")
    print(f"capture alone: {alone:.1f} MB (aim: {MEMORY:.0f})")
    print(f"in a web process of {site:.0f} MB, once texts are read: {more:.1f} MB")
    print(f"start to the first draft: {seconds:.2f} s of processor time (aim: {START})")
    return 1 if alone > MEMORY or seconds > START else 0


if __name__ == "__main__":
    sys.exit(main())
