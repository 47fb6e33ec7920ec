"""The register of agreements: who signed, for how long, the marks of a sister city, and what fell asleep."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from legation.kernel.sheets import tables
from legation.missions import actions as missions
from legation.outcomes import actions
from legation.outcomes.models import Agreement
from tests.desk.browsing import texts, words
from tests.world import World, person, two

pytestmark = pytest.mark.django_db
As = Callable[..., Client]
TODAY = date(2024, 5, 20)


def agreed(world: World, title: str = "Sisters", **values: Any) -> Agreement:
    parties = [world.things["guest-organisation"], world.things["host-organisation"]]
    given = {"kind": "sister_city", "status": "signed", "signed_on": date(2015, 4, 17), "parties": parties}
    return actions.add_agreement(world.mission, {"title": two(title), **given, **values}, by=world.host)


def page(client: Client, agreement: Agreement, **asked: Any) -> Any:
    return client.get(reverse("agreement", args=[agreement.pk]), asked)


def listed(client: Client, **asked: str) -> list[str]:
    return texts(client.get(reverse("agreements"), asked), "tbody th a")


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"signed_on": "2024-04-17", "ends_on": "2024-04-16"}, "ends_on", "It ends before it begins."),
        (
            {"signed_on": "2024-04-17", "begins_on": "2025-01-01", "ends_on": "2024-12-31"},
            "ends_on",
            "It ends before it begins.",
        ),
        (
            {"signed_on": "2024-05-21"},
            "signed_on",
            "That day has not come yet. Until it is signed, it is planned.",
        ),
        ({"signed_on": ""}, "signed_on", "Say on which day it was signed."),
        (
            {"signed_on": "2024-04-17", "budget_on": "2024-06-01"},
            "budget_on",
            "That day has not come yet. Leave it empty until the assembly has approved it.",
        ),
        (
            {"signed_on": "2024-04-17", "last_contact_on": "2024-06-01"},
            "last_contact_on",
            "That day has not come yet.",
        ),
    ],
)
@time_machine.travel(TODAY, tick=False)
def test_days_that_cannot_be_are_refused_at_their_field(
    world: World, as_: As, typed: dict[str, str], field: str, said: str
) -> None:
    known = Agreement.objects.count()
    given = {"title_0": "A", "kind": "mou", "status": "signed", "visibility": "shared", **typed}
    answer = as_(world.host).post(reverse("agreement-new", args=[world.mission.slug]), given)
    assert (answer.status_code, texts(answer, f"#id_{field}-error")) == (422, [said])
    assert Agreement.objects.count() == known


@time_machine.travel(TODAY, tick=False)
def test_days_that_were_noted_before_count_in_a_change(world: World, as_: As) -> None:
    made = agreed(world)
    with pytest.raises(Exception, match="It ends before it begins"):
        actions.change_outcome(made, {"ends_on": date(2015, 4, 16)}, seen=1, by=world.host)


@time_machine.travel(TODAY, tick=False)
def test_the_three_marks_of_a_sister_city_say_what_is_missing(world: World, as_: As) -> None:
    made, host, things = agreed(world), as_(world.host), world.things
    shown = page(host, made)
    assert texts(shown, "#checks li b") == ["missing", "missing", "missing"]
    assert texts(shown, "#checks li span") == [
        "No head of City of Seattle, City of Busan is named as a signatory.",
        "2 more fields are missing.",
        "The day of the approval is not noted.",
    ]
    for side in ("guest", "host"):
        typed = {
            "party": things[f"{side}-organisation"].pk,
            "person": things[f"{side}-mayor"].pk,
            "post": things[f"{side}-post"].pk,
            "head": "on",
        }
        where = reverse("signatory-new", args=[made.pk])
        assert host.post(where, typed).status_code == 302
        assert host.post(where, typed).status_code == 422
        if side == "guest":
            assert texts(page(host, made), "#checks li span")[0] == (
                "No head of City of Busan is named as a signatory."
            )
    values = {"subjects": ["trade", "culture"], "budget_on": date(2024, 1, 1)}
    actions.change_outcome(made, values, seen=1, by=world.host)
    shown = page(host, made)
    assert texts(shown, "#checks li b") == ["met", "met", "met"]
    assert "counts as a sister city" in words(shown)
    assert texts(shown, "#signatories .slot small") == [
        "Mayor, City of Seattle · head of the city government",
        "Mayor, City of Busan · head of the city government",
    ]
    memorandum = agreed(world, "Paper", kind="mou")
    assert texts(page(host, memorandum), "#checks") == []


def test_who_signs_does_so_for_a_party(world: World, as_: As) -> None:
    made = agreed(world, parties=[world.things["guest-organisation"]])
    values = {"party": world.things["host-organisation"], "person": world.things["host-mayor"]}
    with pytest.raises(Exception, match="no party of the agreement"):
        actions.add_signatory(made, values, by=world.host)


def test_a_signatory_whom_one_office_knows_is_named_to_nobody_else(world: World, as_: As) -> None:
    unknown = person(world, "QUINCEGUESTsigner", "Hidden", by=world.guest, scope="office")
    made = agreed(world)
    actions.add_signatory(
        made, {"party": world.things["guest-organisation"], "person": unknown}, by=world.guest
    )
    assert "QUINCEGUESTsigner" in words(page(as_(world.guest), made))
    shown = page(as_(world.host), made)
    assert texts(shown, "#signatories h3") == ["Somebody whom another office keeps"]
    for name, args in (("agreement-pdf", [made.pk]), ("agreements-out", ["csv"])):
        answer = as_(world.host).get(reverse(name, args=args))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"QUINCEGUESTsigner" not in body


def test_a_signatory_is_taken_off_and_brought_back(world: World, as_: As) -> None:
    made, host = agreed(world), as_(world.host)
    signed = actions.add_signatory(
        made,
        {"party": world.things["guest-organisation"], "person": world.things["guest-mayor"]},
        by=world.host,
    )
    gone = host.post(reverse("signatory-remove", args=[signed.pk]))
    assert texts(host.get(gone["Location"]), ".notice button") == ["Undo"]
    reader = as_(world.users["host-assistant"])
    assert reader.post(reverse("signatory-restore", args=[signed.pk])).status_code == 404
    assert host.post(reverse("signatory-restore", args=[signed.pk])).status_code == 302
    assert texts(page(host, made), "#signatories h3") == ["Sample Mayorguest"]


@time_machine.travel(TODAY, tick=False)
def test_it_falls_asleep_when_the_parties_have_not_met_for_years(world: World, as_: As) -> None:
    made, host = agreed(world, last_contact_on=date(2021, 5, 19)), as_(world.host)
    assert texts(page(host, made), ".notice.warn p") == []  # the mission of April 2024 was between them
    asleep = agreed(world, "Alone", parties=[world.things["guest-organisation"]])
    assert texts(page(host, asleep), ".notice.warn p") == [
        "Dormant: the last contact was on 17 April 2015, more than 3 years ago."
    ]
    off = {"status": "cancelled", "starts_on": date(2024, 4, 13), "ends_on": date(2024, 4, 20)}
    missions.change_mission(world.mission, off, seen=1, by=world.guest)
    assert len(texts(page(host, made), ".notice.warn p")) == 1
    actions.change_outcome(made, {"last_contact_on": date(2021, 5, 20)}, seen=1, by=world.host)
    assert texts(page(host, made), ".notice.warn p") == []
    assert listed(host, state="dormant") == ["MEDLARHOSTname sisters", "Alone"]


@time_machine.travel(TODAY, tick=False)
def test_the_register_is_narrowed_and_says_what_needs_a_look(world: World, as_: As) -> None:
    host = as_(world.host)
    agreed(world, "Ending", ends_on=date(2024, 8, 1), subjects=["port"])
    agreed(world, "Over", ends_on=date(2024, 5, 19), kind="mou")
    agreed(world, "Renewing", ends_on=date(2024, 5, 19), renews=True)
    agreed(world, "Gone", status="ended", ends_on=date(2024, 5, 1))
    assert listed(host, state="ends") == ["Ending"]
    assert listed(host, state="over") == ["Over"]
    assert listed(host, kind="mou") == ["Over", "MEDLARHOST paper"]
    assert listed(host, subject="port") == ["Ending"]
    assert listed(host, status="ended") == ["Gone"]
    assert listed(host, text="renew") == ["Renewing"]
    assert listed(host, text="seattle", kind="mou") == ["Over", "MEDLARHOST paper"]
    assert listed(host, city=str(world.things["busan"].pk), status="ended") == ["Gone"]
    assert listed(host, city="x", kind="y", page="999999") == listed(host)
    said = texts(host.get(reverse("agreements")), ".masthead .warned")
    assert said == ["1 ends soon", "1 is over"]


@time_machine.travel(TODAY, tick=False)
def test_what_an_office_keeps_is_seen_by_the_office(world: World, as_: As) -> None:
    typed = {
        "title_0": "Old sisters",
        "kind": "friendship_city",
        "status": "signed",
        "signed_on": "1998-10-02",
    }
    host = as_(world.host)
    done = host.post(reverse("office-agreement-new"), typed)
    made = Agreement.objects.get(title__icontains="Old sisters")
    assert done["Location"] == reverse("agreement", args=[made.pk])
    assert (made.mission, made.office) == (None, world.host.office)
    assert page(as_(world.users["host-press"]), made).status_code == 200
    assert page(as_(world.guest), made).status_code == 404
    assert as_(world.users["host-press"]).get(reverse("office-agreement-new")).status_code == 403
    edit = reverse("agreement-edit", args=[made.pk])
    assert as_(world.users["host-press"]).post(edit, typed).status_code == 403
    changed = host.post(edit, {**typed, "title_0": "Older sisters", "seen_version": 1})
    assert changed["Location"] == reverse("agreement", args=[made.pk])
    assert texts(host.get(reverse("search"), {"q": "older"}), "h2 a") == ["Older sisters"]
    assert texts(as_(world.guest).get(reverse("search"), {"q": "older"}), "h2 a") == []
    gone = host.post(reverse("agreement-remove", args=[made.pk]))
    assert texts(host.get(gone["Location"]), ".notice button") == ["Undo"]
    assert as_(world.guest).post(reverse("agreement-restore", args=[made.pk])).status_code == 404
    assert host.post(reverse("agreement-restore", args=[made.pk])).status_code == 302
    assert "Older sisters" in listed(host)


@time_machine.travel(TODAY, tick=False)
def test_the_register_goes_out_as_it_is_shown(world: World, as_: As) -> None:
    made = agreed(world, "Ending", ends_on=date(2024, 8, 1), subjects=["port", "trade"])
    signed = {"party": world.things["guest-organisation"], "person": world.things["guest-mayor"]}
    actions.add_signatory(made, {**signed, "post": world.things["guest-post"]}, by=world.host)
    for kind in ("xlsx", "csv"):
        answer = as_(world.host).get(reverse("agreements-out", args=[kind]), {"state": "ends"})
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        (table,) = tables(body)
        row = dict(zip(table.rows[0], table.rows[1], strict=True))
        assert (len(table.rows), row["Title"], row["Signatories"]) == (
            2,
            "Ending",
            "Sample Mayorguest, Mayor, City of Seattle",
        )
        assert row["Fields of cooperation"] == "Ports and logistics; Economy and trade"


@time_machine.travel(TODAY, tick=False)
def test_the_sheet_of_an_agreement_is_printed(world: World, as_: As) -> None:
    from pypdf import PdfReader

    made = agreed(world, text=two("Both cities work together."))
    for language, said in (("en", "The three marks of a sister city"), ("ko", "자매도시의 세 가지 요건")):
        answer = as_(world.host, language).get(reverse("agreement-pdf", args=[made.pk]))
        text = " ".join(part.extract_text() for part in PdfReader(io.BytesIO(answer.content)).pages)
        assert said in text
        assert "Both cities work together." in text


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_register_costs_the_same_for_one_as_for_twelve(
    world: World, as_: As, django_assert_num_queries: Any, count: int
) -> None:
    for number in range(count):
        made = agreed(world, f"Number {number}")
        signed = {"party": world.things["guest-organisation"], "person": world.things["guest-mayor"]}
        actions.add_signatory(made, signed, by=world.host)
    client = as_(world.host)
    client.get(reverse("agreements"))
    with django_assert_num_queries(8):
        shown = client.get(reverse("agreements"))
    assert sum(title.startswith("Number") for title in texts(shown, "th a")) == count
    with django_assert_num_queries(10):  # with the line that somebody took it
        client.get(reverse("agreements-out", args=["xlsx"]))
