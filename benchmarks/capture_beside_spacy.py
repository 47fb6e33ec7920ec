"""Capture beside spaCy: who finds the people and bodies of the annotated texts, and how many texts a second.

    python benchmarks/capture_beside_spacy.py [--model en_core_web_sm] [--texts NAME …]

Both read the same texts in the same run on one core. spaCy's entities are counted once by name, PERSON as
people and ORG as organisations; neither sides nor posts, events or dates can be asked of it. Without spaCy or
the model only capture is measured. Exit status 1 where capture finds fewer of the people.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from book import told

from legation.engine.capture import capture
from tests.engine.capture.annotated import documents
from tests.engine.capture.scoring import plain

UNSEEN = ("unseen_en", "fresh_en")
SEEN = ("tuned_en", "second_en", "third_en", "fourth_en", "sixth_en", "seventh_en", "eighth_en")
Names = tuple[set[str], set[str]]


def by_rules(text: str) -> Names:
    """People and bodies that capture names."""
    draft = capture(text)
    return {plain(one.name.value) for one in draft.people}, {
        plain(one.name.value) for one in draft.organisations
    }


def by_spacy(model: str) -> Callable[[str], Names] | None:
    """The same of a spaCy pipeline; None where it is not installed."""
    try:
        import spacy

        pipeline: Any = spacy.load(model)
    except (ImportError, OSError):
        return None

    def names(text: str) -> Names:
        entities = pipeline(text).ents
        return (
            {plain(one.text) for one in entities if one.label_ == "PERSON"},
            {plain(one.text) for one in entities if one.label_ == "ORG"},
        )

    return names


def scored(reader: Callable[[str], Names], texts: list[dict[str, Any]]) -> tuple[list[str], float]:
    """Precision, recall and F1 of people and of bodies, in words, and F1 of people."""
    lines, first = [], 0.0
    for at, key in enumerate(("people", "organisations")):
        right = given = wanted = 0
        for document in texts:
            found = set(reader(document["raw"]["text"])[at])
            gold = [{plain(name) for name in (one["name"], *one["aliases"])} for one in document["gold"][key]]
            aliases = set().union(*gold) if gold else set()
            right += sum(bool(names & found) for names in gold)
            wanted += len(gold)
            given += sum(bool(names & found) for names in gold) + len(found - aliases)
        f1 = 2 * right / (given + wanted) if given + wanted else 0.0
        first = first or f1
        precision, recall = right / max(1, given), right / max(1, wanted)
        lines.append(f"{key:14s} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    return lines, first


def rate(reader: Callable[[str], Names], texts: list[dict[str, Any]]) -> float:
    """Texts a second of processor time, over two seconds."""
    words = [document["raw"]["text"] for document in texts]
    for text in words:
        reader(text)
    start, done = time.process_time(), 0
    while time.process_time() - start < 2.0:
        for text in words:
            reader(text)
        done += len(words)
    return done / (time.process_time() - start)


def main() -> int:
    """Print the figures; 1 where capture finds fewer people."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--model", default="en_core_web_sm", help="package of a spaCy pipeline")
    parser.add_argument("--texts", nargs="*", default=list(UNSEEN + SEEN), help="names of annotated files")
    arguments = parser.parse_args()
    readers: dict[str, Callable[[str], Names] | None] = {
        "capture": by_rules,
        arguments.model: by_spacy(arguments.model),
    }
    texts = documents(*arguments.texts)
    unseen = documents(*(name for name in arguments.texts if name in UNSEEN))
    reached = []
    for name, reader in readers.items():
        if reader is None:
            print(f"{name}: not installed")
            continue
        speed = rate(reader, texts)
        print(f"{name}: {speed:.0f} texts a second")
        told(f"{name}: texts a second", speed, "", better="more")
        for words, group in (("all", texts), ("unseen", unseen)):
            if group:
                lines, f1 = scored(reader, group)
                print("\n".join(f"  {words:7s} {len(group):3d} texts  {line}" for line in lines))
                reached.append((words, f1))
                told(f"{name}: F1 of names, {words}", f1, "", better="more")
    half = len(reached) // 2
    behind = [one for one, other in zip(reached, reached[half:], strict=False) if one[1] < other[1]]
    return 1 if readers[arguments.model] is not None and behind else 0


if __name__ == "__main__":
    sys.exit(main())
