"""Tell those concerned, once, that their released timetable is there or has changed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from functools import cache

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from legation.accounts.models import User
from legation.kernel import outbox
from legation.kernel.choices import LetterKind
from legation.kernel.links import sealed
from legation.kernel.outbox import Address
from legation.matchmaking.models import Link, Round
from legation.matchmaking.models.participant import Participant
from legation.matchmaking.queries.sheet import Sheet, sheet_of
from legation.matchmaking.queries.taking_part import PURPOSE, TOLD, live_behind

SOON = timedelta(hours=12)  # before the first meeting: a letter then waits for nothing

Seen = Mapping[int, tuple[tuple[int, ...], int | None, int | None]]


@contextmanager
def telling(round_: Round, *, by: User) -> Iterator[None]:
    """What is done within is told by mail to those whose own meetings it changes, if the timetable is
    released. In the caller's transaction; what changes back before a letter leaves is told as it is then."""
    links = _links(round_)
    before = _seen(sheet_of(round_)) if links else {}
    yield
    if links:
        after = _seen(sheet_of(Round.objects.get(pk=round_.pk)))
        changed = [key for key in {**before, **after} if before.get(key) != after.get(key)]
        concerned = {
            who for key in changed for each in (before, after) if key in each for who in each[key][0]
        }
        _write(round_, [link for link in links if link.participant_id in concerned], by=by, changed=True)


def tell_released(round_: Round, *, by: User) -> None:
    """Write to everybody who wants it that their timetable is there."""
    links = _links(round_)
    people = sheet_of(round_).people if links else {}
    _write(round_, [link for link in links if link.participant_id in people], by=by, changed=False)


def withdraw(link: Link) -> int:
    """Take back what was not sent yet to the address of a link."""
    return outbox.take_back(about=link.participant, mail=link.mail) if link.mail else 0


def withdraw_all(round_: Round) -> None:
    """Take back what was not sent yet about the timetable of this round."""
    for link in Link.objects.filter(participant__round=round_).exclude(mail="").select_related("participant"):
        withdraw(link)


def _links(round_: Round) -> list[Link]:
    """Live links with a mail address, in a round whose timetable is released."""
    rows = (
        Link.objects.live(timezone.now())
        .filter(participant__round=round_, participant__removed_at=None)
        .filter(participant__round__status__in=TOLD)
        .exclude(mail="")
        .select_related("user", *(f"participant__{name}" for name in Participant.loads))
        .order_by("pk")
    )
    return [link for link in rows if live_behind(link)]


def _seen(sheet: Sheet) -> Seen:
    return {item.key: (item.people, item.slot, item.table) for item in sheet.placed}


def _write(round_: Round, links: list[Link], *, by: User, changed: bool) -> None:
    current = Round.objects.select_related("mission").get(pk=round_.pk)

    @cache
    def sheet(_language: str) -> Sheet:
        return sheet_of(current)

    now = timezone.now()
    slots = current.slots
    urgent = bool(slots) and slots[0].starts_at - SOON <= now
    for link in links:
        who = link.participant
        with translation.override(link.language):
            there = who.pk in sheet(link.language).people
            subject = _("%(round)s: your meetings have changed") if changed else _("%(round)s: your meetings")
            outbox.post(
                Address(link.mail, link.language, current.zone, str(who)),
                kind=LetterKind.MEETINGS,
                subject=subject % {"round": current},
                text=_timetable(sheet(link.language), who, changed=changed),
                url=reverse("my-round", args=[sealed(link.key, PURPOSE)]) if there else "",
                by=by,
                about=who,
                mission_id=current.mission_id,
                visibility=who.side,
                gather=f"round-{current.pk}-{who.pk}",
                line="timetable",
                urgent=urgent,
                expires_at=slots[-1].ends_at if slots else None,
            )


def _timetable(sheet: Sheet, who: Participant, *, changed: bool) -> str:
    """One's meetings as they are now, a line each; none for whoever is no longer in the round."""
    names, me = {"round": str(sheet.round), "who": str(who)}, who.pk
    slots = {slot.number: slot for slot in sheet.slots}
    several = len({slot.day for slot in sheet.slots}) > 1
    lines = []
    for item in sheet.placed:
        slot = slots.get(item.slot or 0)
        if me not in item.people or slot is None:
            continue
        day = f"{date_format(slot.day, 'MONTH_DAY_FORMAT')} " if several else ""
        place = str(sheet.sites[item.site]) if item.site is not None else ""
        if item.table is not None:
            place = _("Table %(n)s") % {"n": item.table}
        others = [sheet.people[key] for key in item.people if key != me]
        met = "; ".join(", ".join(filter(None, (each.name, each.body))) for each in others)
        lines.append(
            f"- {day}{slot.starts_at:%H:%M}–{slot.ends_at:%H:%M} · " + " · ".join(filter(None, (place, met)))
        )
    if not lines:
        return _("%(who)s has no meeting any more in “%(round)s”.") % names
    head = (
        _("The meetings of %(who)s in “%(round)s” have changed. They are now:")
        if changed
        else _("The meetings of %(who)s in “%(round)s”:")
    )
    return "\n".join([head % names, *lines])
