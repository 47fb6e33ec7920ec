"""What the pages of ceremonies, vehicles and the door show."""

import unicodedata
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from legation.kernel.asked import key_asked
from legation.kernel.choices import Visibility
from legation.missions.choices import Presence
from legation.missions.models import Delegate, Engagement, Mission
from legation.missions.rules import standing
from legation.outcomes.models import Agreement
from legation.protocol.models import Ceremony, Vehicle
from legation.protocol.queries.attending import Attending, Setting, in_common, placed, setting_of
from legation.protocol.queries.staging_drawing import pictures_of
from legation.protocol.queries.staging_flags import Flags, flags_of
from legation.protocol.queries.staging_lines import (
    SECONDS,
    LineUp,
    ReceivingLine,
    lineup_of,
    receiving_line_of,
)
from legation.protocol.queries.staging_people import Cast, cast_of
from legation.protocol.queries.staging_shapes import Picture
from legation.protocol.queries.staging_signing import Signing, is_signing, signing_of
from legation.protocol.queries.staging_vehicles import VehiclePlan, vehicles_of
from legation.protocol.queries.staging_words import Acknowledgements, Words, acknowledgements_of, words_of


@dataclass(frozen=True, slots=True)
class CeremoniesPage:
    """All of one engagement's ceremonies; `aside` are those whom only the reader's side sees."""

    setting: Setting
    cast: Cast
    ceremony: Ceremony
    signing: Signing | None
    flags: Flags
    photo: LineUp
    line: ReceivingLine
    words: Words
    acknowledged: Acknowledgements
    aside: tuple[Attending, ...]
    pictures: dict[str, Picture]


def ceremonies_page(
    engagement: Engagement, user: Any, *, guests: int | None = None, seconds: int | None = None
) -> CeremoniesPage:
    """Those of `setting_of` and three more: the engagement with its place, the ceremony, the agreements."""
    setting = setting_of(placed(engagement, user), user)
    ceremony = ceremony_shown(setting.engagement, user)
    papers = tuple(Agreement.objects.visible_to(user).filter(engagement=setting.engagement).order_by("pk"))
    cast = cast_of(setting)
    signing = signing_of(cast, ceremony, papers) if is_signing(cast, papers) else None
    flags = flags_of(cast, ceremony)
    photo = lineup_of(cast, ceremony.photo_rows)
    line = receiving_line_of(cast, guests, seconds or SECONDS)
    return CeremoniesPage(
        setting=setting,
        cast=cast,
        ceremony=ceremony,
        signing=signing,
        flags=flags,
        photo=photo,
        line=line,
        words=words_of(cast),
        acknowledged=acknowledgements_of(cast),
        aside=aside_of(setting),
        pictures=pictures_of(cast, signing, flags, photo, line),
    )


def aside_of(setting: Setting) -> tuple[Attending, ...]:
    """Who comes and is seen by the reader's side alone, so that they have no place yet."""
    return tuple(each for each in setting.people if not in_common(setting, each))


def ceremony_shown(engagement: Engagement, user: Any) -> Ceremony:
    """How it is staged, or an unsaved one with what counts without: one query."""
    found: Ceremony | None = Ceremony.objects.visible_to(user).filter(engagement=engagement).first()
    return found if found is not None else Ceremony(engagement=engagement)


def in_photograph(engagement: Engagement, user: Any) -> int:
    """How many stand in the photograph."""
    return len(cast_of(setting_of(placed(engagement, user), user)).everybody)


@dataclass(frozen=True, slots=True)
class VehiclesPage:
    """The vehicles of one engagement, with a drawing of each by its key."""

    setting: Setting
    plan: VehiclePlan
    aside: tuple[Attending, ...]


def vehicles_page(engagement: Engagement, user: Any) -> VehiclesPage:
    """Those of `setting_of` and three more: the engagement with its place, the vehicles, their riders."""
    setting = setting_of(placed(engagement, user), user)
    return VehiclesPage(setting, vehicles_of(setting, line_of(engagement, user)), aside_of(setting))


