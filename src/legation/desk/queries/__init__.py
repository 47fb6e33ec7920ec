"""What the pages that show several subjects read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from legation.desk.queries.listing import UNSETTLED
from legation.engine.textindex import query_terms
from legation.kernel import searching
from legation.kernel.choices import Visibility
from legation.kernel.models import SearchEntry
from legation.missions.choices import (
    DelegateStatus,
    EngagementKind,
    EngagementStatus,
    Function,
    Party,
)
from legation.missions.models import Attendance, Delegate, Engagement, Mission
from legation.missions.models.access import missions_seen
from legation.missions.queries import Masthead
from legation.missions.queries.slots import COLUMNS, Slot, others_said, slots
from legation.missions.queries.there import attendances_of, people_of
from legation.outcomes.choices import CommitmentStatus
from legation.outcomes.models import Agreement, Commitment, Minutes, Outcome, Statement
from legation.protocol.queries import Plan, brought, plan_of
from legation.reports.queries.reports import report_due
from legation.sources.choices import FindingStatus
from legation.sources.models import Finding


@dataclass(frozen=True, slots=True)
class DeskItem:
    """One engagement on the desk with who leads it on each side, as the reader sees it."""

    engagement: Engagement
    slot: Slot
    principals: str
    others: str
    running: bool


@dataclass(frozen=True, slots=True)
class DeskDay:
    day: date
    items: tuple[DeskItem, ...]


@dataclass(frozen=True, slots=True)
class Meter:
    """How far something is: `key` names it, `done` of `total`."""

    key: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that waits for a person: `key` says what, `count` how many, `where` which page."""

    key: str
    count: int
    route: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What happens next, whether all is ready, what needs a decision."""

    over: bool
    days: tuple[DeskDay, ...]
    more: int
    meters: tuple[Meter, ...]
    decisions: tuple[Decision, ...]
    commitments: tuple[Commitment, ...]
    plan: Plan | None
    report_due: date | None
    report_late: bool


def everybody(mission: Mission, user: Any) -> dict[int, Delegate]:
    """One query: the people of the mission as `user` sees them, with what seats them."""
    return people_of(mission, user, whole=("post__organisation", "delegation__city"))


def desk_of(
    mission: Mission, head: Masthead, people: Mapping[int, Delegate], user: Any, now: datetime
) -> Desk:
    """The desk as `user` sees it at `now`, with `everybody`: six queries, and one more once it is over."""
    # Two of the six are the seat plan's.
    engagements = list(
        Engagement.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("venue__city", "room", "arrangement__own_pack")
        .only(*COLUMNS, "arrangement")
        .order_by("starts_at", "pk")
    )
    attendances = _attendances(mission, user, people)
    over = bool(engagements) and all(item.ends_at < now for item in engagements)
    days = _days(engagements, attendances, now)
    shown = days if over else _coming(days, now)
    waiting = (
        Finding.objects.visible_to(user)
        .filter(source__mission=mission, status=FindingStatus.PROPOSED)
        .count()
    )
    commitments = tuple(
        Commitment.objects.visible_to(user)
        .filter(mission=mission)
        .select_related("owed_by", "owed_to")
        .order_by("due_on", "pk")
    )
    today = now.astimezone(ZoneInfo("UTC")).date()
    due = report_due(mission, user, today) if over else None
    return Desk(
        over=over,
        days=shown,
        more=len(days) - len(shown),
        meters=_meters(head, engagements, attendances),
        decisions=_decisions(engagements, waiting, commitments, now),
        commitments=tuple(item for item in commitments if item.status in UNSETTLED)[:6],
        plan=_plan(mission, engagements, attendances, user, now),
        report_due=due,
        report_late=due is not None and due < today,
    )


def _attendances(mission: Mission, user: Any, people: Mapping[int, Delegate]) -> dict[int, list[Attendance]]:
    rows = sorted(attendances_of(mission, user, people), key=lambda row: (row.engagement_id, row.pk))
    return {key: list(group) for key, group in groupby(rows, key=lambda row: row.engagement_id)}


def _days(
    engagements: Sequence[Engagement], attendances: dict[int, list[Attendance]], now: datetime
) -> tuple[DeskDay, ...]:
    said = slots()

    def item(engagement: Engagement) -> DeskItem:
        there = attendances.get(engagement.pk, [])
        principals = [str(row.delegate.person) for row in there if row.function == Function.PRINCIPAL]
        return DeskItem(
            engagement=engagement,
            slot=said(engagement),
            principals=", ".join(principals[:3]),
            others=others_said(len(there) - len(principals[:3]), beside=bool(principals)),
            running=engagement.starts_at <= now < engagement.ends_at
            and not engagement.part
            and engagement.status != EngagementStatus.CANCELLED,
        )

    by_day = sorted(engagements, key=lambda one: (one.local_start.date(), one.starts_at, one.pk))
    return tuple(
        DeskDay(day, tuple(item(one) for one in group))
        for day, group in groupby(by_day, key=lambda one: one.local_start.date())
    )


def _coming(days: tuple[DeskDay, ...], now: datetime) -> tuple[DeskDay, ...]:
    """The day that is on or comes next, and the one after it."""
    ahead = [day for day in days if any(item.engagement.ends_at >= now for item in day.items)]
    return tuple(ahead[:2])


def _meters(
    head: Masthead, engagements: Sequence[Engagement], attendances: dict[int, list[Attendance]]
) -> tuple[Meter, ...]:
    meetings = [
        one for one in engagements if one.kind in MEETINGS and one.status != EngagementStatus.CANCELLED
    ]
    hosted = sum(
        any(
            row.function == Function.PRINCIPAL and row.delegate.delegation.party == Party.HOST
            for row in attendances.get(one.pk, [])
        )
        for one in meetings
    )
    return (
        Meter("confirmed", sum(one.status == DelegateStatus.CONFIRMED for one in head.coming), head.size),
        Meter("hosted", hosted, len(meetings)),
        Meter("posts", sum(one.post_id is not None for one in head.coming), head.size),
        Meter("biographies", sum(bool(one.person.biography) for one in head.coming), head.size),
    )


def _plan(
    mission: Mission,
    engagements: Sequence[Engagement],
    attendances: dict[int, list[Attendance]],
    user: Any,
    now: datetime,
) -> Plan | None:
    """The seat plan of the next meeting with principals of both sides; when over, of the first call."""
    facing = [one for one in engagements if _face_to_face(one, attendances.get(one.pk, ()))]
    ahead = [one for one in facing if one.ends_at >= now]
    calls = [one for one in facing if one.kind == EngagementKind.COURTESY_CALL]
    chosen = next(iter(ahead or calls or facing), None)
    if chosen is None:
        return None
    chosen.mission = mission
    return plan_of(brought(chosen), user, attendances[chosen.pk])


def _face_to_face(engagement: Engagement, there: Sequence[Attendance]) -> bool:
    if engagement.kind not in FACING or engagement.status == EngagementStatus.CANCELLED:
        return False
    leading = {row.delegate.delegation.party for row in there if row.function == Function.PRINCIPAL}
    return {Party.GUEST, Party.HOST} <= leading


FACING = (EngagementKind.COURTESY_CALL, EngagementKind.MEETING)
MEETINGS = ("courtesy_call", "meeting", "one_to_one", "signing", "forum", "press_conference")


def _decisions(
    engagements: Sequence[Engagement], waiting: int, commitments: Sequence[Commitment], now: datetime
) -> tuple[Decision, ...]:
    soon = [one for one in engagements if one.starts_at < now + timedelta(days=14)]
    tentative = sum(one.status == EngagementStatus.TENTATIVE for one in soon)
    past = sum(one.status == EngagementStatus.CONFIRMED and one.ends_at < now for one in engagements)
    placeless = sum(
        one.venue_id is None
        and one.ends_at >= now
        and one.status != EngagementStatus.CANCELLED
        and one.kind != EngagementKind.TRANSFER
        for one in soon
    )
    overdue = sum(
        one.due_on is not None
        and one.due_on < now.astimezone(ZoneInfo("UTC")).date()
        and one.status in UNSETTLED
        for one in commitments
    )
    unknown = sum(one.status == CommitmentStatus.UNKNOWN for one in commitments)
    found = (
        Decision("findings", waiting, "sources"),
        Decision("overdue", overdue, "outcomes"),
        Decision("unknown", unknown, "outcomes"),
        Decision("tentative", tentative, "programme"),
        Decision("held", past, "programme"),
        Decision("placeless", placeless, "programme"),
    )
    return tuple(decision for decision in found if decision.count)


@dataclass(frozen=True, slots=True)
class Result:
    """One thing found, in both languages."""

    kind: str
    url: str
    title: dict[str, str]
    detail: dict[str, str]
    visibility: str
    mission: Mission | None


def found(query: str, user: Any) -> list[Result]:
    """What `user` may see that holds every word of `query`, best first: two queries, none for no words.

    Three for several words.
    """
    if not query_terms(query):
        return []
    entries: list[SearchEntry] = searching.matching(
        query, _findable(user), missions=missions_seen(user, Visibility.SHARED), office=user.office_id
    )
    missions = {
        mission.pk: mission
        for mission in Mission.objects.visible_to(user).filter(pk__in={entry.mission_id for entry in entries})
    }
    return [
        Result(
            kind=entry.kind,
            url=entry.url,
            title=entry.title,
            detail=entry.detail,
            visibility=entry.visibility,
            mission=missions.get(entry.mission_id) if entry.mission_id else None,
        )
        for entry in entries
    ]


def _findable(user: Any) -> Q:
    """Entries of the directory that the user finds, and of missions as far as their side sees.

    "news" is what the public finds of a press release: those who work on it find the draft.
    An outcome hides with its engagement, which its own entry is not told of; so outcomes are asked.
    """
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    allowed = Q(pk__in=[])
    if user.office_id is not None:
        allowed |= Q(mission_id=None) & (Q(office_id=None) | Q(office_id=user.office_id))
    present = Mission.objects.visible_to(user).values("pk")
    for kind in Visibility.values:
        allowed |= Q(visibility=kind, mission_id__in=missions_seen(user, kind)) & Q(mission_id__in=present)
    outcomes: tuple[type[Outcome | Minutes], ...] = (Statement, Commitment, Agreement, Minutes)
    standing = ~Q(kind__in=("outcome", "news"))
    for model in outcomes:
        kept = model._default_manager.visible_to(user).filter(pk=OuterRef("object_id"))
        standing |= Q(Exists(kept), content_type=ContentType.objects.get_for_model(model))
    return allowed & standing
