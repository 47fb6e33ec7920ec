"""Open, edit, remove and restore a mission, its legs and its delegations."""

from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from legation.kernel.choices import Side
from legation.missions.actions import add_leg, change_mission, open_mission, remove_part
from legation.missions.models import Delegation, Leg, Membership, Mission
from tests.missions.preparing import Prepared, prepare, text_of, words

pytestmark = pytest.mark.django_db
MISSION = "/missions/seattle-busan"


@pytest.fixture
def world() -> Prepared:
    return prepare()


def new(**more: str) -> dict[str, str]:
    return {
        "name_0": "Busan to Seattle",
        "name_1": "부산 시애틀 방문",
        "slug": "",
        "side": "host",
        "kind": "trade",
        "starts_on": "2025-05-10",
        "ends_on": "2025-05-14",
        "programme": "",
        "announced_size": "",
        "purpose_0": "Ports",
        "purpose_1": "항만",
        "learning_goals_0": "",
        "learning_goals_1": "배우기",
    } | more


def edited(mission: Mission, **more: str) -> dict[str, str]:
    values = new(
        name_0="Seattle to Busan", slug=mission.slug, status="preparing", seen_version=str(mission.version)
    )
    return values | {"starts_on": "2024-04-13", "ends_on": "2024-04-20"} | more


def test_whoever_opens_a_mission_prepares_it_on_their_side(client: Client, world: Prepared) -> None:
    client.force_login(world.protocol)
    answer = client.post("/missions/new/", new())
    mission = Mission.objects.get(slug="busan-to-seattle")
    assert (answer.status_code, answer["Location"]) == (302, "/missions/busan-to-seattle/delegation/")
    standing = Membership.objects.get(mission=mission)
    assert (standing.user, standing.side, standing.role) == (world.protocol, "host", "protocol")
    assert (
        mission.name.localize("ko"),
        mission.purpose.localize("en"),
        mission.learning_goals.localize("ko"),
    ) == (
        "부산 시애틀 방문",
        "Ports",
        "배우기",
    )
    assert (mission.kind, mission.starts_on, mission.ends_on) == (
        "trade",
        date(2025, 5, 10),
        date(2025, 5, 14),
    )


@pytest.mark.parametrize(
    ("name", "slug", "made"),
    [
        ("Seattle Busan", "", "seattle-busan-2"),
        ("New", "", "new-2"),
        ("Été à Séoul!", "", "ete-a-seoul"),
        ("", "", "mission"),
        ("Anything", "Own-Name", "own-name"),
    ],
)
def test_the_short_name_is_proposed_from_the_english_name(
    client: Client, world: Prepared, name: str, slug: str, made: str
) -> None:
    client.force_login(world.organiser)
    answer = client.post("/missions/new/", new(name_0=name, slug=slug))
    assert (answer.status_code, answer["Location"]) == (302, f"/missions/{made}/delegation/")


@pytest.mark.parametrize(
    ("change", "errors"),
    [
        ({"slug": "new"}, {"slug": ["“new” cannot be a short name."]}),
        ({"slug": "NEW"}, {"slug": ["“new” cannot be a short name."]}),
        ({"slug": "seattle-busan"}, {"slug": ["Another mission already has this short name."]}),
        ({"ends_on": "2025-05-09"}, {"ends_on": ["The last day is before the first."]}),
        ({"starts_on": "2025-02-30"}, {"starts_on": ["Enter a valid date."]}),
        ({"name_0": "", "name_1": ""}, {"name": ["This field is required."]}),
        ({"side": ""}, {"side": ["This field is required."]}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    client: Client, world: Prepared, change: dict[str, str], errors: dict[str, list[str]]
) -> None:
    client.force_login(world.organiser)
    answer = client.post("/missions/new/", new(**change))
    assert answer.status_code == 422
    said = answer.context["form"].errors
    assert {name: said[name] for name in errors} == errors
    assert Mission.objects.count() == 1


def test_a_reader_opens_no_mission(client: Client, world: Prepared) -> None:
    client.force_login(world.press)
    assert client.get("/missions/new/").status_code == 403
    assert client.post("/missions/new/", new()).status_code == 403
    assert Mission.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("organiser", 200),
        ("protocol", 200),
        ("press", 403),
        ("attending", 403),
        ("stranger", 404),
        ("administrator", 404),
    ],
)
def test_who_edits_a_mission(client: Client, world: Prepared, who: str, status: int) -> None:
    client.force_login(getattr(world, who))
    assert client.get(f"{MISSION}/edit/").status_code == status
    answer = client.post(f"{MISSION}/edit/", edited(world.mission, kind="study"))
    assert answer.status_code == (302 if status == 200 else status)
    world.mission.refresh_from_db()
    assert world.mission.kind == ("study" if status == 200 else "leadership")
    for page in ("legs/new/", "delegations/new/"):
        assert client.get(f"{MISSION}/{page}").status_code == status


