"""Learn the weights by which capture gives an affiliation that no rule gave, and count what they are worth.

    python benchmarks/capture_weights.py [--write] [--seeds 1 2 3]

Every person of the labelled texts whose affiliation does not stand beside the name is a case; the places
and bodies of the text are its candidates. Conditional logistic regression with a "none" that weighs nought
learns one weight a feature. What the rules of affiliation inferred is not among the features, so that the
weights learn from it where it is right and are asked only where it is blank. The texts that are sealed are
left out.

Counted by ten folds over texts, for each seed: of the people whom the rules leave without an affiliation,
how many get the right one, how many a wrong one, and how many get one where the labels have none; and what
that gains a fold (one for a right one, less a half for a wrong one) with its standard error. `--write`
learns from all the texts and writes `src/legation/engine/capture/weights.py`. The same labels always give
the same weights.
"""

import argparse
import json
import random
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from book import told

from legation.engine.capture import affiliations, capture, pipeline, weighed_affiliations
from legation.engine.capture.model import Span
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import Reading
from legation.engine.capture.weighing import shares, weigh
from tests.engine.capture.annotated import SHARED, documents, shared_documents
from tests.engine.capture.scoring import alike, plain
from tests.engine.capture.test_quality import GROWN, UNSEEN

SETS = {
    "grown": GROWN,
    "unseen": UNSEEN,
    "held": ("held_en", "held_ko", "kept_en", "kept_ko"),
}
WEIGHTS = Path(__file__).resolve().parents[1] / "src/legation/engine/capture/weights.py"
FOLDS, RIDGE, BLANK, OFTEN = 10, 1.0, 3.0, 3
"""Folds, the ridge, the weight of a case that the rules left blank, and how often a feature must be met."""
Weights = dict[str, float]


@dataclass
class Case:
    """One person: the features of each candidate, which are right, and whether the rules left a blank."""

    text: str
    sort: str
    language: str
    candidates: list[list[str]]
    right: set[int]
    labelled: bool
    blank: bool

    @property
    def known(self) -> bool:
        """Whether it can be learned from: the right one is among the candidates, or there is none."""
        return bool(self.candidates) and (bool(self.right) or not self.labelled)


@dataclass
class _Seen:
    reading: Reading
    weighed: weighed_affiliations.Weighed
    people: list[tuple[int, PersonDraft, bool]]


def read(raw: dict[str, Any]) -> _Seen:
    """Read a text, and keep what is known of its people when the weights are asked."""
    kept: list[_Seen] = []
    rules = affiliations.open_affiliations

    def watched(reading: Reading, stated: Any) -> None:
        said = {id(one) for one in reading.persons.all if one.org is not None}
        rules(reading, stated)
        place = stated[0] if stated is not None else None
        weighed = weighed_affiliations.Weighed(reading, place)
        people = [(at, one, one.org is None) for at, one in enumerate(weighed.people) if id(one) not in said]
        kept.append(_Seen(reading, weighed, people))

    pipeline.affiliations.open_affiliations = watched
    try:
        published = date.fromisoformat(raw["date"]) if raw["date"] else None
        capture(raw["text"], title=raw["title"] or "", published=published)
    finally:
        pipeline.affiliations.open_affiliations = rules
    return kept[0]


def given_documents() -> list[dict[str, Any]]:
    """The texts of `../shared` that came with labels."""
    return [
        {
            "id": path.stem,
            "raw": json.loads((SHARED / path.name).read_text("utf-8")),
            "gold": json.loads(path.read_text("utf-8")),
        }
        for path in sorted((SHARED.parent / "gold").glob("*.json"))
    ]


def cases_of(document: dict[str, Any], sort: str) -> list[Case]:
    """The cases of one labelled text."""
    seen = read(document["raw"])
    reading, weighed = seen.reading, seen.weighed
    gold = {plain(name): one for one in document["gold"]["people"] for name in (one["name"],)}
    other = {
        plain(alias): [body["name"], *body["aliases"]]
        for body in document["gold"]["organisations"]
        for alias in (body["name"], *body["aliases"])
    }

    def fits(org: str, spans: list[Span]) -> bool:
        names = [org, *other.get(plain(org), [])]
        return any(alike(name, reading.words(span)) for name in names for span in spans)

    found = []
    for at, person, blank in seen.people:
        label = gold.get(plain(person.name))
        if label is None or not weighed_affiliations.asked(person):
            continue
        org = label["org"]
        right = {n for n, one in enumerate(weighed.candidates) if org and fits(org, one.spans)}
        features = [weighed.features(at, one) for one in weighed.candidates]
        found.append(Case(document["id"], sort, reading.language, features, right, bool(org), blank))
    return found


