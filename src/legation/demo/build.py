"""The demo, step by step: it says what it did and how long that took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from legation.demo import facts
from legation.demo.days import print_days, write_show
from legation.demo.guests import make_guest_list
from legation.demo.invitations import invite_calendars
from legation.demo.logistics import make_logistics
from legation.demo.mission import (
    NAMED,
    SLUG,
    make_access,
    make_delegates,
    make_mission,
    make_programme,
)
from legation.demo.newsroom import make_newsroom, public_sites
from legation.demo.outcomes import make_outcomes
from legation.demo.people import (
    ANNOUNCED,
    USERS,
    World,
    make_directory,
    make_samples,
    make_users,
    make_venues,
    password,
)
from legation.demo.protocol import print_papers, stage_all
from legation.demo.reports import make_reports
from legation.demo.rounds import make_round
from legation.missions.models import Engagement, Mission

Say = Callable[[str], None]
RETOLD = Path(__file__).with_name("retold.txt")


def build(*, article: Path | None, out: Path | None, say: Say, origin: str) -> None:
    """Build the mission once, write its papers, and print what was done.

    A second run finds the mission and changes nothing of it; an article given by name is read in either run.
    """
    started = time.perf_counter()
    mission = Mission.objects.filter(slug=SLUG).first()
    if mission is None:
        with translation.override("en"), transaction.atomic():
            mission = _build_all(say)
            _read_article(mission, article or RETOLD, say)
    else:
        say("The mission is already here: nothing was changed.")
        if article is not None:
            with translation.override("en"), transaction.atomic():
                _read_article(mission, article, say)
    with translation.override("en"):
        _rank_and_seat(mission, say)
        _papers(mission, out or Path(settings.DATA) / "papers", say)
    say(f"Done in {time.perf_counter() - started:.1f} s.")
    say("")
    say(f"Log in at {origin} with one of these, password {password()}")
    for key, (email, _name, _office, _duty, language) in USERS.items():
        say(f"  {email:28} {ROLES[key]}{' (in Korean)' if language == 'ko' else ''}")
    for address in public_sites(mission):
        say(f"What the public reads: {origin}{address}")


ROLES = {
    "organiser": "guest side: organiser",
    "protocol": "host side: protocol office",
    "assistant": "guest side: assistant of both mayors",
    "delegate": "guest side: a sample delegate",
    "press": "host side: press office, sees what is shared",
    "admin": "looks after users, sees no side's notes",
}

FOUND = {
    "person": "people",
    "organisation": "organisations",
    "programme": "programme series",
    "event": "engagements",
    "statement": "statements",
    "agreement": "agreements",
    "topic": "topics",
    "size": "size of the delegation",
}


@contextmanager
def _step(say: Say, name: str) -> Iterator[list[str]]:
    """Print a line for a step: its name, what it made, how long it took."""
    started = time.perf_counter()
    made: list[str] = []
    yield made
    say(f"{name:<12} {'; '.join(made)}  ({time.perf_counter() - started:.2f} s)")


def _build_all(say: Say) -> Mission:
    world = World()
    with _step(say, "People") as made:
        make_users(world)
        make_directory(world)
        make_venues(world)
        named = sum(1 for key, (home, _capacity) in NAMED.items() if home in {"seattle", "bellevue"})
        samples = make_samples(world, ANNOUNCED - named)
        public = len(facts.PEOPLE)
        made.append(
            f"{len(world.cities)} cities, {len(world.organisations)} organisations,"
            f" {public} people named by public sources, {len(world.persons) - public} samples"
        )
    with _step(say, "Mission") as made:
        mission = make_mission(world)
        delegates = make_delegates(world, mission, samples)
        make_access(world, mission, delegates, samples[0])
        made.append(
            f"{mission.name}, 3 legs, {ANNOUNCED} delegates, {len(delegates) - ANNOUNCED} hosts and others"
        )
    with _step(say, "Programme") as made:
        engagements = make_programme(world, mission, delegates)
        count = mission.engagements.count()
        made.append(f"{count} engagements, one seen by the guests alone and one by the hosts")
    stage_all(world, mission, delegates, engagements, lambda name: _step(say, name))
    write_show(world, engagements, lambda name: _step(say, name))
    make_round(world, mission, delegates, lambda name: _step(say, name))
    make_guest_list(world, engagements["reception"], lambda name: _step(say, name))
    make_logistics(world, mission, delegates, lambda name: _step(say, name))
    make_outcomes(world, mission, engagements, lambda name: _step(say, name))
    make_newsroom(world, mission, engagements, lambda name: _step(say, name))
    make_reports(world, mission, delegates, lambda name: _step(say, name))
    return mission


def _read_article(mission: Mission, path: Path, say: Say) -> None:
    from legation.sources.actions import accept_all, read_file

    with _step(say, "Article") as made:
        by = _user(mission, "organiser")
        told = {"url": f"https://{facts.HAPS}"} if path == RETOLD else {}
        source = read_file(mission, path.read_bytes(), path.name, by=by, **told)
        accepted = accept_all(source, by=by)
        counts = ", ".join(f"{count} {FOUND[kind]}" for kind, count in accepted.counts.items())
        made.append(f"{source.title}: accepted {counts or 'nothing'}")
        waiting = source.findings.filter(status="proposed").count()
        made.append(f"{waiting} left to confirm by hand")


def _user(mission: Mission, role: str) -> Any:
    """Who has this role: the demo's own user, or whoever took their place since."""
    return mission.memberships.select_related("user").filter(role=role).order_by("pk")[0].user


