"""Pages of rounds: the list, a round's desk, its people, its meetings."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from legation.kernel.asked import key_asked
from legation.kernel.models import Record
from legation.matchmaking.models import Participant, Resource, Round, Site, Wish
from legation.matchmaking.queries.checking import Fault, faults_of, why_out
from legation.matchmaking.queries.sheet import Item, Person, Sheet, people_of, sheet_of
from legation.matchmaking.queries.words import fault_words, why_words
from legation.missions.models import Mission


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in the list, with how many take part and how many meetings have a place."""

    round: Round
    people: int
    meetings: int
    placed: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that is still to be done before the timetable, and about whom."""

    code: str
    who: tuple[Person, ...]

    @property
    def names(self) -> str:
        return ", ".join(person.name for person in self.who[:8])

    @property
    def more(self) -> int:
        return max(0, len(self.who) - 8)


@dataclass(frozen=True, slots=True)
class Said:
    """A fault with its words."""

    fault: Fault
    item: Item
    names: str
    words: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What a round's first page says."""

    sheet: Sheet
    missing: tuple[Missing, ...]
    faults: tuple[Said, ...]
    open: int
    declined: int
    outside: int

    @property
    def placed(self) -> int:
        return len(self.sheet.placed)

    @property
    def must(self) -> int:
        return sum(1 for item in self.sheet.items.values() if item.must)

    @property
    def step(self) -> str:
        """The first thing that is to be done: it gets the page's one filled button."""
        if not self.sheet.people:
            return "people"
        if not self.sheet.items:
            return "meetings"
        if not self.sheet.placed:
            return "search"
        return "release" if self.sheet.round.released_at is None else "timetable"


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting in the list. `wishes` are what the reader's own side keeps to itself of it."""

    item: Item
    people: tuple[tuple[Person, bool, str], ...]
    when: str
    why: str
    wishes: tuple[Wish, ...]


def rounds_of(mission: Mission, user: Any) -> list[RoundRow]:
    """Rounds of a mission that `user` sees: one query."""
    here = Q(participants__removed_at=None) & (
        Q(participants__delegate=None) | Q(participants__delegate__visibility="shared")
    )
    rows = (
        Round.objects.visible_to(user)
        .filter(mission=mission)
        .annotate(
            people=Count("participants", filter=here, distinct=True),
            asked=Count("meetings", filter=Q(meetings__removed_at=None), distinct=True),
            placed=Count(
                "meetings",
                filter=Q(meetings__removed_at=None, meetings__slot__isnull=False),
                distinct=True,
            ),
        )
        .order_by("pk")
    )
    return [RoundRow(row, row.people, row.asked, row.placed) for row in rows]


def desk_of(round_: Round, user: Any) -> Desk:
    """The desk of a round; `outside` counts those of the reader's side whom the other does not see."""
    sheet = sheet_of(round_)
    seen = Participant.objects.visible_to(user).filter(round=round_).count()
    return Desk(
        sheet=sheet,
        missing=tuple(_missing(sheet)),
        faults=faults_said(sheet),
        open=sum(1 for item in sheet.items.values() if not item.must and "asked" in item.answers.values()),
        declined=sum(1 for item in sheet.items.values() if item.declined),
        outside=seen - len(sheet.people),
    )


def faults_said(sheet: Sheet) -> tuple[Said, ...]:
    """Everything that is broken in the timetable in force, in words."""
    return tuple(
        Said(
            fault,
            sheet.items[fault.meeting],
            sheet.names(sheet.items[fault.meeting]),
            fault_words(fault, sheet),
        )
        for fault in faults_of(sheet)
    )


def _missing(sheet: Sheet) -> list[Missing]:
    people = [person for person in sheet.people.values() if not person.reserve]
    met = {key for item in sheet.items.values() for key in item.people}
    asking = {key for item in sheet.items.values() for key in item.asked}
    waited = {
        key
        for item in sheet.items.values()
        for key, answer in item.answers.items()
        if answer == "asked" and not item.must
    }
    deaf = {
        key for item in sheet.items.values() for key in item.people if _speechless(sheet, item) is not None
    }
    found = (
        Missing("asks", tuple(person for person in people if person.key not in asking)),
        Missing("alone", tuple(person for person in people if person.key not in met)),
        Missing("answers", tuple(person for person in people if person.key in waited)),
        Missing("languages", tuple(person for person in people if not person.languages)),
        Missing("interpreter", tuple(person for person in people if person.key in deaf)),
    )
    return [each for each in found if each.who]


