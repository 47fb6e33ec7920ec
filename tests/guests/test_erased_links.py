"""Who was erased gets no letters any more: their links end, and what was written to them is forgotten."""

from datetime import UTC, datetime
from typing import Any

import pytest

from legation.directory.actions.erasing import erase_person
from legation.directory.models import Person
from legation.kernel import outbox
from legation.kernel.choices import LetterKind
from legation.kernel.models import Letter
from legation.kernel.outbox import Address
from legation.matchmaking.actions.taking_part import make_link
from legation.matchmaking.models import Link, Participant
from legation.missions.actions.days import make_day_link
from legation.missions.models import DayLink
from tests.directory.test_erasing import told
from tests.world import World

ENDS = datetime(2124, 5, 1, tzinfo=UTC)
NOBODY = "removed@invalid.example"


@pytest.fixture(autouse=True)
def nothing_else(world: World) -> None:
    Letter.objects.all().delete()
    DayLink.objects.all().delete()


def day_of(world: World, *delegates: Any, mail: str, name: str = "") -> DayLink:
    return make_day_link(
        world.mission, list(delegates), by=world.guest, language="en", expires_at=ENDS,
        name=name, mail=mail, send=True,
    )  # fmt: skip


def letter(mail: str, text: str, **more: Any) -> Letter:
    kept = outbox.post(
        Address(mail, name=text), kind=LetterKind.MEETINGS, subject="x", text=text, by=None, **more
    )
    assert kept is not None
    return kept


def state(letter: Letter) -> tuple[str, str, str, list[Any]]:
    letter.refresh_from_db()
    return letter.status, letter.mail, letter.name, letter.lines


def test_links_to_the_day_end_and_their_letters_are_not_sent(world: World) -> None:
    mayor, other = world.things["guest-delegate"], world.things["guest-hidden-delegate"]
    own = day_of(world, mayor, mail="Quince@test.example", name="Quincereader")
    shared = day_of(world, mayor, other, mail="office@test.example", name="Assistant")
    theirs = day_of(world, other, mail="office@test.example")
    first, both, kept = (Letter.objects.get(about_key=link.pk) for link in (own, shared, theirs))
    sent = letter("quince@test.example", "Quinceletter")
    Letter.objects.filter(pk=sent.pk).update(status="sent")
    before = state(kept)
    report = erase_person(Person.objects.get(pk=mayor.person_id), sure=True, by=world.guest).report
    own.refresh_from_db()
    shared.refresh_from_db()
    assert (report["days"], own.mail, own.name, own.revoked_at is None) == (2, "", "", False)
    assert (shared.mail, shared.revoked_at, list(shared.delegates.all())) == (
        "office@test.example", None, [other],
    )  # fmt: skip
    assert [state(each) for each in (first, both)] == [("withdrawn", NOBODY, "", [])] * 2
    assert (state(sent), state(kept)) == (("sent", NOBODY, "", []), before)
    assert {word: told(word) for word in ("quince@", "Quincereader", "Quinceletter")} == {
        "quince@": [], "Quincereader": [], "Quinceletter": [],
    }  # fmt: skip


def test_rounds_forget_an_erased_participant(world: World) -> None:
    mine, others = world.things["guest-participant"], world.things["host-participant"]
    words = {"name": "Quincename", "native_name": "모과", "post": "Quincepost", "seeks": "Quinceseek"}
    for rows in (Participant.objects.filter(pk=mine.pk), Participant.history.filter(id=mine.pk)):
        rows.update(**words, offers="Quinceoffer")
    link = make_link(mine, language="en", by=world.guest)
    same = make_link(others, language="en", by=world.host)
    Link.objects.filter(pk=link.pk).update(mail="quince@test.example")
    Link.objects.filter(pk=same.pk).update(mail="office@test.example")
    waits = letter("desk@test.example", "Quincetimetable", about=mine)
    kept = letter("office@test.example", "Other", about=others)
    sent = letter("quince@test.example", "Quinceletter")
    Letter.objects.filter(pk=sent.pk).update(status="sent")
    before, version = state(kept), Participant.objects.get(pk=mine.pk).version
    person = Person.objects.get(pk=mine.delegate.person_id)
    report = erase_person(person, sure=True, by=world.guest).report
    link.refresh_from_db()
    same.refresh_from_db()
    blank = Participant.objects.get(pk=mine.pk)
    assert (report["rounds"], blank.version, str(blank)) == (1, version + 1, "Removed person")
    assert (link.mail, link.revoked_at is None) == ("", False)
    assert (same.mail, same.revoked_at) == ("office@test.example", None)
    assert (state(waits), state(sent)) == (("withdrawn", NOBODY, "", []), ("sent", NOBODY, "", []))
    assert state(kept) == before
    said = (*words.values(), "Quinceoffer", "quince@", "Quincetimetable", "Quinceletter")
    assert {word: told(word) for word in said} == {word: [] for word in said}
