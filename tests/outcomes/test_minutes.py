"""Minutes: begun with the agenda, written line by line, each side's notes its own."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from legation.kernel.refusals import ChangedMeanwhile
from legation.missions.actions import add_attendance, add_point, cancel_engagement, change_engagement
from legation.missions.models import Attendance
from legation.outcomes.actions import minutes as acts
from legation.outcomes.actions import minutes_people as attending
from legation.outcomes.actions import remove_outcome
from legation.outcomes.models import Hold, Minutes, MinutesLine, Statement
from legation.outcomes.queries.minutes import minutes_page, seen_of
from tests.desk.browsing import texts, words
from tests.missions.stage import Stage, build, two

As = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


@pytest.fixture
def call(stage: Stage) -> Any:
    made = stage.engagement(venue=stage.city_hall, room=stage.protocol_room)
    stage.attends(made, stage.harrell)
    add_attendance(made, {"delegate": stage.park, "function": "principal"}, by=stage.host)
    add_point(made, {"kind": "agenda", "text": two("Trade", "무역"), "position": 1}, by=stage.guest)
    add_point(
        made, {"kind": "agenda", "text": two("Ours"), "position": 2, "visibility": "guest"}, by=stage.guest
    )
    return made


@pytest.fixture
def minutes(stage: Stage, call: Any) -> Minutes:
    return acts.begin_minutes(call, by=stage.host)


def line(kind: str, text: str, **values: Any) -> dict[str, Any]:
    told = {"under": None, "visibility": "shared", "person": None, "speaker": ""}
    return {**told, "kind": kind, "text": two(text), **values}


def at(minutes: Minutes, name: str = "minutes", *parts: int) -> str:
    return reverse(name, args=[minutes.mission.slug, minutes.pk, *parts])


def told(minutes: Minutes, user: Any) -> list[tuple[str, str, str]]:
    text = minutes_page(minutes, user).text
    return [(one.kind, str(one.speaker), str(one.text)) for one in text.lines]


def test_minutes_begin_with_the_agenda_that_both_sides_see(stage: Stage, call: Any, minutes: Minutes) -> None:
    assert told(minutes, stage.guest) == [("agenda", "", "Trade")]
    with pytest.raises(acts.AlreadyBegun):
        acts.begin_minutes(call, by=stage.guest)
    assert Minutes.objects.count() == 1


def test_a_cancelled_engagement_has_no_minutes(stage: Stage, call: Any) -> None:
    cancelled = cancel_engagement(call, seen=call.version, by=stage.guest)
    with pytest.raises(acts.CalledOffMeeting):
        acts.begin_minutes(cancelled, by=stage.host)


def test_what_was_said_is_a_statement_of_its_speaker(stage: Stage, minutes: Minutes) -> None:
    agenda = minutes.lines.get()
    acts.add_line(
        minutes, line("statement", "We open a lab.", person=stage.park.person, under=agenda), by=stage.host
    )
    acts.add_line(minutes, line("statement", "Good.", speaker="A councillor", under=agenda), by=stage.guest)
    acts.add_line(minutes, line("decision", "A lab is opened.", under=agenda), by=stage.host)
    assert told(minutes, stage.guest) == [
        ("agenda", "", "Trade"),
        ("statement", "Park Heong-joon", "We open a lab."),
        ("statement", "A councillor", "Good."),
        ("decision", "", "A lab is opened."),
    ]
    first = Statement.objects.order_by("pk")[0]
    assert (first.engagement, [one.pk for one in first.speakers.all()]) == (
        minutes.engagement,
        [stage.park.person_id],
    )


def test_lines_of_one_side_stay_with_it(stage: Stage, minutes: Minutes) -> None:
    acts.add_line(minutes, line("note", "They hesitate", visibility="guest"), by=stage.guest)
    acts.add_line(minutes, line("statement", "Whispered", visibility="host"), by=stage.host)
    assert told(minutes, stage.guest) == [("note", "", "They hesitate"), ("agenda", "", "Trade")]
    assert told(minutes, stage.host) == [("statement", "", "Whispered"), ("agenda", "", "Trade")]
    with pytest.raises(acts.OtherSidesMinutesLine):
        acts.add_line(minutes, line("note", "x", visibility="host"), by=stage.guest)


def test_nobody_is_named_to_both_whom_one_side_hides(stage: Stage, call: Any, minutes: Minutes) -> None:
    add_attendance(call, {"delegate": stage.guest_secret}, by=stage.guest)
    with pytest.raises(acts.HiddenSpeaker):
        acts.add_line(minutes, line("statement", "Hello", person=stage.guest_secret.person), by=stage.guest)
    own = line("statement", "Hello", person=stage.guest_secret.person, visibility="guest")
    acts.add_line(minutes, own, by=stage.guest)
    assert [one for one in told(minutes, stage.host) if one[0] == "statement"] == []


def test_under_an_item_of_one_side_nothing_is_shared(stage: Stage, minutes: Minutes) -> None:
    item = acts.add_line(minutes, line("agenda", "Among us", visibility="guest"), by=stage.guest)
    with pytest.raises(acts.WiderThanItsItem):
        acts.add_line(minutes, line("note", "x", under=item), by=stage.guest)
    agenda = minutes.lines.get(visibility="shared")
    acts.add_line(minutes, line("decision", "Yes", under=agenda), by=stage.host)
    values = {"text": two("Trade"), "visibility": "host", "under": None}
    with pytest.raises(acts.SharedLinesBeneath):
        acts.change_line(agenda, values, seen=seen_of(agenda), by=stage.host)


def test_edits_of_two_lines_are_never_lost_and_of_one_are_told(stage: Stage, minutes: Minutes) -> None:
    one = acts.add_line(minutes, line("statement", "One", person=stage.park.person), by=stage.host)
    second = acts.add_line(minutes, line("decision", "Two"), by=stage.host)
    seen = {each.pk: seen_of(each) for each in (one, second)}
    values = {"visibility": "shared", "under": None, "person": stage.park.person, "speaker": ""}
    acts.change_line(one, {**values, "text": two("One, by host")}, seen=seen[one.pk], by=stage.host)
    acts.change_line(second, {**values, "text": two("Two, by guest")}, seen=seen[second.pk], by=stage.guest)
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        acts.change_line(one, {**values, "text": two("One, by guest")}, seen=seen[one.pk], by=stage.guest)
    changes = [
        (each.before, each.after) for revision in meanwhile.value.revisions for each in revision.changes
    ]
    assert changes == [("One", "One, by host")]
    assert [text for kind, _who, text in told(minutes, stage.guest) if kind != "agenda"] == [
        "One, by host",
        "Two, by guest",
    ]


def test_a_line_that_only_changed_its_item_meanwhile_is_told_too(stage: Stage, minutes: Minutes) -> None:
    one = acts.add_line(minutes, line("statement", "One"), by=stage.host)
    agenda, seen = minutes.lines.get(kind="agenda"), seen_of(one)
    values = {"visibility": "shared", "person": None, "speaker": "", "text": two("One")}
    acts.change_line(one, {**values, "under": agenda}, seen=seen, by=stage.host)
    with pytest.raises(ChangedMeanwhile):
        acts.change_line(one, {**values, "under": None, "text": two("1")}, seen=seen, by=stage.guest)


def test_lines_change_places_and_come_back(stage: Stage, minutes: Minutes) -> None:
    acts.add_line(minutes, line("decision", "First"), by=stage.host)
    acts.add_line(minutes, line("note", "Hidden", visibility="host"), by=stage.host)
    last = acts.add_line(minutes, line("statement", "Last"), by=stage.guest)
    acts.move_line(last, up=True, by=stage.guest)
    assert [text for *_rest, text in told(minutes, stage.guest)] == ["Last", "First", "Trade"]
    acts.move_line(last, up=True, by=stage.guest)  # the first stays the first
    assert [text for *_rest, text in told(minutes, stage.host)] == ["Last", "Hidden", "First", "Trade"]
    acts.remove_line(MinutesLine.objects.get(pk=last.pk), by=stage.guest)
    assert Statement.objects.present().count() == 0
    acts.restore_line(MinutesLine.objects.get(pk=last.pk), by=stage.guest)
    assert [text for *_rest, text in told(minutes, stage.guest)] == ["Last", "First", "Trade"]


def test_a_statement_that_was_removed_elsewhere_leaves_the_minutes(stage: Stage, minutes: Minutes) -> None:
    made = acts.add_line(minutes, line("statement", "One"), by=stage.host)
    remove_outcome(made.statement, by=stage.host)
    assert told(minutes, stage.host) == [("agenda", "", "Trade")]


def test_who_came_is_marked_on_the_programme(stage: Stage, call: Any, minutes: Minutes) -> None:
    rows = list(Attendance.objects.filter(engagement=call).order_by("pk"))
    attending.mark_presence(minutes, [row.pk for row in rows], "present", by=stage.host)
    values = {"party": "guest", "name": "Deputy Sample", "post": two("Deputy"), "instead_of": stage.harrell}
    person = attending.add_minutes_person(minutes, values, by=stage.guest)
    people = [
        (str(one.name), one.presence, str(one.instead_of))
        for one in minutes_page(minutes, stage.host).text.people
    ]
    assert people == [
        ("Bruce Harrell", "absent", ""),
        ("Park Heong-joon", "present", ""),
        ("Deputy Sample", "present", "Bruce Harrell"),
    ]
    attending.remove_minutes_person(person, by=stage.guest)
    assert len(minutes_page(minutes, stage.host).text.people) == 2
    with pytest.raises(attending.NotAtThisEngagement):
        attending.mark_presence(minutes, [10**9], "present", by=stage.host)


def test_an_engagement_hidden_later_takes_its_minutes_along(
    stage: Stage, call: Any, minutes: Minutes, as_: As
) -> None:
    change_engagement(call, {"visibility": "host"}, seen=call.version, by=stage.host)
    assert [as_(user).get(at(minutes)).status_code for user in (stage.guest, stage.host)] == [404, 200]


def test_minutes_of_one_sides_own_meeting_stay_its_own_when_it_is_shared(stage: Stage, as_: As) -> None:
    briefing = stage.engagement("Briefing", by=stage.host, visibility="host")
    own = acts.begin_minutes(briefing, by=stage.host)
    acts.add_line(own, line("decision", "Among us", visibility="host"), by=stage.host)
    change_engagement(briefing, {"visibility": "shared"}, seen=briefing.version, by=stage.host)
    assert [as_(user).get(at(own)).status_code for user in (stage.guest, stage.host)] == [404, 200]
    where = reverse("engagement-minutes", args=[briefing.mission.slug, briefing.pk])
    assert texts(as_(stage.guest).get(where), ".empty button") == ["Begin the minutes"]


# --- pages ----------------------------------------------------------------------------------------


def test_the_page_of_the_engagement_leads_to_its_minutes(stage: Stage, call: Any, as_: As) -> None:
    client = as_(stage.host)
    where = reverse("engagement-minutes", args=[call.mission.slug, call.pk])
    page = client.get(reverse("engagement", args=[call.mission.slug, call.pk]))
    assert [href for href in hrefs(page) if href.endswith("/minutes/")][-1] == where
    assert texts(client.get(where), ".empty button") == ["Begin the minutes"]
    begun = client.post(reverse("minutes-begin", args=[call.mission.slug, call.pk]))
    made = Minutes.objects.get()
    assert begun["Location"] == at(made)
    assert client.get(where)["Location"] == at(made)


def hrefs(page: Any) -> list[str]:
    from selectolax.lexbor import LexborHTMLParser

    found = LexborHTMLParser(page.content.decode()).css("main a[href]")
    return [str(each.attributes["href"]) for each in found]


def test_a_line_is_added_by_the_form_and_an_empty_one_is_refused(
    stage: Stage, minutes: Minutes, as_: As
) -> None:
    client, agenda = as_(stage.host), minutes.lines.get()
    typed = {"kind": "statement", "language": "ko", "visibility": "shared", "under": agenda.pk}
    answer = client.post(
        at(minutes, "minutes-add"), {**typed, "speaker": f"p{stage.park.person_id}", "text": "환영합니다"}
    )
    made = MinutesLine.objects.get(kind="statement")
    assert answer["Location"] == f"{at(minutes)}#line-{made.pk}"
    assert made.statement.text.data == {"ko": "환영합니다"}
    empty = client.post(at(minutes, "minutes-add"), {**typed, "text": "  "})
    assert (empty.status_code, texts(empty, "#next-text-error")) == (
        422,
        ["Write what was said, decided or noted."],
    )


def test_a_conflict_is_shown_with_both_texts(stage: Stage, minutes: Minutes, as_: As) -> None:
    made = acts.add_line(minutes, line("decision", "One"), by=stage.host)
    client, seen = as_(stage.guest), seen_of(made)
    acts.change_line(
        made, {"text": two("Theirs"), "visibility": "shared", "under": None}, seen=seen, by=stage.host
    )
    typed = {"text_0": "Mine", "visibility": "shared", "under": "", "seen_version": seen}
    answer = client.post(at(minutes, "minutes-line", made.pk), typed, headers={"X-Part": "line"})
    assert answer.status_code == 409
    assert texts(answer, ".notice li") == ["Host Protocol changed text from “One” to “Theirs”."]
    assert texts(answer, "textarea")[0] == "Mine"
    again = {**typed, "seen_version": seen + 1}
    assert client.post(at(minutes, "minutes-line", made.pk), again).status_code == 302
    assert MinutesLine.objects.get(pk=made.pk).text.data == {"en": "Mine"}


def test_who_looks_on_is_told_only_when_something_changed(stage: Stage, minutes: Minutes, as_: As) -> None:
    client = as_(stage.guest)
    first = client.get(at(minutes), headers={"X-Part": "minutes"})
    same = client.get(at(minutes), headers={"X-Part": "minutes", "If-None-Match": first["ETag"]})
    assert (first.status_code, same.status_code) == (200, 304)
    acts.add_line(minutes, line("note", "Theirs alone", visibility="host"), by=stage.host)
    own = client.get(at(minutes), headers={"X-Part": "minutes", "If-None-Match": first["ETag"]})
    assert own.status_code == 304  # what one side does for itself changes nothing for the other
    acts.add_line(minutes, line("decision", "For both"), by=stage.host)
    fresh = client.get(at(minutes), headers={"X-Part": "minutes", "If-None-Match": first["ETag"]})
    assert (fresh.status_code, "For both" in words(fresh, "#lines")) == (200, True)


def test_others_see_who_is_writing_for_as_long_as_they_do(stage: Stage, minutes: Minutes, as_: As) -> None:
    agenda = minutes.lines.get()
    guest, host = as_(stage.guest), as_(stage.host)
    assert guest.post(at(minutes, "minutes-hold"), {"line": agenda.pk}).status_code == 204
    assert texts(host.get(at(minutes)), ".entry .writing") == ["Guest Organiser is writing here …"]
    assert texts(guest.get(at(minutes)), ".writing") == []
    Hold.objects.update(at=timezone.now() - timedelta(minutes=1))
    assert texts(host.get(at(minutes)), ".writing") == []
    guest.post(at(minutes, "minutes-hold"), {"line": ""})
    assert texts(host.get(at(minutes)), ".writing") == ["Guest Organiser is writing a new line …"]
    guest.post(at(minutes, "minutes-hold"), {"over": "1"})
    assert Hold.objects.count() == 0


def test_presence_and_undo_on_the_page(stage: Stage, call: Any, minutes: Minutes, as_: As) -> None:
    client = as_(stage.host)
    assert (
        client.post(at(minutes, "minutes-presence"), {"who": "all", "presence": "present"}).status_code == 302
    )
    assert set(Attendance.objects.values_list("presence", flat=True)) == {"present"}
    one = Attendance.objects.filter(engagement=call).order_by("pk")[0]
    client.post(at(minutes, "minutes-presence"), {"who": one.pk, "presence": "absent"})
    one.refresh_from_db()
    assert one.presence == "absent"
    made = acts.add_line(minutes, line("decision", "One"), by=stage.host)
    gone = client.post(at(minutes, "minutes-line-remove", made.pk))
    assert gone["Location"] == f"{at(minutes)}?removed=line-{made.pk}"
    assert texts(client.get(gone["Location"]), "div.notice button") == ["Undo"]
    client.post(at(minutes, "minutes-undo"), {"removed": f"line-{made.pk}"})
    assert MinutesLine.objects.present().filter(pk=made.pk).count() == 1


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_page_costs_the_same_for_any_number_of_lines(
    stage: Stage, minutes: Minutes, as_: As, django_assert_num_queries: Any, count: int
) -> None:
    for n in range(count):
        acts.add_line(minutes, line("statement", f"Words {n}", person=stage.park.person), by=stage.host)
    client = as_(stage.guest)
    client.get(at(minutes))
    with django_assert_num_queries(PAGE):
        answer = client.get(at(minutes))
    with django_assert_num_queries(ASKED):
        client.get(at(minutes), headers={"X-Part": "minutes", "If-None-Match": answer["ETag"]})


PAGE, ASKED = 17, 8


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_list_costs_the_same_for_any_number(
    stage: Stage, as_: As, django_assert_num_queries: Any, count: int
) -> None:
    for n in range(count):
        acts.begin_minutes(stage.engagement(f"Meeting {n}"), by=stage.host)
    client = as_(stage.guest)
    where = reverse("minutes-all", args=[stage.mission.slug])
    client.get(where)
    with django_assert_num_queries(9):
        assert len(texts(client.get(where), "tbody tr")) == count
