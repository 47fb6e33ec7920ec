"""The demo's mission: legs, delegations, delegates, engagements."""

from collections.abc import Iterable
from datetime import date, datetime

from legation.demo import facts
from legation.demo.people import ANNOUNCED, World, both
from legation.demo.samples import HOST_STAFF
from legation.kernel.choices import Side
from legation.missions.actions import (
    add_attendance,
    add_delegate,
    add_delegation,
    add_engagement,
    add_leg,
    add_point,
    add_programme,
    give_access,
    open_mission,
)
from legation.missions.choices import Role
from legation.missions.models import Delegate, Delegation, Engagement, Mission

SLUG = "seattle-korea-2024"
ZONE = "Asia/Seoul"
LEGS = (
    ("seoul", date(2024, 4, 13), date(2024, 4, 16)),
    ("busan", date(2024, 4, 17), date(2024, 4, 18)),
    ("daejeon", date(2024, 4, 19), date(2024, 4, 20)),
)
DELEGATIONS = {
    "seattle": ("guest", ("Seattle", "시애틀"), "seattle"),
    "bellevue": ("guest", ("Bellevue", "벨뷰"), "bellevue"),
    "busan": ("host", ("Busan", "부산"), "busan"),
    "seoul": ("host", ("Seoul", "서울"), "seoul"),
    "daejeon": ("host", ("Daejeon", "대전"), "daejeon"),
    "consulate": (
        "third",
        ("Consulate General of Korea in Seattle", "주시애틀 대한민국 총영사관"),
        "seattle",
    ),
}
NAMED = {
    "harrell": ("seattle", "head"),
    "robinson": ("bellevue", "deputy"),
    "surratt": ("seattle", "member"),
    "cho": ("seattle", "member"),
    "hackney": ("seattle", "member"),
    "park": ("busan", "head"),
    "oh": ("seoul", "head"),
    "lee": ("daejeon", "head"),
    "kang": ("seoul", "member"),
    "seo": ("consulate", "head"),
}

BRIEF = (
    (
        "certain",
        "guest",
        ("Offer a working group on the university–industry model (sample)", "산학협력 실무그룹 제안 (표본)"),
    ),
    (
        "possible",
        "guest",
        ("Direct flights, only if the host raises them (sample)", "직항편은 상대가 언급할 때만 (표본)"),
    ),
    ("objective", "guest", ("Agree on a next visit (sample)", "다음 방문 합의 (표본)")),
    ("certain", "host", ("Present Busan as a global hub city (sample)", "글로벌 허브도시 부산 소개 (표본)")),
    (
        "defensive",
        "host",
        ("Port fees: the port authority answers (sample)", "항만 이용료는 항만공사가 답변 (표본)"),
    ),
)


def make_mission(world: World) -> Mission:
    """The mission with its series, legs and delegations, and everybody's access to it."""
    series = add_programme(
        {
            "name": both(("International Leadership Mission", "국제리더십 미션 프로그램")),
            "organisers": [world.organisations["gsp"], world.organisations["chamber"]],
        },
        by=world.guest,
    )
    mission = open_mission(
        {
            "slug": SLUG,
            "name": both(("Greater Seattle leadership mission to Korea", "광역시애틀 한국 리더십 미션")),
            "kind": "leadership",
            "status": "confirmed",
            "programme": series,
            "starts_on": date(2024, 4, 13),
            "ends_on": date(2024, 4, 20),
            "announced_size": ANNOUNCED,
            "purpose": both(
                (
                    (
                        "The first leadership mission of Greater Seattle to Korea: trade, finance, new"
                        " industries, green business, science, and 35 years of sister cities with Daejeon."
                    ),
                    (
                        "광역시애틀의 첫 한국 리더십 미션. 무역, 금융, 신산업, 녹색사업, 과학기술,"
                        " 대전과의 자매결연 35주년."
                    ),
                )
            ),
        },
        by=world.guest,
        side=Side.GUEST,
    )
    give_access(mission, world.host, side=Side.HOST, role=Role.PROTOCOL, by=world.guest)
    for city, first, last in LEGS:
        values = {"city": world.cities[city], "starts_on": first, "ends_on": last}
        add_leg(mission, values, by=world.host)
    return mission


def make_delegates(world: World, mission: Mission, samples: Iterable[str]) -> dict[str, Delegate]:
    """Everybody who comes and everybody who receives them."""
    delegations: dict[str, Delegation] = {}
    for key, (party, name, city) in DELEGATIONS.items():
        values = {"party": party, "name": both(name), "city": world.cities[city]}
        delegations[key] = add_delegation(mission, values, by=world.host if party == "host" else world.guest)
    delegates: dict[str, Delegate] = {}
    for key, (delegation, capacity) in NAMED.items():
        delegates[key] = _delegate(world, mission, key, delegations[delegation], capacity)
    for key in samples:
        body = world.posts[key].organisation
        home = "bellevue" if body == world.organisations["city-bellevue"] else "seattle"
        delegates[key] = _delegate(world, mission, key, delegations[home], "member")
    for key, *_names, function in HOST_STAFF:
        capacity = "interpreter" if function == "interpreter" else "staff"
        delegates[key] = _delegate(world, mission, key, delegations["busan"], capacity)
    return delegates


