"""What the demo's mission left behind: promises with owners and evidence, agreements, and signed minutes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

from legation.accounts.models import User
from legation.demo.aftermath import (
    AGREEMENTS,
    AT_THE_CALL,
    MINUTES,
    NOTES,
    PROMISES,
    SIGNED,
    SISTER_PORTS,
    Promise,
)
from legation.demo.people import World, both, link
from legation.directory.actions import add_organisation
from legation.kernel.choices import Side
from legation.missions.choices import Presence
from legation.missions.models import Attendance, Engagement, Mission
from legation.outcomes.actions import (
    add_agreement,
    add_attachment,
    add_commitment,
    add_office_agreement,
    add_signatory,
    keep_own_side,
    mark_reviewed,
    settle_commitment,
)
from legation.outcomes.actions.minutes import add_line, add_promise, begin_minutes
from legation.outcomes.actions.minutes_closing import close_minutes, sign_minutes
from legation.outcomes.actions.minutes_people import mark_presence
from legation.outcomes.models import Commitment, Minutes, MinutesLine

Step = Callable[[str], AbstractContextManager[list[str]]]
REVIEWED = date(2025, 1, 15)
SIGNERS = {"host": "표본가람, 의전팀장 (표본)", "guest": "Sample Organiser, mission office (sample)"}


def make_outcomes(world: World, mission: Mission, engagements: dict[str, Engagement], step: Step) -> None:
    """Minutes that both sides signed, what was promised there and elsewhere, and what was signed."""
    with step("Minutes") as made:
        world.organisations["cold-chain"] = add_organisation(
            {
                "name": both(("Hanbada Cold Chain (sample)", "한바다콜드체인 (표본)")),
                "kind": "company",
                "city": world.cities["busan"],
            },
            by=world.host,
        )
        minutes, noted = _minutes(world, engagements["busan-mayor"])
        made.append(f"{minutes.lines.count()} lines of “{minutes}”, signed by both sides")
    with step("Outcomes") as made:
        for promise in PROMISES:
            values = _promised(world, promise) | {"engagement": engagements[promise.item or ""]}
            noted.append((promise, add_commitment(mission, values, by=world.guest)))
        for promise, commitment in noted:
            _follow(world, promise, commitment)
        mark_reviewed(
            list(Commitment.objects.filter(mission=mission).order_by("pk")), REVIEWED, by=world.guest
        )
        count = _agreements(world, mission, engagements)
        made.append(f"{len(noted)} promises with an owner on each side; {count} agreements")


def _minutes(world: World, call: Engagement) -> tuple[Minutes, list[tuple[Promise, Commitment]]]:
    """The minutes of the courtesy call, written by both sides, closed by the host, signed by both."""
    minutes = begin_minutes(call, by=world.host)
    rows = Attendance.objects.filter(engagement=call, removed_at=None, presence=Presence.EXPECTED)
    mark_presence(minutes, list(rows.values_list("pk", flat=True)), Presence.PRESENT, by=world.host)
    items = list(MinutesLine.objects.filter(minutes=minutes).order_by("position"))
    noted = []
    for number, item in enumerate(items, start=1):
        for values, by in _lines(world, number, item):
            add_line(minutes, values, by=by)
        promise = AT_THE_CALL[number]
        line = add_promise(minutes, _promised(world, promise), under=item, by=world.guest)
        assert line.commitment is not None, "the action has made it"  # noqa: S101
        noted.append((promise, line.commitment))
    closed = close_minutes(minutes, by=world.host)
    for side, by in (("host", world.host), ("guest", world.guest)):
        sign_minutes(closed, trace=closed.trace, name=SIGNERS[side], by=by)
    return closed, noted


def _lines(world: World, number: int, item: MinutesLine) -> Iterator[tuple[dict[str, Any], User]]:
    for under, kind, speaker, words in MINUTES:
        if under == number:
            values = {"kind": kind, "text": both(words), "under": item, "visibility": "shared"}
            if speaker:
                values["person"] = world.persons[speaker]
            yield values, world.guest if speaker.startswith("sample") else world.host


def _promised(world: World, promise: Promise) -> dict[str, Any]:
    return {
        "title": both(promise.title),
        "detail": both(promise.detail),
        "owed_by": world.organisations[promise.by],
        "owed_to": world.organisations[promise.to],
        "due_on": promise.due,
        "value": promise.value,
        "currency": "USD" if promise.value else "",
    }


def _follow(world: World, promise: Promise, commitment: Commitment) -> None:
    """Somebody owns it on each side; how it stood meanwhile, what it rests on, and what came of it."""
    for side, by in ((Side.GUEST, world.guest), (Side.HOST, world.host)):
        keep_own_side(commitment, {"user": by, "note": both(NOTES[side])}, seen=0, by=by)
    step = {"next_step": both(promise.step), "next_on": promise.step_on} if promise.step_on else {}
    stood: list[tuple[str, str, dict[str, Any]]] = []
    if promise.meanwhile:
        stood.append((promise.meanwhile, "", {}))
    settled = {"settled_on": promise.settled} if promise.settled else {}
    for status, reason, values in [*stood, (promise.status, promise.reason, step | settled)]:
        if status != commitment.status or values:
            seen = commitment.version
            commitment = settle_commitment(
                commitment, status, seen=seen, by=world.guest, reason=reason, **values
            )
    where, told = link(promise.evidence), promise.evidence
    title = told if where == told else told.partition("/")[0]
    proof = {"kind": "article", "title": both((title, title)), "link": "" if where == told else where}
    add_attachment(commitment, proof, by=world.guest)


def _agreements(world: World, mission: Mission, engagements: dict[str, Engagement]) -> int:
    made = []
    for kind, name, status, signed, parties, item, subjects, place, text in AGREEMENTS:
        values = {
            "kind": kind,
            "title": both(name),
            "status": status,
            "signed_on": signed,
            "parties": [world.organisations[key] for key in parties],
            "engagement": engagements[item] if item else None,
            "subjects": list(subjects),
            "place": both(place),
            "text": both(text),
        }
        made.append(add_agreement(mission, values, by=world.host))
    for number, party, person in SIGNED:
        who = {"person": world.persons[person], "post": world.posts[person]}
        add_signatory(made[number], {"party": world.organisations[party], **who}, by=world.host)
    name, signed, parties, place, text = SISTER_PORTS
    values = {
        "kind": "cooperation_agreement",
        "title": both(name),
        "status": "renewed",
        "signed_on": signed,
        "parties": [world.organisations[key] for key in parties],
        "subjects": ["port", "trade"],
        "place": both(place),
        "text": both(text),
    }
    add_office_agreement(values, by=world.guest)
    return len(made) + 1
