"""vCards of every version as rows of people."""

from typing import Any

import pytest

from legation.kernel.sheets import BadTable, tables
from legation.kernel.vcards import rows_of


def card(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VCARD", *lines, "END:VCARD", ""))


def test_version_four_with_a_name_in_both_scripts() -> None:
    text = card(
        "VERSION:4.0",
        "FN;ALTID=1;LANGUAGE=en:Park Heong-joon",
        "FN;ALTID=1;LANGUAGE=ko:박형준",
        "N:Park;Heong-joon;;;",
        "NICKNAME:H. J. Park,Pak Hyŏngjun",
        "ORG;PREF=2:Sample Association",
        "ORG;PREF=1:Busan Metropolitan City;Office of the Mayor",
        "TITLE;PREF=1:Mayor",
        "LANG;PREF=1:ko",
        "LANG:en-US",
    )
    assert rows_of(text) == [
        (
            *("", "Park", "Heong-joon", "박형준", "H. J. Park, Pak Hyŏngjun", "ko, en"),
            *("Busan Metropolitan City", "Mayor"),
        )
    ]


def test_version_three_of_a_korean_phone_folded_and_escaped() -> None:
    text = card(
        "VERSION:3.0",
        "N:박;형준;;;",
        "FN:박형준",
        "item1.ORG:Sample Robotics\\, Inc.;R&",
        " D",
        "TITLE:Head of\\nresearch\\; robots",
        "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQ",
        " AAAAAAAAAAAAA",
    )
    assert rows_of(text) == [
        ("", "박", "형준", "", "", "", "Sample Robotics, Inc.", "Head of research; robots")
    ]


@pytest.mark.parametrize("charset", ["UTF-8", "EUC-KR"])
def test_version_two_in_quoted_printable(charset: str) -> None:
    encoded = "".join(f"={byte:02X}" for byte in "박;형준;;;".encode(charset))
    text = card(
        "VERSION:2.1",
        f"N;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:{encoded[:24]}=",
        encoded[24:],
        f"ORG;ENCODING=QUOTED-PRINTABLE;CHARSET={charset}:Port=20of=20Busan",
        "TITLE;QUOTED-PRINTABLE:Port=20director",
    )
    assert rows_of(text) == [("", "박", "형준", "", "", "", "Port of Busan", "Port director")]


def test_a_whole_name_alone_is_a_whole_name() -> None:
    assert rows_of(card("VERSION:4.0", "FN:Bruce Harrell")) == [("Bruce Harrell", *[""] * 7)]
    assert rows_of(card("VERSION:3.0", "N:;Cher;;;", "FN:Cher")) == [("", "Cher", *[""] * 6)]


def test_many_cards_are_many_rows_whatever_stands_between() -> None:
    text = "\n" + card("FN:One A") + "\n\nnonsense\n" + card("FN:Two B").replace("\r\n", "\n")
    assert [row[0] for row in rows_of(text)] == ["One A", "Two B"]


@pytest.mark.parametrize(
    "text", ["BEGIN:VCARD\nFN:A B\n", "BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\n"]
)
def test_a_card_that_does_not_end_is_refused_by_its_number(text: str) -> None:
    with pytest.raises(BadTable) as bad:
        tables((card("FN:Before Them") + text).encode())
    assert str(bad.value) == "Card 2 does not end: the file was cut off. Export it again."
    assert bad.value.said("ko") == "2번째 카드가 끝나지 않습니다. 파일이 잘렸으니 다시 내보내십시오."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_a_file_of_cards_is_a_table_in_any_encoding(encoding: str) -> None:
    (table,) = tables(card("VERSION:3.0", "N:박;형준;;;", "FN:박형준").encode(encoding), "contacts.vcf")
    assert table.rows[0][:3] == ("Name", "Family name", "Given name")
    assert table.rows[1][1:3] == ("박", "형준")


@pytest.mark.parametrize("charset", ["undefined", "nonsense", "a\0b", "base64"])
def test_a_charset_that_reads_nothing_is_read_as_usual(charset: str) -> None:
    text = card("VERSION:2.1", f"FN;CHARSET={charset};ENCODING=QUOTED-PRINTABLE:=EB=B0=95=ED=98=95")
    assert rows_of(text) == [("박형", *[""] * 7)]


def test_what_a_line_says_of_itself_may_be_folded_too() -> None:
    text = card("VERSION:2.1", "FN;CHARSET=UTF-8", " ;ENCODING=QUOTED-PRINTABLE:=EB=B0=95=", "=ED=98=95")
    assert rows_of(text) == [("박형", *[""] * 7)]


class Counted(str):
    """A text that counts the letters read to take it apart and to add to it, and gives up over `most`."""

    __slots__ = ()
    read, most = 0, 0

    def _of(self, *sizes: int) -> None:
        Counted.read += sum(sizes)
        assert Counted.read < Counted.most

    def replace(self, *asked: Any) -> "Counted":
        self._of(len(self))
        return Counted(super().replace(*asked))

    def split(self, *asked: Any) -> Any:
        self._of(len(self))
        return [Counted(part) for part in super().split(*asked)]

    def partition(self, sign: str) -> Any:
        self._of(len(self))
        return super().partition(sign)

    def __add__(self, other: str) -> "Counted":
        self._of(len(other))  # as if it grew in its place
        return Counted(super().__add__(other))

    def __getitem__(self, asked: Any) -> "Counted":
        found = Counted(super().__getitem__(asked))
        self._of(len(found))
        return found


@pytest.mark.parametrize(
    ("head", "end", "begin"),
    [("PHOTO;ENCODING=b:", "", " "), ("NOTE;ENCODING=QUOTED-PRINTABLE:", "=", ""), ("PHOTO", "", " ")],
)
def test_a_large_photograph_is_read_once(head: str, end: str, begin: str) -> None:
    lines = [f"{begin}{'A' * 74}{end}"] * 70_000
    text = card("FN:Bruce Harrell", f"{head}{end}", *lines, f"{begin}A")
    assert len(text) > 5_000_000
    Counted.read, Counted.most = 0, 5 * len(text)
    assert rows_of(Counted(text)) == [("Bruce Harrell", *[""] * 7)]
    assert Counted.read > 3 * len(text)
