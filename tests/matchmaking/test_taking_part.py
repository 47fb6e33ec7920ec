"""What participants do by link: ask, say no thanks, answer, state what they seek, tell what came of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from legation.kernel import editing
from legation.matchmaking.actions import taking_part as acts
from legation.matchmaking.actions.following_up import commit
from legation.matchmaking.choices import Answer, MeetingState, RoundStatus
from legation.matchmaking.models import Feedback, Link, Meeting, Participant, Round, Seat, Wish
from legation.matchmaking.queries.taking_part import link_behind, my_round, path_of
from legation.outcomes.models import Commitment
from tests.world import World, two

BEFORE = datetime(2024, 4, 1, tzinfo=UTC)
AFTER = datetime(2024, 4, 18, tzinfo=UTC)
SITTINGS = [{"date": "2024-04-17", "from": "14:00", "to": "15:00", "name": ""}]


@pytest.fixture(autouse=True)
def _long_before() -> Any:
    with time_machine.travel(BEFORE, tick=False):
        yield


class Afternoon:
    """A round with two guests and two hosts, and a link for the first of each side."""

    def __init__(self, world: World) -> None:
        self.world = world
        made = Round(
            mission=world.mission, name=two("Afternoon", "오후"), zone="Asia/Seoul", sittings=SITTINGS
        )
        self.round: Round = editing.add(made, by=world.host)
        self.ann, self.ben = self.join("Ann", "guest"), self.join("Ben", "guest")
        self.han, self.hyo = self.join("Han", "host"), self.join("Hyo", "host")
        self.guest_link = acts.make_link(self.ann, language="en", by=world.guest)
        self.host_link = acts.make_link(self.han, language="en", by=world.host)

    def join(self, name: str, side: str, **values: Any) -> Participant:
        made = Participant(round=self.round, name=f"{name} Sample", side=side, body=f"{name} Works", **values)
        return editing.add(made, by=self.world.guest if side == "guest" else self.world.host)

    def page(self, link: Link) -> Any:
        found = link_behind(path_of(link), datetime.now(UTC))
        assert found is not None
        return my_round(found, datetime.now(UTC))

    def url(self, link: Link, rest: str = "") -> str:
        return f"/r/{path_of(link)}/{rest}"

    def placed(self, slot: int = 1) -> Meeting:
        """The meeting of Ann and Han, in the released timetable."""
        acts.ask_for(self.ann, self.han, rank=1, note="", by=self.world.guest)
        meeting: Meeting = Meeting.objects.get(round=self.round)
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.PLACED, slot=slot, table=3)
        Round.objects.filter(pk=self.round.pk).update(status=RoundStatus.RELEASED)
        meeting.refresh_from_db()
        return meeting


@pytest.fixture
def afternoon(world: World) -> Afternoon:
    return Afternoon(world)


def test_who_is_asked_reads_that_and_not_how_much(afternoon: Afternoon):
    acts.ask_for(afternoon.ann, afternoon.han, rank=2, note="Wonder-note", by=afternoon.world.guest)
    page = afternoon.page(afternoon.host_link)
    assert [(str(each.by), each.answer) for each in page.asked] == [("Ann Sample", Answer.ASKED)]
    body = Client().get(afternoon.url(afternoon.host_link)).content.decode()
    assert ("Ann Sample" in body, "Wonder-note" in body) == (True, False)
    assert "Wonder-note" in Client().get(afternoon.url(afternoon.guest_link)).content.decode()


def test_no_thanks_is_told_to_nobody_else(afternoon: Afternoon):
    acts.ask_for(afternoon.ann, afternoon.han, rank=1, note="", by=afternoon.world.guest)
    acts.say_no_thanks(afternoon.han, afternoon.ann, note="rival", by=afternoon.world.host)
    page = afternoon.page(afternoon.guest_link)
    assert [(str(each.to), each.answer) for each in page.wishes] == [("Han Sample", Answer.ASKED)]
    body = Client().get(afternoon.url(afternoon.guest_link)).content.decode()
    assert "rival" not in body
    assert [str(each.to) for each in afternoon.page(afternoon.host_link).refused] == ["Ann Sample"]
    assert list(Wish.objects.visible_to(afternoon.world.guest).filter(round=afternoon.round)) == [
        Wish.objects.get(by=afternoon.ann)
    ]


def test_two_who_ask_for_each_other_have_one_meeting_and_have_accepted(afternoon: Afternoon):
    acts.ask_for(afternoon.ann, afternoon.han, rank=1, note="", by=afternoon.world.guest)
    acts.ask_for(afternoon.han, afternoon.ann, rank=3, note="", by=afternoon.world.host)
    seats = Seat.objects.filter(meeting__round=afternoon.round)
    assert sorted((str(each), each.asked, each.answer) for each in seats) == [
        ("Ann Sample", True, Answer.ACCEPTED),
        ("Han Sample", True, Answer.ACCEPTED),
    ]
    mine = Wish.objects.get(by=afternoon.ann)
    acts.take_back(mine, by=afternoon.world.guest)
    assert sorted((str(each), each.asked, each.answer) for each in seats.all()) == [
        ("Ann Sample", False, Answer.ASKED),
        ("Han Sample", True, Answer.ACCEPTED),
    ]


def test_what_was_ones_own_wish_alone_goes_with_it(afternoon: Afternoon):
    wish = acts.ask_for(afternoon.ann, afternoon.han, rank=1, note="", by=afternoon.world.guest)
    acts.take_back(wish, by=afternoon.world.guest)
    assert not Meeting.objects.present().filter(round=afternoon.round).exists()
    assert afternoon.page(afternoon.host_link).asked == ()


def test_answers_are_by_who_was_asked_and_can_be_changed(afternoon: Afternoon):
    acts.ask_for(afternoon.ann, afternoon.han, rank=1, note="", by=afternoon.world.guest)
    meeting = Meeting.objects.get(round=afternoon.round)
    for said in (Answer.ACCEPTED, Answer.DECLINED):
        answer = Client().post(
            afternoon.url(afternoon.host_link, f"meetings/{meeting.pk}/answer/"), {"answer": said}
        )
        assert answer.status_code == 302
        assert Seat.objects.get(meeting=meeting, participant=afternoon.han).answer == said
    own = Client().post(
        afternoon.url(afternoon.guest_link, f"meetings/{meeting.pk}/answer/"), {"answer": "accepted"}
    )
    assert own.status_code == 422
    stranger = Client().post(
        afternoon.url(afternoon.host_link, "meetings/987654/answer/"), {"answer": "accepted"}
    )
    assert stranger.status_code == 422


def test_wishes_are_counted_and_close_on_time(afternoon: Afternoon):
    Round.objects.filter(pk=afternoon.round.pk).update(quota=1)
    afternoon.ann.round.quota = 1
    acts.ask_for(afternoon.ann, afternoon.han, rank=1, note="", by=afternoon.world.guest)
    with pytest.raises(acts.NoWishLeft, match="You have asked for 1 meetings, which is all"):
        acts.ask_for(afternoon.ann, afternoon.hyo, rank=2, note="", by=afternoon.world.guest)
    acts.ask_for(afternoon.ann, afternoon.han, rank=2, note="again", by=afternoon.world.guest)
    assert Wish.objects.get(by=afternoon.ann).rank == 2
    afternoon.ann.round.wishes_until = BEFORE - timedelta(minutes=1)
    with pytest.raises(acts.WishesAreClosed):
        acts.ask_for(afternoon.ann, afternoon.hyo, rank=1, note="", by=afternoon.world.guest)


@pytest.mark.parametrize("to", ["me", "same side", "another round", "nonsense"])
def test_only_somebody_of_the_other_side_is_asked(afternoon: Afternoon, to: str):
    other = afternoon.world.things["host-participant"]
    keys = {"me": afternoon.ann.pk, "same side": afternoon.ben.pk, "another round": other.pk, "nonsense": "x"}
    answer = Client().post(afternoon.url(afternoon.guest_link, "wishes/"), {"to": keys[to], "rank": "1"})
    assert answer.status_code == 422
    assert not Wish.objects.filter(by=afternoon.ann).exists()


def test_a_profile_is_stated_and_refused_when_somebody_was_faster(afternoon: Afternoon):
    told = {"seeks": "distributors", "offers": "", "unavailable": ["2"], "seen_version": "1"}
    url = afternoon.url(afternoon.guest_link, "profile/")
    assert Client().post(url, told).status_code == 302
    ann = Participant.objects.get(pk=afternoon.ann.pk)
    assert (ann.seeks, ann.unavailable, ann.stated_at) == ("distributors", [2], BEFORE)
    assert Client().post(url, {**told, "seeks": "others"}).status_code == 409
    assert Client().post(url, {**told, "unavailable": ["77"]}).status_code == 422
    assert Participant.objects.get(pk=afternoon.ann.pk).seeks == "distributors"


def test_suggestions_say_why(afternoon: Afternoon):
    values = {"sectors": ["logistics", "other"], "seeks": "Cold storage in Busan", "languages": ["en"]}
    editing.change(afternoon.ann, values, seen=1, by=afternoon.world.guest)
    offers = {"sectors": ["logistics", "other"], "offers": "cold storage, trucks", "languages": ["en", "ko"]}
    editing.change(afternoon.han, offers, seen=1, by=afternoon.world.host)
    found = afternoon.page(afternoon.guest_link).suggestions
    assert [
        (str(each.participant), each.sectors, each.offered, each.sought, each.languages) for each in found
    ] == [("Han Sample", ("Ports and logistics",), ("Cold", "storage"), (), ("English",))]
    acts.say_no_thanks(afternoon.ann, afternoon.han, by=afternoon.world.guest)
    assert afternoon.page(afternoon.guest_link).suggestions == ()


def test_a_timetable_is_read_once_it_is_released(afternoon: Afternoon):
    meeting = afternoon.placed()
    Round.objects.filter(pk=afternoon.round.pk).update(status=RoundStatus.PLANNED)
    assert afternoon.page(afternoon.guest_link).timetable == ()
    Round.objects.filter(pk=afternoon.round.pk).update(status=RoundStatus.RELEASED)
    placed = afternoon.page(afternoon.guest_link).timetable
    assert [(each.item.key, each.slot.starts_at.isoformat(), each.table, each.over) for each in placed] == [
        (meeting.pk, "2024-04-17T14:00:00+09:00", 3, False)
    ]
    calendar = Client().get(afternoon.url(afternoon.guest_link, "meetings.ics"))
    text = calendar.content.decode().replace("\r\n ", "")
    assert f"UID:round-{afternoon.round.pk}-meeting-{meeting.pk}@localhost" in text
    assert "DTSTART;TZID=Asia/Seoul:20240417T140000" in text
    assert "SUMMARY:Meeting with Han Sample" in text
    assert (calendar["X-Robots-Tag"], calendar["Cache-Control"]) == (
        "noindex, nofollow",
        "private, no-store",
    )


def test_what_came_of_a_meeting_is_the_own_sides_and_becomes_a_commitment(afternoon: Afternoon):
    meeting = afternoon.placed()
    url = afternoon.url(afternoon.guest_link, f"meetings/{meeting.pk}/feedback/")
    told = {"kept": "yes", "useful": "4", "next_step": "Send samples by May"}
    assert Client().post(url, told).status_code == 422
    with time_machine.travel(AFTER, tick=False):
        assert Client().post(url, {"useful": "4"}).status_code == 422
        assert Client().post(url, told).status_code == 302
        assert Client().post(url, {**told, "useful": "5"}).status_code == 302
        feedback = Feedback.objects.get(meeting=meeting)
        assert (feedback.kept, feedback.useful, feedback.visibility) == (True, 5, "guest")
        made = commit(feedback, by=afternoon.world.guest)
        assert (str(made.title), made.visibility) == ("Send samples by May", "guest")
        again = Feedback.objects.get(meeting=meeting)
        assert commit(again, by=afternoon.world.guest) == made
        assert not Commitment.objects.visible_to(afternoon.world.host).filter(pk=made.pk).exists()
        rows = Feedback.objects.visible_to(afternoon.world.host).filter(meeting=meeting)
        assert not rows.exists()


@pytest.mark.parametrize("gone", ["revoked", "expired", "participant", "round", "maker"])
def test_an_address_ends_with_what_it_rests_on(afternoon: Afternoon, gone: str):
    link = afternoon.guest_link
    url = afternoon.url(link)
    assert Client().get(url).status_code == 200
    if gone == "revoked":
        acts.revoke_link(link, by=afternoon.world.guest)
    elif gone == "expired":
        Link.objects.filter(pk=link.pk).update(expires_at=BEFORE)
    elif gone == "participant":
        editing.remove(afternoon.ann, by=afternoon.world.guest)
    elif gone == "round":
        editing.remove(afternoon.round, by=afternoon.world.guest)
    else:
        afternoon.world.mission.memberships.filter(user=afternoon.world.guest).delete()
    assert Client().get(url).status_code == 404


def test_wrong_addresses_are_answered_so_often_and_no_more(afternoon: Afternoon):
    answers = [Client().get(f"/r/{'0' * 56}/").status_code for _ in range(22)]
    assert answers == [404] * 20 + [429] * 2


def test_the_page_asks_as_many_queries_for_one_wish_as_for_twelve(
    afternoon: Afternoon, django_assert_num_queries: Any
):
    def visit() -> None:
        client = Client()
        with django_assert_num_queries(8):
            assert client.get(afternoon.url(afternoon.guest_link)).status_code == 200

    Client().get(afternoon.url(afternoon.guest_link))
    Round.objects.filter(pk=afternoon.round.pk).update(quota=20)
    ann = Participant.objects.select_related("round").get(pk=afternoon.ann.pk)
    others = [afternoon.join(f"Other{k}", "host") for k in range(12)]
    for count in (1, 3, 12):
        for other in others[:count]:
            acts.ask_for(ann, other, rank=1, note="", by=afternoon.world.guest)
        visit()


def test_a_slot_is_called_by_its_day_only_where_there_are_several(afternoon: Afternoon) -> None:
    one = afternoon.page(afternoon.guest_link).slot_names
    assert [name for _number, name in one] == ["14:00–14:20", "14:25–14:45"]
    sittings = [*SITTINGS, {**SITTINGS[0], "date": "2024-04-18"}]
    Round.objects.filter(pk=afternoon.round.pk).update(sittings=sittings)
    several = afternoon.page(afternoon.guest_link).slot_names
    assert [name for _number, name in several][1:3] == ["April 17 14:25–14:45", "April 18 14:00–14:20"]
