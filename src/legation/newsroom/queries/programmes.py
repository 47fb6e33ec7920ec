"""The public part of a programme: as it is drafted, and as the public reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from legation.directory.models import City
from legation.kernel.choices import Visibility
from legation.missions.choices import EngagementKind, EngagementStatus, PartOfDay, Party
from legation.missions.models import Engagement, Mission
from legation.newsroom.models import PublicProgramme
from legation.newsroom.queries.consents import SideState, sides_of, trace_of, within, words


@dataclass(frozen=True, slots=True)
class Item:
    """One engagement as the public reads it."""

    pk: int
    uuid: str
    sequence: int
    kind: str
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    part: str
    cancelled: bool
    venue: str
    street: str
    city: str

    @property
    def local_start(self) -> datetime:
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    @property
    def kind_label(self) -> str:
        return str(EngagementKind(self.kind).label)

    @property
    def part_label(self) -> str:
        return str(PartOfDay(self.part).label) if self.part else ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day by the clock of the place, with what happens on it."""

    day: date
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the public reads, in the language that it was asked for in."""

    slug: str
    name: str
    intro: str
    starts_on: date
    ends_on: date
    guests: tuple[str, ...]
    hosts: tuple[str, ...]
    items: tuple[Item, ...]
    published_at: datetime

    @property
    def days(self) -> tuple[Day, ...]:
        return _by_day(self.items)


@dataclass(frozen=True, slots=True)
class Publishing:
    """The draft, what both sides say of it, and what is public now."""

    programme: PublicProgramme | None
    days: tuple[Day, ...]
    trace: str
    sides: tuple[SideState, ...]
    same: bool

    @property
    def public(self) -> bool:
        return self.programme is not None and self.programme.published_at is not None


def publishable(mission: Mission) -> Any:
    """What may be chosen: what both sides see and is settled. One query."""
    return (
        Engagement.objects.present()
        .filter(mission=mission, visibility=Visibility.SHARED)
        .exclude(status=EngagementStatus.TENTATIVE)
        .select_related("venue__city")
        .order_by("starts_at", "pk")
    )


def drafted(programme: PublicProgramme) -> dict[str, Any]:
    """What would be public, if both sides said yes now: plain words in both languages. Two queries."""
    mission = programme.mission
    cities: dict[str, dict[int, City]] = {party: {} for party in Party.values}
    for one in mission.delegations.present().exclude(city=None).select_related("city").order_by("pk"):
        cities[one.party][one.city.pk] = one.city
    chosen = publishable(mission).filter(public_programmes=programme)
    return {
        "name": words(mission.name),
        "intro": words(programme.intro),
        "starts_on": mission.starts_on.isoformat(),
        "ends_on": mission.ends_on.isoformat(),
        "guests": [words(city.name) for city in cities[Party.GUEST].values()],
        "hosts": [words(city.name) for city in cities[Party.HOST].values()],
        "items": [_item(engagement) for engagement in chosen],
    }


def publishing(mission: Mission, user: Any) -> Publishing:
    """Where publishing the programme stands."""
    programme = PublicProgramme.objects.visible_to(user).filter(mission=mission).first()
    if programme is None:
        return Publishing(None, (), "", (), same=False)
    programme.mission = mission
    draft = drafted(programme)
    trace = trace_of(draft)
    sides = sides_of(programme, trace)
    shown = bool(programme.shown) and trace_of(programme.shown) == trace
    return Publishing(programme, _by_day(_items(draft["items"], "")), trace, sides, same=shown)


def public_programme(slug: str, language: str) -> Shown | None:
    """What anyone may read of a mission's programme; None where nothing is public. Two queries.

    What was made private or removed since is left out at once, whatever was said yes to.
    """
    programme = PublicProgramme.objects.public().filter(mission__slug=slug).first()
    if programme is None or programme.published_at is None:
        return None
    shown = programme.shown
    still = set(
        Engagement.objects.present()
        .filter(mission=programme.mission_id, visibility=Visibility.SHARED)
        .values_list("pk", flat=True)
    )
    items = [row for row in shown["items"] if row["pk"] in still]
    return Shown(
        slug=slug,
        name=within(shown["name"], language),
        intro=within(shown["intro"], language),
        starts_on=date.fromisoformat(shown["starts_on"]),
        ends_on=date.fromisoformat(shown["ends_on"]),
        guests=tuple(within(city, language) for city in shown["guests"]),
        hosts=tuple(within(city, language) for city in shown["hosts"]),
        items=tuple(_items(items, language)),
        published_at=programme.published_at,
    )


def _item(engagement: Engagement) -> dict[str, Any]:
    venue = engagement.venue
    return {
        "pk": engagement.pk,
        "uuid": str(engagement.uuid),
        "sequence": engagement.sequence,
        "kind": engagement.kind,
        "title": words(engagement.title),
        "starts_at": engagement.starts_at.isoformat(),
        "ends_at": engagement.ends_at.isoformat(),
        "zone": engagement.zone,
        "part": engagement.part,
        "cancelled": engagement.status == EngagementStatus.CANCELLED,
        "venue": words(venue.name) if venue is not None else {},
        "street": words(venue.street) if venue is not None else {},
        "city": words(venue.city.name) if venue is not None else {},
    }


def _items(rows: Iterable[dict[str, Any]], language: str) -> list[Item]:
    return [
        Item(
            pk=row["pk"],
            uuid=row["uuid"],
            sequence=row["sequence"],
            kind=row["kind"],
            title=within(row["title"], language),
            starts_at=datetime.fromisoformat(row["starts_at"]),
            ends_at=datetime.fromisoformat(row["ends_at"]),
            zone=row["zone"],
            part=row["part"],
            cancelled=row["cancelled"],
            venue=within(row["venue"], language),
            street=within(row["street"], language),
            city=within(row["city"], language),
        )
        for row in rows
    ]


def _by_day(items: Iterable[Item]) -> tuple[Day, ...]:
    return tuple(
        Day(day, tuple(rows)) for day, rows in groupby(items, key=lambda one: one.local_start.date())
    )
