"""Speed of capture: documents a second on one core, and texts made to be slow.

    python benchmarks/capture_speed.py [--dir FOLDER_OF_JSON_DOCUMENTS]

Each adversarial text has 100,000 characters; the bound is two seconds for each.
Exit status 1 where one is slower.
"""

import argparse
import contextlib
import json
import sys
import time
from pathlib import Path

from book import told

from legation.engine.capture import CaptureError, capture

SIZE = 100_000
BOUND = 2.0

ENGLISH = (
    "Mayor Ana Sample of Lyon received Mayor Ben Example of Leeds at Lyon City Hall on Tuesday at 10 a.m. "
    'The two discussed trade, education and culture. "We will work together," Mayor Sample said.\n'
)
KOREAN = (
    "김표본 대전시장은 17일 오후 3시 시청 접견실에서 존 샘플 리즈 시장을 접견하고 경제 협력 방안을 논의했다. "
    "김 시장은 “교류를 넓히겠다”고 말했다.\n"
)
TEXTS = {
    "one word": "a" * SIZE,
    "one capital word": "A" * SIZE,
    "capitals": "Ab " * (SIZE // 3),
    "initials": "A. " * (SIZE // 3),
    "surnames": "".join(
        f"Mayor A{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}x B{chr(97 + n // 676 % 26)}y said. "
        for n in range(3600)
    ),
    "consulates": "".join(
        f"Consul A{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}x B{chr(97 + n // 676 % 26)}y "
        "of the Chinese Consulate came. "
        for n in range(2000)
    ),
    "departures": "".join(
        f"Mayor A{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}x B{chr(97 + n // 676 % 26)}y left for Osaka. "
        for n in range(3200)
    ),
    "one surname": "Mayor Park met Mayor Park. " * (SIZE // 27),
    "of of of": "Mayor of " * (SIZE // 9),
    "ands": "University and " * (SIZE // 15),
    "commas": "Mayor, " * (SIZE // 7),
    "quotes": '"' * SIZE,
    "open quotes": "“ a " * (SIZE // 4),
    "brackets": "(" * SIZE,
    "numbers": "1" * SIZE,
    "numbers apart": "1 " * (SIZE // 2),
    "dates": "May 1 to May 2, " * (SIZE // 16),
    "full stops": "." * SIZE,
    "spaces": "a" + " " * SIZE,
    "tabs and lines": "a\t\n" * (SIZE // 3),
    "signed without end": "signed " * (SIZE // 7),
    "delegations": "delegation led by " * (SIZE // 18),
    "hangul": "가" * SIZE,
    "hangul words": "가나 " * (SIZE // 3),
    "titles": "시장 " * (SIZE // 3),
    "korean names": "김철수 시장 " * (SIZE // 7),
    "korean days": "17일 " * (SIZE // 4),
    "korean lists": "가나다, " * (SIZE // 5) + "등 관계자",
    "korean agreements": "협약 " * (SIZE // 3),
    "apostrophes": "x's " * (SIZE // 4),
    "hyphens": "a-" * (SIZE // 2),
    "mixed scripts": "가a나b " * (SIZE // 5),
    "english prose": ENGLISH * (SIZE // len(ENGLISH)),
    "korean prose": KOREAN * (SIZE // len(KOREAN)),
}


def clock(text: str) -> float:
    """Seconds of one core that one capture takes, a refusal included."""
    start = time.process_time()
    with contextlib.suppress(CaptureError):
        capture(text)
    return time.process_time() - start


def rate(documents: list[str]) -> float:
    """Documents a second over two seconds."""
    for document in documents:
        capture(document)
    start = time.process_time()
    done = 0
    while time.process_time() - start < 2.0:
        for document in documents:
            capture(document)
        done += len(documents)
    return done / (time.process_time() - start)


def main() -> int:
    """Print the figures; 1 where a bound is missed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--dir", type=Path, help="folder of documents {lang, text}")
    arguments = parser.parse_args()
    corpora = {"en": [ENGLISH * 8], "ko": [KOREAN * 6]}
    if arguments.dir:
        documents = [
            json.loads(path.read_text(encoding="utf-8")) for path in sorted(arguments.dir.glob("*.json"))
        ]
        corpora = {code: [one["text"] for one in documents if one["lang"] == code] for code in ("en", "ko")}
    for code, texts in corpora.items():
        if texts:
            length = sum(map(len, texts)) // len(texts)
            speed = rate(texts)
            print(f"{code}: {speed:.0f} documents a second ({length} characters each)")
            told(f"{code}: documents a second", speed, "", better="more", aim={"en": "60", "ko": "150"}[code])
    worst = 0.0
    for name, text in TEXTS.items():
        seconds = clock(text)
        worst = max(worst, seconds)
        print(f"{seconds:6.2f} s  {name}{'   TOO SLOW' if seconds > BOUND else ''}")
    told("slowest hostile text", worst, "s", aim=f"{BOUND}")
    return 1 if worst > BOUND else 0


if __name__ == "__main__":
    sys.exit(main())
