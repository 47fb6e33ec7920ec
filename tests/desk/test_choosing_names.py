"""A name that is typed means one record or is asked about, and tells of none that its reader may not know."""

import html
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from legation.directory.actions import add_city, add_organisation, add_person
from legation.directory.models import City, Organisation, Person
from legation.kernel import called, choosing
from legation.kernel.editing import add
from legation.missions import actions as missions
from legation.missions.models import Booking
from legation.outcomes import actions as outcomes
from legation.outcomes.models import Agreement, Owner, Statement
from tests.protocol.giving import enter, typed
from tests.world import World, engagement_values, two


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """One is too many to list."""
    monkeypatch.setattr(choosing, "MOST", 0)


def at(world: World, name: str, *parts: int) -> str:
    return reverse(name, args=[world.mission.slug, *parts])


def shown(response: Any, name: str) -> str:
    """What stands in a field to type in."""
    page = response.content.decode()
    one = re.search(rf'<input[^>]*name="{name}"[^>]*>', page)
    if one is None:
        return html.unescape(re.search(rf'<textarea[^>]*name="{name}"[^>]*>\n?([^<]*)<', page)[1])  # type: ignore[index]
    value = re.search(r' value="([^"]*)"', one[0])
    return html.unescape(value[1]) if value else ""


def error(response: Any, name: str) -> str:
    found = re.search(rf'id="id_{name}-error">([^<]*)', response.content.decode())
    return html.unescape(found[1]) if found else ""


def town(called: str, world: World) -> City:
    values = {"name": two(called), "native_name": "", "country": "US", "time_zone": "America/Denver"}
    return add_city(values, by=world.guest)


def met(world: World, *names: tuple[str, str]) -> list[Person]:
    """Guests whom their own office keeps, whom the host meets as delegates."""
    people = []
    for family, given in names:
        kept = add_person({"family_name": family, "given_name": given, "scope": "office"}, by=world.guest)
        values = {"person": kept, "delegation": world.things["guest-delegation"], "status": "confirmed"}
        missions.add_delegate(world.mission, values, by=world.guest)
        people.append(kept)
    return people


def test_speakers_kept_by_another_office_are_not_shown_and_stay(world: World, as_) -> None:
    hidden = [
        add_person({"family_name": f"Hidden {number}", "scope": "office"}, by=world.guest)
        for number in range(3)
    ]
    said = outcomes.add_statement(
        world.mission,
        {"text": two("Welcome"), "speakers": [*hidden, world.things["host-mayor"]], "visibility": "shared"},
        by=world.guest,
    )
    client, where = as_(world.host), at(world, "statement-edit", said.pk)
    speakers = shown(client.get(where), "speakers")
    assert speakers == str(world.things["host-mayor"])
    typed = {"text_0": "Welcome", "visibility": "shared", "seen_version": 1}
    for version, sent in enumerate((speakers, ""), start=1):
        answer = client.post(where, {**typed, "seen_version": version, "speakers": sent})
        assert answer.status_code == 302, error(answer, "speakers")
    assert set(Statement.objects.get(pk=said.pk).speakers.all()) == set(hidden)
    # what somebody typed comes back as it was, and tells no name
    again = client.post(where, {**typed, "text_0": "", "speakers": f"{hidden[0].pk}"})
    assert (again.status_code, shown(again, "speakers")) == (422, str(hidden[0].pk))


def test_a_donor_and_an_owner_whom_another_office_keeps_stay(world: World, as_) -> None:
    kept = add_person({"family_name": "Hidden", "given_name": "Donor", "scope": "office"}, by=world.guest)
    client = as_(world.host)
    gift = enter(world.mission, "Vase", by=world.host, donor=kept, visibility="host")
    where = at(world, "gift-edit", gift.pk)
    assert shown(client.get(where), "donor") == ""
    answer = client.post(where, typed(nature_0="Bowl", seen_version=gift.version))
    assert answer.status_code == 302, error(answer, "donor")
    gift.refresh_from_db()
    assert (str(gift.nature), gift.donor) == ("Bowl", kept)
    promise = outcomes.add_commitment(world.mission, {"title": two("A list")}, by=world.host)
    owner = add(Owner(commitment=promise, side="host", person=kept), by=world.host)
    where = at(world, "commitment-own", promise.pk)
    assert shown(client.get(where), "person") == ""
    answer = client.post(where, {"person": "", "note_0": "By hand", "seen_version": owner.version})
    assert answer.status_code == 302, error(answer, "person")
    owner.refresh_from_db()
    assert (str(owner.note), owner.person) == ("By hand", kept)


def test_a_body_whose_city_was_removed_can_be_saved(world: World, as_) -> None:
    gone = town("Ghost town", world)
    body = add_organisation({"name": two("Harbour"), "kind": "city", "city": gone}, by=world.guest)
    City.objects.filter(pk=gone.pk).update(removed_at=timezone.now())
    client, where = as_(world.guest), reverse("organisation-edit", args=[body.pk])
    assert shown(client.get(where), "city") == ""
    sent = {"name_0": "Port", "kind": "city", "aliases": "", "seen_version": body.version, "city": "  "}
    assert client.post(where, sent).status_code == 302


