"""Every list of the way in that grows with a mission: one literal number of queries for 1, 3 and 12 rows."""

from copy import copy
from typing import Any

from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.api.programs import Program

MISSION = "missions/test-mission"
# The list, as keys of the world in braces; a row that is copied for it; the queries, one of them the token's.
LISTS: dict[str, tuple[str, int]] = {
    "guest-lists": ("guest-list", 5),
    "guest-lists/{guest-list}/guests": ("guest-guest", 7),
    "guest-lists/{guest-list}/quotas": ("quota", 4),
    "guest-lists/{guest-list}/reply-links": ("guest-reply-link", 4),
    "room-types": ("roomtype", 5),
    "stays": ("guest-stay", 7),
    "transfers": ("run", 5),
    "transfers/{run}/cars": ("car", 4),
    "transfers/{run}/rides": ("ride", 6),
    "accreditations": ("accreditation", 4),
    "engagements/{engagement}/interpreter-texts": ("text", 4),
    "bookings": ("booking", 6),
    "fillings": ("host-filling", 5),
    "minutes/{minutes}/lines": ("minutes-line", 6),
    "minutes/{minutes}/added-people": ("minutes-person", 4),
    "outcomes/commitments": ("commitment", 5),
    "outcomes/statements": ("guest-hidden-statement", 5),
    "outcomes/commitments/{commitment}/evidence": ("attachment", 5),
    "engagements/{engagement}/points": ("point", 4),
    "engagements/{engagement}/attendances": ("guest-attendance", 5),
    "legs": ("leg", 5),
    "delegations": ("guest-delegation", 5),
    "gifts": ("gift", 4),
    "seating-wishes": ("pair", 5),
    "equivalences": ("equivalence", 5),
    "given-ranks": ("given-rank", 5),
    "engagements/{engagement}/overrides": ("override", 5),
    "engagements/{engagement}/vehicles": ("vehicle", 5),
    "engagements/{engagement}/show": ("show-item", 5),
    "press-releases": ("press-release", 8),
    "press-releases/{press-release}/quotations": ("quotation", 5),
    "press-releases/{press-release}/photographs": ("photograph", 4),
    "rounds": ("round", 4),
    "rounds/{round}/resources": ("resource", 4),
    "rounds/{round}/sites": ("site", 4),
    "rounds/{round}/participants": ("guest-participant", 5),
    "rounds/{round}/meetings": ("one-to-one", 7),
    "rounds/{round}/searches": ("search", 4),
    "rounds/{round}/links": ("guest-participant-link", 5),
    "rounds/{round}/feedback": ("guest-hidden-feedback", 6),
    "calls": ("guest-hidden-call", 5),
    "calls/{guest-hidden-call}/applications": ("guest-hidden-application", 4),
}
# What may not be twice beside keys: a value for the copy of this number, None, or NEW for a row of its own.
NEW = object()
APART: dict[str, dict[str, Any]] = {
    "guest-list": {"engagement": NEW},
    "guest-reply-link": {"mail": "m{}@test.example"},
    "car": {"name": "Car {}"},
    "ride": {"delegate": NEW},
    "equivalence": {"post": NEW},
    "guest-attendance": {"delegate": NEW},
    "minutes-line": {"statement": None},
    "given-rank": {"delegate": NEW},
    "override": {"higher": NEW},
    "pair": {"first": NEW},
    "vehicle": {"name": "Number {}"},
    "guest-stay": {"unit": None, "room_type": None},
    "press-release": {"slug": "copy-{}"},
    "guest-participant": {"delegate": NEW},
    "guest-hidden-feedback": {"meeting": NEW},
}


# The other rows of these lead to other kinds of records: they are taken out, so that all rows are alike.
ALONE = ("minutes-line", "guest-hidden-statement", "press-release")


def copied(thing: Any) -> Any:
    """A row that is as this one, not saved, with keys of its own."""
    other = copy(thing)
    other._state = models.base.ModelState()
    for field in type(thing)._meta.concrete_fields:
        if field.unique:
            setattr(other, field.attname, field.get_default())
    return other


def beside(thing: Any) -> Any:
    """One more of it; of a delegate somebody else."""
    other = copied(thing)
    if hasattr(other, "person_id"):
        other.person = beside(thing.person)
    type(thing)._base_manager.bulk_create([other])
    return other


def copies(thing: Any, number: int, apart: dict[str, Any]) -> None:
    """So many more rows that are as this one but for what may not be twice."""
    made = []
    for one in range(number):
        other = copied(thing)
        for name, value in apart.items():
            if value is NEW:
                setattr(other, name, beside(getattr(thing, name)))
            else:
                setattr(other, name, value.format(one) if value is not None else None)
        made.append(other)
    type(thing)._base_manager.bulk_create(made)


def test_a_list_costs_the_same_for_1_3_and_12_rows(world, guest):
    from legation.logistics.models import Ride

    found = {}
    world.things["ride"] = Ride.objects.filter(run=world.things["run"]).order_by("pk").first()
    host = Program(world.host)
    for program in (guest, host):
        program.get("missions")  # the use of the token is noted to the minute
    for where, (key, _queries) in LISTS.items():
        thing = world.things[key]
        if key in ALONE:
            others = type(thing)._base_manager.exclude(pk=thing.pk)
            others.update(removed_at=timezone.now())
        copies(thing, 12, APART.get(key, {}))
        at = where.format(**{name: getattr(one, "pk", None) for name, one in world.things.items()})
        program = host if key.startswith("host") else guest
        counted = set()
        for rows in (1, 3, 12):
            with CaptureQueriesContext(connection) as queries:
                answer = program.get(f"{MISSION}/{at}?limit={rows}")
            assert answer.status_code == 200, (where, answer.content)
            assert len(answer.json()["items"]) == rows, (where, rows)
            counted.add(len(queries))
        found[where] = counted
    assert found == {where: {queries} for where, (_key, queries) in LISTS.items()}
