"""Enumerations of the newsroom."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ReleaseState(TextChoices):
    """Where a press release stands, by the clock."""

    DRAFT = "draft", pgettext_lazy("press release", "Draft")
    EMBARGOED = "embargoed", pgettext_lazy("press release", "Approved, under embargo")
    PUBLISHED = "published", pgettext_lazy("press release", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("press release", "Withdrawn")


class Step(TextChoices):
    """What became of a published release, for the public to read."""

    CORRECTED = "corrected", pgettext_lazy("press release", "Corrected")
    WITHDRAWN = "withdrawn", pgettext_lazy("press release", "Withdrawn")
    AGAIN = "again", pgettext_lazy("press release", "Published again")
