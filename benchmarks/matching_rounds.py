"""Rounds for measuring: the published files where somebody has them, and made-up ones, one for each seed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

from legation.engine.matching import (
    Event,
    Meeting,
    Participant,
    Placed,
    Resource,
    Round,
    Travel,
    round_of_dzn,
)


@dataclass(frozen=True, slots=True)
class Published:
    """A published instance with a fairness; `status` and `breaks` are the best known, empty if not known."""

    name: str
    fairness: int
    round: Round
    status: str
    breaks: int | None


def published(folder: Path) -> list[Published]:
    """All instances of a folder of `.dzn` files at fairness 2, the originals at 0, 1 and 3 as well; the best
    known values are in `best-known.tsv` beside the folder."""
    known: dict[str, tuple[str, int | None]] = {}
    table = folder.parent / "best-known.tsv"
    for line in table.read_text(encoding="utf-8").splitlines()[1:] if table.exists() else ():
        name, status, breaks = [*line.split("\t"), "", ""][:3]
        known[name] = status, int(breaks) if breaks else None
    cases = []
    for path in sorted(folder.glob("*.dzn")):
        text, name = path.read_text(encoding="utf-8"), path.stem
        for fairness in (2, 0, 1, 3) if name.endswith(".original") else (2,):
            status, breaks = known.get(name, ("", None)) if fairness == 2 else ("", None)
            cases.append(Published(name, fairness, round_of_dzn(text, fairness=fairness), status, breaks))
    return cases


def hall(people: int, meetings: int, seed: int = 1) -> Round:
    """A hall with nearly full tables that can be held: each slot is planted with random pairs who have not
    met, for nearly everybody. There are two slots more than a participant has meetings on average."""
    random = Random(f"{people}/{meetings}/{seed}")
    slots = -(-2 * meetings // people) + 2
    tables = people * 12 // 25
    pairs: set[tuple[int, int]] = set()
    for slot in range(slots):
        order = random.sample(range(people), people)
        most = (slot + 1) * meetings // slots
        for first, second in zip(order[::2], order[1::2], strict=False):
            if len(pairs) < most:
                pairs.add((min(first, second), max(first, second)))
    while len(pairs) < meetings:
        first, second = sorted(random.sample(range(people), 2))
        pairs.add((first, second))
    listed = random.sample(sorted(pairs), meetings)
    return Round(
        slots,
        tuple(Participant(f"p{k}") for k in range(people)),
        tuple(Meeting(f"m{k}", (f"p{a}", f"p{b}")) for k, (a, b) in enumerate(listed)),
        tables=(tables,) * slots,
    )


LANGUAGES = ("zh", "ja", "fr")


@dataclass(frozen=True, slots=True)
class Shape:
    """The numbers of a mission of two days. `visits` is the share of meetings at a site an hour away, `away`
    from which numbers of slots it is drawn in how many somebody cannot meet, `heaviest` the greatest weight
    of a wish, which is at least 1."""

    name: str
    people: int = 150
    requests: int = 800
    day: int = 7
    tables: int = 40
    visits: float = 0.02
    away: tuple[int, ...] = (0,)
    heaviest: int = 3


# What is said of the mission (150 people, 800 requests, a quarter mandatory, weighted wishes, interpreters,
# visits, two days) leaves the slots of a day, tables, weights and the share of visits open. The figures known
# of two such missions narrow them down: a linear bound of 247 and 312, breaks of filling by hand 242 and 284.
# Two days of seven slots and 40 tables give 250 to 340 and 230 to 260; with ten slots a day filling by hand
# has more than 400. The neighbours differ by a fifth in one number.
ASKED = Shape("as asked")
NEIGHBOURS = (
    Shape("120 people", people=120),
    Shape("180 people", people=180),
    Shape("640 requests", requests=640),
    Shape("960 requests", requests=960),
    Shape("32 tables", tables=32),
    Shape("48 tables", tables=48),
    Shape("six slots a day", day=6),
    Shape("eight slots a day", day=8),
)
HARSHER = (
    Shape("one meeting in twenty a visit", visits=0.05),
    Shape("two in five people away at times", away=(0, 0, 0, 2, 2)),
    Shape(
        "days of ten slots, 28 tables, visits, half away",
        day=10,
        tables=28,
        visits=0.05,
        away=(0, 0, 2, 4),
        heaviest=5,
    ),
)


def mission(seed: int = 1, shape: Shape = HARSHER[-1]) -> Round:
    """Two days; a quarter of the requests mandatory and, with their slots, planted so that all can be held;
    weighted wishes, interpreters of three languages, visits to a site an hour away."""
    random = Random(f"mission/{seed}")
    people, requests, day = shape.people, shape.requests, shape.day
    slots = 2 * day
    hosts = people // 2
    speaks = {p: random.choice(LANGUAGES) for p in range(hosts) if random.random() < 0.3}
    amounts = dict.fromkeys(LANGUAGES, 3)
    away = {p: set(random.sample(range(slots), random.choice(shape.away))) for p in range(people)}
    busy: dict[int, dict[int, bool]] = {p: {} for p in range(people)}  # slot -> whether at the site
    used: dict[tuple[str, int], int] = {}
    tables = [0] * slots
    pairs: set[tuple[int, int]] = set()
    meetings = []

    def suits(p: int, t: int, *, site: bool) -> bool:
        near = (s for s in (t - 1, t + 1) if s // day == t // day)
        return t not in away[p] and t not in busy[p] and all(busy[p].get(s, site) == site for s in near)

    while len(meetings) < requests:
        pair = random.randrange(hosts), random.randrange(hosts, people)
        if pair in pairs:
            continue
        needs = (speaks[pair[0]],) if pair[0] in speaks else ()
        site = random.random() < shape.visits
        must = len(meetings) < requests // 4
        if must:
            free = [
                t
                for t in range(slots)
                if all(suits(p, t, site=site) for p in pair)
                and (site or tables[t] < shape.tables)
                and all(used.get((n, t), 0) < amounts[n] for n in needs)
            ]
            if not free:
                continue
            t = random.choice(free)
            tables[t] += not site
            for n in needs:
                used[n, t] = used.get((n, t), 0) + 1
            for p in pair:
                busy[p][t] = site
        pairs.add(pair)
        meetings.append((pair, must, random.randint(1, shape.heaviest), needs, "port" if site else None))
    random.shuffle(meetings)
    return Round(
        slots,
        tuple(Participant(f"p{p}", tuple(sorted(t + 1 for t in away[p]))) for p in range(people)),
        tuple(
            Meeting(f"m{k}", (f"p{a}", f"p{b}"), must=must, weight=weight, needs=needs, site=site)
            for k, ((a, b), must, weight, needs, site) in enumerate(meetings)
        ),
        tables=(shape.tables,) * slots,
        days=(tuple(range(1, day + 1)), tuple(range(day + 1, slots + 1))),
        resources=tuple(Resource(each, (amounts[each],) * slots) for each in LANGUAGES),
        travel=(Travel("hall", "port", 1),),
    )


def happening(round_: Round, placed: tuple[Placed, ...], random: Random) -> tuple[tuple[Event, ...], int]:
    """One thing that goes wrong on the day, and the first slot that has not begun."""
    now = random.randint(1, round_.slots - 2)
    kind = random.choice(("cancelled", "away", "late", "tables", "added"))
    busy = Counter(id_ for m in round_.meetings for id_ in m.participants)
    person = random.choice([p.id for p in round_.participants if busy[p.id] < round_.slots])
    if kind == "cancelled":
        later = [each.meeting for each in placed if each.slot >= now]
        return (Event(kind, meeting=random.choice(later)),), now
    if kind == "away":
        first = random.randint(now, round_.slots)
        return (Event(kind, participant=person, slots=tuple({first, min(first + 1, round_.slots)})),), now
    if kind == "late":
        return (Event(kind, participant=person, slots=(min(now + random.randint(1, 3), round_.slots),)),), now
    if kind == "tables":
        slot = random.randint(now, round_.slots)
        held = sum(each.slot == slot for each in placed)
        return (Event(kind, slots=(slot,), amount=max(0, held - random.randint(1, 2))),), now
    met = {frozenset(m.participants) for m in round_.meetings}
    other = random.choice(
        [
            p.id
            for p in round_.participants
            if p.id != person and busy[p.id] < round_.slots and frozenset((p.id, person)) not in met
        ]
    )
    return (Event(kind, new=Meeting("new", (person, other))),), now
