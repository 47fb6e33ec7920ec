"""What each side says yes to, and what thereby becomes public."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import outbox, publishing
from legation.kernel.activity import log
from legation.kernel.choices import LetterKind, Side, Verb
from legation.kernel.editing import add, change
from legation.kernel.refusals import Refused
from legation.missions.models import Membership, Mission
from legation.missions.rules import forget_standings, standing
from legation.newsroom.models import Consent, PublicProgramme
from legation.newsroom.queries.programmes import drafted, publishable, sides_with_a_voice, trace_of
from legation.newsroom.rules import PUBLISHERS


class NotYours(Refused):
    sentence = _("You do not speak for a side of this mission any more, so nothing was changed.")


class NothingChosen(Refused):
    sentence = _("Choose at least one engagement.")
    field = "engagements"


class NotPublishable(Refused):
    sentence = _("Only what both sides see and is confirmed can be public. Look at: %(titles)s.")
    field = "engagements"


class DraftChanged(Refused):
    sentence = _("The draft changed while you looked at it. Read it again before you say yes.")


@transaction.atomic
def draft_public_programme(
    mission: Mission, values: Mapping[str, Any], *, seen: int, by: User
) -> PublicProgramme:
    """Say what the public should read, and thereby yes for one's own side.

    `values`: intro and engagements. What is public stays as it is until the other side says yes as well;
    where nobody on the other side has access to the mission, there is nobody to ask.
    """
    side = _side_of(mission, by)
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
    side = _side_of(programme.mission, by)
    current = PublicProgramme.objects.select_for_update().get(pk=programme.pk)
    current.mission = programme.mission
    if trace_of(drafted(current)) != trace:
        raise DraftChanged
    return _say_yes(current, side, by=by)


@transaction.atomic
def withdraw_public_programme(programme: PublicProgramme, *, by: User) -> PublicProgramme:
    """Take it out of the public's sight at once. Either side can, without the other."""
    _side_of(programme.mission, by)
    current: PublicProgramme = PublicProgramme.objects.select_for_update().get(pk=programme.pk)
    current.consents.all().delete()
    if current.published_at is not None:
        current = change(current, {"shown": {}, "published_at": None}, seen=current.version, by=by)
        log(Verb.WITHDRAWN, current, by=by, mission_id=current.mission_id)
    publishing.touch()
    return current


def _side_of(mission: Mission, by: User) -> str:
    """Under the mission's lock, the side that `by` speaks for now."""
    Mission.objects.select_for_update().get(pk=mission.pk)
    forget_standings(by)
    mine = standing(by, mission.pk)
    if mine is None or mine.role not in PUBLISHERS:
        raise NotYours
    return mine.side


def _say_yes(programme: PublicProgramme, side: str, *, by: User) -> PublicProgramme:
    draft = drafted(programme)
    if not draft["items"]:
        raise NothingChosen
    trace = trace_of(draft)
    Consent.objects.update_or_create(programme=programme, side=side, defaults={"trace": trace, "by": by})
    log(Verb.ACCEPTED, programme, by=by, mission_id=programme.mission_id)
    yes = set(programme.consents.filter(trace=trace).values_list("side", flat=True))
    asked = sides_with_a_voice(programme.mission) - yes
    if asked:
        _ask(programme, asked, by=by)
        return programme
    if trace_of(programme.shown) != trace or programme.published_at is None:
        values = {"shown": draft, "published_at": timezone.now()}
        programme = change(programme, values, seen=programme.version, by=by)
        log(Verb.PUBLISHED, programme, by=by, mission_id=programme.mission_id)
        publishing.touch()
    return programme


def _ask(programme: PublicProgramme, sides: set[str] | frozenset[str], *, by: User) -> None:
    """Tell those who can say yes on the other side that they are asked."""
    people = Membership.objects.filter(
        mission=programme.mission_id, side__in=sides, role__in=PUBLISHERS, user__is_active=True
    ).select_related("user")
    for one in people.order_by("pk"):
        with translation.override(one.user.language):
            outbox.post(
                outbox.Address.of(one.user),
                kind=LetterKind.WORK,
                subject=gettext("Your yes to a public programme: %(mission)s")
                % {"mission": programme.mission},
                text=gettext(
                    "The other side wants part of the programme public. Read it and say yes, or change it."
                ),
                url=reverse("publishing", args=[programme.mission.slug]),
                about=programme,
                mission_id=programme.mission_id,
                visibility=Side(one.side).value,
                gather=f"publishing-{programme.mission_id}",
                line=f"publishing-{programme.pk}",
                by=by,
            )
