"""Those concerned by a released timetable are told by mail, once, each in their language and of their own."""

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from legation.kernel.links import unsealed
from legation.kernel.models import Letter
from legation.matchmaking.actions.meetings import remove_meeting
from legation.matchmaking.actions.participants import add_participant, remove_participant
from legation.matchmaking.actions.placing import lock_meeting, place_meeting
from legation.matchmaking.actions.replanning import replan
from legation.matchmaking.actions.rounds import release_round, take_back_release
from legation.matchmaking.actions.solving import apply_search, undo_search
from legation.matchmaking.actions.taking_part import make_link, revoke_link, say_mail
from legation.matchmaking.models import Link, Meeting, Participant, Round
from legation.matchmaking.queries.taking_part import path_of
from legation.missions.actions import change_delegate
from tests.matchmaking.rounds import between, joined, opened
from tests.world import World

EVE = datetime(2024, 4, 15, 3, tzinfo=UTC)  # two days before, at noon in Seoul


class Held:
    """A released round of two meetings; Ann, Ben and Han have an address, Hyo has none."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.round = opened(world)
        self.people = {
            name: joined(world, self.round, name, side, body=body)
            for name, side, body in (
                ("Ann", "guest", "Port"),
                ("Ben", "guest", ""),
                ("Han", "host", "Dock"),
                ("Hyo", "host", ""),
            )
        }
        self.first = between(world, self.round, self.people["Ann"], self.people["Han"])
        self.second = between(world, self.round, self.people["Ben"], self.people["Hyo"])
        for meeting in (self.first, self.second):
            place_meeting(meeting, slot=1, seen=meeting.version, by=world.host)
        self.link("Ann", world.guest, "en")
        self.link("Ben", world.guest, "ko")
        self.link("Han", world.host, "en")
        Letter.objects.all().delete()

    def link(self, name: str, by: Any, language: str) -> Link:
        made = make_link(self.people[name], language=language, by=by)
        return say_mail(made, f"{name.lower()}@example.org", by=by)

    def release(self) -> None:
        release_round(Round.objects.get(pk=self.round.pk), by=self.world.host)

    def away(self, name: str) -> Any:
        return replan(
            Round.objects.get(pk=self.round.pk),
            [{"kind": "late", "participant": self.people[name].pk, "slots": [2]}],
            now=EVE,
            by=self.world.host,
        )


@pytest.fixture
def held(world: World) -> Any:
    with time_machine.travel(EVE, tick=False):
        yield Held(world)


def told() -> dict[str, str]:
    """What waits to be sent, by reader."""
    rows = Letter.objects.filter(status="waiting").order_by("mail")
    assert len({row.mail for row in rows}) == len(rows)
    return {row.mail: "\n".join(line["text"] for line in row.lines) for row in rows}


def test_nobody_is_told_before_the_release_and_everybody_with_an_address_at_it(held: Held) -> None:
    assert told() == {}
    held.release()
    assert told() == {
        "ann@example.org": "The meetings of Ann in “Afternoon”:\n- 14:00–14:20 · Table 1 · Han, Dock",
        "ben@example.org": "“오후”에서 Ben 님의 면담 일정입니다.\n- 14:00–14:20 · 2번 테이블 · Hyo",
        "han@example.org": "The meetings of Han in “Afternoon”:\n- 14:00–14:20 · Table 1 · Ann, Port",
    }
    ann = Letter.objects.get(mail="ann@example.org")
    link = Link.objects.get(participant=held.people["Ann"])
    assert (ann.visibility, ann.subject) == ("guest", "Afternoon: your meetings")
    assert ann.lines[0]["url"] == f"/r/~round~{link.key}~/"  # what waits in the database opens nothing
    assert unsealed(ann.lines[0]["url"]) == f"/r/{path_of(link)}/"
    assert Letter.objects.get(mail="han@example.org").visibility == "host"


def test_a_new_plan_tells_those_whom_it_moves_and_nobody_else(held: Held) -> None:
    held.release()
    Letter.objects.all().delete()
    search = held.away("Ann")
    assert told() == {}  # nothing is in force yet
    apply_search(search, by=held.world.host)
    slot = Meeting.objects.get(pk=held.first.pk).slot
    times = {2: "14:25–14:45", 3: "14:50–15:10"}[slot or 0]
    assert told() == {
        "ann@example.org": "The meetings of Ann in “Afternoon” have changed. They are now:\n"
        f"- {times} · Table 1 · Han, Dock",
        "han@example.org": "The meetings of Han in “Afternoon” have changed. They are now:\n"
        f"- {times} · Table 1 · Ann, Port",
    }
    undo_search(search, by=held.world.host)  # before a letter has left: still one each, as it is now
    assert told()["ann@example.org"].endswith("- 14:00–14:20 · Table 1 · Han, Dock")
    assert sorted(told()) == ["ann@example.org", "han@example.org"]


def test_a_move_by_hand_a_meeting_taken_out_and_somebody_who_leaves_are_told(held: Held) -> None:
    held.release()
    Letter.objects.all().delete()
    first = Meeting.objects.get(pk=held.first.pk)
    first = lock_meeting(first, locked=True, seen=first.version, by=held.world.host)
    assert told() == {}
    first = place_meeting(first, slot=3, seen=first.version, by=held.world.host)
    assert sorted(told()) == ["ann@example.org", "han@example.org"]
    remove_participant(Participant.objects.get(pk=held.people["Hyo"].pk), by=held.world.host)
    assert told()["ben@example.org"] == "“오후”에서 Ben 님의 면담은 이제 없습니다."
    remove_meeting(first, by=held.world.host)
    assert told()["ann@example.org"] == "Ann has no meeting any more in “Afternoon”."


def test_whoever_has_an_address_and_a_meeting_can_leave_and_is_told(held: Held) -> None:
    held.release()
    Letter.objects.all().delete()
    remove_participant(Participant.objects.get(pk=held.people["Ann"].pk), by=held.world.host)
    assert told() == {
        "ann@example.org": "Ann has no meeting any more in “Afternoon”.",
        "han@example.org": "Han has no meeting any more in “Afternoon”.",
    }
    urls = dict(Letter.objects.order_by("mail").values_list("mail", "lines"))
    link = Link.objects.get(participant=held.people["Han"])
    assert [line["url"] for line in urls["ann@example.org"]] == [""]  # their page is gone
    assert [line["url"] for line in urls["han@example.org"]] == [f"/r/~round~{link.key}~/"]


def test_whoever_is_hidden_from_the_round_since_is_not_told_of_it(held: Held) -> None:
    delegate = held.world.things["host-delegate"]
    given = {"delegate": delegate}
    held.people["Hidden"] = add_participant(held.round, given, by=held.world.host)
    held.link("Hidden", held.world.host, "en")
    change_delegate(delegate, {"visibility": "host"}, seen=delegate.version, by=held.world.host)
    held.release()
    assert sorted(told()) == ["ann@example.org", "ben@example.org", "han@example.org"]


def test_on_the_day_a_letter_waits_for_nothing(held: Held) -> None:
    held.release()
    assert set(Letter.objects.values_list("urgent", flat=True)) == {False}
    Letter.objects.all().delete()
    search = held.away("Ann")
    with time_machine.travel(datetime(2024, 4, 17, 0, tzinfo=UTC), tick=False):
        apply_search(search, by=held.world.host)
        assert list(Letter.objects.values_list("urgent", flat=True)) == [True, True]


def test_what_was_not_sent_is_withdrawn_with_the_release_or_the_link(held: Held) -> None:
    held.release()
    revoke_link(Link.objects.get(participant=held.people["Ann"]), by=held.world.guest)
    assert sorted(told()) == ["ben@example.org", "han@example.org"]
    take_back_release(Round.objects.get(pk=held.round.pk), by=held.world.host)
    assert told() == {}


def test_a_link_whose_maker_no_longer_prepares_the_mission_is_not_written_to(held: Held) -> None:
    from legation.missions.models import Membership

    Membership.objects.filter(user=held.world.guest).update(role="reader")
    held.release()
    assert sorted(told()) == ["han@example.org"]


def test_a_participant_says_on_their_page_where_to_write(held: Held, client: Client) -> None:
    link = make_link(held.people["Hyo"], language="en", by=held.world.host)
    address = f"/r/{path_of(link)}/"
    answer = client.post(f"{address}mail/", {"mail": "hyo@example.org"})
    assert answer.status_code == 302
    assert Link.objects.get(pk=link.pk).mail == "hyo@example.org"
    wrong = client.post(f"{address}mail/", {"mail": "hyo@"})
    assert wrong.status_code == 422
    assert "“hyo@” is not a mail address. It stays as it was for Hyo." in wrong.content.decode()
    assert Link.objects.get(pk=link.pk).mail == "hyo@example.org"
    client.post(f"{address}mail/", {"mail": ""})
    assert Link.objects.get(pk=link.pk).mail == ""


def test_whoever_prepares_a_side_says_it_for_their_own_people_alone(held: Held, client: Client) -> None:
    mission = held.world.mission.slug
    own, other = (Link.objects.get(participant=held.people[name]) for name in ("Han", "Ann"))
    client.force_login(held.world.host)
    page = client.get(f"/missions/{mission}/rounds/{held.round.pk}/links/").content.decode()
    assert [mail in page for mail in ("han@example.org", "ann@example.org")] == [True, False]
    address = "/missions/{}/rounds/{}/links/{}/mail/"
    there = address.format(mission, held.round.pk, own.pk)
    assert client.post(there, {"mail": "office@example.org"}).status_code == 302
    assert Link.objects.get(pk=own.pk).mail == "office@example.org"
    client.post(there, {"mail": "nonsense"})
    assert Link.objects.get(pk=own.pk).mail == "office@example.org"
    refused = client.post(address.format(mission, held.round.pk, other.pk), {"mail": "x@example.org"})
    assert refused.status_code == 404
    assert Link.objects.get(pk=other.pk).mail == "ann@example.org"
