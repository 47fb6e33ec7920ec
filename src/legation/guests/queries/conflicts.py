"""What about the guests of a list wants a decision, as far as one reader sees it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from legation.engine.textindex import fold
from legation.guests.choices import Flag, Reply
from legation.guests.models import Guest, GuestList, Quota
from legation.missions.choices import DelegateStatus, EngagementStatus
from legation.missions.models import Attendance, Delegate

GONE = (DelegateStatus.DECLINED, DelegateStatus.WITHDRAWN)
TAKES_NO_PLACE = (Reply.DECLINED, Reply.WAITING)


@dataclass(frozen=True, slots=True)
class Light:
    """What of a guest the finders look at."""

    key: int
    side: str
    person: int | None
    name: str
    native: str
    mail: str
    letters: str
    body: str
    status: str
    comes_with: int | None
    may_bring: int | None
    arrived: bool
    place: int  # among all by name, as the database orders them

    @property
    def takes_a_place(self) -> bool:
        return self.status not in TAKES_NO_PLACE


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact about one guest: which, with which others of the list, and where or how many."""

    flag: Flag
    guest: int
    others: tuple[int, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many places somebody has, and how many are taken: `quota` None where nothing was said."""

    what: str
    taken: int
    quota: int | None
    key: int | None = None
    visibility: str = "shared"

    @property
    def over(self) -> bool:
        return self.quota is not None and self.taken > self.quota


def light_rows(guest_list: GuestList, user: Any) -> list[Light]:
    """The guests whom `user` sees, as they came onto the list: one query."""
    rows = Guest.objects.visible_to(user).filter(guest_list=guest_list).order_by("name", "pk")
    fields = (
        "pk", "side", "person_id", "name", "native_name", "mail", "assistant_mail", "organisation_id", "body",
        "status", "comes_with_id", "may_bring", "arrived_at",
    )  # fmt: skip
    found = []
    for place, row in enumerate(rows.values_list(*fields)):
        key, side, person, name, native, mail, assistant, organisation, body, *rest = row
        status, comes_with, may_bring, arrived = rest
        mail, letters = mail.lower(), (assistant or mail).lower()
        body_key = f"#{organisation}" if organisation is not None else body.casefold()
        known = (key, side, person, name, native, mail, letters, body_key)
        found.append(Light(*known, status, comes_with, may_bring, arrived is not None, place))
    return sorted(found, key=lambda row: row.key)


def tallies(
    guest_list: GuestList, rows: Iterable[Light], quotas: Iterable[Quota]
) -> tuple[list[Tally], list[Tally]]:
    """Places taken: of the sides and of the whole, then of each organisation that has a quota."""
    placed = [row for row in rows if row.takes_a_place]
    sides = [
        Tally(side, sum(1 for row in placed if row.side == side), guest_list.quota_of(side))
        for side in ("guest", "host")
    ]
    sides.append(Tally("all", len(placed), guest_list.capacity))
    bodies = [
        Tally(str(quota), sum(1 for row in placed if row.body == _key(quota)), quota.places, quota.pk,
              quota.visibility)
        for quota in quotas
    ]  # fmt: skip
    return sides, bodies


def _key(quota: Quota) -> str:
    return f"#{quota.organisation_id}" if quota.organisation_id is not None else quota.body.casefold()


def conflicts_of(
    guest_list: GuestList, user: Any, rows: list[Light], quotas: list[Quota]
) -> dict[int, tuple[Conflict, ...]]:
    """Conflicts by guest, those that weigh most first: three queries beside the rows."""
    found: dict[int, list[Conflict]] = defaultdict(list)
    for each in (
        *_same(rows),
        *_elsewhere(guest_list, user, rows),
        *_over(guest_list, rows, quotas),
        *_along(guest_list, rows),
        *_unreachable(rows),
    ):
        found[each.guest].append(each)
    order = {flag: place for place, flag in enumerate(Flag)}
    return {key: tuple(sorted(value, key=lambda each: order[each.flag])) for key, value in found.items()}


def _same(rows: list[Light]) -> Iterator[Conflict]:
    """One person twice: the same record, the same mail address, or the same name for the same body."""
    groups: dict[Any, set[int]] = defaultdict(set)
    by_key = {row.key: row for row in rows}
    for row in rows:
        if row.status == Reply.DECLINED:
            continue
        if row.person is not None:
            groups["person", row.person].add(row.key)
        if row.mail and row.comes_with is None:
            groups["mail", row.mail].add(row.key)
        for name in filter(None, (row.name, row.native)):
            groups["name", " ".join(sorted(fold(name).replace("-", "").split())), row.body].add(row.key)
    others: dict[int, set[int]] = defaultdict(set)
    for group in groups.values():
        if len(group) > 1:
            for key in group:
                others[key] |= group - {key}
    for key, same in others.items():
        both = any(by_key[other].side != by_key[key].side for other in same)
        yield Conflict(Flag.BOTH if both else Flag.TWICE, key, tuple(sorted(same)))


def _elsewhere(guest_list: GuestList, user: Any, rows: list[Light]) -> Iterator[Conflict]:
    """Who declined the mission or another event of it, and who is at another engagement at that time."""
    engagement = guest_list.engagement
    known = {row.person: row.key for row in rows if row.person is not None and row.takes_a_place}
    if not known:
        return
    declined: dict[int, str] = dict.fromkeys(
        Delegate.objects.visible_to(user)
        .filter(mission=engagement.mission_id, status__in=GONE)
        .values_list("person_id", flat=True),
        str(engagement.mission),
    )
    others = Guest.objects.visible_to(user).filter(
        guest_list__engagement__mission=engagement.mission_id, status=Reply.DECLINED, person__isnull=False
    )
    for person, title in others.exclude(guest_list=guest_list).values_list(
        "person_id", "guest_list__engagement__title"
    ):
        declined[person or 0] = str(title)
    for person in sorted(known.keys() & declined.keys()):
        yield Conflict(Flag.DECLINED_MISSION, known[person], detail=declined[person])
    there = Attendance.objects.visible_to(user).filter(
        engagement__mission=engagement.mission_id,
        engagement__starts_at__lt=engagement.ends_at,
        engagement__ends_at__gt=engagement.starts_at,
        engagement__part="",
    )
    busy = there.exclude(engagement=engagement).exclude(engagement__status=EngagementStatus.CANCELLED)
    where: dict[int, list[str]] = defaultdict(list)
    for person, title in busy.order_by("pk").values_list("delegate__person_id", "engagement__title"):
        if person in known:
            where[person].append(str(title))
    for person, titles in where.items():
        yield Conflict(Flag.BUSY, known[person], detail=", ".join(titles[:3]))


def _over(guest_list: GuestList, rows: list[Light], quotas: list[Quota]) -> Iterator[Conflict]:
    """Those who came last onto the list, beyond what there is room for."""
    placed = [row for row in rows if row.takes_a_place]
    for quota in quotas:
        mine = [row for row in placed if row.body == _key(quota)]
        for row in mine[quota.places :]:
            yield Conflict(Flag.OVER_BODY, row.key, detail=f"{len(mine)} / {quota.places}")
    for side in ("guest", "host"):
        most = guest_list.quota_of(side)
        mine = [row for row in placed if row.side == side]
        if most is not None:
            for row in mine[most:]:
                yield Conflict(Flag.OVER_SIDE, row.key, detail=f"{len(mine)} / {most}")
    if guest_list.capacity is not None:
        for row in placed[guest_list.capacity :]:
            yield Conflict(Flag.OVER_ROOM, row.key, detail=f"{len(placed)} / {guest_list.capacity}")


def _along(guest_list: GuestList, rows: list[Light]) -> Iterator[Conflict]:
    """Who brings more companions than may come."""
    brought: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        if row.comes_with is not None and row.takes_a_place:
            brought[row.comes_with].append(row.key)
    for row in rows:
        may = guest_list.companions if row.may_bring is None else row.may_bring
        if len(brought[row.key]) > may:
            yield Conflict(
                Flag.TOO_MANY, row.key, tuple(brought[row.key]), f"{len(brought[row.key])} / {may}"
            )


def _unreachable(rows: list[Light]) -> Iterator[Conflict]:
    """Who is to be invited and has no address."""
    for row in rows:
        if row.status == Reply.LISTED and not row.letters and row.comes_with is None:
            yield Conflict(Flag.NO_ADDRESS, row.key)
