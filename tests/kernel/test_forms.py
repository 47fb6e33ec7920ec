"""Forms parse, strip, know their version, and never save; the editor shows what was refused."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from tests.desk.browsing import texts, words
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_list_is_written_one_a_line_and_each_once() -> None:
    from legation.kernel.forms import Lines

    field = Lines()
    assert field.clean("  Park Hyung-jun \r\n\n박형준\nPark Hyung-jun\n") == ["Park Hyung-jun", "박형준"]
    assert (field.clean(""), field.prepare_value(["a", "b"]), field.prepare_value("typed")) == (
        [],
        "a\nb",
        "typed",
    )
    assert (field.has_changed(["a", "b"], "a\nb"), field.has_changed(["a"], "a\nb")) == (False, True)


def commitment_form(world: World, **typed: str) -> Any:
    from legation.outcomes.forms import CommitmentForm

    data = QueryDict(mutable=True)
    data.update({"status": "open", "visibility": "shared", **typed})
    return CommitmentForm(data, mission=world.mission, user=world.guest)


@pytest.mark.parametrize(
    ("english", "korean", "kept"),
    [
        (" A dinner ", "만찬", {"en": "A dinner", "ko": "만찬"}),
        ("", " 만찬 ", {"ko": "만찬"}),
        ("A dinner", "   ", {"en": "A dinner"}),
    ],
)
def test_a_text_keeps_the_languages_that_were_filled(
    world: World, english: str, korean: str, kept: dict[str, str]
) -> None:
    form = commitment_form(world, title_0=english, title_1=korean, detail_0=" ", detail_1="")
    assert form.is_valid(), form.errors
    assert (form.values()["title"].data, form.values()["detail"].data) == (kept, "")
    assert "seen_version" not in form.values()
    assert form.seen == 0


def test_a_text_without_any_language_is_refused(world: World) -> None:
    form = commitment_form(world, title_0=" ", title_1="")
    assert (form.is_valid(), list(form.errors)) == (False, ["title"])


def test_a_form_never_saves_and_leaves_the_record_it_shows_alone(world: World) -> None:
    from legation.outcomes.forms import CommitmentForm

    promise = world.things["commitment"]
    data = QueryDict(mutable=True)
    data.update(
        {"title_0": "Typed", "title_1": "", "status": "done", "visibility": "shared", "seen_version": "1"}
    )
    form = CommitmentForm(data, instance=promise, mission=world.mission, user=world.guest)
    assert (form.is_valid(), form.seen, str(promise.title), promise.status) == (True, 1, "A promise", "open")
    with pytest.raises(TypeError):
        form.save()


def test_a_refusal_of_no_field_stands_above_the_form(world: World) -> None:
    from legation.kernel.refusals import Refused
    from legation.outcomes.actions import OtherSidesOutcome

    class Elsewhere(Refused):
        sentence = "Not on %(day)s."
        field = "weather"

    form = commitment_form(world, title_0="A dinner")
    form.is_valid()
    form.refuse(Elsewhere(day="Sunday"))
    form.refuse(OtherSidesOutcome())
    assert form.non_field_errors() == ["Not on Sunday."]
    assert [str(error) for error in form.errors["visibility"]] == [str(OtherSidesOutcome())]


def test_two_who_add_the_same_person_at_once_get_one_delegate_and_a_sentence(
    world: World, as_: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second looked before the first had saved: the database holds what the action could not see."""
    from legation.missions.actions import preparation
    from legation.missions.models import Delegate

    monkeypatch.setattr(preparation, "_check_delegate", lambda *_given: None)
    there = world.things["guest-delegate"]
    client, where = as_(world.guest), reverse("delegate-new", args=[world.mission.slug])
    data = {
        "person": there.person_id,
        "delegation": there.delegation_id,
        "capacity": "member",
        "status": "confirmed",
        "visibility": "shared",
    }
    before = Delegate.objects.count()
    answer = client.post(where, data)
    assert (answer.status_code, Delegate.objects.count()) == (422, before)
    assert "This was entered twice. Nothing was saved the second time." in words(answer)


def test_saving_again_after_another_is_a_decision(world: World, as_: Callable[..., Client]) -> None:
    promise = world.things["commitment"]
    where = reverse("commitment-edit", args=[world.mission.slug, promise.pk])
    first, second = as_(world.guest), as_(world.host)
    typed = {
        "title_0": "A promise",
        "title_1": "약속",
        "status": "open",
        "engagement": str(promise.engagement_id),
        "visibility": "shared",
        "seen_version": "1",
    }
    assert first.post(where, {**typed, "reason": "Minutes"}).status_code == 302
    answer = second.post(where, {**typed, "reason": "Letter", "status": "done"})
    assert answer.status_code == 409
    assert "guest-organiser changed why it stands so from “” to “Minutes”." in words(answer, ".notice.warn")
    html = answer.content.decode()
    assert 'name="seen_version" value="2"' in html
    assert 'value="Letter"' in html
    promise.refresh_from_db()
    assert (promise.reason, promise.status, promise.version) == ("Minutes", "open", 2)
    again = second.post(where, {**typed, "reason": "Letter", "status": "done", "seen_version": "2"})
    promise.refresh_from_db()
    assert (again.status_code, promise.reason, promise.status, promise.version) == (
        302,
        "Letter",
        "done",
        3,
    )


def test_a_record_that_was_removed_meanwhile_is_not_found(world: World, as_: Callable[..., Client]) -> None:
    from legation.outcomes.actions import remove_outcome

    promise = world.things["commitment"]
    remove_outcome(promise, by=world.host)
    where = reverse("commitment-edit", args=[world.mission.slug, promise.pk])
    assert as_(world.guest).post(where, {"title_0": "Typed"}).status_code == 404


def test_what_is_missing_is_said_at_its_field(world: World, as_: Callable[..., Client]) -> None:
    where = reverse("commitment-new", args=[world.mission.slug])
    answer = as_(world.guest).post(where, {"status": "open", "visibility": "shared", "reason": "Kept words"})
    assert answer.status_code == 422
    assert texts(answer, ".field.wrong legend") == ["What was promised"]
    assert 'value="Kept words"' in answer.content.decode()
