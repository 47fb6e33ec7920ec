"""The pages of sources: what stands on them, who sees them, and at what cost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from legation.directory.models import Person
from legation.kernel import searching
from legation.kernel.models import SearchEntry
from legation.sources.actions import accept_all, accept_finding, remove_source
from legation.sources.models import Finding, Source
from legation.sources.queries import evidence_of, sources_of, waiting
from legation.sources.queries.marks import pieces_of
from tests.sources.reading import SHORT, Desk, one

pytestmark = pytest.mark.django_db
SECRET = "QUINCE " + SHORT


def at(name: str, *parts) -> str:
    return reverse(name, args=["korea", *parts])


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_page_answers(desk: Desk, as_, language):
    source = desk.read()
    browser = as_(desk.guest, language)
    pages = [
        at("sources"),
        at("source-new"),
        at("source", source.pk),
        at("finding-decide", source.pk, one(source, "person", name="Bruce Harrell").pk),
    ]
    assert [browser.get(page).status_code for page in pages] == [200, 200, 200, 200]


def test_the_text_is_whole_escaped_and_marked(desk: Desk, as_):
    text = SHORT + " <script>alert(1)</script> & “more”"
    source = desk.read(text)
    page = as_(desk.guest).get(at("source", source.pk)).content.decode()
    words = re.search(r'<div class="words".*?>(.*?)</div>', page, re.DOTALL).group(1)
    assert "<script" not in words
    from html import unescape

    assert unescape(re.sub(r"</?mark[^>]*>", "", words)) == text
    finding = one(source, "person", name="Bruce Harrell")
    marked = re.findall(rf'<mark[^>]*data-of="(?:\d+ )*{finding.pk}(?: \d+)*">(.*?)</mark>', words)
    assert marked[0] == "Bruce Harrell"


def test_pieces_of_overlapping_spans_are_the_text_again():
    def finding(pk, kind, *spans):
        return Finding(pk=pk, kind=kind, spans={"name": [list(span) for span in spans]})

    pieces = pieces_of("abcdefghij", [finding(1, "statement", (0, 6)), finding(2, "person", (4, 8), (9, 99))])
    assert [(piece.text, piece.keys, piece.wide) for piece in pieces] == [
        ("abcd", (1,), True),
        ("ef", (1, 2), False),
        ("gh", (2,), False),
        ("i", (), False),
        ("j", (2,), False),
    ]
    assert [piece.text for piece in pieces_of("", [])] == []


def test_accept_correct_reject_and_open_again_on_the_page(desk: Desk, as_):
    source = desk.read()
    finding = one(source, "person", name="Bruce Harrell")
    browser, decide = as_(desk.guest), at("finding-decide", source.pk, finding.pk)
    typed = {"name": "Bruce Harrell", "title": "Mayor", "org": "Seattle", "side": "guest", "head": "on"}
    answer = browser.post(decide, {**typed, "decision": "reject", "seen_version": 1})
    assert (answer.status_code, answer.url) == (302, f"{at('source', source.pk)}#finding-{finding.pk}")
    browser.post(decide, {"decision": "reopen", "seen_version": 2})
    browser.post(
        decide, {**typed, "given": "", "decision": "correct", "seen_version": 3, "title": "Lord Mayor"}
    )
    finding.refresh_from_db()
    assert (finding.status, finding.corrections) == ("corrected", {"title": "Lord Mayor"})
    page = browser.get(at("source", source.pk)).content.decode()
    assert reverse("person", args=[finding.object_id]) in page


def test_the_second_reviewer_gets_409_and_loses_nothing(desk: Desk, as_):
    source = desk.read()
    finding = one(source, "person", name="Bruce Harrell")
    decide = at("finding-decide", source.pk, finding.pk)
    as_(desk.guest).post(decide, {"decision": "reject", "seen_version": 1, "name": "Bruce Harrell"})
    answer = as_(desk.host).post(decide, {"decision": "correct", "seen_version": 1, "name": "B. Harrell"})
    assert (answer.status_code, Person.objects.count()) == (409, 0)
    assert answer.context["meanwhile"].version == 2
    assert answer.context["form"]["name"].value() == "B. Harrell"
    finding.refresh_from_db()
    assert finding.status == "rejected"


def test_a_refusal_is_shown_and_nothing_is_kept(desk: Desk, as_):
    source = desk.read()
    topic = source.findings.filter(kind="topic").first()
    answer = as_(desk.guest).post(
        at("finding-decide", source.pk, topic.pk),
        {"decision": "accept", "topic": topic.values["topic"], "seen_version": 1},
    )
    assert answer.status_code == 422
    topic.refresh_from_db()
    assert topic.status == "proposed"


def test_another_reading_is_one_press_away(desk: Desk, as_):
    source = desk.read()
    event = one(source, "event")
    event.alternatives = {"iso": [{"value": "2024-04-24T17:00", "rule": "time.other-reading"}]}
    event.save()
    fields = {
        "kind": "meeting",
        "day": "2024-04-17",
        "time": "17:00",
        "city": "Busan",
        "venue": event.values["venue"],
    }
    as_(desk.guest).post(
        at("finding-decide", source.pk, event.pk),
        {**fields, "status": "held", "reading": "iso:0", "seen_version": 1},
    )
    event.refresh_from_db()
    assert event.target.local_start.isoformat() == "2024-04-24T17:00:00+09:00"


def test_accept_all_that_is_certain(desk: Desk, as_):
    source = desk.read()
    answer = as_(desk.guest).post(at("source-accept", source.pk))
    assert (answer.status_code, sorted(str(person) for person in Person.objects.all())) == (
        302,
        ["Bruce Harrell", "Park Heong-joon"],
    )


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.4\n1 0 obj <<>> endobj trailer <</Root 1 0 R>>", "not what its name says"),
        ("a.pdf", b"only words", "not what its name says"),
        ("a.txt", b"\x89PNG\r\n\x1a\n0000", "not what its name says"),
        ("a.txt", b"", "This file is empty."),
        ("a.txt", b"\xff\xfa\xfb\xc3\x28 caf\xe9", "letters of this file cannot be read"),
        ("a.txt", b"x" * (5 * 1024 * 1024 + 1), "at most 5 MB"),
        ("a.txt", b"word " * 250_000, "more than 1,000,000 characters"),
        ("a.txt", "Мэр города встретился с делегацией. ".encode() * 9, "Only English and Korean"),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_at_the_field(desk: Desk, as_, name, data, said):
    upload = SimpleUploadedFile(name, data)
    answer = as_(desk.guest).post(at("source-new"), {"file": upload, "visibility": "shared"})
    assert answer.status_code == 422
    assert [said in error for error in answer.context["form"].errors["file"]] == [True]
    assert (Source.objects.count(), Finding.objects.count()) == (0, 0)


def test_a_long_text_and_none_are_refused_at_the_field(desk: Desk, as_):
    browser = as_(desk.guest)
    for text, said in (
        ("x" * 1_000_001, "At most 1,000,000"),
        ("", "no text to read"),
        ("x" * 5_000_000, "5000000"),
    ):
        answer = browser.post(at("source-new"), {"text": text, "visibility": "shared"})
        assert answer.status_code == 422
        assert [said in error for error in answer.context["form"].errors["text"]] == [True]
    assert Source.objects.count() == 0


def test_a_file_is_read(desk: Desk, as_):
    upload = SimpleUploadedFile("note.txt", f"date 2024-04-18 {SHORT}".encode())
    answer = as_(desk.guest).post(at("source-new"), {"file": upload, "visibility": "shared"})
    source = Source.objects.get()
    assert answer.url == at("source", source.pk)
    assert (source.published_on.isoformat(), source.title[:10], source.language) == (
        "2024-04-18",
        "Mayor Park",
        "en",
    )


def test_what_one_side_keeps_leaks_nowhere(desk: Desk, as_, rf: RequestFactory):
    source = desk.read(SECRET, visibility="guest", title="QUINCE")
    accept_finding(one(source, "person", name="Bruce Harrell"), by=desk.guest)
    person = Person.objects.get()
    Person.objects.update(scope="shared")
    finding = source.findings.filter(status="proposed").first()
    for reader, sees in ((desk.guest, True), (desk.delegate, True), (desk.host, False), (desk.press, False)):
        browser = as_(reader)
        assert ("QUINCE" in browser.get(at("sources")).content.decode()) is sees
        assert browser.get(at("source", source.pk)).status_code == (200 if sees else 404)
        assert (len(sources_of(desk.mission, reader)), waiting(desk.mission, reader) > 0) == (int(sees), sees)
        assert len(evidence_of(person, reader)) == int(sees)
        request = rf.get("/")
        request.user = reader
        shown = Template("{% load evidence %}{% evidence person %}").render(
            Context({"person": person, "request": request})
        )
        assert ("QUINCE" in shown) is sees
        decides = reader == desk.guest
        answer = browser.post(
            at("finding-decide", source.pk, finding.pk),
            {"decision": "reject", "seen_version": finding.version},
        )
        assert answer.status_code == (302 if decides else 403 if sees else 404)
    (entry,) = SearchEntry.objects.filter(kind="source")
    assert (entry.visibility, entry.mission_id, entry.url) == (
        "guest",
        desk.mission.pk,
        at("source", source.pk),
    )
    assert as_(desk.stranger).get(at("sources")).status_code == 404


def test_who_reads_texts_in(desk: Desk, as_):
    answers = {
        name: as_(getattr(desk, name)).get(at("source-new")).status_code
        for name in ("guest", "host", "press", "delegate", "stranger")
    }
    assert answers == {"guest": 200, "host": 200, "press": 200, "delegate": 403, "stranger": 404}


def test_a_removed_text_leaves_list_and_search_and_comes_back(desk: Desk, as_):
    source = desk.read(visibility="guest", title="QUINCE")
    browser = as_(desk.guest)
    answer = browser.post(at("source-remove", source.pk))
    assert answer.url == f"{at('sources')}?removed={source.pk}"
    assert (SearchEntry.objects.filter(kind="source").count(), waiting(desk.mission, desk.guest)) == (0, 0)
    assert at("source-restore", source.pk) in browser.get(answer.url).content.decode()
    other = as_(desk.host)
    assert "QUINCE" not in other.get(answer.url).content.decode()
    assert other.post(at("source-restore", source.pk)).status_code == 404
    assert browser.post(at("source-restore", source.pk)).url == at("source", source.pk)
    assert [entry.object_id for entry in searching.matching("QUINCE", _everything())] == [source.pk]


def _everything():
    from django.db.models import Q

    return Q(kind="source")


def test_a_text_read_again_since_is_not_brought_back_twice(desk: Desk, as_):
    source = desk.read()
    remove_source(source, by=desk.guest)
    desk.read()
    browser = as_(desk.guest)
    assert browser.post(at("source-restore", source.pk)).url == at("sources")
    assert sources_of(desk.mission, desk.guest)[0].pk != source.pk


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_the_list_costs_the_same_for_any_number(desk: Desk, as_, rows, django_assert_num_queries):
    for number in range(rows):
        desk.read(f"{SHORT} {number}")
    browser = as_(desk.guest)
    browser.get(at("sources"))
    with django_assert_num_queries(9):
        browser.get(at("sources"))


@pytest.mark.parametrize("rows", [1, 3, 12])
def test_a_text_costs_the_same_for_any_number_of_findings(desk: Desk, as_, rows, django_assert_num_queries):
    names = ["Ada Lane", "Bea Moss", "Cy Nash", "Di Oaks", "Ed Penn", "Flo Quill", "Gus Ray", "Hal Shaw",
             "Ida Todd", "Jo Ure", "Kit Vane", "Lou West"][:rows]  # fmt: skip
    text = " ".join(f"Mayor {name} of Seattle met Park Heong-joon, the Mayor of Busan." for name in names)
    source = desk.read(text)
    accept_all(source, by=desk.guest, threshold=0)
    assert source.findings.filter(kind="person").count() == rows + 1
    browser = as_(desk.guest)
    browser.get(at("source", source.pk))
    with django_assert_num_queries(10):
        browser.get(at("source", source.pk))


def test_evidence_is_one_query(desk: Desk, django_assert_num_queries):
    source = desk.read()
    accept_all(source, by=desk.guest, threshold=0)
    person = Person.objects.get(family_name="Harrell")
    evidence_of(person, desk.guest)
    with django_assert_num_queries(1):
        (quote,) = evidence_of(person, desk.guest)
        assert (quote.source.mission.slug, quote.words) == ("korea", "Bruce Harrell")
