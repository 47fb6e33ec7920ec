"""The two sides, and who may see what."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(TextChoices):
    """Whose people work on a mission."""

    GUEST = "guest", pgettext_lazy("side", "Guest side")
    HOST = "host", pgettext_lazy("side", "Host side")


class Visibility(TextChoices):
    """Everything in a mission has exactly one of these."""

    SHARED = "shared", pgettext_lazy("visibility", "Shared")
    GUEST = "guest", pgettext_lazy("visibility", "Guest side only")
    HOST = "host", pgettext_lazy("visibility", "Host side only")


class Verb(TextChoices):
    """What was done, for the activity log."""

    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("removed")
    RESTORED = "restored", _("restored")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    LINKED = "linked", _("made a link for")
    REVOKED = "revoked", _("revoked a link for")
    PRINTED = "printed", _("printed")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrew")


class Deed(TextChoices):
    """What the audit list tells that somebody did."""

    CHANGED = "changed", pgettext_lazy("audit", "Changed")
    SAW = "saw", pgettext_lazy("audit", "Saw sealed data")
    EXPORTED = "exported", pgettext_lazy("audit", "Exported")
    PRINTED = "printed", pgettext_lazy("audit", "Printed")
    SENT = "sent", pgettext_lazy("audit", "Sent")
    ERASED = "erased", pgettext_lazy("audit", "Erased words of the log")


class JobStatus(TextChoices):
    """Where a piece of long work stands."""

    QUEUED = "queued", pgettext_lazy("job", "Waiting")
    RUNNING = "running", pgettext_lazy("job", "Running")
    DONE = "done", pgettext_lazy("job", "Done")
    STOPPED = "stopped", pgettext_lazy("job", "Stopped")
    FAILED = "failed", pgettext_lazy("job", "Failed")


class LetterKind(TextChoices):
    """What a letter is about; a reader can turn each of these off."""

    PROGRAMME = "programme", pgettext_lazy("letter", "Changes to a programme")
    CALENDAR = "calendar", pgettext_lazy("letter", "Calendar invitations")
    REMINDER = "reminder", pgettext_lazy("letter", "Reminders")
    GUEST = "guest", pgettext_lazy("letter", "Invitations to events")
    MEETINGS = "meetings", pgettext_lazy("letter", "One-to-one meetings")
    WORK = "work", pgettext_lazy("letter", "Work that was given to you")


class LetterStatus(TextChoices):
    """Where a letter stands."""

    WAITING = "waiting", pgettext_lazy("letter", "Waiting")
    SENDING = "sending", pgettext_lazy("letter", "Being sent")
    SENT = "sent", pgettext_lazy("letter", "Sent")
    FAILED = "failed", pgettext_lazy("letter", "Could not be sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("letter", "Not sent: no longer wanted")
