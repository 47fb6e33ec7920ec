"""Word documents, mails and archives, and the way back to the original."""

import zipfile
from datetime import date
from io import BytesIO

import pytest

from legation.engine.ingest import (
    LARGEST,
    ArchiveTooLarge,
    Mark,
    Member,
    NotWhatItSays,
    TooMuchText,
    members,
    read,
)

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MAIL = """From: press@lyon.example
To: desk@leeds.example
Date: Thu, 18 Apr 2024 23:30:00 +0900
Subject: =?utf-8?b?67aA7IKw?= visit
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Mayor Park met Mayor Sample.

Second line.
--
Press office
"""


def zipped(files: dict[str, bytes], *, packed: bool = True) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(body: str, *, title: str = "", head: str = "") -> bytes:
    xml = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
    core = f'<core xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></core>'
    return zipped({"word/document.xml": xml.encode(), "docProps/core.xml": core.encode()})


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def test_a_word_document_is_its_paragraphs():
    body = (
        paragraph("Mayor Park ", "met &amp; spoke.") + "<w:p/>"
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
        "<w:r><w:tab/><w:t>부산</w:t></w:r></w:p>"
    )
    found = read(docx(body, title=" A  visit "), "minutes.docx")
    assert (found.text, found.title, found.kind) == ("Mayor Park met & spoke.\nKept 부산", "A visit", "docx")
    assert found.marks == (Mark(0, "paragraph", 1), Mark(24, "paragraph", 2))


def test_a_word_document_under_another_name_is_one():
    assert read(docx(paragraph("Words")), "minutes.txt").kind == "docx"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (docx("<w:p>", head=""), "broken"),
        (docx(paragraph("&x;"), head='<!DOCTYPE w [<!ENTITY x "boom">]>'), "entities"),
        (docx("<w:p>" * 500 + "</w:p>" * 500), "nested too deeply"),
        (zipped({"word/document.xml": b"<a>" + b" " * (70 * 1024 * 1024) + b"</a>"}), "broken"),
    ],
)
def test_a_bad_word_document_is_refused(data, why):
    with pytest.raises(NotWhatItSays) as refused:
        read(data, "minutes.docx")
    assert (refused.value.says, refused.value.why) == ("docx", why)


def test_a_word_document_without_end_is_refused():
    with pytest.raises(TooMuchText) as refused:
        read(docx(paragraph("".join(chr(0xAC00 + n * n % 11_172) for n in range(1_000_001)))), "minutes.docx")
    assert refused.value.facts == {"length": 1_000_001, "limit": 1_000_000}


def test_a_text_named_as_a_word_document_is_refused():
    with pytest.raises(NotWhatItSays) as refused:
        read(b"only words", "minutes.docx")
    assert (refused.value.says, refused.value.found) == ("docx", "text")


def test_a_mail_is_its_words_without_the_signature():
    found = read(MAIL.encode(), "visit.eml")
    assert (found.text, found.title, found.published, found.kind) == (
        "Mayor Park met Mayor Sample.\n\nSecond line.",
        "부산 visit",
        date(2024, 4, 18),
        "eml",
    )
    assert found.marks == (Mark(0, "line", 1), Mark(30, "line", 3))


def test_a_mail_with_a_page_only_is_read_from_the_page():
    page = MAIL.replace("text/plain", "text/html").replace(
        "Mayor Park met Mayor Sample.", "<p>Mayor Park met.</p><script>no()</script>"
    )
    assert read(page.encode(), "visit.eml").text.startswith("Mayor Park met.")


def test_a_mail_in_korean_of_old_is_read_in_its_own_letters():
    old = MAIL.replace("charset=utf-8", "charset=euc-kr").replace(
        "Mayor Park met Mayor Sample.", "박 시장이 만났다."
    )
    assert read(old.encode("euc-kr"), "visit.eml").text == "박 시장이 만났다.\n\nSecond line."


def test_minutes_that_begin_like_a_mail_are_no_mail():
    assert read(b"To: all members\nThe committee met.\n", "minutes.txt").kind == "text"


def test_a_mail_without_words_is_refused():
    with pytest.raises(NotWhatItSays) as refused:
        read(MAIL.partition("\n\n")[0].encode() + b"\n\n", "visit.eml")
    assert (refused.value.says, refused.value.why) == ("eml", "empty")


def test_the_line_of_an_offset_is_known():
    found = read("first\n\n  둘째 줄\n".encode(), "a.txt")
    assert [found.origin(offset) for offset in (0, 4, 9)] == [
        Mark(0, "line", 1),
        Mark(0, "line", 1),
        Mark(7, "line", 3),
    ]


def test_the_files_of_an_archive_come_in_the_order_of_their_paths():
    data = zipped({"b.txt": b"two", "a/one.txt": b"one", "__MACOSX/x.txt": b"no", "a/.hidden": b"no"})
    assert list(members(data, largest=100)) == [Member("a/one.txt", b"one"), Member("b.txt", b"two")]


def test_a_bomb_is_named_and_not_unpacked():
    data = zipped({"bomb.txt": b"0" * (4 * 1024 * 1024), "words.txt": b"words"})
    assert list(members(data, largest=LARGEST)) == [
        Member("bomb.txt", b"", "file-too-large"),
        Member("words.txt", b"words"),
    ]


def test_a_file_larger_than_may_be_is_named():
    data = zipped({"long.txt": b"x" * 11}, packed=False)
    assert list(members(data, largest=10)) == [Member("long.txt", b"", "file-too-large")]


def test_a_file_that_lies_about_its_size_is_stopped():
    data = bytearray(zipped({"lie.txt": b"x" * 5000}, packed=False))
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (3).to_bytes(4, "little")
    assert [(one.name, one.data, one.refused) for one in members(bytes(data), largest=100)] == [
        ("lie.txt", b"", "not-what-it-says")
    ]


def test_too_many_files_are_refused_before_any():
    data = zipped({f"{number}.txt": b"" for number in range(5001)})
    with pytest.raises(ArchiveTooLarge) as refused:
        list(members(data, largest=10))
    assert refused.value.facts == {"files": 5001, "limit": 5000}


def test_a_broken_archive_is_refused():
    with pytest.raises(NotWhatItSays) as refused:
        list(members(b"PK\x03\x04 broken", largest=10))
    assert refused.value.why == "broken"
