"""Recruit for a mission: open a call, apply, decide, move the waiting list up, note a fee."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.directory.actions import add_person
from legation.guests.choices import Standing
from legation.guests.models import Application, Call, GroupLink
from legation.guests.queries.recruiting import (
    Places,
    is_open,
    stored_application_path,
    stored_group_path,
)
from legation.kernel import editing, outbox
from legation.kernel.activity import log
from legation.kernel.choices import LetterKind, Verb
from legation.kernel.refusals import Refused
from legation.kernel.sealing import seal
from legation.missions.actions import add_delegate, change_delegate
from legation.missions.choices import DelegateStatus
from legation.missions.models import Delegate, Mission
from legation.missions.rules import standing

GONE = (Standing.DECLINED, Standing.WITHDRAWN)


class OtherSidesDelegation(Refused):
    sentence = _("Choose a delegation of your own side.")
    field = "delegation"


class MoreReservedThanPlaces(Refused):
    sentence = _("More places are reserved than there are.")
    field = "reserved"


class CallIsClosed(Refused):
    sentence = _("Applications are closed. Please ask: %(contact)s.")


class AlreadyDecided(Refused):
    sentence = _("This was decided already. Look at it again.")


class ApprovedByYou(Refused):
    sentence = _("You approved this already; somebody else has to as well.")


class GroupIsFull(Refused):
    sentence = _("Your group has %(places)s places, and all are taken.")


class NotApproved(Refused):
    sentence = _("This is asked once an application is approved.")


@transaction.atomic
def open_call(mission: Mission, values: Mapping[str, Any], *, by: User) -> Call:
    """Open a call for the people of one's own side."""
    mine = standing(by, mission.pk)
    _check_call(values, mine.side if mine is not None else "")
    return editing.add(
        Call(mission=mission, visibility=mine.side if mine is not None else "", **values), by=by
    )


@transaction.atomic
def change_call(call: Call, values: Mapping[str, Any], *, seen: int, by: User) -> Call:
    """Change a call; more places let the waiting list move up."""
    _check_call(values, call.visibility)
    changed = editing.change(call, values, seen=seen, by=by)
    if changed.moves_up:
        move_up(changed, by=by)
    return changed


@transaction.atomic
def remove_call(call: Call, *, by: User) -> Call:
    """Close a call for good; its pages are not found any more."""
    return editing.remove(call, by=by)


@transaction.atomic
def restore_call(call: Call, *, by: User) -> Call:
    """Undo a removal."""
    return editing.restore(call, by=by)


@transaction.atomic
def add_group(call: Call, values: Mapping[str, Any], *, by: User) -> GroupLink:
    """Give a group leader an address, by letter."""
    group = GroupLink.objects.create(call=call, user=by, **values)
    log(Verb.LINKED, call, by=by, mission_id=call.mission_id, visibility=call.visibility)
    with translation.override(group.language):
        _post(
            call,
            outbox.Address(group.mail, group.language, "", group.name),
            subject=gettext("Your group for “%(what)s”") % {"what": call},
            text=gettext("You have %(places)s places. Name your people on this page, and change them there.")
            % {"places": group.places},
            url=stored_group_path(group),
            by=by,
        )
    return group


@transaction.atomic
def revoke_group(group: GroupLink, *, by: User) -> GroupLink:
    """End a leader's address; their people stay."""
    if group.revoked_at is None:
        group.revoked_at = timezone.now()
        group.save(update_fields=["revoked_at"])
        call = group.call
        log(Verb.REVOKED, call, by=by, mission_id=call.mission_id, visibility=call.visibility)
    return group