def _delegate(world: World, mission: Mission, key: str, delegation: Delegation, capacity: str) -> Delegate:
    values = {
        "person": world.persons[key],
        "delegation": delegation,
        "capacity": capacity,
        "status": "confirmed",
        "post": world.posts[key],
    }
    return add_delegate(mission, values, by=world.host if delegation.party == "host" else world.guest)


def make_access(world: World, mission: Mission, delegates: dict[str, Delegate], sample: str) -> None:
    """The rest of the users, each on their side."""
    by = world.guest
    users = world.users
    mine = [delegates["harrell"], delegates["robinson"]]
    give_access(mission, users["assistant"], side=Side.GUEST, role=Role.ASSISTANT, by=by, stands_for=mine)
    give_access(
        mission, users["delegate"], side=Side.GUEST, role=Role.DELEGATE, by=by, stands_for=[delegates[sample]]
    )
    give_access(mission, users["press"], side=Side.HOST, role=Role.PRESS, by=world.host)


def make_programme(world: World, mission: Mission, delegates: dict[str, Delegate]) -> dict[str, Engagement]:
    """The engagements as the sources tell them, who was there, and what each side keeps to itself."""
    engagements: dict[str, Engagement] = {}
    for key, item in facts.ITEMS.items():
        engagements[key] = _engagement(world, mission, item)
        _attend(world, engagements[key], item, delegates)
    _both_sides(world, mission, engagements["busan-mayor"], delegates)
    return engagements


def _engagement(world: World, mission: Mission, item: facts.Item) -> Engagement:
    values = {
        "kind": item.kind,
        "title": both(item.title),
        "starts": item.starts,
        "ends": item.ends,
        "zone": ZONE,
        "part": item.part,
        "venue": world.venues[item.venue],
        "room": world.rooms[item.room] if item.room else None,
        "status": item.status,
        "summary": both(item.summary),
        "interpretation": item.interpretation,
        "dress": "business",
    }
    engagement = add_engagement(mission, values, by=world.host)
    for text in item.agenda:
        add_point(engagement, {"kind": "agenda", "text": both(text)}, by=world.host)
    return engagement


def _attend(world: World, engagement: Engagement, item: facts.Item, delegates: dict[str, Delegate]) -> None:
    functions = dict.fromkeys(item.participants, "participant") | dict.fromkeys(item.principals, "principal")
    if item.everyone:
        for key, delegate in delegates.items():
            if delegate.delegation.party == "guest":
                functions.setdefault(key, "participant")
    for key, function in functions.items():
        values = {"delegate": delegates[key], "function": function}
        if item.status == "held":
            values["presence"] = "present"
        add_attendance(engagement, values, by=world.host)


def _both_sides(world: World, mission: Mission, call: Engagement, delegates: dict[str, Delegate]) -> None:
    """Invented parts that show the line between the sides: each is marked a sample and seen by one side."""
    for key, *_names, function in HOST_STAFF:
        add_attendance(call, {"delegate": delegates[key], "function": function}, by=world.host)
    for key in ("sample-48", "sample-59"):
        add_attendance(call, {"delegate": delegates[key]}, by=world.guest)
    briefing = add_engagement(
        mission,
        {
            "kind": "briefing",
            "title": both(("Principals’ briefing in the car (sample)", "차량 내 사전 브리핑 (표본)")),
            "starts": datetime(2024, 4, 17, 16, 30),  # noqa: DTZ001
            "ends": datetime(2024, 4, 17, 16, 50),  # noqa: DTZ001
            "zone": ZONE,
            "status": "held",
            "visibility": "guest",
        },
        by=world.guest,
    )
    for key in ("harrell", "robinson"):
        add_attendance(briefing, {"delegate": delegates[key], "function": "principal"}, by=world.guest)
    add_engagement(
        mission,
        {
            "kind": "briefing",
            "title": both(("Room set-up, flags and gifts (sample)", "회의장·국기·기념품 준비 (표본)")),
            "starts": datetime(2024, 4, 17, 14),  # noqa: DTZ001
            "ends": datetime(2024, 4, 17, 15),  # noqa: DTZ001
            "zone": ZONE,
            "venue": world.venues["busan-hall"],
            "room": world.rooms["protocol"],
            "status": "held",
            "visibility": "host",
        },
        by=world.host,
    )
    for kind, side, text in BRIEF:
        values = {"kind": kind, "visibility": side, "text": both(text)}
        add_point(call, values, by=world.guest if side == "guest" else world.host)
