"""An erased person leaves nothing on guest lists, in applications or under seal; what is held tells of it."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from legation.directory.actions.erasing import erase_person
from legation.directory.models import Person
from legation.directory.queries.personal import as_data, erasure_words, personal
from legation.guests.actions import guests as acts
from legation.guests.actions import lists
from legation.guests.actions.hearing import heard_on_the_list
from legation.guests.models import Application, Guest, GuestTerm
from legation.kernel import editing
from legation.kernel.sealing import seal
from legation.logistics.actions import private
from legation.logistics.choices import Kind, Purpose
from legation.logistics.models import Look, Private
from legation.missions import actions as missions
from legation.missions.jobs.answers import record
from legation.missions.models import Invitation, Invitee
from tests.directory.test_erasing import told
from tests.world import World, engagement_values

NOW = datetime(2024, 4, 1, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def guest(world: World) -> Guest:
    """The guest side's mayor on the list of a reception, who applied before and gave a passport."""
    Private.objects.all().delete()
    delegate = world.things["guest-delegate"]
    engagement = missions.add_engagement(
        world.mission, engagement_values(world, "Reception", kind="reception"), by=world.host
    )
    reception = lists.open_list(engagement, {}, by=world.host)
    made = acts.add_guest(
        reception,
        {"delegate": delegate, "mail": "quince@test.example", "diet": "Quincediet", "note": "Quincenote"},
        by=world.guest,
    )
    Application.objects.filter(delegate=delegate).delete()
    application = Application(
        mission=world.mission,
        call=world.things["guest-hidden-call"],
        visibility="guest",
        family_name="Quinceapplicant",
        mail="quince@test.example",
        answers={"body": "Quincebody"},
        user=world.guest,
        delegate=delegate,
    )
    application.sealed = seal({"diet": "Quincediet"}, application.place)
    editing.add(application, by=world.guest)
    private.give(delegate, Kind.PASSPORT, {"number": "QUINCE1"}, by=world.guest)
    return made


def test_erasing_blanks_guests_and_applications_and_destroys_what_is_sealed(
    world: World, guest: Guest
) -> None:
    person = Person.objects.get(pk=world.things["guest-delegate"].person_id)
    other = Guest.objects.present().get(pk=world.things["host-guest"].pk)
    rows = Guest.objects.filter(delegate__person=person).count()
    erasure = erase_person(person, sure=True, by=world.guest)
    words = ("Quincediet", "Quincenote", "Quinceapplicant", "Quincebody", "quince@test.example")
    assert {word: told(word) for word in words} == {word: [] for word in words}
    assert (erasure.report["sealed"], erasure.report["guests"]) == (1, rows + 1)
    assert Private.objects.filter(delegate__person=person).count() == 0
    blank = Guest.objects.get(pk=guest.pk)
    assert (blank.name, blank.version, GuestTerm.objects.filter(guest=guest.pk).count()) == (
        "Removed person", guest.version + 1, 0,
    )  # fmt: skip
    assert Guest.objects.get(pk=other.pk).name == other.name
    assert "Sealed personal data, destroyed" in [fact.label for fact in erasure_words(erasure.report)]


def sealed_told(person: Person, user: Any) -> list[dict[str, str]]:
    records = as_data(personal(person, user))["records"]
    return [each["fields"] for each in records if each["kind"] == "sealed personal data"]


@pytest.mark.usefixtures("guest")
def test_what_is_held_names_what_is_sealed_and_opens_it_to_the_trusted_alone(world: World) -> None:
    person = Person.objects.get(pk=world.things["guest-delegate"].person_id)
    assert sealed_told(person, world.guest) == [{"content": "sealed"}]
    assert sealed_told(person, world.host) == []
    assert Look.objects.filter(delegate__person=person, at=NOW).count() == 0
    until = world.mission.ends_on
    private.trust(
        world.mission, world.host, Purpose.TRAVEL, from_on=NOW.date(), until_on=until, by=world.guest
    )
    (seen,) = sealed_told(person, world.host)
    assert seen["Number"] == "QUINCE1"
    assert Look.objects.filter(delegate__person=person, by=world.host, at=NOW).count() == 1
    kinds = [each["kind"] for each in as_data(personal(person, world.guest))["records"]]
    assert kinds.count("application") == 1
    assert "Quinceapplicant" not in str(as_data(personal(person, world.host)))


@pytest.mark.parametrize(
    ("answer", "answers", "status", "through"),
    [
        ("accepted", True, "accepted", "calendar"),
        ("declined", True, "declined", "calendar"),
        ("tentative", True, "listed", ""),
        ("declined", False, "listed", ""),
    ],
)
def test_an_answer_of_a_calendar_counts_on_the_guest_list(
    world: World, guest: Guest, answer: str, answers: bool, status: str, through: str
) -> None:
    asked = calendar(world, guest, answers=answers)
    record(asked, answer, way="mail", at=NOW)
    counted = Guest.objects.get(pk=guest.pk)
    assert (counted.status, counted.through) == (status, through)


def calendar(world: World, guest: Guest, *, answers: bool = True) -> Invitation:
    invitee = Invitee.objects.create(
        mission=world.mission,
        side="guest",
        delegate=guest.delegate,
        mail="mayor@calendar.example",
        language="en",
        answers=answers,
    )
    return Invitation.objects.create(
        invitee=invitee,
        engagement=guest.guest_list.engagement,
        uid="uid-of-the-test",
        organiser="desk@test.example",
        method="REQUEST",
        sent_at=NOW,
    )


def test_a_guest_whom_the_other_side_keeps_to_itself_hears_nothing(world: World, guest: Guest) -> None:
    Guest.objects.filter(pk=guest.pk).update(visibility="host")
    record(calendar(world, guest), "declined", way="mail", at=NOW)
    assert Guest.objects.get(pk=guest.pk).status == "listed"


def test_after_the_deadline_a_calendar_declines_and_no_longer_accepts(world: World, guest: Guest) -> None:
    guest.guest_list.reply_until = datetime(2024, 3, 1, tzinfo=UTC)
    guest.guest_list.save()
    asked = calendar(world, guest)
    told_ = []
    for answer in ("accepted", "declined"):
        asked.answer, asked.answered_at = answer, NOW
        heard_on_the_list(asked, None)
        told_.append(Guest.objects.get(pk=guest.pk).status)
    assert told_ == ["listed", "declined"]
