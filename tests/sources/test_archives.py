"""Many texts at once: read file by file, each once, and none stops the rest."""

import contextlib
import io
import zipfile

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from django.urls import resolve, reverse

from legation.engine.ingest import Member as Packed
from legation.kernel.jobs import Stopped, ask_to_stop, run_queued
from legation.kernel.uploads import Bounded
from legation.sources.actions import (
    NotAnArchive,
    NotNow,
    OtherSidesSource,
    add_archive,
    archives,
    packed,
    redo_archive,
    reject_finding,
    remove_source,
    resume_archive,
    undo_archive,
)
from legation.sources.models import Archive, Finding, Member, Source
from legation.sources.queries import archive_page, sure_of, triage
from tests.sources.reading import SHORT, Desk

pytestmark = pytest.mark.django_db
RUSSIAN = "Мэр города встретился с делегацией в среду. " * 9


def text(number: int) -> bytes:
    return f"date 2024-04-18 {SHORT} The visit was number {number}.".encode()


def at(name: str, *parts: object) -> str:
    return reverse(name, args=["korea", *parts])


def rows(archive: Archive) -> list[tuple[str, str, str, bool]]:
    return [
        (member.name, member.status, member.problem, member.source_id is not None)
        for member in archive.members.order_by("position")
    ]


def image_only_pdf() -> bytes:
    from pypdf import PdfWriter

    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(stream)
    return stream.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 4_000_000)
        archive.writestr("b.txt", text(1))
    return stream.getvalue()


def test_one_bad_file_never_stops_the_rest(desk: Desk):
    data = packed(
        [
            ("a.txt", text(1)),
            ("b.pdf", image_only_pdf()),
            ("c.txt", b"\xff\xfa\xfb\xc3\x28 caf\xe9"),
            ("d.txt", b""),
            ("e.txt", RUSSIAN.encode()),
            ("f.txt", b"x" * 5_300_000),
            ("g.html", b"<html><body><p>" + text(1).replace(b" 5 ", b"\n5 ") + b"</p></body></html>"),
            ("h.pdf", b"no pdf"),
            ("i.txt", b"x" * 999_999),
            ("j.txt", text(2)),
        ]
    )
    archive = add_archive(desk.mission, data, {"name": "1998"}, by=desk.guest)
    run_queued()
    archive.refresh_from_db()
    assert rows(archive) == [
        ("a.txt", "read", "", True),
        ("b.pdf", "refused", "no-text-in-pdf", False),
        ("c.txt", "refused", "unknown-encoding", False),
        ("d.txt", "refused", "empty-file", False),
        ("e.txt", "refused", "other-language", False),
        ("f.txt", "refused", "file-too-large", False),
        ("g.html", "twin", "", True),
        ("h.pdf", "refused", "not-what-it-says", False),
        ("i.txt", "read", "", True),
        ("j.txt", "read", "", True),
    ]
    assert (archive.job.status, archive.job.done, archive.job.total) == ("done", 10, 10)
    assert archive.job.result == {"read": 3, "twin": 1, "refused": 6}
    assert default_storage.exists(archive.stored) is False
    assert Source.objects.filter(archive=archive).count() == 3
    assert Finding.objects.filter(status="proposed").count() == Finding.objects.count()


def test_a_zip_bomb_inside_is_named_and_passed_over(desk: Desk):
    archive = add_archive(desk.mission, bomb(), {"name": "b"}, by=desk.guest)
    run_queued()
    assert rows(archive) == [("a.txt", "refused", "file-too-large", False), ("b.txt", "read", "", True)]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"PK\x03\x04 broken", "not what its name says"), (None, "too many files")],
)
def test_what_is_no_archive_is_refused_at_the_door(desk: Desk, data: bytes | None, said: str):
    if data is None:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for number in range(5001):
                archive.writestr(f"{number}", b"")
        data = stream.getvalue()
    with pytest.raises(NotAnArchive) as refused:
        add_archive(desk.mission, data, {"name": "b"}, by=desk.guest)
    assert said in str(refused.value)
    assert Archive.objects.count() == 0


