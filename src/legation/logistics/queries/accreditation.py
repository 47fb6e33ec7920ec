"""Who is admitted as what, and interpreters with what they need."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.logistics.choices import AdmissionStatus, Admitted
from legation.logistics.models import Accreditation
from legation.logistics.queries.sheet import Column, Line, Part, Row, Sheet, both
from legation.missions.choices import Capacity, Function, Interpretation, Party
from legation.missions.models import Attendance, Delegate, Engagement, Mission
from legation.missions.rules import standing

LONG = timedelta(minutes=90)


@dataclass(frozen=True, slots=True)
class Passes:
    """The passes of one kind, and how many stand where."""

    kind: str
    label: str
    rows: tuple[Accreditation, ...]
    counts: tuple[tuple[str, int], ...]


def passes(mission: Mission, user: Any) -> tuple[Passes, ...]:
    """One query: what `user` sees, by kind and name."""
    mine = standing(user, mission.pk)
    rows = list(
        Accreditation.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("engagement")
        .order_by("name", "pk")
    )
    for row in rows:  # what became one side's own since is not named
        shown = row.engagement is None or (mine is not None and row.engagement.visibility in mine.sees)
        row.engagement = row.engagement if shown else None
    found = []
    for kind in Admitted:
        those = tuple(row for row in rows if row.kind == kind)
        if those:
            count = Counter(row.status for row in those)
            counts = tuple((str(one.label), count[one]) for one in AdmissionStatus if count[one])
            found.append(Passes(kind.value, str(kind.label), those, counts))
    return tuple(found)


def passes_sheet(mission: Mission, found: Sequence[Passes], at: datetime, by: str) -> Sheet:
    """The accreditation list in both languages, for the door and for the check."""
    return Sheet(
        name="accreditation",
        title=both(lambda: _("Accreditation list")),
        about=(both(lambda: mission.name), both(lambda: date_format(at.date(), "Y-m-d"))),
        columns=(
            Column(both(lambda: pgettext("accreditation", "Pass")), 0.8),
            Column(both(lambda: _("Name")), 2.0),
            Column(both(lambda: _("Medium, unit or company")), 1.8),
            Column(both(lambda: pgettext("accreditation", "Work")), 1.3),
            Column(both(lambda: _("Equipment")), 1.6),
            Column(both(lambda: _("Only for")), 1.6),
            Column(both(lambda: _("Status")), 1.0),
        ),
        parts=tuple(_part(one) for one in found),
        at=at,
        foot=(Line("en", f"{mission.slug} · {by} · {at:%Y-%m-%d %H:%M} UTC"),),
    )


def _part(one: Passes) -> Part:
    rows = []
    for row in one.rows:
        status = AdmissionStatus(row.status)
        engagement = row.engagement
        where = both(lambda: engagement.title) if engagement is not None else ()  # noqa: B023
        rows.append(
            Row(
                (
                    row.number,
                    f"{row.name}\n{row.native_name}".strip(),
                    row.body,
                    row.work,
                    row.equipment,
                    "\n".join(line.text for line in where),
                    "\n".join(line.text for line in both(lambda: status.label)),  # noqa: B023
                ),
                strong=frozenset({1}),
            )
        )
    return Part(both(lambda: Admitted(one.kind).label), tuple(rows))


@dataclass(frozen=True, slots=True)
class Turn:
    """An engagement that somebody interprets; `alone` where it is too long for one."""

    engagement: Engagement
    alone: bool


@dataclass(frozen=True, slots=True)
class Voice:
    """An interpreter with what they interpret."""

    delegate: Delegate
    turns: tuple[Turn, ...]

    @property
    def hours(self) -> float:
        """Those of engagements whose clock time is known."""
        known = (turn.engagement for turn in self.turns if not turn.engagement.part)
        spoken = sum((one.ends_at - one.starts_at for one in known), timedelta())
        return round(spoken.total_seconds() / 3600, 1)


@dataclass(frozen=True, slots=True)
class VoicesPage:
    """Interpreters of the own side, and interpreted engagements without anybody, or with one for too long."""

    voices: tuple[Voice, ...]
    without: tuple[Engagement, ...]
    alone: tuple[Engagement, ...]


def voices_page(mission: Mission, user: Any) -> VoicesPage:
    """Three queries. Interpreters of the other side prepare with their own people."""
    mine = standing(user, mission.pk)
    parties = [mine.side, Party.THIRD] if mine is not None else []
    engagements = list(
        Engagement.objects.visible_to(user)
        .filter(mission=mission)
        .exclude(status="cancelled")
        .exclude(interpretation=Interpretation.NONE)
        .select_related("venue__city")
        .order_by("starts_at", "pk")
    )
    speaking: dict[int, list[int]] = defaultdict(list)
    attending = Attendance.objects.visible_to(user).filter(engagement__mission=mission)
    for row in attending.filter(function=Function.INTERPRETER).order_by("pk"):
        speaking[row.engagement_id].append(row.delegate_id)
    known = {who for keys in speaking.values() for who in keys}
    people = (
        Delegate.objects.visible_to(user)
        .filter(mission=mission, delegation__party__in=parties)
        .filter(Q(capacity=Capacity.INTERPRETER) | Q(pk__in=known))
        .select_related("person", "delegation")
        .order_by("person__family_name", "pk")
    )
    long = {one.pk for one in engagements if not one.part and one.ends_at - one.starts_at > LONG}
    alone = {one.pk for one in engagements if one.pk in long and len(speaking[one.pk]) == 1}
    voices = tuple(
        Voice(who, tuple(Turn(one, one.pk in alone) for one in engagements if who.pk in speaking[one.pk]))
        for who in people
    )
    return VoicesPage(
        voices,
        tuple(one for one in engagements if not speaking[one.pk]),
        tuple(one for one in engagements if one.pk in alone),
    )