def learn(cases: list[Case], *, turns: int = 60) -> Weights:
    """The weights under which the right candidates are likeliest, with a ridge; by Newton's steps."""
    cases = [case for case in cases if case.known]
    counts = Counter(name for case in cases for one in case.candidates for name in set(one))
    names = sorted(name for name, count in counts.items() if count >= OFTEN)
    place = {name: number for number, name in enumerate(names)}
    tables = []
    for case in cases:
        table = np.zeros((len(case.candidates), len(names)))
        for row, one in enumerate(case.candidates):
            for name in one:
                if name in place:
                    table[row, place[name]] = 1.0
        wanted = np.array([number in case.right for number in range(len(case.candidates))])
        tables.append((table, wanted, BLANK if case.blank else 1.0))
    weights = np.zeros(len(names))
    for _ in range(turns):
        slope, curve = -RIDGE * weights, RIDGE * np.eye(len(names))
        for table, wanted, worth in tables:
            scores = table @ weights
            odds = np.exp(scores - max(0.0, scores.max()))
            likely = odds / (np.exp(-max(0.0, scores.max())) + odds.sum())
            sure = np.where(wanted, odds, 0.0)
            target = sure / sure.sum() if wanted.any() else sure
            slope += worth * (target - likely) @ table
            mean = likely @ table
            curve += worth * ((table * likely[:, None]).T @ table - np.outer(mean, mean))
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def chosen(weights: Weights, case: Case) -> int | None:
    """The candidate that the weights give, or None where none is likely enough."""
    likely = shares([weigh(weights, one) for one in case.candidates])
    best = max(range(len(likely)), key=lambda number: likely[number], default=None)
    return best if best is not None and likely[best] >= weighed_affiliations.SURE else None


def counted(cases: list[Case], seed: int) -> tuple[dict[str, Counter[str]], float, float]:
    """Right, wrong and unlabelled for each set and language; the gain of a fold and its standard error."""
    texts = sorted({case.text for case in cases})
    random.Random(seed).shuffle(texts)
    fold_of = {text: number % FOLDS for number, text in enumerate(texts)}
    counts: dict[str, Counter[str]] = {}
    gains = [0.0] * FOLDS
    for fold in range(FOLDS):
        weights = learn([case for case in cases if fold_of[case.text] != fold])
        for case in cases:
            at = chosen(weights, case) if case.blank and fold_of[case.text] == fold else None
            if at is None:
                continue
            what = "unlabelled" if not case.labelled else "right" if at in case.right else "wrong"
            for key in (case.sort, case.language, "all"):
                counts.setdefault(key, Counter())[what] += 1
            gains[fold] += {"right": 1.0, "wrong": -0.5, "unlabelled": 0.0}[what]
    return counts, float(np.mean(gains)), float(np.std(gains, ddof=1) / FOLDS**0.5)


def written(weights: Weights) -> str:
    """The module that holds the weights."""
    rows = "\n".join(f'    "{name}": {weight},' for name, weight in sorted(weights.items()) if weight)
    return (
        '"""What speaks for a candidate, and how much: learned by `benchmarks/capture_weights.py`."""\n\n'
        f"AFFILIATION: dict[str, float] = {{\n{rows}\n}}\n"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    options = parser.parse_args()
    cases = [
        case
        for sort, names in SETS.items()
        for document in documents(*names)
        for case in cases_of(document, sort)
    ]
    cases += [
        case
        for document in [*shared_documents(), *given_documents()]
        for case in cases_of(document, "shared")
    ]
    blank = [case for case in cases if case.blank]
    print(
        f"{len(cases)} people, {len(blank)} left blank by the rules, "
        f"{sum(case.labelled for case in blank)} of them labelled"
    )
    worst = 0.0
    for seed in options.seeds:
        counts, gain, error = counted(cases, seed)
        worst = gain / error if not worst else min(worst, gain / error)
        print(f"seed {seed}: gain a fold {gain:.2f}, standard error {error:.2f}")
        for key in ("grown", "unseen", "held", "shared", "en", "ko", "all"):
            one = counts.get(key, Counter())
            print(f"  {key:8} right {one['right']:3} wrong {one['wrong']:3} unlabelled {one['unlabelled']:3}")
    told("capture: learned affiliations, gain over its standard error", worst, "times", better="more")
    if options.write:
        WEIGHTS.write_text(written(learn(cases)), encoding="utf-8")
    return 0 if worst > 1 else 1


if __name__ == "__main__":
    sys.exit(main())
