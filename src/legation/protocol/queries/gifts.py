"""What the pages of the gift register read."""

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from legation.directory.models import Person
from legation.directory.queries import both
from legation.directory.queries.ordering import in_order
from legation.kernel.choices import Side
from legation.kernel.history import revisions_of
from legation.kernel.refusals import Revision
from legation.kernel.searching import Card
from legation.missions.models import Engagement, Mission
from legation.missions.models.access import missions_seen
from legation.missions.queries.masthead import Masthead
from legation.missions.rules import standing
from legation.outcomes.queries import people_named_to
from legation.protocol.choices import GiftDirection
from legation.protocol.models import Gift
from legation.protocol.queries.gifts_declared import (
    Declaration,
    Declarations,
    DonorTotal,
    Received,
    declarations,
    donor_totals,
)
from legation.protocol.queries.gifts_rule import RuleInForce, rule_for

LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class Named:
    """A giver or receiver as the reader may know them; `unseen` is somebody whom they may not."""

    person: str
    unseen: bool
    body: str

    @property
    def any(self) -> bool:
        return bool(self.person or self.unseen or self.body)


@dataclass(frozen=True, slots=True)
class GiftRow:
    """One gift; `inside` when the reader sees its register, with value, use and declaration."""

    gift: Gift
    giver: Named
    taker: Named
    inside: bool
    edits: bool
    declaration: Declaration | None = None
    lacks: str = ""

    @property
    def donor(self) -> str:
        return donor_of(self.gift)


@dataclass(frozen=True, slots=True)
class TotalRow:
    """What one donor gave, by name."""

    donor: Named
    total: DonorTotal


@dataclass(frozen=True, slots=True)
class Register:
    """Gifts of registers that the reader sees from inside, judged by one rule on one day."""

    rule: RuleInForce
    rows: tuple[GiftRow, ...]
    totals: tuple[TotalRow, ...]
    today: date

    @property
    def received(self) -> tuple[GiftRow, ...]:
        return self._passed(GiftDirection.RECEIVED)

    @property
    def given(self) -> tuple[GiftRow, ...]:
        return self._passed(GiftDirection.GIVEN)

    @property
    def planned(self) -> tuple[GiftRow, ...]:
        return tuple(row for row in self.rows if row.gift.exchanged_on is None)

    @property
    def open(self) -> tuple[GiftRow, ...]:
        """Those still to be declared, the first last day first."""
        found = [row for row in self.rows if row.declaration is not None and row.declaration.open]
        return tuple(sorted(found, key=_by_last_day))

    @property
    def overdue(self) -> int:
        return sum(row.declaration is not None and row.declaration.overdue for row in self.rows)

    @property
    def unjudged(self) -> tuple[GiftRow, ...]:
        return tuple(row for row in self.rows if row.lacks)

    def _passed(self, direction: str) -> tuple[GiftRow, ...]:
        return tuple(
            row for row in self.rows if row.gift.direction == direction and row.gift.exchanged_on is not None
        )


@dataclass(frozen=True, slots=True)
class GiftsPage:
    """The register of the reader's side on one mission, and what the other side shows of its own."""

    register: Register
    told: tuple[GiftRow, ...]
    inside: bool
    keeps: bool

    @property
    def any(self) -> bool:
        return bool(self.register.rows or self.told)


@dataclass(frozen=True, slots=True)
class Asked:
    """How the register of all missions is narrowed."""

    year: str = ""
    donor: str = ""
    open: bool = False

    @property
    def narrowed(self) -> bool:
        return bool(self.year or self.donor or self.open)


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """All gifts of the reader's side over all missions: what can be asked, and what was found."""

    register: Register
    years: tuple[int, ...]
    donors: tuple[tuple[str, str], ...]
    total: int


