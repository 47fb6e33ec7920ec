"""The public site of an office."""

from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField, I18nTextField

from legation.accounts.models import Office
from legation.kernel.models import Record, Records


class NewsSites(Records):
    def visible_to(self, user: Any) -> Self:
        """An office's own people look after its site."""
        if not user.is_authenticated or not user.is_active or user.office_id is None:
            return self.none()
        return self.present().filter(office=user.office_id)


class NewsSite(Record):
    """What the public finds at /news/<slug>/: made when an office publishes for the first time."""

    office = models.OneToOneField(Office, on_delete=models.PROTECT, related_name="news_site", editable=False)
    slug = models.SlugField(max_length=60, unique=True, editable=False)
    name = I18nCharField(_("name"), max_length=200, help_text=_("As the public knows the office."))
    about = I18nTextField(_("about the office"), blank=True)
    contact = I18nTextField(_("contact for the press"), blank=True)

    objects = NewsSites.as_manager()
    address: ClassVar[dict[str, str]] = {"slug": "site"}

    class Meta:
        verbose_name = _("public site")

    def __str__(self) -> str:
        return str(self.name)
