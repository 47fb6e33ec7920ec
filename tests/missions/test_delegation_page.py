"""The delegation page: who is on it for whom, in which order, and how many queries it takes."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from legation.accounts.models import User
from legation.missions.actions import change_delegate, remove_part
from legation.missions.choices import Capacity
from legation.missions.queries import masthead
from legation.missions.queries.delegation import Wanted, delegation_of
from tests.missions.preparing import Prepared, names_in, prepare, text_of, words

pytestmark = pytest.mark.django_db
PAGE = "/missions/seattle-busan/delegation/"


@pytest.fixture
def world() -> Prepared:
    return prepare()


def page(client: Client, user: User, query: str = "") -> str:
    client.force_login(user)
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return answer.content.decode()


GUEST_SIDE = ["Bruce Harrell", "Ada Quillfeather", "Park Heong-joon", "Carla Consul"]
HOST_SIDE = ["Bruce Harrell", "Park Heong-joon", "Bimil Seo", "Carla Consul"]
SHARED_ONLY = ["Bruce Harrell", "Park Heong-joon", "Carla Consul"]
READERS: list[tuple[str, list[str]]] = [
    ("organiser", GUEST_SIDE),
    ("protocol", HOST_SIDE),
    ("attending", HOST_SIDE),
    ("press", SHARED_ONLY),
]


@pytest.mark.parametrize(("reader", "expected"), READERS)
@pytest.mark.parametrize("view", ["", "?view=grid"])
def test_each_side_sees_its_own_and_what_is_shared(
    client: Client, world: Prepared, reader: str, expected: list[str], view: str
) -> None:
    html = page(client, getattr(world, reader), view)
    assert names_in(html) == expected
    for hidden in {"Quillfeather", "서비밀", "Bimil"} - set(
        " ".join(expected).replace("Bimil", "Bimil 서비밀").split()
    ):
        assert hidden not in html


def test_a_stranger_and_an_administrator_do_not_learn_that_there_is_a_mission(
    client: Client, world: Prepared
) -> None:
    for user in (world.stranger, world.administrator):
        client.force_login(user)
        assert client.get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("reader", "statuses", "gaps"),
    [
        (
            "organiser",
            [("nominated", 2), ("confirmed", 1), ("withdrawn", 1)],
            {"post": 3, "biography": 3, "portrait": 2},
        ),
        (
            "protocol",
            [("nominated", 2), ("invited", 1), ("confirmed", 1)],
            {"post": 3, "biography": 3, "portrait": 2},
        ),
        ("press", [("nominated", 2), ("confirmed", 1)], {"post": 2, "biography": 2, "portrait": 2}),
    ],
)
def test_counts_are_of_what_the_reader_sees(
    world: Prepared, reader: str, statuses: list[tuple[str, int]], gaps: dict[str, int]
) -> None:
    seen = delegation_of(world.mission, getattr(world, reader), Wanted())
    assert [(count.key, count.number) for count in seen.statuses] == statuses
    assert {count.key: count.number for count in seen.gaps} == gaps
    assert seen.total == sum(number for _key, number in statuses)
    totals = {group.delegation.party: group.total for group in seen.groups}
    assert sum(totals.values()) == seen.total


def test_the_masthead_counts_what_the_reader_sees(world: Prepared) -> None:
    world.add("Hidden", "Coming", world.organiser, world.guests, visibility="guest")
    sizes = {
        name: masthead(world.mission, getattr(world, name)).size
        for name in ("organiser", "protocol", "press")
    }
    assert sizes == {"organiser": 2, "protocol": 1, "press": 1}


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (Wanted(side="host"), ["Park Heong-joon"]),
        (Wanted(status="withdrawn"), ["Ada Quillfeather"]),
        (Wanted(status="invited"), []),
        (Wanted(capacity="head"), ["Bruce Harrell", "Park Heong-joon"]),
        (Wanted(missing="biography"), ["Bruce Harrell", "Ada Quillfeather", "Carla Consul"]),
        (Wanted(find="박형"), ["Park Heong-joon"]),
        (Wanted(find="해럴"), ["Bruce Harrell"]),
        (Wanted(find="heong"), ["Park Heong-joon"]),
        (Wanted(find="bruce HARR"), ["Bruce Harrell"]),
        (Wanted(find="서비밀"), []),
        (Wanted(find="!"), []),
    ],
)
def test_it_finds_and_filters(world: Prepared, asked: Wanted, expected: list[str]) -> None:
    groups = delegation_of(world.mission, world.organiser, asked).groups
    assert [str(row.delegate.person) for group in groups for row in group.rows] == expected


def test_a_filter_that_is_not_understood_is_left_out(client: Client, world: Prepared) -> None:
    assert names_in(page(client, world.organiser, "?side=moon&sort=bogus&view=1")) == GUEST_SIDE
    assert (
        names_in(page(client, world.organiser, "?removed=x&removed-delegation=99999999999999999999"))
        == GUEST_SIDE
    )


def test_the_order_goes_by_capacity_then_rank_then_name(world: Prepared) -> None:
    for family, capacity in (
        ("Zeller", Capacity.DEPUTY),
        ("Abel", Capacity.SPOUSE),
        ("Ames", Capacity.MEMBER),
    ):
        world.add(family, "X", world.organiser, world.guests, capacity=capacity)
    world.add("Young", "X", world.organiser, world.guests, post=world.mayor_post)

    def families(sort: str) -> list[str]:
        guests = delegation_of(world.mission, world.organiser, Wanted(sort=sort)).groups[0]
        return [row.delegate.person.family_name for row in guests.rows]

    assert families("capacity") == ["Harrell", "Zeller", "Young", "Ames", "Quillfeather", "Abel"]
    assert families("name") == ["Abel", "Ames", "Harrell", "Quillfeather", "Young", "Zeller"]
    assert families("organisation")[0] == "Young"
    assert families("status") == ["Abel", "Ames", "Young", "Zeller", "Harrell", "Quillfeather"]


def test_what_is_missing_is_said(world: Prepared) -> None:
    rows = [
        row for group in delegation_of(world.mission, world.organiser, Wanted()).groups for row in group.rows
    ]
    assert {str(row.delegate.person): row.missing for row in rows} == {
        "Bruce Harrell": ("post", "biography"),
        "Ada Quillfeather": ("post", "biography"),
        "Park Heong-joon": ("portrait",),
        "Carla Consul": ("post", "biography", "portrait"),
    }


def test_who_may_tick_whom(world: Prepared) -> None:
    def ticks(user: User) -> list[str]:
        groups = delegation_of(world.mission, user, Wanted()).groups
        return [str(row.delegate.person) for group in groups for row in group.rows if row.editable]

    assert ticks(world.organiser) == ["Bruce Harrell", "Ada Quillfeather", "Carla Consul"]
    assert ticks(world.protocol) == ["Park Heong-joon", "Bimil Seo", "Carla Consul"]
    assert ticks(world.press) == []
    assert ticks(world.attending) == []


@pytest.mark.parametrize("reader", ["organiser", "protocol", "press", "attending"])
def test_who_may_be_ticked_is_who_may_be_changed(world: Prepared, reader: str) -> None:
    world.add("Hidden", "Coming", world.organiser, world.guests, visibility="guest")
    world.add("Second", "Coming", world.organiser, world.third)
    user = getattr(world, reader)
    rows = [row for group in delegation_of(world.mission, user, Wanted()).groups for row in group.rows]
    for row in rows:
        assert row.editable == user.has_perm("missions.change_delegate", row.delegate)


def test_a_reader_gets_no_buttons(client: Client, world: Prepared) -> None:
    html = page(client, world.attending)
    for address in ("/delegation/new/", "/delegations/new/", "/edit/", "/status/", 'type="checkbox"'):
        assert address not in html
        assert address in page(client, world.organiser)


def test_the_other_script_and_the_sample_stand_beside_the_name(client: Client, world: Prepared) -> None:
    client.cookies["django_language"] = "ko"
    html = page(client, world.organiser)
    assert names_in(html) == ["브루스 해럴", "Ada Quillfeather", "박형준", "Carla Consul"]
    assert '<small lang="en">Park Heong-joon</small>' in html
    client.cookies["django_language"] = "en"
    html = page(client, world.organiser)
    assert '<small lang="ko">박형준</small>' in html
    assert html.count("sample</span>") == 1


@pytest.mark.parametrize("count", [1, 3, 12])
@pytest.mark.parametrize("view", ["list", "grid"])
def test_one_query_count_for_any_number_of_rows(
    client: Client, world: Prepared, django_assert_num_queries: Callable[..., object], count: int, view: str
) -> None:
    for one in (world.mayor, world.host_mayor, world.secret_guest, world.secret_host, world.third_person):
        remove_part(one, by=world.organiser)
    for number in range(count):
        delegation = (world.guests, world.hosts, world.third)[number % 3]
        world.add(f"Person{number}", "Some", world.organiser, delegation, post=world.mayor_post)
    client.force_login(world.organiser)
    with django_assert_num_queries(6):
        html = client.get(f"{PAGE}?view={view}").content.decode()
    assert len(names_in(html)) == count


def test_a_delegate_made_private_leaves_the_other_side_s_page(client: Client, world: Prepared) -> None:
    change_delegate(world.host_mayor, {"visibility": "host"}, seen=1, by=world.protocol)
    assert names_in(page(client, world.organiser)) == ["Bruce Harrell", "Ada Quillfeather", "Carla Consul"]
    assert names_in(page(client, world.protocol)) == HOST_SIDE


def test_an_empty_mission_says_what_belongs_here(client: Client, world: Prepared) -> None:
    from legation.missions.actions import open_mission
    from legation.missions.models import Mission

    values = {
        "slug": "empty",
        "name": words("Empty"),
        "starts_on": world.mission.starts_on,
        "ends_on": world.mission.ends_on,
    }
    empty: Mission = open_mission(values, by=world.organiser, side="guest")  # type: ignore[arg-type]
    client.force_login(world.organiser)
    html = client.get(reverse("delegation", args=[empty.slug])).content.decode()
    assert names_in(html) == []
    assert "Say first which delegation comes from your side" in text_of(html)
