"""Forms of hotels: rooms that are held, and stays."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.logistics.models import RoomType, Stay
from legation.logistics.queries.stays import delegates_for, hotels_for, room_types_for
from legation.missions.forms.engagement import DelegateChoice, GroupedChoice, visibilities
from legation.missions.models import Mission, Venue
from legation.missions.rules import standing


class RoomTypeForm(RecordForm):
    """Rooms of one kind at one hotel."""

    venue = GroupedChoice(queryset=None, label=_("hotel"), group=lambda venue: venue.city)

    class Meta:
        model = RoomType
        fields = (
            "venue",
            "name",
            "beds",
            "count",
            "suite",
            "accessible",
            "party",
            "held_from",
            "held_until",
            "visibility",
        )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        mission: Mission,
        user: Any,
        instance: RoomType | None = None,
    ) -> None:
        super().__init__(data, instance=instance)
        mine = standing(user, mission.pk)
        fields: dict[str, Any] = self.fields
        fields["venue"].queryset = hotels_for(mission, user)
        by_name(self, "venue", "venue", user)
        fields["visibility"].choices = visibilities(mine.side if mine is not None else "")
        if instance is not None:  # whoever stays there stays at that hotel
            fields["venue"].disabled = True


class StayForm(RecordForm):
    """Who stays where, from when until when, and with whom."""

    delegate = DelegateChoice(queryset=None, label=_("who"), group=lambda one: one.delegation)
    venue = GroupedChoice(queryset=None, label=_("hotel"), group=lambda venue: venue.city)
    shares_with = DelegateChoice(
        queryset=None, label=_("with"), required=False, group=lambda one: one.delegation, empty_label="—"
    )
    room_type = GroupedChoice(
        queryset=None,
        label=_("kind of room"),
        required=False,
        group=lambda kind: kind.venue,
        empty_label=_("None yet"),
    )

    class Meta:
        model = Stay
        fields = (
            "delegate",
            "venue",
            "arrives_on",
            "leaves_on",
            "sharing",
            "shares_with",
            "requests",
            "status",
            "room_type",
            "unit",
            "number",
            "by_hand",
        )

    field_order = Meta.fields

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        mission: Mission,
        user: Any,
        instance: Stay | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, instance=instance, initial=dict(initial or {}))
        mine = standing(user, mission.pk)
        fields: dict[str, Any] = self.fields
        fields["delegate"].queryset = fields["shares_with"].queryset = delegates_for(mission, user)
        fields["venue"].queryset = hotels_for(mission, user)
        by_name(self, "venue", "venue", user)
        fields["room_type"].queryset = room_types_for(mission, user)
        if instance is None:
            fields["arrives_on"].initial, fields["leaves_on"].initial = mission.starts_on, mission.ends_on
            return
        fields["delegate"].disabled = True
        company = instance.shares_with
        if company is not None and (mine is None or company.visibility not in mine.sees):
            del fields["shares_with"]  # the other side keeps them to itself; the stay keeps them


class HotelForm(forms.Form):
    """Which hotel is meant."""

    venue = forms.ModelChoiceField(queryset=Venue.objects.none(), label=_("hotel"))

    def __init__(self, data: Mapping[str, Any] | None, *, mission: Mission, user: Any) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["venue"].queryset = hotels_for(mission, user)
        by_name(self, "venue", "venue", user)
