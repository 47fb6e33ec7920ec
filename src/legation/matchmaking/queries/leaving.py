"""Who takes part, taken out of the page: a table that is read in again as it was, vCards, Popolo JSON."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from legation.directory.models import Person
from legation.directory.queries.outgoing import Belonging, Leaving
from legation.kernel.sheets import Cell
from legation.matchmaking.choices import Language, Sector
from legation.matchmaking.models import Participant, Round
from legation.matchmaking.queries.importing import headings_of
from legation.matchmaking.queries.rounds import people_page


@dataclass(frozen=True, slots=True)
class Taking:
    """The participants on the way out."""

    headings: list[str]
    rows: list[list[Cell]]
    people: tuple[Leaving, ...]
    belonging: tuple[Belonging, ...]


def participants_out(round_: Round, user: Any) -> Taking:
    """Those whom the page shows, in its order: one query beyond the page's."""
    page = people_page(round_, user)
    shown = (*page.rows, *page.hidden)
    keys = [each.someone.pk for each in shown if each.someone is not None]
    known = Person.objects.visible_to(user).in_bulk(keys)
    clocks = _clocks(round_)
    people = tuple(_leaving(each, known) for each in shown)
    return Taking(
        headings_of(get_language() or "en"),
        [_cells(each, clocks) for each in shown],
        people,
        tuple(
            Belonging(f"participant/{each.pk}", one.key, str(round_), each.post_name, "round")
            for each, one in zip(shown, people, strict=True)
        ),
    )


def _cells(each: Participant, clocks: dict[int, str]) -> list[Cell]:
    """In the order of the list that is read in."""
    someone = each.someone
    return [
        str(each),
        each.native_name or (someone.second_script(get_language() or "en") if someone is not None else ""),
        each.post_name,
        each.body_name,
        str(each.get_side_display()),
        _said(Sector, each.sectors),
        each.seeks,
        each.offers,
        _said(Language, each.languages),
        ", ".join(clocks.get(number, str(number)) for number in each.unavailable),
        _("yes") if each.reserve else "",
    ]


def _said(kind: Any, codes: list[str]) -> str:
    labels = dict(kind.choices)
    return ", ".join(str(labels.get(code, code)) for code in codes)


def _clocks(round_: Round) -> dict[int, str]:
    """When a slot begins, where that names no other one: else its number stays."""
    begins = {slot.number: f"{slot.starts_at:%H:%M}" for slot in round_.slots}
    times = list(begins.values())
    return {number: clock for number, clock in begins.items() if times.count(clock) == 1}


def _leaving(each: Participant, known: dict[int, Person]) -> Leaving:
    """The person of the directory, where the reader finds them there; else what the round says."""
    role = (each.body_name, each.post_name)
    person = known.get(each.someone.pk) if each.someone is not None else None
    if person is not None:
        return Leaving(person, role=role)
    with override("en"):
        name = str(each)
    told = Person(family_name=name, native_name=each.native_name if each.native_name != name else "")
    return Leaving(told, listed=f"participant/{each.pk}", role=role)