@transaction.atomic
def apply(
    call: Call, values: Mapping[str, Any], *, now: datetime, by: User, group: GroupLink | None = None
) -> Application:
    """Take an application in. Who applied under this address before gets their letter once more.

    `by` is whoever opened the call, or the group: applicants have no account.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    if not is_open(call, now):
        raise CallIsClosed(contact=call.contact or by.name)
    if (
        group is not None
        and group.people.filter(removed_at=None).exclude(status__in=GONE).count() >= group.places
    ):
        raise GroupIsFull(places=group.places)
    same = Application.objects.present().filter(call=call, mail__iexact=values["mail"])
    known: Application | None = (
        same.exclude(status__in=GONE).filter(family_name=values["family_name"]).first()
    )
    if known is not None:
        _tell_applied(known)
        return known
    made = Application(
        mission=call.mission,
        call=call,
        visibility=call.visibility,
        user=by,
        group=group,
        reserved=group is not None,
        **values,
    )
    saved = editing.add(made, by=by)
    _tell_applied(saved)
    return saved


@transaction.atomic
def approve(application: Application, *, seen: int, by: User) -> Application:
    """One more approves. With the last of them they become a delegate, or wait where no place is free."""
    Call.objects.select_for_update().get(pk=application.call_id)  # two who approve the last place take turns
    if application.status != Standing.APPLIED:
        raise AlreadyDecided
    if by.pk in application.approved_by:
        raise ApprovedByYou
    names = [*application.approved_by, by.pk]
    if len(names) < application.call.approvals:
        return editing.change(application, {"approved_by": names}, seen=seen, by=by)
    changed = editing.change(
        application, {"approved_by": names, "status": Standing.WAITING}, seen=seen, by=by
    )
    if _has_place(changed):
        return _take_in(changed, by)
    _tell(
        changed, _("You are on the waiting list"), _("All places are taken. We write as soon as one is free.")
    )
    return changed


@transaction.atomic
def decline(application: Application, *, seen: int, by: User) -> Application:
    """Say no; the place of somebody approved becomes free."""
    if application.status in GONE:
        raise AlreadyDecided
    return _leave(application, Standing.DECLINED, seen=seen, by=by)


@transaction.atomic
def withdraw(application: Application, *, seen: int, by: User) -> Application:
    """They do not come after all."""
    if application.status in GONE:
        return application
    return _leave(application, Standing.WITHDRAWN, seen=seen, by=by)


@transaction.atomic
def reopen(application: Application, *, seen: int, by: User) -> Application:
    """Undo a decision: it stands where applications begin."""
    if application.status not in GONE:
        raise AlreadyDecided
    return editing.change(application, {"status": Standing.APPLIED, "approved_by": []}, seen=seen, by=by)


@transaction.atomic
def move_up(call: Call, *, by: User) -> int:
    """Take in who has waited longest, as far as places are free; gives how many."""
    call = Call.objects.select_for_update().get(pk=call.pk)  # before any application, as `approve` does
    rows = Application.objects.present().filter(call=call)
    places = Places.of(call, rows.filter(status=Standing.APPROVED).values_list("reserved", flat=True))
    number = 0
    for each in rows.filter(status=Standing.WAITING).select_related("call").order_by("created_at", "pk"):
        if places.free(reserved=True) == 0:
            break
        if places.free(reserved=each.reserved) != 0:
            _take_in(each, by)
            places.take(reserved=each.reserved)
            number += 1
    return number


@transaction.atomic
def note_fee(application: Application, *, paid: bool, seen: int, by: User) -> Application:
    """Note that a fee was received, or that it was not after all."""
    at = timezone.now() if paid else None
    return editing.change(application, {"fee_noted_at": at}, seen=seen, by=by)


@transaction.atomic
def set_reserved(application: Application, *, reserved: bool, seen: int, by: User) -> Application:
    """Keep a reserved place for them, or not."""
    return editing.change(application, {"reserved": reserved}, seen=seen, by=by)


@transaction.atomic
def tell_later(application: Application, values: Mapping[str, str], *, now: datetime) -> Application:
    """What an approved applicant tells: sealed, as it holds diet and the like."""
    if application.status != Standing.APPROVED:
        raise NotApproved
    told = {"sealed": seal(values, application.place), "told_at": now}
    return editing.change(application, told, seen=application.version, by=application.user)


def _check_call(values: Mapping[str, Any], side: str) -> None:
    delegation = values.get("delegation")
    if delegation is not None and delegation.party not in {side, "third"}:
        raise OtherSidesDelegation
    places = values.get("places")
    if places is not None and values.get("reserved", 0) > places:
        raise MoreReservedThanPlaces


def _has_place(application: Application) -> bool:
    rows = Application.objects.present().filter(call=application.call_id, status=Standing.APPROVED)
    places = Places.of(application.call, rows.values_list("reserved", flat=True))
    return places.free(reserved=application.reserved) != 0


def _take_in(application: Application, by: User) -> Application:
    """They become a delegate, or the delegate whom they were before is confirmed again."""
    call = application.call
    delegate: Delegate | None = Delegate.objects.present().filter(pk=application.delegate_id or 0).first()
    if delegate is not None:
        change_delegate(delegate, {"status": DelegateStatus.CONFIRMED}, seen=delegate.version, by=by)
    else:
        names = {name: getattr(application, name) for name in ("family_name", "given_name", "native_name")}
        person = add_person(names, by=by)
        values = {"person": person, "delegation": call.delegation, "status": DelegateStatus.CONFIRMED}
        delegate = add_delegate(call.mission, values, by=by)
    fields = {
        "status": Standing.APPROVED,
        "delegate": delegate,
        "approved_at": timezone.now(),
        "reminded_at": None,
    }
    changed = editing.change(application, fields, seen=application.version, by=by)
    asks = _("Please tell us the rest on this page.") if call.later else _("You find it on this page.")
    _tell(changed, _("Your application was accepted"), asks)
    return changed


def _leave(application: Application, status: Standing, *, seen: int, by: User) -> Application:
    Call.objects.select_for_update().get(pk=application.call_id)  # before the application, as `approve` does
    had_place = application.status == Standing.APPROVED
    changed = editing.change(application, {"status": status}, seen=seen, by=by)
    delegate = Delegate.objects.present().filter(pk=application.delegate_id or 0).first()
    if had_place and delegate is not None:
        gone = DelegateStatus.DECLINED if status == Standing.DECLINED else DelegateStatus.WITHDRAWN
        change_delegate(delegate, {"status": gone}, seen=delegate.version, by=by)
    if status == Standing.DECLINED:
        _tell(changed, _("Your application"), _("We are sorry: we cannot offer you a place this time."))
    if had_place and changed.call.moves_up:
        move_up(changed.call, by=by)
    return changed


def _tell_applied(application: Application) -> None:
    _tell(
        application,
        _("Your application was received"),
        _("On this page you see how it stands, and can withdraw it."),
    )


def _tell(application: Application, subject: Any, text: Any) -> None:
    """A letter with the applicant's own address, in their language."""
    with translation.override(application.language):
        _post(
            application.call,
            outbox.Address(application.mail, application.language, "", str(application)),
            subject=f"{subject}: {application.call}",
            text=str(text),
            url=stored_application_path(application),
            by=application.user,
        )


def _post(call: Call, to: outbox.Address, *, subject: str, text: str, url: str, by: User) -> None:
    outbox.post(
        to,
        kind=LetterKind.GUEST,
        subject=subject,
        text=text,
        url=url,
        about=call,
        mission_id=call.mission_id,
        visibility=call.visibility,
        at_once=True,
        by=by,
    )
