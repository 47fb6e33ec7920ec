"""The form of a room booking."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.missions.forms.engagement import GroupedChoice, Wall, WallField, visibilities
from legation.missions.models import Booking, Engagement, Mission
from legation.missions.queries.bookings import engagements_for, rooms_to_hold
from legation.missions.queries.engagement import rooms_near, venues_for
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
        by_name(self, "room", "room", user, near=lambda: self._near(mission, user))
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
        if fields["room"].many():
            self._ask_venue(user)

    def _ask_venue(self, user: Any) -> None:
        """Of very many rooms only those of the programme's venues are listed: another venue is written."""
        fields: dict[str, Any] = self.fields
        fields["venue"] = forms.ModelChoiceField(
            queryset=venues_for(user, None),
            label=_("venue"),
            required=False,
            empty_label="—",
            help_text=_(
                "Rooms of your programme are listed. Write another venue and save to list its rooms."
            ),
        )
        by_name(self, "venue", "venue", user)
        self.order_fields(("engagement", "purpose", "venue", *self.Meta.fields[2:]))

    def _near(self, mission: Mission, user: Any) -> Any:
        venue = getattr(self, "cleaned_data", {}).get("venue")
        return rooms_near(self.fields["room"].queryset, mission, user, venue, self["room"].value())  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        venue, room = found.get("venue"), found.get("room")
        if venue is not None and (room is None or room.venue_id != venue.pk):
            self.errors.pop("room", None)
            self.add_error("room", _("Choose a room of this venue."))
        for name, words in (("starts", _("Give the time.")), ("ends", _("Give the time at which it ends."))):
            wall = found.get(name)
            if name not in self.errors and (wall is None or wall.hour is None):
                self.add_error(name, words)
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        found.pop("venue", None)
        first: Any = found["starts"]
        last: Any = found["ends"]
        found["starts"] = datetime.combine(first.day, first.hour)
        found["ends"] = datetime.combine(last.day or first.day, last.hour)
        return found
