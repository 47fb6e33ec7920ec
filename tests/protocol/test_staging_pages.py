"""The pages of ceremonies, vehicles and the door: what they show to whom, save and refuse."""

from xml.etree import ElementTree as ET

import pytest
from django.urls import reverse

from legation.missions.models import Attendance
from legation.protocol.actions.staging import add_vehicle, stage
from legation.protocol.models import Ceremony, Vehicle
from tests.protocol.busan import HIDDEN

ROUTES = ("ceremonies", "presence", "vehicles")


def at(stage_, name, *parts, engagement=None):
    return reverse(name, args=[stage_.mission.slug, (engagement or stage_.call).pk, *parts])


@pytest.fixture
def visit(client):
    def go(user, address, **query):
        client.force_login(user)
        return client.get(address, query)

    return go


@pytest.fixture
def send(client):
    def go(user, address, **data):
        client.force_login(user)
        return client.post(address, data)

    return go


@pytest.mark.parametrize("route", ROUTES)
def test_each_side_reads_its_own_hidden_people_aside_and_never_the_others(everyone, visit, route):
    add_vehicle(everyone.call, {"name": "Coach", "kind": "coach", "seats": 20}, by=everyone.host)
    for reader, own, other in ((everyone.guest, "guest", "host"), (everyone.host, "host", "guest")):
        text = visit(reader, at(everyone, route)).content.decode()
        assert (HIDDEN[own] in text, HIDDEN[other] in text) == (True, False)
    text = visit(everyone.press, at(everyone, route)).content.decode()
    assert (HIDDEN["guest"] in text, HIDDEN["host"] in text) == (False, False)


@pytest.mark.parametrize("route", ROUTES)
def test_strangers_and_the_other_side_find_nothing(everyone, visit, route):
    private = everyone.engagement("Guests alone", visibility="guest", by=everyone.guest)
    assert visit(everyone.stranger, at(everyone, route)).status_code == 404
    assert visit(everyone.host, at(everyone, route, engagement=private)).status_code == 404
    assert visit(everyone.guest, at(everyone, route, engagement=private)).status_code == 200


def test_the_tabs_say_which_page_is_shown(everyone, visit):
    for route in ROUTES:
        text = visit(everyone.host, at(everyone, route)).content.decode()
        assert f'<a href="{at(everyone, route)}" aria-current="page">' in text


def test_drawings_are_well_formed_and_described(everyone, visit):
    stage(everyone.call, {"two_flags": "guest-left"}, seen=0, by=everyone.host)
    page = visit(everyone.host, at(everyone, "ceremonies"))
    pictures = page.context["page"].pictures
    assert sorted(pictures) == ["flags", "line", "photo"]
    text = page.content.decode()
    for part in text.split("<svg ")[1:]:
        drawing = ET.fromstring("<svg " + part[: part.index("</svg>") + 6])
        assert drawing.find("{http://www.w3.org/2000/svg}desc").text
    assert pictures["flags"].description == (
        "National flags, from the viewer’s left: United States, South Korea. "
        "City flags, from the viewer’s left: Busan, Seattle, Bellevue."
    )
    assert len(pictures["photo"].figures) == 11


def fill(everyone, extra):
    """This many more guests and cars."""
    for number in range(extra):
        everyone.delegate(f"extra-{number}", "Sample", f"Number {number}")
        everyone.attends(f"extra-{number}")
        add_vehicle(everyone.call, {"name": f"Extra {number}"}, by=everyone.host)


QUERIES = {"ceremonies": 12, "presence": 10, "vehicles": 12}


@pytest.mark.parametrize("extra", [1, 3, 12])
@pytest.mark.parametrize("route", ROUTES)
def test_queries_do_not_grow(everyone, client, django_assert_num_queries, route, extra):
    fill(everyone, extra)
    client.force_login(everyone.host)
    client.get(at(everyone, route))
    with django_assert_num_queries(QUERIES[route]):
        client.get(at(everyone, route))


# How it is staged


