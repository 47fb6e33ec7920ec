"""What setting books leaves in the memory of a process."""

from datetime import UTC, datetime
from pathlib import Path

from legation.kernel.typesetting import typeset

NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
BOOK = """#set text(font: ("Noto Sans CJK KR", "Noto Serif CJK KR"))
#set document(title: "Book")
#for part in json("data.json").parts [= #part.name

#part.text

#table(columns: 2, [#part.name], [#part.text])]
"""


def megabytes() -> int:
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * 4096 // 1_000_000


def test_a_process_that_sets_book_after_book_does_not_grow(tmp_path: Path) -> None:
    """Typst would keep what it made of each: 45 MB of such a book, ten of them, in every process."""
    template = tmp_path / "book.typ"
    template.write_text(BOOK)

    def book(number: int) -> bytes:
        words = [" ".join(f"{number}.{part}.{word} words" for word in range(60)) for part in range(40)]
        parts = [{"name": f"Part {number}.{part}", "text": text} for part, text in enumerate(words)]
        return typeset(template, {"parts": parts}, {}, at=NOON)

    book(0)
    before = megabytes()
    made = {book(number)[:5] for number in range(1, 4)}
    assert (made, megabytes() - before < 45) == ({b"%PDF-"}, True)
