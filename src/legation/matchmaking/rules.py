"""Who may do what in a round: both sides prepare what both see; wishes are their own side's."""

from typing import Any

import rules

from legation.matchmaking.models import Link, Meeting, Participant
from legation.missions.rules import prepares, sees, standing


@rules.predicate
def sees_round(user: Any, round_: Any) -> bool:
    """The user sees the round and the engagement of which it is part, be it removed or not."""
    if not sees(user, round_):
        return False
    mine = standing(user, round_.mission_id)
    return round_.engagement is None or (mine is not None and round_.engagement.visibility in mine.sees)


@rules.predicate
def sees_part(user: Any, part: Any) -> bool:
    """The user sees the round that this is part of."""
    return part.removed_at is None and bool(sees_round(user, part.round))


def _sees_delegate(user: Any, participant: Participant) -> bool:
    mine = standing(user, participant.mission_key())
    return participant.delegate is None or (mine is not None and participant.delegate.visibility in mine.sees)


@rules.predicate
def sees_participant(user: Any, participant: Participant) -> bool:
    """The user sees the round and, where it is one, the delegate."""
    return bool(sees_part(user, participant)) and _sees_delegate(user, participant)


@rules.predicate
def sees_meeting(user: Any, meeting: Meeting) -> bool:
    """The user sees the round and everybody who sits there."""
    return bool(sees_part(user, meeting)) and all(
        _sees_delegate(user, seat.participant)
        for seat in meeting.seats.select_related("participant__delegate", "participant__round")
    )


@rules.predicate
def sees_own(user: Any, part: Any) -> bool:
    """The user sees the round and is of the side that keeps this to itself."""
    mine = standing(user, part.mission_key())
    return bool(sees_part(user, part)) and mine is not None and part.visibility in mine.sees


@rules.predicate
def prepares_their_side(user: Any, participant: Participant) -> bool:
    """The user prepares the mission on the participant's side; in a round of one side, all of it. A name from
    a list is kept by both: what they wish is not."""
    mine = standing(user, participant.mission_key())
    return (
        mine is not None
        and mine.prepares
        and (participant.delegate is None or mine.side in {participant.side, participant.round.visibility})
    )


@rules.predicate
def owns_link(user: Any, link: Link) -> bool:
    """The user prepares the side of the participant and sees them."""
    mine = standing(user, link.mission_key())
    return (
        mine is not None
        and mine.prepares
        and link.participant.side == mine.side
        and bool(sees_participant(user, link.participant))
    )


rules.add_perm("matchmaking.view_round", sees_round)
rules.add_perm("matchmaking.change_round", sees_round & prepares)
for kind in ("resource", "site", "search"):
    rules.add_perm(f"matchmaking.view_{kind}", sees_part)
    rules.add_perm(f"matchmaking.change_{kind}", sees_part & prepares)
rules.add_perm("matchmaking.view_participant", sees_participant)
rules.add_perm("matchmaking.change_participant", sees_participant & prepares_their_side)
rules.add_perm("matchmaking.view_meeting", sees_meeting)
rules.add_perm("matchmaking.change_meeting", sees_meeting & prepares)
for kind in ("wish", "feedback"):
    rules.add_perm(f"matchmaking.view_{kind}", sees_own)
    rules.add_perm(f"matchmaking.change_{kind}", sees_own & prepares)
rules.add_perm("matchmaking.view_link", owns_link)
rules.add_perm("matchmaking.change_link", owns_link)
