"""What is done alike with statements, commitments and agreements."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing, searching
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.outcomes.actions.signing import check_signature
from legation.outcomes.models import Agreement, Outcome
from legation.outcomes.queries import card_of

O = TypeVar("O", bound=Outcome)  # noqa: E741


class OtherSidesOutcome(Refused):
    sentence = _("You can show it to both sides or to your own, not to the other side alone.")
    field = "visibility"


class WiderThanItsEngagement(Refused):
    sentence = _("The engagement it came from is seen by one side only: so is what came of it.")
    field = "visibility"


@transaction.atomic
def change_outcome(outcome: O, values: Mapping[str, Any], *, seen: int, by: User) -> O:
    """Change a statement, a commitment or an agreement, as it was at version `seen`."""
    if isinstance(outcome, Agreement):
        check_signature(values)
    now = {"visibility": outcome.visibility, "engagement": outcome.engagement}
    check_visibility(outcome.mission_id, {**now, **values}, by)
    changed = editing.change(outcome, values, seen=seen, by=by)
    searching.index(changed, card_of(changed))
    return changed


@transaction.atomic
def remove_outcome(outcome: O, *, by: User) -> O:
    """Take an outcome out of every list."""
    removed = editing.remove(outcome, by=by)
    searching.drop(removed)
    return removed


@transaction.atomic
def restore_outcome(outcome: O, *, by: User) -> O:
    """Undo a removal."""
    restored = editing.restore(outcome, by=by)
    searching.index(restored, card_of(restored))
    return restored


def add_outcome(model: type[O], mission: Mission, values: Mapping[str, Any], *, by: User) -> O:
    check_visibility(mission.pk, values, by)
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
