"""Who sees and writes reports, and who asks."""

from typing import Any

import rules

from legation.missions.rules import keeps_for_its_side, sees, standing


@rules.predicate
def writes_for_its_side(user: Any, report: Any) -> bool:
    """The user prepares the mission on the side whose report it is."""
    mine = standing(user, report.mission_id)
    return mine is not None and mine.prepares and mine.side == report.side


@rules.predicate
def of_present_mission(_user: Any, part: Any) -> bool:
    """Neither it nor its mission was removed."""
    survey = getattr(part, "survey", part)
    return survey.removed_at is None and survey.mission.removed_at is None


rules.add_perm("reports.view_report", sees)
rules.add_perm("reports.change_report", sees & writes_for_its_side)
for kind in ("survey", "surveylink"):
    rules.add_perm(f"reports.view_{kind}", of_present_mission & keeps_for_its_side)
    rules.add_perm(f"reports.change_{kind}", of_present_mission & keeps_for_its_side)
