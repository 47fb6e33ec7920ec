"""Many delegates get one status at once, and never the other side's."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from legation.kernel.models import Activity
from legation.missions.actions import set_status
from legation.missions.choices import DelegateStatus
from legation.missions.models import Delegate
from tests.missions.preparing import Prepared, prepare

pytestmark = pytest.mark.django_db
MISSION = "/missions/seattle-busan"


@pytest.fixture
def world() -> Prepared:
    return prepare()


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_many_get_one_status_and_keep_the_filter(client: Client, world: Prepared) -> None:
    client.force_login(world.organiser)
    ticked = [world.mayor.pk, world.secret_guest.pk, world.third_person.pk]
    answer = client.post(
        f"{MISSION}/delegation/status/", {"delegates": ticked, "status": "confirmed", "query": "side=guest"}
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{MISSION}/delegation/?side=guest")
    assert said(answer) == ["2 delegates are now: Confirmed."]
    assert set(Delegate.objects.filter(pk__in=ticked).values_list("status", flat=True)) == {"confirmed"}
    assert list(Delegate.objects.filter(pk__in=ticked).order_by("pk").values_list("version", flat=True)) == [
        1,
        2,
        2,
    ]


def test_all_that_are_shown_are_set_without_ticking_each(client: Client, world: Prepared) -> None:
    client.force_login(world.organiser)
    shown = [world.mayor.pk, world.third_person.pk]
    client.post(f"{MISSION}/delegation/status/", {"all": "1", "shown": shown, "status": "invited"})
    statuses = {one.pk: one.status for one in Delegate.objects.all()}
    assert [statuses[key] for key in shown] == ["invited", "invited"]
    assert statuses[world.host_mayor.pk] == "nominated"


@pytest.mark.parametrize(
    ("ticked", "status", "answered"),
    [
        (["mayor", "host_mayor"], "declined", 403),
        (["mayor", "secret_host"], "declined", 302),
        ([], "declined", 302),
        (["mayor"], "asleep", 302),
    ],
)
def test_the_other_side_s_people_are_never_set(
    client: Client, world: Prepared, ticked: list[str], status: str, answered: int
) -> None:
    client.force_login(world.organiser)
    keys = [getattr(world, name).pk for name in ticked]
    answer = client.post(f"{MISSION}/delegation/status/", {"delegates": [*keys, "x"], "status": status})
    assert answer.status_code == answered
    for one in (world.mayor, world.host_mayor, world.secret_host):
        one.refresh_from_db()
    assert (world.host_mayor.status, world.secret_host.status) == ("nominated", "invited")
    assert world.mayor.status == ("declined" if ticked == ["mayor", "secret_host"] else "confirmed")


def test_a_status_that_they_have_already_is_no_change(world: Prepared) -> None:
    before = Activity.objects.count()
    changed = set_status([world.mayor, world.third_person], DelegateStatus.CONFIRMED, by=world.organiser)
    assert changed == [world.third_person]
    assert Activity.objects.count() == before + 1