def test_a_stopped_reading_goes_on_where_it_was(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    archive = add_archive(
        desk.mission, packed((f"{n}.txt", text(n)) for n in range(5)), {"name": "b"}, by=desk.guest
    )
    read_member, seen = archives._read_member, []

    def second_stops(archive: Archive, position: int, member: Packed, *rest: object) -> Member:
        seen.append(position)
        row: Member = read_member(archive, position, member, *rest)
        if position == 2:
            raise Stopped
        return row

    monkeypatch.setattr(archives, "_read_member", second_stops)
    run_queued()
    archive.refresh_from_db()
    assert (archive.job.status, archive.members.count(), seen) == ("stopped", 2, [1, 2])
    assert archive_page(archive, desk.guest, {}).resumable is True
    first = archive.job
    resume_archive(archive, by=desk.guest)
    run_queued()
    archive.refresh_from_db()
    assert (archive.job.status, archive.job == first, seen) == ("done", False, [1, 2, 3, 4, 5])
    assert [row[1] for row in rows(archive)] == ["read"] * 5


def test_a_job_that_was_killed_between_two_files_reads_none_twice(desk: Desk):
    archive = add_archive(
        desk.mission, packed((f"{n}.txt", text(n)) for n in range(3)), {"name": "b"}, by=desk.guest
    )
    archives._read_member(archive, 1, Packed("0.txt", text(0)), None, desk.guest)
    run_queued()
    assert [row[1] for row in rows(archive)] == ["read"] * 3
    assert Source.objects.count() == 3


def test_an_error_of_the_engine_is_that_files_own(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    from legation.engine import capture

    whole = capture.capture

    def trips(words: str, **given: object) -> object:
        if "number 1." in words:
            raise RuntimeError("tripped")
        return whole(words, **given)

    monkeypatch.setattr(capture, "capture", trips)
    archive = add_archive(
        desk.mission, packed((f"{n}.txt", text(n)) for n in range(3)), {"name": "b"}, by=desk.guest
    )
    run_queued()
    assert [row[1:3] for row in rows(archive)] == [("read", ""), ("refused", "failed"), ("read", "")]
    assert Source.objects.count() == 2


def test_a_stop_that_was_asked_before_the_start_reads_nothing(desk: Desk):
    archive = add_archive(desk.mission, packed([("a.txt", text(1))]), {"name": "b"}, by=desk.guest)
    ask_to_stop(archive.job)
    run_queued()
    assert Source.objects.count() == 0


def test_an_archive_of_one_side_is_that_sides(desk: Desk, as_):
    with pytest.raises(OtherSidesSource):
        add_archive(desk.mission, packed([("a.txt", text(1))]), {"visibility": "host"}, by=desk.guest)
    archive = add_archive(
        desk.mission,
        packed([("QUINCE.txt", text(1))]),
        {"name": "QUINCE", "visibility": "guest"},
        by=desk.guest,
    )
    run_queued()
    assert [source.visibility for source in Source.objects.all()] == ["guest"]
    names = ("archive", "archive-state")
    for reader, status in ((desk.guest, 200), (desk.delegate, 200), (desk.host, 404), (desk.press, 404)):
        browser = as_(reader)
        assert [browser.get(at(name, archive.pk)).status_code for name in names] == [status, status]
        shown = browser.get(at("sources")).content.decode()
        assert ("QUINCE" in shown) is (status == 200)
        assert triage(desk.mission, reader, {"archive": str(archive.pk)}).total == (status == 200)
        post = {desk.guest: 302, desk.delegate: 403}.get(reader, 404)
        assert browser.post(at("archive-stop", archive.pk)).status_code == post
        assert browser.post(at("archive-resume", archive.pk)).status_code == post


def test_several_files_and_a_zip_come_through_the_page(desk: Desk, as_):
    browser = as_(desk.guest)
    two_files = [SimpleUploadedFile("a.txt", text(1)), SimpleUploadedFile("a.txt", text(2))]
    answer = browser.post(at("source-new"), {"file": two_files, "visibility": "shared"})
    first = Archive.objects.get()
    assert (answer.url, first.name, first.files) == (at("archive", first.pk), "2 files", 2)
    zipped = SimpleUploadedFile("old.zip", packed([("x/a.txt", text(3))]).read())
    browser.post(at("source-new"), {"file": zipped, "visibility": "shared", "publisher": "The Paper"})
    run_queued()
    assert [(a.name, a.publisher, a.members.count()) for a in Archive.objects.order_by("pk")] == [
        ("2 files", "", 2),
        ("old.zip", "The Paper", 1),
    ]
    assert [row[0] for row in rows(first)] == ["2 a.txt", "a.txt"]
    assert Source.objects.get(archive__name="old.zip").publisher == "The Paper"
    page = browser.get(at("archive", first.pk)).content.decode()
    assert page.count("<td>Read</td>") == 2


def test_a_word_file_and_a_mail_are_read_with_their_marks(desk: Desk, as_):
    mail = (
        b"From: a@b.example\r\nTo: c@d.example\r\nDate: Thu, 18 Apr 2024 09:00:00 +0900\r\n"
        b"Subject: A call\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + SHORT.encode()
    )
    as_(desk.guest).post(
        at("source-new"), {"file": SimpleUploadedFile("call.eml", mail), "visibility": "shared"}
    )
    source = Source.objects.get()
    assert (source.title, source.kind, source.file_name, source.published_on.isoformat(), source.marks) == (
        "A call",
        "eml",
        "call.eml",
        "2024-04-18",
        [[0, "line", 1]],
    )


def test_lines_that_are_no_part_of_the_story_are_shown_as_such(desk: Desk, as_):
    words = f"{SHORT}\nCopyright 2024 The Paper. All rights reserved. Reproduction prohibited."
    source = desk.read(words)
    assert [(words[start:][:14], what) for start, _end, what in source.asides] == [
        ("Copyright 2024", "rights")
    ]
    page = as_(desk.guest).get(at("source", source.pk)).content.decode()
    assert '<span class="aside" title="Rights notice">Copyright 2024' in page


def test_triage_tells_the_sure_from_the_unsure(desk: Desk):
    sure, unsure, decided = desk.read(), desk.read(SHORT + " 2"), desk.read(SHORT + " 3")
    Finding.objects.filter(source=sure).update(confidence=0.9)
    Finding.objects.filter(source=unsure).update(confidence=0.5)
    Finding.objects.filter(source=decided).update(status="accepted")

    def listed(**asked: str) -> list[int]:
        return [source.pk for source in triage(desk.mission, desk.guest, asked).page.object_list]

    assert listed(sure="certain") == [sure.pk]
    assert listed(sure="likely") == [sure.pk]
    assert listed(sure="unsure") == [unsure.pk]
    assert listed(state="decided") == [decided.pk]
    assert listed(state="waiting", order="sure") == [sure.pk, unsure.pk]
    assert listed(state="waiting", order="unsure") == [unsure.pk, sure.pk]
    assert listed(language="ko") == []
    assert listed(state="nonsense", archive="77") == [decided.pk, unsure.pk, sure.pk]
    (first, *_rest) = triage(desk.mission, desk.guest, {"sure": "unsure"}).page.object_list
    assert sure_of(first) == "unsure"


@pytest.mark.parametrize("count", [1, 3, 12])
def test_an_archive_costs_the_same_for_any_number(desk: Desk, as_, count, django_assert_num_queries):
    archive = add_archive(
        desk.mission, packed((f"{n}.txt", text(n)) for n in range(count)), {"name": "b"}, by=desk.guest
    )
    run_queued()
    browser = as_(desk.guest)
    browser.get(at("archive", archive.pk))
    with django_assert_num_queries(10):
        browser.get(at("archive", archive.pk))


def test_an_archive_is_undone_as_a_whole_and_brought_back(desk: Desk):
    before = desk.read(text(2).decode())
    archive = add_archive(
        desk.mission, packed((f"{n}.txt", text(n)) for n in range(5)), {"name": "b"}, by=desk.guest
    )
    run_queued()
    kept = Source.objects.get(file_name="1.txt")
    reject_finding(kept.findings.first(), by=desk.guest)
    undo_archive(archive, by=desk.guest)
    run_queued()
    archive.refresh_from_db()
    assert [row[1] for row in rows(archive)] == ["undone", "kept", "twin", "undone", "undone"]
    assert archive.job.result == {"undone": 3, "kept": 1}
    assert set(Source.objects.present().values_list("pk", flat=True)) == {before.pk, kept.pk}
    page = archive_page(archive, desk.guest, {})
    assert (page.undoable, page.redoable, page.resumable) == (False, True, False)
    desk.read(text(3).decode())
    redo_archive(archive, by=desk.guest)
    run_queued()
    archive.refresh_from_db()
    assert [row[1] for row in rows(archive)] == ["read", "read", "twin", "twin", "read"]
    assert Source.objects.present().count() == 5


def test_undoing_a_half_read_archive_reads_no_more_of_it(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    archive = add_archive(
        desk.mission, packed((f"{n}.txt", text(n)) for n in range(4)), {"name": "b"}, by=desk.guest
    )
    with pytest.raises(NotNow):
        undo_archive(archive, by=desk.guest)
    read_member = archives._read_member

    def second_stops(archive: Archive, position: int, member: Packed, *rest: object) -> Member:
        if position == 3:
            raise Stopped
        row: Member = read_member(archive, position, member, *rest)
        return row

    monkeypatch.setattr(archives, "_read_member", second_stops)
    run_queued()
    undo_archive(archive, by=desk.guest)
    run_queued()
    archive.refresh_from_db()
    assert [row[1] for row in rows(archive)] == ["undone", "undone"]
    assert (default_storage.exists(archive.stored), Source.objects.present().count()) == (False, 0)


def test_a_text_that_went_to_where_the_undoer_may_not_change_it_stays(desk: Desk):
    archive = add_archive(desk.mission, packed([("a.txt", text(1))]), {"name": "b"}, by=desk.guest)
    run_queued()
    Source.objects.update(visibility="host")
    undo_archive(archive, by=desk.guest)
    run_queued()
    assert [row[1] for row in rows(archive)] == ["kept"]
    assert Source.objects.present().count() == 1


def test_what_was_removed_by_hand_is_not_the_archives_to_bring_back(desk: Desk):
    archive = add_archive(
        desk.mission, packed((f"{n}.txt", text(n)) for n in range(2)), {"name": "b"}, by=desk.guest
    )
    run_queued()
    remove_source(Source.objects.get(file_name="0.txt"), by=desk.guest)
    for act in (undo_archive, redo_archive):
        act(archive, by=desk.guest)
        run_queued()
    assert [row[1] for row in rows(archive)] == ["read", "read"]
    assert list(Source.objects.present().values_list("file_name", flat=True)) == ["1.txt"]


def test_nobody_brings_back_a_text_that_became_the_other_sides(desk: Desk):
    archive = add_archive(
        desk.mission, packed((f"{n}.txt", text(n)) for n in range(2)), {"name": "b"}, by=desk.guest
    )
    run_queued()
    undo_archive(archive, by=desk.guest)
    run_queued()
    Source.objects.filter(file_name="0.txt").update(visibility="guest")
    redo_archive(archive, by=desk.host)
    run_queued()
    archive.refresh_from_db()
    assert [row[1] for row in rows(archive)] == ["undone", "read"]
    assert archive.job.result == {"undone": 1, "read": 1}
    redo_archive(archive, by=desk.guest)
    run_queued()
    assert [row[1] for row in rows(archive)] == ["read", "read"]


def test_undoing_is_a_button_of_whoever_may_change_it(desk: Desk, as_):
    archive = add_archive(desk.mission, packed([("a.txt", text(1))]), {"name": "b"}, by=desk.guest)
    run_queued()
    shown = {
        reader: 'action="' + at("archive-undo", archive.pk)
        in as_(reader).get(at("archive", archive.pk)).content.decode()
        for reader in (desk.guest, desk.delegate)
    }
    assert shown == {desk.guest: True, desk.delegate: False}
    assert as_(desk.delegate).post(at("archive-undo", archive.pk)).status_code == 403
    assert as_(desk.guest).post(at("archive-undo", archive.pk)).url == at("archive", archive.pk)
    run_queued()
    assert (
        'action="' + at("archive-redo", archive.pk)
        in as_(desk.guest).get(at("archive", archive.pk)).content.decode()
    )
    as_(desk.guest).post(at("archive-redo", archive.pk))
    run_queued()
    assert [row[1] for row in rows(archive)] == ["read"]


def test_a_large_archive_is_taken_from_the_disk_and_only_from_who_is_known(desk: Desk, as_, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE, settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 20_000, 10_000
    settings.LARGE_UPLOADS = {"source-new": 200_000}
    noise = "".join(chr(97 + (n * n * 7919 + n // 26) % 26) for n in range(60_000)).encode()
    zipped = packed([("a.txt", text(1)), ("b.txt", noise)])
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive, zipfile.ZipFile(zipped) as given:
        for entry in given.infolist():
            archive.writestr(entry.filename, given.read(entry))
    large = {"file": SimpleUploadedFile("old.zip", stream.getvalue()), "visibility": "shared"}
    page = RequestFactory().post(at("source-new"))
    page.resolver_match = resolve(at("source-new"))
    for user, refused in ((AnonymousUser(), True), (desk.guest, False)):
        page.user = user
        with pytest.raises(RequestDataTooBig) if refused else contextlib.nullcontext():
            Bounded(page).handle_raw_input(None, {}, len(stream.getvalue()), "")
    assert as_(desk.guest).post(at("source-new"), large).status_code == 302
    run_queued()
    assert [row[:2] for row in rows(Archive.objects.get())] == [("a.txt", "read"), ("b.txt", "read")]
    too_large = {"file": SimpleUploadedFile("old.zip", b"PK\x03\x04" * 60_000), "visibility": "shared"}
    assert as_(desk.guest).post(at("source-new"), too_large).status_code == 400
