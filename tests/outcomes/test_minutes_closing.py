"""Minutes closed, signed by both sides, and amended; and notes that become minutes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.directory.actions import add_organisation
from legation.kernel.models import Letter
from legation.missions.actions import add_attendance, change_engagement
from legation.missions.models import Attendance, Engagement
from legation.outcomes.actions import minutes as acts
from legation.outcomes.actions import minutes_closing as closing
from legation.outcomes.actions import minutes_people as attending
from legation.outcomes.models import Amendment, Hold, Minutes, MinutesLine, Signature
from legation.outcomes.queries.minutes import amendment_trace, minutes_page
from legation.outcomes.queries.minutes_notes import Noted, known_among, noted
from legation.outcomes.queries.minutes_text import people_of
from tests.desk.browsing import texts, words
from tests.missions.stage import Stage, build, two
from tests.outcomes.test_minutes import at, line

As = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


@pytest.fixture
def call(stage: Stage) -> Any:
    made = stage.engagement(venue=stage.city_hall)
    stage.attends(made, stage.harrell)
    add_attendance(made, {"delegate": stage.park, "function": "principal"}, by=stage.host)
    return made


@pytest.fixture
def minutes(stage: Stage, call: Any) -> Minutes:
    made = acts.begin_minutes(call, by=stage.host)
    acts.add_line(made, line("statement", "We open a lab.", person=stage.park.person), by=stage.host)
    acts.add_line(made, line("note", "GUESTASIDE", visibility="guest"), by=stage.guest)
    acts.add_line(made, line("decision", "HOSTASIDE", visibility="host"), by=stage.host)
    keys = list(Attendance.objects.values_list("pk", flat=True))
    attending.mark_presence(made, keys, "present", by=stage.host)
    return made


def closed(stage: Stage, minutes: Minutes) -> Minutes:
    return closing.close_minutes(minutes, by=stage.host)


def signed(stage: Stage, minutes: Minutes) -> Minutes:
    made = closed(stage, minutes)
    for user, name in ((stage.guest, "Bruce Harrell"), (stage.host, "Park Heong-joon")):
        closing.sign_minutes(made, trace=made.trace, name=name, by=user)
    return made


def test_what_is_signed_is_what_both_sides_see(stage: Stage, minutes: Minutes, as_: As) -> None:
    made = signed(stage, minutes)
    assert [one["text"] for item in made.frozen["items"] for one in item["entries"]] == [
        {"en": "We open a lab.", "ko": "We open a lab."}
    ]
    assert "ASIDE" not in str(made.frozen)
    assert [one["name"]["ko"] for one in made.frozen["people"]] == ["Bruce Harrell", "박형준"]
    for user, mine, theirs in (
        (stage.guest, "GUESTASIDE", "HOSTASIDE"),
        (stage.host, "HOSTASIDE", "GUESTASIDE"),
    ):
        page = as_(user).get(at(made))
        assert (mine in words(page, "#beside"), theirs in page.content.decode()) == (True, False)
    assert list(Signature.objects.order_by("pk").values_list("side", "name", "trace")) == [
        ("guest", "Bruce Harrell", made.trace),
        ("host", "Park Heong-joon", made.trace),
    ]
    assert minutes_page(made, stage.guest).final


def test_what_became_one_sides_own_elsewhere_is_not_signed(stage: Stage, minutes: Minutes) -> None:
    from legation.missions.actions import change_delegate
    from legation.outcomes.actions import change_outcome

    told = {"under": None, "visibility": "shared", "person": None, "speaker": ""}
    acts.add_line(minutes, {**told, "kind": "decision", "text": two("Yes")}, by=stage.host)
    came = {"party": "host", "name": "Somebody", "post": "", "instead_of": stage.park}
    attending.add_minutes_person(minutes, came, by=stage.host)
    statement = MinutesLine.objects.exclude(statement=None).get().statement
    assert statement is not None
    change_outcome(statement, {"visibility": "host"}, seen=1, by=stage.host)
    change_delegate(stage.park, {"visibility": "host"}, seen=stage.park.version, by=stage.host)
    made = closed(stage, minutes)
    assert [one["text"]["en"] for item in made.frozen["items"] for one in item["entries"]] == ["Yes"]
    assert [(one["name"]["en"], one["instead_of"]) for one in made.frozen["people"]] == [
        ("Bruce Harrell", {}),
        ("Somebody", {}),
    ]
    hidden = {**came, "instead_of": stage.guest_secret}
    closing.reopen_minutes(made, by=stage.guest)
    with pytest.raises(attending.HiddenAbsentee):
        attending.add_minutes_person(made, hidden, by=stage.guest)


def test_closing_freezes(stage: Stage, minutes: Minutes) -> None:
    first = minutes.lines.order_by("pk")[0]
    made = closed(stage, minutes)
    frozen = [
        lambda: acts.add_line(made, line("note", "More"), by=stage.host),
        lambda: acts.remove_line(first, by=stage.host),
        lambda: acts.move_line(first, up=True, by=stage.host),
        lambda: attending.mark_presence(made, [], "absent", by=stage.host),
        lambda: acts.hold(made, first, by=stage.host),
        lambda: closing.close_minutes(made, by=stage.guest),
        lambda: attending.add_minutes_person(made, {"party": "host", "name": "X"}, by=stage.host),
    ]
    for act in frozen:
        with pytest.raises(acts.MinutesAreClosed):
            act()
    values = {"text": two("Changed"), "visibility": "shared", "under": None}
    with pytest.raises(acts.MinutesAreClosed):
        acts.change_line(first, values, seen=1, by=stage.host)


def test_what_changes_elsewhere_later_does_not_change_what_was_signed(
    stage: Stage, minutes: Minutes, as_: As
) -> None:
    made = signed(stage, minutes)
    statement = MinutesLine.objects.exclude(statement=None).get().statement
    assert statement is not None
    type(statement).objects.filter(pk=statement.pk).update(text=two("We open nothing."))
    page = words(as_(stage.guest).get(at(made)), "#lines")
    assert ("We open a lab." in page, "nothing" in page) == (True, False)


def test_minutes_are_not_closed_while_somebody_else_is_writing(stage: Stage, minutes: Minutes) -> None:
    note = minutes.lines.get(visibility="guest")
    first = minutes.lines.order_by("pk")[0]
    acts.hold(minutes, first, by=stage.guest)
    with pytest.raises(closing.SomebodyIsWriting) as told:
        closed(stage, minutes)
    assert str(told.value) == (
        "Guest Organiser is still writing: We open a lab.. Wait until it is saved, then close the minutes."
    )
    acts.hold(minutes, note, by=stage.guest)
    with pytest.raises(closing.SomebodyIsWriting) as told:
        closed(stage, minutes)
    assert "GUESTASIDE" not in str(told.value)
    acts.release(minutes, by=stage.guest)
    acts.hold(minutes, first, by=stage.host)  # one's own open form is no hindrance
    assert (closed(stage, minutes).open, Hold.objects.count()) == (False, 0)


def test_an_empty_meeting_is_not_closed(stage: Stage, call: Any) -> None:
    made = acts.begin_minutes(call, by=stage.host)
    with pytest.raises(closing.NothingToSign):
        closed(stage, made)
    acts.add_line(made, line("agenda", "Trade"), by=stage.host)
    acts.add_line(made, line("decision", "Ours", visibility="host"), by=stage.host)
    with pytest.raises(closing.NothingToSign):
        closed(stage, made)
    acts.add_line(made, line("decision", "Yes"), by=stage.host)
    with pytest.raises(closing.NotMarkedYet) as told:
        closed(stage, made)
    assert str(told.value) == "Say whether they came: Bruce Harrell, Park Heong-joon."
    attending.mark_presence(
        made, list(Attendance.objects.values_list("pk", flat=True)), "absent", by=stage.host
    )
    with pytest.raises(closing.NobodyWasThere):
        closed(stage, made)


def test_only_the_current_words_are_signed_once_a_side(stage: Stage, minutes: Minutes) -> None:
    with pytest.raises(closing.NotClosedYet):
        closing.sign_minutes(minutes, trace="", name="X", by=stage.guest)
    old = closed(stage, minutes).trace
    closing.sign_minutes(minutes, trace=old, name="X", by=stage.guest)
    with pytest.raises(closing.SignedAlready):
        closing.sign_minutes(minutes, trace=old, name="Y", by=stage.guest)
    opened = closing.reopen_minutes(minutes, by=stage.host)
    assert (Signature.objects.count(), opened.frozen) == (0, {})
    acts.add_line(opened, line("decision", "One more"), by=stage.host)
    new = closed(stage, opened)
    with pytest.raises(closing.OldWords):
        closing.sign_minutes(new, trace=old, name="X", by=stage.guest)
    with pytest.raises(closing.NamelessSignature):
        closing.sign_minutes(new, trace=new.trace, name=" ", by=stage.guest)
    with pytest.raises(closing.NotForYou):
        closing.sign_minutes(new, trace=new.trace, name="X", by=stage.stranger)
    assert Signature.objects.count() == 0


def test_the_same_words_have_the_same_trace(stage: Stage, minutes: Minutes) -> None:
    first = closed(stage, minutes).trace
    closing.reopen_minutes(minutes, by=stage.host)
    assert closing.close_minutes(minutes, by=stage.guest).trace == first


def test_what_all_signed_is_not_opened_but_amended(stage: Stage, minutes: Minutes, as_: As) -> None:
    made = signed(stage, minutes)
    with pytest.raises(closing.SignedByAll):
        closing.reopen_minutes(made, by=stage.host)
    first = MinutesLine.objects.exclude(statement=None).get()
    values = {"line": first, "text": two("We open two labs."), "reason": two("Misheard")}
    one = closing.propose_amendment(made, values, by=stage.guest)
    trace = amendment_trace(made, one)
    changed = closing.change_amendment(one, {**values, "text": two("Two labs.")}, seen=1, by=stage.guest)
    with pytest.raises(closing.OldWords):
        closing.sign_amendment(changed, trace=trace, name="X", by=stage.host)
    trace = amendment_trace(made, changed)
    closing.sign_amendment(changed, trace=trace, name="Park", by=stage.host)
    with pytest.raises(closing.AmendmentIsSigned):
        closing.change_amendment(changed, values, seen=2, by=stage.guest)
    with pytest.raises(closing.AmendmentIsSigned):
        closing.remove_amendment(changed, by=stage.guest)
    client = as_(stage.guest)
    assert texts(client.get(at(made)), ".amended") == []
    client.post(at(made, "amendment-sign", changed.pk), {"trace": trace, "name": "Harrell"})
    page = client.get(at(made))
    assert texts(page, ".entry .amended") == ["Amended by no. 1"]
    assert "We open a lab." in words(page, "#lines")
    assert texts(page, "#amendment-1 h3") == ["No. 1 In force"]
    second = closing.propose_amendment(made, {**values, "line": None}, by=stage.host)
    assert second.number == 2


def test_unsigned_minutes_are_not_amended(stage: Stage, minutes: Minutes, as_: As) -> None:
    values = {"line": None, "text": two("x"), "reason": two("y")}
    with pytest.raises(closing.NotSignedYet):
        closing.propose_amendment(minutes, values, by=stage.host)
    made = closed(stage, minutes)
    typed = {"text_0": "x", "reason_0": "y", "line": ""}
    answer = as_(stage.host).post(at(made, "amendment-new"), typed)
    assert (answer.status_code, texts(answer, "#errors li")) == (
        422,
        ["Only minutes that every side signed are amended. Until then, open them again and change the line."],
    )
    signed_ = closing.sign_minutes(made, trace=made.trace, name="X", by=stage.host)
    with pytest.raises(closing.NotSignedYet):
        closing.propose_amendment(made, values, by=stage.host)
    assert (signed_.side, Amendment.objects.count()) == ("host", 0)


def test_a_line_of_one_side_is_not_amended(stage: Stage, minutes: Minutes) -> None:
    made = signed(stage, minutes)
    note = made.lines.get(visibility="guest")
    values = {"line": note, "text": two("x"), "reason": two("y")}
    with pytest.raises(closing.NoSuchLine):
        closing.propose_amendment(made, values, by=stage.guest)


def test_minutes_of_one_side_are_signed_by_that_side_alone(stage: Stage) -> None:
    briefing = stage.engagement("Briefing", by=stage.host, visibility="host")
    own = acts.begin_minutes(briefing, by=stage.host)
    acts.add_line(own, line("decision", "Among us", visibility="host"), by=stage.host)
    added = {"party": "host", "name": "Somebody", "post": "", "instead_of": None}
    attending.add_minutes_person(own, added, by=stage.host)
    made = closed(stage, own)
    closing.sign_minutes(made, trace=made.trace, name="Host", by=stage.host)
    assert [one.side for one in minutes_page(made, stage.host).signed] == ["host"]
    assert (minutes_page(made, stage.host).final, Letter.objects.count()) == (True, 0)


def test_the_other_side_gets_a_letter(stage: Stage, minutes: Minutes) -> None:
    closed(stage, minutes)
    letter = Letter.objects.get()
    assert (letter.mail, letter.visibility, letter.subject) == (
        "guest@example.org",
        "guest",
        "Minutes: Courtesy call",
    )


def test_closing_and_signing_on_the_page(stage: Stage, minutes: Minutes, as_: As) -> None:
    guest, host = as_(stage.guest), as_(stage.host)
    acts.hold(minutes, None, by=stage.guest)
    refused = host.post(at(minutes, "minutes-close"), follow=True)
    assert texts(refused, ".said .notice") == [
        "Guest Organiser is still writing: a line. Wait until it is saved, then close the minutes."
    ]
    acts.release(minutes, by=stage.guest)
    host.post(at(minutes, "minutes-close"))
    minutes.refresh_from_db()
    assert texts(host.get(at(minutes)), "#composer") == []
    for client, name in ((host, "Park"), (guest, "Harrell")):
        client.post(at(minutes, "minutes-sign"), {"trace": minutes.trace, "name": name})
    page = as_(stage.guest, "ko").get(at(minutes))
    assert len(texts(page, ".signatures li")) == 2
    assert texts(page, "form[action$='/sign/']") == []


def test_a_promise_rests_on_the_words_it_was_made_in(stage: Stage, minutes: Minutes, as_: As) -> None:
    client, said = as_(stage.host), MinutesLine.objects.exclude(statement=None).get()
    where = f"{at(minutes, 'minutes-promise')}?line={said.pk}"
    assert texts(client.get(where), "#id_title_0") == [""]
    body = add_organisation(
        {"name": two("City of Busan"), "kind": "city", "city": stage.busan}, by=stage.host
    )
    typed = {"title_0": "Open a lab", "owed_by": body.pk, "due_on": "2024-12-01", "visibility": "shared"}
    answer = client.post(where, typed)
    made = MinutesLine.objects.get(kind="commitment")
    assert answer["Location"] == f"{at(minutes)}#line-{made.pk}"
    assert made.commitment is not None
    assert (made.commitment.statement, made.commitment.engagement) == (said.statement, minutes.engagement)
    made_closed = closed(stage, minutes)
    (line_,) = [one for one in minutes_page(made_closed, stage.guest).text.lines if one.kind == "commitment"]
    assert (str(line_.text), str(line_.owed_by), str(line_.due_on)) == (
        "Open a lab",
        "City of Busan",
        "2024-12-01",
    )
    refused = client.post(where, typed)
    assert (refused.status_code, len(texts(refused, "#errors li"))) == (422, 1)


# --- notes ----------------------------------------------------------------------------------------

NOTES = """Minutes of the call, 17:05

