"""What a participant sees behind their link: their own wishes, who asks for them, their timetable."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format

from legation.directory.queries.scripts import SecondName, second_name
from legation.kernel.asked import key_asked
from legation.kernel.links import key_of, token
from legation.matchmaking.choices import Answer, RoundStatus
from legation.matchmaking.models import Feedback, Link, Meeting, Participant, Round, Wish
from legation.matchmaking.models.round import SlotTime
from legation.matchmaking.queries.sheet import Item, Person, Sheet, people_of, sheet_of
from legation.matchmaking.queries.suggestions import Suggestion, suggestions_for
from legation.missions.rules import STAFF, standing

PURPOSE = "round"
TOLD = (RoundStatus.RELEASED, RoundStatus.HELD)


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish of one's own: for whom, and what they answered; nothing is answered to a “no thanks”."""

    wish: Wish
    to: Participant
    answer: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who asks for a meeting, and what was answered."""

    meeting: int
    by: Participant
    answer: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A meeting in one's own timetable."""

    item: Item
    slot: SlotTime
    table: int | None
    site: str
    others: tuple[Participant, ...]
    interpreter: str
    over: bool
    feedback: Feedback | None


@dataclass(frozen=True, slots=True)
class MyRound:
    """All of it; `timetable` is empty until the round's is released."""

    link: Link
    me: Participant
    round: Round
    open: bool
    told: bool
    wishes: tuple[Wished, ...]
    refused: tuple[Wished, ...]
    asked: tuple[Asked, ...]
    timetable: tuple[Placed, ...]
    suggestions: tuple[Suggestion, ...]
    everybody: tuple[Participant, ...]
    slots: tuple[SlotTime, ...]

    @property
    def slot_names(self) -> list[tuple[int, str]]:
        """What each slot is called: from when to when, and on which day where there are several."""
        several = len({slot.day for slot in self.slots}) > 1
        return [
            (
                slot.number,
                (f"{date_format(slot.day, 'MONTH_DAY_FORMAT')} " if several else "")
                + f"{slot.starts_at:%H:%M}–{slot.ends_at:%H:%M}",
            )
            for slot in self.slots
        ]

    @property
    def left(self) -> int:
        """Wishes that may still be stated."""
        return max(0, (self.me.quota or self.round.quota) - len(self.wishes))

    @property
    def waiting(self) -> int:
        """How many wait for an answer."""
        return sum(each.answer == Answer.ASKED for each in self.asked)

    @property
    def next_rank(self) -> int:
        """The rank that the next wish has."""
        return min(50, max((each.wish.rank or 0 for each in self.wishes), default=0) + 1)

    @property
    def scripts(self) -> dict[int, SecondName]:
        """By participant the name in the other script, where somebody of the directory has one."""
        return {each.pk: second_name(each.someone) for each in self.everybody if each.someone is not None}

    @property
    def free(self) -> tuple[Participant, ...]:
        """Those of the other side for whom nothing was stated yet."""
        stated = {each.to.pk for each in (*self.wishes, *self.refused)}
        return tuple(each for each in self.everybody if each.side != self.me.side and each.pk not in stated)


def address_of(link: Link) -> str:
    """The full address behind a link."""
    return f"{settings.ORIGIN}{reverse('my-round', args=[token(link.key, PURPOSE)])}"


def path_of(link: Link) -> str:
    """The part of the address that is secret."""
    return token(link.key, PURPOSE)


def link_behind(secret: str, now: datetime) -> Link | None:
    """The live link behind an address, if whoever made it still prepares that side of the mission."""
    key = key_of(secret, PURPOSE)
    if key is None:
        return None
    loaded = [f"participant__{name}" for name in Participant.loads]
    link = (
        Link.objects.live(now)
        .filter(key=key, participant__removed_at=None, participant__round__removed_at=None)
        .filter(participant__round__mission__removed_at=None)
        .select_related("user", *loaded)
        .first()
    )
    return link if link is not None and live_behind(link) else None


def live_behind(link: Link) -> bool:
    """Whether whoever made a link still prepares that side of the mission and sees the participant."""
    mine = standing(link.user, link.mission_key())
    if mine is None or mine.role not in STAFF or mine.side != link.participant.side:
        return False
    delegate = link.participant.delegate
    return delegate is None or (delegate.removed_at is None and delegate.visibility in mine.sees)


def open_for_wishes(round_: Round, now: datetime) -> bool:
    """Participants may ask and answer: no timetable was released and the time for wishes has not passed."""
    if round_.status not in {RoundStatus.COLLECTING, RoundStatus.PLANNED}:
        return False
    return round_.wishes_until is None or now <= round_.wishes_until


