"""A mission with people of both sides, each with what the other side may not see; built through actions."""

import io
from dataclasses import dataclass
from datetime import date, datetime

from i18nfield.strings import LazyI18nString

from legation.accounts.actions import open_account, open_office
from legation.accounts.choices import Duty
from legation.accounts.models import User
from legation.directory.actions import add_city, add_organisation, add_person, add_post, add_tenure
from legation.directory.models import City, Organisation, Person, Post
from legation.kernel.choices import Side, Visibility
from legation.missions.actions import (
    add_attendance,
    add_delegate,
    add_delegation,
    add_engagement,
    give_access,
    open_mission,
)
from legation.missions.choices import Capacity, DelegateStatus, EngagementKind, Party, Role
from legation.missions.models import Delegate, Delegation, Engagement, Mission
from tests.kept import kept

PASSWORD = "a-long-password"


def words(en: str, ko: str = "") -> LazyI18nString:
    return LazyI18nString({"en": en, "ko": ko})


def picture() -> bytes:
    from PIL import Image

    made = io.BytesIO()
    Image.new("RGB", (80, 100), "navy").save(made, "PNG")
    return made.getvalue()


@dataclass
class Prepared:
    """Seattle visits Busan. `secret_guest` and `secret_host` are seen by one side only."""

    mission: Mission
    organiser: User
    protocol: User
    press: User
    attending: User
    stranger: User
    administrator: User
    seattle: City
    busan: City
    government: Organisation
    mayor_post: Post
    guests: Delegation
    hosts: Delegation
    third: Delegation
    mayor: Delegate
    host_mayor: Delegate
    secret_guest: Delegate
    secret_host: Delegate
    third_person: Delegate
    call: Engagement
    quiet_talk: Engagement

    def add(self, family: str, given: str, by: User, delegation: Delegation, **values: object) -> Delegate:
        person = a_person(family, given, by=by)
        return add_delegate(self.mission, {"person": person, "delegation": delegation, **values}, by=by)


def account(email: str, office: str, duty: Duty = Duty.STAFF, *, administrator: bool = False) -> User:
    return open_account(
        email,
        email.split("@", maxsplit=1)[0].title(),
        PASSWORD,
        office=open_office(office),
        duty=duty,
        administrator=administrator,
    )


def a_person(
    family: str, given: str, *, by: User, native: str = "", portrait: bytes | None = None, **more: object
) -> Person:
    values = {"family_name": family, "given_name": given, "native_name": native, **more}
    return add_person(values, by=by, portrait=portrait)


