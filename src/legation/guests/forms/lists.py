"""Forms of a guest list, its quotas and its guests."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.guests.choices import Reply
from legation.guests.models import Guest, GuestList, Quota
from legation.guests.queries.lists import Asked
from legation.kernel.choosing import by_name
from legation.kernel.forms import Lines, RecordForm
from legation.missions.forms.engagement import GroupedChoices, visibilities
from legation.missions.models import Delegate, Engagement
from legation.missions.rules import standing

LONGEST_FIND = 200


class GuestListForm(RecordForm):
    """What holds for a whole list; the time is a wall clock's at the engagement."""

    doors = Lines(label=_("Doors"), help_text=_("One a line. Empty: there is one."))

    class Meta:
        model = GuestList
        fields = (
            "words",
            "reply_until",
            "remind_days",
            "companions",
            "capacity",
            "guest_quota",
            "host_quota",
            "guest_contact",
            "host_contact",
            "doors",
        )

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(engagement.zone)
        fields: dict[str, Any] = self.fields
        fields["words"].widget.attrs["rows"] = 4
        until = fields["reply_until"]
        until.widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        until.input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]
        until.help_text = _("%(zone)s time. Afterwards the page of the invitation says whom to ask.") % {
            "zone": engagement.zone
        }
        shown = self.instance.reply_until
        if shown is not None:
            self.initial["reply_until"] = shown.astimezone(self.zone).replace(tzinfo=None)

    def clean_reply_until(self) -> Any:
        until = self.cleaned_data.get("reply_until")
        return until.replace(tzinfo=self.zone) if until is not None else None

    def clean_doors(self) -> list[str]:
        doors: list[str] = self.cleaned_data["doors"]
        if len(doors) > 20 or any(len(door) > 60 for door in doors):
            raise forms.ValidationError(_("At most 20 doors, each of at most 60 letters."))
        return doors


class QuotaForm(RecordForm):
    """How many places an organisation has."""

    class Meta:
        model = Quota
        fields = ("organisation", "body", "places", "visibility")

    def __init__(self, *args: Any, guest_list: GuestList, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["organisation"].queryset = (
            fields["organisation"].queryset.model.objects.visible_to(user).order_by("pk")
        )
        fields["organisation"].empty_label = "—"
        by_name(self, "organisation", "organisation", user)
        mine = standing(user, guest_list.mission_key())
        fields["visibility"].choices = visibilities(
            mine.side if mine is not None else "", guest_list.seen_by()
        )


class GuestForm(RecordForm):
    """A guest, by hand or as somebody brought them."""

    class Meta:
        model = Guest
        fields: ClassVar[list[str]] = [
            "name",
            "native_name",
            "post",
            "body",
            "invited_by",
            "mail",
            "assistant",
            "assistant_mail",
            "language",
            "may_bring",
            "comes_with",
            "status",
            "diet",
            "access",
            "note",
            "visibility",
        ]

    def __init__(self, *args: Any, guest_list: GuestList, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        mine = standing(user, guest_list.mission_key())
        side = mine.side if mine is not None else ""
        fields["visibility"].choices = visibilities(side, guest_list.seen_by())
        if not self.instance.pk:
            self.initial.setdefault("visibility", guest_list.seen_by())
        principals = Guest.objects.visible_to(user).filter(guest_list=guest_list, side=side, comes_with=None)
        fields["comes_with"].queryset = principals.exclude(pk=self.instance.pk or 0).order_by("name", "pk")
        fields["comes_with"].empty_label = "—"
        fields["comes_with"].help_text = _("For a companion: whom they accompany.")
        if self.instance.pk:
            del fields["comes_with"]
        if self.instance.organisation_id is not None:
            fields["body"].help_text = _("Empty: %(organisation)s, as in the directory.") % {
                "organisation": self.instance.organisation
            }


class AskedForm(forms.Form):
    """Which guests of a list are shown."""

    q = forms.CharField(label=_("Find a guest"), max_length=LONGEST_FIND, required=False)
    side = forms.CharField(max_length=5, required=False)
    status = forms.CharField(max_length=8, required=False)
    flag = forms.CharField(max_length=12, required=False)
    page = forms.IntegerField(min_value=1, required=False)

    def asked(self) -> Asked:
        """What was asked for; nonsense is nothing."""
        told = self.cleaned_data if self.is_valid() else {}
        side = told.get("side", "")
        return Asked(
            text=told.get("q", ""),
            side=side if side in {"guest", "host"} else "",
            status=told.get("status", ""),
            flag=told.get("flag", ""),
            page=told.get("page") or 1,
        )


class DelegatesForm(forms.Form):
    """Which delegates are put on the list."""

    delegates = GroupedChoices(
        queryset=None, label=_("Delegates"), group=lambda delegate: delegate.delegation
    )

    def __init__(self, data: Any, *, delegates: list[Delegate]) -> None:
        super().__init__(data)
        keys = [delegate.pk for delegate in delegates]
        field: Any = self.fields["delegates"]
        field.queryset = (
            Delegate.objects.filter(pk__in=keys)
            .select_related("delegation", "person", "post__organisation")
            .order_by("delegation", "pk")
        )


class PeopleForm(forms.Form):
    """Which people of the directory are put on the list."""

    people = forms.TypedMultipleChoiceField(
        label=_("People"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, offered: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["people"].choices = offered  # type: ignore[attr-defined]


class ManyForm(forms.Form):
    """What is done with the guests that were ticked."""

    guests = forms.TypedMultipleChoiceField(coerce=int, required=False)
    status = forms.ChoiceField(choices=Reply.choices, required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        keys = data.getlist("guests") if data is not None else []
        self.fields["guests"].choices = [  # type: ignore[attr-defined]
            (int(key), "") for key in keys if key.isdecimal() and len(key) < 15
        ]
