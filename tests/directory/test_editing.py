"""Adding, changing, removing and bringing back, with what goes wrong on the way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from legation.accounts.models import User
from legation.directory.models import City, Organisation, Person, Post, Tenure
from legation.kernel.models import SearchEntry
from tests.directory.builder import Directory, picture

As = Callable[..., Client]
CITY = {
    "name_0": "Busan",
    "name_1": "부산광역시",
    "native_name": "",
    "country": "KR",
    "time_zone": "Asia/Seoul",
}
PERSON = {"family_name": "Park", "given_name": "Minsu", "scope": "shared", "aliases": "", "biography_0": ""}


def errors(answer: Any) -> dict[str, str]:
    """The errors that stand at the fields."""
    found = HTMLParser(answer.content.decode()).css("p.error")
    return {
        error.attributes["id"].removeprefix("id_").removesuffix("-error"): error.text() for error in found
    }


def test_a_city_is_added_changed_and_found(staff: User, as_: As) -> None:
    client = as_(staff)
    answer = client.post("/cities/new/", CITY)
    city = City.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/cities/{city.pk}/")
    assert (city.name.data, city.country, city.version) == ({"en": "Busan", "ko": "부산광역시"}, "KR", 1)
    changed = {**CITY, "name_1": "", "seen_version": 1}
    assert client.post(f"/cities/{city.pk}/edit/", changed).status_code == 302
    assert City.objects.get().name.data == {"en": "Busan"}
    assert SearchEntry.objects.get(kind="city").title == {"en": "Busan", "ko": "Busan"}
    client.post(f"/cities/{city.pk}/edit/", {**changed, "seen_version": 2})
    assert City.objects.get().version == 2, "saving what is there already is no change"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (
            {"time_zone": "Asia/Pusan"},
            {"time_zone": "“Asia/Pusan” is not a time zone. Write it as Asia/Seoul or America/Los_Angeles."},
        ),
        ({"name_0": "", "name_1": ""}, {"name": "This field is required."}),
        ({"country": "ZZ"}, {"country": "Select a valid choice. ZZ is not one of the available choices."}),
    ],
)
def test_a_wrong_city_is_told_at_its_field(
    wrong: dict[str, str], message: dict[str, str], staff: User, as_: As
) -> None:
    answer = as_(staff).post("/cities/new/", {**CITY, **wrong})
    assert (answer.status_code, errors(answer), City.objects.count()) == (422, message, 0)


def test_time_zones_and_countries_are_offered_by_name(staff: User, as_: As) -> None:
    page = HTMLParser(as_(staff, "ko").get("/cities/new/").content.decode())
    zones = [option.attributes["value"] for option in page.css("datalist#zones option")]
    assert page.css_first("input[name=time_zone]").attributes["list"] == "zones"
    assert ("Asia/Seoul" in zones, "America/Los_Angeles" in zones, "UTC" in zones) == (True, True, False)
    assert page.css_first("select[name=country] option[value=KR]").text() == "대한민국"


def test_an_organisation_keeps_its_names_one_a_line(directory: Directory, staff: User, as_: As) -> None:
    city = directory.city()
    values = {
        "name_0": "Chamber",
        "aliases": " GSCC \n\nSeattle Chamber\nGSCC",
        "kind": "chamber",
        "city": city.pk,
        "founded_on": "1882-04-18",
    }
    as_(staff).post("/organisations/new/", values)
    body = Organisation.objects.get()
    assert (body.aliases, body.city, str(body.founded_on)) == (
        ["GSCC", "Seattle Chamber"],
        city,
        "1882-04-18",
    )
    answer = as_(staff).post("/organisations/new/", {**values, "founded_on": "18.4.1882x"})
    assert (answer.status_code, errors(answer)) == (422, {"founded_on": "Enter a valid date."})


def test_a_person_is_added_with_a_portrait_and_loses_it(staff: User, as_: As) -> None:
    client = as_(staff)
    upload = SimpleUploadedFile("park.bin", picture("PNG"), "application/octet-stream")
    client.post(
        "/people/new/", {**PERSON, "portrait": upload, "languages": ["ko", "en"], "aliases": "Bak\nPak"}
    )
    person = Person.objects.get()
    assert (person.languages, person.aliases, person.office) == (["ko", "en"], ["Bak", "Pak"], staff.office)
    assert client.get(f"/people/{person.pk}/portrait.jpg").status_code == 200
    client.post(f"/people/{person.pk}/edit/", {**PERSON, "languages": ["ja", "en", "ko"], "seen_version": 1})
    changed = Person.objects.get()
    assert (changed.portrait, changed.languages) == (person.portrait, ["ko", "en", "ja"])
    client.post(f"/people/{person.pk}/edit/", {**PERSON, "seen_version": 2, "without_portrait": "on"})
    assert Person.objects.get().portrait == ""


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"<script>alert(1)</script>",
            "This file is not a JPEG, PNG or WebP picture, whatever its name says. Choose another one.",
        ),
        (
            b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024),
            "This picture is too large. Choose one of at most 10 MB and 40 megapixels.",
        ),
    ],
)
def test_a_file_that_is_no_picture_is_told_at_its_field(
    content: bytes, message: str, staff: User, as_: As
) -> None:
    upload = SimpleUploadedFile("portrait.jpg", content, "image/jpeg")
    answer = as_(staff).post("/people/new/", {**PERSON, "portrait": upload})
    assert (answer.status_code, errors(answer)) == (422, {"portrait": message})
    assert Person.objects.count() == 0
    typed = HTMLParser(answer.content.decode()).css_first("input[name=given_name]")
    assert typed.attributes["value"] == "Minsu"


def test_only_the_office_that_keeps_a_person_hides_them(
    directory: Directory, neighbour: User, staff: User, as_: As
) -> None:
    person = directory.person()
    hidden = {**PERSON, "scope": "office", "seen_version": 1}
    answer = as_(neighbour).post(f"/people/{person.pk}/edit/", hidden)
    message = "Busan office keeps this person. Only their office can hide them from others."
    assert (answer.status_code, errors(answer)) == (422, {"scope": message})
    assert Person.objects.get().scope == "shared"
    assert as_(staff).post(f"/people/{person.pk}/edit/", hidden).status_code == 302
    assert Person.objects.get().scope == "office"


def test_an_end_before_the_start_is_told_at_its_field(directory: Directory, staff: User, as_: As) -> None:
    person, post = directory.person(), directory.post()
    page = f"/people/{person.pk}/tenures/new/"
    wrong = {"post": post.pk, "started_on": "2024-04-17", "ended_on": "2024-04-16"}
    answer = as_(staff).post(page, wrong)
    assert (answer.status_code, errors(answer)) == (422, {"ended_on": "The end is before the start."})
    assert Tenure.objects.count() == 0
    assert as_(staff).post(page, {**wrong, "ended_on": "2024-04-17"}).status_code == 302
    assert SearchEntry.objects.get(kind="person").detail == {"en": "Mayor, Busan City", "ko": "시장, 부산시"}


def test_the_second_of_two_editors_is_told_and_loses_nothing(
    directory: Directory, staff: User, colleague: User, as_: As
) -> None:
    person = directory.person()
    page = f"/people/{person.pk}/edit/"
    assert as_(staff).post(page, {**PERSON, "given_name": "Minho", "seen_version": 1}).status_code == 302
    second = {**PERSON, "given_name": "Minji", "aliases": "Bak Minji", "seen_version": 1}
    answer = as_(colleague).post(page, second)
    assert answer.status_code == 409
    shown = HTMLParser(answer.content.decode())
    assert shown.css_first(".notice.warn li").text() == "Staff changed given name from “Minsu” to “Minho”."
    assert shown.css_first("input[name=given_name]").attributes["value"] == "Minji"
    assert shown.css_first("textarea[name=aliases]").text().strip() == "Bak Minji"
    assert Person.objects.get().given_name == "Minho"
    seen = shown.css_first("input[name=seen_version]").attributes["value"]
    assert as_(colleague).post(page, {**second, "seen_version": seen}).status_code == 302
    assert Person.objects.get().given_name == "Minji"


def test_every_removal_can_be_undone_from_the_page_it_leads_to(
    directory: Directory, staff: User, as_: As
) -> None:
    client = as_(staff)
    person = directory.person()
    tenure = directory.tenure(
        person, directory.post(organisation=directory.organisation(city=directory.city()))
    )
    post = tenure.post
    removals: list[tuple[Any, str, str]] = [
        (tenure, f"/people/{person.pk}/tenures/{tenure.pk}/", f"/people/{person.pk}/"),
        (post, f"/posts/{post.pk}/", f"/organisations/{post.organisation_id}/"),
        (person, f"/people/{person.pk}/", "/people/"),
        (post.organisation, f"/organisations/{post.organisation_id}/", "/organisations/"),
        (City.objects.get(), f"/cities/{City.objects.get().pk}/", "/cities/"),
    ]
    entries = set(SearchEntry.objects.values_list("kind", "object_id"))
    for record, page, leads_to in removals:
        answer = client.post(f"{page}remove/")
        assert answer["Location"] == f"{leads_to}?removed={record.pk}"
        assert not type(record).objects.visible_to(staff).exists()
        undo = HTMLParser(client.get(answer["Location"]).content.decode()).css_first(".notice form")
        assert undo.attributes["action"] == f"{page}restore/"
        assert client.post(undo.attributes["action"]).status_code == 302
        assert type(record).objects.visible_to(staff).get() == record
        assert client.post(f"{page}restore/").status_code == 404, "it is back already"
    assert set(SearchEntry.objects.values_list("kind", "object_id")) == entries


def test_cards_follow_what_they_tell_of(directory: Directory, staff: User, as_: As) -> None:
    client = as_(staff)
    city = directory.city()
    tenure = directory.tenure(
        directory.person(), directory.post(organisation=directory.organisation(city=city))
    )
    post: Post = tenure.post
    page = f"/organisations/{post.organisation_id}/"
    person = SearchEntry.objects.filter(kind="person")
    client.post(f"/posts/{post.pk}/edit/", {"title_0": "Governor", "seen_version": 1})
    assert person.get().detail["en"] == "Governor, Busan City"
    client.post(f"{page}edit/", {"name_0": "Busan Hall", "kind": "city", "city": city.pk, "seen_version": 1})
    assert person.get().detail["en"] == "Governor, Busan Hall"
    client.post(f"/cities/{city.pk}/edit/", {**CITY, "name_0": "Pusan", "seen_version": 1})
    assert SearchEntry.objects.get(kind="organisation").detail["en"] == "Pusan"
    client.post(f"{page}remove/")
    assert (person.get().detail["en"], SearchEntry.objects.filter(kind="post").count()) == ("", 0)
    client.post(f"{page}restore/")
    assert (person.get().detail["en"], SearchEntry.objects.filter(kind="post").count()) == (
        "Governor, Busan Hall",
        1,
    )


def test_history_tells_who_changed_what(directory: Directory, staff: User, as_: As) -> None:
    city = directory.city()
    client = as_(staff)
    client.post(f"/cities/{city.pk}/edit/", {**CITY, "time_zone": "Asia/Tokyo", "seen_version": 1})
    page = HTMLParser(client.get(f"/cities/{city.pk}/history/").content.decode())
    changes = [
        [part.text().strip() for part in item.css("dt, del, ins")] for item in page.css(".history > li")
    ]
    assert changes == [["Time zone", "Asia/Seoul", "Asia/Tokyo"], []]


def test_what_a_machine_is_set_to_is_no_time_zone() -> None:
    from django.core.exceptions import ValidationError

    from legation.directory.models.records import check_zone
    from legation.directory.queries.choosing import zone_names
    from legation.kernel.zones import NO_ZONES, zones

    for name in ("localtime", "Factory", "posixrules", "", "asia/seoul", "../../etc/passwd"):
        with pytest.raises(ValidationError):
            check_zone(name)
    for name in ("UTC", "Asia/Seoul", "EST5EDT"):
        check_zone(name)
    assert (NO_ZONES & zones(), "Asia/Seoul" in zone_names()) == (set(), True)
