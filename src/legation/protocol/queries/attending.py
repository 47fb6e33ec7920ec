"""Who is at an engagement as one reader sees it, with what the engines need to know of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from legation.directory.choices import country_name
from legation.directory.models import City, Organisation, Person, Post, Tenure
from legation.kernel.choices import Visibility
from legation.missions.choices import Capacity, DelegateStatus, EngagementKind, Function, Party, Presence
from legation.missions.models import Attendance, Delegate, Delegation, Engagement, Leg
from legation.protocol.choices import Layout, Pack
from legation.protocol.models import Arrangement, RulePack
from legation.protocol.queries.said import NOTHING, Said, said_at

# The pack of a host where nobody chose one: that of the host city's country.
PACKS = {
    "KR": Pack.KOREA,
    "US": Pack.UNITED_STATES,
    "ES": Pack.SPAIN,
    "FR": Pack.FRANCE,
    "AU": Pack.NEW_SOUTH_WALES,
    "JP": Pack.JAPAN,
}
# The language in which an engagement's names are collated: the host's, else English.
LANGUAGES = {"KR": "ko", "ES": "es", "FR": "fr", "JP": "ja"}
ARRANGED = "_arranged"  # set on an engagement that was read together with its arrangement
AWAY = (DelegateStatus.DECLINED, DelegateStatus.WITHDRAWN)
BESIDE = (Function.INTERPRETER, Function.NOTE_TAKER)


@dataclass(frozen=True, slots=True)
class Office:
    """A post as it was held on the day; without a known tenure its start is unknown."""

    post: Post
    since: date | None
    acting: bool


@dataclass(frozen=True, slots=True)
class Attending:
    """One who is there: `function` as it counts, `office` held on the day, `represents` an absent one's."""

    attendance: Attendance
    function: str
    office: Office | None
    represents: Office | None

    @property
    def key(self) -> str:
        """What the engines call them."""
        return str(self.delegate.pk)

    @property
    def delegate(self) -> Delegate:
        return self.attendance.delegate

    @property
    def person(self) -> Person:
        return self.delegate.person

    @property
    def delegation(self) -> Delegation:
        return self.delegate.delegation

    @property
    def party(self) -> str:
        """guest, host or third."""
        return self.delegation.party

    @property
    def post(self) -> Post | None:
        return self.delegate.post

    @property
    def organisation(self) -> Organisation | None:
        return self.post.organisation if self.post is not None else None

    @property
    def function_name(self) -> str:
        return str(Function(self.function).label)

    @property
    def beside(self) -> bool:
        """Interpreters and note-takers: outside the order (T7)."""
        return self.function in BESIDE

    @property
    def coming(self) -> bool:
        """Neither absent nor declined nor withdrawn."""
        return self.attendance.presence != Presence.ABSENT and self.delegate.status not in AWAY

    @property
    def accepted(self) -> bool:
        return self.delegate.status == DelegateStatus.CONFIRMED


