"""Who takes part in a round, taken out: what the reader sees, and a table that another round reads in."""

import csv
import io
import json
from typing import Any

from django.test import Client
from django.urls import reverse

from legation.kernel.sheets import tables
from legation.kernel.vcards import rows_of
from legation.matchmaking.actions.importing import take_list
from legation.matchmaking.models import Round
from legation.matchmaking.queries.importing import parsed
from tests.desk.browsing import BACKEND
from tests.matchmaking.rounds import between, joined, opened
from tests.world import World

BIO = {
    "native_name": "김하나",
    "post": "Director",
    "body": "Hana Bio",
    "sectors": ["biotech"],
    "seeks": "A partner",
    "offers": "=SUM(1)",
    "languages": ["en", "ko"],
    "unavailable": [2],
    "reserve": True,
}


def out(user: Any, round_: Round, form: str) -> Any:
    client = Client()
    client.force_login(user, backend=BACKEND)
    answer = client.get(reverse("round-people-out", args=[round_.mission.slug, round_.pk]), {"as": form})
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode().removeprefix("\ufeff"))))


def test_another_round_reads_in_what_one_gave_out(world: World) -> None:
    round_ = opened(world)
    ann = joined(world, round_, "Ann Field", "guest")
    bio = joined(world, round_, "Hana Kim", "host", **BIO)
    between(world, round_, ann, bio)
    plain = out(world.host, round_, "csv")
    assert rows(plain)[0][:5] == ["Name", "Name in the other script", "Post", "Organisation", "Side"]
    assert rows(plain)[2] == [
        *("Hana Kim", "김하나", "Director", "Hana Bio", "Host side", "Biotechnology and health", "A partner"),
        *("'=SUM(1)", "English, Korean", "14:25", "yes"),
    ]
    for data, name in ((plain, "participants.csv"), (out(world.host, round_, "xlsx"), "participants.xlsx")):
        again = opened(world)
        read = parsed(again, data, name, side="host", language="en")
        assert read.errors == []
        take_list(again, {"people": read.people, "wishes": read.wishes}, by=world.host)
        other = again.participants.get(name="Hana Kim")
        assert {field: getattr(other, field) for field in BIO} == BIO


def test_each_side_takes_out_whom_it_sees(world: World) -> None:
    round_ = world.things["round"]
    for side, user in (("guest", world.guest), ("host", world.host)):
        own, other = (str(world.things[f"{each}-hidden-delegate"].person) for each in (side, _other(side)))
        names = [row[0] for row in rows(out(user, round_, "csv"))]
        assert (names.count(own), names.count(other)) == (1, 0)
        (sheet,) = tables(out(user, round_, "xlsx"), "participants.xlsx")
        assert [row[0] for row in sheet.rows] == names
        for form in ("vcf", "json"):
            assert other not in out(user, round_, form).decode()


def test_cards_and_popolo_name_people_of_the_directory_and_of_a_list(world: World) -> None:
    round_ = opened(world)
    person = world.things["guest-delegate"].person
    listed = joined(world, round_, "Hana Kim", "host", **BIO)
    joined(world, round_, "", "guest", person=person)
    cards = out(world.host, round_, "vcf").decode()
    assert rows_of(cards)[1] == ("", "Hana Kim", "", "김하나", "", "", "Hana Bio", "Director")
    assert cards.count(f"UID:legation-participant-{listed.pk}\r\n") == 1
    assert cards.count(f"UID:legation-person-{person.pk}\r\n") == 1
    told = json.loads(out(world.host, round_, "json"))
    assert [each["id"] for each in told["persons"]] == [f"person/{person.pk}", f"participant/{listed.pk}"]
    assert told["organizations"] == [
        {"id": f"group/{round_}", "name": str(round_), "classification": "round"}
    ]
    assert [(each["person_id"], each.get("role")) for each in told["memberships"]] == [
        (f"person/{person.pk}", None),
        (f"participant/{listed.pk}", "Director"),
    ]


def _other(side: str) -> str:
    return "host" if side == "guest" else "guest"
