"""A small world built through actions: one mission, every role on both sides, secrets of each side.

Whatever one side keeps to itself carries that side's secret word; where the other side reads such a word,
something leaked.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from i18nfield.strings import LazyI18nString

from legation.accounts.actions import open_account, open_office
from legation.accounts.choices import Duty
from legation.accounts.models import User
from legation.directory import actions as directory
from legation.kernel.choices import Side
from legation.kernel.editing import add
from legation.missions import actions as missions
from legation.missions.actions.bookings import book_room
from legation.missions.actions.ways import add_way
from legation.missions.choices import Role
from legation.missions.models import Mission
from legation.outcomes import actions as outcomes
from tests.kept import kept
from tests.worlds_days import add_days
from tests.worlds_directory import add_likenesses, add_lists
from tests.worlds_exchange import add_parcel
from tests.worlds_guests import add_guests
from tests.worlds_interpreting import add_packs
from tests.worlds_invitations import add_invitations
from tests.worlds_joining import add_offers
from tests.worlds_letters import add_letters
from tests.worlds_logistics import add_passes, add_private, add_runs, add_stays
from tests.worlds_matchmaking import add_round
from tests.worlds_minutes import add_minutes
from tests.worlds_newsroom import add_newsroom
from tests.worlds_outcomes import add_followed
from tests.worlds_press import add_press
from tests.worlds_releases import add_releases
from tests.worlds_reports import add_reports
from tests.worlds_show import add_show
from tests.worlds_travel import add_travel

SECRETS = {"guest": "QUINCEGUEST", "host": "MEDLARHOST"}
PASSWORD = "sample-password-1"
ROLES = {
    "guest-organiser": (Side.GUEST, Role.ORGANISER),
    "guest-assistant": (Side.GUEST, Role.ASSISTANT),
    "guest-delegate": (Side.GUEST, Role.DELEGATE),
    "guest-press": (Side.GUEST, Role.PRESS),
    "host-protocol": (Side.HOST, Role.PROTOCOL),
    "host-assistant": (Side.HOST, Role.ASSISTANT),
    "host-delegate": (Side.HOST, Role.DELEGATE),
    "host-press": (Side.HOST, Role.PRESS),
}


@dataclass
class World:
    mission: Mission
    users: dict[str, User] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)

    @property
    def guest(self) -> User:
        return self.users["guest-organiser"]

    @property
    def host(self) -> User:
        return self.users["host-protocol"]


def two(english: str, korean: str = "") -> LazyI18nString:
    return LazyI18nString({"en": english, "ko": korean or english})


def make_users() -> dict[str, User]:
    """A user for every role of both sides, an administrator, another office's staff, and a stranger."""
    offices = {side: open_office(f"Office of the {side} side") for side in ("guest", "host", "third")}
    users = {}
    for key in ROLES:
        side = key.split("-")[0]
        duty = Duty.STAFF if key in {"guest-organiser", "host-protocol"} else Duty.READER
        users[key] = open_account(f"{key}@test.example", key, PASSWORD, office=offices[side], duty=duty)
    users["other-office"] = open_account(
        "other@test.example", "other", PASSWORD, office=offices["third"], duty=Duty.STAFF
    )
    users["administrator"] = open_account(
        "admin@test.example", "admin", PASSWORD, office=None, administrator=True
    )
    users["stranger"] = open_account("stranger@test.example", "stranger", PASSWORD, office=None)
    return users