def test_what_is_staged_is_saved_and_shown(everyone, send, visit):
    data = {
        "copies": "2",
        "text_languages": ["en", "ko"],
        "two_flags": "host-left",
        "photo_rows": "5, 6",
        "receiving_line": "on",
        "seen_version": "",
    }
    answer = send(everyone.host, at(everyone, "ceremony-edit"), **data)
    assert (answer.status_code, answer["Location"]) == (302, at(everyone, "ceremonies"))
    saved = Ceremony.objects.get()
    assert (saved.copies, saved.text_languages, saved.two_flags, saved.photo_rows, saved.receiving_line) == (
        2,
        ["en", "ko"],
        "host-left",
        [5, 6],
        True,
    )
    page = visit(everyone.guest, at(everyone, "ceremonies")).context["page"]
    assert [len(row.people) for row in page.photo.rows] == [5, 6]
    assert page.flags.decided == "host’s flag at the viewer’s left"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("4, 6", "These rows hold 10, and 11 are to stand in them: 1 place lacks."),
        ("4", "These rows hold 4, and 11 are to stand in them: 7 places lack."),
        ("4, six", "“six” is no length of a row: write numbers from 1 to 60, as in 4, 6, 8."),
        ("0, 20", "“0” is no length of a row: write numbers from 1 to 60, as in 4, 6, 8."),
    ],
)
def test_rows_that_do_not_hold_everybody_are_refused_with_the_number(everyone, send, rows, said):
    answer = send(everyone.host, at(everyone, "ceremony-edit"), copies="1", photo_rows=rows)
    assert (answer.status_code, answer.context["form"].errors["photo_rows"]) == (422, [said])
    assert Ceremony.objects.count() == 0
    assert f'value="{rows}"' in answer.content.decode()


def test_the_office_decides_on_two_flags_and_only_who_prepares(everyone, send, visit):
    asked = visit(everyone.host, at(everyone, "ceremonies"))
    assert asked.context["page"].flags.asks == "F2"
    assert send(everyone.press, at(everyone, "flags-edit"), two_flags="guest-left").status_code == 403
    assert send(everyone.host, at(everyone, "flags-edit"), two_flags="").status_code == 422
    answer = send(everyone.host, at(everyone, "flags-edit"), two_flags="guest-left", seen_version="")
    assert (answer.status_code, Ceremony.objects.get().two_flags) == (302, "guest-left")


def test_the_second_of_two_editors_is_told(everyone, send):
    stage(everyone.call, {"two_flags": "guest-left"}, seen=0, by=everyone.guest)
    answer = send(everyone.host, at(everyone, "flags-edit"), two_flags="host-left", seen_version="")
    assert answer.status_code == 409
    assert Ceremony.objects.get().two_flags == "guest-left"


def test_a_receiving_line_is_reckoned(everyone, visit):
    page = visit(everyone.host, at(everyone, "ceremonies"), guests="300", seconds="10")
    assert (page.context["page"].line.minutes, page.context["page"].line.too_long) == (50, True)
    assert "About 50 minutes: a receiving line lasts 45 at most" in page.content.decode()
    wrong = visit(everyone.host, at(everyone, "ceremonies"), guests="many")
    assert wrong.status_code == 200
    assert wrong.context["line_form"].errors["guests"] == ["Enter a whole number."]


def test_flags_in_the_room_are_checked(everyone, visit):
    stage(everyone.call, {"two_flags": "guest-left"}, seen=0, by=everyone.host)
    query = {"country-US-width": "120", "country-KR-width": "90"}
    page = visit(everyone.host, at(everyone, "ceremonies"), **query)
    assert page.context["faults"] == (
        "F1: the flag of South Korea has not the size of the flag of United States.",
    )
    right = visit(everyone.host, at(everyone, "ceremonies"), **{**query, "country-KR-width": "120"})
    assert "Nothing is wrong with what you typed." in right.content.decode()


def test_empty_engagements_say_what_belongs_here(everyone, visit):
    empty = everyone.engagement("Empty")
    for route, said in (
        ("ceremonies", "Here stand the signing"),
        ("presence", "At the door you mark here"),
        ("vehicles", "Here stand the cars"),
    ):
        assert said in visit(everyone.host, at(everyone, route, engagement=empty)).content.decode()


# Vehicles


def test_a_vehicle_is_added_changed_removed_and_brought_back(everyone, send, visit):
    data = {
        "name": "Car 1",
        "kind": "car",
        "seats": "3",
        "driver": "chauffeur",
        "wheel": "left",
        "party": "",
        "position": "1",
        "riders": [everyone.people["vice"].pk],
    }
    assert send(everyone.host, at(everyone, "vehicle-new"), **data).status_code == 302
    car = Vehicle.objects.get()
    assert [each.pk for each in car.riders.all()] == [everyone.people["vice"].pk]
    again = send(everyone.host, at(everyone, "vehicle-new"), **data)
    assert (again.status_code, again.context["form"].errors["name"]) == (
        422,
        ["There is a vehicle of this name."],
    )
    stale = send(
        everyone.host, at(everyone, "vehicle-edit", car.pk), **{**data, "seats": "2"}, seen_version="9"
    )
    assert stale.status_code == 409
    answer = send(
        everyone.host, at(everyone, "vehicle-edit", car.pk), **{**data, "seats": "2"}, seen_version="1"
    )
    car.refresh_from_db()
    assert (answer.status_code, car.seats, car.version) == (302, 2, 2)
    removed = send(everyone.host, at(everyone, "vehicle-remove", car.pk))
    assert removed["Location"] == f"{at(everyone, 'vehicles')}?removed={car.pk}"
    assert "Car 1 was removed." in visit(everyone.host, removed["Location"]).content.decode()
    back = send(everyone.host, at(everyone, "vehicle-restore", car.pk))
    car.refresh_from_db()
    assert (back.status_code, car.removed_at) == (302, None)


