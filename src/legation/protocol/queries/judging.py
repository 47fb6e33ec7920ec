"""What a plan breaks, what it costs, and who moved."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.engine.seating import Request, check, fault_sentence, moves
from legation.engine.seating.model import Score
from legation.protocol.models import Pair
from legation.protocol.queries.attending import Setting
from legation.protocol.queries.order import RankedPeople
from legation.protocol.queries.plan import Plan
from legation.protocol.queries.seats import chairs_of, request_of, seat_name


@dataclass(frozen=True, slots=True)
class Broken:
    """One thing that a plan breaks, in words; `hard` where the plan may not stand so."""

    sentence: str
    hard: bool
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """What a rule costs in a plan."""

    label: str
    cost: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """A plan judged with the wishes that the reader sees."""

    broken: tuple[Broken, ...]
    prices: tuple[Price, ...]
    total: int

    @property
    def hard(self) -> tuple[Broken, ...]:
        return tuple(each for each in self.broken if each.hard)

    @property
    def soft(self) -> tuple[Broken, ...]:
        return tuple(each for each in self.broken if not each.hard)


def judged(
    plan: Plan, setting: Setting, people: RankedPeople, pairs: Iterable[Pair], *, prepares: bool
) -> Judgement:
    """What the plan breaks and costs: no query. Who needs a seat within reach is told to who prepares."""
    request = request_of(setting, people, pairs)
    names = {each.key: str(each.person) for each in setting.people}
    seats = chairs_of(plan.seating)
    waiting = {each.attending.key for each in plan.newcomers}
    faults = [
        fault
        for fault in check(request, seats)
        if not (fault.rule == "unplaced" and waiting.issuperset(fault.people))
        and (prepares or fault.rule != "T13")
    ]
    places = {chair.seat: seat_name(chair.seat, request) for chair in plan.seating.seats}
    places |= {table.id: table.id.removeprefix("t") for table in request.tables}
    language = "ko" if (get_language() or "en").startswith("ko") else "en"
    return Judgement(
        broken=tuple(
            Broken(
                fault_sentence(fault, names, language, layout=request.layout, places=places),
                fault.hard,
                fault.people,
            )
            for fault in faults
        ),
        prices=prices_of(plan.seating.score),
        total=plan.seating.score.total,
    )


def prices_of(score: Score) -> tuple[Price, ...]:
    """Each rule that costs something, in words."""
    words = {
        "rank": _("distance from the place that rank gives"),
        "sides": _("sides not evenly mixed"),
        "languages": _("nobody near with a common language"),
        "sectors": _("fields of work not mixed"),
        "wishes": _("wishes not met"),
        "moved": _("people moved"),
        "neighbours": _("neighbours around the tables"),
        "T14": _("couples side by side"),
    }
    return tuple(Price(words.get(rule, rule), cost) for rule, cost in score.by_rule if cost)


@dataclass(frozen=True, slots=True)
class Changed:
    """Somebody who has another seat than before; an empty place is none."""

    name: str
    before: str
    after: str


def changed(
    before: Mapping[str, str], after: Mapping[str, str], request: Request, names: Mapping[str, str]
) -> tuple[Changed, ...]:
    """Who moved from where to where, of those who still come, by name."""
    found = [
        Changed(
            names[move.person],
            seat_name(move.before, request) if move.before is not None else "",
            seat_name(move.after, request) if move.after is not None else "",
        )
        for move in moves(before, after)
        if move.person in names
    ]
    return tuple(sorted(found, key=lambda each: each.name))