def test_a_name_that_looks_like_a_key_means_what_is_called_so(world: World, as_) -> None:
    """Whatever the page shows comes back as the same record, and a key counts only with its own name."""
    seattle, busan, client = world.things["seattle"], world.things["busan"], as_(world.guest)
    names = [f"Zone #{busan.pk}", str(busan.pk), f"Busan #{seattle.pk}"]
    for place in [town(name, world) for name in names]:
        body = add_organisation({"name": two("Harbour"), "kind": "city", "city": place}, by=world.guest)
        where = reverse("organisation-edit", args=[body.pk])
        city = shown(client.get(where), "city")
        assert city == f"{place.name} #{place.pk}"
        typed = {"name_0": "Port", "kind": "city", "aliases": ""}
        for version, sent in enumerate((city, str(place.name)), start=1):
            answer = client.post(where, {**typed, "seen_version": version, "city": sent})
            assert answer.status_code == 302, error(answer, "city")
            typed["name_0"] = "Quay"
            assert Organisation.objects.get(pk=body.pk).city == place
    new = {"name_0": "Springtown", "kind": "city", "aliases": ""}
    wrong = client.post(reverse("organisation-new"), {**new, "city": f"Seattle #{busan.pk}"})
    assert error(wrong, "city").startswith(f"No record is called “Seattle #{busan.pk}”.")
    right = client.post(reverse("organisation-new"), {**new, "city": str(seattle.pk)})
    assert (right.status_code, Organisation.objects.order_by("-pk")[0].city) == (302, seattle)
    where = at(world, "agreement-new")
    body = Organisation.objects.order_by("-pk")[0]
    add_organisation({"name": two(str(body.pk)), "kind": "city", "city": seattle}, by=world.guest)
    paper = {"kind": "mou", "title_0": "Paper", "status": "planned", "visibility": "shared", "renews": ""}
    assert client.post(where, {**paper, "parties": f"{body.pk}\n"}).status_code == 302
    (party,) = Agreement.objects.order_by("-pk")[0].parties.all()
    assert str(party.name) == str(body.pk)


def test_one_of_two_of_a_name_is_not_taken_because_the_other_comes_late(
    world: World, as_, monkeypatch
) -> None:
    _port, first, second = (town(name, world) for name in ("Port Arthur", "Port", "Port"))
    monkeypatch.setattr(called, "FOUND", 2)
    new = {"name_0": "Springtown", "kind": "city", "aliases": "", "city": "port"}
    assert error(as_(world.guest).post(reverse("organisation-new"), new), "city") == (
        f"“port” is the name of several: Port #{first.pk}; Port #{second.pk}."
        " Write one of them as it stands here."
    )


def test_keys_of_a_list_are_keys_whatever_is_called_so(world: World, as_, monkeypatch) -> None:
    monkeypatch.setattr(choosing, "MOST", 300)
    town(str(world.things["busan"].pk), world)
    sent = {"name_0": "Springtown", "kind": "city", "aliases": "", "city": world.things["busan"].pk}
    assert as_(world.guest).post(reverse("organisation-new"), sent).status_code == 302
    assert Organisation.objects.order_by("-pk")[0].city == world.things["busan"]


def test_guests_whom_their_office_keeps_are_found_by_the_host_among_many_of_their_name(
    world: World, as_
) -> None:
    for number in range(25):
        add_person({"family_name": "Kim", "given_name": f"Other{number}", "aliases": []}, by=world.host)
    jiho, mary = met(world, ("Kim", "Jiho"), ("Van Dyke", "Mary Ann"))
    client, where = as_(world.host), at(world, "statement-new")
    typed = {"text_0": "Welcome", "visibility": "shared"}
    for sent, person in (("jiho  kim", jiho), ("Mary Ann Van Dyke", mary), (f"Jiho Kim #{jiho.pk}", jiho)):
        answer = client.post(where, {**typed, "speakers": sent})
        assert answer.status_code == 302, error(answer, "speakers")
        assert list(Statement.objects.order_by("-pk")[0].speakers.all()) == [person]
    offers = reverse("choices", args=["person"])
    for words in ("kim", "jiho kim", "ji"):
        found = client.get(offers, {"find": words}).json()["found"]
        assert (found[0], len(found) <= 20) == ({"value": "Jiho Kim", "label": "Jiho Kim"}, True)
    assert client.get(offers, {"find": " "}).json() == {"found": []}
    stranger = as_(world.users["other-office"])
    found = stranger.get(offers, {"find": "jiho"}).json()["found"]
    assert found == []
    own = add_person({"family_name": "Kim", "given_name": "Jiho", "aliases": []}, by=world.host)
    answer = as_(world.host).post(where, {**typed, "speakers": "Jiho Kim"})
    assert error(answer, "speakers") == (
        f"“Jiho Kim” is the name of several: Jiho Kim #{jiho.pk}; Jiho Kim #{own.pk}."
        " Write one of them as it stands here."
    )