@dataclass(frozen=True, slots=True)
class Setting:
    """An engagement with its people, its host city, and how it is arranged or would be by default."""

    engagement: Engagement
    people: tuple[Attending, ...]
    away: tuple[Attending, ...]
    host: City | None
    arrangement: Arrangement | None
    said: Said = NOTHING

    @property
    def day(self) -> date:
        return self.engagement.local_start.date()

    @property
    def own_pack(self) -> RulePack | None:
        """The pack of an office's own that was arranged."""
        return self.arrangement.own_pack if self.arrangement is not None else None

    @property
    def pack(self) -> Pack:
        """The shipped pack that counts, or that the office's own was made from."""
        if self.own_pack is not None:
            return Pack(self.own_pack.base)
        if self.arrangement is not None:
            return Pack(self.arrangement.pack)
        return PACKS.get(self.host.country, Pack.NEUTRAL) if self.host is not None else Pack.NEUTRAL

    @property
    def layout(self) -> Layout:
        if self.arrangement is not None:
            return Layout(self.arrangement.layout)
        return Layout.SIGNING if self.engagement.kind == EngagementKind.SIGNING else Layout.BILATERAL

    @property
    def seed(self) -> int:
        return self.arrangement.seed if self.arrangement is not None else 1

    @property
    def door(self) -> str:
        """The wall of the door: as arranged, else as the room has it, else empty."""
        if self.arrangement is not None and self.arrangement.door:
            return self.arrangement.door
        return self.engagement.room.door if self.engagement.room is not None else ""

    @property
    def window(self) -> str:
        """The wall of the window, unless the door took it."""
        window = self.engagement.room.window if self.engagement.room is not None else ""
        return "" if window == self.door else window

    @property
    def language(self) -> str:
        """The stated language of the engagement, for its alphabet."""
        return LANGUAGES.get(self.host.country, "en") if self.host is not None else "en"

    def by_key(self) -> dict[str, Attending]:
        return {each.key: each for each in (*self.people, *self.away)}


def common(setting: Setting) -> Setting:
    """The setting with those only whom everybody who sees the engagement sees: no query.

    Plans, line-ups, flags and vehicles are made over it, so that all readers get one and the same and no
    gap hints at anybody. Whom one side keeps to itself stays in the setting it was made from.
    """
    return replace(
        setting,
        people=tuple(each for each in setting.people if in_common(setting, each)),
        away=tuple(each for each in setting.away if in_common(setting, each)),
    )


def in_common(setting: Setting, attending: Attending) -> bool:
    """Everybody who sees the engagement sees this person too."""
    return attending.delegate.visibility in {Visibility.SHARED, setting.engagement.visibility}


def placed(engagement: Engagement, user: Any) -> Engagement:
    """The engagement with its place, mission and arrangement loaded: one query."""
    found: Engagement = (
        Engagement.objects.visible_to(user)
        .select_related("venue__city", "room", "mission", "arrangement__own_pack")
        .get(pk=engagement.pk)
    )
    return brought(found)


def brought(engagement: Engagement) -> Engagement:
    """Say that the engagement was read together with its arrangement and that one's own pack."""
    engagement.__dict__[ARRANGED] = True
    return engagement


def setting_of(engagement: Engagement, user: Any, attendances: Iterable[Attendance] | None = None) -> Setting:
    """Three queries: who is there, their tenures, what was said of rank; two where `attendances` are given.

    An engagement without a venue costs one more, for the leg; one that was not loaded with its venue or its
    arrangement, their loading.
    """
    return settings_of([engagement], user, attendances)[0]


def settings_of(
    engagements: Sequence[Engagement], user: Any, attendances: Iterable[Attendance] | None = None
) -> list[Setting]:
    """The same for many engagements, in the same number of queries."""
    rows = attendances_at(engagements, user) if attendances is None else list(attendances)
    there: dict[int, list[Attendance]] = defaultdict(list)
    for row in rows:
        there[row.engagement_id].append(row)
    held = _tenures(rows)
    arrangements = _arrangements(engagements, user)
    said = said_at(engagements, user)
    hosts = _hosts(engagements, user)
    made = []
    for engagement in engagements:
        day = engagement.local_start.date()
        everybody = [_attending(row, held, day) for row in there[engagement.pk]]
        made.append(
            Setting(
                engagement=engagement,
                people=tuple(each for each in everybody if each.coming),
                away=tuple(each for each in everybody if not each.coming),
                host=hosts.get(engagement.pk),
                arrangement=arrangements.get(engagement.pk),
                said=said[engagement.pk],
            )
        )
    return made


