"""Put evidence beside a promise, or the signed text beside an agreement."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing, files
from legation.kernel.refusals import Refused
from legation.missions.rules import standing
from legation.outcomes.actions.outcomes import OtherSidesOutcome
from legation.outcomes.choices import AttachmentKind
from legation.outcomes.models import Agreement, Attachment, Commitment

FOLDER = "outcomes"


class NothingToShow(Refused):
    sentence = _("Choose a file, or give an address at which it can be seen.")
    field = "file"


class AddressMissing(Refused):
    sentence = _("Give the address at which it can be read.")
    field = "link"


class NoPhotograph(Refused):
    sentence = _("This file is no picture. Choose one, or say that it is a document.")
    field = "file"


class WiderThanWhatItBelongsTo(Refused):
    sentence = _("What it belongs to is seen by one side only: so is this.")
    field = "visibility"


@transaction.atomic
def add_attachment(
    parent: Commitment | Agreement, values: Mapping[str, Any], *, by: User, file: bytes | None = None
) -> Attachment:
    """Attach a file, an address, or both; an article may be named by its title alone.

    A file is known by its content; a picture is encoded anew.
    """
    _check_visibility(parent, values.get("visibility", "shared"), by)
    kind = values["kind"]
    if kind == AttachmentKind.LINK and not values.get("link"):
        raise AddressMissing
    if kind != AttachmentKind.ARTICLE and not file and not values.get("link"):
        raise NothingToShow
    attachment = Attachment(**{parent._meta.model_name or "": parent}, **values)
    if file:
        paper = files.paper_of(file)
        if kind == AttachmentKind.PHOTO and not paper.picture:
            raise NoPhotograph
        attachment.stored = files.keep(FOLDER, paper.data, paper.ending)
        attachment.media, attachment.size = paper.media, len(paper.data)
    return editing.add(attachment, by=by)


@transaction.atomic
def remove_attachment(attachment: Attachment, *, by: User) -> Attachment:
    """Take it away; it can be brought back."""
    return editing.remove(attachment, by=by)


@transaction.atomic
def restore_attachment(attachment: Attachment, *, by: User) -> Attachment:
    """Undo a removal."""
    return editing.restore(attachment, by=by)


def _check_visibility(parent: Commitment | Agreement, visibility: str, by: User) -> None:
    mine = standing(by, parent.mission_id)
    if mine is not None and visibility not in mine.sees:
        raise OtherSidesOutcome
    if parent.seen_by() not in {"shared", visibility}:
        raise WiderThanWhatItBelongsTo
