"""Recruiting: a call, applications without a login, approval, places and the waiting list, groups, fees."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from i18nfield.strings import LazyI18nString
from pypdf import PdfReader

from legation.guests.actions import recruiting as acts
from legation.guests.models import Application, Call
from legation.guests.queries.recruiting import (
    answered,
    application_path,
    board_of,
    call_path,
    group_path,
    later_of,
)
from legation.kernel.links import unsealed
from legation.kernel.models import Letter
from legation.missions.models import Delegate
from tests.world import World


def opened(world: World, **values: Any) -> Call:
    told = {
        "name": LazyI18nString({"en": "Business delegation"}),
        "delegation": world.things["guest-delegation"],
        "asks": ["body", "post"],
        "questions": ["Whom do you want to meet?"],
        "later": ["travel", "diet"],
        "contact": "Sample desk",
    }
    return acts.open_call(world.mission, told | values, by=world.guest)


def applied(
    world: World, call: Call, name: str, answers: dict[str, str] | None = None, **more: Any
) -> Application:
    values: dict[str, Any] = {"family_name": name, "mail": f"{name.lower()}@test.example", "language": "en"}
    values["answers"] = answers or {}
    acts.apply(call, values, now=timezone.now(), by=world.guest, **more)
    return Application.objects.get(call=call, family_name=name)


def approved(world: World, application: Application, by: Any = None) -> Application:
    return acts.approve(fresh(application), seen=fresh(application).version, by=by or world.guest)


def of(call: Call) -> int:
    return Application.objects.filter(call=call).count()


def fresh(application: Application) -> Application:
    return Application.objects.select_related("call__mission", "user").get(pk=application.pk)


TYPED = {
    "family_name": "Kim",
    "given_name": "Sample",
    "mail": "kim@test.example",
    "language": "en",
    "f-body": "Sample chamber",
    "f-post": "Director",
    "q-0": "Shipyards",
}


def test_somebody_applies_on_the_page_and_follows_it_on_their_own(world: World) -> None:
    call, client = opened(world), Client(headers={"accept-language": "en"})
    assert client.get(call_path(call)).status_code == 200
    assert client.post(call_path(call), TYPED).status_code == 302
    found = Application.objects.get(call=call)
    assert (found.status, found.visibility, found.answers) == (
        "applied",
        "guest",
        {"body": "Sample chamber", "post": "Director", "Whom do you want to meet?": "Shipyards"},
    )
    letter = Letter.objects.get(mail="kim@test.example")
    stored = letter.lines[0]["url"]
    assert (stored, letter.visibility) == (f"/application/~guests.application~{found.key}~/", "guest")
    assert unsealed(stored) == application_path(found)
    assert client.get(application_path(found)).status_code == 200
    assert client.post(f"{application_path(found)}tell/", {"travel": "KE 012"}).status_code == 422
    assert client.post(f"{application_path(found)}withdraw/").status_code == 302
    assert fresh(found).status == "withdrawn"


def test_answers_stand_in_the_order_of_the_form(world: World) -> None:
    call = opened(world, questions=["Why?", "A second?"])
    said = {"A second?": "2", "No longer asked": "3", "Why?": "1", "body": "", "post": "Director"}
    assert answered(applied(world, call, "Kim", answers=said)) == [
        ("Post", "Director"),
        ("Why?", "1"),
        ("A second?", "2"),
        ("No longer asked", "3"),
    ]


@pytest.mark.parametrize("missing", ["family_name", "mail"])
def test_what_is_missing_is_said_at_its_field(world: World, missing: str) -> None:
    call = opened(world)
    answer = Client().post(call_path(call), TYPED | {missing: ""})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [missing])
    assert of(call) == 0


def test_a_machine_and_whoever_sends_too_much_get_nothing_in(world: World) -> None:
    call, client = opened(world), Client()
    assert client.post(call_path(call), TYPED | {"website": "https://spam.example"}).status_code == 302
    assert of(call) == 0
    sent = [
        client.post(call_path(call), TYPED | {"mail": f"k{n}@test.example"}).status_code for n in range(11)
    ]
    assert (sent[0], sent[-1]) == (302, 429)


def test_who_applies_twice_gets_the_letter_again_and_stands_there_once(world: World) -> None:
    call, client = opened(world), Client()
    for _time in range(2):
        assert client.post(call_path(call), TYPED).status_code == 302
    assert (of(call), Letter.objects.filter(mail="kim@test.example").count()) == (1, 2)


def test_a_closed_call_takes_nothing_and_a_forged_address_is_none(world: World) -> None:
    call = opened(world, open_until=timezone.now() - timedelta(minutes=1))
    assert Client().post(call_path(call), TYPED).status_code == 422
    assert of(call) == 0
    forged = call_path(call)[:-2] + ("0/" if call_path(call)[-2] != "0" else "1/")
    assert Client().get(forged).status_code == 404


def test_approval_makes_a_delegate_of_the_delegation(world: World) -> None:
    call = opened(world)
    done = approved(world, applied(world, call, "Kim"))
    delegate = Delegate.objects.get(pk=done.delegate_id)
    assert (done.status, delegate.delegation, delegate.status, str(delegate)) == (
        "approved",
        world.things["guest-delegation"],
        "confirmed",
        "Kim",
    )
    with pytest.raises(acts.AlreadyDecided):
        approved(world, done)


def test_two_have_to_approve_where_the_call_says_so(world: World) -> None:
    call = opened(world, approvals=2)
    one = approved(world, applied(world, call, "Kim"))
    assert one.status == "applied"
    with pytest.raises(acts.ApprovedByYou):
        approved(world, one)
    assert approved(world, one, by=world.users["guest-assistant"]).status == "approved"


def test_the_waiting_list_moves_up_in_its_order(world: World) -> None:
    call = opened(world, places=1)
    first, second, third = (approved(world, applied(world, call, name)) for name in ("A", "B", "C"))
    assert [fresh(each).status for each in (first, second, third)] == ["approved", "waiting", "waiting"]
    acts.withdraw(fresh(first), seen=fresh(first).version, by=world.guest)
    assert [fresh(each).status for each in (first, second, third)] == ["withdrawn", "approved", "waiting"]
    assert Delegate.objects.get(pk=fresh(first).delegate_id).status == "withdrawn"
    acts.change_call(call, {"places": 2}, seen=1, by=world.guest)
    assert fresh(third).status == "approved"


def read_first(asked: CaptureQueriesContext) -> list[str]:
    """The tables that were read, in order."""
    found = [re.match(r'SELECT .*? FROM "(\w+)"', each["sql"]) for each in asked.captured_queries]
    return [each[1] for each in found if each is not None]


def test_places_are_counted_once_behind_the_lock_of_the_call(world: World) -> None:
    call = opened(world, places=2, reserved=1, moves_up=False)
    names = ("A", "B", "C", "D")
    first, *others = [fresh(approved(world, applied(world, call, name))) for name in names]
    with CaptureQueriesContext(connection) as asked:
        assert acts.move_up(call, by=world.guest) == 0
    assert read_first(asked) == ["guests_call", "guests_application", "guests_application"]
    acts.set_reserved(others[1], reserved=True, seen=fresh(others[1]).version, by=world.guest)
    assert acts.move_up(call, by=world.guest) == 1
    assert [fresh(each).status for each in (first, *others)] == ["approved", "waiting", "approved", "waiting"]
    with CaptureQueriesContext(connection) as asked:
        acts.withdraw(first, seen=first.version, by=world.guest)
    assert read_first(asked)[:2] == ["guests_call", "guests_application"]


@pytest.mark.parametrize("through", ["own", "group"])
def test_a_withdrawal_that_is_refused_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch, through: str
) -> None:
    call = opened(world)
    told = {"name": "Chamber group", "mail": "leader@test.example", "places": 1, "language": "en"}
    group = acts.add_group(call, told, by=world.guest)
    mine = applied(world, call, "Kim", group=group)
    withdraw = acts.withdraw

    def late(application: Application, *, seen: int, by: Any) -> Application:
        """Somebody else saves in between."""
        acts.note_fee(application, paid=True, seen=seen, by=world.guest)
        return withdraw(application, seen=seen, by=by)

    monkeypatch.setattr(acts, "withdraw", late)
    path = application_path(mine) if through == "own" else f"{group_path(group)}{mine.pk}/"
    answer = Client(headers={"accept-language": "en"}).post(f"{path}withdraw/", follow=True)
    assert ([str(each) for each in answer.context["messages"]], fresh(mine).status) == (
        ["Somebody else changed it meanwhile. Nothing was saved; look at it and do it again."],
        "applied",
    )


def test_the_waiting_list_waits_for_a_click_where_the_call_says_so(
    world: World, as_: Callable[..., Client]
) -> None:
    call = opened(world, places=1, moves_up=False)
    first, second = (approved(world, applied(world, call, name)) for name in ("A", "B"))
    acts.withdraw(fresh(first), seen=fresh(first).version, by=world.guest)
    assert (fresh(second).status, board_of(call, world.guest).waits) == ("waiting", True)
    as_(world.guest).post(f"/missions/test-mission/calls/{call.pk}/move-up/")
    assert (fresh(second).status, board_of(call, world.guest).waits) == ("approved", False)


def test_reserved_places_are_kept_for_those_for_whom_they_are(world: World) -> None:
    call = opened(world, places=2, reserved=1)
    first, second = (approved(world, applied(world, call, name)) for name in ("A", "B"))
    third = applied(world, call, "C")
    acts.set_reserved(third, reserved=True, seen=third.version, by=world.guest)
    third = approved(world, third)
    assert [fresh(each).status for each in (first, second, third)] == ["approved", "waiting", "approved"]


def test_a_group_leader_names_people_up_to_their_places_and_takes_them_back(world: World) -> None:
    call = opened(world)
    told = {"name": "Chamber group", "mail": "leader@test.example", "places": 1, "language": "en"}
    group = acts.add_group(call, told, by=world.guest)
    client, path = Client(headers={"accept-language": "en"}), group_path(group)
    assert Letter.objects.get(mail="leader@test.example").lines[0]["url"] == (
        f"/group/~guests.group~{group.key}~/"
    )
    assert client.post(path, TYPED).status_code == 302
    full = client.post(path, TYPED | {"family_name": "Lee", "mail": "lee@test.example"})
    assert (full.status_code, of(call)) == (422, 1)
    other = applied(world, call, "Other")
    assert client.post(f"{path}{other.pk}/withdraw/").status_code == 404
    mine = Application.objects.get(group=group)
    assert client.post(f"{path}{mine.pk}/withdraw/").status_code == 302
    assert fresh(mine).status == "withdrawn"
    acts.revoke_group(group, by=world.guest)
    assert client.get(path).status_code == 404


def test_what_is_told_after_approval_lies_sealed(world: World, as_: Callable[..., Client]) -> None:
    call = opened(world)
    done = approved(world, applied(world, call, "Kim"))
    said = {"travel": "KE 012 on the 13th", "diet": "no shellfish"}
    assert Client().post(f"{application_path(done)}tell/", said).status_code == 302
    stored = fresh(done)
    assert ("shellfish" in stored.sealed, later_of(stored)) == (False, said)
    page = f"/missions/test-mission/calls/{call.pk}/applications/{done.pk}/"
    assert "no shellfish" in as_(world.guest).get(page).content.decode()
    assert as_(world.host).get(page).status_code == 404


def test_a_fee_is_noted_and_its_receipt_is_printed(world: World, as_: Callable[..., Client]) -> None:
    call = opened(world, fee="USD 500")
    done = applied(world, call, "Kim")
    client, page = as_(world.guest), f"/missions/test-mission/calls/{call.pk}/applications/{done.pk}/"
    assert client.get(f"{page}receipt.pdf").status_code == 302
    client.post(f"{page}decide/", {"act": "fee", "seen_version": done.version})
    receipt = client.get(f"{page}receipt.pdf")
    text = PdfReader(io.BytesIO(receipt.content)).pages[0].extract_text()
    assert ("Receipt" in text, "USD 500" in text, "Kim" in text) == (True, True, True)
    old = client.post(f"{page}decide/", {"act": "approve", "seen_version": done.version})
    assert (old.status_code, fresh(done).status) == (409, "applied")


def test_calls_are_their_own_sides(world: World, as_: Callable[..., Client]) -> None:
    call = opened(world)
    with pytest.raises(acts.OtherSidesDelegation):
        opened(world, delegation=world.things["host-delegation"])
    with pytest.raises(acts.MoreReservedThanPlaces):
        opened(world, places=1, reserved=2)
    page = f"/missions/test-mission/calls/{call.pk}/"
    assert [as_(user).get(page).status_code for user in (world.guest, world.host)] == [200, 404]
    assert "Business delegation" not in as_(world.host).get("/missions/test-mission/calls/").content.decode()