def _rank_and_seat(mission: Mission, say: Say) -> None:
    from legation.protocol.queries import order_of, plan_of

    call = (
        Engagement.objects.filter(mission=mission, kind="courtesy_call", removed_at=None)
        .order_by("pk")
        .first()
    )
    if call is None:
        return
    by = _user(mission, "protocol")
    with _step(say, "Order") as made:
        ranked = order_of(call, by)
        made.append(f"{len(ranked.rows)} people at “{call.title}” ranked")
        for first, second in pairwise(ranked.rows[:2]):
            made.append(f"{first.person} before {second.person}: {second.reason}")
    with _step(say, "Seats") as made:
        plan = plan_of(call, by)
        made.append(f"{len(plan.seats)} seats" if plan else "no plan")


def _papers(mission: Mission, folder: Path, say: Say) -> None:
    from legation.briefings.actions import book_bytes
    from legation.missions.actions import make_calendar_link
    from legation.missions.feeds import calendar_bytes
    from legation.missions.queries.calendars import address_of, calendar_of

    folder.mkdir(parents=True, exist_ok=True)
    for role, side in (("organiser", "guest"), ("protocol", "host")):
        by = _user(mission, role)
        with _step(say, "Books") as made:
            for book in ("programme", "who-is-who"):
                pdf = book_bytes(mission, book, reader=by, language="both", paper="a4")
                path = folder / f"{book}-{side}.pdf"
                path.write_bytes(pdf)
                made.append(f"{path.name} {len(pdf) // 1024} KB")
        with _step(say, "Calendar") as made:
            kept = mission.calendar_links.filter(user=by, delegate=None, revoked_at=None).first()
            link = kept or make_calendar_link(mission, by=by, language=by.language)
            calendar = calendar_of(link, timezone.now())
            path = folder / f"{SLUG}-{side}.ics"
            path.write_bytes(calendar_bytes(calendar, feed=True))
            made.append(f"{path.name} {len(calendar.entries)} entries, as a feed at {address_of(link)}")
    with _step(say, "Invitations") as made:
        invite_calendars(mission, folder, _user(mission, "organiser"), made)
    with _step(say, "Papers") as made:
        print_papers(mission, folder, _user(mission, "protocol"), made)
    with _step(say, "Days") as made:
        print_days(mission, folder, made)
    say(f"{'':<12} in {folder}")
