"""The protocol office's part of the demo: what it ranks, seats, stages and keeps. Samples say so."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from legation.demo.people import World, both
from legation.engine.precedence import Change
from legation.missions.models import Delegate, Engagement, Mission
from legation.protocol.actions import byhand
from legation.protocol.actions.gifts import add_gift, state_gift_rule
from legation.protocol.actions.packs import copy_pack, state_parameter
from legation.protocol.actions.pairs import add_pair
from legation.protocol.actions.ranking import add_override
from legation.protocol.actions.running import run
from legation.protocol.actions.seating import arrange
from legation.protocol.actions.staging import add_vehicle, stage
from legation.protocol.choices import Layout, Pack
from legation.protocol.queries.seats import Tables

Step = Callable[[str], AbstractContextManager[list[str]]]
PRINCIPALS = ("harrell", "robinson", "hackney")
SAMPLE = "sample · 표본"
# name, kind, seats, side: who rides where follows from precedence.
VEHICLES = (
    ("Car 1 (sample)", "car", 3),
    ("Car 2 (sample)", "car", 3),
    ("Van (sample)", "van", 7),
)
GIFTS = (
    # what, from whom, worth, kept how, day in April 2024, declared on
    (
        ("Celadon vase (sample)", "청자 화병 (표본)"),
        "sample-03",
        "180000",
        "displayed",
        17,
        date(2024, 4, 30),
    ),
    (("Book of photographs (sample)", "사진집 (표본)"), "sample-10", "45000", "stored", 17, None),
    (("Box of tea (sample)", "차 세트 (표본)"), "sample-21", "30000", "shared", 17, None),
    (("Model of a ferry (sample)", "여객선 모형 (표본)"), "sample-21", "90000", "displayed", 18, None),
    (("Framed print (sample)", "액자 판화 (표본)"), "sample-33", "120000", "stored", 18, date(2024, 4, 22)),
)


def stage_all(
    world: World,
    mission: Mission,
    delegates: dict[str, Delegate],
    engagements: dict[str, Engagement],
    step: Step,
) -> None:
    """An office's own rules, the seats of the reception, the call staged, cars, and the gift register."""
    with step("Rules") as made:
        made.append(_rules(world, engagements["anniversary"], delegates))
    with step("Seating") as made:
        made.append(_reception(world, mission, engagements["reception"], delegates))
    with step("Ceremonies") as made:
        made.append(_ceremonies(world, engagements))
    with step("Gifts") as made:
        made.append(_gifts(world, mission, engagements["busan-mayor"]))


def _rules(world: World, ceremony: Engagement, delegates: dict[str, Delegate]) -> str:
    """A pack of the office's own that says what the shipped one asks, and one override."""
    own = copy_pack("City rules (sample)", Pack.KOREA, {}, by=world.host)
    said = Change("guest_left", f"decision of the office, 2024 ({SAMPLE})", "B")
    own = state_parameter(own, "two_flags", said, seen=own.version, by=world.host)
    values = {
        "higher": delegates["sample-59"],
        "lower": delegates["sample-48"],
        "reason": f"Speaks for the universities of the delegation ({SAMPLE})",
    }
    add_override(ceremony, values, by=world.guest)
    return f"“{own.name}” made from the Korean pack, one parameter said; one order given by hand"


def _reception(world: World, mission: Mission, reception: Engagement, delegates: dict[str, Delegate]) -> str:
    """Rounds of ten with a head table, found by a search; two wishes, and the principals locked."""
    beside = {"first": delegates["sample-12"], "second": delegates["sample-40"], "wish": "beside"}
    apart = {"first": delegates["sample-20"], "second": delegates["sample-30"], "wish": "apart"}
    add_pair(mission, {**beside, "visibility": "shared"}, by=world.host)
    add_pair(mission, {**apart, "visibility": "guest"}, by=world.guest)
    laid = Tables(count=6, seats=10, head=8).made(Layout.ROUNDS)
    arranged = arrange(reception, {"layout": Layout.ROUNDS, "tables": laid}, seen=0, by=world.host)
    found = run(reception, seen=arranged.version, by=world.host)
    locked = [str(delegates[key].pk) for key in PRINCIPALS]
    byhand.lock(reception, locked, seen=found.arrangement.version, by=world.host)
    proof = "proved best" if found.proved else "no proof claimed"
    return f"{len(found.arrangement.seats)} people at {len(laid)} tables, cost {found.price}, {proof}"


def _ceremonies(world: World, engagements: dict[str, Engagement]) -> str:
    call, signing = engagements["busan-mayor"], engagements["mou"]
    stage(call, {"two_flags": "guest-left", "receiving_line": True}, seen=0, by=world.host)
    stage(signing, {"copies": 2, "text_languages": ["en", "ko"]}, seen=0, by=world.host)
    for position, (name, kind, seats) in enumerate(VEHICLES, start=1):
        values = {"name": name, "kind": kind, "seats": seats, "party": "guest", "position": position}
        add_vehicle(call, values, by=world.host)
    return f"flags, photograph and receiving line of the call; {len(VEHICLES)} vehicles filled by precedence"


def _gifts(world: World, mission: Mission, call: Engagement) -> str:
    """A register of the host side with gifts of sample people, and one gift that both sides know of."""
    rule = {"threshold": Decimal(100_000), "currency": "KRW", "months": 12, "days": 30, "source": SAMPLE}
    state_gift_rule(rule, seen=0, by=world.host)
    for nature, donor, worth, use, day, declared in GIFTS:
        values: dict[str, Any] = {
            "engagement": call,
            "direction": "received",
            "nature": both(nature),
            "donor": world.persons[donor],
            "recipient_body": world.organisations["city-busan"],
            "exchanged_on": date(2024, 4, day),
            "value": Decimal(worth),
            "currency": "KRW",
            "use": use,
            "declared_on": declared,
        }
        add_gift(mission, values, by=world.host)
    given = {
        "engagement": call,
        "direction": "given",
        "nature": both(("Lacquer box (sample)", "나전칠기함 (표본)")),
        "donor_body": world.organisations["city-busan"],
        "recipient": world.persons["sample-48"],
        "exchanged_on": date(2024, 4, 17),
        "visibility": "shared",
    }
    add_gift(mission, given, by=world.host)
    return f"{len(GIFTS)} gifts received and 1 given, all samples, judged by the office’s rule"


def print_papers(mission: Mission, folder: Path, by: Any, made: list[str]) -> None:
    """The papers of the call and the reception, in both languages."""
    from legation.briefings.actions import badges_bytes, paper_bytes
    from legation.briefings.choices import EngagementPaper

    wanted = (
        ("courtesy_call", ("seat-plan", "place-cards", "photo", "cars", "acknowledgements")),
        ("reception", ("seat-plan", "place-cards", "table-cards")),
    )
    for kind, papers in wanted:
        engagement = mission.engagements.filter(kind=kind, removed_at=None).order_by("pk").first()
        if engagement is None:
            continue
        for name in papers:
            pdf = paper_bytes(engagement, EngagementPaper(name).value, reader=by, language="both", paper="a4")
            path = folder / f"{kind.replace('_', '-')}-{name}.pdf"
            path.write_bytes(pdf)
            made.append(f"{path.name} {len(pdf) // 1024} KB")
    pdf = badges_bytes(mission, reader=by, language="both", paper="a4")
    (folder / "badges.pdf").write_bytes(pdf)
    made.append(f"badges.pdf {len(pdf) // 1024} KB")
