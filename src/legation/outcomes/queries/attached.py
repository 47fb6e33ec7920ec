"""Evidence and texts: their files, and what was taken away."""

from copy import copy
from typing import Any

from legation.kernel import files
from legation.outcomes.models import Agreement, Attachment, Commitment

LONGEST_KEY = 18


def file_of(attachment: Attachment) -> bytes | None:
    """What the file holds, or None where there is none, on record or on disk."""
    if not attachment.stored:
        return None
    try:
        return files.read(attachment.stored)
    except FileNotFoundError:
        return None


def removed_attachment(
    told: object, user: Any, parent: Commitment | Agreement | None = None
) -> Attachment | None:
    """A removed one, of `parent` where it is given, that `user` may bring back; or None."""
    key = str(told)
    if not (key.isascii() and key.isdecimal()) or len(key) > LONGEST_KEY:
        return None
    rows = Attachment.objects.exclude(removed_at=None).select_related(
        "commitment__mission", "commitment__engagement", "agreement__mission", "agreement__engagement"
    )
    if parent is not None:
        rows = rows.filter(**{parent._meta.model_name or "": parent})
    found: Attachment | None = rows.filter(pk=int(key)).first()
    if found is None:
        return None
    there = copy(found)
    there.removed_at = None
    return found if user.has_perm("outcomes.change_attachment", there) else None
