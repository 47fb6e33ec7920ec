"""The published benchmark files (MiniZinc data) into a round."""

from __future__ import annotations

import re

from legation.engine.matching.model import MOST_SLOTS, BadInput, Meeting, Participant, Round
from legation.engine.matching.rules import check

_ITEM = re.compile(r"(\w+)\s*=\s*([^;]*);")
_SETS = re.compile(r"\{([^}]*)\}")
_INT = re.compile(r"-?\d+")


def round_of_dzn(text: str, *, fairness: int | None = 2) -> Round:
    """The round of a `.dzn` file: meeting k of `requested` is `mk`, participant k is `pk`, both from 1.

    `requested` has rows of two participants and a session (1 morning, 2 afternoon, 3 either), `forbidden` a
    set of slots for each participant (0 fills), `fixed` a slot for each meeting (0 is free), `precedences`
    the meetings before each. Raises BadInput(field, message) where one of them is missing or does not fit.
    """
    items = dict(_ITEM.findall(re.sub(r"%.*", "", text)))
    people, count, tables = (_int(items, name) for name in ("nBusiness", "nMeetings", "nTables"))
    slots, morning = _int(items, "nTotalSlots"), _int(items, "nMorningSlots")
    if not 1 <= slots <= MOST_SLOTS:
        raise BadInput("nTotalSlots", f"{slots} is out of range: 1 to {MOST_SLOTS}")
    rows = _ints(items, "requested")
    if len(rows) != 3 * count:
        raise BadInput("requested", f"must have {count} rows of three numbers")
    forbidden = _sets(items, "forbidden", people)
    fixed = _ints(items, "fixed") if "fixed" in items else [0] * count
    before = _sets(items, "precedences", count) if "precedences" in items else [()] * count
    if len(fixed) != count:
        raise BadInput("fixed", f"must have {count} numbers")
    names = {1: "morning", 2: "afternoon", 3: None}
    meetings = []
    for k in range(count):
        first, second, session = rows[3 * k : 3 * k + 3]
        if session not in names:
            raise BadInput(f"requested[{k + 1}]", f"{session} is not a session: 1, 2 or 3")
        meetings.append(
            Meeting(
                f"m{k + 1}",
                (f"p{first}", f"p{second}"),
                session=names[session],
                slot=fixed[k] or None,
                after=tuple(f"m{j}" for j in before[k] if j),
            )
        )
    reading = Round(
        slots=slots,
        participants=tuple(
            Participant(f"p{k + 1}", tuple(slot for slot in row if slot)) for k, row in enumerate(forbidden)
        ),
        meetings=tuple(meetings),
        tables=(tables,) * slots,
        sessions=(
            ("morning", tuple(range(1, morning + 1))),
            ("afternoon", tuple(range(morning + 1, slots + 1))),
        ),
        fairness=fairness,
    )
    check(reading)
    return reading


def _raw(items: dict[str, str], name: str) -> str:
    if name not in items:
        raise BadInput(name, "is required")
    return items[name]


def _int(items: dict[str, str], name: str) -> int:
    value = _raw(items, name).strip()
    if not re.fullmatch(r"\d+", value):
        raise BadInput(name, "must be a whole number")
    return int(value)


def _ints(items: dict[str, str], name: str) -> list[int]:
    return [int(each) for each in _INT.findall(_raw(items, name))]


def _sets(items: dict[str, str], name: str, count: int) -> list[tuple[int, ...]]:
    sets = [tuple(int(each) for each in _INT.findall(row)) for row in _SETS.findall(_raw(items, name))]
    if len(sets) != count:
        raise BadInput(name, f"must have {count} sets, and has {len(sets)}")
    return sets