def gifts_of(mission: Mission, user: Any, today: date, countries: Iterable[str] = ()) -> GiftsPage:
    """Four queries at most: the gifts, who is named, the rule, and without one the office's packs.

    A donor's total counts the gifts of all missions on which the reader's side received them. `countries`
    are those of the reader's side, for the pack that counts where the office has none.
    """
    mine = standing(user, mission.pk)
    inside = mine is not None and mine.side in mine.sees
    rows = _loaded(
        Gift.objects.visible_to(user).filter(
            Q(mission=mission) | in_own_register(user) & Q(direction=GiftDirection.RECEIVED)
        )
    )
    shown = _rows(rows, user)
    rule = rule_for(user, countries) if inside else RuleInForce(None)
    register = _judged(shown, rule, today)
    here = [row for row in register.rows if row.gift.mission_id == mission.pk]
    donors = {row.donor for row in here if row.gift.direction == GiftDirection.RECEIVED}
    return GiftsPage(
        register=replace(
            register,
            rows=tuple(here),
            totals=tuple(each for each in register.totals if each.total.donor in donors),
        ),
        told=tuple(row for row in shown if not row.inside),
        inside=inside,
        keeps=mine is not None and mine.prepares,
    )


def register_of(user: Any, today: date, asked: Asked) -> RegisterPage:
    """Four queries at most, as `gifts_of`, over every mission; one for the standings."""
    rows = _rows(_loaded(Gift.objects.visible_to(user).filter(in_own_register(user))), user)
    whole = _judged(rows, rule_for(user), today)
    found = [row for row in whole.rows if _wanted(row, asked)]
    donors = {row.donor for row in found}
    names = {
        row.donor: row.giver
        for row in whole.rows
        if row.donor and row.gift.direction == GiftDirection.RECEIVED
    }
    return RegisterPage(
        register=replace(
            whole,
            rows=tuple(found),
            totals=tuple(each for each in whole.totals if each.total.donor in donors),
        ),
        years=tuple(
            sorted({row.gift.exchanged_on.year for row in whole.rows if row.gift.exchanged_on}, reverse=True)
        ),
        donors=_by_name((key, giver.body or giver.person) for key, giver in names.items()),
        total=len(whole.rows),
    )


def in_own_register(user: Any) -> Q:
    """Gifts of the registers that the user sees from inside: their own side's, on each mission."""
    found = Q()
    for side in Side.values:
        found |= Q(side=side, mission__in=missions_seen(user, side))
    return found


def donor_of(gift: Gift) -> str:
    """What tells donors apart: the organisation where one is named, else the person."""
    if gift.donor_body_id is not None:
        return f"o{gift.donor_body_id}"
    return f"p{gift.donor_id}" if gift.donor_id is not None else ""


def _loaded(rows: Any) -> list[Gift]:
    related = ("mission", "engagement", "donor_body", "recipient_body")
    return list(rows.select_related(*related).order_by("exchanged_on", "pk"))


def _rows(gifts: Sequence[Gift], user: Any) -> list[GiftRow]:
    """The gifts with the names that the reader may know: one query."""
    keys = {key for gift in gifts for key in (gift.donor_id, gift.recipient_id) if key}
    people = people_named_to(user).in_bulk(keys) if keys else {}
    return [_row(gift, people, user) for gift in gifts]


def _row(gift: Gift, people: Mapping[int, Person], user: Any) -> GiftRow:
    mine = standing(user, gift.mission_id)
    inside = mine is not None and gift.side == mine.side and gift.side in mine.sees
    return GiftRow(
        gift=gift,
        giver=_named(gift.donor_id, gift.donor_body, people),
        taker=_named(gift.recipient_id, gift.recipient_body, people),
        inside=inside,
        edits=inside and mine is not None and mine.prepares,
    )


def _named(key: int | None, body: Any, people: Mapping[int, Person]) -> Named:
    person = people.get(key) if key is not None else None
    return Named(
        person=str(person) if person is not None else "",
        unseen=key is not None and person is None,
        body=str(body) if body is not None else "",
    )


