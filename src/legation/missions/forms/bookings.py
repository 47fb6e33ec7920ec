"""The form of a room booking."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.missions.forms.engagement import GroupedChoice, Wall, WallField, visibilities
from legation.missions.models import Booking, Engagement, Mission
from legation.missions.queries.bookings import engagements_for, rooms_to_hold
from legation.missions.queries.engagement import rooms_near
from legation.missions.rules import standing


class BookingForm(RecordForm):
    """A room, when it is used, and how long before and after nobody else may have it."""

    room = GroupedChoice(queryset=None, label=_("room"), group=lambda room: room.venue)
    starts = WallField(label=_("starts"), help_text=_("By the clock of the room's city."))
    ends = WallField(
        label=_("ends"), required=False, help_text=_("Leave the date empty when it ends the same day.")
    )

    class Meta:
        model = Booking
        fields = ("engagement", "purpose", "room", "starts", "ends", "before", "after", "visibility")

    field_order = Meta.fields

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        mission: Mission,
        user: Any,
        instance: Booking | None = None,
        wanted: Engagement | None = None,
    ) -> None:
        super().__init__(data, instance=copy(instance) if instance is not None else None)
        mine = standing(user, mission.pk)
        fields: dict[str, Any] = self.fields
        fields["visibility"].choices = visibilities(mine.side if mine is not None else "")
        fields["before"].required = fields["after"].required = False
        fields["room"].queryset = rooms_to_hold(user, instance)
        by_name(
            self,
            *("room", "room", user),
            near=lambda: rooms_near(fields["room"].queryset, mission, None, self["room"].value()),
        )
        fields["engagement"].queryset = offered = engagements_for(mission, user, instance)
        fields["engagement"].empty_label = "—"
        if instance is not None and instance.engagement_id and instance.engagement not in offered:
            del fields["engagement"]  # it became the other side's own; the booking keeps it
        shown = instance or wanted
        if shown is not None:
            timed = isinstance(shown, Booking) or not shown.part
            first, last = shown.local_start, shown.local_end
            fields["starts"].initial = Wall(first.date(), first.time() if timed else None)
            fields["ends"].initial = Wall(last.date(), last.time() if timed else None)
        if wanted is not None and instance is None:
            fields["engagement"].initial = wanted.pk
            fields["room"].initial = wanted.room_id
            fields["visibility"].initial = wanted.visibility

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        for name, words in (("starts", _("Give the time.")), ("ends", _("Give the time at which it ends."))):
            wall = found.get(name)
            if name not in self.errors and (wall is None or wall.hour is None):
                self.add_error(name, words)
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        first: Any = found["starts"]
        last: Any = found["ends"]
        found["starts"] = datetime.combine(first.day, first.hour)
        found["ends"] = datetime.combine(last.day or first.day, last.hour)
        return found
