"""The form of a way from one venue to another."""

from typing import Any

from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.missions.models import Venue, Way


class WayForm(RecordForm):
    """Where to, and how many minutes from door to door. Where to is settled once."""

    class Meta:
        model = Way
        fields = ("arriving", "minutes")

    def __init__(self, *args: Any, leaving: Venue, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        if self.instance.pk:
            del fields["arriving"]
        else:
            venues = Venue.objects.visible_to(user).exclude(pk=leaving.pk)
            fields["arriving"].queryset = venues.order_by("city", "pk")
            by_name(self, "arriving", "venue", user)
