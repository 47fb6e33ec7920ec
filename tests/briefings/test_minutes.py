"""Minutes on paper: what both sides see, in either language or both, with signatures and amendments."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from legation.briefings.actions import minutes_bytes
from legation.missions.actions import add_attendance
from legation.missions.models import Attendance
from legation.outcomes.actions import minutes as acts
from legation.outcomes.actions import minutes_closing as closing
from legation.outcomes.actions import minutes_people as attending
from legation.outcomes.models import Minutes
from legation.outcomes.queries.minutes import amendment_trace
from tests.missions.stage import Stage, build, two

pytestmark = pytest.mark.django_db


def printed(minutes: Minutes, reader: Any, language: str = "both") -> str:
    found = Minutes.objects.select_related(*Minutes.loads).get(pk=minutes.pk)
    pdf = PdfReader(io.BytesIO(minutes_bytes(found, reader=reader, language=language, paper="a4")))
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


@pytest.fixture
def written(db: None) -> tuple[Stage, Minutes]:
    stage = build()
    call = stage.engagement(venue=stage.city_hall)
    stage.attends(call, stage.harrell)
    add_attendance(call, {"delegate": stage.park, "function": "principal"}, by=stage.host)
    made = acts.begin_minutes(call, by=stage.host)
    told = {"under": None, "visibility": "shared", "person": None, "speaker": ""}
    lab = {**told, "kind": "statement", "text": two("We open a lab.", "연구실을 엽니다.")}
    acts.add_line(made, {**lab, "person": stage.park.person}, by=stage.host)
    aside = {**told, "kind": "note", "text": two("GUESTASIDE"), "visibility": "guest"}
    acts.add_line(made, aside, by=stage.guest)
    keys = list(Attendance.objects.values_list("pk", flat=True))
    attending.mark_presence(made, keys, "present", by=stage.host)
    return stage, made


def test_open_minutes_are_a_draft_without_notes_of_a_side(written: tuple[Stage, Minutes]) -> None:
    stage, minutes = written
    text = printed(minutes, stage.guest)
    shown = [
        word in text
        for word in ("We open a lab.", "연구실을 엽니다.", "Park", "Draft:", "GUESTASIDE", "Signatures")
    ]
    assert shown == [True, True, True, True, False, False]
    assert ["연구실을" in printed(minutes, stage.host, language) for language in ("en", "ko")] == [
        False,
        True,
    ]


def test_signed_minutes_are_printed_with_signatures_and_amendments(written: tuple[Stage, Minutes]) -> None:
    stage, minutes = written
    made = closing.close_minutes(minutes, by=stage.host)
    for user, name in ((stage.guest, "Bruce Signer"), (stage.host, "Park Signer")):
        closing.sign_minutes(made, trace=made.trace, name=name, by=user)
    line = made.lines.exclude(statement=None).get()
    values = {"line": line, "text": two("We open two labs."), "reason": two("Misheard")}
    one = closing.propose_amendment(made, values, by=stage.guest)
    for user in (stage.guest, stage.host):
        closing.sign_amendment(one, trace=amendment_trace(made, one), name="Again", by=user)
    text = printed(made, stage.guest, "en")
    wanted = (
        "Bruce Signer",
        "Park Signer",
        made.trace[:20],
        "We open a lab.",
        "We open two labs.",
        "Misheard",
    )
    assert [word in text for word in (*wanted, "Amended by no. 1", "Draft:", "GUESTASIDE")] == [
        *[True] * 7,
        False,
        False,
    ]
