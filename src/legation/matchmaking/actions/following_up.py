"""What came of a meeting becomes something that is followed through."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.refusals import Refused
from legation.matchmaking.models import Feedback, Participant
from legation.outcomes.actions import add_commitment
from legation.outcomes.models import Commitment

LONGEST = 290


class NothingWasPromised(Refused):
    sentence = _("No next step was stated, so there is nothing to follow through.")


@transaction.atomic
def commit(feedback: Feedback, *, by: User) -> Commitment:
    """A commitment of the next step, seen by the side that stated it; the one there is, where it was made."""
    feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if feedback.commitment is not None and feedback.commitment.removed_at is None:
        return feedback.commitment
    if not feedback.next_step.strip():
        raise NothingWasPromised
    first, _rest, more = feedback.next_step.strip().partition("\n")
    title = first if len(first) <= LONGEST else f"{first[:LONGEST]}…"
    language = by.language
    made = add_commitment(
        feedback.round.mission,
        {
            "title": LazyI18nString({language: title}),
            "detail": LazyI18nString({language: feedback.next_step if title != first else more.strip()}),
            "owed_by": _body(feedback.by),
            "visibility": feedback.visibility,
            "engagement": _engagement(feedback),
        },
        by=by,
    )
    editing.change(feedback, {"commitment": made}, seen=feedback.version, by=by)
    return made


def _body(participant: Participant) -> object:
    if participant.organisation is not None:
        return participant.organisation
    delegate = participant.delegate
    return delegate.post.organisation if delegate is not None and delegate.post is not None else None


def _engagement(feedback: Feedback) -> object:
    """The round's own engagement, unless fewer see that."""
    engagement = feedback.round.engagement
    if engagement is None or engagement.visibility not in {"shared", feedback.visibility}:
        return None
    return engagement
