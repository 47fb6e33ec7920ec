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
    FRIENDSHIP_CITY = "friendship_city", _("Friendship city agreement")
    LETTER_OF_INTENT = "letter_of_intent", _("Letter of intent")
    COOPERATION = "cooperation_agreement", _("Cooperation agreement")
    DECLARATION = "declaration", _("Joint declaration")
    INVITATION = "invitation", _("Invitation")
    PLEDGE = "pledge", _("Pledge")


class AgreementStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    STATED = "stated", _("Stated")
    SIGNED = "signed", _("Signed")
    RENEWED = "renewed", _("Renewed")
    ENDED = "ended", pgettext_lazy("agreement", "Ended")


class Subject(TextChoices):
    """Fields in which cities work together."""

    TRADE = "trade", pgettext_lazy("cooperation", "Economy and trade")
    PORT = "port", pgettext_lazy("cooperation", "Ports and logistics")
    TECHNOLOGY = "technology", pgettext_lazy("cooperation", "Technology and start-ups")
    SCIENCE = "science", pgettext_lazy("cooperation", "Science and universities")
    EDUCATION = "education", pgettext_lazy("cooperation", "Schools and youth")
    CULTURE = "culture", pgettext_lazy("cooperation", "Culture and arts")
    SPORT = "sport", pgettext_lazy("cooperation", "Sport")
    TOURISM = "tourism", pgettext_lazy("cooperation", "Tourism")
    ENVIRONMENT = "environment", pgettext_lazy("cooperation", "Environment and climate")
    HEALTH = "health", pgettext_lazy("cooperation", "Health and welfare")
    ADMINISTRATION = "administration", pgettext_lazy("cooperation", "Administration")
    PLANNING = "planning", pgettext_lazy("cooperation", "Town planning and transport")
    SAFETY = "safety", pgettext_lazy("cooperation", "Safety and disasters")
    CITIZENS = "citizens", pgettext_lazy("cooperation", "Citizens and associations")


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
