"""Owners and those who stand for them are told once before a promise is due, and once when it is late."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.kernel import outbox
from legation.kernel.choices import LetterKind
from legation.outcomes.choices import SETTLED, Stage
from legation.outcomes.models import Commitment, Reminder
from legation.outcomes.queries.reading import Reader, readers_of

BEFORE = timedelta(days=14)
BEFORE_STEP = timedelta(days=3)


def remind(now: datetime | None = None) -> int:
    """Post what is due; gives how many were told. Can be run as often as one likes: each is told once."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    near = Q(due_on__lte=today + BEFORE) | Q(next_on__lte=today + BEFORE_STEP)
    rows = (
        Commitment.objects.present()
        .filter(near, mission__removed_at=None)
        .exclude(status__in=SETTLED)
        .select_related("mission", "engagement", "owed_by", "owed_to")
        .order_by("pk")
    )
    told = 0
    for commitment in rows:
        stages = list(stages_of(commitment, today))
        if not stages:
            continue
        readers = readers_of(commitment)
        told += sum(_tell(commitment, stage, day, reader, now) for stage, day in stages for reader in readers)
    return told


def stages_of(commitment: Commitment, today: date) -> Iterator[tuple[str, date]]:
    """What is to be told on this day. What was past when it was noted is history, and no reminder."""
    noted = timezone.localdate(commitment.created_at)
    due, step = commitment.due_on, commitment.next_on
    if due is not None and due >= noted:
        if due < today:
            yield Stage.LATE, due
        elif due - BEFORE <= today:
            yield Stage.SOON, due
    if step is not None and step >= noted and step - BEFORE_STEP <= today:
        yield Stage.STEP, step


@transaction.atomic
def _tell(commitment: Commitment, stage: str, day: date, reader: Reader, now: datetime) -> int:
    """1 when it was told. The mark is set first, so that two runs at once tell it once."""
    mark = {"commitment": commitment, "stage": stage, "day": day, "mail": reader.mail.lower()}
    if Reminder.objects.filter(**mark).exists():
        return 0
    try:
        with transaction.atomic():
            Reminder.objects.create(**mark, told_at=now)
    except IntegrityError:  # another run was quicker
        return 0
    with translation.override(reader.language):
        outbox.post(
            outbox.Address(reader.mail, reader.language, "", reader.name, reader.user),
            kind=LetterKind.REMINDER,
            subject=_subject(commitment, stage, day),
            text=_text(commitment, stage, day, reader),
            url=reverse("commitment", args=[commitment.mission.slug, commitment.pk]),
            about=commitment,
            mission_id=commitment.mission_id,
            visibility=reader.side,
            gather="promises",
            line=f"commitment-{commitment.pk}-{stage}",
            by=None,
            now=now,
        )
    return 1


def _subject(commitment: Commitment, stage: str, day: date) -> str:
    told = {"what": commitment.title, "day": _day(day)}
    if stage == Stage.LATE:
        return _("Overdue since %(day)s: %(what)s") % told
    if stage == Stage.STEP:
        return _("Next step on %(day)s: %(what)s") % {**told, "what": commitment.next_step}
    return _("Due on %(day)s: %(what)s") % told


def _text(commitment: Commitment, stage: str, day: date, reader: Reader) -> str:
    owed = " → ".join(str(body) for body in (commitment.owed_by, commitment.owed_to) if body)
    lines = [_subject(commitment, stage, day)]
    if stage == Stage.STEP:
        lines.append(str(commitment.title))
    lines.append(" · ".join(filter(None, (owed, str(commitment.mission)))))
    if reader.because == "nobody":
        lines.append(_("Nobody owns this on your side. Name somebody, so that it is looked after."))
    elif reader.because == "stands":
        lines.append(_("You read this because you stand for %(who)s.") % {"who": reader.owner})
    if commitment.next_step and stage != Stage.STEP:
        lines.append(f"{_('Next step:')} {commitment.next_step}")
    return "\n".join(line for line in lines if line)


def _day(day: date) -> str:
    return date_format(day, pgettext("date format: day, month, year", "j F Y"))