def my_round(link: Link, now: datetime) -> MyRound:
    """Everything behind a link: six queries beside the link’s own two."""
    me, round_ = link.participant, link.participant.round
    sheet = sheet_of(round_)
    people = {each.pk: each for each in people_of(round_)}
    mine = [item for item in sheet.items.values() if me.pk in item.people]
    wishes = [each for each in _wishes(me) if each.to_id in people]
    met = {key for item in mine for key in item.people}
    known = {me.pk, *met, *(wish.to_id for wish in wishes)}
    told = round_.status in TOLD
    is_open = open_for_wishes(round_, now)
    return MyRound(
        link=link,
        me=me,
        round=round_,
        open=is_open,
        told=told,
        wishes=tuple(_wished(each, mine, people) for each in wishes if not each.refused),
        refused=tuple(Wished(each, people[each.to_id], "") for each in wishes if each.refused),
        asked=tuple(_asked(item, me, people) for item in mine if me.pk in item.answers and item.asked),
        timetable=_timetable(sheet, me, people, now) if told else (),
        suggestions=suggestions_for(me, people.values(), known) if is_open else (),
        everybody=tuple(people.values()),
        slots=sheet.slots,
    )


def _wishes(me: Participant) -> QuerySet[Any]:
    return Wish.objects.present().filter(by=me).order_by("refused", "rank", "pk")


def _wished(wish: Wish, mine: list[Item], people: Mapping[int, Participant]) -> Wished:
    pair = {wish.by_id, wish.to_id}
    item = next((each for each in mine if set(each.people) == pair), None)
    answer = "" if item is None else item.answers.get(wish.to_id, str(Answer.ACCEPTED))
    return Wished(wish, people[wish.to_id], answer)


def _asked(item: Item, me: Participant, people: Mapping[int, Participant]) -> Asked:
    first = next(key for key in item.people if key in item.asked)
    return Asked(item.key, people[first], item.answers[me.pk])


def _timetable(
    sheet: Sheet, me: Participant, people: Mapping[int, Participant], now: datetime
) -> tuple[Placed, ...]:
    said = {each.meeting_id: each for each in Feedback.objects.present().filter(by=me)}
    slots = {slot.number: slot for slot in sheet.slots}
    found = []
    for item in sheet.placed:
        slot = slots.get(item.slot or 0)
        if me.pk not in item.people or slot is None:
            continue
        needed = sheet.interpreter(item)
        found.append(
            Placed(
                item=item,
                slot=slot,
                table=item.table,
                site=str(sheet.sites[item.site]) if item.site is not None else "",
                others=tuple(people[key] for key in item.people if key != me.pk),
                interpreter=str(sheet.resources[needed]) if needed is not None else "",
                over=slot.starts_at <= now,
                feedback=said.get(item.key),
            )
        )
    return tuple(found)


def participant_asked(me: Participant, key: str) -> Participant | None:
    """Somebody else of the round whom everybody sees, by the key that a form sent."""
    asked = key_asked(key)
    if asked is None:
        return None
    found: Participant | None = (
        people_of(me.round).filter(pk=asked).exclude(Q(pk=me.pk) | Q(side=me.side)).first()
    )
    return found


def wish_of(me: Participant, key: int) -> Wish | None:
    """A wish of one's own."""
    return Wish.objects.present().filter(by=me, pk=key).select_related("by__round", "to", "round").first()


def meeting_of(me: Participant, key: int) -> Meeting | None:
    """A meeting at which one sits."""
    rows = Meeting.objects.present().filter(seats__participant=me, pk=key).select_related("round")
    return rows.first()


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A participant of one's own side with their live link, if there is one."""

    participant: Participant
    link: Link | None
    address: str


def links_of(round_: Round, user: Any, now: datetime) -> list[LinkRow]:
    """Participants of the user's side with their addresses: two queries."""
    mine = standing(user, round_.mission_id)
    if mine is None or not mine.prepares:
        return []
    live = {
        each.participant_id: each
        for each in Link.objects.live(now).visible_to(user).filter(participant__round=round_).order_by("pk")
    }
    rows = (
        Participant.objects.visible_to(user)
        .filter(round=round_, side=mine.side)
        .select_related(*Participant.loads)
        .order_by("pk")
    )
    return [
        LinkRow(each, live.get(each.pk), address_of(live[each.pk]) if each.pk in live else "")
        for each in rows
    ]


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """What one side's participant said of a meeting."""

    feedback: Feedback
    person: Person | None
    others: str


def feedback_of(round_: Round, user: Any) -> list[FeedbackRow]:
    """What the user's side said of the meetings of a round: six queries, five of them the sheet's."""
    sheet = sheet_of(round_)
    rows = (
        Feedback.objects.visible_to(user)
        .filter(round=round_, meeting__in=list(sheet.items))
        .select_related("commitment", "by", "round__mission")
        .order_by("meeting__slot", "pk")
    )
    found = []
    for row in rows:
        item = sheet.items[row.meeting_id]
        others = " · ".join(sheet.people[key].name for key in item.people if key != row.by_id)
        found.append(FeedbackRow(row, sheet.people.get(row.by_id), others))
    return found