def _judged(rows: Sequence[GiftRow], rule: RuleInForce, today: date) -> Register:
    """The rows of own registers, each with what the rule makes of it: no query."""
    own = [row for row in rows if row.inside]
    received = [
        Received(
            key=row.gift.pk,
            donor=row.donor,
            on=row.gift.exchanged_on,
            value=row.gift.value,
            currency=row.gift.currency,
            declared_on=row.gift.declared_on,
        )
        for row in own
        if row.gift.direction == GiftDirection.RECEIVED
    ]
    if rule.threshold is None:
        return Register(rule, tuple(own), (), today)
    made: Declarations = declarations(received, rule.threshold, today)
    found = made.by_key()
    lacks = dict.fromkeys(made.other_currency, "currency") | dict.fromkeys(made.without_value, "value")
    names = {row.donor: row.giver for row in own if row.gift.direction == GiftDirection.RECEIVED}
    return Register(
        rule,
        tuple(
            replace(row, declaration=found.get(row.gift.pk), lacks=lacks.get(row.gift.pk, "")) for row in own
        ),
        tuple(TotalRow(names[each.donor], each) for each in donor_totals(received, rule.threshold)),
        today,
    )


def _wanted(row: GiftRow, asked: Asked) -> bool:
    year = row.gift.exchanged_on.year if row.gift.exchanged_on else None
    return (
        (not asked.year or str(year) == asked.year)
        and (not asked.donor or row.donor == asked.donor)
        and (not asked.open or (row.declaration is not None and row.declaration.open))
    )


def _by_last_day(row: GiftRow) -> tuple[date, int]:
    return (row.declaration.due if row.declaration is not None else date.max, row.gift.pk)


def _by_name(donors: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Donors by name in the reader's language; those whom the reader may not know of are no choice."""
    return tuple(in_order((pair for pair in donors if pair[1]), lambda pair: pair[1]))


def countries_of_side(head: Masthead) -> list[str]:
    """The countries of the cities on the reader's side."""
    if head.standing is None:
        return []
    return [city.country for city in (head.guests if head.standing.side == Side.GUEST else head.hosts)]


def new_gift(mission: Mission, user: Any, engagement: str) -> dict[str, Any]:
    """What the form of a new gift begins with: the engagement asked for, its day, and the rule's currency."""
    rule = rule_for(user)
    begun: dict[str, Any] = {"currency": rule.threshold.currency} if rule.threshold is not None else {}
    if engagement.isascii() and engagement.isdecimal() and len(engagement) <= LONGEST_KEY:
        there = Engagement.objects.visible_to(user).filter(mission=mission, pk=int(engagement)).first()
        if there is not None:
            begun |= {"engagement": there.pk, "exchanged_on": there.local_start.date()}
    return begun


def removed_gift(mission: Mission, told: object, user: Any) -> Gift | None:
    """A removed gift that `user` may bring back, or None."""
    key = str(told)
    if not (key.isascii() and key.isdecimal()) or len(key) > LONGEST_KEY:
        return None
    found = Gift.objects.exclude(removed_at=None).filter(mission=mission, pk=int(key)).first()
    if found is None:
        return None
    there = copy(found)
    there.removed_at = None
    return found if user.has_perm("protocol.change_gift", there) else None


def gift_revisions(gift: Gift, user: Any, since: int = 0) -> list[Revision]:
    """The history of a gift; people whom `user` may not know of are left unnamed."""
    mine = standing(user, gift.mission_id)
    told = revisions_of(gift, since=since, sees=mine.sees if mine is not None else ())
    keys = {
        key
        for pair in gift.history.values_list("donor_id", "recipient_id")
        for key in pair
        if key is not None
    }
    known = set(people_named_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
    if keys <= known:
        return told
    return [
        replace(
            revision,
            changes=tuple(each for each in revision.changes if each.field not in {"donor", "recipient"}),
        )
        for revision in told
    ]


def card_of(gift: Gift) -> Card:
    """How a gift is found: by what it is and by the bodies named, whose names are no secret.

    One that passed at an engagement is found by its own side only: whoever else sees it depends on the
    engagement, and the index is not told of that.
    """
    bodies = (gift.donor_body, gift.recipient_body)
    return Card(
        "gift",
        f"{reverse('gifts', args=[gift.mission.slug])}#gift-{gift.pk}",
        both(gift.nature),
        {},
        " ".join(" ".join(both(body.name).values()) for body in bodies if body is not None),
        mission_id=gift.mission_id,
        visibility=gift.side if gift.engagement_id is not None else gift.visibility,
    )
