"""Rounds of one-to-one meetings: who takes part, and who meets whom when. Wishes are not told."""

from legation.api.choices import Area
from legation.api.queries.telling import told, words
from legation.api.views.missions import AT, of_mission
from legation.api.views.resources import Resource
from legation.matchmaking.models.meeting import Meeting
from legation.matchmaking.models.participant import Participant
from legation.matchmaking.models.round import Round

OF = f"{AT}/rounds/<int:pk>"
IN = f"{AT}/rounds/<int:round>"

RESOURCES = (
    Resource(
        name="rounds",
        one="round of meetings",
        area=Area.MEETINGS,
        model=Round,
        at=f"{AT}/rounds",
        rows=of_mission,
        fields=told(Round, "name", "engagement", "status", "zone", "visibility"),
        joined=("mission",),
    ),
    Resource(
        name="participants",
        one="participant of a round",
        area=Area.MEETINGS,
        model=Participant,
        at=f"{OF}/participants",
        at_one=f"{IN}/participants/<int:pk>",
        parent=Round,
        may_list="matchmaking.view_round",
        rows=lambda rows, held: rows.filter(round=held),
        fields=(
            *told(Participant, "delegate", "person", "organisation", "side", "sectors", "languages"),
            words("name", lambda row: row),
        ),
        joined=("round__mission", "delegate__person", "person"),
    ),
    Resource(
        name="meetings",
        one="meeting of a round",
        area=Area.MEETINGS,
        model=Meeting,
        at=f"{OF}/meetings",
        at_one=f"{IN}/meetings/<int:pk>",
        parent=Round,
        may_list="matchmaking.view_round",
        rows=lambda rows, held: rows.filter(round=held),
        fields=told(Meeting, "participants", "session", "state", "slot", "table", "site", "locked"),
        joined=("round__mission",),
    ),
)
