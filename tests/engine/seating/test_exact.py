"""Small parties at several tables: the best plan of all, proved, and only then called so."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product
from random import Random

import pytest

from legation.engine.seating import Lock, Person, Request, TableSpec, Weights, score_of, seat
from legation.engine.seating.rounds.around import around
from tests.engine.seating.cases import at


def _party(seed: int, sizes: tuple[int, ...], count: int, shape: str = "round") -> Request:
    random = Random(seed)
    people = [
        Person(
            f"p{k}",
            random.choice(("host", "guest")),
            languages=random.choice((("ko",), ("en",), ("ko", "en"), ())),
            sector=random.choice("abc"),
        )
        for k in range(count)
    ]
    if seed % 2:
        people[1] = replace(people[1], partner="p4")
        people[-1] = Person(f"p{count - 1}", "guest", "interpreter", assists="p0")
    ids = [person.id for person in people]
    return Request(
        "rounds",
        tuple(people),
        tuple(ids),
        tables=tuple(TableSpec(f"t{k + 1}", size, shape) for k, size in enumerate(sizes)),
        wishes=((ids[0], ids[3]), (ids[2], ids[5])),
        apart=((ids[0], ids[2]),),
        weights=Weights(rank=seed % 3),
    )


def _plans(request: Request) -> Iterator[dict[str, str]]:
    """Every plan that keeps the hard rules and the ways of rounds: couples and aides share a table, chairs
    are taken by their standing, and the first in rank has the seat of honour."""
    people, tables = request.people, request.tables
    index = {person.id: k for k, person in enumerate(people)}
    bound = [(index[p.id], index[p.partner]) for p in people if p.partner]
    bound += [(index[p.id], index[p.assists]) for p in people if p.assists]
    for split in product(range(len(tables)), repeat=len(people)):
        sizes = [split.count(t) for t in range(len(tables))]
        if any(size > table.seats for size, table in zip(sizes, tables, strict=True)):
            continue
        if any(split[a] != split[b] for a, b in bound):
            continue
        if any(split[index[a]] == split[index[b]] for a, b in request.apart):
            continue
        rows = []
        for t, table in enumerate(tables):
            members = [k for k in range(len(people)) if split[k] == t]
            chairs = sorted(around(table, "right").order[: len(members)])
            first = next((k for k in members if people[k].function != "interpreter"), None)
            rest = [k for k in members if k != first]
            if first is None:
                rows.append([dict(zip(row, chairs, strict=True)) for row in permutations(members)])
            else:
                rows.append(
                    [{first: 0, **dict(zip(row, chairs[1:], strict=True))} for row in permutations(rest)]
                )
        for row in product(*rows):
            yield {
                people[k].id: f"{tables[t].id}-{chair + 1}"
                for t, chairs_of in enumerate(row)
                for k, chair in chairs_of.items()
            }


@pytest.mark.parametrize(
    ("seed", "sizes", "count", "shape"),
    [(1, (3, 3), 6, "round"), (2, (4, 4), 6, "round"), (3, (2, 2, 3), 6, "round"), (4, (4, 3), 6, "long")],
)
def test_a_small_party_is_the_best_of_all_plans(
    seed: int, sizes: tuple[int, ...], count: int, shape: str
) -> None:
    request = _party(seed, sizes, count, shape)
    plan = seat(request)
    assert plan.bound == plan.score.total == min(score_of(request, seats).total for seats in _plans(request))
    assert plan.status == "optimal"


@pytest.mark.parametrize(
    ("sizes", "count"), [((8, 8), 16), ((4, 4, 4, 4), 16), ((6, 6), 11), ((5, 5, 5), 14)]
)
@pytest.mark.parametrize("seed", [11, 12])
def test_no_search_finds_less_than_the_proof(sizes: tuple[int, ...], count: int, seed: int) -> None:
    request = _party(seed, sizes, count)
    proved = seat(request)
    searched = [seat(replace(request, seed=k, effort=60_000)).score.total for k in range(4)]
    assert (proved.status, proved.bound) == ("optimal", proved.score.total)
    assert [found for found in searched if found < proved.score.total] == []
    assert proved.score == score_of(request, {p: c.seat for p, c in at(proved).items()})


@pytest.mark.parametrize(
    "change",
    [
        {"locks": (Lock("p3", "t2-2"),)},
        {"effort": 1000},
        {"previous": (("p0", "t1-1"),)},
        {"tables": tuple(TableSpec(f"t{k}", 10) for k in range(2)), "people": 17},
    ],
    ids=["lock", "effort", "previous", "seventeen"],
)
def test_no_proof_is_claimed_where_none_was_made(change: dict[str, object]) -> None:
    count = change.pop("people", 12)
    request = replace(_party(6, (8, 8), int(str(count))), **change)  # type: ignore[arg-type]
    plan = seat(request)
    assert (plan.status, plan.bound) == ("feasible", None)


def test_one_table_is_proved_too() -> None:
    plan = seat(replace(_party(6, (12,), 12), apart=()))
    assert (plan.status, plan.bound) == ("optimal", plan.score.total)
