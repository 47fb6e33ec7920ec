"""Passes for press and security, and what interpreters prepare with."""

import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from legation.kernel.sheets import tables
from legation.logistics.actions import accreditation as acts
from legation.logistics.models import Accreditation
from legation.logistics.queries.accreditation import passes, voices_page
from legation.logistics.queries.pack import pack_sheet
from legation.missions import actions as missions
from tests.world import SECRETS, World, engagement_values, person, two


@pytest.fixture
def world(world: World) -> World:
    Accreditation.objects.all().delete()
    return world


def client(user: Any) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


def guest(world: World, family: str, capacity: str, **values: Any) -> Any:
    who = person(world, family, "Sample", by=world.guest, **values)
    told = {"person": who, "delegation": world.things["guest-delegation"], "status": "confirmed"}
    return missions.add_delegate(world.mission, {**told, "capacity": capacity}, by=world.guest)


def test_press_and_security_of_a_side_get_an_entry_each_once(world: World) -> None:
    guest(world, "Reporter", "press", native_name="기자표본")
    guest(world, "Guard", "security")
    guest(world, "Plain", "member")
    assert acts.ask_for_delegates(world.mission, by=world.guest) == 2
    assert acts.ask_for_delegates(world.mission, by=world.guest) == 0
    found = {
        one.kind: [(row.name, row.native_name) for row in one.rows]
        for one in passes(world.mission, world.host)
    }
    assert found == {"press": [("Sample Reporter", "기자표본")], "security": [("Sample Guard", "")]}


def test_a_number_is_given_once_and_a_refusal_says_why(world: World) -> None:
    first = acts.ask_pass(world.mission, {"name": "A", "number": "P-1"}, by=world.host)
    with pytest.raises(acts.NumberTaken):
        acts.ask_pass(world.mission, {"name": "B", "number": "P-1"}, by=world.guest)
    with pytest.raises(acts.WhyRefused):
        acts.change_pass(first, {"status": "refused"}, seen=1, by=world.host)
    with pytest.raises(acts.NotBothSides):
        acts.ask_pass(world.mission, {"name": "B", "visibility": "guest"}, by=world.host)
    hidden = world.things["guest-hidden-engagement"]
    with pytest.raises(acts.PrivateEngagement):
        acts.ask_pass(world.mission, {"name": "B", "engagement": hidden}, by=world.guest)
    assert Accreditation.objects.count() == 1
    acts.ask_pass(world.mission, {"name": "B", "number": "P-1", "visibility": "guest"}, by=world.guest)


def test_the_list_goes_out_as_a_spreadsheet_with_what_the_reader_sees(world: World) -> None:
    acts.ask_pass(world.mission, {"name": "Cho Sample", "body": "Busan Daily"}, by=world.host)
    secret = {"name": f"{SECRETS['guest']} guard", "kind": "security", "visibility": "guest"}
    acts.ask_pass(world.mission, secret, by=world.guest)
    where = f"/missions/{world.mission.slug}/accreditation/list.xlsx"
    rows = {}
    for side, user in (("guest", world.guest), ("host", world.host)):
        (table,) = tables(client(user).get(where).content, "x.xlsx")
        rows[side] = [row[2 if side == "guest" else 1] for row in table.rows[1:]]
    assert rows == {"guest": ["Cho Sample", f"{SECRETS['guest']} guard"], "host": ["Cho Sample"]}
    assert client(world.users["host-press"]).get(where).status_code == 403


def long_meeting(world: World) -> Any:
    values = engagement_values(
        world,
        "Long talks",
        starts=datetime(2024, 4, 18, 9),
        ends=datetime(2024, 4, 18, 11),
        interpretation="consecutive",
    )
    return missions.add_engagement(world.mission, values, by=world.host)


def test_two_interpreters_are_asked_for_beyond_an_hour_and_a_half(world: World) -> None:
    talks = long_meeting(world)
    first, second = guest(world, "Voice", "interpreter"), guest(world, "Second", "interpreter")
    assert [one.pk for one in voices_page(world.mission, world.guest).without] == [talks.pk]
    missions.add_attendance(talks, {"delegate": first, "function": "interpreter"}, by=world.host)
    page = voices_page(world.mission, world.guest)
    assert ([one.pk for one in page.alone], page.without) == ([talks.pk], ())
    assert {str(one.delegate): one.hours for one in page.voices} == {"Sample Second": 0, "Sample Voice": 2.0}
    missions.add_attendance(talks, {"delegate": second, "function": "interpreter"}, by=world.host)
    assert voices_page(world.mission, world.guest).alone == ()
    assert voices_page(world.mission, world.host).voices == ()


