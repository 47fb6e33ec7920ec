"""What the page of a side's survey reads: its rounds, and what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from legation.missions.models import Delegate, Mission
from legation.missions.rules import standing
from legation.reports.choices import Stage, Worth
from legation.reports.models import Survey, SurveyAnswer, SurveyLink
from legation.reports.queries.asking import asked_of, ended, opens_on, readers_of
from legation.reports.queries.wording import amounts_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One delegate in one round."""

    link: SurveyLink
    answer: SurveyAnswer | None
    why_ended: str


@dataclass(slots=True)
class Round:
    """One round: when it is, who was asked, and the sums of what was answered."""

    stage: Stage
    opens_on: date
    begun: bool
    open: bool
    asked: tuple[Asked, ...] = ()
    waiting: int = 0
    worths: dict[int, int] = field(default_factory=dict)
    values: dict[str, Decimal] = field(default_factory=dict)
    contacts: int = 0
    deals: int = 0
    jobs: int = 0

    @property
    def label(self) -> str:
        return str(self.stage.label)

    @property
    def answered(self) -> int:
        return sum(one.answer is not None for one in self.asked)

    @property
    def sent(self) -> int:
        return len(self.asked)

    @property
    def mean(self) -> float | None:
        """Of the five steps of value, on average."""
        count = sum(self.worths.values())
        return sum(step * n for step, n in self.worths.items()) / count if count else None

    @property
    def stated(self) -> str:
        """What they say it is worth, each currency by itself."""
        return amounts_of(self.values)

    @property
    def steps(self) -> list[tuple[str, int]]:
        """How many chose each step, the best first."""
        return [(str(step.label), self.worths.get(step, 0)) for step in reversed(Worth)]

    @property
    def words(self) -> list[Asked]:
        """Answers that say something in words."""
        return [one for one in self.asked if one.answer and (one.answer.promises or one.answer.better)]


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """The survey of a side."""

    survey: Survey
    rounds: tuple[Round, ...]
    delegates: int
    unreachable: tuple[Delegate, ...]

    @property
    def answered(self) -> int:
        return sum(one.answered for one in self.rounds)


def survey_of(mission: Mission, user: Any) -> Survey | None:
    """The survey of the reader's side, for who prepares it: one query."""
    mine = standing(user, mission.pk)
    if mine is None:
        return None
    found: Survey | None = (
        Survey.objects.visible_to(user)
        .filter(mission=mission, side=mine.side)
        .select_related("mission")
        .first()
    )
    return found


def survey_page(survey: Survey, now: datetime) -> SurveyPage:
    """Four queries: the delegates, where they read, and the links with their answers."""
    delegates = asked_of(survey)
    readers = readers_of(survey, delegates)
    return SurveyPage(
        survey=survey,
        rounds=rounds_of(survey, now, {one.pk for one in delegates if readers[one.pk]}),
        delegates=len(delegates),
        unreachable=tuple(one for one in delegates if not readers[one.pk]),
    )


def rounds_of(survey: Survey, now: datetime, reachable: set[int] | None = None) -> tuple[Round, ...]:
    """One query. A link that was taken back counts only where it was answered."""
    links = list(
        SurveyLink.objects.filter(survey=survey)
        .select_related("answer", "delegate__person", "delegate__post__organisation", "survey__mission")
        .order_by("stage", "pk")
    )
    return tuple(_round(survey, stage, links, now, reachable or set()) for stage in Stage)


def _round(
    survey: Survey, stage: Stage, links: Sequence[SurveyLink], now: datetime, reachable: set[int]
) -> Round:
    first = opens_on(survey.mission, stage)
    today = timezone.localdate(now)
    there = [link for link in links if link.stage == stage]
    asked = tuple(
        Asked(link, answer, ended(link, now))
        for link in there
        if (answer := getattr(link, "answer", None)) is not None or link.revoked_at is None
    )
    found = Round(
        stage=stage,
        opens_on=first,
        begun=first <= today,
        open=first <= today < first + timedelta(days=survey.open_days),
        asked=asked,
        waiting=len(reachable - {link.delegate_id for link in there}) if first <= today else 0,
    )
    for one in asked:
        if one.answer is not None:
            _count(found, one.answer)
    return found


def _count(found: Round, answer: SurveyAnswer) -> None:
    found.worths[answer.worth] = found.worths.get(answer.worth, 0) + 1
    found.contacts += answer.contacts or 0
    found.deals += answer.deals or 0
    found.jobs += answer.jobs or 0
    if answer.value is not None:
        found.values[answer.currency] = found.values.get(answer.currency, Decimal(0)) + answer.value


def removed_survey(mission: Mission, user: Any) -> Survey | None:
    """The survey of the reader's side that was removed last, for who prepares it."""
    mine = standing(user, mission.pk)
    if mine is None or not mine.prepares:
        return None
    rows = Survey.objects.filter(mission=mission, side=mine.side).exclude(removed_at=None)
    found: Survey | None = rows.order_by("-removed_at", "-pk").first()
    return found
