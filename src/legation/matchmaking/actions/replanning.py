"""Plan again on the day: what happened stays, as little as possible moves, and nothing is in force yet."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.engine import matching as engine
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.matchmaking.models import Round, Search
from legation.matchmaking.queries.problem import Problem, bad_words, problem_of, with_events
from legation.matchmaking.queries.results import result_of, times_of

SECONDS = 2.0


class NothingHappened(Refused):
    sentence = _("Say what happened.")


class RoundIsOver(Refused):
    sentence = _("The last slot of this round has begun: what happened stays, and nothing can move any more.")


class CannotBeReplanned(Refused):
    sentence = _("This cannot be planned: %(why)s")


@transaction.atomic
def replan(round_: Round, events: Sequence[Mapping[str, Any]], *, now: datetime, by: User) -> Search:
    """What the timetable would be after these events. Applying it is a step of its own."""
    if not events:
        raise NothingHappened
    begun = next_slot(round_, now)
    if begun > len(round_.slots):
        raise RoundIsOver
    problem = problem_of(round_)
    told = [_told(problem, event, begun) for event in events]
    base = _without_added(problem, told)
    try:
        found = engine.replan(
            base.round,
            base.before,
            with_events(problem, told),
            now=begun,
            seconds=SECONDS,
        )
    except engine.BadInput as bad:
        raise CannotBeReplanned(why=bad_words(bad, problem.sheet)) from bad
    result = {
        **result_of(found.plan, before=base.before),
        "proved": found.proved,
        "times": times_of(problem.sheet),
        "dropped": [int(key[1:]) for key in found.dropped],
    }
    return editing.add(
        Search(round=round_, user=by, seconds=int(SECONDS), keep=True, events=told, result=result), by=by
    )


def next_slot(round_: Round, now: datetime) -> int:
    """The first slot that has not begun; one after the last when all have."""
    return next((slot.number for slot in round_.slots if slot.starts_at > now), len(round_.slots) + 1)


def _told(problem: Problem, event: Mapping[str, Any], begun: int) -> dict[str, Any]:
    """The event with the slots that it takes from somebody, as they are when it happens."""
    told = dict(event)
    later = range(begun, len(problem.sheet.slots) + 1)
    slots = [int(slot) for slot in event.get("slots", ())]
    if event["kind"] == "late":
        told["gone"] = [slot for slot in later if slot < slots[0]]
    elif event["kind"] == "away":
        told["gone"] = [slot for slot in later if not slots or slot in slots]
    elif event["kind"] in {"tables", "resource"} and not slots:
        told["slots"] = list(later)
    return told


def _without_added(problem: Problem, events: Sequence[Mapping[str, Any]]) -> Problem:
    """The round without what is added now: it is in our list already, and not yet in the timetable."""
    from dataclasses import replace

    new = {f"m{event['new']}" for event in events if event.get("new")}
    meetings = tuple(each for each in problem.round.meetings if each.id not in new)
    people = {id_ for each in meetings for id_ in each.participants}
    wanted = {
        id_
        for event in events
        for id_ in (
            [f"p{key}" for key in problem.sheet.items[int(event["new"])].people]
            if event.get("new")
            else [f"p{event['participant']}"]
            if event.get("participant")
            else []
        )
    }
    missing = sorted(wanted - people - {each.id for each in problem.round.participants})
    participants = problem.round.participants + tuple(
        engine.Participant(
            id_,
            tuple(sorted(problem.sheet.people[int(id_[1:])].unavailable)),
            problem.sheet.people[int(id_[1:])].in_a_row,
        )
        for id_ in missing
    )
    before = tuple(each for each in problem.before if each.meeting not in new)
    return replace(
        problem, round=replace(problem.round, meetings=meetings, participants=participants), before=before
    )
