"""Quotations and photographs of a press release."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.kernel import editing, files, photographs, richtext
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.refusals import Refused
from legation.newsroom.actions.consents import side_of
from legation.newsroom.actions.releases import check_texts, draft_changed
from legation.newsroom.models import Photograph, PressRelease, Quotation
from legation.newsroom.queries.consents import trace_of, words
from legation.newsroom.queries.drafting import side_of_speaker, speakers_of
from legation.newsroom.queries.releases import said

FOLDER = "photographs"


class NotOnTheMission(Refused):
    sentence = _("Only people of the mission whom both sides see can be quoted.")
    field = "speaker"


class OtherSidesSpeaker(Refused):
    sentence = _("%(who)s belongs to the other side: their office notes what they said yes to.")


class WhoSaidYes(Refused):
    sentence = _("Say who said yes and how: the speaker, or who spoke for them, by mail, by telephone.")
    field = "approved_for"


class WordsChanged(Refused):
    sentence = _("The words changed while you looked at them. Read them again before you note a yes.")


class AltTextMissing(Refused):
    sentence = _("Say in both languages what the photograph shows, for those who do not see it.")
    field = "alt"


@transaction.atomic
def add_quotation(release: PressRelease, values: Mapping[str, Any], *, by: User) -> Quotation:
    """Quote somebody of the mission."""
    side = side_of(release.mission, by)
    _check_quotation(release, values)
    quotation = editing.add(Quotation(release=release, **values), by=by)
    draft_changed(release, side, timezone.now(), by=by)
    return quotation


@transaction.atomic
def change_quotation(quotation: Quotation, values: Mapping[str, Any], *, seen: int, by: User) -> Quotation:
    """Change the words. A yes was to what stood before, so there is none to what stands now."""
    release = quotation.release
    side = side_of(release.mission, by)
    _check_quotation(release, values)
    changed = editing.change(quotation, values, seen=seen, by=by)
    if changed.version != quotation.version:
        draft_changed(release, side, timezone.now(), by=by)
    return changed


@transaction.atomic
def approve_quotation(quotation: Quotation, values: Mapping[str, Any], *, trace: str, by: User) -> Quotation:
    """Note that the speaker said yes to exactly these words: who on whose behalf, how, and when."""
    release = quotation.release
    side = side_of(release.mission, by)
    current: Quotation = Quotation.objects.select_for_update(of=("self",)).get(pk=quotation.pk)
    theirs = side_of_speaker(release.mission, current.speaker)
    if theirs not in {"", side}:
        raise OtherSidesSpeaker(who=current.speaker)
    if not values["approved_for"].strip():
        raise WhoSaidYes
    if trace_of(said(current)) != trace:
        raise WordsChanged
    approved = editing.change(
        current,
        {
            "approved": said(current),
            "approved_for": values["approved_for"].strip(),
            "approved_by": by,
            "approved_at": timezone.now(),
        },
        seen=current.version,
        by=by,
    )
    log(Verb.ACCEPTED, approved, by=by, mission_id=release.mission_id)
    return approved


@transaction.atomic
def add_photograph(release: PressRelease, values: Mapping[str, Any], *, file: bytes, by: User) -> Photograph:
    """Add a picture: encoded anew and made smaller, without the place and time that the camera wrote."""
    side = side_of(release.mission, by)
    _check_photograph(values)
    large, small = photographs.photograph_bytes(file)
    photograph = editing.add(
        Photograph(
            release=release,
            large=files.keep(FOLDER, large.data, "jpg"),
            small=files.keep(FOLDER, small.data, "jpg"),
            width=large.width,
            height=large.height,
            **values,
        ),
        by=by,
    )
    draft_changed(release, side, timezone.now(), by=by)
    return photograph


@transaction.atomic
def change_photograph(
    photograph: Photograph, values: Mapping[str, Any], *, seen: int, by: User
) -> Photograph:
    """Change what is said of a picture."""
    side = side_of(photograph.release.mission, by)
    _check_photograph(values)
    changed = editing.change(photograph, values, seen=seen, by=by)
    if changed.version != photograph.version:
        draft_changed(photograph.release, side, timezone.now(), by=by)
    return changed


@transaction.atomic
def remove_release_part(part: Quotation | Photograph, *, by: User) -> Quotation | Photograph:
    """Take a quotation or a photograph out of the draft."""
    side = side_of(part.release.mission, by)
    draft_changed(part.release, side, timezone.now(), by=by)
    return editing.remove(part, by=by)


@transaction.atomic
def restore_release_part(part: Quotation | Photograph, *, by: User) -> Quotation | Photograph:
    """Undo a removal."""
    side = side_of(part.release.mission, by)
    draft_changed(part.release, side, timezone.now(), by=by)
    return editing.restore(part, by=by)


def _check_quotation(release: PressRelease, values: Mapping[str, Any]) -> None:
    check_texts({"text": values["text"], "post": values["post"]})
    if not speakers_of(release.mission).filter(pk=values["speaker"].pk).exists():
        raise NotOnTheMission


def _check_photograph(values: Mapping[str, Any]) -> None:
    alt = words(values["alt"])
    if not all(alt.get(language, "").strip() for language in ("en", "ko")):
        raise AltTextMissing
    check_texts({"alt": values["alt"], "caption": values.get("caption") or LazyI18nString("")})
    richtext.refuse_html(values["credit"], "credit")
