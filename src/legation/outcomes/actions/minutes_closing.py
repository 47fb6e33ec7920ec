"""Close minutes, sign them on both sides, and amend what was signed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import editing, outbox, searching
from legation.kernel.activity import log
from legation.kernel.choices import LetterKind, Verb, Visibility
from legation.kernel.refusals import Refused
from legation.missions.choices import Presence
from legation.missions.models import Membership
from legation.missions.rules import STAFF, forget_standings, standing
from legation.outcomes.actions.minutes import writable
from legation.outcomes.choices import LineKind
from legation.outcomes.models import Amendment, Hold, Minutes, Signature
from legation.outcomes.queries.minutes import amendment_trace, card_of_minutes, sides_of, writing
from legation.outcomes.queries.minutes_text import Text, frozen_of, read_frozen, shared_text, trace_of

TOLD_CLOSED = _("The minutes were closed. Read them, and sign for your side.")
TOLD_OPENED = _("The minutes were opened again. A signature there was is void.")
TOLD_SIGNED = _("The other side has signed the minutes. Read them, and sign for yours.")
TOLD_AMENDED = _("An amendment of the minutes was proposed. Read it, and sign for your side.")
SAID = (LineKind.STATEMENT, LineKind.DECISION, LineKind.COMMITMENT)


class SomebodyIsWriting(Refused):
    sentence = _("%(who)s is still writing: %(what)s. Wait until it is saved, then close the minutes.")


class NothingToSign(Refused):
    sentence = _(
        "There is nothing to sign yet: nothing that both sides see was said, decided or promised. Write it"
        " first."
    )


class HiddenMeeting(Refused):
    sentence = _(
        "These minutes are of both sides, and only one of them sees the engagement now. Show it to both sides"
        " again, then close them."
    )


class NotMarkedYet(Refused):
    sentence = _("Say whether they came: %(names)s.")


class NobodyWasThere(Refused):
    sentence = _("Nobody was there, as it stands. Mark who was present first.")


class NotClosedYet(Refused):
    sentence = _("The minutes are open: close them first, so that both sides sign the same words.")


class OldWords(Refused):
    sentence = _("The words changed since you opened this page. Read them again, then sign.")


class SignedAlready(Refused):
    sentence = _("Your side has signed already: %(name)s.")


class NotForYou(Refused):
    sentence = _("You do not sign for a side of these minutes.")


class NamelessSignature(Refused):
    sentence = _("Write the name of who signs.")
    field = "name"


class SignedByAll(Refused):
    sentence = _("Both sides have signed, so the text stays as it is. Propose an amendment.")


class NotSignedYet(Refused):
    sentence = _(
        "Only minutes that every side signed are amended. Until then, open them again and change the line."
    )


class AmendmentIsSigned(Refused):
    sentence = _("Somebody has signed this amendment, so it stays as it is. Propose another one.")


class NoSuchLine(Refused):
    sentence = _("This line is not in the signed minutes.")
    field = "line"


@transaction.atomic
def close_minutes(minutes: Minutes, *, by: User) -> Minutes:
    """Keep the text that both sides see, word by word, so that each can sign it."""
    held = writable(minutes)
    if held.seen_by() != held.visibility:
        raise HiddenMeeting
    _check_writers(held, by)
    text = shared_text(held, by)
    _check_whole(text)
    frozen = frozen_of(held, text)
    values = {"closed_at": timezone.now(), "frozen": frozen, "trace": trace_of(frozen)}
    closed = editing.change(held, values, seen=held.version, by=by)
    closed.mission, closed.engagement = held.mission, held.engagement
    Hold.objects.filter(minutes=closed).delete()
    searching.index(closed, card_of_minutes(closed))
    _tell(closed, TOLD_CLOSED, by=by)
    return closed


def _check_writers(minutes: Minutes, by: User) -> None:
    others = [one for one in writing(minutes, timezone.now()) if one.user_id != by.pk]
    for one in others:
        line = one.line
        common = line is not None and line.visibility == minutes.seen_by()
        what = str(line)[:80] if line is not None and common else gettext("a line")
        raise SomebodyIsWriting(who=one.user, what=what)


def _check_whole(text: Text) -> None:
    if not any(one.kind in SAID for one in text.lines):
        raise NothingToSign
    unmarked = [str(one.name) for one in text.people if one.presence == Presence.EXPECTED]
    if unmarked:
        raise NotMarkedYet(names=", ".join(unmarked))
    if not any(one.presence == Presence.PRESENT for one in text.people):
        raise NobodyWasThere


@transaction.atomic
def reopen_minutes(minutes: Minutes, *, by: User) -> Minutes:
    """Open closed minutes again, while not every side has signed; a signature there was is void."""
    held = _closed(minutes)
    if _missing(held, None) == set():
        raise SignedByAll
    Signature.objects.filter(minutes=held).delete()
    values: dict[str, Any] = {"closed_at": None, "frozen": {}, "trace": ""}
    opened = editing.change(held, values, seen=held.version, by=by)
    opened.mission, opened.engagement = held.mission, held.engagement
    searching.index(opened, card_of_minutes(opened))
    _tell(opened, TOLD_OPENED, by=by)
    return opened


@transaction.atomic
def sign_minutes(minutes: Minutes, *, trace: str, name: str, by: User) -> Signature:
    """Sign for one's own side the words that `trace` stands for."""
    held = _closed(minutes)
    if held.trace != trace:
        raise OldWords
    signature = _signed(held, None, trace, name, by)
    if _missing(held, None):
        _tell(held, TOLD_SIGNED, by=by)
    return signature


