"""A small mission with both sides, built through actions; each side has something private that could leak."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from i18nfield.strings import LazyI18nString

from legation.accounts.actions import open_account, open_office
from legation.accounts.choices import Duty
from legation.accounts.models import User
from legation.directory.actions import add_city, add_organisation, add_person, add_post
from legation.directory.choices import OrganisationKind
from legation.directory.models import City
from legation.kernel.choices import Side, Visibility
from legation.missions.actions import (
    add_attendance,
    add_delegate,
    add_delegation,
    add_engagement,
    add_leg,
    add_room,
    add_venue,
    give_access,
    open_mission,
)
from legation.missions.choices import DelegateStatus, Function, Party, Role
from legation.missions.models import Attendance, Delegate, Engagement, Mission, Room, Venue
from tests.kept import kept

PASSWORD = "a long enough password"
SEOUL, PACIFIC = "Asia/Seoul", "America/Los_Angeles"


def two(english: str, korean: str = "") -> LazyI18nString:
    return LazyI18nString({"en": english, "ko": korean or english})


@dataclass
class Stage:
    """Who and what there is."""

    mission: Mission
    guest: User
    host: User
    stranger: User
    seattle: City
    busan: City
    city_hall: Venue
    protocol_room: Room
    hotel: Venue
    harrell: Delegate
    robinson: Delegate
    park: Delegate
    guest_secret: Delegate
    host_secret: Delegate

    def engagement(
        self, title: str = "Courtesy call", *, by: User | None = None, **values: Any
    ) -> Engagement:
        fields = {
            "kind": "courtesy_call",
            "title": two(title),
            "starts": datetime(2024, 4, 17, 17, 0),
            "ends": datetime(2024, 4, 17, 17, 45),
            "zone": SEOUL,
            "status": "confirmed",
            **values,
        }
        return add_engagement(self.mission, fields, by=by or self.guest)

    def attends(
        self, engagement: Engagement, delegate: Delegate, function: str = Function.PRINCIPAL
    ) -> Attendance:
        return add_attendance(engagement, {"delegate": delegate, "function": function}, by=self.guest)

    def delegate(
        self, family: str, party: str = Party.GUEST, visibility: str = Visibility.SHARED
    ) -> Delegate:
        person = add_person({"family_name": family, "given_name": "Sample", "sample": True}, by=self.guest)
        delegation = self.mission.delegations.get(party=party)
        return add_delegate(
            self.mission,
            {
                "delegation": delegation,
                "person": person,
                "status": DelegateStatus.CONFIRMED,
                "visibility": visibility,
            },
            by=self.guest if party == Party.GUEST else self.host,
        )


@kept
def build() -> Stage:
    chamber, protocol = open_office("Seattle chamber"), open_office("Busan protocol")
    guest = open_account("guest@example.org", "Guest Organiser", PASSWORD, office=chamber, duty=Duty.STAFF)
    host = open_account("host@example.org", "Host Protocol", PASSWORD, office=protocol, duty=Duty.STAFF)
    stranger = open_account("else@example.org", "Somebody Else", PASSWORD, office=chamber, duty=Duty.STAFF)
    seattle = add_city({"name": two("Seattle", "시애틀"), "country": "US", "time_zone": PACIFIC}, by=guest)
    busan = add_city({"name": two("Busan", "부산"), "country": "KR", "time_zone": SEOUL}, by=guest)
    mission = open_mission(
        {
            "slug": "busan-2024",
            "name": two("Leadership mission", "리더십 미션"),
            "starts_on": date(2024, 4, 13),
            "ends_on": date(2024, 4, 20),
        },
        by=guest,
        side=Side.GUEST,
    )
    give_access(mission, host, side=Side.HOST, role=Role.PROTOCOL, by=guest)
    add_leg(mission, {"city": busan, "starts_on": date(2024, 4, 13), "ends_on": date(2024, 4, 20)}, by=guest)
    for party, city, name in (("guest", seattle, "Seattle delegation"), ("host", busan, "Busan side")):
        add_delegation(mission, {"party": party, "name": two(name), "city": city}, by=guest)
    city_hall = add_venue({"name": two("City Hall", "시청"), "city": busan}, by=host)
    hotel = add_venue({"name": two("Harbour Hotel", "하버호텔"), "city": busan}, by=host)
    room = add_room(city_hall, {"name": two("Protocol room", "의전실"), "capacity": 30}, by=host)
    hall = add_organisation(
        {"name": two("City of Seattle", "시애틀시"), "kind": OrganisationKind.values[0], "city": seattle},
        by=guest,
    )
    mayor = add_post({"title": two("Mayor", "시장"), "organisation": hall}, by=guest)

    def put(
        family: str, given: str, party: str, by: User, visibility: str = Visibility.SHARED, **more: Any
    ) -> Delegate:
        person = add_person({"family_name": family, "given_name": given, **more.pop("person", {})}, by=by)
        values = {
            "delegation": mission.delegations.get(party=party),
            "person": person,
            "status": DelegateStatus.CONFIRMED,
            "visibility": visibility,
            **more,
        }
        return add_delegate(mission, values, by=by)

    return Stage(
        mission=mission,
        guest=guest,
        host=host,
        stranger=stranger,
        seattle=seattle,
        busan=busan,
        city_hall=city_hall,
        protocol_room=room,
        hotel=hotel,
        harrell=put("Harrell", "Bruce", "guest", guest, post=mayor, capacity="head"),
        robinson=put("Robinson", "Lynne", "guest", guest),
        park=put("Park", "Heong-joon", "host", host, person={"native_name": "박형준", "family_first": True}),
        guest_secret=put("Guestsecret", "Gail", "guest", guest, Visibility.GUEST),
        host_secret=put("Hostsecret", "Hoon", "host", host, Visibility.HOST),
    )
