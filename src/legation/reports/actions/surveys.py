"""Begin a side's survey, send a round by hand, take links back, and answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing, outbox
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.refusals import Refused
from legation.missions.choices import MissionStatus
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.reports.jobs.asking import ask_round, make_link
from legation.reports.models import Survey, SurveyAnswer, SurveyLink
from legation.reports.queries.asking import Door, ended, opens_on, readers_of, shut


class AsksAlready(Refused):
    sentence = _("Your side has a survey of this mission already.")


class TooEarlyToAsk(Refused):
    sentence = _("This round begins on %(day)s. Nobody can say yet what came of it.")


class CalledOffMission(Refused):
    sentence = _("This mission was called off: there is nothing to ask about.")


class NobodyToAsk(Refused):
    sentence = _(
        "There is nobody to ask: all with a known address were asked. Addresses come from the accounts that"
        " stand for a delegate, and from calendar invitations."
    )


class NoLongerOpen(Refused):
    sentence = _("The survey is closed: nothing was saved.")


class ChangedElsewhere(Refused):
    sentence = _(
        "Somebody with the same address changed the answer since you opened the page: delegate or assistant."
        " Read it again, then change it."
    )


@transaction.atomic
def begin_survey(mission: Mission, values: Mapping[str, Any], *, by: User) -> Survey:
    """Let the side of `by` ask its delegates; the rounds go out by themselves when they are due."""
    mine = standing(by, mission.pk)
    assert mine is not None, "the gate has asked"  # noqa: S101
    Mission.objects.select_for_update().get(pk=mission.pk)
    if Survey.objects.present().filter(mission=mission, side=mine.side).exists():
        raise AsksAlready
    return editing.add(Survey(mission=mission, side=mine.side, **values), by=by)


@transaction.atomic
def change_survey(survey: Survey, values: Mapping[str, Any], *, seen: int, by: User) -> Survey:
    """Change the words or the time to answer; links that were sent keep the time that their letter named."""
    return editing.change(survey, values, seen=seen, by=by)


@transaction.atomic
def remove_survey(survey: Survey, *, by: User) -> Survey:
    """Ask no more: links lead to a page that says so, letters that wait are not sent, answers stay."""
    for link in SurveyLink.objects.filter(survey=survey):
        outbox.take_back(about=link)
    return editing.remove(survey, by=by)


@transaction.atomic
def restore_survey(survey: Survey, *, by: User) -> Survey:
    """Undo a removal; the links are good again."""
    if Survey.objects.present().filter(mission=survey.mission_id, side=survey.side).exists():
        raise AsksAlready
    return editing.restore(survey, by=by)


@transaction.atomic
def send_round(survey: Survey, stage: int, *, by: User) -> list[SurveyLink]:
    """Ask now whoever was not asked in this round, also after its usual time."""
    first = opens_on(survey.mission, stage)
    if survey.mission.status == MissionStatus.CANCELLED:
        raise CalledOffMission
    if timezone.localdate() < first:
        raise TooEarlyToAsk(day=first.isoformat())
    links = ask_round(survey, stage, now=timezone.now(), by=by)
    if not links:
        raise NobodyToAsk
    for link in links:
        _log(Verb.LINKED, link, by)
    return links


@transaction.atomic
def revoke_link(link: SurveyLink, *, by: User) -> SurveyLink:
    """End an address; an answer that was given stays."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        outbox.take_back(about=link)
        _log(Verb.REVOKED, link, by)
    return link


@transaction.atomic
def send_again(link: SurveyLink, *, by: User) -> SurveyLink:
    """A new address in place of one that went astray; what was answered goes along. Twice is once."""
    readers = readers_of(link.survey, [link.delegate])[link.delegate_id]
    if not readers:
        raise NobodyToAsk
    if ended(link, timezone.now()) in {"removed", "over"}:
        raise NoLongerOpen
    link.revoked_at = SurveyLink.objects.select_for_update().get(pk=link.pk).revoked_at
    same = {"survey": link.survey_id, "stage": link.stage, "delegate": link.delegate_id}
    there: SurveyLink | None = SurveyLink.objects.live().filter(**same).exclude(pk=link.pk).first()
    if there is not None:
        return there
    revoke_link(link, by=by)
    fresh = make_link(link.survey, link.stage, link.delegate, readers, timezone.now(), link.closes_at, by)
    SurveyAnswer.objects.filter(link=link).update(link=fresh)
    _log(Verb.LINKED, fresh, by)
    return fresh


@transaction.atomic
def answer(door: Door, values: Mapping[str, Any], *, seen: int, now: datetime) -> SurveyAnswer:
    """Note what was answered, as it was at version `seen`, 0 for the first; the same again is no change."""
    held = (
        SurveyLink.objects.select_for_update(of=("self",))
        .select_related("survey__mission", "delegate")
        .get(pk=door.link.pk)
    )
    if shut(Door(held, door.address), now):
        raise NoLongerOpen
    current = SurveyAnswer.objects.filter(link=held).first()
    if current is None:
        return SurveyAnswer.objects.create(link=held, answered_at=now, **values)
    if all(getattr(current, name) == value for name, value in values.items()):
        return current
    if current.version != seen:
        raise ChangedElsewhere
    for name, value in values.items():
        setattr(current, name, value)
    current.version += 1
    current.answered_at = now
    current.save()
    return current


def note_opened(link: SurveyLink) -> None:
    """Remember that the address was opened for the first time."""
    if link.opened_at is None:
        SurveyLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())


def _log(verb: Verb, link: SurveyLink, by: User) -> None:
    log(verb, link, by=by, mission_id=link.mission_key(), visibility=link.seen_by())
