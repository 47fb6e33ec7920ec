"""After-action reports: drafted from the record, written by one side, due after 30 days, taken out."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from i18nfield.strings import LazyI18nString

from legation.missions import actions as missions
from legation.outcomes import actions as outcomes
from legation.reports.actions.reports import begin_report, change_report, fill_report, remove_report
from legation.reports.models import Report
from legation.reports.queries.report_paper import report_paper
from legation.reports.queries.reports import report_due
from tests.desk.browsing import texts, words
from tests.world import SECRETS, World, two

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def begun(world: World, kind: str = "us", by: Any = None, **values: Any) -> Report:
    return begin_report(world.mission, {"kind": kind, **values}, by=by or world.guest)


def told(report: Report, language: str = "en") -> str:
    paper = report_paper(report, language, "")
    parts = [
        *(" ".join(pair) for pair in paper.facts),
        *(line for part in paper.parts for line in (part.heading, *part.paragraphs, part.note)),
        *(cell for part in paper.parts for row in part.rows for cell in row),
    ]
    return "\n".join(parts)


def signed(world: World, **values: Any) -> Any:
    parties = [world.things["guest-organisation"], world.things["host-organisation"]]
    given = {"kind": "mou", "status": "signed", "signed_on": date(2024, 4, 17), "parties": parties}
    return outcomes.add_agreement(
        world.mission, {"title": two("Port paper", "항만 각서"), **given, **values}, by=world.host
    )


def test_a_report_is_kept_to_its_side_and_due_thirty_days_after_the_return(world: World) -> None:
    report = begun(world, "kr")
    assert (report.side, report.visibility) == ("guest", "guest")
    assert (report.returned_on, report.due_on) == (date(2024, 4, 20), date(2024, 5, 20))


def test_the_draft_says_in_both_languages_what_the_record_says(world: World) -> None:
    call = world.things["engagement"]
    missions.change_engagement(call, {"status": "held"}, seen=call.version, by=world.host)
    spoken = {"text": two("We begin in May.", "5월에 시작합니다."), "speakers": [world.things["host-mayor"]]}
    outcomes.add_statement(world.mission, {**spoken, "engagement": call}, by=world.host)
    signed(world)
    report = begun(world, "kr", visibility="shared")
    meeting = "1. Courtesy call (17 April 2024, City Hall)"
    assert str(report.meetings.localize("en")).splitlines() == [
        meeting,
        "– Met: Sample Mayorhost, Mayor, City of Busan",
        "– Sample Mayorhost: Welcome",
        "– Sample Mayorhost: We begin in May.",
    ]
    assert str(report.meetings.localize("ko")).splitlines()[3] == "– 박표본: 5월에 시작합니다."
    assert str(report.results.localize("en")) == (
        "– Memorandum of understanding, “Port paper”, City of Seattle – City of Busan,"
        " signed on 17 April 2024"
    )
    assert (str(report.cost), str(report.lessons)) == ("", "")


@pytest.mark.parametrize(("side", "other"), [("guest", "host"), ("host", "guest")])
def test_a_sides_report_holds_its_own_record_and_nothing_of_the_other(
    world: World, side: str, other: str
) -> None:
    by = world.guest if side == "guest" else world.host
    for kind in ("kr", "us"):
        text = told(begun(world, kind, by))
        assert (SECRETS[side] in text, SECRETS[other] in text) == (True, False)
        shared = told(begun(world, kind, by, visibility="shared"))
        assert [word for word in SECRETS.values() if word in shared] == []


def test_a_report_that_is_shown_later_reads_the_record_for_both_sides(world: World) -> None:
    report = begun(world, "kr")
    assert SECRETS["guest"] in told(report)
    plain = {name: LazyI18nString("") for name in report.texts}
    shown = change_report(report, {**plain, "visibility": "shared"}, seen=1, by=world.guest)
    assert SECRETS["guest"] not in told(shown)


def test_what_is_empty_is_drafted_anew_and_what_was_written_stays(world: World) -> None:
    report = begun(world, "kr")
    report = change_report(report, {"purpose": two("Ours", "우리")}, seen=1, by=world.guest)
    signed(world)
    filled = fill_report(report, by=world.guest)
    assert (str(filled.purpose.localize("en")), "Port paper" in str(filled.results)) == ("Ours", True)
    assert fill_report(filled, by=world.guest).version == filled.version


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"due_on": "2024-04-19"}, "due_on", "It cannot be due before the return."),
        ({"returned_on": "2024-04-01"}, "returned_on", "The day of the return is before the mission begins."),
        (
            {"filed_on": "2024-04-19"},
            "filed_on",
            "It cannot have been handed in before the return, nor on a day that has not come yet.",
        ),
        (
            {"filed_on": "2024-06-02"},
            "filed_on",
            "It cannot have been handed in before the return, nor on a day that has not come yet.",
        ),
        ({"due_on": "soon"}, "due_on", "Enter a valid date."),
        (
            {"visibility": "host"},
            "visibility",
            "Select a valid choice. host is not one of the available choices.",
        ),
    ],
)
@time_machine.travel("2024-06-01T00:00:00Z", tick=False)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_saved(
    world: World, as_: As, typed: dict[str, str], field: str, said: str
) -> None:
    report = begun(world)
    good = {"seen_version": 1, "returned_on": "2024-04-20", "due_on": "2024-05-20", "visibility": "guest"}
    answer = as_(world.guest).post(
        reverse("report-edit", args=["test-mission", report.pk]), {**good, **typed}
    )
    report.refresh_from_db()
    assert (answer.status_code, answer.context["form"].errors[field], report.version) == (422, [said], 1)


def test_who_writes_meanwhile_is_told(world: World, as_: As) -> None:
    report = begun(world)
    change_report(report, {"lessons": two("First", "처음")}, seen=1, by=world.guest)
    sent = {"seen_version": 1, "lessons_0": "Second", "returned_on": "2024-04-20", "due_on": "2024-05-20"}
    answer = as_(world.guest).post(
        reverse("report-edit", args=["test-mission", report.pk]), {**sent, "visibility": "guest"}
    )
    report.refresh_from_db()
    assert (answer.status_code, str(report.lessons.localize("en"))) == (409, "First")


def test_the_other_side_writes_in_no_shared_report(world: World, as_: As) -> None:
    shared = world.things["report"]
    pages = {
        name: as_(user).get(reverse(name, args=["test-mission", shared.pk])).status_code
        for name, user in (("report", world.host), ("report-edit", world.host))
    }
    assert pages == {"report": 200, "report-edit": 403}


@time_machine.travel("2024-06-01T00:00:00Z", tick=False)
def test_the_desk_and_the_list_say_when_it_is_due_until_it_is_handed_in(world: World, as_: As) -> None:
    client, desk, listed = (
        as_(world.host),
        reverse("desk", args=["test-mission"]),
        reverse("reports", args=["test-mission"]),
    )
    late = "Your side’s report was due on 20 May 2024 and was not handed in yet."
    assert texts(client.get(listed), ".notice p") == [late]
    assert "The report after the journey was due on 20 May 2024" in words(client.get(desk), "aside")
    own = world.things["host-hidden-report"]
    change_report(own, {"filed_on": date(2024, 5, 30)}, seen=own.version, by=world.host)
    assert texts(client.get(listed), ".notice p") == []
    assert "The report after the journey" not in words(client.get(desk), "aside")


def test_nothing_is_due_before_the_return_nor_of_who_only_reads(world: World) -> None:
    last = world.mission.ends_on
    days = [last - timedelta(days=1), last, last + timedelta(days=60)]
    assert [report_due(world.mission, world.guest, day) for day in days] == [
        None,
        date(2024, 5, 20),
        date(2024, 5, 20),
    ]
    assert report_due(world.mission, world.users["guest-delegate"], days[2]) is None


def test_a_removed_report_comes_back_by_undo(world: World, as_: As) -> None:
    report = begun(world)
    client = as_(world.guest)
    gone = client.post(reverse("report-remove", args=["test-mission", report.pk]))
    assert client.get(reverse("report", args=["test-mission", report.pk])).status_code == 404
    page = client.get(gone.url)
    client.post(texts_of_action(page))
    assert client.get(reverse("report", args=["test-mission", report.pk])).status_code == 200
    remove_report(report, by=world.guest)
    other = as_(world.host).post(reverse("report-restore", args=["test-mission", report.pk]))
    assert other.status_code == 404


def texts_of_action(page: Any) -> str:
    from selectolax.lexbor import LexborHTMLParser

    form = LexborHTMLParser(page.content.decode()).css_first(".notice form")
    assert form is not None
    return str(form.attributes["action"])


@pytest.mark.parametrize(
    ("language", "title", "row"),
    [("en", "Report on a journey abroad", "Lodging"), ("ko", "국외출장 결과보고서", "숙박비")],
)
def test_both_files_hold_the_report_in_the_language_asked_for(
    world: World, as_: As, language: str, title: str, row: str
) -> None:
    from docx import Document
    from pypdf import PdfReader

    signed(world)
    report, client = begun(world, "kr"), as_(world.guest)
    where = {name: reverse(name, args=["test-mission", report.pk]) for name in ("report-pdf", "report-docx")}
    pdf = client.get(where["report-pdf"], {"language": language})
    assert pdf["Cache-Control"] == "private, no-store"
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages).split()
    )
    document = Document(io.BytesIO(client.get(where["report-docx"], {"language": language}).content))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    heads = [each.text for each in document.paragraphs if each.style.name == "Title"]
    assert (heads, row in cells, title in text, row in text) == ([title], True, True, True)
    repeated = [table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables]
    assert sum(bool(mark) for mark in repeated) >= 4


def test_words_that_look_like_markup_stay_words(world: World) -> None:
    from legation.reports.actions.printing import docx_bytes, pdf_bytes

    report = begun(world)
    text = '#panic("x") <script>alert(1)</script> \u0000\u000b & *b*'
    report = change_report(report, {"lessons": two(text, text)}, seen=1, by=world.guest)
    paper, now = report_paper(report, "en", ""), report.updated_at
    assert (pdf_bytes(paper, at=now)[:5], docx_bytes(paper, at=now)[:2]) == (b"%PDF-", b"PK")


def test_of_many_participants_all_are_named_in_an_annex(world: World) -> None:
    for n in range(16):
        person = world.things["guest-mayor"].__class__.objects.create(family_name=f"Guest{n}", sample=True)
        missions.add_delegate(
            world.mission, {"person": person, "delegation": world.things["guest-delegation"]}, by=world.guest
        )
    paper = report_paper(begun(world, "us", visibility="shared"), "en", "")
    rows = {part.heading: len(part.rows) for part in paper.parts}
    assert (rows["Participants"], rows["Annex: all participants"]) == (1, 17)


@pytest.mark.parametrize("count", [1, 3, 12])
def test_queries_do_not_grow(world: World, as_: As, django_assert_num_queries: Any, count: int) -> None:
    for n in range(count):
        signed(world, title=two(f"Paper {n}"))
        outcomes.add_commitment(world.mission, {"title": two(f"Promise {n}")}, by=world.host)
        begun(world, "kr", visibility="shared")
    client = as_(world.guest)
    with django_assert_num_queries(7):
        client.get(reverse("reports", args=["test-mission"]))
    with django_assert_num_queries(21):
        client.get(reverse("report", args=["test-mission", world.things["report"].pk]))
