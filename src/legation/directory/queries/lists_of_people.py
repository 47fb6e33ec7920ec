"""What pages show of lists of people, and the list that goes out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import QuerySet

from legation.directory.choices import ListStatus, RowOutcome
from legation.directory.models import ListedRow, PeopleList, Person
from legation.directory.queries.listed import (
    COLUMNS,
    TOLD,
    Row,
    examples,
    first_table,
    heading,
    known_to,
    matched,
    read_rows,
)
from legation.directory.queries.outgoing import cells, headings, leaving
from legation.kernel import files
from legation.kernel.models import Record
from legation.kernel.sheets import Table

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: its heading, a cell of it, and what it is said to hold."""

    place: int
    heading: str
    example: str
    holds: str


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
    columns: tuple[Column, ...] = ()
    if listed.status in {ListStatus.COLUMNS, ListStatus.CHECKED} and default_storage.exists(listed.stored):
        table, top = first_table(files.read(listed.stored), listed.name)
        said = examples(table, top, len(listed.headings))
        columns = tuple(
            Column(place, name, said[place], listed.columns[place])
            for place, name in enumerate(listed.headings)
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


def checked(table: Table, top: int, columns: Sequence[str], user: Any) -> dict[str, Any]:
    """What taking the rows in would do: how many, the first of each, and the rows that are wrong."""
    found: dict[str, Any] = {"rows": 0, "added": 0, "changed": 0, "same": 0, "wrong": 0}
    shown: list[dict[str, Any]] = []
    wrong: list[dict[str, Any]] = []
    for outcome, row in _judged(table, top, columns, user):
        found["rows"] += 1
        found[outcome] += 1
        said = {"row": row.number, "name": row.shown, "outcome": outcome}
        if outcome == "wrong" and len(wrong) < TOLD:
            wrong.append({**said, "wrong": list(row.wrong)})
        elif outcome in {"added", "changed"} and sum(each["outcome"] == outcome for each in shown) < SHOWN:
            differs = [heading(name) for name in row.differs]
            place = ", ".join(filter(None, (row.values.get("post"), row.values.get("organisation"))))
            shown.append({**said, "post": place, "differs": differs, "about": row.about})
    return {**found, "shown": shown, "told": wrong}


def wrong_rows(listed: PeopleList, user: Any) -> list[tuple[str, list[str], list[list[Any]]]]:
    """A spreadsheet of the rows that cannot be taken in, as they stand, with the reason first."""
    table, top = first_table(files.read(listed.stored), listed.name)
    rows = []
    for outcome, row in _judged(table, top, listed.columns, user):
        if outcome == "wrong":
            rows.append([" ".join(row.wrong), *table.rows[row.number - 1]])
    return [(table.name, ["?", *listed.headings], rows)]


def _judged(table: Table, top: int, columns: Sequence[str], user: Any) -> Iterator[tuple[str, Row]]:
    known, seen = known_to(user), dict[str, int]()
    for row in read_rows(table, top, columns):
        looked = matched(row, known, seen)
        if looked.wrong:
            yield "wrong", looked
        elif looked.about is None:
            yield "added", looked
        else:
            yield "changed" if looked.differs else "same", looked


def in_use(record: Record | None) -> bool:
    """Whether anything that was not removed refers to the record, besides its own past."""
    if record is None:
        return False
    for relation in record._meta.related_objects:
        model = relation.related_model
        if model is ListedRow or model.__name__.startswith("Historical"):
            continue
        others = model._default_manager.filter(**{relation.field.name: record})
        if any(field.name == "removed_at" for field in model._meta.get_fields()):
            others = others.filter(removed_at=None)
        if others.exists():
            return True
    return False


def people_sheet(user: Any, day: Any) -> list[tuple[str, list[str], Iterator[list[Any]]]]:
    """Everybody whom `user` finds, with headings that are understood when the list comes back."""
    ordered = Person.objects.visible_to(user).order_by("family_name", "given_name", "pk")
    everybody = leaving(list(ordered.values_list("pk", flat=True)), user, day)
    return [(str(Person._meta.verbose_name), headings(user), (cells(each, user) for each in everybody))]
