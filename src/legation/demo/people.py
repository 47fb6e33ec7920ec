"""The demo's users and its directory: cities, bodies, persons, posts and tenures, venues."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from i18nfield.strings import LazyI18nString

from legation.accounts.actions import open_account, open_office
from legation.accounts.choices import Duty
from legation.accounts.models import Office, User
from legation.demo import facts
from legation.demo.facts import Two
from legation.demo.samples import HOST_STAFF, invented
from legation.directory.actions import add_city, add_organisation, add_person, add_post, add_tenure
from legation.directory.models import City, Organisation, Person, Post
from legation.missions.actions import add_room, add_venue
from legation.missions.models import Room, Venue

Say = Callable[[str], None]
ANNOUNCED = 67

# key: mail address, name, office, duty, language
USERS: dict[str, tuple[str, str, str | None, Duty, str]] = {
    "organiser": ("organiser@demo.example", "Sample Organiser", "guest", Duty.STAFF, "en"),
    "protocol": ("protocol@demo.example", "표본 의전담당", "host", Duty.STAFF, "ko"),
    "assistant": ("assistant@demo.example", "Sample Assistant", "guest", Duty.READER, "en"),
    "delegate": ("delegate@demo.example", "Sample Delegate", "guest", Duty.READER, "en"),
    "press": ("press@demo.example", "표본 언론담당", "host", Duty.READER, "ko"),
    "admin": ("admin@demo.example", "Sample Administrator", None, Duty.READER, "en"),
}
OFFICES = {"guest": "Sample mission office, Greater Seattle", "host": "Sample protocol office, Busan"}


def both(text: Two) -> LazyI18nString:
    """A text in both languages."""
    return LazyI18nString({"en": text[0], "ko": text[1]})


def link(source: str) -> str:
    """A source as something to click, where it is an address and not a name with a number."""
    return f"https://{source}" if "/" in source and " " not in source else source


@dataclass(slots=True)
class World:
    """What the demo has built so far, by the keys of the facts."""

    users: dict[str, User] = field(default_factory=dict)
    cities: dict[str, City] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    venues: dict[str, Venue] = field(default_factory=dict)
    rooms: dict[str, Room] = field(default_factory=dict)
    sources: int = 0

    @property
    def guest(self) -> User:
        return self.users["organiser"]

    @property
    def host(self) -> User:
        return self.users["protocol"]


def password() -> str:
    """The one password of the demo's logins, made once and kept in the data folder."""
    path = Path(settings.DATA) / "demo-password.txt"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"demo-{secrets.token_hex(5)}\n", encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def make_users(world: World) -> None:
    """One office a side and one user a role."""
    offices: dict[str, Office] = {key: open_office(name) for key, name in OFFICES.items()}
    word = password()
    for key, (email, name, office, duty, language) in USERS.items():
        world.users[key] = open_account(
            email,
            name,
            word,
            office=offices[office] if office else None,
            duty=duty,
            language=language,
            administrator=key == "admin",
        )


def make_directory(world: World) -> None:
    """Cities, bodies and the people whom public sources name, each post with its source."""
    by = world.guest
    for key, (name, native, country, zone) in facts.CITIES.items():
        values = {"name": both(name), "native_name": native, "country": country, "time_zone": zone}
        world.cities[key] = add_city(values, by=by)
    for key, (name, kind, city, aliases) in facts.ORGANISATIONS.items():
        values = {
            "name": both(name),
            "kind": kind,
            "city": world.cities[city] if city else None,
            "aliases": list(aliases),
        }
        world.organisations[key] = add_organisation(values, by=by)
    for key, someone in facts.PEOPLE.items():
        person = add_person(
            {
                "family_name": someone.family,
                "given_name": someone.given,
                "family_first": someone.family_first,
                "native_name": someone.korean if someone.family_first else "",
                "korean_name": someone.korean,
                "aliases": list(someone.aliases),
                "languages": list(someone.languages),
                "biography": both(someone.biography) if someone.biography[0] else LazyI18nString({}),
            },
            by=by,
        )
        world.persons[key] = person
        post = _post(world, someone.title, someone.organisation, someone.rank)
        tenure = {"post": post, "verified_on": someone.when, "source": link(someone.source)}
        add_tenure(person, tenure, by=by)
        world.posts[key] = post


def make_samples(world: World, count: int) -> list[str]:
    """Invented delegates and host staff, marked so; returns the keys of the delegates."""
    keys = []
    for index, sample in enumerate(invented(count)):
        key = f"sample-{index:02d}"
        values = {
            "family_name": sample.family,
            "given_name": sample.given,
            "languages": ["en"],
            "sample": True,
            "biography": both(
                (
                    "An invented person who fills the delegation of this demonstration.",
                    "이 시연을 위해 지어낸 인물입니다.",
                )
            ),
        }
        world.persons[key] = add_person(values, by=world.guest)
        world.posts[key] = _post(world, sample.title, sample.organisation, sample.rank)
        add_tenure(world.persons[key], {"post": world.posts[key], "source": "sample"}, by=world.guest)
        keys.append(key)
    for key, family, given, hangul, title, rank, _function in HOST_STAFF:
        values = {
            "family_name": family,
            "given_name": given,
            "family_first": True,
            "native_name": hangul,
            "korean_name": hangul,
            "languages": ["ko", "en"],
            "sample": True,
        }
        world.persons[key] = add_person(values, by=world.host)
        world.posts[key] = _post(world, title, "city-busan", rank)
        add_tenure(world.persons[key], {"post": world.posts[key], "source": "sample"}, by=world.host)
    return keys


def make_venues(world: World) -> None:
    """The places that the sources name."""
    for key, (name, city, rooms) in facts.VENUES.items():
        world.venues[key] = add_venue({"name": both(name), "city": world.cities[city]}, by=world.host)
        for room, (title, door, window) in rooms.items():
            values = {"name": both(title), "door": door, "window": window}
            world.rooms[room] = add_room(world.venues[key], values, by=world.host)


def _post(world: World, title: Two, organisation: str, rank: str) -> Post:
    key = f"{organisation}/{title[0]}"
    if key not in world.posts:
        values = {"title": both(title), "organisation": world.organisations[organisation], "rank_class": rank}
        world.posts[key] = add_post(values, by=world.guest)
    return world.posts[key]
