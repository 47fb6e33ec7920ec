"""Take a list into a round: people first, then the wishes between them; all of it or nothing."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from legation.accounts.models import User
from legation.matchmaking.actions.meetings import MeetAlready, add_meeting, change_meeting, meeting_between
from legation.matchmaking.actions.participants import add_named
from legation.matchmaking.actions.taking_part import ask_for
from legation.matchmaking.models import Participant, Round
from legation.matchmaking.queries.importing import by_name, plain


@transaction.atomic
def take_list(round_: Round, told: Mapping[str, Any], *, by: User) -> tuple[int, int]:
    """How many people and how many wishes were taken in. A pair that is there already is no second one."""
    rows = [{key: value for key, value in row.items() if key != "line"} for row in told["people"]]
    people = add_named(round_, rows, by=by)
    there, wishes = by_name(round_), 0
    for row in told["wishes"]:
        me, to = there[plain(row["who"])], there[plain(row["with"])]
        if row["rank"]:
            ask_for(me, to, rank=row["rank"], note="", by=by)
        if row["must"] or not row["rank"]:
            _set(round_, me, to, must=row["must"], by=by)
        wishes += 1
    return people, wishes


def _set(round_: Round, me: Participant, to: Participant, *, must: bool, by: User) -> None:
    try:
        add_meeting(round_, [me, to], {"must": must}, by=by)
    except MeetAlready:
        if must:
            found = meeting_between(round_, (me, to))
            if found is not None:
                change_meeting(found, {"must": True}, seen=found.version, by=by)
