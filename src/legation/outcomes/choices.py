"""Enumerations of outcomes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CommitmentStatus(TextChoices):
    OPEN = "open", pgettext_lazy("commitment", "Open")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", _("Done")
    LAPSED = "lapsed", _("Lapsed")
    UNKNOWN = "unknown", _("Outcome not found")


class AgreementKind(TextChoices):
    MEMORANDUM = "mou", _("Memorandum of understanding")
    SISTER_CITY = "sister_city", _("Sister city agreement")
    COOPERATION = "cooperation_agreement", _("Cooperation agreement")
    DECLARATION = "declaration", _("Joint declaration")
    INVITATION = "invitation", _("Invitation")
    PLEDGE = "pledge", _("Pledge")


class AgreementStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    STATED = "stated", _("Stated")
    SIGNED = "signed", _("Signed")
    RENEWED = "renewed", _("Renewed")
