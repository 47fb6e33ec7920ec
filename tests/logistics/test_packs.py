"""An interpreter's pack by link: what stands in it, who may see which text, and when the link ends."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from legation.directory.actions.erasing import erase_person
from legation.kernel.choices import Verb
from legation.kernel.models import Activity
from legation.logistics.actions import interpreting as acts
from legation.logistics.models import InterpreterText, PackLink
from legation.logistics.queries.pack import pack_path, texts_of
from legation.missions import actions as missions
from legation.missions.models import Delegate
from tests.logistics.test_accreditation import guest, long_meeting
from tests.logistics.test_private import client
from tests.world import SECRETS, World, person, two

NOW = datetime(2024, 4, 1, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def talks(world: World) -> Any:
    InterpreterText.objects.all().delete()
    PackLink.objects.all().delete()
    made = long_meeting(world)
    missions.add_attendance(
        made, {"delegate": world.things["host-delegate"], "function": "principal"}, by=world.host
    )
    return made


def third_voice(world: World) -> Delegate:
    """An interpreter of neither side."""
    delegation = missions.add_delegation(
        world.mission, {"party": "third", "name": two("Agency")}, by=world.host
    )
    values = {
        "person": person(world, "Both", "Sample", by=world.host),
        "delegation": delegation,
        "capacity": "interpreter",
    }
    return missions.add_delegate(world.mission, values, by=world.host)


def given(talks: Any, title: str, by: Any, **more: Any) -> InterpreterText:
    values = {"kind": "speech", "title": title, "text": f"Words of {title}", "visibility": "shared"}
    return acts.add_text(talks, values | more, by=by)


def names(world: World, talks: Any, voice: Delegate, by: Any) -> None:
    missions.add_attendance(talks, {"delegate": voice, "function": "interpreter"}, by=by)


def read(link: PackLink) -> tuple[str, str]:
    """The page and the PDF behind a link."""
    browser = Client(headers={"accept-language": "en"})
    page = browser.get(f"/pack/{pack_path(link)}/")
    printed = browser.get(f"/pack/{pack_path(link)}/pack.pdf")
    assert (page.status_code, printed.status_code) == (200, 200)
    assert (page["Cache-Control"], page["X-Robots-Tag"]) == ("private, no-store", "noindex, nofollow")
    text = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed.content)).pages)
    return page.content.decode(), text


def test_the_pack_holds_people_with_forms_of_address_the_agenda_and_the_texts(
    world: World, talks: Any
) -> None:
    voice = guest(world, "Voice", "interpreter")
    names(world, talks, voice, world.host)
    missions.add_point(talks, {"kind": "agenda", "text": two("Green ports", "친환경 항만")}, by=world.host)
    given(talks, "Welcome", world.host, speaker=world.things["host-delegate"], text="One.\n\nTwo.")
    given(talks, "환영사", world.host, language="ko", text="환영합니다.")
    link = acts.make_pack_link(voice, language="en", by=world.guest)
    for text in read(link):
        wanted = ("Long talks", "Sample Mayorhost", "박표본", "Mayor Mayorhost", "박 시장님", "친환경 항만")
        assert [word for word in (*wanted, "Welcome", "Two.", "환영합니다.") if word not in text] == []
    link.refresh_from_db()
    assert link.opened_at == NOW
    assert Activity.objects.filter(verb=Verb.PRINTED, object_id=voice.pk).get().visibility == "guest"


def test_a_sides_interpreter_sees_what_that_side_sees_and_one_of_both_only_what_both_see(
    world: World, talks: Any
) -> None:
    own, both = guest(world, "Voice", "interpreter"), third_voice(world)
    for voice in (own, both):
        names(world, talks, voice, world.host)
    given(talks, "Shared speech", world.host)
    for side, by in (("guest", world.guest), ("host", world.host)):
        given(talks, f"{SECRETS[side]} points", by, visibility=side)
        point = {"kind": "note", "text": two(f"{SECRETS[side]} note"), "visibility": side}
        missions.add_point(talks, point, by=by)
        attendance = {"delegate": world.things[f"{side}-hidden-delegate"], "function": "participant"}
        missions.add_attendance(talks, attendance, by=by)
    links = {
        "guest": acts.make_pack_link(own, language="en", by=world.guest),
        "shared by guests": acts.make_pack_link(both, language="en", by=world.guest),
        "shared by hosts": acts.make_pack_link(both, language="en", by=world.host),
    }
    found = {
        name: [
            [word for word in ("Shared speech", SECRETS["guest"], SECRETS["host"]) if word in text]
            for text in read(link)
        ]
        for name, link in links.items()
    }
    assert found == {
        "guest": [["Shared speech", SECRETS["guest"]]] * 2,
        "shared by guests": [["Shared speech"]] * 2,
        "shared by hosts": [["Shared speech"]] * 2,
    }
    own_engagement = missions.add_engagement(
        world.mission,
        {**_values(world, f"{SECRETS['guest']} talks"), "visibility": "guest"},
        by=world.guest,
    )
    missions.add_attendance(own_engagement, {"delegate": both, "function": "interpreter"}, by=world.guest)
    assert [SECRETS["guest"] in text for text in read(links["shared by guests"])] == [False, False]


def _values(world: World, title: str) -> dict[str, Any]:
    from tests.world import engagement_values

    return engagement_values(world, title, interpretation="consecutive")


def test_a_link_ends_when_it_is_revoked_replaced_expired_or_its_maker_leaves(
    world: World, talks: Any, clock: Any
) -> None:
    voice = guest(world, "Voice", "interpreter")
    first = acts.make_pack_link(voice, language="en", by=world.guest)
    assert first.expires_at == NOW + timedelta(days=30)
    page = Client().get(f"/pack/{pack_path(first)}/")
    assert (page.status_code, "not named as interpreter" in page.content.decode()) == (200, True)
    assert Client().get(f"/pack/{pack_path(first)}/pack.pdf").status_code == 404
    second = acts.make_pack_link(voice, language="en", by=world.guest)
    codes = [Client().get(f"/pack/{pack_path(link)}/").status_code for link in (first, second)]
    assert codes == [404, 200]
    forged = pack_path(second)[:-1] + ("0" if pack_path(second)[-1] != "0" else "1")
    assert Client().get(f"/pack/{forged}/").status_code == 404
    acts.revoke_pack_link(second, by=world.guest)
    assert Client().get(f"/pack/{pack_path(second)}/").status_code == 404
    third = acts.make_pack_link(voice, language="en", by=world.guest)
    PackLink.objects.filter(pk=third.pk).update(user=world.users["guest-press"])  # who prepares nothing
    assert Client().get(f"/pack/{pack_path(third)}/").status_code == 404
    fourth = acts.make_pack_link(voice, language="en", by=world.guest)
    clock.move_to(fourth.expires_at + timedelta(seconds=1))
    assert Client().get(f"/pack/{pack_path(fourth)}/").status_code == 404


def test_a_link_ends_with_the_erasure_of_its_interpreter(world: World, talks: Any) -> None:
    voice = guest(world, "Voice", "interpreter")
    link = acts.make_pack_link(voice, language="en", by=world.guest)
    others = acts.make_pack_link(guest(world, "Other", "interpreter"), language="en", by=world.guest)
    erase_person(voice.person, sure=True, by=world.guest)
    codes = [Client().get(f"/pack/{pack_path(each)}/").status_code for each in (link, others)]
    assert codes == [404, 200]


def test_each_side_gives_packs_to_its_own_interpreters(world: World, talks: Any) -> None:
    voice = guest(world, "Voice", "interpreter")
    with pytest.raises(acts.NotYourInterpreter):
        acts.make_pack_link(voice, language="en", by=world.host)
    path = f"/missions/{world.mission.slug}/interpreters/{voice.pk}/link/"
    assert [client(user).post(path).status_code for user in (world.host, world.guest)] == [404, 302]
    page = client(world.guest).get(f"/missions/{world.mission.slug}/interpreters/")
    assert (
        pack_path(PackLink.objects.get())
        not in client(world.host).get(f"/missions/{world.mission.slug}/interpreters/").content.decode()
    )
    names(world, talks, voice, world.host)
    page = client(world.guest).get(f"/missions/{world.mission.slug}/interpreters/")
    assert f"/pack/{pack_path(PackLink.objects.get())}/" in page.content.decode()
    revoke = f"/missions/{world.mission.slug}/interpreters/links/{PackLink.objects.get().pk}/revoke/"
    assert [client(user).post(revoke).status_code for user in (world.host, world.guest)] == [404, 302]


def test_a_text_is_seen_no_further_than_its_engagement_and_who_speaks(world: World, talks: Any) -> None:
    hidden = world.things["guest-hidden-delegate"]
    with pytest.raises(acts.OnlyOneSideIsThere):
        given(talks, "Speech", world.guest, speaker=hidden)
    with pytest.raises(acts.TextOutsideSight):
        given(talks, "Speech", world.guest, visibility="host")
    with pytest.raises(acts.TextOutsideSight):
        given(talks, "Speech", world.host, speaker=hidden)
    given(talks, "Speech", world.guest, speaker=hidden, visibility="guest")
    assert [len(texts_of(talks, user)) for user in (world.guest, world.host)] == [1, 0]


def docx(words: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        name = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        book.writestr("[Content_Types].xml", "<Types/>")
        body = f"<w:document {name}><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"
        book.writestr("word/document.xml", body)
    return made.getvalue()


TYPED = {"kind": "speech", "title": "Welcome", "language": "en", "visibility": "shared", "text": ""}


def posted(world: World, talks: Any, data: bytes, name: str) -> Any:
    path = f"/missions/{world.mission.slug}/engagements/{talks.pk}/interpreter-texts/new/"
    return client(world.host).post(path, {**TYPED, "file": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"Dear guests, welcome.", "speech.txt"), (docx("Dear guests, welcome."), "speech.docx")],
    ids=["text", "word"],
)
def test_a_text_is_taken_out_of_a_file(world: World, talks: Any, data: bytes, name: str) -> None:
    assert posted(world, talks, data, name).status_code == 302
    assert InterpreterText.objects.get().text == "Dear guests, welcome."


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "speech.pdf", "no text"),
        (b"<html><script>alert(1)</script><p>Dear guests</p></html>", "speech.txt", "no text"),
        (b"\x7fELF" + b"0" * 50, "speech.docx", "no text"),
        (b"", "speech.txt", "The file is empty."),
        (b"x" * 100_001, "speech.txt", "longer than 100,000 letters"),
        (b"x" * (5 * 1024 * 1024 + 1), "speech.txt", "larger than 5 MB"),
    ],
    ids=["picture", "page", "program", "empty", "long", "large"],
)
def test_what_is_no_text_is_refused_at_the_field_and_nothing_is_kept(
    world: World, talks: Any, data: bytes, name: str, said: str
) -> None:
    answer = posted(world, talks, data, name)
    assert (answer.status_code, InterpreterText.objects.count()) == (422, 0)
    (error,) = answer.context["form"].errors["file"]
    assert said in error


def test_texts_are_given_changed_removed_and_brought_back_on_their_page(world: World, talks: Any) -> None:
    browser = client(world.host)
    base = f"/missions/{world.mission.slug}/engagements/{talks.pk}/interpreter-texts/"
    empty = browser.post(f"{base}new/", TYPED)
    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["text"])
    assert browser.post(f"{base}new/", TYPED | {"text": "Dear guests"}).status_code == 302
    made = InterpreterText.objects.get()
    changed = TYPED | {"text": "Dear friends", "seen_version": "1"}
    assert browser.post(f"{base}{made.pk}/edit/", changed).status_code == 302
    assert browser.post(f"{base}{made.pk}/edit/", changed | {"text": "Dear all"}).status_code == 409
    assert browser.post(f"{base}{made.pk}/remove/").status_code == 302
    assert texts_of(talks, world.host) == []
    assert client(world.guest).post(f"{base}{made.pk}/restore/").status_code == 302
    assert [text.text for text in texts_of(talks, world.host)] == ["Dear friends"]
    own = given(talks, "Ours", world.guest, visibility="guest")
    client(world.guest).post(f"{base}{own.pk}/remove/")
    assert browser.post(f"{base}{own.pk}/restore/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_and_the_pack_cost_the_same_for_any_number(world: World, talks: Any, count: int) -> None:
    voice = guest(world, "Voice", "interpreter")
    names(world, talks, voice, world.host)
    for number in range(count):
        given(talks, f"Speech {number}", world.host, speaker=world.things["host-delegate"])
    link = acts.make_pack_link(voice, language="en", by=world.guest)
    browser, costs = client(world.guest), []
    pages = (
        f"/missions/{world.mission.slug}/engagements/{talks.pk}/interpreter-texts/",
        f"/pack/{pack_path(link)}/",
    )
    for page in pages:
        browser.get(page)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(page).status_code == 200
        costs.append(len(asked))
    assert costs == [7, 10]
