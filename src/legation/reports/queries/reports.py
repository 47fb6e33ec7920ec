"""What the pages of reports read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from legation.missions.choices import MissionStatus
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.reports.models import Report
from legation.reports.models.report import due_after


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report in the list."""

    report: Report
    late: bool
    edits: bool
    words: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """The reports of a mission that a reader sees, and by when their own side owes one."""

    rows: tuple[ReportRow, ...]
    due_on: date | None
    late: bool
    writes: bool


def reports_page(mission: Mission, user: Any, today: date) -> ReportsPage:
    """One query."""
    rows = Report.objects.visible_to(user).filter(mission=mission).select_related("mission")
    found = list(rows.order_by("due_on", "pk"))
    mine = standing(user, mission.pk)
    writes = mine is not None and mine.prepares
    due = _owed(mission, [one for one in found if mine is not None and one.side == mine.side], today)
    return ReportsPage(
        rows=tuple(row_of(one, user, today) for one in found),
        due_on=due if writes else None,
        late=bool(writes and due is not None and due < today),
        writes=writes,
    )


def row_of(report: Report, user: Any, today: date) -> ReportRow:
    """One report with what it lacks: no query."""
    texts = {name: str(getattr(report, name) or "") for name in report.texts}
    return ReportRow(
        report=report,
        late=report.late(today),
        edits=user.has_perm("reports.change_report", report),
        words=sum(len(text.split()) for text in texts.values()),
        missing=tuple(
            str(label) for name, label in report.texts.items() if not texts[name] and name != "cost"
        ),
    )


def report_due(mission: Mission, user: Any, today: date) -> date | None:
    """By when the reader's side owes a report that it has not handed in; one query once it is over."""
    mine = standing(user, mission.pk)
    if mine is None or not mine.prepares or mission.ends_on > today:
        return None
    return _owed(mission, list(Report.objects.of_side(mine.side).filter(mission=mission)), today)


def _owed(mission: Mission, own: list[Report], today: date) -> date | None:
    """Nothing is owed before the return, nor once a report was handed in."""
    if mission.ends_on > today or mission.status == MissionStatus.CANCELLED:
        return None
    if any(one.filed_on is not None for one in own):
        return None
    return min((one.due_on for one in own), default=due_after(mission.ends_on))


def removed_report(mission: Mission, key: str, user: Any) -> Report | None:
    """The report that was removed just now, where the reader may bring it back."""
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return None
    found = Report.objects.filter(mission=mission, pk=int(key)).exclude(removed_at=None).first()
    mine = standing(user, mission.pk)
    theirs = found is not None and mine is not None and mine.prepares and mine.side == found.side
    return found if theirs else None
