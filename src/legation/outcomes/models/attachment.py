"""What stands beside a promise or an agreement: evidence, and the text that was signed."""

from typing import Any, Self

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from i18nfield.fields import I18nCharField

from legation.kernel.choices import Visibility
from legation.kernel.models import Record, Records
from legation.missions.models.access import seen
from legation.outcomes.choices import AttachmentKind
from legation.outcomes.models.agreement import Agreement
from legation.outcomes.models.commitment import Commitment


class Attachments(Records):
    def visible_to(self, user: Any) -> Self:
        """Seen by who sees it and what it belongs to."""
        of_commitment = seen(user, "visibility", "commitment__mission") & Q(
            commitment__in=Commitment.objects.visible_to(user)
        )
        of_agreement = Q(agreement__in=Agreement.objects.visible_to(user)) & (
            Q(agreement__mission=None) | seen(user, "visibility", "agreement__mission")
        )
        return self.present().filter(of_commitment | of_agreement)


class Attachment(Record):
    """One file or address: a document, a photograph, a link, an article, or the text in one language."""

    commitment = models.ForeignKey(
        Commitment, null=True, on_delete=models.CASCADE, related_name="evidence", editable=False
    )
    agreement = models.ForeignKey(
        Agreement, null=True, on_delete=models.CASCADE, related_name="papers", editable=False
    )
    kind = models.CharField(_("what it is"), max_length=8, choices=AttachmentKind.choices)
    title = I18nCharField(_("title"), max_length=300, help_text=_("What one sees or reads there."))
    link = models.CharField(
        _("address"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Of a page that shows it; it begins with https://"),
    )
    stored = models.CharField(_("file"), max_length=200, blank=True, editable=False)
    media = models.CharField(max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField(default=0, editable=False)
    language = models.CharField(
        _("in which language"), max_length=2, choices=[("en", "English"), ("ko", "한국어")], blank=True
    )
    dated_on = models.DateField(_("of which day"), null=True, blank=True)
    visibility = models.CharField(
        _("who sees it"), max_length=6, choices=Visibility.choices, default=Visibility.SHARED
    )

    objects = Attachments.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(commitment=None, agreement__isnull=False)
                | Q(commitment__isnull=False, agreement=None),
                name="attached_to_one_thing",
            ),
        )
        verbose_name = _("evidence")

    def __str__(self) -> str:
        return str(self.title)

    @property
    def parent(self) -> Commitment | Agreement:
        """What it belongs to."""
        parent = self.commitment or self.agreement
        assert parent is not None, "a constraint holds it"  # noqa: S101
        return parent

    def mission_key(self) -> int | None:
        return self.parent.mission_id

    def seen_by(self) -> str:
        """Nobody sees it who does not see what it belongs to."""
        above = self.parent.seen_by()
        return self.visibility if above == Visibility.SHARED else above
