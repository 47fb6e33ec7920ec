"""What calendars should hold, what they hold, and what was answered. One side never learns of the other's."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from legation.kernel.choices import Side, Visibility
from legation.kernel.links import key_of, sealed
from legation.kernel.models import Letter
from legation.missions.choices import (
    Answered,
    EngagementStatus,
    InvitationMethod,
    MissionStatus,
    Party,
    Role,
)
from legation.missions.models import (
    Attendance,
    Engagement,
    Invitation,
    Invitee,
    Mission,
    StrayReply,
    sides_seen,
)
from legation.missions.queries.entries import description_of, people_of, place_of
from legation.missions.queries.masthead import COMING

PURPOSE = "invitation"
# What makes an answer worth asking for again; anything else of an entry is replaced without a question.
SIGNIFICANT = ("start", "end", "zone", "part", "title", "place", "tentative")
# What is brought up to date with the next letter and is no reason to write one.
UNTOLD = frozenset({"people", "mission", "clock", "url"})
# How long before its start a change does not wait for the morning.
SOON = timedelta(hours=12)

Facts = dict[str, Any]
Place = tuple[Mission | None, str]  # a mission and its side; without a mission, nobody's


@dataclass(frozen=True, slots=True)
class Due:
    """One calendar to be told of one engagement: `facts` is what it shall hold, `old` what it holds.

    `back`: it was called off and is on again. `anew`: it asks for an answer, since it is new, is back, or has
    another time, place, title or state.
    """

    invitee: Invitee
    engagement: Engagement
    invitation: Invitation | None
    method: str
    facts: Facts
    old: Facts | None
    back: bool
    anew: bool

    @property
    def new(self) -> bool:
        return self.old is None


def due_of(mission: Mission, side: str, now: datetime, invitees: Sequence[Invitee]) -> list[Due]:
    """What these calendars of one side are to be told, in order of time: three queries.

    An entry that is over is left as it is; where only the words changed, who declined is not written to.
    What one side keeps to itself is no third party's: their calendars hold what both sides share.
    """
    if not invitees:
        return []
    sees = sides_seen(side, Role.DELEGATE)
    rows = {
        row.pk: row
        for row in Engagement.objects.present()
        .filter(mission=mission, visibility__in=sees, ends_at__gt=now)
        .select_related("venue__city", "room")
        .order_by("starts_at", "pk")
    }
    people = _people(rows, sees)
    shared = {pk: row for pk, row in rows.items() if row.visibility == Visibility.SHARED}
    shared_people = {
        pk: [one for one in people[pk] if one.delegate.visibility == Visibility.SHARED] for pk in shared
    }
    known: dict[int, dict[int, Invitation]] = defaultdict(dict)
    for invitation in Invitation.objects.filter(invitee__in=invitees).select_related("letter", "engagement"):
        known[invitation.invitee_id][invitation.engagement_id] = invitation
    found: list[Due] = []
    for invitee in invitees:
        third = invitee.delegate.delegation.party == Party.THIRD
        wanted = _wanted(invitee, mission, shared if third else rows, people)
        named = shared_people if third else people
        found += _differences(invitee, mission, wanted, named, known[invitee.pk], now)
    found.sort(key=lambda due: (due.facts["start"], due.engagement.pk, due.invitee.pk))
    return found


def _people(rows: dict[int, Engagement], sees: Iterable[str]) -> dict[int, list[Attendance]]:
    people: dict[int, list[Attendance]] = defaultdict(list)
    for attendance in (
        Attendance.objects.present()
        .filter(engagement__in=rows, delegate__removed_at=None, delegate__visibility__in=sees)
        .select_related("delegate__person", "delegate__post__organisation", "delegate__delegation")
        .order_by("delegate__delegation__party", "delegate__delegation", "delegate", "pk")
    ):
        people[attendance.engagement_id].append(attendance)
    return people


def _wanted(
    invitee: Invitee,
    mission: Mission,
    rows: dict[int, Engagement],
    people: dict[int, list[Attendance]],
) -> dict[int, Engagement]:
    """The engagements that stand, for this calendar."""
    delegate = invitee.delegate
    gone = mission.removed_at is not None or mission.status == MissionStatus.CANCELLED
    if (
        invitee.ended_at is not None
        or gone
        or delegate.removed_at is not None
        or delegate.status not in COMING
    ):
        return {}
    return {
        pk: row
        for pk, row in rows.items()
        if row.status != EngagementStatus.CANCELLED
        and any(one.delegate_id == delegate.pk for one in people[pk])
    }


def _differences(
    invitee: Invitee,
    mission: Mission,
    wanted: dict[int, Engagement],
    people: dict[int, list[Attendance]],
    known: dict[int, Invitation],
    now: datetime,
) -> Iterable[Due]:
    request, cancel = InvitationMethod.REQUEST.value, InvitationMethod.CANCEL.value
    with translation.override(invitee.language):
        for pk, engagement in wanted.items():
            facts = facts_of(engagement, people[pk], invitee, mission)
            invitation = known.get(pk)
            if invitation is None:
                yield Due(invitee, engagement, None, request, facts, None, back=False, anew=True)
                continue
            old, back = invitation.facts, invitation.off
            anew = back or any(old.get(name) != facts.get(name) for name in SIGNIFICANT)
            declined = invitation.answer == Answered.DECLINED
            other = any(old.get(name) != said for name, said in facts.items() if name not in UNTOLD)
            if anew or (other and not declined):
                yield Due(invitee, engagement, invitation, request, facts, old, back=back, anew=anew)
    for pk, invitation in known.items():
        over = datetime.fromisoformat(invitation.facts["end"]) <= now
        if pk not in wanted and not invitation.off and not over:
            held = invitation.facts
            yield Due(invitee, invitation.engagement, invitation, cancel, held, held, back=False, anew=False)


def facts_of(
    engagement: Engagement, people: Iterable[Attendance], invitee: Invitee, mission: Mission
) -> Facts:
    """What an invitation says, in the active language. Talking points stay out of mail."""
    title = str(engagement.title)
    whose = f"{invitee.delegate}: " if invitee.name else ""
    url = f"{settings.ORIGIN}{reverse('engagement', args=[mission.slug, engagement.pk])}"
    venue = engagement.venue
    own = venue is not None and venue.city.time_zone == engagement.zone
    clock = str(venue.city) if own and venue else engagement.zone.rpartition("/")[2].replace("_", " ")
    return {
        "start": engagement.starts_at.isoformat(),
        "end": engagement.ends_at.isoformat(),
        "zone": engagement.zone,
        "clock": clock,
        "part": str(engagement.get_part_display()) if engagement.part else "",
        "title": f"{whose}{title}",
        "place": place_of(engagement),
        "tentative": engagement.status == EngagementStatus.TENTATIVE,
        "private": engagement.visibility != Visibility.SHARED,
        "text": description_of(engagement, (), (), ""),
        "people": "\n\n".join(people_of(people)),
        "url": url,
        "mission": str(mission),
    }


@dataclass(frozen=True, slots=True)
class InviteeRow:
    """One calendar address: how its invitations stand, and what it would be sent now."""

    invitee: Invitee
    answers: tuple[tuple[str, int], ...]
    older: int
    lost: int
    new: int
    changed: int
    off: int

    @property
    def waits(self) -> int:
        return self.new + self.changed + self.off


@dataclass(frozen=True, slots=True)
class AnsweredRow:
    """What the calendars of a side answered about one engagement."""

    engagement: Engagement
    invitations: tuple[Invitation, ...]
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Invitations:
    """The page of one side's invitations."""

    rows: tuple[InviteeRow, ...]
    answered: tuple[AnsweredRow, ...]
    strays: tuple[StrayReply, ...]
    removed: Invitee | None
    waits: int


