"""What of many texts is certain enough to be taken in at once, and what became of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.missions.models import Membership, Mission
from legation.missions.rules import standing
from legation.sources.choices import FindingKind, FindingStatus, TakenIn
from legation.sources.models import Archive, Finding, Intake, IntakeRow, Source

# A size is a field of the mission itself: it is settled by a person, never by many at once.
TAKEN = tuple(kind for kind in FindingKind.values if kind != FindingKind.SIZE)
FAR = timedelta(days=30)
"""From a mission: a text whose engagements all lie further away is of another one."""
APART = timedelta(days=14)
"""Between two days of texts: more, and they are of two missions."""
PAGE = 100


@dataclass(frozen=True, slots=True)
class Past:
    """A mission of the past that texts tell of and nobody noted yet."""

    first: date
    last: date
    cities: tuple[str, ...]
    sources: tuple[int, ...]

    @property
    def name(self) -> str:
        """A name that a reader changes later."""
        when = date_format(self.first, pgettext("date format: month, year", "F Y"))
        told = {"cities": ", ".join(self.cities), "when": when}
        return (
            _("Past mission to %(cities)s, %(when)s") % told
            if self.cities
            else _("Past mission, %(when)s") % told
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """What would be taken in."""

    archive: Archive | None
    texts: int
    counts: tuple[tuple[str, int], ...]
    findings: tuple[Finding, ...]
    total: int
    past: tuple[Past, ...]


def sources_in(mission: Mission, archive: Archive | None, user: Any) -> list[Source]:
    """The texts, without their words, in order: one query."""
    rows = Source.objects.visible_to(user).filter(mission=mission)
    rows = rows.filter(archive=archive) if archive is not None else rows
    return list(rows.defer("text", "marks", "asides", "opinions").order_by("pk"))


def waiting_in(sources: Iterable[Source], floor: float) -> list[Finding]:
    """What waits in these texts and is at least this sure, persons first within a text: one query."""
    order = {kind: place for place, kind in enumerate(TAKEN)}
    rows = Finding.objects.present().filter(
        source__in=[source.pk for source in sources],
        status=FindingStatus.PROPOSED,
        confidence__gte=floor,
        kind__in=TAKEN,
    )
    found = list(rows.select_related("source"))
    return sorted(found, key=lambda one: (one.source_id, order[one.kind], one.position, one.pk))


def preview_of(mission: Mission, archive: Archive | None, floor: float, user: Any) -> Preview:
    """Three queries."""
    sources = sources_in(mission, archive, user)
    found = waiting_in(sources, floor)
    counts = Counter(one.kind for one in found)
    return Preview(
        archive=archive,
        texts=len({one.source_id for one in found}),
        counts=tuple((str(FindingKind(kind).label), counts[kind]) for kind in TAKEN if counts[kind]),
        findings=tuple(found[:PAGE]),
        total=len(found),
        past=past_missions(mission, sources, user),
    )


def past_missions(mission: Mission, sources: Sequence[Source], user: Any) -> tuple[Past, ...]:
    """Missions of the past that the engagements of texts lie on, those near each other as one.

    A text of which something was decided already, that names a day of this mission or of the time to come,
    or that the other side shared, is left where it is. Two queries, one more where texts are of the past.
    """
    events = (
        Finding.objects.present()
        .filter(source__in=[source.pk for source in sources], kind=FindingKind.EVENT)
        .order_by("source", "position", "pk")
    )
    days: dict[int, list[date]] = {}
    cities: dict[int, list[str]] = {}
    for one in events:
        values = {**one.values, **one.corrections}
        day = day_of(str(values.get("iso") or ""))
        if day is not None:
            days.setdefault(one.source_id, []).append(day)
        if values.get("city"):
            cities.setdefault(one.source_id, []).append(str(values["city"]))
    decided = set(
        Finding.objects.present()
        .filter(source__in=list(days))
        .exclude(status=FindingStatus.PROPOSED)
        .values_list("source", flat=True)
    )
    far = sorted(
        (min(found), max(found), key)
        for key, found in days.items()
        if key not in decided and max(found) < mission.starts_on - FAR
    )
    theirs = _of_the_other_side(mission, [key for *_days, key in far], user) if far else frozenset()
    groups: list[list[tuple[date, date, int]]] = []
    for row in far:
        if row[2] in theirs:
            continue
        if groups and row[0] - max(last for _first, last, _key in groups[-1]) <= APART:
            groups[-1].append(row)
        else:
            groups.append([row])
    return tuple(
        Past(
            first=group[0][0],
            last=max(last for _first, last, _key in group),
            cities=tuple(dict.fromkeys(city for *_days, key in group for city in cities.get(key, ())))[:3],
            sources=tuple(key for *_days, key in group),
        )
        for group in groups
    )


def _of_the_other_side(mission: Mission, keys: Sequence[int], user: Any) -> frozenset[int]:
    """Texts that somebody of the other side brought: they are not the reader's to take from its sight."""
    mine = standing(user, mission.pk)
    others = Membership.ever.filter(mission=mission).exclude(side=mine.side if mine else "")
    brought = Source.history.filter(id__in=keys, history_type="+", history_user__in=others.values("user"))
    return frozenset(brought.values_list("id", flat=True))


def day_of(iso: str) -> date | None:
    """The day of a moment as the engine writes it."""
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class IntakePage:
    """An intake: how far it is, and what became of each finding."""

    intake: Intake
    counts: tuple[tuple[TakenIn, int], ...]
    page: Page[IntakeRow]
    outcome: str
    running: bool
    undoable: bool


def intake_page(intake: Intake, asked: Mapping[str, str]) -> IntakePage:
    """Three queries, and those of the page."""
    rows = IntakeRow.objects.filter(intake=intake)
    counts = Counter(rows.values_list("outcome", flat=True))
    outcome = asked.get("outcome", "") if asked.get("outcome") in TakenIn.values else ""
    shown = rows.filter(outcome=outcome) if outcome else rows
    running = intake.job is not None and not intake.job.over
    undone = (TakenIn.MADE, TakenIn.KNOWN, TakenIn.OPENED, TakenIn.MOVED)
    return IntakePage(
        intake=intake,
        counts=tuple((status, counts[status]) for status in TakenIn if counts[status]),
        page=Paginator(shown.select_related("source", "finding").order_by("pk"), PAGE).get_page(
            asked.get("page")
        ),
        outcome=outcome,
        running=running,
        undoable=not running and any(counts[status] for status in undone),
    )


def intakes_of(mission: Mission, user: Any) -> list[Intake]:
    """Those of a mission, the latest first: one query."""
    rows = Intake.objects.visible_to(user).filter(mission=mission).select_related("archive", "job")
    return list(rows.order_by("-pk")[:20])