def test_a_new_short_name_moves_every_page(client: Client, world: Prepared) -> None:
    from legation.kernel.models import SearchEntry

    client.force_login(world.organiser)
    answer = client.post(f"{MISSION}/edit/", edited(world.mission, slug="busan-2024"))
    assert answer["Location"] == "/missions/busan-2024/edit/"
    assert client.get("/missions/busan-2024/delegation/").status_code == 200
    urls = SearchEntry.objects.filter(kind="delegate").values_list("url", flat=True)
    assert [url.split("/")[2] for url in urls] == ["busan-2024"] * 5


def test_the_second_editor_of_a_mission_is_told(client: Client, world: Prepared) -> None:
    mine = edited(world.mission, name_0="Mine")
    theirs = {"kind": "official", "starts_on": world.mission.starts_on, "ends_on": world.mission.ends_on}
    change_mission(world.mission, theirs, seen=1, by=world.protocol)
    client.force_login(world.organiser)
    answer = client.post(f"{MISSION}/edit/", mine)
    text = text_of(answer.content.decode())
    assert answer.status_code == 409
    assert "Protocol changed kind from “Leadership mission” to “Official visit”." in text
    assert answer.context["form"]["name"].value() == ["Mine", "부산 시애틀 방문"]
    assert answer.context["head"].mission.name.localize("en") == "Seattle to Busan"


def test_history_tells_who_changed_what(client: Client, world: Prepared) -> None:
    client.force_login(world.organiser)
    client.post(f"{MISSION}/edit/", edited(world.mission, kind="study"))
    client.force_login(world.press)
    text = text_of(client.get(f"{MISSION}/history/").content.decode())
    assert "Kind Leadership mission Study mission" in text
    client.force_login(world.stranger)
    assert client.get(f"{MISSION}/history/").status_code == 404


def test_a_removed_mission_is_gone_for_all_and_comes_back_by_who_prepares_it(
    client: Client, world: Prepared
) -> None:
    client.force_login(world.organiser)
    answer = client.post(f"{MISSION}/remove/")
    assert answer["Location"].split("?")[0] == f"{MISSION}/restore/"
    assert client.get(f"{MISSION}/delegation/").status_code == 404
    for other in (world.press, world.attending, world.stranger, world.administrator):
        client.force_login(other)
        assert client.get(f"{MISSION}/restore/").status_code == 404
        assert client.post(f"{MISSION}/restore/").status_code == 404
    client.force_login(world.protocol)
    assert "This mission was removed." in text_of(client.get(f"{MISSION}/restore/").content.decode())
    assert client.post(f"{MISSION}/restore/")["Location"] == f"{MISSION}/edit/"
    assert client.get(f"{MISSION}/delegation/").status_code == 200
    assert client.get(f"{MISSION}/restore/").status_code == 404


def test_legs_are_added_changed_removed_and_brought_back(client: Client, world: Prepared) -> None:
    client.force_login(world.protocol)
    days = {"city": world.busan.pk, "starts_on": "2024-04-16", "ends_on": "2024-04-18"}
    assert client.post(f"{MISSION}/legs/new/", days)["Location"] == f"{MISSION}/edit/"
    leg = Leg.objects.get()
    changed = client.post(
        f"{MISSION}/legs/{leg.pk}/edit/", days | {"ends_on": "2024-04-19", "seen_version": 1}
    )
    leg.refresh_from_db()
    assert (changed.status_code, leg.ends_on) == (302, date(2024, 4, 19))
    late = client.post(f"{MISSION}/legs/{leg.pk}/edit/", days | {"seen_version": 1})
    assert late.status_code == 409
    page = client.post(f"{MISSION}/legs/{leg.pk}/remove/", follow=True)
    assert (page.context["legs"], page.context["gone"]) == ([], leg)
    client.post(f"{MISSION}/legs/{leg.pk}/restore/")
    assert client.get(f"{MISSION}/edit/").context["legs"] == [leg]


