"""A spreadsheet of people: what its headings mean, what each row says, and whom it is about.

A name is never derived from another spelling. A row is about somebody known where a whole name is the same
in either order or script and nothing that is known of them speaks against it.
"""

import functools
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from legation.directory.choices import PersonLanguage
from legation.directory.queries.met import NAMES, Known, Met, keys_of, plain
from legation.kernel.asked import key_asked
from legation.kernel.sheets import BadTable, Cell, Table, letter, tables

MOST_ROWS = 100_000
TOLD = 200  # wrong rows that a page shows; the rest are in the spreadsheet of them
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "number": ("No.", "번호", "Number", "Person no.", "인물 번호"),
    "name": ("Name", "이름", "Full name", "성명", "Participant", "Delegate", "Guest", "참가자", "대표단원"),
    "family_name": ("Family name", "성", "Last name", "Surname", "영문 성"),
    "given_name": ("Given name", "이름(성 제외)", "First name", "Given names", "Forename", "영문 이름"),
    "native_name": ("Name in own script", "고유 문자 이름", "Native name", "Local name", "원어 이름"),
    "korean_name": ("Name in Hangul", "한글 이름", "Korean name", "국문 성명", "한글 성명", "국문 이름"),
    "passport_name": ("Name as in the passport", "여권 이름", "Passport name", "여권상 이름", "영문 성명"),
    "aliases": ("Other spellings", "다른 표기", "Aliases", "Also known as"),
    "languages": ("Languages", "언어", "Language", "사용 언어"),
    "organisation": (
        "Organisation",
        "기관",
        "Organization",
        "Company",
        "Affiliation",
        "Institution",
        "Employer",
        "소속",
        "회사",
        "단체",
        "기관명",
        "소속 기관",
    ),
    "post": ("Post", "직책", "Title", "Job title", "Position", "직위", "직함"),
}
LONGEST = {"name": 240, "organisation": 300, "post": 200, "passport_name": 160}
# Family names of two syllables; a Hangul name without blanks is otherwise parted after the first.
_TWO_SYLLABLES = ("남궁", "황보", "제갈", "사공", "선우", "서문", "독고", "동방", "어금", "망절")
_NEW = {"new", "신규", "새로", "새사람"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file, what it says, whom it is about, and every complaint about it.

    `about` is the key of a person, None for somebody new. `differs` are the fields it would complete. `among`
    are the people who may be meant and `after` an earlier row of the same name: somebody decides. `joins` is
    an earlier row of the same person, `out` says that the row is left out, and `certain` that it told itself
    to be about somebody new.
    """

    number: int
    values: Mapping[str, Any]
    about: int | None = None
    differs: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    among: tuple[int, ...] = ()
    after: int | None = None
    joins: int | None = None
    out: bool = False
    certain: bool = False

    @property
    def doubtful(self) -> bool:
        return bool(self.among) or self.after is not None

    @property
    def place(self) -> str:
        """The post and the body that it names."""
        return ", ".join(filter(None, (self.values.get("post", ""), self.values.get("organisation", ""))))

    @property
    def shown(self) -> str:
        """How a page calls the person."""
        family, given = str(self.values.get("family_name", "")), str(self.values.get("given_name", ""))
        if self.values.get("family_first"):
            return f"{family}{given}"
        return f"{given} {family}".strip() or "—"


def first_table(data: bytes, name: str) -> tuple[Table, int]:
    """The first sheet with people in it, and the place of its headings. Raises BadTable."""
    table = tables(data, name)[0]
    top = _headings_at(table)
    for first_row, first, last_row, last in table.merged:
        if last_row >= top:
            cells = f"{letter(first)}{first_row + 1}:{letter(last)}{last_row + 1}"
            raise BadTable("merged", sheet=table.name, row=first_row + 1, cells=cells)
    if len(table.rows) > top + 1:
        beneath = [cell for cell in table.rows[top + 1] if _filled(cell)]
        if len(beneath) > 1 and all(guess(str(cell)) for cell in beneath):
            raise BadTable("two_headings", sheet=table.name, row=top + 1, next=top + 2)
    if len(table.rows) - top - 1 > MOST_ROWS:
        raise BadTable("rows", sheet=table.name, limit=MOST_ROWS)
    if not any(any(map(_filled, row)) for row in table.rows[top + 1 :]):
        raise BadTable("empty")
    return table, top


def _headings_at(table: Table) -> int:
    """The row of headings: the first that says something, or the one beneath a title in one cell."""
    top = next(k for k, row in enumerate(table.rows) if any(map(_filled, row)))
    if sum(map(_filled, table.rows[top])) > 1 or any(
        guess(str(cell)) for cell in table.rows[top] if _filled(cell)
    ):
        return top
    for place, row in enumerate(table.rows[top + 1 : top + 11], start=top + 1):
        filled = [cell for cell in row if _filled(cell)]
        if len(filled) > 1:
            return place if sum(bool(guess(str(cell))) for cell in filled) > 1 else top
    return top


def headings_of(table: Table, top: int) -> list[str]:
    """The headings as the file has them; a column without one is called by its letter."""
    width = max(len(row) for row in table.rows[top:])
    row = [*table.rows[top], *[None] * width][:width]
    return [_text(cell)[:80] or letter(place) for place, cell in enumerate(row)]


def guessed(headings: Iterable[str]) -> list[str]:
    """What each column seems to hold; the first of two that seem the same."""
    found: list[str] = []
    for heading in headings:
        column = guess(heading)
        found.append("" if column in found else column)
    return found


def guess(heading: str) -> str:
    """The column that a heading names in either language, or nothing."""
    return _known().get(plain(heading), "")


def examples(table: Table, top: int, columns: int) -> list[str]:
    """Of each column the first cell that holds something."""
    found = [""] * columns
    for row in table.rows[top + 1 : top + 51]:
        for place, cell in enumerate(row[:columns]):
            found[place] = found[place] or _text(cell)[:80]
    return found


def read_rows(
    table: Table, top: int, columns: Sequence[str], *, only: Container[int] | None = None
) -> Iterator[Row]:
    """The rows that say something, with what is wrong by itself; of some numbers `only`, where said."""
    for number, cells in enumerate(table.rows[top + 1 :], start=top + 2):
        if only is not None and number not in only:
            continue
        said = {
            column: _text(cell)
            for column, cell in zip(columns, cells, strict=False)
            if column and _filled(cell)
        }
        if said or any(map(_filled, cells)):
            yield _row(number, said)


def matched(row: Row, known: Known, seen: dict[str, int]) -> Row:
    """The row with whom it is about. `seen` holds the rows before it by name and body."""
    if row.wrong:
        return row
    values = row.values
    number = values.get("number", "")
    if "number" in values:
        values = {name: value for name, value in values.items() if name != "number"}
    body = plain(str(values.get("organisation", "")))
    keys = {f"{name}|{body}" for name in keys_of(values)}
    if number:  # whom it is about was said, so that the name says nothing
        keys = set() if plain(number) in _NEW else {f"#{number}"}
    again = [seen[key] for key in keys if key in seen]
    for key in keys:
        seen.setdefault(key, row.number)
    if number and plain(number) not in _NEW and again:
        return _wrong(row, _("the same person stands in row %(row)s.") % {"row": min(again)})
    about, among, complaint = _about(values, number, body, known)
    if complaint:
        return _wrong(row, complaint)
    if about is None and (among or again):
        if not values.get("family_name"):
            return _wrong(row, _("the name is missing."))
        return Row(row.number, values, among=among, after=min(again, default=None))
    if about is None:
        if not values.get("family_name"):
            return _wrong(row, _("the name is missing."))
        return Row(row.number, values, certain=bool(number)) if "number" in row.values else row
    return Row(row.number, values, about, differing(known.people[about], values, known.bodies[about]))


def differing(person: Met, values: Mapping[str, Any], bodies: Container[str]) -> tuple[str, ...]:
    """What the row says that is not known of the person yet; an empty cell says nothing."""
    found = [name for name in NAMES if values.get(name) and getattr(person, name) != values[name]]
    more = ("aliases", "languages")
    found += [name for name in more if set(values.get(name) or ()) - set(getattr(person, name))]
    if values.get("post") and plain(str(values["organisation"])) not in bodies:
        found.append("post")
    return tuple(found)


def _about(
    values: Mapping[str, Any], number: str, body: str, known: Known
) -> tuple[int | None, tuple[int, ...], str]:
    """Whom a row is about, or who may be meant, or a complaint."""
    if plain(number) in _NEW:
        return None, (), ""
    if number:
        if key_asked(number) is None or int(number) not in known.people:
            return None, (), _("nobody has the number %(number)s.") % {"number": number}
        return int(number), (), ""
    found = {person for key in keys_of(values) for person in known.named.get(key, ())}
    if body and len(found) > 1:
        found = {key for key in found if body in known.bodies[key]} or found
    if len(found) > 1:
        return None, tuple(sorted(found)), ""
    if not found:
        return None, (), ""
    (key,) = found
    if body and known.bodies[key] and body not in known.bodies[key]:
        return None, (key,), ""
    return key, (), ""


def _row(number: int, said: Mapping[str, str]) -> Row:
    values: dict[str, Any] = {name: text for name, text in said.items() if name != "name"}
    wrong = [
        _("%(heading)s: at most %(most)s letters.")
        % {"heading": heading(name), "most": LONGEST.get(name, 120)}
        for name, text in said.items()
        if len(text) > LONGEST.get(name, 120 if name in NAMES else 1000)
    ]
    if said.get("name") and not values.get("family_name"):
        values |= _parted(said["name"])
    elif said.get("name"):
        wrong += [] if _same_name(said) else [_("the whole name and its parts do not agree.")]
    elif not values.get("family_name") and _is_hangul(said.get("native_name", "")):
        values |= _parted(said["native_name"])
    if _is_hangul(str(values.get("family_name", ""))) and values.get("given_name"):
        values["family_first"] = True
        values.setdefault("native_name", f"{values['family_name']}{values['given_name']}")
    if "aliases" in values:
        values["aliases"] = _divided(values["aliases"])
    if "languages" in values:
        codes, unknown = _spoken(values["languages"])
        wrong += [_("the language “%(language)s” is not known.") % {"language": part} for part in unknown]
        values["languages"] = list(codes)
    wrong += [
        _("%(heading)s: at most %(most)s letters.") % {"heading": heading(name), "most": 120}
        for name in ("family_name", "given_name", "native_name")
        if name not in said and len(values.get(name, "")) > 120  # a part of the whole name
    ]
    if values.get("post") and not values.get("organisation"):
        wrong.append(_("a post needs its organisation."))
    if not keys_of(values) and not values.get("number"):
        wrong.append(_("the name is missing."))
    return Row(number, values, wrong=tuple(wrong))


def _divided(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;/\n]+", text) if part.strip()]


@functools.lru_cache(maxsize=1_000)
def _spoken(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of languages in a cell, and what in it is none."""
    codes = {part: _languages().get(plain(part), "") for part in _divided(text)}
    unknown = tuple(part for part, code in codes.items() if not code)
    return tuple(dict.fromkeys(filter(None, codes.values()))), unknown


def _parted(name: str) -> dict[str, Any]:
    """A whole name in its parts: “Park, Heong-joon”, “Bruce Harrell”, “박형준”."""
    if "," in name:
        family, given = (part.strip() for part in name.split(",", 1))
        return {"family_name": family, "given_name": given}
    if _is_hangul(name):
        bare = "".join(name.split())
        cut = 2 if bare.startswith(_TWO_SYLLABLES) and len(bare) > 3 else 1
        return {"family_name": bare[:cut], "given_name": bare[cut:], "native_name": bare}
    given, _blank, family = name.strip().rpartition(" ")
    return {"family_name": family, "given_name": given.strip()}


def _same_name(said: Mapping[str, str]) -> bool:
    parts = {name: said.get(name, "") for name in NAMES}
    return plain(said["name"]) in keys_of(parts)


def _wrong(row: Row, complaint: str) -> Row:
    return Row(row.number, row.values, wrong=(*row.wrong, complaint))


def heading(column: str) -> str:
    """What a column is called in the reader's language."""
    from django.utils.translation import get_language

    return COLUMNS[column][1 if (get_language() or "en").startswith("ko") else 0]


@functools.cache
def _known() -> dict[str, str]:
    return {plain(name): column for column, names in COLUMNS.items() for name in names}


@functools.cache
def _languages() -> dict[str, str]:
    from django.utils.translation import override

    known = {code: code for code in PersonLanguage.values}
    for language in ("en", "ko"):
        with override(language):
            known |= {plain(str(label)): code for code, label in PersonLanguage.choices}
    return known


def _is_hangul(text: str) -> bool:
    bare = "".join(text.split())
    return bool(bare) and all("가" <= sign <= "힣" for sign in bare)


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    said = "" if cell is None or isinstance(cell, bool) else str(cell)
    if said.isprintable():
        return said.strip()
    return "".join(sign for sign in said if sign == "\n" or unicodedata.category(sign)[0] != "C").strip()


def _filled(cell: Cell) -> bool:
    said = cell if isinstance(cell, str) else "" if cell is None else str(cell)
    return said != "" and not said.isspace()