def test_more_names_at_once_than_are_looked_for_are_refused_and_what_is_chosen_is_not_counted(
    world: World, as_, monkeypatch
) -> None:
    monkeypatch.setattr(choosing, "MOST_LINES", 2)
    people = [
        add_person({"family_name": f"Speaker{number}", "aliases": []}, by=world.host) for number in range(4)
    ]
    said = outcomes.add_statement(
        world.mission, {"text": two("Welcome"), "speakers": people[:3], "visibility": "shared"}, by=world.host
    )
    client, where = as_(world.host), at(world, "statement-edit", said.pk)
    typed = {"text_0": "Welcome", "visibility": "shared", "seen_version": 1}
    lines = shown(client.get(where), "speakers")
    wrong = client.post(where, {**typed, "speakers": f"{lines}\nOne\nTwo\nThree"})
    assert error(wrong, "speakers") == "At most 2 names are added at once; these are 3."
    assert client.post(where, {**typed, "speakers": f"{lines}\nSpeaker3"}).status_code == 302
    assert set(Statement.objects.get(pk=said.pk).speakers.all()) == set(people)


def test_what_is_seen_and_does_not_fit_is_said_to_be_so(world: World, as_) -> None:
    """A hotel of another city, and the venue that a way leaves."""
    far = missions.add_venue({"name": two("Far inn"), "city": world.things["seattle"]}, by=world.host)
    client = as_(world.host)
    answer = client.post(at(world, "stay-new"), {"venue": "Far inn"})
    assert error(answer, "venue") == "“Far inn” cannot be chosen here."
    hall = world.things["hall"]
    answer = client.post(reverse("way-new", args=[hall.pk]), {"arriving": "City Hall", "minutes": 5})
    assert error(answer, "arriving") == "“City Hall” cannot be chosen here."
    answer = client.post(at(world, "stay-new"), {"venue": f"Far inn #{far.pk}"})
    assert error(answer, "venue") == f"“Far inn #{far.pk}” cannot be chosen here."
    kept = add_person({"family_name": "Hidden", "given_name": "One", "scope": "office"}, by=world.guest)
    answer = client.post(at(world, "statement-new"), {"text_0": "x", "speakers": f"One Hidden #{kept.pk}"})
    assert error(answer, "speakers").startswith("No record is called “One Hidden #")


def test_the_control_is_a_search_and_blanks_are_nothing(world: World, as_) -> None:
    client = as_(world.host)
    control = re.search(
        r'<input[^>]*name="city"[^>]*>', client.get(reverse("organisation-new")).content.decode()
    )
    assert re.findall(r' type="[a-z]*"', control[0]) == [' type="search"']  # type: ignore[index]
    sent = {"name_0": "Springtown", "kind": "city", "aliases": "", "city": "   "}
    assert client.post(reverse("organisation-new"), sent).status_code == 302
    assert Organisation.objects.order_by("-pk")[0].city is None


def rooms_listed(response: Any) -> list[str]:
    listed = response.content.decode().split('<select name="room"')[1].split("</select>")[0]
    return [html.unescape(each) for each in re.findall(r'<option value="\d+"[^>]*>([^<]*)', listed)]


def test_a_room_of_any_venue_can_be_held_where_rooms_are_very_many(world: World, as_, monkeypatch) -> None:
    """Those of one's own programme are listed, private or not; any other venue is written and then listed."""
    quiet = missions.add_venue({"name": two("Quiet hall"), "city": world.things["busan"]}, by=world.host)
    far = missions.add_venue({"name": two("Far inn"), "city": world.things["busan"]}, by=world.host)
    missions.add_room(quiet, {"name": two("Quiet room")}, by=world.host)
    away = missions.add_room(far, {"name": two("Far room")}, by=world.host)
    values = engagement_values(world, "Own briefing", venue=quiet, room=None, visibility="host")
    missions.add_engagement(world.mission, values, by=world.host)
    where = at(world, "booking-new")
    assert rooms_listed(as_(world.guest).get(where)) == ["Protocol room"]
    client = as_(world.host)
    assert rooms_listed(client.get(where)) == ["Protocol room", "Quiet room"]
    sent = {
        "purpose_0": "Signing",
        "starts_0": "2024-04-18",
        "starts_1": "10:00",
        "ends_1": "11:00",
        "visibility": "shared",
        "venue": "Far inn",
    }
    for room in ("", world.things["room"].pk):
        answer = client.post(where, {**sent, "room": room})
        assert (answer.status_code, error(answer, "room")) == (422, "Choose a room of this venue.")
        assert sorted(rooms_listed(answer)) == ["Far room", "Protocol room", "Quiet room"]
    before = Booking.objects.count()
    answer = client.post(where, {**sent, "room": away.pk})
    assert (answer.status_code, Booking.objects.count()) == (302, before + 1)
    held = Booking.objects.order_by("-pk")[0]
    assert held.room == away
    monkeypatch.setattr(choosing, "MOST_NEAR", 1)  # the room that is held stays listed, however few are
    page = client.get(at(world, "booking-edit", held.pk)).content.decode()
    listed = page.split('<select name="room"')[1].split("</select>")[0]
    assert re.findall(r"selected>([^<]*)", listed) == ["Far room"]