def test_too_many_seats_are_refused_at_the_field(everyone, send):
    data = {"name": "Car", "kind": "car", "seats": "5", "driver": "owner", "wheel": "left", "position": "1"}
    answer = send(everyone.host, at(everyone, "vehicle-new"), **data)
    assert (answer.status_code, answer.context["form"].errors["seats"]) == (
        422,
        ["Car: from 1 to 4 passengers."],
    )


def test_nobody_hidden_is_offered_or_taken_as_a_rider(everyone, send, visit):
    offered = visit(everyone.host, at(everyone, "vehicle-new")).content.decode()
    assert ("QUINCEGUEST" in offered, "MEDLARHOST" in offered) == (False, False)
    data = {
        "name": "Car",
        "kind": "car",
        "seats": "3",
        "driver": "owner",
        "wheel": "left",
        "position": "1",
        "riders": [everyone.people["hidden-host"].pk],
    }
    assert send(everyone.host, at(everyone, "vehicle-new"), **data).status_code == 422
    assert Vehicle.objects.count() == 0


def test_who_does_not_prepare_changes_no_vehicle(everyone, send, visit):
    car = add_vehicle(everyone.call, {"name": "Car 1"}, by=everyone.host)
    assert visit(everyone.press, at(everyone, "vehicle-new")).status_code == 403
    assert visit(everyone.press, at(everyone, "vehicle-edit", car.pk)).status_code == 403
    assert send(everyone.press, at(everyone, "vehicle-remove", car.pk)).status_code == 403
    assert send(everyone.stranger, at(everyone, "vehicle-remove", car.pk)).status_code == 404
    assert send(everyone.host, at(everyone, "vehicle-restore", car.pk)).status_code == 404


# The door


def row_of(everyone, key):
    return Attendance.objects.get(engagement=everyone.call, delegate=everyone.people[key])


def test_marks_are_saved_counted_and_listed(everyone, send, visit):
    row = row_of(everyone, "park")
    answer = send(
        everyone.host,
        at(everyone, "presence-mark", row.pk),
        presence="present",
        seen_version=row.version,
        q="park",
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{at(everyone, 'presence')}?q=park")
    page = visit(everyone.host, at(everyone, "presence")).context["page"]
    assert (page.present, page.expected, page.absent, page.total) == (1, 11, 0, 12)
    assert [each.address_en for each in page.acknowledged.people] == ["Mayor Park"]


def test_two_at_the_door_who_mark_the_same_agree_and_else_the_second_is_told(everyone, send):
    row = row_of(everyone, "vice")
    address, seen = at(everyone, "presence-mark", row.pk), row.version
    assert send(everyone.host, address, presence="present", seen_version=seen).status_code == 302
    assert send(everyone.guest, address, presence="present", seen_version=seen).status_code == 302
    told = send(everyone.guest, address, presence="absent", seen_version=seen)
    assert told.status_code == 409
    assert "Somebody else marked" in told.content.decode()
    assert row_of(everyone, "vice").presence == "present"


def test_a_mark_that_is_none_is_refused(everyone, send):
    row = row_of(everyone, "vice")
    assert send(everyone.host, at(everyone, "presence-mark", row.pk), presence="late").status_code == 422
    assert send(everyone.press, at(everyone, "presence-mark", row.pk), presence="present").status_code == 403
    hidden = row_of(everyone, "hidden-guest")
    assert (
        send(everyone.host, at(everyone, "presence-mark", hidden.pk), presence="present").status_code == 404
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("park", ["park"]),
        ("박형준", ["park"]),
        ("HEONGJOON", ["park"]),
        ("해럴", ["harrell"]),
        ("harr bru", ["harrell"]),
        ("sample university", ["professor"]),
        ("nobody", []),
    ],
)
def test_a_name_is_found_in_either_script(everyone, visit, asked, found):
    page = visit(everyone.host, at(everyone, "presence"), q=asked).context["page"]
    keys = {str(delegate.pk): key for key, delegate in everyone.people.items()}
    assert [keys[each.key] for each in page.people] == found
    assert page.total == 12


def test_the_parts_that_change_are_served_alone(everyone, visit):
    people = visit(everyone.host, at(everyone, "presence"), part="people").content.decode()
    assert ("<html" in people, people.count("data-mark")) == (False, 12)
    listed = visit(everyone.press, at(everyone, "presence"), part="acknowledged").content.decode()
    assert ("<html" in listed, "Mayor Park" in listed) == (False, True)