def _arrangements(engagements: Sequence[Engagement], user: Any) -> dict[int, Arrangement]:
    """How they are arranged: no query where `placed` brought it."""
    if all(ARRANGED in one.__dict__ for one in engagements):
        brought = [getattr(one, "arrangement", None) for one in engagements]
        return {each.engagement_id: each for each in brought if each is not None and each.removed_at is None}
    found = Arrangement.objects.visible_to(user).select_related("own_pack")
    return {each.engagement_id: each for each in found.filter(engagement__in=[one.pk for one in engagements])}


def attendances_at(engagements: Iterable[Engagement], user: Any) -> list[Attendance]:
    """Who is at these engagements, as far as the reader sees them: one query."""
    return list(
        Attendance.objects.visible_to(user)
        .filter(engagement__in=[one.pk for one in engagements])
        .select_related("delegate__person", "delegate__post__organisation", "delegate__delegation__city")
        .order_by("engagement", "pk")
    )


def _tenures(rows: Iterable[Attendance]) -> dict[int, list[Tenure]]:
    """Person key to what they hold or held; of delegates whom the reader sees, and those they represent.

    Not narrowed to the persons that the reader's office finds: the order is the same for whoever sees the
    delegates.
    """
    keys = {key for row in rows for key in (row.delegate.person_id, row.delegate.representing_id) if key}
    found: dict[int, list[Tenure]] = defaultdict(list)
    tenures = Tenure.objects.standing().filter(person__in=keys).select_related("post__organisation")
    for tenure in tenures.order_by("acting", "started_on", "pk"):
        found[tenure.person_id].append(tenure)
    return found


def _attending(row: Attendance, held: Mapping[int, list[Tenure]], day: date) -> Attending:
    delegate = row.delegate
    function = row.function
    if delegate.capacity == Capacity.INTERPRETER and function == Function.PARTICIPANT:
        function = Function.INTERPRETER
    office = represents = None
    if delegate.post is not None:
        tenure = next(
            (each for each in _on(held, delegate.person_id, day) if each.post_id == delegate.post_id), None
        )
        office = Office(
            delegate.post,
            tenure.started_on if tenure is not None else None,
            tenure is not None and tenure.acting,
        )
    if delegate.representing_id is not None:
        theirs = _on(held, delegate.representing_id, day)
        ranked = next((each for each in theirs if each.post.rank_class), None)
        represents = Office(ranked.post, ranked.started_on, ranked.acting) if ranked is not None else None
    return Attending(row, function, office, represents)


def _on(held: Mapping[int, list[Tenure]], person: int, day: date) -> list[Tenure]:
    """What the person holds on the day, full holders first."""
    return [
        tenure
        for tenure in held.get(person, ())
        if (tenure.started_on is None or tenure.started_on <= day)
        and (tenure.ended_on is None or tenure.ended_on >= day)
    ]


def _hosts(engagements: Sequence[Engagement], user: Any) -> dict[int, City]:
    """The host city of each: that of its venue, else of the leg of its day, else of the hosts."""
    found = {one.pk: one.venue.city for one in engagements if one.venue is not None}
    missing = [one for one in engagements if one.pk not in found]
    if not missing:
        return found
    missions = {one.mission_id for one in missing}
    legs = list(
        Leg.objects.visible_to(user)
        .filter(mission__in=missions)
        .select_related("city")
        .order_by("starts_on", "pk")
    )
    hosts = list(
        Delegation.objects.visible_to(user)
        .filter(mission__in=missions, party=Party.HOST)
        .exclude(city=None)
        .select_related("city")
        .order_by("pk")
    )
    for one in missing:
        day = one.local_start.date()
        cities = [
            leg.city
            for leg in legs
            if leg.mission_id == one.mission_id and leg.starts_on <= day <= leg.ends_on
        ]
        cities += [each.city for each in hosts if each.mission_id == one.mission_id]
        if cities:
            found[one.pk] = cities[0]
    return found


def country_of(attending: Attending, language: str) -> str:
    """The country they come from, in the engagement's language."""
    city = attending.delegation.city
    return country_name(city.country, language) if city is not None else ""
