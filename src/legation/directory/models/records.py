"""Cities, organisations, persons, posts and tenures."""

from datetime import date
from typing import Any, ClassVar, Protocol, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.accounts.models import Office
from legation.directory.choices import (
    ListStatus,
    OrganisationKind,
    RankClass,
    RowOutcome,
    Scope,
    country_name,
)
from legation.kernel.models import Job, Record, Records
from legation.kernel.zones import zones


def check_zone(name: str) -> None:
    """A name that the time zone database knows, such as Asia/Seoul."""
    if name not in zones():
        raise ValidationError(
            _("“%(zone)s” is not a time zone. Write it as Asia/Seoul or America/Los_Angeles."),
            params={"zone": name},
            code="zone",
        )


class DirectoryRecords(Records):
    """Records that all offices of the installation share."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated or not user.is_active or user.office_id is None:
            return self.none()
        return self.present()


class City(Record):
    """A city or region that visits or is visited."""

    name = I18nCharField(_("name"), max_length=200, help_text=_("In English and in Korean."))
    native_name = models.CharField(
        _("name in its own script"),
        max_length=200,
        blank=True,
        help_text=_("As the city writes itself: 부산광역시."),
    )
    country = models.CharField(_("country"), max_length=2, help_text=_("Two letters: KR, US."))
    time_zone = models.CharField(_("time zone"), max_length=64, validators=[check_zone])

    objects = DirectoryRecords.as_manager()

    class Meta:
        verbose_name = _("city")

    def __str__(self) -> str:
        return str(self.name)

    @property
    def country_name(self) -> str:
        """The country in the reader's language."""
        return country_name(self.country, get_language() or "en")


class Organisation(Record):
    """A body with a name: a city government, a chamber, a company, a university."""

    name = I18nCharField(_("name"), max_length=300)
    native_name = models.CharField(_("name in its own script"), max_length=300, blank=True)
    aliases = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("One a line: abbreviations, translations.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind.choices)
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)

    objects = DirectoryRecords.as_manager()

    class Meta:
        verbose_name = _("organisation")

    def __str__(self) -> str:
        return str(self.name)