@kept
def make_world() -> World:
    """One mission with shared parts, and of every kind one part that only one side sees."""
    users = make_users()
    guest, host = users["guest-organiser"], users["host-protocol"]
    mission = missions.open_mission(
        {
            "slug": "test-mission",
            "name": two("Test mission", "시험 방문단"),
            "starts_on": date(2024, 4, 13),
            "ends_on": date(2024, 4, 20),
        },
        by=guest,
        side=Side.GUEST,
    )
    world = World(mission, users)
    missions.give_access(mission, host, side=Side.HOST, role=Role.PROTOCOL, by=guest)
    for key, (side, role) in ROLES.items():
        if users[key] not in (guest, host):
            missions.give_access(
                mission, users[key], side=side, role=role, by=guest if side == Side.GUEST else host
            )
    _places(world)
    _people(world)
    _programme(world)
    for side in ("guest", "host"):
        _secrets(world, side)
    _protocol(world)
    for side in ("guest", "host"):
        _protocol_secrets(world, side)
    _bookings(world)
    add_travel(world, SECRETS)
    add_invitations(world, SECRETS)
    _sources(world)
    add_lists(world, SECRETS)
    add_likenesses(world, SECRETS)
    add_round(world, SECRETS)
    add_guests(world, SECRETS)
    add_private(world, SECRETS)
    add_stays(world, SECRETS)
    add_runs(world, SECRETS)
    add_passes(world, SECRETS)
    add_packs(world, SECRETS)
    add_releases(world, SECRETS)
    add_offers(world, SECRETS)
    add_newsroom(world)
    add_followed(world, SECRETS)
    add_press(world)
    add_letters(world, SECRETS)
    add_days(world, SECRETS)
    add_show(world, SECRETS)
    add_minutes(world, SECRETS)
    add_reports(world, SECRETS)
    add_parcel(world)
    return world


def _places(world: World) -> None:
    things, by = world.things, world.host
    for key, name, korean, country, zone in (
        ("seattle", "Seattle", "시애틀", "US", "America/Los_Angeles"),
        ("busan", "Busan", "부산", "KR", "Asia/Seoul"),
    ):
        values = {"name": two(name, korean), "country": country, "time_zone": zone}
        things[key] = directory.add_city(values, by=by)
    things["hall"] = missions.add_venue({"name": two("City Hall", "시청"), "city": things["busan"]}, by=by)
    values = {"name": two("Protocol room", "의전실"), "door": "north"}
    things["room"] = missions.add_room(things["hall"], values, by=by)
    things["hotel"] = missions.add_venue({"name": two("Hotel", "호텔"), "city": things["busan"]}, by=by)
    things["way"] = add_way(things["hall"], things["hotel"], 25, by=by)
    values = {"city": things["busan"], "starts_on": date(2024, 4, 17), "ends_on": date(2024, 4, 18)}
    things["leg"] = missions.add_leg(world.mission, values, by=by)


def person(world: World, family: str, given: str, *, by: User, **values: Any) -> Any:
    return directory.add_person({"family_name": family, "given_name": given, **values}, by=by)


def _people(world: World) -> None:
    things, mission = world.things, world.mission
    for side, city, by in (("guest", "seattle", world.guest), ("host", "busan", world.host)):
        body = directory.add_organisation(
            {"name": two(f"City of {city.title()}"), "kind": "city", "city": things[city]}, by=by
        )
        post = directory.add_post(
            {"title": two("Mayor", "시장"), "organisation": body, "rank_class": "mayor"}, by=by
        )
        mayor = person(world, f"Mayor{side}", "Sample", by=by, native_name="박표본", sample=True)
        tenure = directory.add_tenure(mayor, {"post": post, "started_on": date(2022, 1, 1)}, by=by)
        delegation = missions.add_delegation(
            mission, {"party": side, "name": two(city.title()), "city": things[city]}, by=by
        )
        delegate = missions.add_delegate(
            mission,
            {
                "person": mayor,
                "delegation": delegation,
                "capacity": "head",
                "status": "confirmed",
                "post": post,
            },
            by=by,
        )
        things |= {
            f"{side}-organisation": body,
            f"{side}-post": post,
            f"{side}-mayor": mayor,
            f"{side}-tenure": tenure,
            f"{side}-delegation": delegation,
            f"{side}-delegate": delegate,
        }


def engagement_values(world: World, title: str, **values: Any) -> dict[str, Any]:
    return {
        "kind": "courtesy_call",
        "title": two(title),
        "starts": datetime(2024, 4, 17, 17),
        "ends": datetime(2024, 4, 17, 18),
        "zone": "Asia/Seoul",
        "venue": world.things["hall"],
        "room": world.things["room"],
        "status": "confirmed",
        **values,
    }


def _programme(world: World) -> None:
    call = missions.add_engagement(world.mission, engagement_values(world, "Courtesy call"), by=world.host)
    world.things["engagement"] = call
    for side in ("guest", "host"):
        delegate = world.things[f"{side}-delegate"]
        values = {"delegate": delegate, "function": "principal"}
        world.things[f"{side}-attendance"] = missions.add_attendance(call, values, by=world.host)
    values = {"kind": "agenda", "text": two("Trade", "무역")}
    world.things["point"] = missions.add_point(call, values, by=world.host)
    values = {"title": two("A promise", "약속"), "engagement": call}
    world.things["commitment"] = outcomes.add_commitment(world.mission, values, by=world.host)


