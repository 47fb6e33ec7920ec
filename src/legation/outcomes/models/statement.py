"""What somebody said."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nTextField

from legation.directory.models import Person
from legation.outcomes.models.outcome import Outcome


class Statement(Outcome):
    """What somebody said, in the words of the source or of the minutes."""

    speakers = models.ManyToManyField(
        Person, verbose_name=_("speakers"), blank=True, related_name="statements"
    )
    text = I18nTextField(_("text"))

    class Meta:
        verbose_name = _("statement")

    def __str__(self) -> str:
        return str(self.text)
