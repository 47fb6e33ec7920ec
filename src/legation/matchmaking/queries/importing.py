"""A list of participants and wishes from a spreadsheet: every wrong row is told, and nothing saved."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from legation.kernel.asked import key_asked
from legation.kernel.choices import Side
from legation.kernel.sheets import BadTable, Line, Table, lines, tables
from legation.matchmaking.choices import Language, Sector
from legation.matchmaking.models import Participant, Round
from legation.matchmaking.queries.sheet import people_of

MOST_PEOPLE = 2000
PEOPLE: Mapping[str, tuple[str, ...]] = {
    "name": ("Name", "이름", "성명"),
    "native_name": ("Name in the other script", "다른 문자 이름"),
    "post": ("Post", "직책", "직위"),
    "body": ("Organisation", "기관", "회사", "Organization", "Company"),
    "side": ("Side", "측"),
    "sectors": ("Sectors", "분야"),
    "seeks": ("Seeks", "찾는 것"),
    "offers": ("Offers", "제공하는 것"),
    "languages": ("Languages", "언어"),
    "unavailable": ("Not available", "불가 시간"),
    "reserve": ("Reserve", "예비"),
}
WISHES: Mapping[str, tuple[str, ...]] = {
    "who": ("Who", "누가"),
    "with": ("With whom", "누구와"),
    "rank": ("Rank", "순위"),
    "must": ("Must be held", "필수"),
}
LISTS = {"participants", "people", "참가자"}
ASKED = {"wishes", "meetings", "requests", "희망", "면담"}
SIDES = {
    "guest": Side.GUEST,
    "guestside": Side.GUEST,
    "방문측": Side.GUEST,
    "host": Side.HOST,
    "hostside": Side.HOST,
    "주최측": Side.HOST,
}
YES = {"1", "x", "yes", "true", "y", "예", "네", "o"}
NO = {"", "0", "no", "false", "n", "아니오", "아니요"}


@dataclass
class Parsed:
    """What a file says. `people` are values of participants, `wishes` name two people each."""

    people: list[dict[str, Any]] = field(default_factory=list)
    wishes: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def parsed(round_: Round, data: bytes, name: str, *, side: str, language: str) -> Parsed:
    """Read a file for a round. `side` is whose list it is, where a row does not say."""
    found = Parsed()
    try:
        for table in tables(data, name):
            if _plain(table.name) in ASKED:
                _wishes(found, table, language)
            elif _plain(table.name) in LISTS or not found.people:
                _people(found, round_, table, side, language)
    except BadTable as bad:
        found.errors.append(bad.said(language))
    if not found.errors:
        _check_names(found, round_, side, language)
    return found


def _people(found: Parsed, round_: Round, table: Table, side: str, language: str) -> None:
    rows = lines(table, PEOPLE, required=("name",), language=language)
    if len(rows) > MOST_PEOPLE:
        raise BadTable("rows", sheet=table.name, limit=MOST_PEOPLE)
    clocks: dict[str, list[int]] = {}
    for slot in round_.slots:
        clocks.setdefault(f"{slot.starts_at:%H:%M}", []).append(slot.number)
    for line in rows:
        try:
            found.people.append(_person(line, side, clocks, len(round_.slots)))
        except BadTable as bad:
            found.errors.append(bad.said(language))


def _person(line: Line, side: str, clocks: Mapping[str, list[int]], slots: int) -> dict[str, Any]:
    if not line.text("name"):
        raise line.wrong("name", "the name is missing.", "이름이 없습니다.")
    for column, most in (("name", 200), ("native_name", 200), ("post", 200), ("body", 200)):
        if len(line.text(column)) > most:
            raise line.wrong(column, f"at most {most} letters.", f"{most}자까지 쓸 수 있습니다.")
    said = _plain(line.text("side"))
    if said and said not in SIDES:
        raise line.wrong("side", "say guest or host.", "방문 측 또는 주최 측으로 쓰세요.")
    return {
        "line": line.number,
        "name": line.text("name"),
        "native_name": line.text("native_name"),
        "post": line.text("post"),
        "body": line.text("body"),
        "side": str(SIDES[said].value if said else side),
        "sectors": _coded(line, "sectors", Sector),
        "seeks": line.text("seeks")[:1000],
        "offers": line.text("offers")[:1000],
        "languages": _coded(line, "languages", Language),
        "unavailable": _slots(line, clocks, slots),
        "reserve": _yes(line, "reserve"),
    }


def _coded(line: Line, column: str, kind: Any) -> list[str]:
    """Codes or names, parted by commas; names in the reader's language or English."""
    from django.utils.translation import override

    known = {code: code for code in kind.values}
    for language in ("en", "ko"):
        with override(language):
            known |= {_plain(str(label)): code for code, label in kind.choices}
    codes = []
    for part in re.split(r"[,;/\n]+", line.text(column)):
        if not part.strip():
            continue
        code = known.get(_plain(part))
        if code is None:
            raise line.wrong(
                column, f"“{part.strip()}” is not known.", f"“{part.strip()}”을(를) 알 수 없습니다."
            )
        codes.append(code)
    return list(dict.fromkeys(codes))


