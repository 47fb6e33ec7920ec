"""What the forms of all outcomes offer."""

from typing import Any

from legation.kernel.choices import Visibility
from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.outcomes.models import Agreement, Outcome
from legation.outcomes.queries import engagements_of, organisations_for


class OutcomeForm(RecordForm):
    """What every outcome's form offers: the engagements and visibilities that its author sees."""

    def __init__(self, *args: Any, mission: Mission | None, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reader = user
        if mission is None:
            del self.fields["engagement"], self.fields["visibility"]
        else:
            self._offer(mission, user)
        for name in ("owed_by", "owed_to", "parties"):
            if name in self.fields:
                current = _named(self.instance, name)
                self.fields[name].queryset = organisations_for(user, current)  # type: ignore[attr-defined]
                by_name(self, name, "organisation", user)

    def _offer(self, mission: Mission, user: Any) -> None:
        self.fields["engagement"].queryset = engagements_of(  # type: ignore[attr-defined]
            mission, user, self.instance.engagement_id
        )
        mine = standing(user, mission.pk)
        seen = mine.sees if mine else {Visibility.SHARED}
        self.fields["visibility"].choices = [  # type: ignore[attr-defined]
            choice for choice in Visibility.choices if choice[0] in seen
        ]


def _named(outcome: Outcome, name: str) -> list[int | None]:
    """Keys of the organisations that the outcome names in this field."""
    if name != "parties":
        return [getattr(outcome, f"{name}_id")]
    if not isinstance(outcome, Agreement) or not outcome.pk:
        return []
    return list(outcome.parties.values_list("pk", flat=True))
