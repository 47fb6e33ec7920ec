"""Fills an empty database with so many missions and all that hangs on them; prints what it made, as JSON.

Run by `benchmarks/scale.py`, which says into which database; the number of missions is its argument.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")

TODAY = "2026-01-01"
STATED = "2026-01-01 00:00:00"


def fill_all(missions: int) -> dict[str, Any]:
    """All tables; what they hold and how long it took."""
    from django.core.management import call_command
    from django.db import connection

    with redirect_stdout(sys.stderr):
        call_command("migrate", verbosity=0)
    from scale_rows import Size
    from scale_write import size_of, unguarded

    size, started = Size(missions), time.perf_counter()
    tables = _tables()
    with unguarded([model._meta.db_table for model in tables]):
        for fill_part in (_offices, _directory, _venues, _missions, _people, _programme, _outcomes, _found):
            fill_part(size)
            print(
                f"{missions}: {fill_part.__name__[1:]} {time.perf_counter() - started:.0f} s", file=sys.stderr
            )
        _states(size)
        print(f"{missions}: history and log {time.perf_counter() - started:.0f} s", file=sys.stderr)
    took = time.perf_counter() - started
    found = {model._meta.db_table: size_of(model._meta.db_table) for model in tables}
    whole = sum(sum(each[1:]) for each in found.values())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            (whole,) = cursor.fetchone()
    return {"missions": missions, "seconds": round(took), "bytes": whole, "tables": found}


def _tables() -> list[Any]:
    from django.apps import apps

    names = (
        *("accounts.Office", "accounts.User", "directory.City", "directory.Organisation", "directory.Post"),
        *("directory.Person", "directory.Tenure", "missions.Venue", "missions.Room", "missions.Mission"),
        *("missions.Leg", "missions.Delegation", "missions.Membership", "missions.Delegate"),
        *("missions.Engagement", "missions.Attendance", "missions.Movement", "missions.Point"),
        *("outcomes.Commitment", "guests.GuestList", "guests.Guest", "guests.GuestTerm"),
        *("kernel.Activity", "kernel.SearchEntry", "kernel.SearchTerm"),
        *(f"{app}.Historical{model}" for app, model in STATES),
    )
    return [apps.get_model(name) for name in names]


STATES = (
    *(("directory", "Person"), ("directory", "Tenure"), ("missions", "Mission"), ("missions", "Delegate")),
    *(("missions", "Engagement"), ("outcomes", "Commitment")),
)


def _offices(size: Any) -> None:
    from scale_rows import city_name
    from scale_write import fill

    from legation.accounts.models import Office, User

    fill(
        Office,
        ("id", "name"),
        ((city + 1, f"Sample office of {city_name(city)[0]}") for city in range(size.cities)),
    )
    rows = (
        (user + 1, f"sample-{user}@example.org", f"Sample user {user}", user % size.cities + 1, "!", "staff")
        for user in range(size.users)
    )
    fill(User, ("id", "email", "name", "office_id", "password", "duty"), rows)


def _directory(size: Any) -> None:
    from scale_rows import COUNTRIES, POSTS, ZONES, city_name, has_native, person_name, post_of, two
    from scale_write import fill

    from legation.directory.models import City, Organisation, Person, Post, Tenure

    cities = range(size.cities)
    rows: Iterator[tuple[Any, ...]] = (
        (city + 1, two(*city_name(city)), COUNTRIES[city % 10], ZONES[city % 10]) for city in cities
    )
    fill(City, ("id", "name", "country", "time_zone"), rows)
    rows = (
        (
            city * 2 + kind + 1,
            two(f"{word} of {city_name(city)[0]}", f"{city_name(city)[1]}{korean}"),
            name,
            city + 1,
        )
        for city in cities
        for kind, (word, korean, name) in enumerate(
            (("City", "시", "city"), ("Chamber of Commerce", "상공회의소", "chamber"))
        )
    )
    fill(Organisation, ("id", "name", "kind", "city_id"), rows)
    rows = (
        (city * 4 + number + 1, two(title, korean), city * 2 + (2 if number == 3 else 1), rank)
        for city in cities
        for number, (title, korean, rank) in enumerate(POSTS)
    )
    fill(Post, ("id", "title", "organisation_id", "rank_class"), rows)

    def people() -> Iterator[tuple[Any, ...]]:
        for person in range(size.persons):
            family, given, korean_family, korean_given = person_name(person)
            korean = korean_family + korean_given
            yield person + 1, family, given, korean, korean if has_native(person) else "", 1

    fill(Person, ("id", "family_name", "given_name", "korean_name", "native_name", "sample"), people())
    rows = (
        (person + 1, person + 1, post_of(person, size) + 1, "2007-07-01") for person in range(size.persons)
    )
    fill(Tenure, ("id", "person_id", "post_id", "started_on"), rows)


def _venues(size: Any) -> None:
    from scale_rows import VENUES, city_name, two
    from scale_write import fill

    from legation.missions.models import Room, Venue

    rows: Iterator[tuple[Any, ...]] = (
        (
            city * 3 + number + 1,
            two(f"{city_name(city)[0]} {name}", f"{city_name(city)[1]} {korean}"),
            city + 1,
        )
        for city in range(size.cities)
        for number, (name, korean) in enumerate(VENUES)
    )
    fill(Venue, ("id", "name", "city_id"), rows)
    rows = ((at + 1, at + 1, two("Room 1", "1호실"), 40) for at in range(3 * size.cities))
    fill(Room, ("id", "venue_id", "name", "capacity"), rows)


def _missions(size: Any) -> None:
    from scale_rows import ACCESS, DAYS, city_name, starts_on, two
    from scale_write import fill

    from legation.missions.models import Delegation, Leg, Membership, Mission

    every = range(size.missions)

    def missions() -> Iterator[tuple[Any, ...]]:
        for mission in every:
            (here, korean), (there, also) = city_name(size.guest(mission)), city_name(size.host(mission))
            first = starts_on(mission)
            last = first + timedelta(days=DAYS - 1)
            name = two(f"{here} to {there}", f"{korean}, {also} 방문단")
            yield mission + 1, f"sample-{mission}", name, str(first), str(last)

    fill(Mission, ("id", "slug", "name", "starts_on", "ends_on"), missions(), status="confirmed")
    rows: Iterator[tuple[Any, ...]] = (
        (mission + 1, mission + 1, size.host(mission) + 1, str(starts_on(mission)),
         str(starts_on(mission) + timedelta(days=DAYS - 1)))
        for mission in every
    )  # fmt: skip
    fill(Leg, ("id", "mission_id", "city_id", "starts_on", "ends_on"), rows)
    rows = (
        (mission * 3 + number + 1, mission + 1, party, two(*city_name(city)), city + 1)
        for mission in every
        for number, (party, city) in enumerate(
            (("guest", size.guest(mission)), ("host", size.host(mission)), ("third", size.host(mission)))
        )
    )
    fill(Delegation, ("id", "mission_id", "party", "name", "city_id"), rows)
    roles = ("organiser", "assistant", "delegate", "press", "protocol", "organiser", "delegate", "press")
    rows = (
        (
            (mission * ACCESS + slot) % size.users + 1,
            mission + 1,
            "guest" if slot < 4 else "host",
            roles[slot],
        )
        for mission in every
        for slot in range(ACCESS)
    )
    fill(Membership, ("user_id", "mission_id", "side", "role"), rows)


def _people(size: Any) -> None:
    from scale_rows import DELEGATES, DELEGATIONS, GUESTS, post_of, visibility
    from scale_write import fill

    from legation.missions.models import Delegate

    capacities = {0: "head", 1: "deputy", GUESTS: "head", GUESTS - 1: "interpreter", DELEGATES - 1: "staff"}

    def delegates() -> Iterator[tuple[Any, ...]]:
        for mission in range(size.missions):
            for number in range(DELEGATES):
                person, at = size.person(mission, number), mission * DELEGATES + number + 1
                party = mission * DELEGATIONS + (1 if number < GUESTS else 2)
                yield (
                    at, mission + 1, party, person + 1, capacities.get(number, "member"),
                    post_of(person, size) + 1, f"s{at:015d}", visibility(number),
                )  # fmt: skip

    names = ("id", "mission_id", "delegation_id", "person_id", "capacity", "post_id", "seal_id", "visibility")
    fill(Delegate, names, delegates(), status="confirmed")


def _programme(size: Any) -> None:
    from scale_rows import (
        DELEGATES,
        ENGAGEMENTS,
        KINDS,
        TOPICS,
        VENUES,
        ZONES,
        attending,
        city_name,
        slots,
        starts_on,
        title_of,
        two,
        visibility,
    )
    from scale_write import fill

    from legation.missions.models import Attendance, Engagement, Movement, Point

    every = range(size.missions)

    def engagements() -> Iterator[tuple[Any, ...]]:
        for mission in every:
            city = size.host(mission)
            zone, (en, ko) = ZONES[city % 10], city_name(city)
            status = "held" if str(starts_on(mission)) < TODAY else "confirmed"
            for number, (begins, ends) in enumerate(slots(mission, zone)):
                kind, topic = (
                    KINDS[(number + mission) % len(KINDS)],
                    TOPICS[(number * 5 + mission) % len(TOPICS)],
                )
                venue = city * len(VENUES) + number % len(VENUES) + 1
                yield (
                    mission * ENGAGEMENTS + number + 1, f"{mission:016x}{number:016x}", mission + 1, kind[0],
                    title_of(kind, topic, en, ko), begins, ends, zone, venue, venue, status,
                    visibility(number),
                )  # fmt: skip

    names = (
        *("id", "uuid", "mission_id", "kind", "title", "starts_at", "ends_at", "zone"),
        *("venue_id", "room_id", "status", "visibility"),
    )
    fill(Engagement, names, engagements())

    def attendances() -> Iterator[tuple[Any, ...]]:
        for mission in every:
            for number in range(ENGAGEMENTS):
                at = mission * ENGAGEMENTS + number + 1
                for place, delegate in enumerate(attending(number)):
                    yield at, mission * DELEGATES + delegate + 1, "participant" if place == 2 else "principal"

    fill(Attendance, ("engagement_id", "delegate_id", "function"), attendances())
    rows: Iterator[tuple[Any, ...]] = (
        (mission + 1, way, f"XX {100 + number}", size.guest(mission) + 1, size.host(mission) + 1,
         "UTC", "UTC", f"{starts_on(mission) + timedelta(days=days)} 01:00:00",
         f"{starts_on(mission) + timedelta(days=days)} 06:00:00", "guest")
        for mission in every
        for number, (way, days) in enumerate((("arrival", -1), ("departure", 5)))
    )  # fmt: skip
    names = (
        *("mission_id", "direction", "number", "leaving_city_id", "arriving_city_id"),
        *("leaving_zone", "arriving_zone", "departs_at", "arrives_at", "side"),
    )
    fill(Movement, names, rows)
    rows = (
        (
            mission * ENGAGEMENTS + number + 1,
            "agenda",
            two("Sample item of the agenda", "견본 안건"),
            visibility(number),
        )
        for mission in every
        for number in range(0, ENGAGEMENTS, 5)
    )
    fill(Point, ("engagement_id", "kind", "text", "visibility"), rows)


def _outcomes(size: Any) -> None:
    from scale_rows import ENGAGEMENTS, LISTED, PROMISES, TOPICS, person_name, promised, starts_on, two
    from scale_write import fill

    from legation.guests.models import Guest, GuestList
    from legation.guests.models.guest import GuestTerm
    from legation.outcomes.models import Commitment

    every = range(size.missions)

    def promises() -> Iterator[tuple[Any, ...]]:
        for mission in every:
            due = starts_on(mission) + timedelta(days=200)
            for number in range(PROMISES):
                topic = TOPICS[(number + mission) % len(TOPICS)]
                words = two(*promised(topic))
                status = "done" if str(due) < TODAY and number else "open"
                yield (
                    mission * PROMISES + number + 1, mission + 1, mission * ENGAGEMENTS + number + 1, words,
                    size.guest(mission) * 2 + 1, size.host(mission) * 2 + 1, str(due), status,
                )  # fmt: skip

    names = ("id", "mission_id", "engagement_id", "title", "owed_by_id", "owed_to_id", "due_on", "status")
    fill(Commitment, names, promises())
    fill(GuestList, ("id", "engagement_id"), ((one + 1, one * ENGAGEMENTS + 4) for one in every))

    def guests() -> Iterator[tuple[Any, ...]]:
        for mission in every:
            for number in range(LISTED):
                person, at = size.person(mission, number), mission * LISTED + number + 1
                family, given, _family, _given = person_name(person)
                yield at, mission + 1, person + 1, f"{given} {family}", "guest", f"s{at:015d}", "accepted"

    names = ("id", "guest_list_id", "person_id", "name", "side", "seal_id", "status")
    fill(Guest, names, guests())
    rows = (
        (mission + 1, mission * LISTED + number + 1, word.lower())
        for mission in every
        for number in range(LISTED)
        for word in sorted(set(person_name(size.person(mission, number))[:2]))
    )
    fill(GuestTerm, ("guest_list_id", "guest_id", "term"), rows)


def _found(size: Any) -> None:
    from scale_rows import entries
    from scale_write import fill, fill_terms

    from legation.kernel.models import SearchEntry

    kinds = _kinds()
    names = ("content_type_id", "object_id", "kind", "url", "title", "detail", "mission_id", "visibility")
    rows = ((at, *row) for at, (row, _weights) in enumerate(entries(size, kinds), 1))
    fill(SearchEntry, ("id", *names), rows)
    fill_terms((at, row[6], weights) for at, (row, weights) in enumerate(entries(size, kinds), 1))


def _kinds() -> dict[str, int]:
    from django.contrib.contenttypes.models import ContentType

    from legation.directory.models import City, Person
    from legation.missions.models import Delegate, Engagement, Mission
    from legation.outcomes.models import Commitment

    models = (City, Person, Mission, Delegate, Engagement, Commitment)
    return {str(model._meta.model_name): ContentType.objects.get_for_model(model).pk for model in models}


def _states(size: Any) -> None:
    """The first state of records and its line in the log, made by the database from their rows."""
    from django.apps import apps
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection

    with connection.cursor() as cursor:
        for app, name in STATES:
            model = apps.get_model(app, name)
            history: Any = model.history.model
            held = {field.column for field in model._meta.concrete_fields}
            kept = ", ".join(
                f'"{field.column}"' for field in history._meta.concrete_fields if field.column in held
            )
            cursor.execute(
                f"INSERT INTO {history._meta.db_table} ({kept}, history_date, history_type)"
                f" SELECT {kept}, created_at, '+' FROM {model._meta.db_table}"
            )
            kind = ContentType.objects.get_for_model(model).pk
            mission = "mission_id" if "mission_id" in held else "id" if name == "Mission" else "NULL"
            seen = "visibility" if "visibility" in held else "'shared'"
            cursor.execute(
                "INSERT INTO kernel_activity (at, by_id, verb, content_type_id, object_id, label, mission_id, visibility)"  # noqa: E501
                f" SELECT created_at, id % {size.users} + 1, 'added', {kind}, id, 'Sample', {mission}, {seen}"
                f" FROM {model._meta.db_table}"
            )


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(fill_all(int(sys.argv[1]))))
