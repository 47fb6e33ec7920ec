"""Who is there: one at a time or several at once, as each side may see."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.kernel.choices import Visibility
from legation.missions.actions import (
    AlreadyAttends,
    DelegateHiddenFromThisEngagement,
    add_attendance,
    add_attendances,
    remove_part,
    restore_part,
)
from legation.missions.choices import Function
from legation.missions.models import Attendance, Engagement
from tests.missions.stage import Stage, build


@pytest.fixture
def stage(db: None) -> Stage:
    return build()


@pytest.fixture
def call(stage: Stage) -> Engagement:
    return stage.engagement("Call")


def as_(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(call: Engagement, name: str, *more: int) -> str:
    return reverse(name, args=[call.mission.slug, call.pk, *more])


def offered(answer: Any, field: str) -> list[str]:
    groups = [choice for choice in answer.context["form"].fields[field].choices if choice[0]]
    return [f"{group}: {label}" for group, rows in groups for _pk, label in rows]


def test_those_are_offered_whom_the_reader_sees_and_who_are_not_there(stage: Stage, call: Engagement) -> None:
    stage.attends(call, stage.robinson)
    for name, field in (("attendance-new", "delegate"), ("attendance-several", "delegates")):
        assert offered(as_(stage.guest).get(at(call, name)), field) == [
            "Seattle delegation: Bruce Harrell, Mayor, City of Seattle",
            "Seattle delegation: Gail Guestsecret",
            "Busan side: Park Heong-joon",
        ]
        assert offered(as_(stage.host).get(at(call, name)), field) == [
            "Seattle delegation: Bruce Harrell, Mayor, City of Seattle",
            "Busan side: Park Heong-joon",
            "Busan side: Hoon Hostsecret",
        ]


def test_one_is_added_and_not_twice(stage: Stage, call: Engagement) -> None:
    typed = {"delegate": str(stage.harrell.pk), "function": "principal", "presence": "expected"}
    assert as_(stage.guest).post(at(call, "attendance-new"), typed).status_code == 302
    again = as_(stage.host).post(at(call, "attendance-new"), typed)
    assert (again.status_code, list(again.context["form"].errors)) == (422, ["delegate"])
    assert Attendance.objects.count() == 1
    with pytest.raises(AlreadyAttends) as refused:
        add_attendance(call, {"delegate": stage.harrell}, by=stage.guest)
    assert str(refused.value) == "Bruce Harrell already attends this engagement."


def test_the_other_sides_hidden_people_cannot_be_added(stage: Stage, call: Engagement) -> None:
    typed = {"delegate": str(stage.host_secret.pk), "function": "principal", "presence": "expected"}
    answer = as_(stage.guest).post(at(call, "attendance-new"), typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["delegate"])
    several = {"delegates": [str(stage.harrell.pk), str(stage.host_secret.pk)], "function": "principal"}
    answer = as_(stage.guest).post(at(call, "attendance-several"), several)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["delegates"])
    assert Attendance.objects.count() == 0


def test_several_are_added_at_once_or_none(stage: Stage, call: Engagement) -> None:
    answer = as_(stage.guest).post(
        at(call, "attendance-several"),
        {"delegates": [str(stage.harrell.pk), str(stage.park.pk)], "function": "signatory"},
    )
    assert answer.status_code == 302
    assert sorted(Attendance.objects.values_list("delegate", "function")) == sorted(
        [(stage.harrell.pk, "signatory"), (stage.park.pk, "signatory")]
    )
    with pytest.raises(AlreadyAttends):
        add_attendances(call, [stage.robinson, stage.park], function=Function.WITNESS, by=stage.guest)
    assert Attendance.objects.count() == 2
    empty = as_(stage.guest).post(at(call, "attendance-several"), {"function": "witness"})
    assert dict(empty.context["form"].errors) == {"delegates": ["Tick at least one delegate."]}


def test_two_private_parts_never_meet(stage: Stage) -> None:
    huddle = stage.engagement("Huddle", visibility=Visibility.GUEST)
    with pytest.raises(DelegateHiddenFromThisEngagement):
        add_attendance(huddle, {"delegate": stage.host_secret}, by=stage.guest)


def test_function_and_presence_are_changed_once_by_two_editors(stage: Stage, call: Engagement) -> None:
    attendance = stage.attends(call, stage.harrell)
    address = at(call, "attendance-edit", attendance.pk)
    typed = {"function": "signatory", "presence": "present", "seen_version": "1"}
    assert as_(stage.guest).post(address, typed).status_code == 302
    second = as_(stage.host).post(address, {**typed, "presence": "absent"})
    assert second.status_code == 409
    assert (
        second.content.decode().count("Guest Organiser changed presence from “Expected” to “Present”.") == 1
    )
    attendance.refresh_from_db()
    assert (attendance.function, attendance.presence, attendance.version) == ("signatory", "present", 2)


def test_the_other_side_finds_no_hidden_attendance(stage: Stage, call: Engagement) -> None:
    attendance = stage.attends(call, stage.guest_secret)
    assert as_(stage.guest).get(at(call, "attendance-edit", attendance.pk)).status_code == 200
    assert as_(stage.host).get(at(call, "attendance-edit", attendance.pk)).status_code == 404
    assert as_(stage.host).post(at(call, "attendance-remove", attendance.pk)).status_code == 404


def test_somebody_taken_off_can_be_brought_back_by_who_saw_them(stage: Stage, call: Engagement) -> None:
    attendance = stage.attends(call, stage.guest_secret)
    answer = as_(stage.guest).post(at(call, "attendance-remove", attendance.pk), follow=True)
    back = at(call, "attendance-restore", attendance.pk)
    text = answer.content.decode()
    assert (text.count(f'action="{back}"'), text.count("Gail Guestsecret was taken off")) == (1, 1)
    query = {"removed-person": str(attendance.pk)}
    assert as_(stage.host).get(at(call, "engagement"), query).content.decode().count("Guestsecret") == 0
    assert as_(stage.host).post(back).status_code == 404
    assert Attendance.objects.visible_to(stage.guest).count() == 0
    assert as_(stage.guest).post(back).status_code == 302
    assert Attendance.objects.visible_to(stage.guest).get() == attendance


def test_somebody_added_again_meanwhile_is_not_brought_back_twice(stage: Stage, call: Engagement) -> None:
    attendance = stage.attends(call, stage.harrell)
    removed = remove_part(attendance, by=stage.guest)
    stage.attends(call, stage.harrell, "participant")
    with pytest.raises(AlreadyAttends):
        restore_part(removed, by=stage.guest)
    answer = as_(stage.guest).post(at(call, "attendance-restore", attendance.pk), follow=True)
    assert answer.content.decode().count("Bruce Harrell already attends this engagement.") == 1
    assert Attendance.objects.present().count() == 1
