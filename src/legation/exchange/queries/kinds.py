"""What of a mission goes into its file: kind by kind, and of each the fields that are named here only.

Nothing goes out because it is there: a column that nobody names stays at home.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from legation.directory.models import City, Organisation, Person, Post
from legation.guests.models import Guest, GuestList
from legation.logistics.models import Car, RoomType, Run, Stay
from legation.missions.models import (
    Attendance,
    Delegate,
    Delegation,
    Engagement,
    Leg,
    Mission,
    Movement,
    Point,
    Programme,
    Room,
    Venue,
)
from legation.outcomes.models import (
    Agreement,
    Attachment,
    Commitment,
    Minutes,
    MinutesLine,
    MinutesPerson,
    Signatory,
    Statement,
)
from legation.protocol.models import (
    Arrangement,
    Ceremony,
    Equivalence,
    Gift,
    GivenRank,
    Override,
    ShowItem,
    Vehicle,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of record: its plain fields, its links to one and to many, and what it cannot be without.

    `mine` are links that together tell a record again; `shared` says that it belongs to no mission.
    """

    model: type[models.Model]
    plain: tuple[str, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    many: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    mine: tuple[str, ...] = ()
    shared: bool = False
    file: str = ""  # the column that names a stored file
    fixed: Mapping[str, Any] = field(default_factory=dict)
    after: str = ""  # the link to another of the same kind, which is made before
    named_in: str = ""  # the link to what holds only one of a name
    placed: Mapping[str, str] = field(default_factory=dict)  # columns of pairs: whose key, and which chair
    riding: Mapping[str, str] = field(default_factory=dict)  # rows of who is in it, first to enter first

    @property
    def fields(self) -> tuple[str, ...]:
        return (*self.plain, *self.links, *self.many, *self.placed, *self.riding)

    def field(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def label(self, name: str) -> str:
        return str((Run._meta.get_field("riders") if name in self.riding else self.field(name)).verbose_name)


IN_MISSION = {"mission": "mission"}
SHARED = {"visibility": "shared"}
# In the order in which they are made: what a record links to comes before it.
KINDS: dict[str, Kind] = {
    "city": Kind(model=City, plain=("name", "native_name", "country", "time_zone"), shared=True),
    "organisation": Kind(
        model=Organisation,
        plain=("name", "native_name", "kind", "founded_on"),
        links={"city": "city"},
        shared=True,
    ),
    "person": Kind(
        model=Person,
        plain=(
            *("family_name", "given_name", "family_first", "native_name", "korean_name", "languages"),
            *("biography", "scope", "sample"),
        ),
        file="portrait",
        shared=True,
    ),
    "post": Kind(
        model=Post,
        plain=("title", "rank_class"),
        links={"organisation": "organisation"},
        needs=("organisation",),
        shared=True,
    ),
    "venue": Kind(
        model=Venue,
        plain=("name", "street", "latitude", "longitude"),
        links={"city": "city"},
        needs=("city",),
        shared=True,
    ),
    "room": Kind(
        model=Room,
        plain=("name", "capacity", "door", "window"),
        links={"venue": "venue"},
        needs=("venue",),
        shared=True,
    ),
    "programme": Kind(model=Programme, plain=("name",), shared=True),
    "mission": Kind(
        model=Mission,
        plain=(
            *("name", "kind", "status", "starts_on", "ends_on", "purpose", "learning_goals"),
            *("announced_size", "closed_days"),
        ),
        links={"programme": "programme"},
    ),
    "leg": Kind(
        model=Leg,
        plain=("starts_on", "ends_on"),
        links={**IN_MISSION, "city": "city"},
        needs=("mission", "city"),
    ),
    "delegation": Kind(
        model=Delegation, plain=("party", "name"), links={**IN_MISSION, "city": "city"}, needs=("mission",)
    ),
    "delegate": Kind(
        model=Delegate,
        plain=("capacity", "status"),
        links={
            **IN_MISSION,
            "delegation": "delegation",
            "person": "person",
            "post": "post",
            "representing": "person",
            "partner": "delegate",
        },
        needs=("mission", "delegation", "person"),
        mine=("mission", "person"),
        fixed=SHARED,
        after="partner",
    ),
    "engagement": Kind(
        model=Engagement,
        plain=(
            *("kind", "title", "starts_at", "ends_at", "zone", "part", "status", "interpretation", "dress"),
            *("summary", "track", "locked"),
        ),
        links={**IN_MISSION, "venue": "venue", "room": "room"},
        needs=("mission",),
        fixed=SHARED,
    ),
    "point": Kind(
        model=Point,
        plain=("kind", "text", "minutes", "position"),
        links={"engagement": "engagement"},
        needs=("engagement",),
        fixed=SHARED,
    ),
    "attendance": Kind(
        model=Attendance,
        plain=("function", "presence"),
        links={"engagement": "engagement", "delegate": "delegate", "assists": "delegate"},
        needs=("engagement", "delegate"),
        mine=("engagement", "delegate"),
    ),
    "equivalence": Kind(
        model=Equivalence,
        plain=("counterpart",),
        links={**IN_MISSION, "post": "post"},
        needs=("mission", "post"),
        mine=("mission", "post"),
    ),
    "given_rank": Kind(
        model=GivenRank,
        plain=("rank_class", "reason"),
        links={"delegate": "delegate"},
        needs=("delegate",),
        mine=("delegate",),
    ),
    "override": Kind(
        model=Override,
        plain=("reason",),
        links={"engagement": "engagement", "higher": "delegate", "lower": "delegate"},
        needs=("engagement", "higher", "lower"),
        mine=("engagement", "higher", "lower"),
    ),
    "arrangement": Kind(  # without locks, which are whoever's who seats here, and an office's own pack
        model=Arrangement,
        plain=("pack", "layout", "door", "window", "viewer", "axis", "seed", "tables"),
        placed={"seats": "delegate"},
        links={"engagement": "engagement"},
        needs=("engagement",),
        mine=("engagement",),
    ),
    "ceremony": Kind(
        model=Ceremony,
        plain=("two_flags", "photo_rows", "copies", "text_languages", "receiving_line"),
        links={"engagement": "engagement"},
        needs=("engagement",),
        mine=("engagement",),
    ),
    "vehicle": Kind(
        model=Vehicle,
        plain=("name", "kind", "seats", "driver", "wheel", "party", "position"),
        links={"engagement": "engagement"},
        many={"riders": "delegate"},
        needs=("engagement",),
        named_in="engagement",
    ),
    "show_item": Kind(
        model=ShowItem,
        plain=("position", "offset", "minutes", "title", "role", "cue"),
        links={"engagement": "engagement", "owner": "delegate"},
        needs=("engagement",),
        fixed=SHARED,
    ),
    "movement": Kind(
        model=Movement,
        plain=(
            *("direction", "kind", "number", "carrier", "leaving_place", "leaving_terminal", "leaving_zone"),
            *("departs_at", "arriving_place", "arriving_terminal", "arriving_zone", "arrives_at"),
            *("expected_at", "lead", "transfer", "remarks", "status", "side"),
        ),
        links={**IN_MISSION, "leaving_city": "city", "arriving_city": "city"},
        many={"delegates": "delegate"},
        needs=("mission",),
        fixed=SHARED,
    ),
    "statement": Kind(
        model=Statement,
        plain=("text",),
        links={**IN_MISSION, "engagement": "engagement"},
        many={"speakers": "person"},
        needs=("mission",),
        fixed=SHARED,
    ),
    "commitment": Kind(
        model=Commitment,
        plain=(
            *("title", "detail", "due_on", "status", "reason", "next_step", "next_on", "value", "currency"),
            *("reviewed_on", "settled_on"),
        ),
        links={
            **IN_MISSION,
            "engagement": "engagement",
            "owed_by": "organisation",
            "owed_to": "organisation",
            "statement": "statement",
        },
        needs=("mission",),
        fixed=SHARED,
    ),
    "minutes": Kind(  # as they are written: what was closed and signed is signed where that was done
        model=Minutes,
        plain=(),
        links={**IN_MISSION, "engagement": "engagement"},
        needs=("mission", "engagement"),
        mine=("engagement",),
        fixed=SHARED,
    ),
    "minutes_person": Kind(
        model=MinutesPerson,
        plain=("party", "name", "post"),
        links={"minutes": "minutes", "instead_of": "delegate"},
        needs=("minutes",),
    ),
    "minutes_line": Kind(
        model=MinutesLine,
        plain=("kind", "position", "text", "speaker"),
        links={
            "minutes": "minutes",
            "under": "minutes_line",
            "statement": "statement",
            "commitment": "commitment",
        },
        needs=("minutes",),
        fixed=SHARED,
        after="under",
    ),
    "agreement": Kind(
        model=Agreement,
        plain=(
            *("kind", "title", "status", "subjects", "signed_on", "place", "begins_on", "ends_on", "renews"),
            "text",
        ),
        links={**IN_MISSION, "engagement": "engagement"},
        many={"parties": "organisation"},
        needs=("mission",),
        fixed=SHARED,
    ),
    "signatory": Kind(
        model=Signatory,
        plain=("head",),
        links={"agreement": "agreement", "party": "organisation", "person": "person", "post": "post"},
        needs=("agreement", "party", "person"),
        mine=("agreement", "party", "person"),
    ),
    "attachment": Kind(
        model=Attachment,
        plain=("kind", "title", "link", "language", "dated_on"),
        links={"commitment": "commitment", "agreement": "agreement"},
        file="stored",
        fixed=SHARED,
    ),
    "room_type": Kind(
        model=RoomType,
        plain=("name", "beds", "count", "suite", "accessible", "party", "held_from", "held_until"),
        links={**IN_MISSION, "venue": "venue"},
        needs=("mission", "venue"),
        fixed=SHARED,
    ),
    "stay": Kind(  # where, how long and in which room; wishes are one side's
        model=Stay,
        plain=("arrives_on", "leaves_on", "status", "unit", "number"),
        links={**IN_MISSION, "delegate": "delegate", "venue": "venue", "room_type": "room_type"},
        needs=("mission", "delegate", "venue"),
    ),
    "transfer": Kind(
        model=Run,
        plain=("name", "leaves_at", "zone", "meeting_point"),
        links={**IN_MISSION, "movement": "movement", "engagement": "engagement"},
        many={"riders": "delegate"},
        needs=("mission",),
        fixed=SHARED,
    ),
    "car": Kind(
        model=Car,
        plain=("name", "kind", "seats", "party", "alone", "position", "plate", "driver", "phone"),
        links={"run": "transfer"},
        riding={"rides": "delegate"},
        needs=("run",),
        named_in="run",
    ),
    "guest_list": Kind(
        model=GuestList,
        plain=("capacity", "guest_quota", "host_quota", "companions", "reply_until", "words", "doors"),
        links={"engagement": "engagement"},
        needs=("engagement",),
        mine=("engagement",),
    ),
    "guest": Kind(  # without addresses, diet, needs and notes: whoever invites them keeps those
        model=Guest,
        plain=(
            *("name", "native_name", "post", "body", "language", "side", "invited_by", "may_bring"),
            "status",
        ),
        links={
            "guest_list": "guest_list",
            "delegate": "delegate",
            "person": "person",
            "organisation": "organisation",
            "comes_with": "guest",
        },
        needs=("guest_list",),
        fixed=SHARED,
        after="comes_with",
    ),
    "gift": Kind(  # without worth, circumstances, use and declaration: those are of one side's register
        model=Gift,
        plain=("side", "direction", "nature", "exchanged_on"),
        links={
            **IN_MISSION,
            "engagement": "engagement",
            "donor": "person",
            "donor_body": "organisation",
            "recipient": "person",
            "recipient_body": "organisation",
        },
        needs=("mission",),
        fixed=SHARED,
    ),
}
