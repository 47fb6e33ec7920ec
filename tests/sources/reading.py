"""A mission of both sides, and texts to read for it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from i18nfield.strings import LazyI18nString

from legation.accounts.actions import open_account, open_office
from legation.accounts.choices import Duty
from legation.accounts.models import User
from legation.kernel.choices import Side
from legation.missions.actions import give_access, open_mission
from legation.missions.choices import Role
from legation.missions.models import Mission
from legation.sources.actions import read_file, read_source
from legation.sources.models import Finding, Source
from tests.kept import kept

PASSWORD = "a long enough password"
ARTICLE = Path(__file__).resolve().parents[3] / "shared" / "data" / "haps-korea-2024-04-18.txt"
SHORT = (
    "Mayor Park Heong-joon of Busan met with Bruce Harrell, the Mayor of Seattle, at Busan City Hall on "
    "Wednesday at 5 p.m. Harrell led the delegation from Seattle. "
    "Park said the two cities would work together on trade."
)


def two(english: str, korean: str = "") -> LazyI18nString:
    return LazyI18nString({"en": english, "ko": korean or english})


@dataclass
class Desk:
    """Who reads what."""

    mission: Mission
    guest: User
    host: User
    press: User
    delegate: User
    stranger: User

    def read(self, text: str = SHORT, *, by: User | None = None, **values: Any) -> Source:
        fields = {"text": text, "title": "A meeting", "published_on": date(2024, 4, 18), **values}
        return read_source(self.mission, fields, by=by or self.guest)

    def article(self, **values: Any) -> Source:
        return read_file(self.mission, ARTICLE.read_bytes(), ARTICLE.name, by=self.guest, **values)


def user(name: str, office: str, duty: Duty = Duty.READER) -> User:
    return open_account(f"{name}@test.example", name, PASSWORD, office=open_office(office), duty=duty)


@kept
def make_desk() -> Desk:
    guest, host = user("guest", "Guests", Duty.STAFF), user("host", "Hosts", Duty.STAFF)
    press, delegate = user("press", "Guests"), user("delegate", "Guests")
    mission = open_mission(
        {
            "slug": "korea",
            "name": two("Mission to Korea", "한국 방문"),
            "starts_on": date(2024, 4, 13),
            "ends_on": date(2024, 4, 20),
        },
        by=guest,
        side=Side.GUEST,
    )
    give_access(mission, host, side=Side.HOST, role=Role.PROTOCOL, by=guest)
    give_access(mission, press, side=Side.GUEST, role=Role.PRESS, by=guest)
    give_access(mission, delegate, side=Side.GUEST, role=Role.DELEGATE, by=guest)
    return Desk(mission, guest, host, press, delegate, user("stranger", "Others", Duty.STAFF))


def one(source: Source, sort: str, /, **values: Any) -> Finding:
    """The finding of this kind with these values."""
    rows = source.findings.filter(kind=sort, removed_at=None)
    found = [row for row in rows if all(row.values.get(name) == value for name, value in values.items())]
    assert len(found) == 1, [row.values for row in rows]
    return found[0]
