"""Which pack to rank by, who goes before whom, which rank somebody is given, what a post counts as."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from legation.directory.models import Post
from legation.kernel.forms import RecordForm
from legation.missions.models import Delegate
from legation.protocol.actions.ranking import BeforeThemselves
from legation.protocol.models import Equivalence, GivenRank, Override
from legation.protocol.queries.packs import Book, book_named, choices_of


class CompareForm(forms.Form):
    """Which pack to rank by on this page, and which to set beside it."""

    pack = forms.ChoiceField(label=_("Rule pack"), required=False)
    compare = forms.ChoiceField(label=_("Beside it"), required=False)

    def __init__(self, *args: Any, books: Iterable[Book], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.books = list(books)
        choices: Any = choices_of(self.books)
        self.fields["pack"].choices = choices  # type: ignore[attr-defined]
        self.fields["compare"].choices = [("", _("None")), *choices]  # type: ignore[attr-defined]

    def asked(self, field: str) -> Book | None:
        """The pack asked for, or None where it is none that the reader can choose."""
        self.full_clean()
        return book_named(str(self.cleaned_data.get(field, "")), self.books)


class PackChoiceForm(forms.Form):
    """By which pack an engagement is ranked and seated."""

    pack = forms.ChoiceField(label=_("Rule pack of this engagement"))
    seen_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, books: Iterable[Book], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_choose_%s", **kwargs})
        self.books = list(books)
        self.fields["pack"].choices = choices_of(self.books)  # type: ignore[attr-defined]

    def chosen(self) -> Book:
        """The pack that was chosen: the field takes only one of them."""
        return next(each for each in self.books if each.key == self.cleaned_data["pack"])

    @property
    def seen(self) -> int:
        return self.cleaned_data.get("seen_version") or 0


class Delegates(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Delegates by name, with the side said."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person} ({obj.delegation.get_party_display()})"


class OverrideForm(RecordForm):
    """Who goes before whom, and why."""

    class Meta:
        model = Override
        fields = ("higher", "lower", "reason")
        field_classes = {"higher": Delegates, "lower": Delegates}  # noqa: RUF012

    def __init__(self, *args: Any, delegates: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("higher", "lower"):
            self.fields[name].queryset = delegates  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("higher") is not None and cleaned.get("higher") == cleaned.get("lower"):
            self.add_error("lower", str(BeforeThemselves()))
        return cleaned


class GivenRankForm(RecordForm):
    """Which rank somebody without one is given, and why."""

    class Meta:
        model = GivenRank
        fields = ("delegate", "rank_class", "reason")
        field_classes = {"delegate": Delegates}  # noqa: RUF012

    def __init__(self, *args: Any, delegates: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["delegate"]
        else:
            self.fields["delegate"].queryset = (  # type: ignore[attr-defined]
                delegates if delegates is not None else Delegate.objects.none()
            )


class EquivalenceForm(RecordForm):
    """As which rank of the host's a visitor's post counts."""

    class Meta:
        model = Equivalence
        fields = ("post", "counterpart")

    def __init__(self, *args: Any, posts: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["post"]
        else:
            self.fields["post"].queryset = posts if posts is not None else Post.objects.none()  # type: ignore[attr-defined]