def test_no_hour_is_said_of_a_visit_whose_hour_nobody_knows(world: World) -> None:
    talks, voice = long_meeting(world), guest(world, "Voice", "interpreter")
    missions.add_attendance(talks, {"delegate": voice, "function": "interpreter"}, by=world.host)
    type(talks).objects.filter(pk=talks.pk).update(part="morning")
    page = voices_page(world.mission, world.guest)
    assert (page.alone, [one.hours for one in page.voices]) == ((), [0])
    at = f"/missions/{world.mission.slug}/interpreters/"
    shown = client(world.guest).get(at).content.decode()
    assert (", Morning</span>" in shown, "09:00" in shown) == (True, False)
    pack = pack_sheet(page.voices[0], world.mission, world.guest, datetime(2024, 4, 1, tzinfo=UTC))
    assert [{line.lang: line.text for line in part.heading} for part in pack.parts] == [
        {"en": "2024-04-18, Morning · Long talks", "ko": "2024-04-18, 오전 · Long talks"}
    ]


def test_the_pack_holds_who_is_there_with_their_life_and_what_is_spoken_of(world: World) -> None:
    from pypdf import PdfReader

    talks = long_meeting(world)
    voice = guest(world, "Voice", "interpreter")
    speaker = guest(world, "Speaker", "member", biography=two("Built the harbour.", "항만을 지었습니다."))
    missions.add_attendance(talks, {"delegate": voice, "function": "interpreter"}, by=world.host)
    missions.add_attendance(talks, {"delegate": speaker, "function": "principal"}, by=world.host)
    missions.add_point(talks, {"kind": "agenda", "text": two("Green ports", "친환경 항만")}, by=world.host)
    secret = {"kind": "note", "text": two(f"{SECRETS['host']} note"), "visibility": "host"}
    missions.add_point(talks, secret, by=world.host)
    where = f"/missions/{world.mission.slug}/interpreters/{voice.pk}/pack.pdf"
    answer = client(world.guest).get(where)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    wanted = ("Long talks", "Sample Speaker", "Built the harbour", "Green ports", "친환경 항만")
    assert [word for word in wanted if word not in text] == []
    assert SECRETS["host"] not in text
    assert client(world.host).get(where).status_code == 404


def test_pages_ask_change_remove_and_bring_back(world: World) -> None:
    slug, browser = world.mission.slug, client(world.host)
    base = f"/missions/{slug}/accreditation/"
    told = {"kind": "press", "name": "Cho Sample", "status": "asked", "visibility": "shared"}
    assert browser.post(f"{base}new/", told).status_code == 302
    entry = Accreditation.objects.get()
    page = f"{base}{entry.pk}/"
    assert browser.post(f"{page}edit/", {**told, "status": "refused", "seen_version": "1"}).status_code == 422
    granted = {**told, "status": "granted", "number": "P-1", "seen_version": "1"}
    assert browser.post(f"{page}edit/", granted).status_code == 302
    assert browser.post(f"{page}edit/", {**told, "seen_version": "1"}).status_code == 409
    assert browser.post(f"{page}remove/").status_code == 302
    assert Accreditation.objects.present().count() == 0
    assert browser.post(f"{page}restore/").status_code == 302
    assert Accreditation.objects.present().count() == 1


@pytest.mark.parametrize("count", [1, 3, 12])
def test_lists_cost_the_same_for_any_number(world: World, count: int) -> None:
    talks = long_meeting(world)
    for number in range(count):
        acts.ask_pass(world.mission, {"name": f"Sample {number}", "engagement": talks}, by=world.host)
        voice = guest(world, f"Voice{number}", "interpreter")
        missions.add_attendance(talks, {"delegate": voice, "function": "interpreter"}, by=world.host)
    browser, costs = client(world.guest), []
    for name in ("accreditation", "interpreters"):
        browser.get(f"/missions/{world.mission.slug}/{name}/")
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(f"/missions/{world.mission.slug}/{name}/").status_code == 200
        costs.append(len(asked))
    assert costs == [7, 10]
