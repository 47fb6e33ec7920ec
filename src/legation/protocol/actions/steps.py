"""One step on a seat plan, as the page sends it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from legation.accounts.models import User
from legation.kernel.refusals import Refused
from legation.missions.models import Engagement
from legation.protocol.actions import byhand
from legation.protocol.actions.running import run

STEPS = ("move", "lock", "unlock", "lock-table", "unlock-table", "run", "clear", "undo", "redo")


class NoSuchStep(Refused):
    sentence = gettext_lazy("Nothing was asked for.")


@dataclass(frozen=True, slots=True)
class Step:
    """What to do, and with whom, which chair, which table, or without which rule."""

    do: str
    person: str = ""
    seat: str = ""
    table: str = ""
    without: str = ""


def take(engagement: Engagement, step: Step, *, seen: int, by: User) -> str:
    """Take a step and say what was done. Raises what the step raises: Refused and ChangedMeanwhile."""
    if step.do == "run":
        return _ran(engagement, step, seen=seen, by=by)
    if step.do == "move":
        byhand.move(engagement, step.person, step.seat, seen=seen, by=by)
        return _("Moved.")
    if step.do == "clear":
        byhand.clear(engagement, seen=seen, by=by)
        return _("The rules seat everybody again.")
    if step.do in {"undo", "redo"}:
        (byhand.undo if step.do == "undo" else byhand.redo)(engagement, seen=seen, by=by)
        return _("Undone.") if step.do == "undo" else _("Done again.")
    if step.do not in STEPS:
        raise NoSuchStep
    whole = step.do.endswith("-table")
    people = byhand.at_table(engagement, step.table, by) if whole else [step.person]
    if step.do.startswith("lock"):
        byhand.lock(engagement, people, seen=seen, by=by)
        return ngettext("Locked.", "%(n)d people locked.", len(people)) % {"n": len(people)}
    byhand.unlock(engagement, people, seen=seen, by=by)
    return ngettext("Unlocked.", "%(n)d people unlocked.", len(people)) % {"n": len(people)}


def _ran(engagement: Engagement, step: Step, *, seen: int, by: User) -> str:
    done = run(engagement, seen=seen, by=by, without=step.without)
    people = len(done.arrangement.seats)
    seated = ngettext("%(n)d person seated.", "%(n)d people seated.", people) % {"n": people}
    proof = _("No plan costs less: proved.") if done.proved else _("No proof is claimed.")
    return f"{seated} {proof}"
