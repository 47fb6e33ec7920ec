"""The courtesy call of 17 April 2024 in Busan, built through actions: both mayors, a second guest mayor, and
sample people around them, with somebody hidden on each side."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from i18nfield.strings import LazyI18nString

from legation.accounts.actions import open_account, open_office
from legation.accounts.choices import Duty
from legation.accounts.models import User
from legation.directory import actions as directory
from legation.directory.models import City, Post
from legation.kernel.choices import Side, Visibility
from legation.missions import actions as missions
from legation.missions.choices import Role
from legation.missions.models import Attendance, Delegate, Engagement, Mission, Room
from tests.kept import kept

PASSWORD = "sample-password-1"
HIDDEN = {"guest": "QUINCEGUEST", "host": "MEDLARHOST"}


def two(english: str, korean: str = "") -> LazyI18nString:
    return LazyI18nString({"en": english, "ko": korean or english})


@dataclass
class Busan:
    mission: Mission
    guest: User
    host: User
    press: User
    stranger: User
    cities: dict[str, City]
    room: Room
    call: Engagement
    posts: dict[str, Post] = field(default_factory=dict)
    people: dict[str, Delegate] = field(default_factory=dict)

    def by(self, side: str) -> User:
        return self.host if side == "host" else self.guest

    def post(self, key: str, title: str, korean: str, city: str, rank: str, body: str = "") -> Post:
        kind = "city" if rank in {"mayor", "deputy_mayor", ""} else "other"
        values = {"name": two(body or f"City of {city.title()}"), "kind": kind, "city": self.cities[city]}
        organisation = directory.add_organisation(values, by=self.host)
        found = directory.add_post(
            {"title": two(title, korean), "organisation": organisation, "rank_class": rank}, by=self.host
        )
        self.posts[key] = found
        return found

    def delegate(self, key: str, family: str, given: str, side: str = "guest", **values: Any) -> Delegate:
        """A delegate of this side; `since` and `acting` give the tenure of their post."""
        since, acting = values.pop("since", None), values.pop("acting", False)
        spelled = values.pop("spelled", {})
        city = values.pop("city", "seattle" if side == "guest" else "busan")
        sample = key not in {"park", "harrell", "robinson"}
        by = self.by(side)
        person = directory.add_person(
            {"family_name": family, "given_name": given, "sample": sample, **spelled}, by=by
        )
        post = values.get("post")
        if post is not None and since is not None:
            directory.add_tenure(person, {"post": post, "started_on": since, "acting": acting}, by=by)
        delegation = self.mission.delegations.get(party=side, city=self.cities[city])
        fields = {"person": person, "delegation": delegation, "status": "confirmed", **values}
        self.people[key] = missions.add_delegate(self.mission, fields, by=by)
        return self.people[key]

    def attends(
        self,
        key: str,
        function: str = "participant",
        presence: str = "expected",
        at: Engagement | None = None,
    ) -> Attendance:
        delegate = self.people[key]
        values = {"delegate": delegate, "function": function, "presence": presence}
        by = self.host if delegate.visibility == Visibility.HOST else self.guest
        return missions.add_attendance(at or self.call, values, by=by)

    def engagement(self, title: str = "Meeting", **values: Any) -> Engagement:
        by = values.pop("by", self.host)
        fields = {
            "kind": "meeting",
            "title": two(title),
            "starts": datetime(2024, 4, 17, 10),
            "ends": datetime(2024, 4, 17, 11),
            "zone": "Asia/Seoul",
            "venue": self.room.venue,
            "room": self.room,
            "status": "confirmed",
            **values,
        }
        return missions.add_engagement(self.mission, fields, by=by)

    def key(self, name: str) -> str:
        return str(self.people[name].pk)

    def names(self, rows: Any) -> list[str]:
        """The keys of the delegates behind rows."""
        known = {delegate.pk: key for key, delegate in self.people.items()}
        return [known[row.attending.delegate.pk] for row in rows]


@kept
def build() -> Busan:
    """The mission, the room and the empty call."""
    chamber, office = open_office("Sample chamber"), open_office("Sample protocol office")
    guest = open_account("guest@test.example", "guest", PASSWORD, office=chamber, duty=Duty.STAFF)
    host = open_account("host@test.example", "host", PASSWORD, office=office, duty=Duty.STAFF)
    press = open_account("press@test.example", "press", PASSWORD, office=chamber, duty=Duty.READER)
    stranger = open_account("else@test.example", "else", PASSWORD, office=chamber, duty=Duty.STAFF)
    cities = {
        key: directory.add_city(
            {"name": two(key.title(), korean), "country": country, "time_zone": zone}, by=host
        )
        for key, korean, country, zone in (
            ("seattle", "시애틀", "US", "America/Los_Angeles"),
            ("bellevue", "벨뷰", "US", "America/Los_Angeles"),
            ("busan", "부산", "KR", "Asia/Seoul"),
        )
    }
    mission = missions.open_mission(
        {
            "slug": "busan-2024",
            "name": two("Greater Seattle leadership mission to Korea", "광역 시애틀 리더십 방문단"),
            "starts_on": date(2024, 4, 13),
            "ends_on": date(2024, 4, 20),
        },
        by=guest,
        side=Side.GUEST,
    )
    missions.give_access(mission, host, side=Side.HOST, role=Role.PROTOCOL, by=guest)
    missions.give_access(mission, press, side=Side.GUEST, role=Role.PRESS, by=guest)
    for side, city in (("guest", "seattle"), ("guest", "bellevue"), ("host", "busan")):
        values = {"party": side, "name": two(cities[city].name.data["en"]), "city": cities[city]}
        missions.add_delegation(mission, values, by=host if side == "host" else guest)
    hall = missions.add_venue({"name": two("City Hall", "시청"), "city": cities["busan"]}, by=host)
    room = missions.add_room(
        hall, {"name": two("International protocol room", "국제의전실"), "door": "north"}, by=host
    )
    stage = Busan(mission, guest, host, press, stranger, cities, room, None)  # type: ignore[arg-type]
    stage.call = stage.engagement(
        "Courtesy call on the mayor",
        kind="courtesy_call",
        starts=datetime(2024, 4, 17, 17),
        ends=datetime(2024, 4, 17, 17, 45),
    )
    return stage


def principals(stage: Busan) -> Busan:
    """Mayor Park and Mayor Harrell."""
    mayor = stage.post("mayor-busan", "Mayor", "시장", "busan", "mayor")
    stage.delegate(
        "park",
        "Park",
        "Heong-joon",
        "host",
        post=mayor,
        since=date(2021, 4, 8),
        capacity="head",
        spelled={"native_name": "박형준", "family_first": True},
    )
    mayor = stage.post("mayor-seattle", "Mayor", "시장", "seattle", "mayor")
    stage.delegate(
        "harrell",
        "Harrell",
        "Bruce",
        post=mayor,
        since=date(2022, 1, 1),
        capacity="head",
        spelled={"korean_name": "브루스 해럴"},
    )
    stage.attends("park", "principal")
    stage.attends("harrell", "principal")
    return stage


def everybody(stage: Busan) -> Busan:
    """A second mayor, sample officials, interpreters, a note-taker, and one hidden on each side."""
    principals(stage)
    mayor = stage.post("mayor-bellevue", "Mayor", "시장", "bellevue", "mayor")
    stage.delegate(
        "robinson",
        "Robinson",
        "Lynne",
        city="bellevue",
        post=mayor,
        since=date(2020, 1, 6),
        spelled={"korean_name": "린 로빈슨"},
    )
    chief = stage.post("chamber", "President", "회장", "seattle", "executive", "Sample chamber of commerce")
    stage.delegate("chamber", "Sample", "Quentin Alexander", post=chief, since=date(2019, 5, 1))
    stage.delegate(
        "professor",
        "Sample",
        "Rowan",
        post=stage.post("prof", "Professor", "교수", "seattle", "professor", "Sample university"),
    )
    stage.delegate(
        "vice",
        "Sample",
        "Ga-ram",
        "host",
        post=stage.post("vice", "Vice mayor", "부시장", "busan", "deputy_mayor"),
        spelled={"native_name": "표본가람", "family_first": True},
    )
    stage.delegate(
        "director", "Sample", "Na-ra", "host", spelled={"native_name": "표본나라", "family_first": True}
    )
    stage.delegate(
        "ambassador", "Sample", "Da-on", "host", spelled={"native_name": "표본다온", "family_first": True}
    )
    stage.delegate("guest-voice", "Sample", "Inha", capacity="interpreter")
    stage.delegate(
        "host-voice",
        "Sample",
        "Ji-u",
        "host",
        capacity="interpreter",
        spelled={"native_name": "표본지우", "family_first": True},
    )
    stage.delegate("notes", "Sample", "Morgan", capacity="staff")
    for side, word in HIDDEN.items():
        stage.delegate(f"hidden-{side}", word, "Hidden", side, visibility=side)
    for key in (
        "robinson",
        "chamber",
        "professor",
        "vice",
        "director",
        "ambassador",
        "hidden-guest",
        "hidden-host",
    ):
        stage.attends(key)
    stage.attends("guest-voice")
    stage.attends("host-voice", "interpreter")
    stage.attends("notes", "note_taker")
    return stage


@kept
def two_mayors() -> Busan:
    """Both mayors, in a mission of their own."""
    return principals(build())


@kept
def with_everybody() -> Busan:
    """Everybody, in a mission of their own."""
    return everybody(build())
