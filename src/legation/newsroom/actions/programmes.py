"""What each side says yes to, and what thereby becomes public."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import publishing
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.editing import add, change
from legation.kernel.refusals import Refused
from legation.missions.models import Mission
from legation.newsroom.actions.consents import DraftChanged, ask, say_yes, side_of
from legation.newsroom.models import PublicProgramme
from legation.newsroom.queries.consents import trace_of
from legation.newsroom.queries.programmes import drafted, publishable


class NothingChosen(Refused):
    sentence = _("Choose at least one engagement.")
    field = "engagements"


class NotPublishable(Refused):
    sentence = _("Only what both sides see and is confirmed can be public. Look at: %(titles)s.")
    field = "engagements"


@transaction.atomic
def draft_public_programme(
    mission: Mission, values: Mapping[str, Any], *, seen: int, by: User
) -> PublicProgramme:
    """Say what the public should read, and thereby yes for one's own side.

    `values`: intro and engagements. What is public stays as it is until the other side says yes as well;
    where nobody on the other side has access to the mission, there is nobody to ask.
    """
    side = side_of(mission, by)
    chosen = list(values["engagements"])
    if not chosen:
        raise NothingChosen
    allowed = set(publishable(mission).values_list("pk", flat=True))
    left = [str(one) for one in chosen if one.pk not in allowed]
    if left:
        raise NotPublishable(titles=", ".join(left))
    found = PublicProgramme.objects.filter(mission=mission).first()
    if found is None:
        programme = add(
            PublicProgramme(mission=mission, intro=values["intro"]), by=by, many={"engagements": chosen}
        )
    else:
        programme = change(found, {"intro": values["intro"], "engagements": chosen}, seen=seen, by=by)
    return _say_yes(programme, side, by=by)


@transaction.atomic
def agree_public_programme(programme: PublicProgramme, *, trace: str, by: User) -> PublicProgramme:
    """Say yes for one's own side to the draft that `trace` stands for."""
    side = side_of(programme.mission, by)
    current = PublicProgramme.objects.select_for_update().get(pk=programme.pk)
    current.mission = programme.mission
    if trace_of(drafted(current)) != trace:
        raise DraftChanged
    return _say_yes(current, side, by=by)


@transaction.atomic
def withdraw_public_programme(programme: PublicProgramme, *, by: User) -> PublicProgramme:
    """Take it out of the public's sight at once. Either side can, without the other."""
    side_of(programme.mission, by)
    current: PublicProgramme = PublicProgramme.objects.select_for_update().get(pk=programme.pk)
    current.consents.all().delete()
    if current.published_at is not None:
        current = change(current, {"shown": {}, "published_at": None}, seen=current.version, by=by)
        log(Verb.WITHDRAWN, current, by=by, mission_id=current.mission_id)
    publishing.touch()
    return current


def _say_yes(programme: PublicProgramme, side: str, *, by: User) -> PublicProgramme:
    draft = drafted(programme)
    if not draft["items"]:
        raise NothingChosen
    trace = trace_of(draft)
    asked = say_yes(programme, side, trace, by=by, programme=programme)
    if asked:
        ask(
            programme,
            asked,
            subject_line=_("Your yes to a public programme: %(mission)s"),
            text=_("The other side wants part of the programme public. Read it and say yes, or change it."),
            url=reverse("publishing", args=[programme.mission.slug]),
            by=by,
        )
        return programme
    if trace_of(programme.shown) != trace or programme.published_at is None:
        values = {"shown": draft, "published_at": timezone.now()}
        programme = change(programme, values, seen=programme.version, by=by)
        log(Verb.PUBLISHED, programme, by=by, mission_id=programme.mission_id)
        publishing.touch()
    return programme
