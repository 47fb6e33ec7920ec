"""A file is read by what is in it, and refused with the reason."""

import json
from datetime import date

import pytest

from legation.engine.ingest import (
    EmptyFile,
    FileTooLarge,
    Ingested,
    NoTextInPdf,
    NotWhatItSays,
    TooMuchText,
    UnknownEncoding,
    read,
    stated_date,
)

KOREAN = "박형준 부산시장은 17일 시애틀 대표단을 만났다.\n"
PAGE = """<!doctype html><html lang="ko"><head><meta charset="{charset}"><title>Title - Site</title>
<meta property="og:title" content="시장 접견">
<meta property="article:published_time" content="2024-04-18T09:00:00+09:00">
<link rel="canonical" href="https://example.org/a"></head>
<body><nav>Menu item</nav><script>var a = 1;</script>
<article><h1>시장 접견</h1><p>{words}</p><p>둘째 <b>문단</b>이다.</p><aside>Related</aside></article>
<footer>Foot</footer></body></html>"""


def pdf(words: str = "") -> bytes:
    """A PDF of one page, with `words` or with nothing on it."""
    stream = f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode() if words else b""
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def test_plain_text_is_kept_letter_by_letter_with_its_date():
    text = " date 2024-04-18 Mayor Park met.\nSecond line.\n"
    assert read(text.encode(), "a.txt") == Ingested(text, "", date(2024, 4, 18), "", "", "text")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (KOREAN.encode("utf-8-sig"), KOREAN),
        (KOREAN.encode("utf-16"), KOREAN),
        (KOREAN.encode("cp949"), KOREAN),
        (b"one\r\ntwo\rthree", "one\ntwo\nthree"),
    ],
)
def test_encodings_and_line_ends(data, expected):
    assert read(data, "-").text == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("date 2024-04-18 x", date(2024, 4, 18)),
        ("Date: 2024-04-18\nx", date(2024, 4, 18)),
        ("날짜 2024-04-18", date(2024, 4, 18)),
        ("date 2024-13-40 x", None),
        ("The date 2024-04-18", None),
        ("", None),
    ],
)
def test_the_date_at_the_head(words, expected):
    assert stated_date(words) == expected


@pytest.mark.parametrize("charset", ["utf-8", "euc-kr"])
@pytest.mark.parametrize("name", ["a.html", "a.txt", "-"])
def test_a_page_is_its_story(charset, name):
    words = KOREAN.strip()
    found = read(PAGE.format(charset=charset, words=words).encode(charset), name)
    assert found == Ingested(
        f"시장 접견\n{words}\n둘째 문단이다.",
        "시장 접견",
        date(2024, 4, 18),
        "ko",
        "https://example.org/a",
        "html",
    )


def test_a_json_document():
    document = {"id": "1", "date": "2024-04-18", "lang": "ko", "title": "제목", "text": KOREAN, "url": "u"}
    found = read(json.dumps(document).encode(), "a.json")
    assert found == Ingested(KOREAN, "제목", date(2024, 4, 18), "ko", "u", "json")
    assert read(json.dumps(document | {"date": None}).encode(), "a.json").published is None


def test_a_pdf_with_words():
    found = read(pdf("Mayor Park met Bruce Harrell."), "a.pdf")
    assert (found.text, found.kind) == ("Mayor Park met Bruce Harrell.", "pdf")


@pytest.mark.parametrize(
    ("data", "name", "refusal", "code"),
    [
        (b"", "a.txt", EmptyFile, "empty-file"),
        (b" \n ", "a.txt", EmptyFile, "empty-file"),
        (pdf(), "a.pdf", NoTextInPdf, "no-text-in-pdf"),
        (b"words", "a.pdf", NotWhatItSays, "not-what-it-says"),
        (b"%PDF-1.4 broken", "a.pdf", NotWhatItSays, "not-what-it-says"),
        (b"words", "a.html", NotWhatItSays, "not-what-it-says"),
        (b"{broken", "a.json", NotWhatItSays, "not-what-it-says"),
        (b'{"title": "no text"}', "a.json", NotWhatItSays, "not-what-it-says"),
        (b'{"text": "x", "date": "yesterday"}', "a.json", NotWhatItSays, "not-what-it-says"),
        (b"\xff\xd8\xff\xe0 jpeg", "a.txt", NotWhatItSays, "not-what-it-says"),
        (b"PK\x03\x04 zip", "a.txt", NotWhatItSays, "not-what-it-says"),
        (b"bell \x07 text", "a.txt", NotWhatItSays, "not-what-it-says"),
        (b"caf\xe9 au lait", "a.txt", UnknownEncoding, "unknown-encoding"),
        (b"\xff\xfeA", "a.txt", UnknownEncoding, "unknown-encoding"),
        (b"x" * (5 * 1024 * 1024 + 1), "a.txt", FileTooLarge, "file-too-large"),
        (b"x" * 1_000_001, "a.txt", TooMuchText, "too-much-text"),
    ],
)
def test_a_bad_file_is_refused_with_the_reason(data, name, refusal, code):
    with pytest.raises(refusal) as refused:
        read(data, name)
    assert (type(refused.value), refused.value.code) == (refusal, code)


def test_the_limits_themselves_are_allowed():
    assert len(read(b"x" * 1_000_000, "a.txt").text) == 1_000_000


def test_a_pdf_under_another_name_is_a_pdf():
    assert read(pdf("Words here."), "a.txt").kind == "pdf"


def test_a_page_nested_without_end_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(NotWhatItSays) as refused:
        read(b"<!doctype html><body>" + b"<div>" * 900_000, "page.html")
    assert refused.value.why == "nested too deeply"


def test_paragraphs_and_items_may_stay_open() -> None:
    page = b"<!doctype html><body>" + b"<p>The mayors of two sample cities met.<li>One" * 3000
    assert read(page, "page.html").kind == "html"
