"""Lines of a brief: added, changed, removed and brought back, each seen by its own side."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.kernel.choices import Visibility
from legation.kernel.models import Activity
from legation.missions.actions import OtherSidesVisibility, add_point, change_point
from legation.missions.models import Engagement, Point
from tests.missions.stage import Stage, build, two

NEW = {
    "kind": "possible",
    "text_0": "The sister port",
    "text_1": "자매항",
    "minutes": "",
    "visibility": "guest",
}


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


def test_a_line_is_added_at_the_end(stage: Stage, call: Engagement) -> None:
    add_point(call, {"kind": "agenda", "text": two("First")}, by=stage.host)
    answer = as_(stage.guest).post(at(call, "point-new"), NEW)
    assert (answer.status_code, answer.url) == (302, at(call, "engagement") + "#brief")
    point = Point.objects.get(kind="possible")
    assert (point.position, point.visibility, point.text.localize("ko")) == (1, "guest", "자매항")


def test_a_line_that_says_nothing_is_refused_at_its_text(stage: Stage, call: Engagement) -> None:
    answer = as_(stage.guest).post(
        at(call, "point-new"), {**NEW, "text_0": "", "text_1": "", "minutes": "-1"}
    )
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["text", "minutes"])
    assert Point.objects.count() == 0


def test_nobody_writes_for_the_other_side_alone(stage: Stage, call: Engagement) -> None:
    answer = as_(stage.guest).post(at(call, "point-new"), {**NEW, "visibility": "host"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["visibility"])
    with pytest.raises(OtherSidesVisibility):
        add_point(call, {"kind": "note", "text": two("x"), "visibility": "host"}, by=stage.guest)
    assert Point.objects.count() == 0


def test_within_a_private_engagement_every_line_is_private(stage: Stage) -> None:
    huddle = stage.engagement("Huddle", visibility=Visibility.GUEST)
    form = as_(stage.guest).get(at(huddle, "point-new")).context["form"]
    assert [value for value, _label in form.fields["visibility"].choices] == ["guest"]
    add_point(huddle, {"kind": "note", "text": two("Inside")}, by=stage.guest)
    assert list(Point.objects.visible_to(stage.host)) == []
    assert Activity.objects.get(content_type__model="point").visibility == "guest"


def test_the_other_side_finds_no_private_line_to_edit(stage: Stage, call: Engagement) -> None:
    point = add_point(call, {"kind": "note", "text": two("Inside"), "visibility": "guest"}, by=stage.guest)
    assert as_(stage.guest).get(at(call, "point-edit", point.pk)).status_code == 200
    assert as_(stage.host).get(at(call, "point-edit", point.pk)).status_code == 404
    assert as_(stage.host).post(at(call, "point-remove", point.pk)).status_code == 404


def test_a_line_of_another_engagement_is_not_found_here(stage: Stage, call: Engagement) -> None:
    other = stage.engagement("Other")
    point = add_point(other, {"kind": "note", "text": two("There")}, by=stage.guest)
    assert as_(stage.guest).get(at(call, "point-edit", point.pk)).status_code == 404
    assert as_(stage.guest).get(at(other, "point-edit", point.pk)).status_code == 200


def test_the_second_of_two_editors_is_told_only_what_they_may_know(stage: Stage, call: Engagement) -> None:
    point = add_point(call, {"kind": "certain", "text": two("Trade")}, by=stage.guest)
    private = change_point(
        point, {"text": two("Our limit is 5"), "visibility": "guest"}, seen=1, by=stage.guest
    )
    change_point(private, {"text": two("Trade and ports"), "visibility": "shared"}, seen=2, by=stage.guest)
    typed = {**NEW, "kind": "certain", "text_0": "Trade first", "visibility": "shared", "seen_version": "1"}
    answer = as_(stage.host).post(at(call, "point-edit", point.pk), typed)
    text = answer.content.decode()
    assert (answer.status_code, text.count("Our limit"), text.count("Trade first")) == (409, 0, 1)
    assert text.count("Trade and ports") == 1
    again = as_(stage.host).post(at(call, "point-edit", point.pk), {**typed, "seen_version": "3"})
    assert again.status_code == 302
    point.refresh_from_db()
    assert point.text.localize("en") == "Trade first"


def test_a_removed_line_can_be_brought_back_by_its_own_side(stage: Stage, call: Engagement) -> None:
    point = add_point(call, {"kind": "note", "text": two("Inside"), "visibility": "guest"}, by=stage.guest)
    answer = as_(stage.guest).post(at(call, "point-remove", point.pk), follow=True)
    back = at(call, "point-restore", point.pk)
    assert answer.redirect_chain == [(f"{at(call, 'engagement')}?removed-point={point.pk}", 302)]
    assert answer.content.decode().count(f'action="{back}"') == 1
    query = {"removed-point": str(point.pk)}
    assert as_(stage.host).get(at(call, "engagement"), query).content.decode().count(back) == 0
    assert as_(stage.host).post(back).status_code == 404
    assert Point.objects.visible_to(stage.guest).count() == 0
    assert as_(stage.guest).post(back).status_code == 302
    assert Point.objects.visible_to(stage.guest).get() == point


def test_a_line_that_changed_hands_leaves_the_calendar_entry(stage: Stage, call: Engagement) -> None:
    point = add_point(call, {"kind": "note", "text": two("Shared")}, by=stage.guest)
    call.refresh_from_db()
    before = call.updated_at
    change_point(point, {"visibility": "guest"}, seen=1, by=stage.guest)
    call.refresh_from_db()
    assert (call.sequence, call.updated_at > before) == (0, True)
    before = call.updated_at
    change_point(Point.objects.get(), {"text": two("Only ours")}, seen=2, by=stage.guest)
    call.refresh_from_db()
    assert (call.sequence, call.updated_at) == (0, before)
