"""Those who applied go out as a table, without what is sealed."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from legation.guests.actions import recruiting as acts
from legation.kernel.sheets import tables
from tests.guests.test_recruiting import applied, approved, opened
from tests.world import World

pytestmark = pytest.mark.django_db


def test_those_who_applied_go_out_as_a_table_without_what_is_sealed(world: World) -> None:
    call = opened(world)
    said = {"body": "=Chamber", "post": "Director", "Whom do you want to meet?": "Shipyards"}
    first = approved(world, applied(world, call, "Kim", said))
    acts.tell_later(first, {"diet": "Quincediet"}, now=timezone.now())
    applied(world, call, "Lee")
    client = Client(headers={"accept-language": "en"})
    client.force_login(world.guest)
    where = reverse("call-list", args=[world.mission.slug, call.pk, "csv"])
    text = client.get(where).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    today = f"{timezone.localdate():%Y-%m-%d}"
    assert [cell.lower() for cell in rows[0]] == [
        "status",
        "family name",
        "given name",
        "name in the other script",
        "mail",
        "language",
        "group",
        "on a reserved place",
        "applied on",
        "fee received",
        "the rest told on",
        "organisation",
        "post",
        "whom do you want to meet?",
    ]
    assert rows[1][:6] == ["Approved", "Kim", "", "", "kim@test.example", "English"]
    assert rows[1][6:] == ["", "", today, "", today, "'=Chamber", "Director", "Shipyards"]
    assert (rows[2][0], rows[2][1], rows[2][8:]) == ("To decide", "Lee", [today, "", "", "", "", ""])
    assert "Quincediet" not in text
    sheet = tables(client.get(where.replace(".csv", ".xlsx")).content)[0]
    assert [len(row) for row in sheet.rows] == [14] * 3
    assert client.get(where.replace(".csv", ".pdf")).status_code == 404
    other = Client()
    other.force_login(world.host)
    assert other.get(where).status_code == 404


@pytest.mark.parametrize("rows", [3, 12])
def test_the_table_asks_as_much_for_twelve_as_for_one(rows: int, world: World) -> None:
    call, client = opened(world), Client()
    client.force_login(world.guest)
    where = reverse("call-list", args=[world.mission.slug, call.pk, "csv"])
    applied(world, call, "Kim")
    client.get(where)
    counted = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(where).status_code == 200
        counted.append(len(asked))
        if len(counted) == 1:
            for number in range(rows):
                applied(world, call, f"Guest{number}")
    assert counted[1] == counted[0]
