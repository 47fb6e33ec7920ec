"""Words in closed minutes stay as they are; and who signs is told what nobody owns."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from legation.outcomes import actions as outcomes
from legation.outcomes.actions import minutes as acts
from legation.outcomes.actions import minutes_closing as closing
from legation.outcomes.models import Minutes, MinutesLine
from tests.desk.browsing import texts
from tests.missions.stage import Stage, two
from tests.outcomes.test_minutes import at, line
from tests.outcomes.test_minutes_closing import call, closed, minutes, signed, stage

__all__ = ["call", "minutes", "stage"]
As = Callable[..., Client]
pytestmark = pytest.mark.django_db
SAID = (
    "These words stand in minutes that were closed, so they stay as they are. Open the minutes again, or"
    " propose an amendment once they are signed."
)


def said_there(minutes: Minutes) -> Any:
    return MinutesLine.objects.get(minutes=minutes, kind="statement").statement


def test_a_statement_of_closed_minutes_is_neither_changed_nor_removed_elsewhere(
    stage: Stage, minutes: Minutes, as_: As
) -> None:
    closed(stage, minutes)
    words, client = said_there(minutes), as_(stage.host)
    where = [minutes.mission.slug, words.pk]
    typed = {"text_0": "We never said so.", "visibility": "shared", "seen_version": words.version}
    answer = client.post(reverse("statement-edit", args=where), typed)
    gone = client.post(reverse("statement-remove", args=where), follow=True)
    words.refresh_from_db()
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, [SAID])
    assert (SAID in gone.content.decode(), words.removed_at, str(words)) == (True, None, "We open a lab.")


def test_once_the_minutes_are_open_again_the_words_are_too(stage: Stage, minutes: Minutes) -> None:
    closing.reopen_minutes(closed(stage, minutes), by=stage.host)
    words = said_there(minutes)
    changed = outcomes.change_outcome(words, {"text": two("Two labs.")}, seen=words.version, by=stage.host)
    assert str(changed) == "Two labs."


def test_a_statement_outside_minutes_is_changed_as_ever(stage: Stage, minutes: Minutes) -> None:
    closed(stage, minutes)
    words = outcomes.add_statement(minutes.mission, {"text": two("Beside.")}, by=stage.host)
    assert str(outcomes.change_outcome(words, {"text": two("B.")}, seen=1, by=stage.host)) == "B."


def test_who_signs_is_told_of_promises_that_nobody_owns_on_their_side(
    stage: Stage, minutes: Minutes, as_: As
) -> None:
    values = {"title": two("A lab"), "visibility": "shared"}
    made = acts.add_promise(minutes, values, under=None, by=stage.host).commitment
    acts.add_line(minutes, line("decision", "Yes"), by=stage.host)
    outcomes.add_commitment(minutes.mission, {"title": two("Elsewhere")}, by=stage.host)
    shut = closed(stage, minutes)
    outcomes.keep_own_side(made, {"user": stage.host}, seen=0, by=stage.host)
    told = {
        user: texts(as_(user).get(at(shut)), "#signatures .notice li") for user in (stage.guest, stage.host)
    }
    assert told == {stage.guest: ["A lab · Name somebody A lab"], stage.host: []}


def test_signed_minutes_ask_no_more(stage: Stage, minutes: Minutes, as_: As) -> None:
    acts.add_promise(minutes, {"title": two("A lab"), "visibility": "shared"}, under=None, by=stage.host)
    assert texts(as_(stage.guest).get(at(signed(stage, minutes))), "#signatures .notice") == []