class PersonRecords(Records):
    """Persons: shared, or known to one office."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated or not user.is_active or user.office_id is None:
            return self.none()
        return self.present().filter(Q(scope=Scope.SHARED) | Q(office=user.office_id))


class Person(Record):
    """Somebody we meet. Spellings are columns of their own: none is ever derived from another."""

    family_name = models.CharField(
        _("family name"), max_length=120, help_text=_("In the person's preferred spelling.")
    )
    given_name = models.CharField(_("given name"), max_length=120, blank=True)
    family_first = models.BooleanField(
        _("family name first"), default=False, help_text=_("Park Heong-joon, not Heong-joon Park.")
    )
    native_name = models.CharField(_("name in their own script"), max_length=120, blank=True)
    passport_name = models.CharField(_("name as in the passport"), max_length=160, blank=True)
    korean_name = models.CharField(
        _("name in Hangul"),
        max_length=120,
        blank=True,
        help_text=_("As Korean papers write it: 브루스 해럴."),
    )
    aliases = models.JSONField(
        _("other spellings"),
        default=list,
        blank=True,
        help_text=_("One a line, as found in articles and lists."),
    )
    languages = models.JSONField(_("languages"), default=list, blank=True)
    biography = I18nTextField(_("biography"), blank=True)
    portrait = models.CharField(_("portrait"), max_length=200, blank=True, editable=False)
    scope = models.CharField(_("who finds them"), max_length=8, choices=Scope.choices, default=Scope.SHARED)
    office = models.ForeignKey(
        Office, verbose_name=_("kept by"), null=True, blank=True, on_delete=models.PROTECT, editable=False
    )
    sample = models.BooleanField(
        _("invented"), default=False, help_text=_("A sample person of a demonstration.")
    )

    objects = PersonRecords.as_manager()

    class Meta:
        verbose_name = _("person")

    def __str__(self) -> str:
        return self.name_in(get_language() or "en")

    def name_in(self, language: str) -> str:
        """The full name as a reader of `language` writes it."""
        return full_name(self, language)

    def second_script(self, language: str) -> str:
        """The name in the other script, where there is one, for the line in soft ink beneath."""
        shown = self.name_in(language)
        for other in (self.native_name, self.name_in("en"), self.korean_name):
            if other and other != shown:
                return other
        return ""


class Named(Protocol):
    """Whoever has the spellings of a name."""

    family_name: str
    given_name: str
    family_first: bool
    native_name: str
    korean_name: str


def full_name(named: Named, language: str) -> str:
    """The full name as a reader of `language` writes it."""
    if language.startswith("ko") and (named.korean_name or _is_hangul(named.native_name)):
        return named.korean_name or named.native_name
    family, given = named.family_name, named.given_name
    first, last = (family, given) if named.family_first else (given, family)
    return f"{first} {last}" if first and last else first or last


def _is_hangul(text: str) -> bool:
    return not text.isascii() and any("가" <= letter <= "힣" for letter in text)


class PostRecords(DirectoryRecords):
    """Posts: those of bodies that were not removed."""

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).filter(organisation__removed_at=None)


class Post(Record):
    """An office that people hold one after another: Mayor of Busan."""

    title = I18nCharField(_("title"), max_length=200)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="posts"
    )
    rank_class = models.CharField(
        _("rank"),
        max_length=20,
        choices=RankClass.choices,
        blank=True,
        help_text=_("What precedence goes by."),
    )

    objects = PostRecords.as_manager()

    class Meta:
        verbose_name = _("post")

    def __str__(self) -> str:
        return f"{self.title}, {self.organisation}"


class TenureRecords(Records):
    """Tenures are seen by whoever sees the person."""

    def standing(self) -> Self:
        """Those that count: neither they nor the post nor its body were removed."""
        return self.present().filter(post__removed_at=None, post__organisation__removed_at=None)

    def visible_to(self, user: Any) -> Self:
        return self.standing().filter(person__in=Person.objects.visible_to(user))

    def on(self, day: date) -> Self:
        """Those running on `day`; an unknown start counts as long ago, no end as still running."""
        return self.filter(
            Q(started_on=None) | Q(started_on__lte=day), Q(ended_on=None) | Q(ended_on__gte=day)
        )

    def newest_first(self) -> Self:
        """The latest start first, unknown ones last on every database."""
        return self.order_by(F("started_on").desc(nulls_last=True), "pk")


class Tenure(Record):
    """Who held which post from when to when, and how we know."""

    person = models.ForeignKey(
        Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="tenures"
    )
    post = models.ForeignKey(Post, verbose_name=_("post"), on_delete=models.PROTECT, related_name="tenures")
    started_on = models.DateField(_("from"), null=True, blank=True)
    ended_on = models.DateField(_("until"), null=True, blank=True)
    acting = models.BooleanField(_("acting"), default=False, help_text=_("Has the full rank of the post."))
    verified_on = models.DateField(_("last verified on"), null=True, blank=True)
    source = models.CharField(
        _("source"), max_length=500, blank=True, help_text=_("A link, or where it was read.")
    )

    objects = TenureRecords.as_manager()
    address: ClassVar[dict[str, str]] = {"person": "person", "pk": "pk"}

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="tenure_ends_after_it_starts",
                violation_error_message=_("The end is before the start."),
            ),
        )
        verbose_name = _("tenure")

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"


class PeopleLists(Records):
    """Lists that an office brought, for its own staff."""

    def visible_to(self, user: Any) -> Self:
        if not user.is_authenticated or not user.keeps_records:
            return self.none()
        return self.present().filter(office=user.office_id)


class PeopleList(Record):
    """A spreadsheet of people: its columns, what it would do, and what it did.

    `headings` are as the file has them and `columns` says for each what it holds, or nothing. `found` tells
    what checking it found. `reached` is the last row that was taken in, or undone.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", editable=False)
    name = models.CharField(_("name"), max_length=200)
    stored = models.CharField(max_length=200)
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=list)
    scope = models.CharField(
        _("who finds new people"), max_length=8, choices=Scope.choices, default=Scope.SHARED
    )
    status = models.CharField(
        _("status"), max_length=8, choices=ListStatus.choices, default=ListStatus.COLUMNS
    )
    found = models.JSONField(default=dict)
    reached = models.PositiveIntegerField(default=0)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = PeopleLists.as_manager()

    class Meta:
        verbose_name = _("list of people")

    def __str__(self) -> str:
        return self.name


class ListedRow(models.Model):
    """What one row did: the person, the fields as they were, and the records made with it.

    `mark` tells the row again in another list: a keyed digest of its names and its body.
    `before` maps a field to its old value; `seen` is the version of the person before and `version` that
    afterwards; `made` lists the kind, key and version of what was added. `kept` says that undoing left it,
    because somebody used or changed it.
    """

    listed = models.ForeignKey(PeopleList, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    mark = models.CharField(max_length=40, blank=True, db_index=True)
    outcome = models.CharField(max_length=8, choices=RowOutcome.choices)
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    seen = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict)
    made = models.JSONField(default=list)
    kept = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("listed", "number"), name="a_row_is_taken_once"),)

    def __str__(self) -> str:
        return f"{self.number}: {self.get_outcome_display()}"
