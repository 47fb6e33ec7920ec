"""What a text says that people said becomes lines of a meeting's minutes."""

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel.choices import Visibility
from legation.kernel.refusals import Refused
from legation.outcomes.actions.minutes import Said, add_said
from legation.outcomes.models import Minutes, MinutesLine, Statement
from legation.sources.actions.deciding import decided, opened
from legation.sources.actions.outcomes import speaker_of
from legation.sources.actions.refusals import NotYours, SpeakerNotKnown
from legation.sources.actions.telling import Told
from legation.sources.choices import FindingKind, FindingStatus
from legation.sources.models import Finding, Source


class NothingChosen(Refused):
    sentence = _("Choose what was said at that meeting.")
    field = "findings"


class OfTheOtherSide(Refused):
    sentence = _("The text and these minutes are each of one side, and not of the same.")
    field = "minutes"


@transaction.atomic
def send_to_minutes(
    source: Source, minutes: Minutes, keys: Collection[int], *, by: User
) -> list[MinutesLine]:
    """Add the statements of these findings to open minutes, in the order of the text, and accept them so.

    Who cannot be told to be a person of the directory is named as the text names them. A text of one side
    becomes lines of that side. All of it or nothing.
    """
    if not by.has_perm("outcomes.change_minutes", minutes) or minutes.mission_id != source.mission_id:
        raise NotYours(what=minutes)
    chosen = Finding.objects.present().filter(
        source=source, kind=FindingKind.STATEMENT, status=FindingStatus.PROPOSED, pk__in=keys
    )
    found = [opened(one, None) for one in chosen.order_by("position", "pk")]
    if not found:
        raise NothingChosen
    said = [_said(one, by) for one in found]
    lines = add_said(minutes, said, under=None, visibility=_visibility(source, minutes), by=by)
    kind = ContentType.objects.get_for_model(Statement)
    for finding, line in zip(found, lines, strict=True):
        finding.status = FindingStatus.ACCEPTED
        finding.content_type, finding.object_id = kind, line.statement_id
        decided(finding, by)
    return lines


def _visibility(source: Source, minutes: Minutes) -> str:
    common = minutes.seen_by()
    if Visibility.SHARED not in {common, source.visibility} and common != source.visibility:
        raise OfTheOtherSide
    return source.visibility if common == Visibility.SHARED else common


def _said(finding: Finding, by: User) -> Said:
    told = Told(finding, {**finding.values, **finding.corrections}, link=None, by=by)
    names = told.texts("speakers")
    try:
        people = [speaker_of(name, told) for name in names]
    except SpeakerNotKnown:
        people = []
    if len(people) == 1:
        return Said(text=told.words(told.text("text")), person=people[0])
    return Said(text=told.words(told.text("text")), name=", ".join(names)[:200])
