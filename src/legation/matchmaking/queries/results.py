"""What a search found: as it is kept, as it is said, and the ways out where there is no timetable."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.engine import matching as engine
from legation.kernel.choices import Side
from legation.matchmaking.models import Participant, Search
from legation.matchmaking.queries.comparing import Place
from legation.matchmaking.queries.problem import key_of, names_of
from legation.matchmaking.queries.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a conflict: its number and its sentence; `side` is the one that alone may take it, empty
    where the reader may."""

    number: int
    kind: str
    sentence: str
    side: str = ""

    @property
    def side_name(self) -> str:
        return str(Side(self.side).label)


def result_of(
    found: engine.Plan,
    remedies: Sequence[engine.Remedy] = (),
    *,
    before: Sequence[engine.Placed] = (),
) -> dict[str, Any]:
    """A plan as it is kept with the search. The weight of wishes is kept as a gap only; whoever stays in a
    slot of `before` stays at the table."""
    conflict = found.conflict
    gap = None if found.weight_bound is None else found.weight_bound - found.weight
    return {
        "status": found.status,
        "out": int(found.status == "unknown"),
        "gap": gap,
        "breaks": found.breaks,
        "bound": found.bound,
        "moved": found.moved,
        "placed": tables_kept(found.placed, before),
        "conflict": None
        if conflict is None
        else {
            "code": conflict.code,
            "meetings": [key_of(key) for key in conflict.meetings],
            "who": list(conflict.who),
            "slots": list(conflict.slots),
            "least": conflict.least,
            "minimal": conflict.minimal,
        },
        "remedies": [
            {
                "kind": way.kind,
                "meetings": [key_of(key) for key in way.meetings],
                "participant": way.participant,
                "resource": way.resource,
                "slot": way.slot,
                "amount": way.amount,
            }
            for way in remedies
        ],
    }


def times_of(sheet: Sheet) -> list[str]:
    """When the slots of a round begin: a timetable found for other times is no longer one."""
    return [slot.starts_at.isoformat() for slot in sheet.slots]


def outdated(search: Search, sheet: Sheet) -> bool:
    """Whether the times of the round are other ones than when the search looked for a timetable."""
    now = times_of(sheet)
    kept: list[str] = search.result.get("times", now)
    return kept != now or any(slot not in sheet.clocks for slot, _table in places_found(search).values())


def tables_kept(placed: Sequence[engine.Placed], before: Sequence[engine.Placed]) -> list[list[int | None]]:
    """Places as they are kept, each meeting that stays in its slot at the table it had: who was put there
    takes the other table."""
    table = {each.meeting: each.table for each in placed}
    at: dict[tuple[int, int | None], str] = {
        (each.slot, each.table): each.meeting for each in placed if each.table is not None
    }
    slots = {each.meeting: each.slot for each in placed}
    for old in before:
        now = table.get(old.meeting)
        if slots.get(old.meeting) != old.slot or None in {now, old.table} or now == old.table:
            continue
        other = at.pop((old.slot, old.table), None)
        at[old.slot, old.table], table[old.meeting] = old.meeting, old.table
        del at[old.slot, now]
        if other is not None:
            at[old.slot, now], table[other] = other, now
    return [[key_of(each.meeting), each.slot, table[each.meeting]] for each in placed]


def standing_words(known: Mapping[str, Any]) -> str:
    """How good a timetable is known to be, in the user's words."""
    if not known or known.get("breaks") is None:
        return _("Nothing is known yet.")
    if known.get("out"):
        return _("Not everything that must be held has a place yet.")
    if "proved" in known:  # planned again on the day
        if known["proved"]:
            return _("No timetable drops or moves fewer meetings: this is proved.")
        return _("This is the least that was found; fewer dropped or moved meetings may be possible.")
    gap, bound = known.get("gap"), known.get("bound")
    if gap is None or bound is None:
        return _("Nothing is proved yet.")
    if gap:
        return _("Within %(n)s points of the best possible wishes.") % {"n": gap}
    waits = int(known["breaks"]) - int(bound)
    if waits > 0:
        return ngettext(
            "Within %(n)s wait of the best possible.", "Within %(n)s waits of the best possible.", waits
        ) % {"n": waits}
    return _("It cannot be done better: this is proved.")


def places_found(search: Search) -> dict[int, Place]:
    """The places that a search found, by meeting."""
    return {key: (slot, table) for key, slot, table in search.result.get("placed", ())}


def conflict_words(search: Search, sheet: Sheet, language: str) -> str:
    """The conflict by name."""
    told = search.result.get("conflict")
    if not told:
        return ""
    conflict = engine.Conflict(
        code=told["code"],
        meetings=tuple(f"m{key}" for key in told["meetings"]),
        who=tuple(told["who"]),
        slots=tuple(told["slots"]),
        least=told["least"],
        minimal=told["minimal"],
    )
    return engine.conflict_sentence(conflict, language, names_of(sheet), sheet.clocks)


def ways_out(search: Search, sheet: Sheet, language: str, *, user: Any = None) -> list[Way]:
    """The ways out of the conflict that were tried and found to do, and which of them `user` leaves to the
    other side: when a delegate can meet is for their own side to say."""
    ways = remedies_kept(search)
    people = {key_of(way.participant) for way in ways if way.participant}
    rows = Participant.objects.filter(pk__in=people).select_related("round__mission", "delegate")
    theirs = {
        row.pk: row.side
        for row in (rows if user is not None and people else ())
        if not user.has_perm("matchmaking.change_participant", row)
    }
    return [
        Way(
            number,
            way.kind,
            engine.remedy_sentence(way, language, names_of(sheet), sheet.clocks),
            theirs.get(key_of(way.participant), "") if way.participant else "",
        )
        for number, way in enumerate(ways)
    ]


def remedies_kept(search: Search) -> list[engine.Remedy]:
    """The ways out as the engine gave them."""
    return [
        engine.Remedy(
            kind=kept["kind"],
            meetings=tuple(f"m{key}" for key in kept["meetings"]),
            participant=kept["participant"],
            resource=kept["resource"],
            slot=kept["slot"],
            amount=kept["amount"],
        )
        for kept in search.result.get("remedies", ())
    ]
