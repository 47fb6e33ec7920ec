"""Who reads sources and decides on what was found in them."""

from typing import Any

import rules

from legation.missions.choices import Role
from legation.missions.rules import prepares, sees, standing


@rules.predicate
def records(user: Any, part: Any) -> bool:
    """Organiser, host protocol or press office of the mission: those who turn texts into records."""
    mine = standing(user, part.mission_key())
    return mine is not None and mine.role in {Role.ORGANISER, Role.PROTOCOL, Role.PRESS}


@rules.predicate
def sees_source(user: Any, finding: Any) -> bool:
    """The user sees the text in which this was found."""
    return finding.removed_at is None and bool(sees(user, finding.source))


rules.add_perm("sources.view_source", sees)
rules.add_perm("sources.change_source", sees & records)
rules.add_perm("sources.add_source", sees & records)
rules.add_perm("sources.view_finding", sees_source)
rules.add_perm("sources.change_finding", sees_source & records)
rules.add_perm("sources.view_archive", sees)
rules.add_perm("sources.change_archive", sees & records)
rules.add_perm("sources.view_intake", sees)
rules.add_perm("sources.change_intake", sees & prepares)
