"""What a day is made of, as plain values: the same for the phone, for paper, and for telling what changed."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody who is there: how they are named and addressed; `portrait` is a mark of theirs, or empty."""

    delegate: int
    name: str
    second: str
    second_lang: str
    initials: str
    post: str
    address: str
    function: str
    party: str
    portrait: str
    sample: bool


@dataclass(frozen=True, slots=True)
class Say:
    """Lines of the brief of one kind: `private` ones are for one's own side."""

    kind: str
    label: str
    lines: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Where:
    """The place; `driver` are name and address in the script of the country, to show to a driver."""

    room: str
    venue: str
    street: str
    driver: tuple[str, ...]
    driver_lang: str
    map_url: str


@dataclass(frozen=True, slots=True)
class Car:
    """A vehicle in which one rides to or from an engagement."""

    name: str
    kind: str
    seat: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """A ride to or from somewhere; `engagement` is the one that it leads to, `private` is one side's own."""

    key: int
    engagement: int | None
    on: date
    leaves_at: datetime
    zone: str
    name: str
    car: str
    kind: str
    plate: str
    driver: str
    phone: str
    meeting_point: str
    private: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One engagement of somebody's day; `part` is set where no clock time is known."""

    key: int
    on: date
    title: str
    kind: str
    kind_label: str
    function: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    part: str
    city: str
    until: date | None
    other_city: str
    other_time: str
    other_day: date | None
    where: Where | None
    status: str
    dress: str
    interpretation: str
    summary: str
    cars: tuple[Car, ...]
    rides: tuple[Transfer, ...]
    faces: tuple[Face, ...]
    others: tuple[str, ...]
    say: tuple[Say, ...]
    changed: str

    @property
    def off(self) -> bool:
        return self.status == "cancelled"

    @property
    def timed(self) -> bool:
        return not self.part and not self.off


@dataclass(frozen=True, slots=True)
class Day:
    """One day as the calendar of its places has it."""

    on: date
    items: tuple[Item, ...]
    rides: tuple[Transfer, ...] = ()


@dataclass(frozen=True, slots=True)
class Clock:
    """A city of the mission and its time zone."""

    city: str
    zone: str


@dataclass(frozen=True, slots=True)
class Whose:
    """The delegate whose day it is."""

    delegate: int
    name: str
    post: str
    party: str


@dataclass(frozen=True, slots=True)
class MyDay:
    """All days of one delegate on one mission; `version` differs where anything that is shown does."""

    whose: Whose
    mission: str
    off: bool
    clocks: tuple[Clock, ...]
    days: tuple[Day, ...]
    version: str

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for day in self.days for item in day.items)

    @property
    def people(self) -> tuple[Face, ...]:
        """Everybody whom they meet, each once, in the order in which they meet them."""
        return tuple({face.delegate: face for item in self.items for face in item.faces}.values())


@dataclass(frozen=True, slots=True)
class Moment:
    """What the day says now: what is on, what begins next, in so many minutes, and which day it is."""

    now: tuple[Item, ...]
    next: tuple[Item, ...]
    today: date
    minutes: int
    zone: str

    @property
    def soon(self) -> bool:
        """The next begins within the hours in which minutes are of use."""
        return bool(self.next) and self.minutes <= 180


def moment_of(day: MyDay, at: datetime) -> Moment:
    """What is on at this moment. `at` is aware; today is that of what is near, else of the hosts."""
    timed = [item for item in day.items if item.timed]
    running = tuple(item for item in timed if item.starts_at <= at < item.ends_at)
    at_next = min((item.starts_at for item in timed if item.starts_at > at), default=at)
    coming = tuple(item for item in timed if item.starts_at == at_next > at)
    near = [item.zone for item in (*running, *coming)]
    zone = next((zone for zone in (*near, *(clock.zone for clock in day.clocks))), "UTC")
    minutes = -(-int((at_next - at).total_seconds()) // 60)
    return Moment(running, coming, at.astimezone(ZoneInfo(zone)).date(), minutes, zone)