def _secrets(world: World, side: str) -> None:
    """Of every kind that has a visibility, one that only this side sees, each with the side's secret word."""
    word, mission, things = SECRETS[side], world.mission, world.things
    by = world.guest if side == "guest" else world.host
    hidden = person(world, f"{word}name", "Hidden", by=by, scope="office", native_name=f"{word}native")
    delegate = missions.add_delegate(
        mission,
        {
            "person": hidden,
            "delegation": things[f"{side}-delegation"],
            "visibility": side,
            "status": "confirmed",
        },
        by=by,
    )
    attendance = missions.add_attendance(things["engagement"], {"delegate": delegate}, by=by)
    engagement = missions.add_engagement(
        mission,
        engagement_values(
            world, f"{word} briefing", kind="briefing", visibility=side, track=two(f"{word} track")
        ),
        by=by,
    )
    missions.add_attendance(engagement, {"delegate": things[f"{side}-delegate"]}, by=by)
    missions.add_point(engagement, {"kind": "note", "text": two(f"{word} note")}, by=by)
    point = missions.add_point(
        things["engagement"], {"kind": "certain", "text": two(f"{word} point"), "visibility": side}, by=by
    )
    was_private = missions.add_engagement(
        mission, engagement_values(world, f"{word} before it was shared", visibility=side), by=by
    )
    was_private = missions.change_engagement(
        was_private, {"title": two("Shared later"), "visibility": "shared"}, seen=1, by=by
    )
    promise = outcomes.add_commitment(mission, {"title": two(f"{word} promise"), "visibility": side}, by=by)
    agreement = outcomes.add_agreement(
        mission,
        {"title": two(f"{word} paper"), "kind": "mou", "status": "planned", "visibility": side},
        by=by,
    )
    statement = outcomes.add_statement(mission, {"text": two(f"{word} words"), "visibility": side}, by=by)
    link = missions.make_calendar_link(mission, by=by, language="en")
    things |= {
        f"{side}-hidden-person": hidden,
        f"{side}-hidden-delegate": delegate,
        f"{side}-hidden-attendance": attendance,
        f"{side}-hidden-engagement": engagement,
        f"{side}-hidden-point": point,
        f"{side}-once-private": was_private,
        f"{side}-hidden-commitment": promise,
        f"{side}-hidden-agreement": agreement,
        f"{side}-hidden-statement": statement,
        f"{side}-link": link,
    }


def _bookings(world: World) -> None:
    """The hall's room, held for both sides' call and, at other hours, for what one side keeps to itself."""
    held = {
        "booking": ("", world.things["engagement"], "shared", 17, world.host),
        "guest-hidden-booking": (f"{SECRETS['guest']} drill", None, "guest", 9, world.guest),
        "host-hidden-booking": (f"{SECRETS['host']} drill", None, "host", 12, world.host),
    }
    for key, (purpose, engagement, visibility, hour, by) in held.items():
        values = {
            "room": world.things["room"],
            "engagement": engagement,
            "purpose": two(purpose),
            "starts": datetime(2024, 4, 17, hour),
            "ends": datetime(2024, 4, 17, hour + 1),
            "before": 30,
            "visibility": visibility,
        }
        world.things[key] = book_room(world.mission, values, by=by)


