"""Forms of the board: another time, place or track, a lock, a day."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.missions.forms.engagement import GroupedChoice, Wall, WallField, near_by
from legation.missions.models import Engagement
from legation.missions.queries.board.layout import track_key
from legation.missions.queries.engagement import rooms_for, venues_for


class MoveForm(RecordForm):
    """Times on the clock `clock`: the engagement's own, or the one that the board goes by."""

    starts = WallField(label=_("starts"))
    ends = WallField(
        label=_("ends"), required=False, help_text=_("Leave the date empty when it ends the same day.")
    )
    room = GroupedChoice(
        queryset=None, label=_("room"), required=False, group=lambda room: room.venue, empty_label="—"
    )
    track = forms.ChoiceField(label=_("track"), required=False)
    clock = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    class Meta:
        model = Engagement
        fields = ("venue",)

    field_order = ("starts", "ends", "venue", "room", "track")

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        user: Any,
        instance: Engagement,
        tracks: Mapping[str, Any],
    ) -> None:
        super().__init__(data, instance=instance, auto_id="move_%s")
        self.engagement, self.tracks = instance, tracks
        fields: dict[str, Any] = self.fields
        fields["venue"].queryset = venues_for(user, instance)
        fields["venue"].empty_label = "—"
        by_name(self, "venue", "venue", user)
        fields["room"].queryset = rooms_for(user, instance)
        by_name(self, "room", "room", user, near=lambda: near_by(self, instance.mission, user))
        fields["room"].initial = instance.room_id
        fields["track"].choices = [("", "—"), *((key, str(track)) for key, track in tracks.items())]
        fields["track"].initial = track_key(instance.track)
        if not tracks:
            fields["track"].widget = forms.HiddenInput()
        fields["clock"].initial = instance.zone
        first, last, part = instance.local_start, instance.local_end, instance.part
        fields["starts"].initial = Wall(first.date(), None if part else first.time())
        fields["ends"].initial = Wall(last.date(), None if part else last.time())

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        room = found.get("room")
        if room is not None and found.get("venue") is None and "venue" not in self.errors:
            found["venue"] = room.venue
        for name, words in (("starts", _("Give the time.")), ("ends", _("Give the time at which it ends."))):
            wall = found.get(name)
            if name not in self.errors and (wall is None or wall.hour is None):
                self.add_error(name, words)
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        first: Any = found["starts"]
        last: Any = found["ends"]
        return {
            "starts": datetime.combine(first.day, first.hour),
            "ends": datetime.combine(last.day or first.day, last.hour),
            "clock": found["clock"] or self.engagement.zone,
            "venue": found["venue"],
            "room": found["room"],
            "track": self.tracks.get(found["track"], ""),
        }


class LockForm(RecordForm):
    """Whether its time and place stay, and the version that was looked at."""

    class Meta:
        model = Engagement
        fields = ("locked",)


class DayForm(forms.Form):
    """One day."""

    on = forms.DateField(input_formats=["%Y-%m-%d"])
