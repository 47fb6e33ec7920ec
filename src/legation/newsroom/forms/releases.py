"""Forms of a press release and its parts."""

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from i18nfield.forms import I18nFormField, I18nTextarea

from legation.kernel.forms import RecordForm, by_clock
from legation.kernel.photographs import LARGEST_PHOTOGRAPH
from legation.missions.forms.engagement import Wall, WallField
from legation.missions.models import Engagement, Mission
from legation.newsroom.models import NewsSite, Photograph, PressRelease, Quotation
from legation.newsroom.queries.consents import within
from legation.newsroom.queries.drafting import speakers_of, tellable
from legation.newsroom.queries.releases import Clock

ROWS = {"summary": 3, "body": 18, "contact": 3, "correction": 2, "about": 4}


class OneEngagement(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An engagement by its day and title."""

    def label_from_instance(self, obj: Any) -> str:
        engagement: Engagement = obj
        return f"{date_format(engagement.local_start, 'j M')} · {engagement.title}"


class StartForm(RecordForm):
    """What the release is about."""

    engagement = OneEngagement(
        queryset=Engagement.objects.none(),
        required=False,
        label=_("about"),
        empty_label=_("The whole mission"),
        help_text=_(
            "The draft is made of what the record says and both sides see: who, how many, received by whom,"
            " what was spoken of, agreed and signed."
        ),
    )

    class Meta:
        model = PressRelease
        fields = ("engagement",)

    def __init__(self, data: Any, *, mission: Mission) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["engagement"].queryset = tellable(mission)


class ReleaseForm(RecordForm):
    """The draft in both languages. A minute of embargo is entered on the clock of a city."""

    embargo = WallField(
        label=_("embargo until"),
        required=False,
        help_text=_("Nobody outside reads it before this minute. Leave it empty to publish at once."),
    )
    embargo_zone = forms.ChoiceField(label=_("on the clock of"), required=False)

    class Meta:
        model = PressRelease
        fields = ("title", "place", "summary", "body", "contact", "correction")

    def __init__(self, data: Any, *, instance: PressRelease, clocks: Iterable[Clock], known: bool) -> None:
        super().__init__(data, instance=instance)
        fields: dict[str, Any] = self.fields
        _sized(fields)
        language = get_language() or "en"
        fields["embargo_zone"].choices = [
            (one.zone, f"{within(one.city, language)} ({one.zone})") for one in clocks
        ] or [("UTC", "UTC")]
        if known:
            del fields["embargo"], fields["embargo_zone"]
            return
        del fields["correction"]
        if instance.embargo_at is not None:
            there = instance.embargo_at.astimezone(ZoneInfo(instance.embargo_zone or "UTC"))
            fields["embargo"].initial = Wall(there.date(), there.time())
            fields["embargo_zone"].initial = instance.embargo_zone

    def clean_embargo(self) -> Wall | None:
        wall: Wall | None = self.cleaned_data["embargo"]
        if wall is not None and wall.day is not None:
            by_clock(datetime.combine(wall.day, time()), UTC)
        return wall


class QuotationForm(RecordForm):
    class Meta:
        model = Quotation
        fields = ("speaker", "post", "text")

    def __init__(self, data: Any, *, mission: Mission, instance: Quotation | None = None) -> None:
        super().__init__(data, instance=instance)
        fields: dict[str, Any] = self.fields
        fields["speaker"].queryset = speakers_of(mission)
        fields["text"].widget.attrs["rows"] = 4


class ApprovalForm(RecordForm):
    """Who said yes to the words, and how; `said` stands for the words that were read."""

    approved_for = forms.CharField(
        label=_("who said yes, and how"),
        max_length=200,
        help_text=_("Mayor Park herself by telephone; her chief of staff for her, by mail of 3 May."),
    )
    said = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = Quotation
        fields = ()


class PhotographForm(RecordForm):
    file = forms.FileField(
        label=pgettext_lazy("a picture", "photograph"),
        help_text=_(
            "JPEG, PNG or WebP, at most 11 MB and 40 megapixels. Place and time that the camera wrote into it"
            " are taken out."
        ),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    class Meta:
        model = Photograph
        fields = ("alt", "caption", "credit", "consent")

    def __init__(self, data: Any, files: Any = None, *, instance: Photograph | None = None) -> None:
        super().__init__(data, files, instance=instance)
        self.fields["caption"].widget.attrs["rows"] = 2
        self.fields["consent"].widget = forms.Textarea(attrs={"rows": 2})
        if instance is None:
            self.order_fields(["file"])
        else:
            del self.fields["file"]

    @property
    def picture(self) -> bytes:
        """The bytes that were sent, no more of them than one can be refused for."""
        content: bytes = self.cleaned_data["file"].read(LARGEST_PHOTOGRAPH + 1)
        return content

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values().items() if name != "file"}


class WithdrawalForm(RecordForm):
    note = I18nFormField(
        label=_("why it is withdrawn"),
        widget=I18nTextarea,
        require_all_fields=False,
        help_text=_("One sentence in both languages: it stands for the public where the release stood."),
    )

    class Meta:
        model = PressRelease
        fields = ()

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["note"].widget.attrs["rows"] = 2


class NewsSiteForm(RecordForm):
    class Meta:
        model = NewsSite
        fields = ("name", "about", "contact")

    def __init__(self, data: Any, *, instance: NewsSite) -> None:
        super().__init__(data, instance=instance)
        _sized(self.fields)


def _sized(fields: Any) -> None:
    for name, rows in ROWS.items():
        if name in fields:
            fields[name].widget.attrs["rows"] = rows
