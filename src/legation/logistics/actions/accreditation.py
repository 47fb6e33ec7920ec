"""Ask for passes, grant and refuse them."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing
from legation.kernel.choices import Visibility
from legation.kernel.refusals import Refused
from legation.logistics.choices import AdmissionStatus, Admitted
from legation.logistics.models import Accreditation
from legation.missions.choices import Capacity, Party
from legation.missions.models import Delegate, Mission
from legation.missions.queries.masthead import COMING
from legation.missions.rules import standing

WORKING = {Capacity.PRESS: Admitted.PRESS, Capacity.SECURITY: Admitted.SECURITY}


class NumberTaken(Refused):
    sentence = _("Another pass has this number.")
    field = "number"


class WhyRefused(Refused):
    sentence = _("Say why, so that they can be told.")
    field = "reason"


class NotBothSides(Refused):
    sentence = _("You can let both sides or your own see it.")
    field = "visibility"


class PrivateEngagement(Refused):
    sentence = _("Only one side sees this engagement; let only that side see the entry.")
    field = "visibility"


@transaction.atomic
def ask_pass(mission: Mission, values: Mapping[str, Any], *, by: User) -> Accreditation:
    """Somebody is to be admitted."""
    side = _checked(mission, values, None, by)
    made = Accreditation(mission=mission, side=side, **values)
    return _guarded(lambda: editing.add(made, by=by))


@transaction.atomic
def change_pass(entry: Accreditation, values: Mapping[str, Any], *, seen: int, by: User) -> Accreditation:
    """Grant it, refuse it, or say it better."""
    _checked(entry.mission, values, entry, by)
    return _guarded(lambda: editing.change(entry, values, seen=seen, by=by))


@transaction.atomic
def restore_pass(entry: Accreditation, *, by: User) -> Accreditation:
    """Undo a removal, unless the number went to somebody else."""
    return _guarded(lambda: editing.restore(entry, by=by))


@transaction.atomic
def ask_for_delegates(mission: Mission, *, by: User) -> int:
    """Ask a pass for every delegate of the own side who is press or security and has none yet."""
    mine = standing(by, mission.pk)
    if mine is None:
        return 0
    rows = Delegate.objects.visible_to(by).filter(
        mission=mission,
        capacity__in=list(WORKING),
        status__in=COMING,
        delegation__party__in=[mine.side, Party.THIRD],
    )
    known = set(
        Accreditation.objects.present().filter(mission=mission, side=mine.side).values_list("name", "kind")
    )
    made = []
    for one in rows.select_related("person", "post__organisation").order_by("pk"):
        kind, name = WORKING[Capacity(one.capacity)], one.person.name_in("en")
        if (name, kind) in known:
            continue
        second = one.person.second_script("en")
        made.append(
            Accreditation(
                mission=mission,
                kind=kind,
                name=name,
                native_name=second if second != name else "",
                body=str(one.post.organisation) if one.post is not None else "",
                work=str(one.post.title) if one.post is not None else "",
                side=mine.side,
                visibility=one.visibility,
            )
        )
    return len(editing.add_all(made, by=by))


def _checked(mission: Mission, values: Mapping[str, Any], entry: Accreditation | None, by: User) -> str:
    mine = standing(by, mission.pk)
    visibility = values.get("visibility", entry.visibility if entry is not None else Visibility.SHARED)
    if mine is None or visibility not in mine.sees:
        raise NotBothSides
    engagement = values.get("engagement", entry.engagement if entry is not None else None)
    if engagement is not None and engagement.visibility not in {Visibility.SHARED, visibility}:
        raise PrivateEngagement
    status = values.get("status", entry.status if entry is not None else "")
    reason = values.get("reason", entry.reason if entry is not None else "")
    if status == AdmissionStatus.REFUSED and not str(reason).strip():
        raise WhyRefused
    return mine.side


def _guarded(act: Any) -> Accreditation:
    try:
        with transaction.atomic():
            saved: Accreditation = act()
            return saved
    except IntegrityError as error:
        if "one_pass_of_a_number" in str(error) or "number" in str(error):
            raise NumberTaken from None
        raise