def _slots(line: Line, clocks: Mapping[str, list[int]], slots: int) -> list[int]:
    """Times (14:00) or numbers of slots, parted by commas."""
    found: list[int] = []
    for part in re.split(r"[,;\s]+", line.text("unavailable")):
        if not part:
            continue
        clock = re.match(r"^(\d{1,2}):(\d{2})", part)
        if clock is not None and f"{int(clock[1]):02}:{clock[2]}" in clocks:
            found += clocks[f"{int(clock[1]):02}:{clock[2]}"]
        elif key_asked(part) is not None and 1 <= int(part) <= slots:
            found.append(int(part))
        else:
            raise line.wrong(
                "unavailable",
                f"“{part}” is no time at which a meeting begins, and no number from 1 to {slots}.",
                f"“{part}”은(는) 면담 시작 시각도, 1부터 {slots}까지의 번호도 아닙니다.",
            )
    return sorted(set(found))


def _yes(line: Line, column: str) -> bool:
    said = _plain(line.text(column))
    if said not in YES | NO:
        raise line.wrong(column, "say yes or leave it empty.", "예라고 쓰거나 비워 두세요.")
    return said in YES


def _wishes(found: Parsed, table: Table, language: str) -> None:
    for line in lines(table, WISHES, required=("who", "with"), language=language):
        try:
            who, whom, rank = line.text("who"), line.text("with"), line.text("rank")
            if _plain(who) == _plain(whom):
                raise line.wrong("with", "nobody meets themselves.", "자기 자신과는 만날 수 없습니다.")
            if rank and not (key_asked(rank) is not None and 1 <= int(rank) <= 50):
                raise line.wrong("rank", "a number from 1 to 50.", "1부터 50까지의 숫자를 쓰세요.")
            wish = {
                "line": line.number,
                "table": line.table,
                "headings": dict(line.headings),
                "who": who,
                "with": whom,
                "rank": int(rank) if rank else None,
                "must": _yes(line, "must"),
            }
            found.wishes.append(wish)
        except BadTable as bad:
            found.errors.append(bad.said(language))


def _check_names(found: Parsed, round_: Round, side: str, language: str) -> None:
    """Nobody is in the list twice or in the round already; wishes name people who are there."""
    sides = {key: person.side for key, person in by_name(round_).items()}
    seen: dict[str, int] = {}
    for row in found.people:
        key = _plain(row["name"])
        line = _line(row, PEOPLE, language)
        if key in seen:
            found.errors.append(
                line.wrong(
                    "name",
                    f"“{row['name']}” stands in row {seen[key]} already.",
                    f"“{row['name']}”은(는) {seen[key]}행에 이미 있습니다.",
                ).said(language)
            )
        elif key in sides:
            found.errors.append(
                line.wrong(
                    "name",
                    f"“{row['name']}” takes part already.",
                    f"“{row['name']}”은(는) 이미 참가합니다.",
                ).said(language)
            )
        seen.setdefault(key, row["line"])
    sides |= {_plain(row["name"]): row["side"] for row in found.people}
    for row in found.wishes:
        line = Line(row["table"], row["line"], {}, row["headings"])
        for column in ("who", "with"):
            if _plain(row[column]) not in sides:
                wrong = line.wrong(
                    column,
                    f"“{row[column]}” does not take part.",
                    f"“{row[column]}”은(는) 참가자가 아닙니다.",
                )
                found.errors.append(wrong.said(language))
        own = side if round_.visibility == "shared" else None
        if row["rank"] and own and sides.get(_plain(row["who"]), own) != own:
            wrong = line.wrong(
                "rank",
                "how much the other side wants it is theirs to say; leave it empty.",
                "상대 측의 희망 순위는 그쪽이 정합니다. 비워 두세요.",
            )
            found.errors.append(wrong.said(language))


def _line(row: Mapping[str, Any], columns: Mapping[str, tuple[str, ...]], language: str) -> Line:
    place = 1 if language == "ko" else 0
    return Line(
        "참가자" if place else "Participants",
        row["line"],
        {},
        {column: names[place] for column, names in columns.items()},
    )


def by_name(round_: Round) -> dict[str, Participant]:
    """Participants by their names, as a list names them."""
    return {_plain(str(each)): each for each in people_of(round_)}


def plain(name: str) -> str:
    """A name without case and blanks: how a list and the round are compared."""
    return _plain(name)


def _plain(text: str) -> str:
    return "".join(text.casefold().split())


def headings_of(language: str) -> list[str]:
    """The columns of participants as a list names them."""
    return [names[1 if language[:2] == "ko" else 0] for names in PEOPLE.values()]


def template_sheets(language: str) -> list[tuple[str, list[str], list[list[str]]]]:
    """An empty list with the headings that are understood."""
    place = 1 if language == "ko" else 0
    return [
        ("참가자" if place else "Participants", headings_of(language), []),
        ("희망" if place else "Wishes", [names[place] for names in WISHES.values()], []),
    ]
