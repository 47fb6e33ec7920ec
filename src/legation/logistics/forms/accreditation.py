"""The form of a pass."""

from collections.abc import Mapping
from typing import Any

from legation.kernel.forms import RecordForm
from legation.logistics.models import Accreditation
from legation.logistics.queries.runs import engagements_for
from legation.missions.forms.engagement import visibilities
from legation.missions.models import Mission
from legation.missions.rules import standing


class AccreditationForm(RecordForm):
    """Who is to be admitted, as what, and what became of it."""

    class Meta:
        model = Accreditation
        fields = (
            "kind",
            "name",
            "native_name",
            "body",
            "work",
            "equipment",
            "engagement",
            "status",
            "number",
            "reason",
            "visibility",
        )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        mission: Mission,
        user: Any,
        instance: Accreditation | None = None,
    ) -> None:
        super().__init__(data, instance=instance)
        mine = standing(user, mission.pk)
        fields: dict[str, Any] = self.fields
        fields["visibility"].choices = visibilities(mine.side if mine is not None else "")
        fields["engagement"].queryset = offered = engagements_for(mission, user)
        fields["engagement"].empty_label = "—"
        kept = instance.engagement_id if instance is not None else None
        if kept is not None and not offered.filter(pk=kept).exists():
            del fields["engagement"]  # it became the other side's own; the entry keeps it