def _sources(world: World) -> None:
    """A text and an archive that both sides see, and of each side one that it keeps to itself."""
    from legation.kernel import searching
    from legation.sources.models import Archive, Finding, Source
    from legation.sources.queries.cards import card_of

    for key, by in (("shared", world.host), ("guest", world.guest), ("host", world.host)):
        word = SECRETS.get(key, "A")
        archive = Archive(mission=world.mission, name=f"{word} archive", visibility=key, stored=f"none-{key}")
        archive = add(archive, by=by)
        source = Source(
            mission=world.mission,
            title=f"{word} article",
            text=f"{word} said that 67 delegates came.",
            language="en",
            digest=key,
            visibility=key,
            archive=archive,
        )
        source = add(source, by=by)
        searching.index(source, card_of(source))
        values = {"name": f"{word} Person", "aliases": [], "side": "third", "roles": []}
        finding = Finding(source=source, kind="person", values=values, spans={"name": [[0, len(word)]]})
        size = Finding(
            source=source,
            kind="size",
            values={"size": 67 if key == "shared" else 6900 + len(key)},
            spans={"size": [[0, len(word)]]},
            status="accepted",
            content_type=ContentType.objects.get_for_model(type(world.mission)),
            object_id=world.mission.pk,
        )
        start = "" if key == "shared" else f"{key}-hidden-"
        world.things |= {
            f"{start}archive": archive,
            f"{start}source": source,
            f"{start}finding": add(finding, by=by),
            f"{start}size": add(size, by=by),
        }


def _protocol(world: World) -> None:
    """One of every kind of protocol's records that both sides see."""
    from legation.kernel.editing import add
    from legation.protocol import models as protocol

    things, mission, by = world.things, world.mission, world.host
    call, guest, host = things["engagement"], things["guest-delegate"], things["host-delegate"]
    pack = protocol.RulePack(office=by.office, name="Our rules", base="kr-municipal", changes={})
    rule = protocol.GiftRule(office=by.office, threshold=100, currency="USD", days=30, source="Sample rule")
    things |= {
        "rule-pack": add(pack, by=by),
        "gift-rule": add(rule, by=by),
        "arrangement": add(protocol.Arrangement(engagement=call, pack="kr-municipal"), by=by),
        "ceremony": add(protocol.Ceremony(engagement=call), by=by),
        "vehicle": add(protocol.Vehicle(engagement=call, name="Car 1"), by=by),
        "override": add(
            protocol.Override(engagement=call, higher=guest, lower=host, reason="Age of the guest"), by=by
        ),
        "given-rank": add(
            protocol.GivenRank(delegate=guest, rank_class="governor", reason="A former governor"), by=by
        ),
        "equivalence": add(
            protocol.Equivalence(mission=mission, post=things["guest-post"], counterpart="mayor"), by=by
        ),
        "pair": add(protocol.Pair(mission=mission, first=guest, second=host, wish="beside"), by=by),
        "gift": add(
            protocol.Gift(
                mission=mission,
                side="host",
                direction="given",
                nature=two("A vase"),
                circumstances=two(f"{SECRETS['host']} circumstances"),  # of a shared gift, its own side's
                use="stored",
                visibility="shared",
            ),
            by=by,
        ),
    }
    _index_gift(things["gift"])


def _index_gift(gift: Any) -> None:
    """As the action does that adds one; those of the world say less than it asks for."""
    from legation.kernel import searching
    from legation.protocol.queries.gifts import card_of

    searching.index(gift, card_of(gift))


def _protocol_secrets(world: World, side: str) -> None:
    """Of protocol's records, those that only this side sees."""
    from legation.kernel.editing import add
    from legation.protocol import models as protocol

    word, mission, things = SECRETS[side], world.mission, world.things
    by = world.guest if side == "guest" else world.host
    call, own, hidden = things["engagement"], things[f"{side}-delegate"], things[f"{side}-hidden-delegate"]
    things |= {
        f"{side}-hidden-override": add(
            protocol.Override(engagement=call, higher=hidden, lower=own, reason=f"{word} override"), by=by
        ),
        f"{side}-hidden-given-rank": add(
            protocol.GivenRank(delegate=hidden, rank_class="governor", reason=f"{word} rank"), by=by
        ),
        f"{side}-hidden-pair": add(
            protocol.Pair(
                mission=mission,
                first=things["guest-delegate"],
                second=things["host-delegate"],
                wish="apart",
                reason=f"{word} wish",
                visibility=side,
            ),
            by=by,
        ),
        f"{side}-hidden-vehicle": add(
            protocol.Vehicle(engagement=things[f"{side}-hidden-engagement"], name=f"{word} car"), by=by
        ),
        f"{side}-hidden-gift": add(
            protocol.Gift(
                mission=mission, side=side, direction="received", nature=two(f"{word} gift"), visibility=side
            ),
            by=by,
        ),
    }
    _index_gift(things[f"{side}-hidden-gift"])