@pytest.mark.parametrize(
    ("days", "errors"),
    [
        (("2024-04-18", "2024-04-16"), {"ends_on": ["The last day is before the first."]}),
        (
            ("2024-04-12", "2024-04-16"),
            {"starts_on": ["The days of a leg lie within those of the mission, 2024-04-13 to 2024-04-20."]},
        ),
    ],
)
def test_a_leg_lies_within_the_mission(
    client: Client, world: Prepared, days: tuple[str, str], errors: dict[str, list[str]]
) -> None:
    client.force_login(world.organiser)
    values = {"city": world.busan.pk, "starts_on": days[0], "ends_on": days[1]}
    answer = client.post(f"{MISSION}/legs/new/", values)
    assert (answer.status_code, answer.context["form"].errors) == (422, errors)
    assert Leg.objects.count() == 0


def test_each_side_names_its_own_delegations_and_third_parties(client: Client, world: Prepared) -> None:
    client.force_login(world.organiser)
    form = client.get(f"{MISSION}/delegations/new/").context["form"]
    assert [key for key, _label in form.fields["party"].choices] == ["guest", "third"]
    values = {"party": "host", "name_0": "Faked", "name_1": "", "city": ""}
    refused = client.post(f"{MISSION}/delegations/new/", values)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["party"])
    assert client.post(f"{MISSION}/delegations/new/", values | {"party": "third"}).status_code == 302
    assert Delegation.objects.filter(party="third").count() == 2


@pytest.mark.parametrize(
    ("who", "whose", "status"),
    [
        ("organiser", "guests", 302),
        ("organiser", "third", 302),
        ("organiser", "hosts", 403),
        ("protocol", "guests", 403),
        ("press", "guests", 403),
        ("attending", "hosts", 403),
        ("stranger", "guests", 404),
    ],
)
def test_who_renames_which_delegation(
    client: Client, world: Prepared, who: str, whose: str, status: int
) -> None:
    one: Delegation = getattr(world, whose)
    client.force_login(getattr(world, who))
    values = {"name_0": "Renamed", "name_1": "", "city": "", "seen_version": 1}
    answer = client.post(f"{MISSION}/delegations/{one.pk}/edit/", values | {"party": "third"})
    before = one.party
    one.refresh_from_db()
    assert (answer.status_code, one.party) == (status, before)
    assert (one.name.localize("en") == "Renamed") is (status == 302)


def said(answer: Any) -> list[str]:
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_a_delegation_is_removed_only_when_empty_and_its_people_come_back_into_it(
    client: Client, world: Prepared
) -> None:
    client.force_login(world.organiser)
    address = f"{MISSION}/delegations/{world.third.pk}"
    refused = client.post(f"{address}/remove/")
    assert said(refused) == [
        "Consulate General still has delegates. Move them to another delegation or remove them first."
    ]
    remove_part(world.third_person, by=world.organiser)
    page = client.post(f"{address}/remove/", follow=True)
    assert page.context["gone_delegation"] == world.third
    early = client.post(f"{MISSION}/delegation/{world.third_person.pk}/restore/")
    assert said(early)[-1] == (
        "Carla Consul belongs to the delegation Consulate General, which was removed. Bring that back first."
    )
    client.post(f"{address}/restore/")
    client.post(f"{MISSION}/delegation/{world.third_person.pk}/restore/")
    world.third_person.refresh_from_db()
    world.third.refresh_from_db()
    assert (world.third.removed_at, world.third_person.removed_at) == (None, None)


def test_nothing_of_another_mission_is_reached_through_this_one(client: Client, world: Prepared) -> None:
    values = {
        "slug": "other",
        "name": words("Other"),
        "starts_on": date(2024, 1, 1),
        "ends_on": date(2024, 1, 2),
    }
    other = open_mission(values, by=world.stranger, side=Side.GUEST)
    days = {"city": world.busan, "starts_on": date(2024, 1, 1), "ends_on": date(2024, 1, 2)}
    leg = add_leg(other, days, by=world.stranger)
    client.force_login(world.organiser)
    assert client.get(f"{MISSION}/legs/{leg.pk}/edit/").status_code == 404
    remove_part(leg, by=world.stranger)
    assert client.post(f"{MISSION}/legs/{leg.pk}/restore/").status_code == 404