Mayor Park: Welcome.
We open a lab.
Harrell: Thank you.
Kim: I agree.
See https://example.org/x
박형준 시장: 감사합니다.
"""


def test_notes_are_read_as_who_said_what() -> None:
    assert noted(NOTES) == [
        Noted("", "Minutes of the call, 17:05"),
        Noted("Mayor Park", "Welcome.\nWe open a lab."),
        Noted("Harrell", "Thank you."),
        Noted("Kim", "I agree.\nSee https://example.org/x"),
        Noted("박형준 시장", "감사합니다."),
    ]
    assert noted("Result: three\nPark: yes", no_names=frozenset({"Result"})) == [
        Noted("", "Result: three"),
        Noted("Park", "yes"),
    ]
    assert noted("\n \n") == []


def test_names_of_notes_are_those_who_were_there_or_asked(stage: Stage, minutes: Minutes) -> None:
    people = people_of(minutes, stage.host)
    names = ["Mayor Park", "Harrell", "Kim", "박형준 시장", "박 시장", "박형준시장", "Mayor"]
    park, harrell = f"p{stage.park.person_id}", f"p{stage.harrell.person_id}"
    assert known_among(names, people) == {
        "Mayor Park": park,
        "Harrell": harrell,
        "박형준 시장": park,
        "박 시장": park,
        "박형준시장": park,
    }


def test_notes_are_shown_before_they_are_saved_and_unknown_names_are_asked(
    stage: Stage, minutes: Minutes, as_: As
) -> None:
    client, before = as_(stage.host), MinutesLine.objects.count()
    typed = {"notes": NOTES, "language": "en", "visibility": "shared", "under": ""}
    shown = client.post(at(minutes, "minutes-notes"), {**typed, "look": "1"})
    assert texts(shown, ".preview b") == [
        "Speaker not named",
        "Park Heong-joon",
        "Bruce Harrell",
        "Kim: who is this?",
        "Park Heong-joon",
    ]
    park, harrell = f"p{stage.park.person_id}", f"p{stage.harrell.person_id}"
    who = {"who-0": park, "who-1": harrell, "who-2": "", "who-3": park}
    asked = client.post(at(minutes, "minutes-notes"), {**typed, **who, "save": "1"})
    assert (asked.status_code, texts(asked, "#errors li")) == (422, ["Kim : Say who “Kim” is."])
    assert MinutesLine.objects.count() == before
    client.post(at(minutes, "minutes-notes"), {**typed, **who, "who-2": "w", "save": "1"})
    lines = [(str(one.speaker), str(one.text)) for one in minutes_page(minutes, stage.guest).text.lines]
    assert lines[2:] == [
        ("", "Minutes of the call, 17:05"),
        ("Park Heong-joon", "Welcome.\nWe open a lab."),
        ("Bruce Harrell", "Thank you."),
        ("Kim", "I agree.\nSee https://example.org/x"),
        ("Park Heong-joon", "감사합니다."),
    ]


def test_notes_that_hold_one_refusal_save_nothing(stage: Stage, call: Any, minutes: Minutes, as_: As) -> None:
    add_attendance(call, {"delegate": stage.guest_secret}, by=stage.guest)
    before = MinutesLine.objects.count()
    typed = {"notes": "Harrell: Yes.\nGail: No.", "language": "en", "visibility": "shared", "under": ""}
    who = {"who-0": f"p{stage.harrell.person_id}", "who-1": f"p{stage.guest_secret.person_id}"}
    answer = as_(stage.guest).post(at(minutes, "minutes-notes"), {**typed, **who, "save": "1"})
    assert (answer.status_code, len(texts(answer, "#errors li"))) == (422, 1)
    assert MinutesLine.objects.count() == before
    empty = as_(stage.guest).post(at(minutes, "minutes-notes"), {**typed, "notes": " ", "look": "1"})
    assert (empty.status_code, texts(empty, "#errors li")) == (422, ["Paste the notes first."])


@pytest.mark.parametrize("count", [1, 3, 12])
def test_closed_minutes_cost_the_same_for_any_number_of_amendments(
    stage: Stage, minutes: Minutes, as_: As, django_assert_num_queries: Any, count: int
) -> None:
    made = signed(stage, minutes)
    for n in range(count):
        values = {"line": None, "text": two(f"Text {n}"), "reason": two("Why")}
        closing.propose_amendment(made, values, by=stage.host)
    client = as_(stage.guest)
    client.get(at(made))
    with django_assert_num_queries(15):
        assert len(texts(client.get(at(made)), ".amendment")) == count
    assert reverse("minutes", args=[made.mission.slug, made.pk]) == at(made)


def shown_to(call: Any, visibility: str, *, by: Any) -> None:
    now = Engagement.objects.get(pk=call.pk)
    change_engagement(now, {"visibility": visibility}, seen=now.version, by=by)


def test_minutes_of_both_sides_are_not_closed_while_one_of_them_sees_no_engagement(
    stage: Stage, call: Any, minutes: Minutes
) -> None:
    shown_to(call, "guest", by=stage.guest)
    with pytest.raises(closing.HiddenMeeting):
        closing.close_minutes(minutes, by=stage.guest)
    shown_to(call, "shared", by=stage.guest)
    assert "ASIDE" not in str(closing.close_minutes(minutes, by=stage.guest).frozen)


def test_no_side_signs_alone_by_hiding_the_engagement(stage: Stage, call: Any, minutes: Minutes) -> None:
    made = closed(stage, minutes)
    letters = Letter.objects.count()
    shown_to(call, "guest", by=stage.guest)
    closing.sign_minutes(made, trace=made.trace, name="Bruce Harrell", by=stage.guest)
    assert Letter.objects.count() == letters
    with pytest.raises(closing.NotSignedYet):
        closing.propose_amendment(made, {"line": None, "text": two("x"), "reason": two("y")}, by=stage.guest)
    shown_to(call, "shared", by=stage.guest)
    closing.sign_minutes(made, trace=made.trace, name="Park Heong-joon", by=stage.host)
    shown_to(call, "guest", by=stage.guest)
    amendment = closing.propose_amendment(
        made, {"line": None, "text": two("x"), "reason": two("y")}, by=stage.guest
    )
    trace = amendment_trace(Minutes.objects.get(pk=made.pk), amendment)
    closing.sign_amendment(amendment, trace=trace, name="Bruce Harrell", by=stage.guest)
    assert Amendment.objects.get(pk=amendment.pk).in_force_at is None
