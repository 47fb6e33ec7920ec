"""What pages show of lists of people, and the list that goes out."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.db.models import QuerySet

from legation.directory.choices import RowOutcome
from legation.directory.models import ListedDoubt, ListedRow, PeopleList, Person
from legation.directory.queries.doubts import Decision, Doubts, Judge, decisions, remembered
from legation.directory.queries.listed import (
    COLUMNS,
    TOLD,
    Row,
    first_table,
    heading,
    read_rows,
)
from legation.directory.queries.met import known_to
from legation.directory.queries.outgoing import cells, headings, leaving
from legation.kernel import files
from legation.kernel.models import Record
from legation.kernel.sheets import Table, letter

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: its heading, a cell of it, and what it is said to hold."""

    place: int
    heading: str
    example: str
    holds: str

    @property
    def letter(self) -> str:
        """The name of the column, which tells it from others of one heading."""
        return letter(self.place)


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list as its page shows it. `rows` are those that undoing left."""

    listed: PeopleList
    columns: tuple[Column, ...]
    choices: tuple[tuple[str, str], ...]
    tally: dict[str, int]
    kept: tuple[ListedRow, ...]


def lists_of(user: Any) -> QuerySet[PeopleList]:
    """The lists that the user's office brought, the newest first."""
    return PeopleList.objects.visible_to(user).order_by("-pk")[:100]


def list_page(listed: PeopleList) -> ListPage:
    """What the page of a list shows at its step."""
    columns = tuple(
        Column(place, name, example, holds)
        for place, (name, example, holds) in enumerate(
            zip_longest(listed.headings, listed.found.get("examples", ()), listed.columns, fillvalue="")
        )
    )
    outcomes = Counter(listed.rows.values_list("outcome", flat=True))
    kept = listed.rows.filter(kept=True, person__removed_at=None).select_related("person").order_by("number")
    return ListPage(
        listed,
        columns,
        tuple((column, heading(column)) for column in COLUMNS),
        {str(outcome): outcomes.get(outcome, 0) for outcome in RowOutcome},
        tuple(kept[:TOLD]),
    )


def judge_of(listed: PeopleList, user: Any) -> Judge:
    """Who says of each row of a list whom it is about, as far as somebody decided."""
    return Judge(known_to(user), decisions(listed))


def judged(table: Table, top: int, columns: Sequence[str], judge: Judge) -> Iterator[Row]:
    """Every row with whom it is about."""
    return map(judge.judged, read_rows(table, top, columns))


def outcome_of(row: Row) -> str:
    """What taking the row in would do."""
    if row.wrong:
        return "wrong"
    if row.out:
        return "out"
    if row.about is None:
        return "added"
    return "changed" if row.differs else "same"


def checked(
    table: Table, top: int, listed: PeopleList, user: Any, *, told: Callable[[int], None] | None = None
) -> tuple[dict[str, Any], list[ListedDoubt]]:
    """What taking the rows in would do: how many, the first of each, those that are wrong, and the doubts.

    `told` is called with the share that is done, of a hundred.
    """
    say = told or (lambda _share: None)
    judge = Judge(known_to(user))
    doubts = Doubts(judge)
    counted, shown, wrong = Counter[str](), list[dict[str, Any]](), list[dict[str, Any]]()
    first = Counter[str]()
    for row in judged(table, top, listed.columns, judge):
        doubts.read(row)
        outcome = outcome_of(row)
        counted[outcome] += 1
        said = {"row": row.number, "name": row.shown, "outcome": outcome}
        if outcome == "wrong" and len(wrong) < TOLD:
            wrong.append({**said, "wrong": list(row.wrong)})
        elif outcome in {"added", "changed"} and first[outcome] < SHOWN + TOLD:
            first[outcome] += 1
            differs = [heading(name) for name in row.differs]
            shown.append({**said, "post": row.place, "differs": differs, "about": row.about})
        if counted.total() % 500 == 0:
            say(40 * counted.total() // max(1, len(table.rows)))
    people = max(1, len(judge.known.people) + len(doubts.rows))
    alike = doubts.found(lambda count: say(40 + 50 * count // people))
    say(90)
    asked = {number: (doubts.marks[number], candidates) for number, candidates in alike.items()}
    before = remembered(asked, judge.known, listed.office_id)
    rows = []
    for row in read_rows(table, top, listed.columns, only=alike):
        choice, candidates = before.get(row.number, Decision("")), alike[row.number]
        if choice.person is not None and not any(one.get("person") == choice.person for one in candidates):
            candidates = [{"person": choice.person, "reasons": []}, *candidates]
        rows.append(
            ListedDoubt(
                listed=listed,
                number=row.number,
                mark=asked[row.number][0],
                said={"name": row.shown, "post": row.place},
                told=candidates,
                asked=[one["person"] for one in candidates if "person" in one],
                choice=choice.choice,
                person_id=choice.person,
                row=choice.row,
                before=bool(choice.choice),
            )
        )
    kept = [each for each in shown if each["row"] not in alike]
    found = {
        "rows": counted.total(),
        **{name: counted[name] for name in ("added", "changed", "same", "wrong")},
        "doubts": len(alike),
    }
    found["added"] -= len(alike)
    few = [
        each
        for outcome in ("added", "changed")
        for each in [one for one in kept if one["outcome"] == outcome][:SHOWN]
    ]
    found["examples"] = listed.found.get("examples", [])
    return {**found, "shown": sorted(few, key=lambda each: each["row"]), "told": wrong}, rows


def wrong_rows(listed: PeopleList, user: Any) -> list[tuple[str, list[str], list[list[Any]]]]:
    """A spreadsheet of the rows that cannot be taken in, as they stand, with the reason first."""
    table, top = first_table(files.read(listed.stored), listed.name)
    rows = [
        [" ".join(row.wrong), *table.rows[row.number - 1]]
        for row in judged(table, top, listed.columns, judge_of(listed, user))
        if row.wrong
    ]
    return [(table.name, ["?", *listed.headings], rows)]


def used_of(model: type[Record], keys: Collection[int]) -> set[int]:
    """Those of many records to which anything that was not removed refers, besides their own past."""
    found: set[int] = set()
    for relation in model._meta.related_objects if keys else ():
        other = relation.related_model
        if other is ListedRow or other.__name__.startswith("Historical"):
            continue
        others = other._default_manager.filter(**{f"{relation.field.name}__in": keys})
        if any(field.name == "removed_at" for field in other._meta.get_fields()):
            others = others.filter(removed_at=None)
        found.update(others.values_list(relation.field.name, flat=True))
    return found & set(keys)


def people_sheet(user: Any, day: Any) -> list[tuple[str, list[str], Iterator[list[Any]]]]:
    """Everybody whom `user` finds, with headings that are understood when the list comes back."""
    ordered = Person.objects.visible_to(user).order_by("family_name", "given_name", "pk")
    everybody = leaving(list(ordered.values_list("pk", flat=True)), user, day)
    return [(str(Person._meta.verbose_name), headings(user), (cells(each, user) for each in everybody))]
