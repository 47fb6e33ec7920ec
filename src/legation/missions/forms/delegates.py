"""Forms of delegates: one of them, many of them, and which to show."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from legation.directory.models import Person, Post
from legation.kernel.asked import key_asked
from legation.kernel.choices import Visibility
from legation.kernel.forms import RecordForm
from legation.missions.choices import Capacity, DelegateStatus, Party
from legation.missions.models import Delegate, Delegation, Mission
from legation.missions.queries.delegation import MISSING, Wanted
from legation.missions.queries.people import (
    FoundPeople,
    named,
    people_by_key,
    people_found,
    post_on,
    posts_of,
)
from legation.missions.rules import standing

LONGEST_FIND = 200
KEEP = "keep"  # what is sealed is replaced or stays, and is not shown


class DelegateForm(RecordForm):
    """A delegate: the person stays who they are, the rest may change."""

    class Meta:
        model = Delegate
        fields: tuple[str, ...] = (
            *("delegation", "capacity", "status", "post", "representing"),
            *("partner", "access", "visibility"),
        )

    def __init__(self, *args: Any, mission: Mission, user: Any, asked: dict[str, str], **kwargs: Any) -> None:
        self.mission, self.user = mission, user
        super().__init__(*args, **kwargs)
        mine = standing(user, mission.pk)
        side = mine.side if mine else ""
        delegation: Any = self.fields["delegation"]
        delegation.queryset = (
            Delegation.objects.visible_to(user)
            .filter(mission=mission, party__in=(side, Party.THIRD))
            .order_by("party", "pk")
        )
        delegation.empty_label = None
        visibility: Any = self.fields["visibility"]
        visibility.choices = [
            (key, label) for key, label in Visibility.choices if key in {Visibility.SHARED, side}
        ]
        partner: Any = self.fields["partner"]
        partner.queryset = (
            Delegate.objects.visible_to(user)
            .filter(mission=mission)
            .exclude(pk=self.instance.pk)
            .select_related("person")
            .order_by("person__family_name", "pk")
        )
        partner.empty_label = "—"
        if self.instance.partner_id and not partner.queryset.filter(pk=self.instance.partner_id).exists():
            del self.fields["partner"]  # whom the reader does not see stays
        if self.instance.pk and self.instance.has_needs:
            access: Any = self.fields["access"]
            access.choices = [(KEEP, _("As given, under seal")), *access.choices]
            self.initial["access"] = KEEP
        self.absent = people_found(user, asked.get("absent", ""))
        self._offer_people("representing", self.absent, self.instance.representing_id)
        self._offer_posts(self.candidates(asked))

    def candidates(self, asked: dict[str, str]) -> Iterable[Person]:  # noqa: ARG002
        """The people whose posts are offered."""
        return people_by_key(self.user, [self.instance.person_id])

    def _offer_people(self, name: str, found: FoundPeople, current: int | None) -> None:
        """Any person whom the user sees may be chosen; the list holds those found, and the one chosen."""
        field: Any = self.fields[name]
        visible = Person.objects.visible_to(self.user).values("pk")
        field.queryset = Person.objects.filter(Q(pk__in=visible) | Q(pk=current))
        offered = [*found.people, *self._chosen(name, found.people)]
        empty = (
            []
            if field.required and len(offered) == 1
            else [("", _("Choose a person") if field.required else "—")]
        )
        field.widget.choices = [*empty, *((person.pk, named(person)) for person in offered)]

    def _offer_posts(self, people: Iterable[Person]) -> None:
        field: Any = self.fields["post"]
        visible = Post.objects.visible_to(self.user).values("pk")
        field.queryset = Post.objects.filter(Q(pk__in=visible) | Q(pk=self.instance.post_id)).select_related(
            "organisation"
        )
        offered = {post.pk: post for post in posts_of(people)}
        for key in self._keys("post"):
            if key not in offered:
                offered |= {post.pk: post for post in field.queryset.filter(pk=key)}
        field.widget.choices = [("", "—"), *((post.pk, str(post)) for post in offered.values())]

    def _chosen(self, name: str, listed: Iterable[Person]) -> list[Person]:
        keys = set(self._keys(name)) - {person.pk for person in listed}
        return people_by_key(self.user, keys) if keys else []

    def _keys(self, name: str) -> list[int]:
        """The key that the field shows now, where it shows one."""
        key = key_asked(self[name].value())
        return [key] if key is not None else []

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("access") == KEEP:
            del values["access"]
        delegation, visibility = values.get("delegation"), values.get("visibility")
        if delegation and delegation.party == Party.THIRD and visibility not in {None, Visibility.SHARED}:
            self.add_error("visibility", _("People of a third party are seen by both sides."))
        return values


class NewDelegateForm(DelegateForm):
    """Somebody who comes: chosen among the people whom the user sees."""

    class Meta(DelegateForm.Meta):
        fields = ("person", *DelegateForm.Meta.fields)

    def candidates(self, asked: dict[str, str]) -> Iterable[Person]:
        self.fields["post"].help_text = _(
            "Left empty, it is the post that they hold on the first day of the mission."
        )
        self.found = people_found(self.user, asked.get("find", ""))
        if len(self.found.people) == 1:
            self.initial.setdefault("person", self.found.people[0].pk)
        self._offer_people("person", self.found, None)
        return self.found.people

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("person") and not values.get("post"):
            values["post"] = post_on(values["person"], self.mission.starts_on)
        return values


class StatusForm(forms.Form):
    """One status for all the delegates that were ticked."""

    delegates = forms.TypedMultipleChoiceField(label=_("delegates"), coerce=int)
    status = forms.ChoiceField(label=_("status"), choices=DelegateStatus.choices)

    def __init__(self, *args: Any, keys: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegates"].choices = [(key, key) for key in keys]  # type: ignore[attr-defined]
        self.fields["delegates"].error_messages["required"] = _("Tick at least one delegate.")


SORTS = ("capacity", "name", "organisation", "status")
VIEWS = ("list", "grid")


class WantedForm(forms.Form):
    """Which delegates to show, how. What is not understood is left out."""

    find = forms.CharField(label=_("name, in either script"), required=False, max_length=LONGEST_FIND)
    side = forms.ChoiceField(label=_("side"), required=False, choices=[("", _("All")), *Party.choices])
    status = forms.ChoiceField(
        label=_("status"), required=False, choices=[("", _("All")), *DelegateStatus.choices]
    )
    capacity = forms.ChoiceField(
        label=_("capacity"), required=False, choices=[("", _("All")), *Capacity.choices]
    )
    missing = forms.ChoiceField(
        label=_("missing"),
        required=False,
        choices=[
            ("", _("All")),
            *zip(MISSING, (_("No post"), _("No biography"), _("No portrait")), strict=True),
        ],
    )
    sort = forms.ChoiceField(required=False, choices=[(key, key) for key in SORTS], widget=forms.HiddenInput)
    view = forms.ChoiceField(required=False, choices=[(key, key) for key in VIEWS], widget=forms.HiddenInput)

    def wanted(self) -> Wanted:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value and name != "view"}
        return Wanted(**asked)

    @property
    def shown_as(self) -> str:
        self.is_valid()
        return self.cleaned_data.get("view") or "list"
