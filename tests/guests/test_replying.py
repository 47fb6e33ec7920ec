"""Invitations and answers without a login."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from legation.guests.actions import guests as acts
from legation.guests.actions import inviting, lists
from legation.guests.actions.answering import Answer, answer, note_calendar_answer
from legation.guests.choices import Reply
from legation.guests.jobs.reminding import remind
from legation.guests.models import Guest, GuestList, ReplyLink
from legation.guests.queries.door import picture_of
from legation.guests.queries.replying import path_of
from legation.kernel.links import unsealed
from legation.kernel.models import Letter
from legation.missions import actions as missions
from tests.world import SECRETS, World, engagement_values

NOW = datetime(2024, 4, 1, 3, 0, tzinfo=UTC)  # noon in Seoul, sixteen days before
UNTIL = datetime(2024, 4, 10, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def reception(world: World) -> GuestList:
    values = engagement_values(world, "Reception", kind="reception")
    engagement = missions.add_engagement(world.mission, values, by=world.host)
    told = {"reply_until": UNTIL, "companions": 1, "remind_days": 3, "host_contact": "Desk, 051-000-0000"}
    return lists.open_list(engagement, told, by=world.host)


def invited(world: World, reception: GuestList, *people: dict[str, Any]) -> list[ReplyLink]:
    guests = [acts.add_guest(reception, values, by=world.host) for values in people]
    return inviting.invite(reception, guests, by=world.host)


KIM = {"name": "Kim", "mail": "kim@test.example"}
LEE = {"name": "Lee", "mail": "lee@test.example", "assistant": "Choi", "assistant_mail": "Choi@test.example"}
PARK = {"name": "Park", "assistant": "Choi", "assistant_mail": "choi@test.example"}


def typed(guest: Guest, **values: Any) -> dict[str, Any]:
    told = {"seen": guest.version, "comes": "yes", "diet": "", "access": "", "note": ""} | values
    return {f"g{guest.pk}-{name}": value for name, value in told.items()}


def one(name: str) -> Guest:
    return Guest.objects.present().get(name=name)


def test_each_reader_gets_one_letter_and_an_assistant_one_for_several(
    world: World, reception: GuestList
) -> None:
    links = invited(world, reception, KIM, LEE, PARK)
    assert sorted((link.mail, link.name, link.guests.count()) for link in links) == [
        ("choi@test.example", "Choi", 2),
        ("kim@test.example", "Kim", 1),
    ]
    letters = Letter.objects.filter(about_type="guests.replylink").order_by("mail")
    assert [(each.mail, each.kind, each.visibility) for each in letters] == [
        ("choi@test.example", "guest", "host"),
        ("kim@test.example", "guest", "host"),
    ]
    choi = next(link for link in links if link.name == "Choi")
    assert letters[0].lines[0]["url"] == f"/i/~guest~{choi.key}~/"
    assert unsealed(letters[0].lines[0]["url"]) == path_of(choi)
    assert set(Guest.objects.of(reception).values_list("status", flat=True)) == {"invited"}
    with pytest.raises(inviting.NobodyToInvite):
        inviting.invite(
            reception, [acts.add_guest(reception, {"name": "Nobody"}, by=world.host)], by=world.host
        )


def test_a_page_is_opened_as_often_as_one_likes_and_changes_nothing(
    world: World, reception: GuestList
) -> None:
    (link,) = invited(world, reception, KIM)
    before = one("Kim").version
    for _time in range(3):
        assert Client().get(path_of(link)).status_code == 200
    assert Client().get(f"{path_of(link)}answer/").status_code == 405
    assert (one("Kim").version, one("Kim").status) == (before, "invited")


def test_an_answer_with_a_companion_and_needs_is_noted_and_changed(
    world: World, reception: GuestList
) -> None:
    (link,) = invited(world, reception, KIM)
    page = f"{path_of(link)}answer/"
    said = typed(one("Kim"), companion0=" Kim  Spouse", diet="no pork", access="wheelchair", note="Thank you")
    assert Client().post(page, said).status_code == 302
    kim, spouse = one("Kim"), one("Kim Spouse")
    assert (kim.status, kim.through, kim.diet, kim.access) == ("accepted", "link", "no pork", "wheelchair")
    assert (spouse.comes_with, spouse.status, spouse.side) == (kim, "accepted", "host")
    shown = Client().get(path_of(link)).content.decode()
    assert 'value="Kim Spouse"' in shown
    changed = typed(kim, comes="no", companion0="Kim Spouse")
    assert Client().post(page, changed).status_code == 302
    assert one("Kim").status == "declined"
    assert not Guest.objects.present().filter(comes_with=kim).exists()


def test_the_same_answer_twice_is_one(world: World, reception: GuestList) -> None:
    (link,) = invited(world, reception, KIM)
    said = typed(one("Kim"), companion0="Spouse")
    for _time in range(2):
        assert Client().post(f"{path_of(link)}answer/", said).status_code == 302
    assert (one("Kim").version, Guest.objects.of(reception).count()) == (3, 2)


def test_an_assistant_answers_for_several_at_once_and_leaves_one_open(
    world: World, reception: GuestList
) -> None:
    (link,) = invited(world, reception, LEE, PARK)
    page = f"{path_of(link)}answer/"
    silent = {f"g{one('Park').pk}-seen": one("Park").version}
    assert Client().post(page, typed(one("Lee"), comes="no") | silent).status_code == 302
    assert (one("Lee").status, one("Park").status) == ("declined", "invited")
    assert Client().post(page, silent).status_code == 422


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(world: World, reception: GuestList) -> None:
    (link,) = invited(world, reception, KIM)
    said = typed(one("Kim"))
    acts.change_guest(one("Kim"), {"note": "Called"}, seen=one("Kim").version, by=world.host)
    assert Client().post(f"{path_of(link)}answer/", said).status_code == 409
    assert one("Kim").status == "invited"


def test_an_answer_after_the_time_is_refused_with_whom_to_ask(
    world: World, reception: GuestList, clock: Any
) -> None:
    (link,) = invited(world, reception, KIM)
    clock.move_to(UNTIL + timedelta(minutes=1))
    answered = Client(headers={"accept-language": "en"}).post(f"{path_of(link)}answer/", typed(one("Kim")))
    assert answered.status_code == 422
    assert "Desk, 051-000-0000" in answered.content.decode()
    assert one("Kim").status == "invited"


def test_nobody_is_answered_for_whom_the_link_is_not(world: World, reception: GuestList) -> None:
    kim, _choi = sorted(invited(world, reception, KIM, LEE), key=lambda link: link.mail, reverse=True)
    assert Client().post(f"{path_of(kim)}answer/", typed(one("Lee"))).status_code == 422
    assert one("Lee").status == "invited"


def test_companions_of_one_name_are_as_many_as_were_named(world: World, reception: GuestList) -> None:
    (link,) = invited(world, reception, KIM | {"may_bring": 3})

    def said(*names: str) -> list[Any]:
        kim = one("Kim")
        answer(link, [Answer(kim.pk, kim.version, comes=True, companions=names)], now=NOW)
        along = Guest.objects.present().filter(comes_with=kim).order_by("pk")
        return list(along.values_list("pk", "name", "status"))

    both = said("Lee", "Lee")
    assert [each[1:] for each in both] == [("Lee", "accepted"), ("Lee", "accepted")]
    three = said("Lee", "Choi", "Lee")
    assert (three[:2], [each[1] for each in three]) == (both, ["Lee", "Lee", "Choi"])
    acts.set_status(list(Guest.objects.of(reception)), Reply.DECLINED, by=world.host)
    assert said("Lee", "Lee") == both
    assert said("Lee") == both[:1]


def test_more_companions_than_may_come_are_refused(world: World, reception: GuestList) -> None:
    (link,) = invited(world, reception, KIM | {"may_bring": 0})
    with pytest.raises(Exception, match="can bring 0 along"):
        answer(link, [Answer(one("Kim").pk, 2, comes=True, companions=("A",))], now=NOW)
    assert one("Kim").status == "invited"


@pytest.mark.parametrize(
    ("break_it", "status", "words"),
    [
        ("forged", 404, "This address is not one of ours"),
        ("revoked", 410, "This address was taken back"),
        ("cancelled", 410, "This event was cancelled"),
        ("over", 410, "This event is over"),
        ("removed", 410, "This invitation no longer stands"),
    ],
)
def test_a_link_that_is_not_good_says_why(
    world: World, reception: GuestList, clock: Any, break_it: str, status: int, words: str
) -> None:
    (link,) = invited(world, reception, KIM)
    path = path_of(link)
    if break_it == "forged":
        path = path[:-2] + ("0" if path[-2] != "0" else "1") + "/"
    elif break_it == "revoked":
        inviting.revoke(link, by=world.host)
    elif break_it == "cancelled":
        missions.cancel_engagement(reception.engagement, seen=1, by=world.host)
    elif break_it == "over":
        clock.move_to(reception.engagement.ends_at + timedelta(days=3))
    else:
        lists.remove_list(reception, by=world.host)
    client = Client(headers={"accept-language": "en"})
    for answered in (client.get(path), client.post(f"{path}answer/", typed(one("Kim")))):
        assert (answered.status_code, words in answered.content.decode()) == (status, True)
    assert one("Kim").status == "invited"


def test_whoever_guesses_addresses_is_turned_away(world: World) -> None:
    tried = [Client().get(reverse("my-invitation", args=["0" * 56])).status_code for _time in range(22)]
    assert (tried[0], tried[-1]) == (404, 429)


def test_a_new_letter_ends_the_address_before(world: World, reception: GuestList) -> None:
    (link,) = invited(world, reception, KIM)
    fresh = inviting.send_again(link, by=world.host)
    assert [Client().get(path_of(each)).status_code for each in (link, fresh)] == [410, 200]
    waiting = Letter.objects.filter(about_type="guests.replylink", status="waiting")
    assert [letter.about_key for letter in waiting] == [fresh.pk]


def test_who_has_not_answered_is_reminded_once(world: World, reception: GuestList, clock: Any) -> None:
    links = invited(world, reception, KIM, LEE)
    kim = next(link for link in links if link.mail == "kim@test.example")
    answer(kim, [Answer(one("Kim").pk, one("Kim").version, comes=True)], now=NOW)
    assert remind(UNTIL - timedelta(days=4)) == 0
    clock.move_to(UNTIL - timedelta(days=2, hours=14))  # four in the morning in Seoul
    assert [remind(), remind(), remind(UNTIL - timedelta(days=1)), remind(UNTIL + timedelta(days=1))] == [
        1,
        0,
        0,
        0,
    ]
    letter = Letter.objects.get(kind="reminder")
    assert (letter.mail, letter.zone) == ("choi@test.example", "Asia/Seoul")
    assert letter.due_at > datetime.now(UTC)  # it waits for the reader's morning


def test_a_calendars_answer_counts_and_the_newer_word_stands(world: World, reception: GuestList) -> None:
    (link,) = invited(world, reception, KIM)
    kim = note_calendar_answer(one("Kim"), comes=True, by=world.host, at=NOW)
    assert (kim.status, kim.through) == ("accepted", "calendar")
    answer(link, [Answer(kim.pk, kim.version, comes=False)], now=NOW + timedelta(hours=1))
    older = note_calendar_answer(one("Kim"), comes=True, by=world.host, at=NOW + timedelta(minutes=5))
    assert (older.status, older.through) == ("declined", "link")


def test_a_side_hands_out_its_own_addresses_alone(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    (link,) = invited(world, reception, KIM)
    page = reverse("guest-invitations", args=[world.mission.slug, reception.pk])
    mine, theirs = (as_(user).get(page).content.decode() for user in (world.host, world.guest))
    assert (path_of(link) in mine, path_of(link) in theirs) == (True, False)
    revoking = reverse("guest-link-revoke", args=[world.mission.slug, reception.pk, link.pk])
    assert as_(world.guest).post(revoking).status_code == 404
    assert as_(world.host).post(revoking).status_code == 302
    shared = reverse("guest-invitations", args=[world.mission.slug, world.things["guest-list"].pk])
    assert SECRETS["guest"] not in as_(world.host).get(shared).content.decode()


def test_the_letters_leave_from_the_page(
    world: World, reception: GuestList, as_: Callable[..., Client]
) -> None:
    acts.add_guest(reception, KIM, by=world.host)
    acts.add_guest(reception, {"name": "Theirs", "mail": "t@test.example"}, by=world.guest)
    page = reverse("guest-invitations-send", args=[world.mission.slug, reception.pk])
    assert as_(world.host).post(page).status_code == 302
    assert list(ReplyLink.objects.filter(guest_list=reception).values_list("mail", flat=True)) == [
        KIM["mail"]
    ]


def test_who_comes_finds_a_code_for_the_door_and_companions_too(world: World, reception: GuestList) -> None:
    (link,) = invited(world, reception, KIM)
    kim = one("Kim")
    assert pictures(link) == []
    answer(link, [Answer(kim.pk, kim.version, True, companions=("Ms Kim",))], now=NOW)
    slug, event = world.mission.slug, reception.engagement_id
    codes = [(each, picture_of(one(each), slug, event)) for each in ("Kim", "Ms Kim")]
    assert pictures(link) == [(f"Code of {each} for the door", picture) for each, picture in codes]
    assert (len({picture for _each, picture in codes}), codes[0][1][:18]) == (2, "data:image/svg+xml")
    kim = one("Kim")
    answer(link, [Answer(kim.pk, kim.version, False)], now=NOW)
    assert pictures(link) == []


def pictures(link: ReplyLink) -> list[tuple[str | None, str | None]]:
    page = Client(headers={"accept-language": "en"}).get(path_of(link))
    found = LexborHTMLParser(page.content.decode()).css(".doorcodes img")
    return [(each.attributes["alt"], each.attributes["src"]) for each in found]


def test_a_mended_address_ends_the_link_that_went_to_the_wrong_one(
    world: World, reception: GuestList
) -> None:
    (link,) = invited(world, reception, KIM)
    kim = one("Kim")
    acts.change_guest(kim, {"mail": "right@test.example"}, seen=kim.version, by=world.host)
    link.refresh_from_db()
    assert (one("Kim").link, one("Kim").status, link.revoked_at) == (None, "listed", NOW)
    (anew,) = inviting.invite(reception, [one("Kim")], by=world.host)
    assert (anew.mail, one("Kim").link, one("Kim").status) == ("right@test.example", anew, "invited")
    waiting = Letter.objects.filter(status="waiting", about_type="guests.replylink")
    assert [each.mail for each in waiting] == ["right@test.example"]


def test_the_assistant_of_several_keeps_the_link_while_one_is_left(
    world: World, reception: GuestList
) -> None:
    (link,) = invited(world, reception, LEE, PARK)
    lee = one("Lee")
    acts.change_guest(lee, {"assistant_mail": ""}, seen=lee.version, by=world.host)
    link.refresh_from_db()
    assert (one("Lee").link, one("Park").link, link.revoked_at) == (None, link, None)