def line_of(engagement: Engagement, user: Any) -> "QuerySet[Vehicle, Vehicle]":
    """The vehicles of an engagement in their line, with those who always ride in them."""
    found: QuerySet[Vehicle, Vehicle] = (
        Vehicle.objects.visible_to(user)
        .filter(engagement=engagement)
        .prefetch_related("riders")
        .order_by("position", "name", "pk")
    )
    return found


def next_position(engagement: Engagement, user: Any) -> int:
    """The place behind the last vehicle of the line."""
    places = Vehicle.objects.visible_to(user).filter(engagement=engagement).values_list("position", flat=True)
    return max(places, default=0) + 1


def riders_offered(engagement: Engagement, user: Any) -> "QuerySet[Delegate, Delegate]":
    """Who may be put into a vehicle by hand: those at the engagement whom all its readers see."""
    found: QuerySet[Delegate, Delegate] = (
        Delegate.objects.visible_to(user)
        .filter(
            visibility__in={Visibility.SHARED, engagement.visibility},
            attendances__engagement=engagement,
            attendances__removed_at=None,
        )
        .select_related("person")
        .order_by("pk")
    )
    return found


def removed_vehicle(mission: Mission, engagement: int, pk: str | int, user: Any) -> Vehicle | None:
    """The removed vehicle of this engagement that `user` may bring back, or None."""
    key = key_asked(pk)
    if key is None:
        return None
    rows = Vehicle.objects.filter(pk=key, engagement=engagement, engagement__mission=mission)
    found: Vehicle | None = rows.exclude(removed_at=None).select_related("engagement__mission").first()
    if found is None:
        return None
    mine = standing(user, mission.pk)
    there = copy(found)
    there.removed_at = None
    seen = mine is not None and found.seen_by() in mine.sees
    return found if seen and user.has_perm("protocol.change_vehicle", there) else None


@dataclass(frozen=True, slots=True)
class DoorPage:
    """Who is expected, and who is there. `people` are those found by name, in order; `may` tells whether
    the reader checks in. The counts are of everybody the reader sees; `state` changes with any of it."""

    setting: Setting
    people: tuple[Attending, ...]
    total: int
    present: int
    absent: int
    acknowledged: Acknowledgements
    may: bool

    @property
    def marks(self) -> list[tuple[str, Any]]:
        """What somebody can be marked as."""
        return list(Presence.choices)

    @property
    def expected(self) -> int:
        return self.total - self.present - self.absent

    @property
    def state(self) -> str:
        """Differs where anything on the page does."""
        rows = (f"{each.attendance.pk}.{each.attendance.version}" for each in self.people)
        return "-".join([str(self.total), str(self.present), str(self.absent), *rows])


def door_page(engagement: Engagement, user: Any, find: str = "") -> DoorPage:
    """Those of `setting_of` and one more: the engagement with its place."""
    setting = setting_of(placed(engagement, user), user)
    cast = cast_of(setting)
    order = {row.attending.key: row.number for row in cast.ranked.rows}
    absent = (each for each in setting.away if each.attendance.presence == Presence.ABSENT)
    everybody = sorted(
        (*setting.people, *absent),
        key=lambda each: (order.get(each.key, len(order) + 1), each.attendance.pk),
    )
    marks = [each.attendance.presence for each in everybody]
    mine = standing(user, engagement.mission_id)
    return DoorPage(
        setting=setting,
        people=tuple(each for each in everybody if answers(each, find)),
        total=len(everybody),
        present=marks.count(Presence.PRESENT),
        absent=marks.count(Presence.ABSENT),
        acknowledged=acknowledgements_of(cast),
        may=mine is not None and mine.prepares,
    )


def answers(each: Attending, find: str) -> bool:
    """Whether every word looked for stands in the name, in any script, or in the body they come from."""
    person = each.person
    names = (
        person.name_in("en"),
        person.native_name,
        person.korean_name,
        *person.aliases,
        str(each.organisation or ""),
        str(each.delegation),
    )
    text = plain(" ".join(names))
    close = text.replace(" ", "")
    return all(word in text or word in close for word in plain(find).split())


def plain(text: str) -> str:
    """Letters alone: without case, accents, hyphens and full width."""
    flat = unicodedata.normalize("NFKD", text).casefold().replace("-", "")
    return unicodedata.normalize("NFC", "".join(each for each in flat if not unicodedata.combining(each)))
