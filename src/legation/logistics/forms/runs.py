"""Forms of transfers and their vehicles."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.forms import RecordForm
from legation.logistics.models import Car, Run
from legation.logistics.queries.runs import engagements_for, movements_for
from legation.logistics.queries.stays import delegates_for
from legation.missions.forms.engagement import GroupedChoices, Wall, WallField, visibilities
from legation.missions.models import Mission, Movement
from legation.missions.rules import standing


class RunForm(RecordForm):
    """A transfer: when it leaves, for which flight or engagement, and who rides."""

    leaves = WallField(label=_("leaves"), help_text=_("By the clock of the place."))
    riders = GroupedChoices(
        queryset=None,
        label=_("who rides"),
        required=False,
        group=lambda one: one.delegation,
        help_text=_("Nobody ticked: those of the flight, else those of the engagement, else all guests."),
    )

    class Meta:
        model = Run
        fields = ("name", "movement", "engagement", "leaves", "meeting_point", "riders", "visibility")

    field_order = Meta.fields

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        mission: Mission,
        user: Any,
        instance: Run | None = None,
        wanted: Movement | None = None,
    ) -> None:
        super().__init__(data, instance=instance)
        mine = standing(user, mission.pk)
        fields: dict[str, Any] = self.fields
        fields["visibility"].choices = visibilities(mine.side if mine is not None else "")
        fields["movement"].queryset = offered = movements_for(mission, user)
        fields["engagement"].queryset = shown = engagements_for(mission, user)
        fields["riders"].queryset = delegates_for(mission, user)
        if wanted is not None and instance is None:
            fields["movement"].initial = wanted.pk
            moment = wanted.local_arrival if wanted.direction != "departure" else wanted.local_departure
            if moment is not None:
                fields["leaves"].initial = Wall(moment.date(), moment.time())
        if instance is not None:
            local = instance.local_time
            fields["leaves"].initial = Wall(local.date(), local.time())
            if instance.movement_id and not offered.filter(pk=instance.movement_id).exists():
                del fields["movement"]  # it became the other side's own; the transfer keeps it
            if instance.engagement_id and not shown.filter(pk=instance.engagement_id).exists():
                del fields["engagement"]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        wall = found.get("leaves")
        if "leaves" not in self.errors and (wall is None or wall.hour is None):
            self.add_error("leaves", _("Give the time."))
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        wall: Any = found["leaves"]
        found["leaves"] = datetime.combine(wall.day, wall.hour)
        return found


class CarForm(RecordForm):
    """A vehicle in the line."""

    class Meta:
        model = Car
        fields = ("name", "kind", "seats", "party", "alone", "position", "plate", "driver", "phone")


class PutForm(forms.Form):
    """Who goes into which vehicle."""

    delegate = forms.IntegerField()
    car = forms.IntegerField(required=False)
