"""The audit list of an office: what its people saw, changed, exported, printed and sent.

It tells of everybody who worked for the office when they did it. What somebody reads of it is bound by what
they may see: the names of things stand only where they see these, and what the other side of a mission of
theirs did for itself is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from legation.accounts.models import User
from legation.kernel.choices import Deed, Side, Visibility
from legation.kernel.models import Activity, AuditLine, AuditLink
from legation.kernel.sheets import Cell
from legation.missions.models import Membership, Mission
from legation.missions.rules import standing

SHOWN = 100
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """How the list is narrowed; `before` is the key of a line, after which older ones follow."""

    who: int | None = None
    deed: str = ""
    mission: int | None = None
    from_on: date | None = None
    until_on: date | None = None
    before: int | None = None

    @property
    def narrowed(self) -> bool:
        return any((self.who, self.deed, self.mission, self.from_on, self.until_on))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line as its reader may see it; `name` is empty where they do not see what it was about."""

    key: int
    at: datetime
    who: str
    deed: str
    said: str
    name: str
    mission: Mission | None
    link: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the list, the newest first; `older` is where the next one begins."""

    entries: tuple[Entry, ...]
    older: int | None
    sealed: AuditLink | None


def audit_sheet(user: User, asked: Asked) -> Sheet:
    """The lines that were asked for."""
    lines = _lines(user, asked)
    if asked.before is not None:
        lines = lines.filter(pk__lt=asked.before)
    found = list(lines[: SHOWN + 1])
    older = found[SHOWN - 1].pk if len(found) > SHOWN else None
    return Sheet(tuple(_entries(found[:SHOWN], user)), older, AuditLink.objects.order_by("-number").first())


def audit_rows(user: User, asked: Asked) -> Iterator[list[Cell]]:
    """All lines that were asked for, as rows of a table."""
    before: int | None = None
    while True:
        lines = _lines(user, asked)
        found = list((lines if before is None else lines.filter(pk__lt=before))[:AT_ONCE])
        if not found:
            return
        before = found[-1].pk
        for entry in _entries(found, user):
            mission = str(entry.mission) if entry.mission else ""
            at = f"{entry.at:%Y-%m-%d %H:%M:%S}"
            yield [at, entry.who, entry.deed, entry.said, entry.name, mission, entry.link]


def people_of(user: User) -> list[tuple[int, str]]:
    """Whom the list of this office may tell of: those who work for it, and those who did."""
    told = AuditLine.objects.filter(office=user.office_id).values("user")
    people = User.objects.filter(Q(office=user.office_id) | Q(pk__in=told))
    return sorted(((each.pk, str(each)) for each in people), key=lambda row: (row[1].casefold(), row[0]))


def missions_of(user: User) -> list[tuple[int, str]]:
    """The missions of the list that its reader sees."""
    seen = Mission.objects.visible_to(user).order_by("-starts_on", "pk")
    return [(each.pk, str(each.name)) for each in seen]


def _lines(user: User, asked: Asked) -> QuerySet[AuditLine]:
    rows = AuditLine.objects.filter(office=user.office_id).select_related("link").order_by("-pk")
    for side, other in ((Side.GUEST, Visibility.HOST), (Side.HOST, Visibility.GUEST)):
        mine = Membership.objects.filter(user=user.pk, side=side).values("mission")
        rows = rows.exclude(mission__in=mine, visibility=other)
    # Of looks and of what was taken out no side is known but that of who did it, also after their access.
    beside = Membership.objects.filter(user=user.pk, mission=OuterRef("mission"), side=OuterRef("side"))
    theirs = Membership.ever.filter(mission=OuterRef("mission"), user=OuterRef("user"))
    mine = Membership.objects.filter(user=user.pk).values("mission")
    rows = rows.exclude(Q(visibility="", mission__in=mine) & ~Exists(theirs.filter(Exists(beside))))
    wanted: dict[str, Any] = {
        "user": asked.who,
        "deed": asked.deed,
        "mission": asked.mission,
        "at__gte": _midnight(asked.from_on),
        "at__lt": _midnight(asked.until_on + timedelta(days=1)) if asked.until_on else None,
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value})


def _midnight(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


def _entries(lines: Sequence[AuditLine], user: User) -> Iterator[Entry]:
    rows = {source: _rows(source, lines) for source in {each.source for each in lines}}
    people = User.objects.in_bulk({each.user for each in lines if each.user is not None})
    missions = Mission.objects.visible_to(user).in_bulk({each.mission for each in lines if each.mission})
    names = _names([row for found in rows.values() for row in found.values()], user)
    for line in lines:
        row = rows[line.source].get(line.row)
        if isinstance(row, Activity) and _hidden(row, user):
            continue
        yield Entry(
            key=line.pk,
            at=line.at,
            who=str(people.get(line.user) or "") if line.user is not None else "",
            deed=str(Deed(line.deed).label),
            said=row.audit_said() if row is not None else "",
            name=_name(row, user, names),
            mission=missions.get(line.mission) if line.mission else None,
            link=line.link.number,
        )


def _rows(source: str, lines: Iterable[AuditLine]) -> dict[int, Any]:
    model: Any = apps.get_model(source)
    found = model._default_manager.filter(pk__in=[each.row for each in lines if each.source == source])
    if hasattr(model, "content_type"):
        found = found.select_related("content_type")
    return {row.pk: row for row in found}


def _hidden(row: Activity, user: User) -> bool:
    """It was made private to the other side of a mission of the reader's after it was sealed."""
    mine = standing(user, row.mission_id)
    return mine is not None and row.visibility not in (Visibility.SHARED, mine.side)


def _name(row: Any, user: User, names: dict[tuple[Any, int], str]) -> str:
    """What it was about, where the reader sees that."""
    if not isinstance(row, Activity):
        return names.get(row.audit_about(), "") if row is not None else ""
    if row.mission_id is None:
        return row.label
    mine = standing(user, row.mission_id)
    return row.label if mine is not None and row.visibility in mine.sees else ""


def _names(rows: Iterable[Any], user: User) -> dict[tuple[Any, int], str]:
    """The names of the records that lines other than the log's are about, of those that the reader sees."""
    keys: dict[Any, set[int]] = {}
    for row in rows:
        model, key = (None, None) if isinstance(row, Activity) else row.audit_about()
        if model is not None and key is not None and hasattr(model._default_manager.all(), "visible_to"):
            keys.setdefault(model, set()).add(key)
    found: dict[tuple[Any, int], str] = {}
    for model, wanted in keys.items():
        seen = model._default_manager.visible_to(user).select_related(*getattr(model, "loads", ()))
        found |= {(model, each.pk): str(each) for each in seen.filter(pk__in=wanted)}
    return found
