"""Rows of a list that look like somebody known: found, told in words, and what was decided before.

A row that names somebody exactly is no doubt. Of the others each is compared with everybody whom the reader
finds and with the rows before it; nothing is decided here.
"""

import hashlib
import hmac
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from legation.directory.choices import DoubtChoice, ListStatus, RowOutcome
from legation.directory.models import ListedDoubt, ListedRow, PeopleList
from legation.directory.queries.likenesses import somebody
from legation.directory.queries.listed import Row, differing, matched
from legation.directory.queries.met import NAMES, Known, Met, keys_of, names_of, plain
from legation.engine.identity import Likeness, Somebody, Why, compared, likely_same

MOST = 4  # of whom one row may be
AT_ONCE = 500
MANY = 3_000  # rows and people beyond which finding out is work that goes on after the answer


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on a row: `person` or `row` for the same one."""

    choice: str
    person: int | None = None
    row: int | None = None


@dataclass
class Judge:
    """Says row by row, in the order of the file, whom each is about: by its name, or as was decided."""

    known: Known
    decided: Mapping[int, Decision] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)
    key: bytes = field(default_factory=lambda: hashlib.sha256(settings.SECRET_KEY.encode()).digest())

    def mark_of(self, row: Row) -> str:
        """What tells the row again in another file; of several that say the same, which of them it is."""
        said = "|".join([*sorted(keys_of(row.values)), "", plain(str(row.values.get("organisation", "")))])
        again = self.marks.get(said, 0)
        self.marks[said] = again + 1
        return hmac.digest(self.key, f"{said}#{again}".encode(), "sha256").hex()[:40]

    def judged(self, row: Row) -> Row:
        """The row with whom it is about. What nobody decided on keeps its doubt."""
        looked = matched(row, self.known, self.seen)
        decision = self.decided.get(row.number)
        if looked.wrong or decision is None or (looked.about is not None and not looked.doubtful):
            return looked
        if decision.choice == DoubtChoice.OUT:
            return Row(row.number, looked.values, out=True)
        if decision.choice == DoubtChoice.ANOTHER:
            return Row(row.number, looked.values)
        if decision.row is not None:
            return Row(row.number, looked.values, joins=decision.row)
        person = self.known.people.get(decision.person or 0)
        if person is None:
            gone = _("the person whom somebody chose for it is no longer there.")
            return Row(row.number, looked.values, wrong=(gone,))
        return completing(row.number, looked.values, person, self.known)


def completing(number: int, values: Mapping[str, Any], person: Met, known: Known) -> Row:
    """A row that was said to be about `person`: it fills what is empty, and its spellings become others.

    The spelling that the person goes by stays: the row was another one.
    """
    said = dict(values)
    have = set(names_of(*(getattr(person, name) for name in NAMES))) | set(map(plain, person.aliases))
    others = []
    family, given = str(said.pop("family_name", "")), str(said.pop("given_name", ""))
    parts = [family, given] if said.pop("family_first", False) else [given, family]
    whole = "".join(parts) if _joined(parts) else " ".join(filter(None, parts))
    if plain(f"{family}{given}") not in have and plain(f"{given}{family}") not in have:
        others.append(whole)
    for name in ("native_name", "korean_name", "passport_name"):
        spelling = str(said.get(name, ""))
        if spelling and getattr(person, name):
            del said[name]
            if plain(spelling) not in have:
                others.append(spelling)
    native = plain(str(said.get("native_name", "")))
    others = [each for each in dict.fromkeys(others) if each and plain(each) != native]
    if others or said.get("aliases"):
        said["aliases"] = list(dict.fromkeys([*others, *(said.get("aliases") or [])]))
    differs = differing(person, said, known.bodies.get(person.pk, ()))
    return Row(number, said, person.pk, differs)


def _joined(parts: Sequence[str]) -> bool:
    return any("가" <= sign <= "힣" for sign in "".join(parts))


@dataclass
class Doubts:
    """Gathers, row by row, what must be compared, and says then which rows are doubtful."""

    judge: Judge
    rows: dict[int, Somebody] = field(default_factory=dict)
    marks: dict[int, str] = field(default_factory=dict)
    shown: dict[int, str] = field(default_factory=dict)
    exact: dict[int, tuple[tuple[int, ...], int | None]] = field(default_factory=dict)
    bodies: dict[str, int] = field(default_factory=dict)
    named: dict[int, str] = field(default_factory=dict)

    def read(self, row: Row) -> None:
        """A row that was judged: one that names nobody for certain is compared."""
        mark = self.judge.mark_of(row)
        if row.wrong or row.about is not None or row.certain:
            return
        self.marks[row.number], self.shown[row.number] = mark, row.shown
        self.rows[row.number] = self._somebody(row)
        if row.doubtful:
            self.exact[row.number] = (row.among, row.after)

    def found(self, told: Callable[[int], None] | None = None) -> dict[int, list[dict[str, Any]]]:
        """Row to whom it looks like, the likeliest first."""
        if not self.rows:
            return {}
        everybody = self._everybody()
        found: dict[int, list[tuple[float, dict[str, Any]]]] = {}
        for each in likely_same(everybody, only=frozenset(-number for number in self.rows), told=told):
            # A row has its number below zero for a key, so that the later of two rows comes first.
            found.setdefault(-each.first, []).append((each.score, self._told(each)))
        for number, (among, after) in self.exact.items():
            own = found.setdefault(number, [])
            for key in (*among, *([-after] if after is not None else ())):
                if not any(key in (one.get("person"), -one.get("row", 0)) for _score, one in own):
                    own.append((1.0, self._told(self._exactly(number, key))))
        return {
            number: [one for _score, one in sorted(own, key=_likeliest)[:MOST]]
            for number, own in sorted(found.items())
        }

    def _everybody(self) -> Iterator[Somebody]:
        for person in self.judge.known.people.values():
            yield self._known(person)
        yield from self.rows.values()

    def _known(self, person: Met) -> Somebody:
        return somebody(person, {self._body(name) for name in self.judge.known.bodies[person.pk]}, set())

    def _somebody(self, row: Row) -> Somebody:
        values = {name: row.values[name] for name in NAMES if name in row.values}
        said = row.values.get("organisation", "")
        body = {self._body(plain(said))} if said else set()
        for key in body:
            self.named[key] = said
        return somebody(Met(-row.number, aliases=row.values.get("aliases", []), **values), body, set())

    def _body(self, name: str) -> int:
        return self.bodies.setdefault(name, len(self.bodies) + 1)

    def _exactly(self, number: int, key: int) -> Likeness:
        other = self.rows[-key] if key < 0 else self._known(self.judge.known.people[key])
        likeness = compared(self.rows[number], other)
        shown = " ".join(map(str, (*self.rows[number].own, *map(" ".join, self.rows[number].latin))))
        return likeness or Likeness(-number, key, 1.0, ((Why.SAME_LATIN, shown, shown),))  # type: ignore[arg-type]

    def _told(self, likeness: Likeness) -> dict[str, Any]:
        reasons = [
            [why, self.named.get(first, ""), ""] if why == Why.SAME_BODY else [why, first, second]  # type: ignore[arg-type]
            for why, first, second in likeness.reasons
        ]
        if likeness.second < 0:
            return {"row": -likeness.second, "name": self.shown[-likeness.second], "reasons": reasons}
        return {"person": likeness.second, "reasons": reasons}


def _likeliest(scored: tuple[float, dict[str, Any]]) -> tuple[float, bool, int]:
    score, one = scored
    return (-score, "row" in one, one.get("person") or one["row"])


def remembered(
    asked: Mapping[int, tuple[str, list[dict[str, Any]]]], known: Known, office: int
) -> dict[int, Decision]:
    """What was decided on these rows in earlier lists of the office: row to its mark and whom it looks like.

    A row that was taken in is about whom it was then; one that was left out stays out. Of a list that was
    undone, or never taken in, the choices count while nobody else comes into question.
    """
    marks = {mark for mark, _candidates in asked.values()}
    taken: dict[str, ListedRow] = {}
    chosen: dict[str, ListedDoubt] = {}
    for part in _parts(sorted(marks)):
        own = {"mark__in": part, "listed__office": office}
        rows = ListedRow.objects.filter(**own, listed__status=ListStatus.TAKEN).order_by("pk")
        taken |= {row.mark: row for row in rows}
        doubts = ListedDoubt.objects.filter(**own).exclude(choice=DoubtChoice.OPEN).order_by("pk")
        chosen |= {each.mark: each for each in doubts}
    found = {}
    for number, (mark, candidates) in asked.items():
        decision = _as_taken(taken.get(mark), known) or _as_chosen(chosen.get(mark), candidates)
        if decision is not None:
            found[number] = decision
    return found


def _as_taken(row: ListedRow | None, known: Known) -> Decision | None:
    if row is None:
        return None
    if row.outcome == RowOutcome.OUT:
        return Decision(DoubtChoice.OUT)
    if row.outcome != RowOutcome.WRONG and row.person_id in known.people:
        return Decision(DoubtChoice.SAME, row.person_id)
    return None


def _as_chosen(doubt: ListedDoubt | None, candidates: Sequence[dict[str, Any]]) -> Decision | None:
    if doubt is None:
        return None
    people = {one["person"] for one in candidates if "person" in one}
    if doubt.choice == DoubtChoice.SAME:
        rows = {one["row"] for one in candidates if "row" in one}
        if doubt.person_id in people:
            return Decision(DoubtChoice.SAME, doubt.person_id)
        return Decision(DoubtChoice.SAME, row=doubt.row) if doubt.row in rows else None
    return Decision(doubt.choice) if people <= set(doubt.asked) else None


def decisions(listed: PeopleList) -> dict[int, Decision]:
    """What was decided on the rows of a list."""
    doubts = listed.doubts.exclude(choice=DoubtChoice.OPEN).values_list("number", "choice", "person", "row")
    return {number: Decision(choice, person, row) for number, choice, person, row in doubts}


def _parts(marks: Sequence[str]) -> Iterable[Sequence[str]]:
    return (marks[start : start + AT_ONCE] for start in range(0, len(marks), AT_ONCE))