def invitations_of(mission: Mission, side: str, user: Any, now: datetime, removed: str = "") -> Invitations:
    """Six queries, however many addresses there are."""
    every = list(invitees_of(mission, side))
    live = [one for one in every if one.ended_at is None]
    due = due_of(mission, side, now, every)
    waiting: dict[int, Counter[str]] = defaultdict(Counter)
    for one in due:
        kind = "off" if one.method == InvitationMethod.CANCEL else "new" if one.new else "changed"
        waiting[one.invitee.pk][kind] += 1
    kept: dict[int, list[Invitation]] = defaultdict(list)
    by_engagement: dict[int, list[Invitation]] = defaultdict(list)
    engagements: dict[int, Engagement] = {}
    by_key = {one.pk: one for one in every}
    for invitation in (
        Invitation.objects.visible_to(user)
        .filter(invitee__in=live)
        .select_related("letter", "engagement")
        .order_by("engagement__starts_at", "engagement", "invitee__delegate", "pk")
    ):
        invitation.invitee = by_key[invitation.invitee_id]
        kept[invitation.invitee_id].append(invitation)
        if not invitation.off:
            engagements[invitation.engagement_id] = invitation.engagement
            by_engagement[invitation.engagement_id].append(invitation)
    rows = tuple(
        InviteeRow(
            invitee=one,
            answers=_counts(row for row in kept[one.pk] if not row.off),
            older=sum(row.older for row in kept[one.pk] if not row.off),
            lost=sum(row.lost for row in kept[one.pk]),
            **{kind: waiting[one.pk][kind] for kind in ("new", "changed", "off")},
        )
        for one in live
    )
    strays = (
        StrayReply.objects.visible_to(user)
        .open()
        .filter(mission=mission, side=side)
        .select_related("invitation__invitee__delegate__person", "invitation__engagement")
        .order_by("-received_at", "-pk")
    )
    return Invitations(
        rows=rows,
        answered=tuple(
            AnsweredRow(engagements[pk], tuple(those), _counts(those)) for pk, those in by_engagement.items()
        ),
        strays=tuple(strays[:200]),
        removed=next((one for one in every if str(one.pk) == removed and one.ended_at), None),
        waits=len(due),
    )


