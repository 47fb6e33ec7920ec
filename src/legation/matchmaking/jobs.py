"""The search for a timetable, which goes on after the page has answered."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from legation.engine import matching as engine
from legation.kernel.jobs import Told
from legation.matchmaking.models import Search
from legation.matchmaking.queries.problem import bad_words, problem_of
from legation.matchmaking.queries.results import result_of, times_of


class CannotBePlanned(Exception):
    """The round cannot be searched; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def solve(told: Told, key: int) -> dict[str, Any]:
    """Search as long as asked, prove what can be proved, and keep the best. May be run twice."""
    search = Search.objects.present().select_related("round__mission", "round__engagement").get(pk=key)
    problem = problem_of(search.round)
    if not problem.round.meetings:
        from django.utils.translation import gettext as _

        raise CannotBePlanned(_("There is no meeting to place yet."))
    stays = problem.before if search.keep else problem.locked
    here = threading.get_ident()
    known: dict[str, Any] = {}
    begun = time.monotonic()

    def note(progress: engine.Progress) -> None:
        """The prover tells from a thread of its own: only this one speaks to the database."""
        known.update(facts_of(progress))
        if threading.get_ident() == here:
            tell()

    def tell() -> None:
        told.say(done=min(search.seconds, int(time.monotonic() - begun)), total=search.seconds, **known)

    def stopped() -> bool:
        if threading.get_ident() == here:
            tell()
        return told.asked if threading.get_ident() != here else told.stopped()

    with ThreadPoolExecutor(1) as pool:
        try:
            found = engine.plan(
                problem.round,
                seconds=float(search.seconds),
                seed=search.seed,
                previous=stays,
                progress=note,
                clock=time.monotonic,
                pool=pool,
                stop=stopped,
            )
        except engine.Crowded as bad:
            found = engine.Plan("infeasible", placed=(), conflict=bad.conflict)
        except engine.BadInput as bad:
            raise CannotBePlanned(bad_words(bad, problem.sheet)) from bad
    remedies: tuple[engine.Remedy, ...] = ()
    if found.conflict is not None and not told.asked:
        remedies = engine.remedies(problem.round, found.conflict, seed=search.seed, stop=stopped)
    Search.objects.filter(pk=key).update(
        result={**result_of(found, remedies, before=stays), "times": times_of(problem.sheet)}
    )
    return {"search": key}


def facts_of(known: engine.Progress) -> dict[str, Any]:
    """What may be shown of a moment of the search: never what a single wish weighs."""
    gap = None if known.weight_bound is None else known.weight_bound - known.weight
    return {"out": known.out, "gap": gap, "breaks": known.breaks, "bound": known.bound}
