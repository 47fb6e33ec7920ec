"""A round as a workbook, for people who want a timetable and nothing else. No site is loaded."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from legation.config.plan_shown import Shown
from legation.kernel.sheets import BadTable, Cell, Line, Table, lines, tables
from legation.kernel.sheets_out import written

FORMAT = "legation.round/1"
PEOPLE = {
    "name": ("Name", "이름"),
    "organisation": ("Organisation", "기관", "소속"),
    "unavailable": ("Not available", "불가 시간"),
    "in_a_row": ("In a row at most", "연속 면담 한도"),
}
WISHES = {
    "who": ("Who", "신청자"),
    "whom": ("Whom", "상대"),
    "must": ("Must", "필수"),
    "weight": ("Weight", "가중치"),
    "session": ("Session", "시간대 구분"),
    "slot": ("Fixed slot", "고정 시간대"),
}
SETTINGS = {"what": ("Setting", "설정"), "value": ("Value", "값")}
KNOWN = {
    "slots": ("Slots", "시간대 수"),
    "tables": ("Tables", "테이블 수"),
    "fairness": ("Largest difference in waits", "대기 횟수 차이 한도"),
    "in_a_row": ("In a row at most", "연속 면담 한도"),
    "first": ("First meeting at", "첫 면담 시각"),
    "minutes": ("Minutes a meeting", "면담 시간(분)"),
    "pause": ("Minutes between", "사이 시간(분)"),
}
NAMES = {
    "people": ("Participants", "참가자"),
    "wishes": ("Wishes", "희망", "Meetings", "면담"),
    "settings": ("Settings", "설정"),
}
YES = {"yes", "y", "true", "1", "x", "예", "네", "필수", "o", "○", "✓"}
NO = {"", "no", "n", "false", "0", "아니요", "아니오", "x표"}
MOST = 100_000


class Workbook:
    """A round as it was read: the document for the engine, and what its slots are called."""

    def __init__(self, data: bytes, name: str, given: Mapping[str, int | None], language: str) -> None:
        """`given` are settings of the command, which go before those of the workbook. Raises BadTable."""
        self.language = language
        found = _sorted_out(tables(data, name))
        self.settings = _settings(found.get("settings"), language) | {
            key: value for key, value in given.items() if value is not None
        }
        self.slots = self._number("slots")
        self.people = self._people(found.get("people"))
        self.meetings = self._meetings(found["wishes"])

    @property
    def document(self) -> dict[str, Any]:
        """The round as the engine takes it; people are known by their names."""
        made: dict[str, Any] = {
            "format": FORMAT,
            "slots": self.slots,
            "participants": [
                {key: value for key, value in each.items() if key != "organisation"}
                for each in self.people.values()
            ],
            "meetings": self.meetings,
        }
        for key in ("tables", "fairness", "in_a_row"):
            if self.settings.get(key) is not None:
                made[key] = self._number(key)
        sessions = {each["session"] for each in self.meetings if each.get("session")}
        if sessions:
            made["sessions"] = {name: self._session(name) for name in sorted(sessions)}
        return made

    @property
    def shown(self) -> Shown:
        """What the plan of this round is shown with."""
        return Shown(
            people=tuple(self.people),
            meetings={each["id"]: tuple(each["participants"]) for each in self.meetings},
            clocks=tuple(self.clock(slot) for slot in range(1, self.slots + 1)),
            organisations={name: each["organisation"] for name, each in self.people.items()},
            language=self.language,
        )

    def clock(self, slot: int) -> str:
        """A slot by its time where the workbook tells it, else by its number."""
        first = self.settings.get("first")
        if first is None:
            return str(slot)
        step = timedelta(minutes=self._number("minutes", 20) + self._number("pause", 0))
        return f"{datetime(2000, 1, 1, first.hour, first.minute) + (slot - 1) * step:%H:%M}"  # noqa: DTZ001

    def _number(self, key: str, usual: int | None = None) -> int:
        value = self.settings.get(key, usual)
        if not isinstance(value, int) or value < 0 or (value == 0 and key in {"slots", "tables", "minutes"}):
            names = KNOWN[key]
            raise BadTable(
                "cell",
                sheet=NAMES["settings"][self.language == "ko"],
                row="–",
                heading=names[self.language == "ko"],
                problem=_missing(key),
            )
        return value

    def _session(self, name: str) -> list[int]:
        """`1-4` or `1, 2, 5`: a session of a workbook is named by its slots."""
        return _slots(name, self.slots) or []

    def _people(self, table: Table | None) -> dict[str, dict[str, Any]]:
        if table is None:
            return {}
        found: dict[str, dict[str, Any]] = {}
        for line in lines(table, PEOPLE, required=("name",), language=self.language):
            name = line.text("name")
            if not name:
                raise line.wrong("name", "a name is needed", "이름이 필요합니다")
            if name in found:
                raise line.wrong("name", f"“{name}” stands here twice", f"“{name}”이(가) 두 번 있습니다")
            away = _slots(line.text("unavailable"), self.slots)
            if away is None:
                raise line.wrong(
                    "unavailable",
                    f"write slots from 1 to {self.slots}, as in 1, 3-5",
                    f"1에서 {self.slots}까지의 번호를 1, 3-5처럼 쓰세요",
                )
            found[name] = {"id": name, "unavailable": away, "organisation": line.text("organisation")}
            row = line.text("in_a_row")
            if row:
                if not row.isdecimal() or row == "0":
                    raise line.wrong("in_a_row", "a whole number is needed", "정수가 필요합니다")
                found[name]["in_a_row"] = int(row)
        return found

    def _meetings(self, table: Table) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        listed, ids = bool(self.people), set[str]()
        pairs: dict[frozenset[str], int] = {}
        for line in lines(table, WISHES, required=("who", "whom"), language=self.language):
            pair = self._pair(line, listed=listed)
            if pair in pairs:
                raise line.wrong(
                    "whom",
                    f"row {pairs[pair]} already names these two",
                    f"{pairs[pair]}행에 이미 두 사람이 있습니다",
                )
            pairs[pair] = line.number
            made = self._meeting(line)
            if made["id"] in ids:  # “A – B” with C, and A with “B – C”
                made["id"] += f" ({line.number})"
            ids.add(made["id"])
            found.append(made)
            if len(found) > MOST:
                raise BadTable("rows", sheet=table.name, limit=MOST)
        if not found:
            raise BadTable("empty")
        return found

    def _pair(self, line: Line, *, listed: bool) -> frozenset[str]:
        for column in ("who", "whom"):
            name = line.text(column)
            if not name:
                raise line.wrong(column, "a name is needed", "이름이 필요합니다")
            if listed and name not in self.people:
                raise line.wrong(
                    column, f"“{name}” is not among the participants", f"“{name}”은(는) 참가자가 아닙니다"
                )
            self.people.setdefault(name, {"id": name, "unavailable": [], "organisation": ""})
        if line.text("who") == line.text("whom"):
            raise line.wrong("whom", "nobody meets themselves", "자기 자신을 만날 수 없습니다")
        return frozenset((line.text("who"), line.text("whom")))

    def _meeting(self, line: Line) -> dict[str, Any]:
        must = line.text("must").casefold()
        if must not in YES | NO:
            raise line.wrong("must", "write yes or no", "예 또는 아니요로 쓰세요")
        weight = line.text("weight") or "1"
        if not weight.isdecimal() or not 1 <= int(weight) <= 1000:
            raise line.wrong(
                "weight", "write a whole number from 1 to 1000", "1에서 1000까지의 정수를 쓰세요"
            )
        made: dict[str, Any] = {
            "id": " – ".join((line.text("who"), line.text("whom"))),
            "participants": [line.text("who"), line.text("whom")],
            "must": must in YES,
            "weight": int(weight),
        }
        slot = line.text("slot")
        if slot:
            if not slot.isdecimal() or not 1 <= int(slot) <= self.slots:
                raise line.wrong(
                    "slot",
                    f"write a number from 1 to {self.slots}",
                    f"1에서 {self.slots}까지의 번호를 쓰세요",
                )
            made["slot"] = int(slot)
        session = line.text("session")
        if session and not slot:
            if not _slots(session, self.slots):
                raise line.wrong(
                    "session",
                    f"name slots from 1 to {self.slots}, as in 1-4",
                    f"1에서 {self.slots}까지의 시간대를 1-4처럼 쓰세요",
                )
            made["session"] = session
        return made


def template(language: str) -> bytes:
    """A workbook to fill in, with one line of each kind as an example."""
    place = 1 if language == "ko" else 0

    def heads(columns: Mapping[str, tuple[str, ...]]) -> list[str]:
        return [names[place] for names in columns.values()]

    first, second = ("표본 하나", "표본 둘") if place else ("Sample One", "Sample Two")
    body = "표본 기관" if place else "Sample company"
    values: dict[str, Cell] = {"slots": 8, "tables": 10, "first": "14:00", "minutes": 20, "pause": 5}
    return written(
        [
            (
                NAMES["people"][place],
                heads(PEOPLE),
                [[first, body, "1, 3-4", None], [second, body, "", None]],
            ),
            (
                NAMES["wishes"][place],
                heads(WISHES),
                [[first, second, "예" if place else "yes", 1, "", None]],
            ),
            (
                NAMES["settings"][place],
                heads(SETTINGS),
                [[names[place], values.get(key)] for key, names in KNOWN.items()],
            ),
        ]
    )


def _sorted_out(found: tuple[Table, ...]) -> dict[str, Table]:
    """The sheets by what they are; one sheet alone holds the wishes."""
    kinds: dict[str, Table] = {}
    for table in found:
        name = table.name.strip().casefold()
        kind = next(
            (key for key, names in NAMES.items() if name in {each.casefold() for each in names}), None
        )
        if kind is not None:
            kinds.setdefault(kind, table)
    if "wishes" not in kinds:
        rest = [table for table in found if table not in kinds.values()]
        if len(rest) != 1:
            raise BadTable("heading_missing", sheet=found[0].name, heading=WISHES["who"][0])
        kinds["wishes"] = rest[0]
    return kinds


def _settings(table: Table | None, language: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if table is None:
        return found
    known = {"".join(name.casefold().split()): key for key, names in KNOWN.items() for name in names}
    for line in lines(table, SETTINGS, required=("what", "value"), language=language):
        key = known.get("".join(line.text("what").casefold().split()))
        if key is None:
            raise line.wrong(
                "what",
                f"“{line.text('what')}” is not known",
                f"“{line.text('what')}”은(는) 알 수 없는 설정입니다",
            )
        if not line.text("value"):
            continue
        found[key] = _time(line) if key == "first" else _whole(line)
    return found


def _whole(line: Line) -> int:
    text = line.text("value")
    if not text.isdecimal():
        raise line.wrong("value", "a whole number is needed", "정수가 필요합니다")
    return int(text)


def _time(line: Line) -> time:
    value = line.cells["value"]
    if isinstance(value, time | datetime):
        return time(value.hour, value.minute)
    if isinstance(value, float) and 0 <= value < 1:  # a time as a spreadsheet counts it: part of a day
        minutes = round(value * 24 * 60)
        return time(minutes // 60 % 24, minutes % 60)
    try:
        return time.fromisoformat(line.text("value"))
    except ValueError as wrong:
        raise line.wrong("value", "write a time, as in 14:00", "14:00처럼 시각을 쓰세요") from wrong


def _slots(text: str, slots: int) -> list[int] | None:
    """`1, 3-5` as numbers; None where it is no such thing."""
    found: set[int] = set()
    for part in text.replace(";", ",").replace("–", "-").replace("~", "-").split(","):
        first, dash, last = part.strip().partition("-")
        if not part.strip():
            continue
        ends = [first.strip(), last.strip() if dash else first.strip()]
        if not all(end.isdecimal() and 1 <= int(end) <= slots for end in ends):
            return None
        found.update(range(int(ends[0]), int(ends[1]) + 1))
    return sorted(found)


def _missing(key: str) -> tuple[str, str]:
    english, korean = "a whole number is needed", "정수가 필요합니다"
    if key not in {"slots", "tables"}:
        return english, korean
    return f"{english}, here or with --{key}", f"{korean}(여기에 또는 --{key}(으)로)"
