"""What is done alike with statements, commitments and agreements."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing, outbox, searching
from legation.kernel.activity import narrow
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.outcomes.actions.settling import check_promise, check_settling, settled_as
from legation.outcomes.actions.signing import check_signature
from legation.outcomes.models import (
    Agreement,
    Attachment,
    Commitment,
    MinutesLine,
    Outcome,
    Statement,
)
from legation.outcomes.queries import SETTLED, card_of

O = TypeVar("O", bound=Outcome)  # noqa: E741


class OtherSidesOutcome(Refused):
    sentence = _("You can show it to both sides or to your own, not to the other side alone.")
    field = "visibility"


class WiderThanItsEngagement(Refused):
    sentence = _("The engagement it came from is seen by one side only: so is what came of it.")
    field = "visibility"


class StandsInClosedMinutes(Refused):
    sentence = _(
        "These words stand in minutes that were closed, so they stay as they are. Open the minutes again, or"
        " propose an amendment once they are signed."
    )


@transaction.atomic
def change_outcome(outcome: O, values: Mapping[str, Any], *, seen: int, by: User) -> O:
    """Change a statement, a commitment or an agreement, as it was at version `seen`."""
    _check_minutes(outcome)
    if isinstance(outcome, Agreement):
        check_signature(values, outcome)
    if isinstance(outcome, Commitment):
        check_promise({"owed_by": outcome.owed_by, "owed_to": outcome.owed_to, **values})
        check_settling(outcome, values, by)
        values = {**values, **settled_as(values, outcome.status, timezone.localdate())}
    now = {"visibility": outcome.visibility, "engagement": outcome.engagement}
    if outcome.mission_id is not None:
        check_visibility(outcome.mission_id, {**now, **values}, by)
    changed = editing.change(outcome, values, seen=seen, by=by)
    searching.index(changed, card_of(changed))
    if isinstance(changed, Commitment | Agreement) and changed.visibility != outcome.visibility:
        for attachment in Attachment.objects.filter(**{changed._meta.model_name or "": changed}):
            narrow(attachment, attachment.seen_by())
    if isinstance(changed, Commitment) and _nothing_to_remind_of(outcome, changed):
        outbox.take_back(about=changed)
    return changed


def _nothing_to_remind_of(before: Any, after: Commitment) -> bool:
    """Letters that wait say what is no longer so."""
    return after.status in SETTLED or (before.due_on, before.next_on) != (after.due_on, after.next_on)


@transaction.atomic
def remove_outcome(outcome: O, *, by: User) -> O:
    """Take an outcome out of every list."""
    _check_minutes(outcome)
    removed = editing.remove(outcome, by=by)
    searching.drop(removed)
    outbox.take_back(about=removed)
    return removed


@transaction.atomic
def restore_outcome(outcome: O, *, by: User) -> O:
    """Undo a removal."""
    restored = editing.restore(outcome, by=by)
    searching.index(restored, card_of(restored))
    return restored


def _check_minutes(outcome: Outcome) -> None:
    """What was said and stands in closed minutes is changed there, by an amendment, and nowhere else."""
    if not isinstance(outcome, Statement):
        return
    closed = MinutesLine.objects.present().filter(statement=outcome, minutes__removed_at=None)
    if closed.exclude(minutes__closed_at=None).exists():
        raise StandsInClosedMinutes


def add_outcome(model: type[O], mission: Mission, values: Mapping[str, Any], *, by: User) -> O:
    check_visibility(mission.pk, values, by)
    if model is Commitment:
        values = {**values, **settled_as(values, "", timezone.localdate())}
    many = {field.name for field in model._meta.many_to_many}
    outcome = editing.add(
        model(mission=mission, **{name: value for name, value in values.items() if name not in many}),
        by=by,
        many={name: value for name, value in values.items() if name in many},
    )
    searching.index(outcome, card_of(outcome))
    return outcome


def check_visibility(mission_id: int, values: Mapping[str, Any], by: User) -> None:
    visibility, engagement = values.get("visibility", "shared"), values.get("engagement")
    mine = standing(by, mission_id)
    if mine is not None and visibility not in mine.sees:
        raise OtherSidesOutcome
    if engagement is not None and engagement.visibility not in {"shared", visibility}:
        raise WiderThanItsEngagement