def invitees_of(mission: Mission, side: str) -> "Iterable[Invitee]":
    """Every address of a side, ended ones too: their calendars may still hold something."""
    return (
        Invitee.objects.filter(mission=mission, side=side)
        .select_related("delegate__person", "delegate__delegation__city", "mission")
        .order_by("delegate__delegation", "delegate", "pk")
    )


def ended_invitee(mission: Mission, side: str, pk: int) -> Invitee | None:
    """The address that was ended, to bring it back."""
    return Invitee.objects.filter(mission=mission, side=side, pk=pk).exclude(ended_at=None).first()


def _counts(invitations: Iterable[Invitation]) -> tuple[tuple[str, int], ...]:
    """Each answer with how often it was given, in the order of the choices; those never given left out."""
    counted = Counter(one.answer for one in invitations)
    return tuple((str(Answered(kind).label), counted[kind]) for kind in Answered.values if counted[kind])


def answer_address(invitation: Invitation) -> str:
    """The path of the page on which an invitation is answered, sealed: only what is sent opens it."""
    return reverse("invitation-answer", args=[sealed(invitation.key, PURPOSE)])


def invitation_behind(token: str, now: datetime) -> Invitation | None:
    """The invitation behind the token of an address, until a day after its event is over."""
    key = key_of(token, PURPOSE)
    if key is None:
        return None
    found = (
        Invitation.objects.filter(key=key, invitee__ended_at=None, invitee__mission__removed_at=None)
        .select_related("invitee__mission", "invitee__delegate__person", "engagement")
        .first()
    )
    if found is None or datetime.fromisoformat(found.facts["end"]) + timedelta(days=1) < now:
        return None
    return found


def place_of_mail(sender: str, after: Sequence[str]) -> Place | None:
    """The mission and side that a mail may be about: None where nobody invited who wrote it.

    The letter that it answers decides; without one, the only place where its sender was invited. Where that
    leaves more than one, or none, there is no telling whose it is, and it goes to no side.
    """
    invitees = Invitee.objects.filter(mail__iexact=sender, mission__removed_at=None).select_related("mission")
    places = {(one.mission_id, one.side): one.mission for one in invitees}
    if not places:
        return None
    letters = {letter.key: letter for letter in Letter.objects.filter(key__in=after)} if after else {}
    letter = next((letters[key] for key in after if key in letters), None)
    if letter is not None:
        seen = Side.values if letter.visibility == Visibility.SHARED else [letter.visibility]
        fits = {(letter.mission_id, side) for side in seen}
        places = {place: mission for place, mission in places.items() if place in fits}
    if len(places) != 1:
        return None, ""
    (((_key, side), mission),) = places.items()
    return mission, side
