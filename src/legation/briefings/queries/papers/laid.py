"""The seat plan as papers need it: who sits at which table, over what all readers see."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from legation.briefings.queries.papers.people import natural
from legation.briefings.queries.wording import Text, line, told
from legation.protocol.models import Pair
from legation.protocol.queries.attending import Attending, Setting, common
from legation.protocol.queries.plan import Plan, Seated, seating_of
from legation.protocol.queries.staging import Cast, cast_of

MISSING = {
    "people": gettext_lazy("Nobody is named for this engagement yet."),
    "accepted": gettext_lazy("Nobody has confirmed yet, and only who has confirmed is seated and printed."),
    "guests": gettext_lazy("Nobody is confirmed on the guests’ side, so there is no plan yet."),
    "hosts": gettext_lazy("Nobody is confirmed on the hosts’ side, so there is no plan yet."),
    "signatories": gettext_lazy("A signing needs two or three signatories, so there is no plan yet."),
    "vehicles": gettext_lazy("No vehicle is named for this engagement yet."),
    "order": gettext_lazy("The order of precedence is not settled yet."),
    "plan": gettext_lazy("Nobody has a seat yet: run the seat plan first."),
}
NO_PLAN = gettext_lazy("The table that is arranged cannot be laid for these people.")


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or a row of chairs, with who sits there, chair by chair."""

    key: str
    seats: tuple[Seated, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """The people common to all readers, their plan where there is one, and what it lacks."""

    cast: Cast
    plan: Plan | None
    tables: tuple[Table, ...]
    missing: tuple[str, ...]

    @property
    def several(self) -> bool:
        """There are more tables, or rows, than one."""
        return len(self.tables) > 1

    @property
    def lacks(self) -> tuple[str, ...]:
        """Why nobody is seated; empty where somebody is."""
        return () if self.tables else self.missing or ("plan",)

    @property
    def seated(self) -> dict[str, Seated]:
        """Person key to the seat."""
        return {each.attending.key: each for table in self.tables for each in table.seats}

    @property
    def question(self) -> str:
        return str(self.cast.question)

    def people(self, *, by_table: bool) -> tuple[Attending, ...]:
        """Whoever gets a card: the seated; without a plan, whoever confirmed. By precedence, those outside
        the order last, or chair by chair."""
        if by_table and self.tables:
            return tuple(each.attending for table in self.tables for each in table.seats)
        seated = self.seated
        ranked = [row.attending for row in self.cast.ranked.rows]
        # Where the pack asks the office there is no order; then they come as they were named.
        ranked += [each for each in self.cast.setting.people if each not in ranked]
        if seated:
            return tuple(each for each in ranked if each.key in seated)
        return tuple(each for each in ranked if each.accepted)


def laid_of(setting: Setting, pairs: Sequence[Pair]) -> Laid:
    """No query: the plan over those whom everybody who sees the engagement sees, with their wishes."""
    shared = common(setting)
    asked = seating_of(shared, pairs)
    plan = asked.plan
    return Laid(cast_of(setting), plan, tables_of(plan), tuple(asked.missing) if plan is None else ())


def tables_of(plan: Plan | None) -> tuple[Table, ...]:
    """The tables or rows at which somebody sits, the head table first, each with its chairs in order."""
    if plan is None:
        return ()
    tables: dict[str, list[Seated]] = defaultdict(list)
    for each in plan.seats:
        tables[each.table].append(each)
    top = {table.id for table in plan.request.tables if table.top}
    return tuple(
        Table(key, tuple(sorted(tables[key], key=lambda each: natural(each.seat))))
        for key in sorted(tables, key=lambda key: (key not in top, natural(key)))
    )


def lacking(codes: Any, question: str, languages: tuple[str, ...]) -> tuple[Text, ...]:
    """What stands in the way, in sentences; the office's question as it is asked."""
    return tuple(
        (line(question),)
        if code == "order" and question
        else told(languages, lambda code=code: MISSING.get(code, NO_PLAN))  # type: ignore[misc]
        for code in codes
    )
