"""A round as the searches read it: everything by index, slots from 0, sets of slots as bits of a number."""

from __future__ import annotations

from dataclasses import dataclass

from legation.engine.matching.model import HALL, Placed, Round


@dataclass(frozen=True, slots=True)
class Instance:
    """`allowed[m]`: the slots of meeting m; `free[p]`: the slots of person p; bit t is slot t + 1.

    `gap[s][t]`: idle slots between meetings at sites s and t; `limit[p]`: most meetings in a row;
    `day[t]`: the day of a slot, `days`: each day as bits; `previous[m]`: the slot before, or -1."""

    ids: tuple[str, ...]
    people: tuple[str, ...]
    slots: int
    members: tuple[tuple[int, ...], ...]
    of: tuple[tuple[int, ...], ...]
    allowed: tuple[int, ...]
    free: tuple[int, ...]
    must: tuple[bool, ...]
    weight: tuple[int, ...]
    before: tuple[tuple[int, ...], ...]
    behind: tuple[tuple[int, ...], ...]
    seated: tuple[bool, ...]
    needs: tuple[tuple[int, ...], ...]
    tables: tuple[int, ...]
    resources: tuple[str, ...]
    amounts: tuple[tuple[int, ...], ...]
    site: tuple[int, ...]
    gap: tuple[tuple[int, ...], ...]
    limit: tuple[int, ...]
    day: tuple[int, ...]
    days: tuple[int, ...]
    fairness: int | None
    previous: tuple[int, ...]

    @property
    def travels(self) -> bool:
        """Whether any two sites have idle slots between them."""
        return any(any(row) for row in self.gap)

    @property
    def rests(self) -> bool:
        """Whether meetings in a row are limited for anybody."""
        return any(limit < self.slots for limit in self.limit)


def breaks_of(busy: int, days: tuple[int, ...]) -> int:
    """The breaks of a person busy in these slots: on each day, runs of busy slots minus one."""
    total = 0
    for day in days:
        on = busy & day
        if on:
            total += (on & ~(on << 1)).bit_count() - 1
    return total


def compiled(round_: Round, previous: tuple[Placed, ...] = ()) -> Instance:
    """The instance of a checked round; slots that a chain of mandatory “after” forbids are taken out."""
    people = tuple(p.id for p in round_.participants)
    person = {id_: k for k, id_ in enumerate(people)}
    ids = tuple(m.id for m in round_.meetings)
    meeting = {id_: k for k, id_ in enumerate(ids)}
    every = (1 << round_.slots) - 1
    free = [every & ~_bits(p.unavailable) for p in round_.participants]
    members = tuple(tuple(person[id_] for id_ in m.participants) for m in round_.meetings)
    sessions = {name: _bits(slots) for name, slots in round_.sessions}
    before = tuple(tuple(sorted({meeting[id_] for id_ in m.after})) for m in round_.meetings)
    behind: list[list[int]] = [[] for _ in ids]
    for k, earlier in enumerate(before):
        for j in earlier:
            behind[j].append(k)
    allowed = []
    for m, group in zip(round_.meetings, members, strict=True):
        mask = sessions[m.session] if m.session is not None else every
        if m.slot is not None:
            mask &= 1 << (m.slot - 1)
        for p in group:
            mask &= free[p]
        allowed.append(mask)
    must = tuple(m.must for m in round_.meetings)
    _tighten(allowed, before, behind, must, round_.slots)
    of: list[list[int]] = [[] for _ in people]
    for k, group in enumerate(members):
        for p in group:
            of[p].append(k)
    names = [HALL, *sorted({m.site for m in round_.meetings if m.site} - {HALL})]
    site = tuple(names.index(m.site or HALL) for m in round_.meetings)
    resource = {r.id: k for k, r in enumerate(round_.resources)}
    days = tuple(_bits(day) for day in round_.days) or (every,)
    held = {each.meeting: each.slot - 1 for each in previous}
    return Instance(
        ids=ids,
        people=people,
        slots=round_.slots,
        members=members,
        of=tuple(tuple(each) for each in of),
        allowed=tuple(allowed),
        free=tuple(free),
        must=must,
        weight=tuple(0 if m.must else m.weight for m in round_.meetings),
        before=before,
        behind=tuple(tuple(each) for each in behind),
        seated=tuple(place == 0 for place in site),
        needs=tuple(tuple(resource[id_] for id_ in m.needs) for m in round_.meetings),
        tables=round_.tables or (len(ids),) * round_.slots,
        resources=tuple(r.id for r in round_.resources),
        amounts=tuple(r.amount for r in round_.resources),
        site=site,
        gap=_gaps(round_, names),
        limit=tuple(
            min(round_.slots, p.in_a_row or round_.in_a_row or round_.slots) for p in round_.participants
        ),
        day=tuple(next(k for k, mask in enumerate(days) if mask >> t & 1) for t in range(round_.slots)),
        days=days,
        fairness=round_.fairness,
        previous=tuple(held.get(id_, -1) for id_ in ids),
    )


def _bits(slots: tuple[int, ...]) -> int:
    mask = 0
    for slot in slots:
        mask |= 1 << (slot - 1)
    return mask


def _gaps(round_: Round, names: list[str]) -> tuple[tuple[int, ...], ...]:
    gap = [[0] * len(names) for _ in names]
    place = {name: k for k, name in enumerate(names)}
    for each in round_.travel:
        if each.between in place and each.and_ in place:
            i, j = place[each.between], place[each.and_]
            gap[i][j] = gap[j][i] = max(gap[i][j], each.slots)
    return tuple(tuple(row) for row in gap)


def _tighten(
    allowed: list[int],
    before: tuple[tuple[int, ...], ...],
    behind: list[list[int]],
    must: tuple[bool, ...],
    slots: int,
) -> None:
    """Takes out slots for which the mandatory meetings before or behind leave no room."""
    every = (1 << slots) - 1
    changed = {k for k in range(len(allowed)) if before[k] or behind[k]}
    while changed:
        k = changed.pop()
        mask = allowed[k]
        if not mask or not must[k]:
            continue
        first = (mask & -mask).bit_length() - 1
        last = mask.bit_length() - 1
        for j in behind[k]:
            narrower = allowed[j] & (every << (first + 1))
            if narrower != allowed[j]:
                allowed[j] = narrower
                changed.add(j)
        for j in before[k]:
            narrower = allowed[j] & ((1 << last) - 1)
            if narrower != allowed[j]:
                allowed[j] = narrower
                changed.add(j)
