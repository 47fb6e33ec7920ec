"""The form of a movement: a flight, a train, a ship or a car."""

from collections.abc import Mapping
from copy import copy
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from legation.directory.models import City
from legation.kernel.choices import Visibility
from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.missions.choices import Direction
from legation.missions.forms.engagement import GroupedChoices, Wall, WallField, visibilities
from legation.missions.models import Mission, Movement
from legation.missions.queries.travel import travellers
from legation.missions.rules import standing

TIMES = ("departs", "arrives", "expected")
CLOCK = _("By the clock of this place.")


class MovementForm(RecordForm):
    """One movement. A time may be left out where only the other end matters."""

    departs = WallField(label=_("departs"), required=False, help_text=CLOCK)
    arrives = WallField(label=_("arrives"), required=False, help_text=CLOCK)
    expected = WallField(
        label=_("now expected"), required=False, help_text=_("Only where it is late or early.")
    )
    delegates = GroupedChoices(
        queryset=None, label=_("delegates"), required=False, group=lambda delegate: delegate.delegation
    )

    class Meta:
        model = Movement
        fields = (
            "direction",
            "kind",
            "number",
            "carrier",
            "leaving_city",
            "leaving_place",
            "leaving_terminal",
            "leaving_zone",
            "departs",
            "lead",
            "arriving_city",
            "arriving_place",
            "arriving_terminal",
            "arriving_zone",
            "arrives",
            "expected",
            "transfer",
            "delegates",
            "status",
            "booking",
            "remarks",
            "visibility",
        )

    field_order = Meta.fields

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        mission: Mission,
        user: Any,
        instance: Movement | None = None,
        direction: str = "",
        cities: tuple[City | None, City | None] = (None, None),
    ) -> None:
        super().__init__(data, instance=copy(instance) if instance is not None else None)
        mine = standing(user, mission.pk)
        fields: dict[str, Any] = self.fields
        fields["visibility"].choices = visibilities(mine.side if mine is not None else "")
        fields["delegates"].queryset = travellers(mission, user, instance)
        for end in ("leaving", "arriving"):
            fields[f"{end}_city"].empty_label = "—"
            fields[f"{end}_city"].queryset = City.objects.visible_to(user).order_by("country", "pk")
            by_name(self, f"{end}_city", "city", user)
            fields[f"{end}_zone"].widget.attrs["list"] = "zones"
        fields["leaving_zone"].label = _("time zone of departure")
        fields["arriving_zone"].label = _("time zone of arrival")
        fields["leaving_zone"].help_text = fields["arriving_zone"].help_text = _(
            "Such as Asia/Seoul. Leave it empty where the city is chosen."
        )
        if instance is None:
            self._begin(direction, cities)
            return
        if mine is None or instance.side != mine.side:
            del fields["booking"]
        fields["delegates"].initial = [one.pk for one in instance.delegates.all()]
        for name, moment in (
            ("departs", instance.local_departure),
            ("arrives", _local(instance.arrives_at, instance)),
            ("expected", _local(instance.expected_at, instance)),
        ):
            if moment is not None:
                fields[name].initial = Wall(moment.date(), moment.time())

    def _begin(self, direction: str, cities: tuple[City | None, City | None]) -> None:
        """An arrival leads from the guests' city to the hosts'; a departure the other way."""
        chosen = direction if direction in Direction.values else Direction.ARRIVAL.value
        home, there = cities
        first, last = (there, home) if chosen == Direction.DEPARTURE else (home, there)
        self.initial["direction"] = chosen
        self.initial["leaving_city"] = first.pk if first is not None else None
        self.initial["arriving_city"] = last.pk if last is not None else None
        self.initial["visibility"] = Visibility.SHARED.value

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        for name in TIMES:
            wall = found.get(name)
            if name in self.errors or wall is None or (wall.day is None and wall.hour is None):
                continue
            if wall.day is None:
                self.add_error(name, _("Give the date."))
            elif wall.hour is None:
                self.add_error(name, _("Give the time."))
        return found

    def values(self) -> dict[str, Any]:
        found = super().values()
        for name in TIMES:
            wall: Any = found[name]
            given = wall is not None and wall.day is not None
            found[name] = datetime.combine(wall.day, wall.hour) if given else None
        found["delegates"] = list(found["delegates"])
        return found


def _local(moment: datetime | None, movement: Movement) -> datetime | None:
    return moment.astimezone(ZoneInfo(movement.arriving_zone)) if moment is not None else None
