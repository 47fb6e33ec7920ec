"""One form a kind of record."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.directory.actions import TenureEndsBeforeItStarts
from legation.directory.choices import PersonLanguage
from legation.directory.models import City, Organisation, Person, Post, Tenure
from legation.directory.queries import all_countries
from legation.directory.queries.ordering import in_order
from legation.kernel.choosing import by_name
from legation.kernel.files import LARGEST_PORTRAIT, PictureTooLarge
from legation.kernel.forms import Lines, RecordForm


class DirectoryForm(RecordForm):
    """A form for `user`."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user


class CityForm(DirectoryForm):
    country = forms.ChoiceField(label=_("country"))

    class Meta:
        model = City
        fields = ("name", "native_name", "country", "time_zone")
        widgets = {  # noqa: RUF012
            "time_zone": forms.TextInput(
                attrs={"list": "zones", "autocomplete": "off", "spellcheck": "false"}
            )
        }
        help_texts = {"time_zone": _("As Asia/Seoul or America/Los_Angeles.")}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = [("", _("Choose a country")), *all_countries()]  # type: ignore[attr-defined]


class OrganisationForm(DirectoryForm):
    aliases = Lines(label=_("other names"), help_text=_("One a line: abbreviations, translations."))

    class Meta:
        model = Organisation
        fields = ("name", "native_name", "aliases", "kind", "city", "founded_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        city: Any = self.fields["city"]
        city.queryset = City.objects.visible_to(self.user).order_by("pk")
        city.empty_label = _("In no city")
        by_name(self, "city", "city", self.user, order=in_order)


class PersonForm(DirectoryForm):
    aliases = Lines(label=_("other spellings"), help_text=_("One a line, as found in articles and lists."))
    languages = forms.MultipleChoiceField(
        label=_("languages"),
        required=False,
        choices=PersonLanguage.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    portrait = forms.FileField(
        label=_("portrait"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("A JPEG, PNG or WebP picture of at most 10 MB."),
    )
    without_portrait = forms.BooleanField(label=_("take the portrait away"), required=False)

    class Meta:
        model = Person
        fields = (
            "family_name",
            "given_name",
            "family_first",
            "native_name",
            "korean_name",
            "passport_name",
            "aliases",
            "languages",
            "biography",
            "scope",
        )

    field_order = (*Meta.fields[:-1], "portrait", "without_portrait", "scope")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.portrait:
            del self.fields["without_portrait"]

    def clean_languages(self) -> list[str]:
        """What was known before keeps its place: the first language first."""
        chosen = self.cleaned_data["languages"]
        known = [language for language in self.initial.get("languages") or () if language in chosen]
        return [*known, *(language for language in chosen if language not in known)]

    def clean_portrait(self) -> Any:
        upload = self.cleaned_data["portrait"]
        if upload and upload.size > LARGEST_PORTRAIT:
            raise ValidationError(PictureTooLarge.sentence, code="size")
        return upload

    def values(self) -> dict[str, Any]:
        values = super().values()
        return {name: values[name] for name in self.Meta.fields}

    @property
    def picture(self) -> bytes | None:
        """The chosen file; empty to take the portrait away; None to leave it."""
        upload = self.cleaned_data["portrait"]
        if upload:
            content: bytes = upload.read()
            return content
        return b"" if self.cleaned_data.get("without_portrait") else None


class PostForm(DirectoryForm):
    class Meta:
        model = Post
        fields = ("title", "rank_class")


class TenureForm(DirectoryForm):
    class Meta:
        model = Tenure
        fields = ("post", "started_on", "ended_on", "acting", "verified_on", "source")
        help_texts = {"post": _("A post that is missing is added on the page of its organisation.")}  # noqa: RUF012

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        post: Any = self.fields["post"]
        post.queryset = (
            Post.objects.visible_to(self.user).select_related("organisation").order_by("organisation", "pk")
        )
        post.empty_label = _("Choose a post")
        heading = (lambda post: post.organisation, lambda post: str(post.title))
        by_name(self, "post", "post", self.user, order=in_order, heading=heading)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        started, ended = values.get("started_on"), values.get("ended_on")
        if started and ended and ended < started:
            self.add_error("ended_on", TenureEndsBeforeItStarts.sentence)
        return values
