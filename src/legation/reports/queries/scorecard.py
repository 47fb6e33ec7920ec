"""A mission in figures, as one reader sees it: every count is of what they may see."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.missions.choices import EngagementStatus, Party, Presence
from legation.missions.models import Attendance, Engagement, Mission
from legation.outcomes.choices import SETTLED, AgreementStatus, CommitmentStatus
from legation.outcomes.models import Agreement, Commitment
from legation.reports.queries.charts import Chart, chart_of
from legation.reports.queries.facts import MEETINGS
from legation.reports.queries.surveys import Round, rounds_of, survey_of
from legation.reports.queries.wording import amounts_of, share_of


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What came of a mission: meetings, people, promises, agreements, value, and the own side's survey."""

    mission: Mission
    planned: int
    held: int
    cancelled: int
    guests_met: int
    hosts_met: int
    promises: dict[str, int]
    overdue: int
    signed: int
    intended: int
    promised: dict[str, Decimal]
    rounds: tuple[Round, ...]
    kinds: tuple[tuple[str, int, int], ...]

    @property
    def promises_made(self) -> int:
        return sum(self.promises.values())

    def stand(self, *statuses: str) -> int:
        return sum(self.promises.get(status, 0) for status in statuses)

    @property
    def kept(self) -> int:
        return self.stand(CommitmentStatus.DONE)

    @property
    def dropped(self) -> int:
        return self.stand(CommitmentStatus.LAPSED, CommitmentStatus.WITHDRAWN)

    @property
    def promised_value(self) -> str:
        return amounts_of(self.promised)

    @property
    def begun(self) -> tuple[Round, ...]:
        return tuple(one for one in self.rounds if one.sent)

    @property
    def any(self) -> bool:
        return bool(self.planned or self.promises_made or self.signed or self.intended or self.begun)


def scorecard_of(mission: Mission, user: Any, now: datetime) -> Scorecard:
    """Five queries, and of who prepares a side two more for its survey."""
    today = timezone.localdate(now)
    met = list(
        Engagement.objects.visible_to(user)
        .filter(mission=mission, kind__in=MEETINGS)
        .values_list("pk", "kind", "status", "ends_at")
        .order_by("pk")
    )
    held = {pk for pk, _kind, status, _ends in met if status == EngagementStatus.HELD}
    commitments = list(
        Commitment.objects.visible_to(user)
        .filter(mission=mission)
        .values_list("pk", "status", "due_on", "value", "currency")
        .order_by("pk")
    )
    agreements = Counter(
        Agreement.objects.visible_to(user).filter(mission=mission).values_list("status", flat=True)
    )
    survey = survey_of(mission, user)
    guests, hosts = _people(held, user)
    return Scorecard(
        mission=mission,
        planned=sum(status != EngagementStatus.CANCELLED for _pk, _kind, status, _ends in met),
        held=len(held),
        cancelled=sum(status == EngagementStatus.CANCELLED for _pk, _kind, status, _ends in met),
        guests_met=guests,
        hosts_met=hosts,
        promises=dict(Counter(status for _pk, status, *_rest in commitments)),
        overdue=sum(_late(status, due, today) for _pk, status, due, *_rest in commitments),
        signed=agreements[AgreementStatus.SIGNED] + agreements[AgreementStatus.RENEWED],
        intended=agreements[AgreementStatus.PLANNED] + agreements[AgreementStatus.STATED],
        promised=_sums(commitments),
        rounds=rounds_of(survey, now) if survey is not None else (),
        kinds=_kinds(met),
    )


def _late(status: str, due: date | None, today: date) -> bool:
    return status not in SETTLED and due is not None and due < today


def _sums(commitments: Iterable[tuple[Any, ...]]) -> dict[str, Decimal]:
    """What was named, within each currency; what was dropped or not kept is not counted."""
    gone = {CommitmentStatus.LAPSED, CommitmentStatus.WITHDRAWN}
    sums: dict[str, Decimal] = {}
    for _pk, status, _due, value, currency in commitments:
        if value is not None and status not in gone:
            sums[currency] = sums.get(currency, Decimal(0)) + value
    return sums


def _kinds(met: Iterable[tuple[Any, ...]]) -> tuple[tuple[str, int, int], ...]:
    """Of each kind of meeting how many were held, of how many planned."""
    planned: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for _pk, kind, status, _ends in met:
        if status != EngagementStatus.CANCELLED:
            planned[kind] += 1
            held[kind] += status == EngagementStatus.HELD
    return tuple((str(kind.label), held[kind], planned[kind]) for kind in MEETINGS if planned[kind])


def _people(held: set[int], user: Any) -> tuple[int, int]:
    """How many persons of each side were at the meetings that were held: one query."""
    rows = (
        Attendance.objects.visible_to(user)
        .filter(engagement__in=held)
        .exclude(presence=Presence.ABSENT)
        .values_list("delegate__person", "delegate__delegation__party")
    )
    sides: dict[str, set[int]] = {Party.GUEST: set(), Party.HOST: set(), Party.THIRD: set()}
    for person, party in rows.order_by("pk"):
        sides[party].add(person)
    return len(sides[Party.GUEST]), len(sides[Party.HOST] | sides[Party.THIRD])


def figures_of(card: Scorecard) -> list[tuple[str, str]]:
    """The figures in words, one a line: of the page, the spreadsheet and the papers alike."""
    told = [
        (_("Meetings held"), share_of(card.held, card.planned)),
        (_("Meetings called off"), str(card.cancelled)),
        (_("People met, of the hosts"), str(card.hosts_met)),
        (_("People at the table, of the guests"), str(card.guests_met)),
        (_("Promises made"), str(card.promises_made)),
        (_("Promises kept"), share_of(card.kept, card.promises_made)),
        (_("Promises overdue"), str(card.overdue)),
        (_("Promises dropped or not kept"), str(card.dropped)),
        (_("Agreements signed"), str(card.signed)),
        (_("Agreements intended"), str(card.intended)),
        (_("Value named in promises"), card.promised_value or "–"),
    ]
    for one in card.begun:
        told.append(
            (_("Survey answered: %(round)s") % {"round": one.label}, share_of(one.answered, one.sent))
        )
        if one.answered:
            told.append((_("Value stated: %(round)s") % {"round": one.label}, one.stated or "–"))
    return told


def charts_of(card: Scorecard) -> list[Chart]:
    """What one would rather look at: promises by how they stand, meetings by kind, the response."""
    late = max(0, card.overdue)
    running = card.promises_made - card.kept - card.dropped - card.stand(CommitmentStatus.PARTLY) - late
    promises = [
        (pgettext("commitment", "Kept"), card.kept, str(card.kept), "good"),
        (
            pgettext("commitment", "Partly kept"),
            card.stand(CommitmentStatus.PARTLY),
            str(card.stand(CommitmentStatus.PARTLY)),
            "good",
        ),
        (_("Not settled, in time"), running, str(running), ""),
        (_("Overdue"), late, str(late), "warn"),
        (_("Dropped or not kept"), card.dropped, str(card.dropped), ""),
    ]
    charts = [
        chart_of(_("How the promises stand"), promises),
        chart_of(
            _("Meetings held, by kind"),
            [
                (label, held / planned if planned else 0, share_of(held, planned), "")
                for label, held, planned in card.kinds
            ],
            whole=1,
        ),
        chart_of(
            _("Survey: who answered"),
            [
                (one.label, one.answered / one.sent, share_of(one.answered, one.sent), "")
                for one in card.begun
            ],
            whole=1,
        ),
    ]
    return [chart for chart in charts if chart.any]
