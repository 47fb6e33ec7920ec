"""`legation capture`: one file, and a folder of them."""

import json
import zipfile
from pathlib import Path

import pytest

from legation.cli import main

WORDS = (
    "date 2024-04-18 Mayor Park Heong-joon of Busan met with Bruce Harrell, the Mayor of Seattle, at Busan "
    "City Hall on Wednesday at 5 p.m. Harrell led the delegation."
)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.txt"
    path.write_text(WORDS, encoding="utf-8")
    return path


def test_json_has_the_format_and_offsets_into_the_text(note, capsys):
    assert main(["capture", str(note), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["format"], found["text"], found["date"]) == ("legation.capture/1", WORDS, "2024-04-18")
    assert {"version", "seconds"} <= set(found)
    assert [(p["name"], WORDS[slice(*p["spans"][0])], p["side"]) for p in found["people"]] == [
        ("Park Heong-joon", "Park Heong-joon", "host"),
        ("Bruce Harrell", "Bruce Harrell", "guest"),
    ]
    assert [event["iso"] for event in found["events"]] == ["2024-04-17T17:00"]


def test_a_summary_names_people_and_times(note, capsys):
    assert main(["capture", str(note)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  Bruce Harrell, Mayor, Seattle (guest, head of delegation)" in lines
    assert "  * 2024-04-17 17:00 Asia/Seoul: meeting (held), Busan City Hall, Busan" in lines


def test_another_day_and_a_file_to_write_to(note, tmp_path, capsys):
    out = tmp_path / "draft.json"
    note.write_text(WORDS.removeprefix("date 2024-04-18 "), encoding="utf-8")
    assert main(["capture", str(note), "--json", "--date", "2024-04-25", "--out", str(out)]) == 0
    assert capsys.readouterr().out == ""
    assert json.loads(out.read_text(encoding="utf-8"))["events"][0]["iso"] == "2024-04-24T17:00"


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.txt", b"", "the file is empty"),
        ("a.txt", b"...", "there is no text in it"),
        ("a.pdf", b"words", "the name says pdf and the content is text"),
        ("a.txt", b"caf\xe9", "the letters cannot be read; save the file as UTF-8"),
        ("a.txt", b"x " * 600_000, "more than 1,000,000 characters of text"),
        (
            "a.txt",
            "Мэр города встретился с делегацией. ".encode() * 5,
            "only English and Korean texts are read",
        ),
        ("a.txt", b"\x89PNG\r\n", "the name says text and the content is picture"),
        ("a.json", b'{"title": "x"}', "the JSON document has no “text”"),
    ],
)
def test_bad_input_is_one_line_and_status_2(tmp_path, capsys, name, data, line):
    path = tmp_path / name
    path.write_bytes(data)
    assert main(["capture", str(path)]) == 2
    assert capsys.readouterr() == ("", f"legation capture: {path}: {line}\n")


def test_a_folder_goes_on_after_a_bad_file(tmp_path, capsys):
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "1.json").write_text(json.dumps({"id": "1", "date": "2024-04-18", "lang": "en", "text": WORDS}))
    (folder / "2.json").write_text("{broken")
    (folder / "3.txt").write_text(WORDS)
    assert main(["capture", "--in", str(folder), "--out", str(out)]) == 2
    assert sorted(path.name for path in out.iterdir()) == ["1.json", "3.json"]
    assert capsys.readouterr().err == "legation capture: 2.json: the name says json and the content is text\n"
    first = json.loads((out / "1.json").read_text(encoding="utf-8"))
    assert (first["id"], len(first["people"])) == ("1", 2)


def test_a_zip_is_a_folder_and_so_is_one_inside_a_folder(tmp_path, capsys):
    folder, out = tmp_path / "in", tmp_path / "out"
    (folder / "2024").mkdir(parents=True)
    (folder / "2024" / "a.txt").write_text(WORDS)
    with zipfile.ZipFile(folder / "old.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("may/b.txt", WORDS)
        archive.writestr("../c.txt", WORDS)
        archive.writestr("bomb.txt", b"0" * (4 * 1024 * 1024))
        archive.writestr("page.xyz", b"no")
    assert main(["capture", "--in", str(folder), "--out", str(out)]) == 2
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.json")) == [
        "2024/a.json",
        "old/may/b.json",
    ]
    assert capsys.readouterr().err == (
        "legation capture: old/bomb.txt: the file is larger than 5 MB unpacked, or made to grow\n"
    )
    again = tmp_path / "again"
    assert main(["capture", "--in", str(folder / "old.zip"), "--out", str(again)]) == 2
    assert sorted(path.name for path in again.rglob("*.json")) == ["b.json"]


def test_what_is_no_folder_is_one_line(tmp_path, capsys):
    (tmp_path / "a.txt").write_text("words")
    assert main(["capture", "--in", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == f"legation capture: {tmp_path / 'a.txt'}: neither a folder nor a zip\n"
