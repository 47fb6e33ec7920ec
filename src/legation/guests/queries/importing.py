"""A spreadsheet of guests: read, checked row by row, compared with who stands on the list already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from legation.guests.models import GuestList
from legation.guests.queries.conflicts import light_rows
from legation.kernel.asked import key_asked
from legation.kernel.sheets import BadTable, Cell, Line, lines, tables

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("Name", "이름", "Full name", "성명"),
    "native_name": ("Name in the other script", "다른 문자 이름", "Korean name", "한글 이름", "영문 이름"),
    "post": ("Post", "직책", "Title", "직위"),
    "body": ("Organisation", "기관", "Organization", "소속", "Company"),
    "mail": ("Mail", "이메일", "E-mail", "Email", "메일"),
    "assistant": ("Assistant", "비서"),
    "assistant_mail": ("Assistant’s mail", "비서 이메일", "Assistant's mail", "Assistant mail"),
    "language": ("Language", "언어"),
    "invited_by": ("In whose name", "초청 명의", "Invited by"),
    "may_bring": ("Companions", "동반 인원"),
    "note": ("Note", "비고"),
}
LONGEST = {"name": 200, "native_name": 200, "post": 200, "body": 200, "assistant": 200, "invited_by": 200,
           "note": 300}  # fmt: skip
LANGUAGES = {"": "", "en": "en", "english": "en", "영어": "en", "ko": "ko", "korean": "ko", "한국어": "ko"}
MOST_ERRORS = 50


@dataclass(slots=True)
class Found:
    """What was read: rows to take in, those that stand on the list already, and what is wrong."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def template_sheet(language: str) -> list[tuple[str, Sequence[str], list[Sequence[Cell]]]]:
    """An empty list with its headings."""
    place = 1 if language == "ko" else 0
    return [("손님" if place else "Guests", [names[place] for names in COLUMNS.values()], [])]


def parsed(guest_list: GuestList, user: Any, data: bytes, name: str, *, side: str, language: str) -> Found:
    """The guests of the first sheet of a file, each error with its row; nothing is saved."""
    found = Found()
    try:
        rows = lines(tables(data, name)[0], COLUMNS, required=("name",), language=language)
    except BadTable as bad:
        found.errors.append(bad.said(language))
        return found
    there = _there(guest_list, user, side)
    for line in rows:
        try:
            row = _row(line)
        except BadTable as bad:
            found.errors.append(bad.said(language))
            continue
        keys = _keys(row["name"], row.get("body", ""), row.get("mail", ""))
        if keys & there:
            found.known.append(f"{line.number}: {row['name']}")
        else:
            there |= keys
            found.rows.append(row)
    return found


def _there(guest_list: GuestList, user: Any, side: str) -> set[tuple[str, ...]]:
    """What says that somebody stands on the list already, for the own side."""
    return {
        key
        for row in light_rows(guest_list, user)
        if row.side == side
        for key in _keys(row.name, "" if row.body.startswith("#") else row.body, row.mail)
    }


def _keys(name: str, body: str, mail: str) -> set[tuple[str, ...]]:
    keys: set[tuple[str, ...]] = {("name", name.casefold(), body.casefold())}
    return keys | ({("mail", mail.lower())} if mail else set())


def _row(line: Line) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in COLUMNS:
        text = line.text(column)
        if len(text) > LONGEST.get(column, 250):
            raise line.wrong(column, "this is too long.", "너무 깁니다.")
        if text:
            row[column] = text
    if "name" not in row:
        raise line.wrong("name", "say who it is.", "누구인지 적으세요.")
    for column in ("mail", "assistant_mail"):
        _check_mail(line, row, column)
    if "language" in row:
        spoken = LANGUAGES.get(row.pop("language").casefold())
        if spoken is None:
            raise line.wrong("language", "English or Korean.", "영어 또는 한국어로 적으세요.")
        row["language"] = spoken
    if "may_bring" in row:
        if key_asked(row["may_bring"]) is None or int(row["may_bring"]) > 10:
            raise line.wrong("may_bring", "a number from 0 to 10.", "0에서 10 사이의 숫자로 적으세요.")
        row["may_bring"] = int(row["may_bring"])
    return row


def _check_mail(line: Line, row: dict[str, Any], column: str) -> None:
    if column not in row:
        return
    try:
        validate_email(row[column])
    except ValidationError:
        raise line.wrong(
            column,
            f"“{row[column]}” is not a mail address.",
            f"“{row[column]}”은(는) 이메일 주소가 아닙니다.",
        ) from None
