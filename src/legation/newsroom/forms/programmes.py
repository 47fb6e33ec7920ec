"""The form that says what of a programme is public."""

from typing import Any

from django import forms
from django.utils.formats import date_format

from legation.kernel.forms import RecordForm
from legation.missions.models import Engagement, Mission
from legation.newsroom.models import PublicProgramme
from legation.newsroom.queries.programmes import publishable


class Chosen(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Engagements by their day, time and title."""

    def label_from_instance(self, obj: Any) -> str:
        engagement: Engagement = obj
        when = date_format(engagement.local_start, "j M")
        time = str(engagement.get_part_display()) if engagement.part else f"{engagement.local_start:%H:%M}"
        return f"{when}, {time} · {engagement.title}"


class PublicProgrammeForm(RecordForm):
    engagements = Chosen(
        queryset=Engagement.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = PublicProgramme
        fields = ("intro", "engagements")

    def __init__(self, data: Any, *, mission: Mission, programme: PublicProgramme | None) -> None:
        super().__init__(data, instance=programme)
        fields: dict[str, Any] = self.fields
        fields["engagements"].queryset = publishable(mission)
        fields["engagements"].label = PublicProgramme._meta.get_field("engagements").verbose_name
