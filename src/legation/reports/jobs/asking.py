"""Delegates are asked once in each round that is due, and reminded once before it closes."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.kernel import outbox
from legation.kernel.choices import LetterKind
from legation.missions.choices import MissionStatus
from legation.missions.models import Delegate
from legation.reports.choices import Stage
from legation.reports.models import Survey, SurveyAddress, SurveyLink
from legation.reports.queries.asking import (
    Reader,
    asked_of,
    ended,
    opens_on,
    readers_of,
    stored_path_of,
)

BEFORE = timedelta(days=7)


def ask_all(now: datetime | None = None) -> int:
    """Post what is due; gives how many links were made or reminded of. Can be run as often as one likes."""
    now = now or timezone.now()
    surveys = (
        Survey.objects.present()
        .filter(mission__removed_at=None, mission__ends_on__lt=timezone.localdate(now))
        .exclude(mission__status=MissionStatus.CANCELLED)
        .select_related("mission")
        .order_by("pk")
    )
    done = 0
    for survey in surveys:
        for stage in due_stages(survey, now):
            done += len(ask_round(survey, stage, now=now, by=None))
    return done + remind(now)


def due_stages(survey: Survey, now: datetime) -> list[Stage]:
    """The rounds that are open on this day. One whose time is over is not begun late."""
    today, length = timezone.localdate(now), timedelta(days=survey.open_days)
    return [stage for stage in Stage if (first := opens_on(survey.mission, stage)) <= today < first + length]


@transaction.atomic
def ask_round(survey: Survey, stage: int, *, now: datetime, by: Any) -> list[SurveyLink]:
    """Send a link to each delegate of the side who was not asked yet, and the same to their assistants."""
    Survey.objects.select_for_update().get(pk=survey.pk)
    asked = set(SurveyLink.objects.filter(survey=survey, stage=stage).values_list("delegate", flat=True))
    waiting = [one for one in asked_of(survey) if one.pk not in asked]
    readers = readers_of(survey, waiting)
    last = timezone.localdate(now) + timedelta(days=survey.open_days)
    closes_at = timezone.make_aware(datetime.combine(last, time()))
    return [
        make_link(survey, stage, delegate, readers[delegate.pk], now, closes_at, by)
        for delegate in waiting
        if readers[delegate.pk]
    ]


def make_link(
    survey: Survey,
    stage: int,
    delegate: Delegate,
    readers: list[Reader],
    now: datetime,
    closes_at: datetime,
    by: Any,
) -> SurveyLink:
    """One link and its letters."""
    link = SurveyLink.objects.create(
        survey=survey,
        stage=stage,
        delegate=delegate,
        language=readers[0].language,
        sent_at=now,
        closes_at=closes_at,
    )
    _post(link, readers, now, by, again=False)
    return link


def remind(now: datetime) -> int:
    """Once to each who has not answered, in the last week."""
    open_links = (
        SurveyLink.objects.live()
        .filter(closes_at__gt=now, closes_at__lte=now + BEFORE, reminded_at=None, answer=None)
        .filter(sent_at__lt=now - timedelta(hours=20))
        .select_related("survey__mission", "delegate__person")
        .order_by("pk")
    )
    return sum(_remind(link, now) for link in open_links if not ended(link, now))


@transaction.atomic
def _remind(link: SurveyLink, now: datetime) -> int:
    """1 when it was posted. The mark is set first, so that two runs at once post one letter."""
    readers = readers_of(link.survey, [link.delegate])[link.delegate_id]
    if not readers or not SurveyLink.objects.filter(pk=link.pk, reminded_at=None).update(reminded_at=now):
        return 0
    _post(link, readers, now, None, again=True)
    return 1


def _post(link: SurveyLink, readers: Iterable[Reader], now: datetime, by: Any, *, again: bool) -> None:
    survey = link.survey
    for reader in readers:
        address = _address_of(link, reader)
        with translation.override(reader.language):
            subject = _("What became of it: %(mission)s") % {"mission": survey.mission}
            outbox.post(
                outbox.Address(reader.mail, reader.language, "", reader.name, reader.user),
                kind=LetterKind.REMINDER,
                subject=(_("Still open – %(what)s") % {"what": subject}) if again else subject,
                text=_text(link),
                url=stored_path_of(address),
                about=link,
                mission_id=survey.mission_id,
                visibility=survey.side,
                at_once=True,
                expires_at=link.closes_at,
                by=by,
                now=now,
            )


def _address_of(link: SurveyLink, reader: Reader) -> SurveyAddress:
    """The one at which this reader opens the link, the same each time."""
    values: dict[str, Any] = {"user_id": reader.user, "invitee_id": reader.invitee}
    return SurveyAddress.objects.get_or_create(link=link, **values)[0]


def _text(link: SurveyLink) -> str:
    survey = link.survey
    last = timezone.localtime(link.closes_at) - timedelta(seconds=1)
    told = {
        "who": link.delegate,
        "mission": survey.mission,
        "day": date_format(last, pgettext("date format: day, month, year", "j F Y")),
        "contact": survey.contact,
    }
    greeting = str(survey.greeting) or _(
        "Missions are judged by what comes of them. Please tell us in a few words: it takes three minutes."
    )
    return "\n".join(
        (
            greeting,
            _("For: %(who)s, %(mission)s") % told,
            _("You can answer until %(day)s and change the answer until then. No login is needed.") % told,
            _("Whoever has this address can answer: show it to nobody else. Questions: %(contact)s.") % told,
        )
    )
