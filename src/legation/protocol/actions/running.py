"""Seat everybody again by the rules: here where rank decides, else by a search in its own process."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.engine.seating import Request
from legation.kernel.personal import note_looks
from legation.kernel.refusals import Refused
from legation.missions.models import Engagement
from legation.protocol.actions.byhand import Standing, save, standing_of
from legation.protocol.jobs import Answer, TookTooLong, answer_of, search
from legation.protocol.models import Arrangement, Pair
from legation.protocol.queries.conflicts import Clash, clashes
from legation.protocol.queries.seats import request_of


class CannotSeat(Refused):
    """The rules cannot all hold; `clashes` are a smallest set of them. The plan stays as it was."""

    sentence = _("Not everybody can be seated by these rules. The plan stays as it was.")

    def __init__(self, found: tuple[Clash, ...], *, proved: bool, decided: bool) -> None:
        super().__init__()
        self.clashes, self.proved, self.decided = found, proved, decided


class SearchStopped(Refused):
    sentence = _("The search took too long and was stopped. The plan stays as it was.")


@dataclass(frozen=True, slots=True)
class Run:
    """What a run saved, what the plan costs, and whether no plan can cost less."""

    arrangement: Arrangement
    price: int
    proved: bool


def run(engagement: Engagement, *, seen: int, by: User, without: str = "") -> Run:
    """Seat everybody again, moving as few people as the rules allow; locks stay.

    The wishes that `by` sees count. `without` leaves one rule of a conflict out: "apart 3 7", "together 3 7"
    for this run, "lock 3" for good. Raises NoPlan, CannotSeat, SearchStopped and ChangedMeanwhile; then the
    last plan stays.
    """
    now = standing_of(engagement, by)
    kind, *people = without.split(" ")
    request = request_of(now.setting, now.asked.ranked, _kept(now, kind, people))
    note_looks((one.delegate for one in now.setting.people if one.delegate.has_needs), by=by)
    freed = people if kind == "lock" else []
    locks = {person: seat for person, seat in now.locks.items() if person not in freed}
    request = replace(
        request,
        locks=tuple(each for each in request.locks if each.person not in freed),
        previous=tuple(now.seats.items()) if now.plan.saved else (),
    )
    answer = _answer(now, request)
    if answer.conflict is not None:
        found = clashes(answer.conflict, request, now.names)
        raise CannotSeat(found, proved=answer.conflict.proved, decided=answer.conflict.decided)
    seats = {person: seat for person, seat in answer.seats.items() if _is_chair(seat)}
    saved = save(now, seats=seats, locks=locks, seen=seen, by=by)
    return Run(saved, answer.price, proved=answer.status == "optimal")


def _kept(now: Standing, kind: str, people: list[str]) -> list[Pair]:
    """The wishes without the one left out."""
    return [
        pair
        for pair in now.pairs
        if not (pair.wish == kind and {str(pair.first_id), str(pair.second_id)} == set(people))
    ]


def _answer(now: Standing, request: Request) -> Answer:
    if not now.plan.searched:
        return answer_of(request)
    try:
        return search(request)
    except TookTooLong as stopped:
        raise SearchStopped from stopped


def _is_chair(seat: str) -> bool:
    """A chair of a row or table, not that of an aide beside or behind somebody."""
    return not seat.rpartition("-")[2].startswith(("i", "n"))
