"""A plan as a workbook: by time, by person, by table, what is left out, in sum. No site is loaded."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from legation.engine.matching import Round
from legation.kernel.sheets import Cell
from legation.kernel.sheets_out import written

Words = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a plan is shown with: everybody's name, who is in each meeting, and what each slot is called."""

    people: tuple[str, ...]
    meetings: Mapping[str, tuple[str, ...]]
    clocks: tuple[str, ...]
    organisations: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"

    def who(self, meeting: str) -> list[Cell]:
        """Who asked, and whom they meet: a meeting of three has two of these."""
        first, *others = self.meetings[meeting]
        return [first, ", ".join(others)]

    def say(self, english: str, korean: str) -> str:
        """The one that is read."""
        return korean if self.language == "ko" else english


def shown(round_: Round, language: str) -> Shown:
    """A round that is known by keys and by slots alone."""
    return Shown(
        people=tuple(each.id for each in round_.participants),
        meetings={each.id: each.participants for each in round_.meetings},
        clocks=tuple(str(slot) for slot in range(1, round_.slots + 1)),
        language=language,
    )


def plan_sheets(book: Shown, plan: Mapping[str, Any]) -> bytes:
    """A `legation.plan/1` document as an XLSX file."""
    say = book.say
    placed = sorted(plan["placed"], key=lambda each: (each["slot"], each["table"] or 0))
    by_time: list[list[Cell]] = [
        [book.clocks[each["slot"] - 1], each["slot"], each["table"], *book.who(each["meeting"])]
        for each in placed
    ]
    who, table = (say("Who", "신청자"), say("Whom", "상대")), say("Table", "테이블")
    return written(
        [
            (say("By time", "시간별"), (say("Time", "시각"), say("Slot", "번호"), table, *who), by_time),
            (
                say("By person", "사람별"),
                (say("Name", "이름"), say("Organisation", "기관"), *book.clocks),
                _by_person(book, placed),
            ),
            (say("By table", "테이블별"), (table, *book.clocks), _by_table(book, placed)),
            (
                say("Not placed", "배정 안 됨"),
                (*who, say("Why", "이유")),
                [[*book.who(each["meeting"]), each["why"]] for each in plan["unplaced"]],
            ),
            (say("In sum", "요약"), (say("What", "항목"), say("Value", "값")), _in_sum(say, plan)),
        ]
    )


def _by_person(book: Shown, placed: Iterable[Mapping[str, Any]]) -> list[list[Cell]]:
    rows: dict[str, list[Cell]] = {
        name: [name, book.organisations.get(name), *([None] * len(book.clocks))] for name in book.people
    }
    for each in placed:
        together = book.meetings[each["meeting"]]
        table = f" ({each['table']})" if each["table"] else ""
        for name in together:
            rows[name][each["slot"] + 1] = ", ".join(other for other in together if other != name) + table
    return list(rows.values())


def _by_table(book: Shown, placed: Iterable[Mapping[str, Any]]) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for each in placed:
        if each["table"]:
            row = rows.setdefault(each["table"], [each["table"], *([None] * len(book.clocks))])
            row[each["slot"]] = " – ".join(book.meetings[each["meeting"]])
    return [rows[table] for table in sorted(rows)]


def _in_sum(say: Words, plan: Mapping[str, Any]) -> list[list[Cell]]:
    conflict = plan.get("conflict_reason")
    at_once = Counter(each["slot"] for each in plan["placed"])
    rows: list[list[Cell]] = [
        [say("Meetings placed", "배정된 면담"), len(plan["placed"])],
        [say("Meetings not placed", "배정되지 않은 면담"), len(plan["unplaced"])],
        [say("Waits between meetings", "면담 사이 대기"), plan["breaks"]],
        [say("Waits that nobody can avoid", "피할 수 없는 대기"), plan["bound"]],
        [say("How good it is", "평가"), plan.get("standing")],
        [say("Most meetings at once", "동시 면담 최대 수"), max(at_once.values(), default=0)],
        [say("Seconds", "소요 시간(초)"), plan.get("seconds")],
    ]
    if conflict is not None:
        rows.append([say("What cannot all hold", "모두 지킬 수 없는 것"), conflict["why"]])
    rows += [[say("Way out", "해결 방법"), each["text"]] for each in plan.get("remedies", [])]
    return rows
