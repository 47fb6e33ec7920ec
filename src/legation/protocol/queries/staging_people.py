"""Who stands and rides at a ceremony, as the seating engine takes them: the same for every reader."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from legation.directory.choices import OrganisationKind
from legation.directory.models import Organisation, Person, Post
from legation.engine.precedence import PackError
from legation.engine.seating import Parameters, Request
from legation.engine.seating import Person as Standing
from legation.missions.choices import Capacity, Function
from legation.protocol.queries.attending import Attending, Setting, common
from legation.protocol.queries.order import RankedPeople, Row, ranked
from legation.protocol.queries.packs import seating_parameters
from legation.protocol.queries.seats import function_of, side_of

# Bodies whose people stand in the last row of a photograph, unless they lead or sign (T17).
BODIES = frozenset(
    {
        OrganisationKind.CHAMBER,
        OrganisationKind.ASSOCIATION,
        OrganisationKind.COMPANY,
        OrganisationKind.UNIVERSITY,
        OrganisationKind.RESEARCH,
        OrganisationKind.MEDIA,
        OrganisationKind.OTHER,
    }
)
LEADING = frozenset({Capacity.HEAD, Capacity.DEPUTY})


@dataclass(frozen=True, slots=True)
class Placed:
    """One who stands in a line-up: `place` counts from the viewer's left, `number` by rank; None for who
    takes no rank number (T7)."""

    number: int | None
    place: int
    attending: Attending
    why: str = ""

    @property
    def person(self) -> Person:
        return self.attending.person

    @property
    def post(self) -> Post | None:
        return self.attending.post

    @property
    def organisation(self) -> Organisation | None:
        return self.attending.organisation

    @property
    def side(self) -> str:
        """guest, host or third."""
        return self.attending.party


@dataclass(frozen=True, slots=True)
class Cast:
    """The people common to all readers of an engagement, in one order.

    `waiting` have not confirmed and so have no place (T16). `question` is what the rule pack leaves to the
    office; then there is no order and nobody is placed.
    """

    setting: Setting
    ranked: RankedPeople
    waiting: tuple[Attending, ...]
    parameters: Parameters | None
    question: str = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        """Who confirmed, in order."""
        return tuple(row for row in self.ranked.rows if row.attending.accepted)

    @property
    def everybody(self) -> tuple[Attending, ...]:
        """Who confirmed: those in the order first, then those outside it."""
        beside = tuple(each for each in self.ranked.outside if each.accepted)
        return (*(row.attending for row in self.rows), *beside)

    @property
    def missing(self) -> str:
        """people, order or accepted: what stands in the way of placing anybody; empty where nothing does."""
        if not self.setting.people:
            return "people"
        if self.question:
            return "order"
        return "" if self.everybody else "accepted"


def cast_of(setting: "Setting | Cast") -> Cast:
    """Those who are placed at a ceremony, over what all readers see: no query. A cast stays what it is."""
    if isinstance(setting, Cast):
        return setting
    shared = common(setting)
    people = ranked(shared)
    parameters, question = None, people.question
    try:
        parameters = seating_parameters(shared)
    except PackError as error:
        question = question or error.text(language())
    waiting = tuple(each for each in shared.people if not each.accepted)
    return Cast(shared, people, waiting, parameters, question)


def request_of(cast: Cast, layout: str, people: tuple[Attending, ...], **more: Any) -> Request:
    """What the seating engine needs to place `people`; the viewer stands at the south."""
    keys = {each.key for each in people}
    return Request(
        layout=layout,
        people=tuple(_standing(each, cast.setting, layout, keys) for each in people),
        order=tuple(key for key in cast.ranked.keys if key in keys),
        pack=cast.setting.pack.value,
        parameters=cast.parameters,
        viewer="south",
        seed=cast.setting.seed,
        **more,
    )


def _standing(each: Attending, setting: Setting, layout: str, there: Collection[str]) -> Standing:
    delegate = each.delegate
    partner, assists = str(delegate.partner_id), str(each.attendance.assists_id)
    body = layout == "photo" and of_body(each)
    return Standing(
        id=each.key,
        side=side_of(each, setting),
        function="organisation" if body else function_of(each),
        party=each.party if layout == "vehicles" else str(delegate.delegation_id),
        partner=partner if partner in there else None,
        assists=assists if assists in there else None,
        reply="accepted" if each.accepted else "pending",
    )


def of_body(each: Attending) -> bool:
    """They come for a company, an association, a university…, and neither lead nor sign (T17)."""
    plain = each.function == Function.PARTICIPANT and each.delegate.capacity not in LEADING
    return plain and each.organisation is not None and each.organisation.kind in BODIES


def language() -> str:
    """The reader's language as the engines know it."""
    return "ko" if (get_language() or "en").startswith("ko") else "en"


__all__ = ["Cast", "Placed", "cast_of", "function_of", "language", "of_body", "request_of", "side_of"]