def _speechless(sheet: Sheet, item: Item) -> Item | None:
    """The meeting, where its people share no language and no interpreter serves them."""
    spoken = [sheet.people[key].languages for key in item.people]
    if not all(spoken) or frozenset.intersection(*spoken) or sheet.interpreter(item):
        return None
    return item


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Participants as the reader sees them: those in the timetable, and those only their side sees."""

    rows: tuple[Participant, ...]
    hidden: tuple[Participant, ...]
    asks: Mapping[int, int]
    asked: Mapping[int, int]
    editable: frozenset[int]


def people_page(round_: Round, user: Any) -> PeoplePage:
    """Participants with how many each asks for and is asked by."""
    rows = (
        Participant.objects.visible_to(user)
        .filter(round=round_)
        .select_related("round__mission", "delegate__person", "delegate__post__organisation")
        .select_related("person", "organisation")
        .annotate(
            asks=Count("seats", filter=Q(seats__asked=True, seats__meeting__removed_at=None)),
            wanted=Count("seats", filter=Q(seats__asked=False, seats__meeting__removed_at=None)),
        )
        .order_by("side", "pk")
    )
    found = list(rows)
    common = set(people_of(round_).values_list("pk", flat=True))
    return PeoplePage(
        rows=tuple(row for row in found if row.pk in common),
        hidden=tuple(row for row in found if row.pk not in common),
        asks={row.pk: row.asks for row in found},
        asked={row.pk: row.wanted for row in found},
        editable=frozenset(row.pk for row in found if user.has_perm("matchmaking.change_participant", row)),
    )


def meeting_rows(round_: Round, user: Any, *, show: str = "") -> tuple[Sheet, list[MeetingRow]]:
    """Meetings with what everybody sees of them, and with the wishes of the reader's own side."""
    sheet = sheet_of(round_)
    own: dict[frozenset[int], list[Wish]] = {}
    for wish in Wish.objects.visible_to(user).filter(round=round_).order_by("pk"):
        own.setdefault(frozenset((wish.by_id, wish.to_id)), []).append(wish)
    rows = []
    for item in sheet.items.values():
        if not _shown(item, show):
            continue
        rows.append(
            MeetingRow(
                item=item,
                people=tuple(
                    (sheet.people[key], key in item.asked, item.answers.get(key, "")) for key in item.people
                ),
                when=sheet.clocks.get(item.slot or 0, ""),
                why="" if item.standing else why_words(why_out(sheet, item), sheet),
                wishes=tuple(own.get(frozenset(item.people), ())),
            )
        )
    return sheet, rows


def _shown(item: Item, show: str) -> bool:
    return {
        "": True,
        "left": not item.standing,
        "open": "asked" in item.answers.values() and not item.must,
        "must": item.must,
    }.get(show, True)


def round_part(model: type[Any], round_: Round, pk: object) -> Any:
    """The removed participant, meeting, resource or site of this round, or None."""
    key = key_asked(pk)
    if key is None:
        return None
    return model._default_manager.filter(round=round_, pk=key).exclude(removed_at=None).first()


def removed_part(model: type[Any], round_: Round, pk: object, user: Any) -> Any:
    """What was taken out of this round and `user` may bring back, or None."""
    found = round_part(model, round_, pk)
    return found if found is not None and _may_return(found, user) else None


def removed_round(mission: Mission, pk: object, user: Any) -> Round | None:
    """The removed round of this mission that `user` may bring back, or None."""
    key = key_asked(pk)
    if key is None:
        return None
    rows = Round.objects.filter(mission=mission, pk=key).exclude(removed_at=None)
    found: Round | None = rows.select_related("mission", "engagement").first()
    return found if found is not None and _may_return(found, user) else None


def _may_return(record: Record, user: Any) -> bool:
    """Whether `user` could change it if it were there."""
    there = copy(record)
    there.removed_at = None
    return bool(user.has_perm(f"matchmaking.change_{record._meta.model_name}", there))


def parts_of(round_: Round) -> tuple[list[Resource], list[Site]]:
    """Resources and sites of a round, which everybody who sees it sees."""
    return (
        list(Resource.objects.present().filter(round=round_).order_by("pk")),
        list(Site.objects.present().filter(round=round_).select_related("venue").order_by("pk")),
    )
