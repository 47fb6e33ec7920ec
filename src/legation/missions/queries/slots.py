"""What a page says of each of many engagements, in the reader's language.

A template that asks a record for each of these costs more than the database: they are said here, once.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.timezone import localtime
from django.utils.translation import ngettext

from legation.kernel.choices import Visibility
from legation.missions.choices import EngagementKind, EngagementStatus, Interpretation, PartOfDay
from legation.missions.models import Engagement

# The columns that are needed for it, and for whether an engagement clashes with another.
COLUMNS = (
    *("uuid", "mission", "kind", "title", "starts_at", "ends_at", "zone", "part", "venue", "room", "status"),
    *("interpretation", "dress", "visibility", "venue__name", "venue__city__name", "venue__city__time_zone"),
    *(
        "venue__city__country",
        "venue__latitude",
        "venue__longitude",
        "room__name",
        "room__door",
        "room__window",
    ),
)


@dataclass(frozen=True, slots=True)
class Slot:
    """One engagement in words. `part` is empty where it has a clock time, `interpreted` where nobody does;
    `begins` is for machines, `clock` on the clock of its place, `place` its venue and room."""

    key: str
    title: str
    kind: str
    status: str
    state: str
    visibility: str
    seen_by: str
    part: str
    begins: str
    clock: str
    place: str
    city: str
    interpreted: str

    @property
    def cancelled(self) -> bool:
        return self.status == EngagementStatus.CANCELLED

    @property
    def tentative(self) -> bool:
        return self.status == EngagementStatus.TENTATIVE

    @property
    def unsettled(self) -> bool:
        return self.status != EngagementStatus.CONFIRMED


def slots() -> Callable[[Engagement], Slot]:
    """Says an engagement in the language of now; its labels are looked up here, once for all that follow."""
    kinds, states, seen = _said(EngagementKind), _said(EngagementStatus), _said(Visibility)
    parts = {"": "", **_said(PartOfDay)}
    interpreting = {**_said(Interpretation), Interpretation.NONE.value: ""}

    def said(one: Engagement) -> Slot:
        venue, room = one.venue, one.room
        place = str(venue) if venue is not None else ""
        return Slot(
            key=str(one.pk),
            title=str(one.title),
            kind=kinds[one.kind],
            status=one.status,
            state=states[one.status],
            visibility=one.visibility,
            seen_by=seen[one.visibility],
            part=parts[one.part],
            begins=localtime(one.starts_at).isoformat(),
            clock=f"{one.local_start:%H:%M}–{one.local_end:%H:%M}",
            place=f"{place}, {room}" if venue is not None and room is not None else place,
            city=str(venue.city) if venue is not None else "",
            interpreted=interpreting[one.interpretation],
        )

    return said


def others_said(others: int, *, beside: bool) -> str:
    """How many people are there, beside those who are named or in all."""
    if not others:
        return ""
    if beside:
        return ngettext("and %(n)s other", "and %(n)s others", others) % {"n": others}
    return ngettext("%(n)s person", "%(n)s people", others) % {"n": others}


def _said(choices: type[TextChoices]) -> dict[str, str]:
    return {str(value): str(label) for value, label in choices.choices}
