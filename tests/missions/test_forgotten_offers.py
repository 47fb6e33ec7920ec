"""Invitations by link: how many may be open at once, and that whom they were for is forgotten afterwards."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from legation.directory.actions.erasing import erase_person
from legation.kernel import audit
from legation.kernel.audit_check import altered
from legation.kernel.models import Activity, Letter
from legation.logistics.jobs.purging import purge_due
from legation.missions.actions import joining
from legation.missions.actions.joining import revoke_offer
from legation.missions.models import AccessOffer, DayLink
from tests.missions.preparing import Prepared, prepare
from tests.missions.test_joining import ACCESS, AT, INVITE, VALUES, invited, where

pytestmark = pytest.mark.django_db
MAIL = "new@seattle.example"


@pytest.fixture
def world() -> Prepared:
    return prepare()


def tables_that_hold(words: str) -> list[str]:
    """Every table with a row that holds these words, whatever it is for."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(words in str(row).lower() for row in cursor.fetchall()):
                found.append(table)
    return sorted(found)


@pytest.mark.parametrize("how", ["revoked", "over"])
def test_the_address_is_forgotten_everywhere_thirty_days_after_it_is_over(world: Prepared, how: str) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        gone, open_still = invited(world, days="2"), invited(world, mail="later@seattle.example", days="30")
        if how == "revoked":
            revoke_offer(gone, by=world.organiser)
            clock.shift(timedelta(days=30))
        else:
            clock.shift(timedelta(days=32))
        audit.seal()
        clock.shift(-1)
        assert (purge_due(), "missions_accessoffer" in tables_that_hold(MAIL)) == (0, True)
        clock.shift(1)
        for _twice in range(2):
            assert (purge_due(), tables_that_hold(MAIL)) == (0, [])
        gone.refresh_from_db()
        assert (gone.mail, str(gone)) == ("", "—")
        open_still.refresh_from_db()
        assert open_still.mail == "later@seattle.example"
        client = Client()
        client.force_login(world.organiser)
        assert client.get(ACCESS).status_code == 200
        audit.seal()
        assert altered() == []


def test_an_erased_person_is_forgotten_in_them_at_once(world: Prepared) -> None:
    offer = invited(world)
    delegate = world.mayor
    day = DayLink.objects.create(
        mission=world.mission,
        side="guest",
        user=world.organiser,
        language="en",
        mail="New@seattle.example",
        expires_at=timezone.now() + timedelta(days=9),
    )
    day.delegates.set([delegate])
    page = where(offer)
    assert Client().get(page).status_code == 200
    erase_person(delegate.person, sure=True, by=world.organiser)
    assert Client().get(page).status_code == 404
    assert tables_that_hold(MAIL) == []
    assert Activity.objects.filter(label=MAIL).count() == Letter.objects.filter(mail=MAIL).count() == 0


def test_a_side_has_no_more_open_than_it_can_look_through(
    world: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "MOST_OPEN", 2)
    first = invited(world, mail="one@seattle.example")
    invited(world, mail="two@seattle.example")
    client = Client()
    client.force_login(world.organiser)

    def asked(mail: str) -> Any:
        return client.post(INVITE, VALUES | {"mail": mail})

    said = (
        "2 invitations of your side are open already. Revoke those that nobody needs any more, or wait"
        " until some were taken."
    )
    third = asked("three@seattle.example")
    assert (third.status_code, third.context["form"].non_field_errors()) == (422, [said])
    assert asked("two@seattle.example").status_code == 302, "the same again replaces the one before"
    revoke_offer(first, by=world.organiser)
    assert asked("three@seattle.example").status_code == 302
    assert AccessOffer.objects.live(timezone.now()).count() == 2
