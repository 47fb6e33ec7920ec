"""Who sees whom: a person of one office is nowhere for another, and nothing is for somebody without one."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Q
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from legation.accounts.models import User
from legation.directory.actions import change_person, remove_record
from legation.directory.models import City, Organisation, Person, Post, Tenure
from legation.directory.queries import organisation_page, removed_record, revisions_seen
from legation.kernel.models import SearchEntry
from tests.directory.builder import Directory

As = Callable[..., Client]


def status(client: Client, address: str, method: str = "get") -> int:
    return int(getattr(client, method)(address).status_code)


def test_a_person_of_one_office_is_nowhere_for_another(
    directory: Directory, neighbour: User, colleague: User, as_: As
) -> None:
    person = directory.secret()
    tenure = person.tenures.get()
    body = tenure.post.organisation
    ours, theirs = as_(colleague), as_(neighbour)
    page = f"/people/{person.pk}/"
    for address in (page, page + "edit/", page + "history/", page + "portrait.jpg", page + "tenures/new/"):
        assert (status(ours, address), status(theirs, address)) == (200, 404)
    edit = f"{page}tenures/{tenure.pk}/edit/"
    assert (status(ours, edit), status(theirs, edit)) == (200, 404)
    assert status(theirs, page + "remove/", "post") == 404
    for address in (
        "/people/",
        "/people/?find=secretperson",
        "/people/?find=비밀",
        f"/organisations/{body.pk}/",
    ):
        assert "Secretperson" in ours.get(address).content.decode()
        assert "Secretperson" not in theirs.get(address).content.decode()
    count = HTMLParser(theirs.get("/people/").content.decode()).css(".masthead .num")
    assert [text.text() for text in count] == ["0 people"]
    assert organisation_page(body, neighbour, person.created_at.date()).posts[0].today == ()


def test_the_search_card_of_such_a_person_belongs_to_the_office(directory: Directory, staff: User) -> None:
    person = directory.secret()
    entry = SearchEntry.objects.get(Q(kind="person") & Q(object_id=person.pk))
    assert entry.office_id == staff.office_id
    change_person(person, {"scope": "shared"}, seen=1, by=staff)
    assert SearchEntry.objects.get(pk=entry.pk).office_id is None


def test_another_office_does_not_bring_back_what_it_never_saw(
    directory: Directory, staff: User, neighbour: User, as_: As
) -> None:
    person = remove_record(directory.secret(), by=staff)
    theirs, ours = as_(neighbour), as_(staff)
    restore = f"/people/{person.pk}/restore/"
    offer = f"/people/?removed={person.pk}"
    assert "Secretperson" not in theirs.get(offer).content.decode()
    assert status(theirs, restore, "post") == 404
    assert Person.objects.get(pk=person.pk).removed_at is not None
    assert "Secretperson" in ours.get(offer).content.decode()
    assert status(ours, restore, "post") == 302
    assert Person.objects.get(pk=person.pk).removed_at is None


def test_what_was_private_when_written_stays_so_when_shared(
    directory: Directory, staff: User, neighbour: User, as_: As
) -> None:
    person = directory.secret()
    change_person(person, {"native_name": "둘째"}, seen=1, by=staff)
    change_person(person, {"native_name": "셋째", "scope": "shared"}, seen=2, by=staff)
    change_person(person, {"native_name": "넷째"}, seen=3, by=staff)
    theirs = revisions_seen(person, neighbour)
    assert [(entry.version, [change.before for change in entry.changes]) for entry in theirs] == [
        (4, ["셋째"]),
        (3, []),
    ]
    assert [entry.version for entry in revisions_seen(person, staff)] == [4, 3, 2, 1]
    page = as_(neighbour).get(f"/people/{person.pk}/history/").content.decode()
    assert ("셋째" in page, "둘째" in page, "비밀이" in page) == (True, False, False)


def test_the_passport_name_is_for_those_who_keep_records(
    directory: Directory, staff: User, reader: User, as_: As
) -> None:
    person = directory.person(passport_name="PARK HEONGJOON")
    change_person(person, {"passport_name": "PARK HEONG JOON"}, seen=1, by=staff)
    for address in (f"/people/{person.pk}/", f"/people/{person.pk}/history/"):
        assert "PARK HEONG JOON" in as_(staff).get(address).content.decode()
        assert "PARK HEONG" not in as_(reader).get(address).content.decode()
    assert "PARK" not in as_(reader).get("/people/").content.decode()


def test_somebody_without_an_office_sees_nothing(directory: Directory, stranger: User, as_: As) -> None:
    person = directory.person(portrait=None)
    tenure = directory.tenure(
        person, directory.post(organisation=directory.organisation(city=directory.city()))
    )
    city, organisation = City.objects.get(), Organisation.objects.get()
    client = as_(stranger)
    lists = ["/cities/", "/people/", "/organisations/", "/cities/new/", "/people/new/", "/organisations/new/"]
    assert [status(client, address) for address in lists] == [403] * 6
    pages = [
        f"/cities/{city.pk}/",
        f"/cities/{city.pk}/history/",
        f"/organisations/{organisation.pk}/",
        f"/organisations/{organisation.pk}/history/",
        f"/people/{person.pk}/",
        f"/people/{person.pk}/history/",
        f"/people/{person.pk}/portrait.jpg",
        f"/people/{person.pk}/tenures/{tenure.pk}/edit/",
        f"/posts/{tenure.post_id}/edit/",
    ]
    assert [status(client, address) for address in pages] == [404] * 9


def test_nobody_gets_in_without_a_login(directory: Directory, client: Client) -> None:
    person = directory.person(portrait=None)
    for address in ("/people/", f"/people/{person.pk}/", f"/people/{person.pk}/portrait.jpg"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (302, f"/account/login/?next={address}")


def test_readers_look_and_do_not_touch(directory: Directory, reader: User, staff: User, as_: As) -> None:
    person = directory.person()
    tenure = directory.tenure(
        person, directory.post(organisation=directory.organisation(city=directory.city()))
    )
    post, city, organisation = tenure.post, City.objects.get(), Organisation.objects.get()
    records = [
        f"/cities/{city.pk}/",
        f"/organisations/{organisation.pk}/",
        f"/posts/{post.pk}/",
        f"/people/{person.pk}/",
        f"/people/{person.pk}/tenures/{tenure.pk}/",
    ]
    adding = [
        "/cities/new/",
        "/organisations/new/",
        "/people/new/",
        f"/organisations/{organisation.pk}/posts/new/",
        f"/people/{person.pk}/tenures/new/",
    ]
    client = as_(reader)
    assert [status(client, f"{page}edit/") for page in records] == [403] * 5
    assert [status(client, f"{page}remove/", "post") for page in records] == [403] * 5
    assert [status(client, address) for address in adding] == [403] * 5
    assert [status(client, address, "post") for address in adding] == [403] * 5
    removed = remove_record(city, by=staff)
    assert status(client, f"/cities/{city.pk}/restore/", "post") == 403
    assert "Busan" not in client.get(f"/cities/?removed={city.pk}").content.decode()
    assert removed_record(City, removed.pk, reader) is None
    shown = HTMLParser(client.get(f"/people/{person.pk}/").content.decode())
    assert [link.text() for link in shown.css("main .acts a")] == ["History"]


@pytest.mark.parametrize("who", ["staff", "reader", "neighbour", "stranger"])
def test_yes_or_no_agrees_with_the_lists(
    who: str, directory: Directory, request: pytest.FixtureRequest, neighbour: User, staff: User
) -> None:
    user: User = request.getfixturevalue(who)
    other = Directory(neighbour)
    people = [directory.person(), directory.secret(), other.person("Theirs", scope="office")]
    gone = directory.person("Gone")
    body, shut = directory.organisation(), directory.organisation("Shut")
    for person in [*people, gone]:
        for organisation in (body, shut):
            directory.tenure(person, directory.post(organisation=organisation))
    dropped = directory.post("Dropped", organisation=body)
    directory.tenure(people[0], dropped)
    lost = directory.city("Lost")
    directory.city("Kept")
    for record in (gone, shut, dropped, lost, Tenure.objects.filter(person=people[0]).first()):
        remove_record(record, by=staff)
    for model in (City, Organisation, Person, Post, Tenure):
        name: Any = model._meta.model_name
        listed = set(model.objects.visible_to(user).values_list("pk", flat=True))
        allowed = {
            record.pk for record in model.objects.all() if user.has_perm(f"directory.view_{name}", record)
        }
        assert listed == allowed, name
