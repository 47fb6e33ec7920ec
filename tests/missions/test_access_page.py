"""Who works on a mission: what each side learns of the other, who adds and takes away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from legation.kernel.choices import Side
from legation.missions.actions import give_access, make_calendar_link
from legation.missions.choices import Role
from legation.missions.models import Membership
from tests.missions.preparing import Prepared, account, prepare

pytestmark = pytest.mark.django_db
ACCESS = "/missions/seattle-busan/access/"


@pytest.fixture
def world() -> Prepared:
    return prepare()


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


@pytest.mark.parametrize(
    ("who", "status"),
    [("organiser", 200), ("protocol", 200), ("press", 403), ("attending", 403), ("stranger", 404)],
)
def test_it_is_for_those_who_prepare(client: Client, world: Prepared, who: str, status: int) -> None:
    client.force_login(getattr(world, who))
    assert client.get(ACCESS).status_code == status


def test_of_the_other_side_names_and_roles_are_told_and_no_more(client: Client, world: Prepared) -> None:
    give_access(
        world.mission,
        account("aide@busan.example", "Busan Protocol"),
        side=Side.HOST,
        role=Role.ASSISTANT,
        by=world.protocol,
        stands_for=[world.secret_host],
    )
    client.force_login(world.organiser)
    answer = client.get(ACCESS)
    own, other = answer.context["sides"]
    assert [(one.name, one.role) for one in own.colleagues] == [
        ("Organiser", "Organiser"),
        ("Press", "Press office"),
    ]
    assert [
        (one.name, one.role, one.email, one.office, one.principals, one.since, one.key)
        for one in other.colleagues
    ] == [
        ("Protocol", "Host protocol", "", "", (), None, 0),
        ("Delegate", "Delegate", "", "", (), None, 0),
        ("Aide", "Assistant of a principal", "", "", (), None, 0),
    ]
    html = answer.content.decode()
    assert ("busan.example" in html, "Busan Protocol" in html, "Bimil" in html) == (False, False, False)
    client.force_login(world.protocol)
    html = client.get(ACCESS).content.decode()
    assert ("aide@busan.example" in html, "Busan Protocol" in html, "Bimil" in html) == (True, True, True)


def test_somebody_is_added_by_mail_address_with_a_principal(client: Client, world: Prepared) -> None:
    aide = account("aide@seattle.example", "Seattle Chamber")
    client.force_login(world.organiser)
    values = {
        "email": "AIDE@seattle.example",
        "side": "guest",
        "role": "assistant",
        "stands_for": [world.mayor.pk],
    }
    assert client.post(ACCESS, values).status_code == 302
    given = Membership.objects.get(user=aide)
    assert (given.side, given.role, list(given.stands_for.all())) == ("guest", "assistant", [world.mayor])
    again = client.post(ACCESS, values)
    assert (again.status_code, again.context["form"].errors) == (
        422,
        {"email": ["Aide already works on this mission."]},
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "nobody@nowhere.example"}, "email"),
        ({"email": "not a mail address"}, "email"),
        ({"email": "root@example.org"}, "side"),
        ({"role": "protocol"}, "role"),
        ({"role": "king"}, "role"),
        ({"side": "host"}, "side"),
        ({"stands_for": "host_mayor"}, "stands_for"),
        ({"stands_for": "secret_host"}, "stands_for"),
    ],
)
def test_what_is_refused(client: Client, world: Prepared, change: dict[str, str], field: str) -> None:
    account("aide@seattle.example", "Seattle Chamber")
    before = Membership.objects.count()
    values: dict[str, object] = {
        "email": "aide@seattle.example",
        "side": "guest",
        "role": "assistant",
    } | change
    if "stands_for" in change:
        values["stands_for"] = [getattr(world, change["stands_for"]).pk]
    if change == {"email": "root@example.org"}:
        values["side"] = "host"
    client.force_login(world.organiser)
    answer = client.post(ACCESS, values)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert Membership.objects.count() == before


def test_only_one_s_own_people_lose_access(client: Client, world: Prepared) -> None:
    theirs = Membership.objects.get(user=world.attending)
    client.force_login(world.organiser)
    assert client.post(f"{ACCESS}{theirs.pk}/remove/").status_code == 403
    assert client.post(f"{ACCESS}999999/remove/").status_code == 404
    link = make_calendar_link(world.mission, by=world.press, language="en")
    ours = Membership.objects.get(user=world.press)
    answer = client.post(f"{ACCESS}{ours.pk}/remove/")
    assert said(answer) == ["Press no longer works on this mission; their calendar links ended."]
    link.refresh_from_db()
    assert (Membership.objects.filter(pk=ours.pk).exists(), link.revoked_at is not None) == (False, True)
    client.force_login(world.press)
    assert client.get("/missions/seattle-busan/delegation/").status_code == 404


def test_the_last_who_prepares_stays_until_there_is_another(client: Client, world: Prepared) -> None:
    own = Membership.objects.get(user=world.organiser)
    client.force_login(world.organiser)
    refused = client.post(f"{ACCESS}{own.pk}/remove/")
    assert said(refused) == [
        "Organiser is the last who prepares this mission on its side. Give a colleague that role first."
    ]
    second = account("second@seattle.example", "Seattle Chamber")
    give_access(world.mission, second, side=Side.GUEST, role=Role.ORGANISER, by=world.organiser)
    assert client.post(f"{ACCESS}{own.pk}/remove/")["Location"] == "/missions/"
    assert client.get(ACCESS).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 12])
def test_one_query_count_for_any_number_of_people(
    client: Client, world: Prepared, django_assert_num_queries: Callable[..., object], count: int
) -> None:
    for number in range(count):
        one = account(f"aide{number}@seattle.example", "Seattle Chamber")
        give_access(
            world.mission,
            one,
            side=Side.GUEST,
            role=Role.ASSISTANT,
            by=world.organiser,
            stands_for=[world.mayor],
        )
    client.force_login(world.organiser)
    with django_assert_num_queries(10):
        answer = client.get(ACCESS)
    assert len(answer.context["sides"][0].colleagues) == count + 2
