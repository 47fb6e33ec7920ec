"""Forms of venues, rooms and programme series."""

from typing import Any

from django import forms
from django.db.models import Q

from legation.directory.models import Organisation
from legation.kernel.choosing import by_name
from legation.kernel.forms import RecordForm
from legation.missions.forms.preparation import offer_cities
from legation.missions.models import Programme, Room, Venue


class VenueForm(RecordForm):
    """A building or a place in a city."""

    class Meta:
        model = Venue
        fields = ("name", "city", "street", "latitude", "longitude")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_cities(self, user)


class RoomForm(RecordForm):
    """A room: how many it holds, and where its door and window are."""

    class Meta:
        model = Room
        fields = ("name", "capacity", "door", "window")


class ProgrammeForm(RecordForm):
    """A series that missions belong to."""

    class Meta:
        model = Programme
        fields = ("name", "organisers")
        widgets = {"organisers": forms.CheckboxSelectMultiple}  # noqa: RUF012

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisers: Any = self.fields["organisers"]
        chosen = (
            self.instance.organisers.values("pk")
            if self.instance.pk
            else Organisation.objects.none().values("pk")
        )
        visible = Organisation.objects.visible_to(user).values("pk")
        organisers.queryset = Organisation.objects.filter(Q(pk__in=visible) | Q(pk__in=chosen)).order_by("pk")
        by_name(self, "organisers", "organisation", user)