@transaction.atomic
def propose_amendment(minutes: Minutes, values: Mapping[str, Any], *, by: User) -> Amendment:
    """Propose a change of what every side signed. `values`: line or None, text, reason."""
    held = _final(minutes)
    _check_amended(held, values)
    last = Amendment.objects.filter(minutes=held).aggregate(last=Max("number"))["last"] or 0
    amendment = editing.add(Amendment(minutes=held, number=last + 1, **values), by=by)
    _tell(held, TOLD_AMENDED, by=by)
    return amendment


@transaction.atomic
def change_amendment(amendment: Amendment, values: Mapping[str, Any], *, seen: int, by: User) -> Amendment:
    """Change a proposal that nobody signed yet."""
    held = _final(amendment.minutes)
    _check_unsigned(amendment)
    _check_amended(held, values)
    return editing.change(amendment, values, seen=seen, by=by)


@transaction.atomic
def remove_amendment(amendment: Amendment, *, by: User) -> Amendment:
    """Take back a proposal that nobody signed yet."""
    _final(amendment.minutes)
    _check_unsigned(amendment)
    return editing.remove(amendment, by=by)


@transaction.atomic
def restore_amendment(amendment: Amendment, *, by: User) -> Amendment:
    _final(amendment.minutes)
    return editing.restore(amendment, by=by)


@transaction.atomic
def sign_amendment(amendment: Amendment, *, trace: str, name: str, by: User) -> Signature:
    """Sign an amendment for one's own side; it is in force when every side did."""
    held = _final(amendment.minutes)
    current: Amendment = Amendment.objects.present().get(pk=amendment.pk)
    current.minutes = held
    if amendment_trace(held, current) != trace:
        raise OldWords
    signature = _signed(held, current, trace, name, by)
    if not _missing(held, current):
        editing.change(current, {"in_force_at": timezone.now()}, seen=current.version, by=by)
    return signature


def _locked(minutes: Minutes) -> Minutes:
    found: Minutes = (
        Minutes.objects.select_for_update(of=("self",))
        .select_related("mission", "engagement")
        .get(pk=minutes.pk)
    )
    return found


def _closed(minutes: Minutes) -> Minutes:
    held = _locked(minutes)
    if held.open:
        raise NotClosedYet
    return held


def _final(minutes: Minutes) -> Minutes:
    held = _locked(minutes)
    if held.open or _missing(held, None):
        raise NotSignedYet
    return held


def _missing(minutes: Minutes, amendment: Amendment | None) -> set[str]:
    """The sides that have not signed yet."""
    signed = Signature.objects.filter(minutes=minutes, amendment=amendment).values_list("side", flat=True)
    return set(sides_of(minutes)) - set(signed)


def _signed(minutes: Minutes, amendment: Amendment | None, trace: str, name: str, by: User) -> Signature:
    forget_standings(by)
    mine = standing(by, minutes.mission_id)
    if mine is None or not mine.prepares or mine.side not in sides_of(minutes):
        raise NotForYou
    if not name.strip():
        raise NamelessSignature
    before = Signature.objects.filter(minutes=minutes, amendment=amendment, side=mine.side).first()
    if before is not None:
        raise SignedAlready(name=before.name)
    signature = Signature.objects.create(
        minutes=minutes, amendment=amendment, side=mine.side, trace=trace, name=name.strip()[:200], by=by
    )
    target = amendment or minutes
    log(Verb.ACCEPTED, target, by=by, mission_id=minutes.mission_id, visibility=minutes.seen_by())
    return signature


def _check_unsigned(amendment: Amendment) -> None:
    if Signature.objects.filter(amendment=amendment).exists():
        raise AmendmentIsSigned


def _check_amended(minutes: Minutes, values: Mapping[str, Any]) -> None:
    line = values.get("line")
    if line is not None and line.pk not in {one.key for one in read_frozen(minutes.frozen).lines}:
        raise NoSuchLine


def _tell(minutes: Minutes, words: Any, *, by: User) -> None:
    """Tell those who can sign on the other side, where both see the minutes."""
    mine = standing(by, minutes.mission_id)
    if mine is None or minutes.seen_by() != Visibility.SHARED:
        return
    people = Membership.objects.filter(
        mission=minutes.mission_id, role__in=STAFF, user__is_active=True
    ).exclude(side=mine.side)
    for one in people.select_related("user").order_by("pk"):
        with translation.override(one.user.language):
            outbox.post(
                outbox.Address.of(one.user),
                kind=LetterKind.WORK,
                subject=gettext("Minutes: %(what)s") % {"what": minutes.engagement.title},
                text=words,
                url=reverse("minutes", args=[minutes.mission.slug, minutes.pk]),
                about=minutes,
                mission_id=minutes.mission_id,
                visibility=one.side,
                gather=f"minutes-{minutes.pk}",
                line=f"minutes-{minutes.pk}",
                by=by,
            )
