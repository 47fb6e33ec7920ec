"""Enumerations of outcomes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CommitmentStatus(TextChoices):
    OPEN = "open", pgettext_lazy("commitment", "Open")
    UNDER_WAY = "under_way", _("Under way")
    DONE = "done", pgettext_lazy("commitment", "Kept")
    PARTLY = "partly", pgettext_lazy("commitment", "Partly kept")
    LAPSED = "lapsed", pgettext_lazy("commitment", "Not kept")
    UNKNOWN = "unknown", _("Outcome not found")
    WITHDRAWN = "withdrawn", pgettext_lazy("commitment", "Withdrawn")


SETTLED = (
    CommitmentStatus.DONE,
    CommitmentStatus.PARTLY,
    CommitmentStatus.LAPSED,
    CommitmentStatus.WITHDRAWN,
)


class AttachmentKind(TextChoices):
    """What something beside a promise or an agreement is."""

    DOCUMENT = "document", pgettext_lazy("attachment", "Document")
    PHOTO = "photo", pgettext_lazy("attachment", "Photograph")
    LINK = "link", pgettext_lazy("attachment", "Link")
    ARTICLE = "article", pgettext_lazy("attachment", "Article")
    TEXT = "text", pgettext_lazy("attachment", "Signed text")


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


class Stage(TextChoices):
    """What a reminder tells of a promise."""

    SOON = "soon", pgettext_lazy("reminder", "Due soon")
    LATE = "late", pgettext_lazy("reminder", "Overdue")
    STEP = "step", pgettext_lazy("reminder", "Next step")


class LineKind(TextChoices):
    """What a line of minutes holds."""

    AGENDA = "agenda", _("Item of the agenda")
    STATEMENT = "statement", pgettext_lazy("line of minutes", "Statement")
    DECISION = "decision", _("Decision")
    COMMITMENT = "commitment", pgettext_lazy("line of minutes", "Promise")
    NOTE = "note", pgettext_lazy("line of minutes", "Note")