@kept
def prepare() -> Prepared:
    """The world of these tests."""
    organiser = account("organiser@seattle.example", "Seattle Chamber")
    protocol = account("protocol@busan.example", "Busan Protocol")
    press = account("press@seattle.example", "Seattle Chamber", Duty.READER)
    attending = account("delegate@busan.example", "Busan Protocol", Duty.READER)
    stranger = account("stranger@daegu.example", "Daegu Protocol")
    administrator = account("root@example.org", "Operators", administrator=True)

    seattle = add_city(
        {"name": words("Seattle", "시애틀"), "country": "US", "time_zone": "America/Los_Angeles"},
        by=organiser,
    )
    busan = add_city(
        {"name": words("Busan", "부산"), "country": "KR", "time_zone": "Asia/Seoul"}, by=organiser
    )
    government = add_organisation(
        {"name": words("Busan Metropolitan City", "부산광역시"), "kind": "city", "city": busan}, by=organiser
    )
    mayor_post = add_post(
        {"title": words("Mayor", "시장"), "organisation": government, "rank_class": "mayor"}, by=organiser
    )
    mission = open_mission(
        {
            "slug": "seattle-busan",
            "name": words("Seattle to Busan", "시애틀 부산 방문"),
            "starts_on": date(2024, 4, 13),
            "ends_on": date(2024, 4, 20),
        },
        by=organiser,
        side=Side.GUEST,
    )
    give_access(mission, protocol, side=Side.HOST, role=Role.PROTOCOL, by=organiser)
    give_access(mission, press, side=Side.GUEST, role=Role.PRESS, by=organiser)
    give_access(mission, attending, side=Side.HOST, role=Role.DELEGATE, by=protocol)

    def delegation(party: Party, name: LazyI18nString, city: City | None, by: User) -> Delegation:
        return add_delegation(mission, {"party": party, "name": name, "city": city}, by=by)

    guests = delegation(Party.GUEST, words("City of Seattle", "시애틀시"), seattle, organiser)
    hosts = delegation(Party.HOST, words("City of Busan", "부산시"), busan, protocol)
    third = delegation(Party.THIRD, words("Consulate General", "총영사관"), None, organiser)

    harrell = a_person("Harrell", "Bruce", by=organiser, korean_name="브루스 해럴", portrait=picture())
    park = a_person(
        "Park",
        "Heong-joon",
        by=protocol,
        native="박형준",
        family_first=True,
        biography=words("Mayor since 2021.", "2021년부터 시장."),
    )
    add_tenure(park, {"post": mayor_post, "started_on": date(2021, 4, 8)}, by=protocol)
    mayor = add_delegate(
        mission,
        {
            "person": harrell,
            "delegation": guests,
            "capacity": Capacity.HEAD,
            "status": DelegateStatus.CONFIRMED,
        },
        by=organiser,
    )
    host_mayor = add_delegate(
        mission,
        {"person": park, "delegation": hosts, "capacity": Capacity.HEAD, "post": mayor_post},
        by=protocol,
    )
    secret_guest = add_delegate(
        mission,
        {
            "person": a_person("Quillfeather", "Ada", by=organiser, portrait=picture(), sample=True),
            "delegation": guests,
            "status": DelegateStatus.WITHDRAWN,
            "visibility": Visibility.GUEST,
        },
        by=organiser,
    )
    secret_host = add_delegate(
        mission,
        {
            "person": a_person("Seo", "Bimil", by=protocol, native="서비밀", portrait=picture()),
            "delegation": hosts,
            "status": DelegateStatus.INVITED,
            "visibility": Visibility.HOST,
        },
        by=protocol,
    )
    third_person = add_delegate(
        mission, {"person": a_person("Consul", "Carla", by=organiser), "delegation": third}, by=organiser
    )

    def engagement(title: str, hour: int, visibility: Visibility, by: User) -> Engagement:
        values = {
            "kind": EngagementKind.COURTESY_CALL,
            "title": words(title),
            "starts": datetime(2024, 4, 17, hour),
            "ends": datetime(2024, 4, 17, hour + 1),
            "zone": "Asia/Seoul",
            "visibility": visibility,
        }
        return add_engagement(mission, values, by=by)

    call = engagement("Courtesy call at City Hall", 17, Visibility.SHARED, protocol)
    quiet_talk = engagement("Hushed host rehearsal", 9, Visibility.HOST, protocol)
    for one in (call, quiet_talk):
        add_attendance(one, {"delegate": host_mayor}, by=protocol)
    return Prepared(
        mission,
        organiser,
        protocol,
        press,
        attending,
        stranger,
        administrator,
        seattle,
        busan,
        government,
        mayor_post,
        guests,
        hosts,
        third,
        mayor,
        host_mayor,
        secret_guest,
        secret_host,
        third_person,
        call,
        quiet_talk,
    )


def names_in(html: str) -> list[str]:
    """The delegates that a page of the delegation lists, in order."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(html)
    links = tree.css("section.delegation th[scope=row] a, ul.portraits h3 a")
    return [link.text(strip=True) for link in links]


def text_of(html: str) -> str:
    """The words of the main part of a page, one space between them."""
    from selectolax.lexbor import LexborHTMLParser

    main = LexborHTMLParser(html).css_first("main")
    assert main is not None
    return " ".join(main.text(separator=" ").split())
