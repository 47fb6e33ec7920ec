"""A draft of the capture engine as findings: values, spans and alternatives as plain JSON."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from legation.directory.models import Organisation, Person
from legation.engine.capture import Draft, Event, Field
from legation.engine.capture import Person as NamedPerson
from legation.kernel.asked import key_asked
from legation.missions.models import Mission
from legation.sources.choices import FindingKind
from legation.sources.queries.matching import city_named


@dataclass(frozen=True, slots=True)
class Proposal:
    """One finding to be: values, spans and other readings by field, and the record it is, where known."""

    kind: FindingKind
    values: dict[str, Any]
    spans: dict[str, list[list[int]]]
    alternatives: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    rule: str = ""
    confidence: float = 0.0
    known: tuple[type[Any], int] | None = None


def proposals_of(draft: Draft, mission: Mission, user: Any) -> list[Proposal]:
    """Everything in the draft, in the order in which a reader confirms it."""
    found = [_person(person) for person in draft.people]
    found += [
        _proposal(
            FindingKind.ORGANISATION,
            {"name": body.name, "role": body.role},
            {"aliases": list(body.aliases)},
            {"mentions": _pairs(body.spans)},
            known=_known(Organisation, body.name.known_key),
        )
        for body in draft.organisations
    ]
    found += [
        _proposal(
            FindingKind.PROGRAMME,
            {"name": series.name, "organisers": series.organisers},
            {},
            {},
        )
        for series in draft.programmes
    ]
    found += [_event(event, mission, user) for event in draft.events]
    found += [
        _proposal(FindingKind.STATEMENT, {"text": said.text, "speakers": said.speakers}, {}, {})
        for said in draft.statements
    ]
    found += [
        _proposal(
            FindingKind.AGREEMENT,
            {"text": deal.text, "kind": deal.kind, "status": deal.status, "parties": deal.parties},
            {},
            {},
        )
        for deal in draft.agreements
    ]
    found += [_proposal(FindingKind.TOPIC, {"topic": topic}, {}, {}) for topic in draft.topics]
    if draft.delegation_size is not None:
        found.append(_proposal(FindingKind.SIZE, {"size": draft.delegation_size}, {}, {}))
    return found


def _person(person: NamedPerson) -> Proposal:
    return _proposal(
        FindingKind.PERSON,
        {
            "name": person.name,
            "title": person.title,
            "org": person.org,
            "side": person.side,
            "roles": person.roles,
        },
        {"aliases": list(person.aliases)},
        {"mentions": _pairs(person.spans)},
        known=_known(Person, person.name.known_key),
    )


def _event(event: Event, mission: Mission, user: Any) -> Proposal:
    fields: dict[str, Any] = {
        "kind": event.kind,
        "status": event.status,
        "iso": event.iso,
        "part": event.part,
        "venue": event.venue,
        "room": event.room,
        "city": event.city,
        "tz": event.tz,
        "host": event.host,
        "guest": event.guest,
    }
    # Where the mission is in this city on this day, the plan itself vouches for the place that was inferred.
    vouched = ("city", "tz", "host", "guest") if _on_a_leg(event, mission, user) else ("host", "guest")
    return _proposal(
        FindingKind.EVENT,
        fields,
        {"primary": event.primary, "when": event.when.value if event.when else ""},
        {"mentions": _pairs(event.mentions)} | ({"when": _pairs(event.when.spans)} if event.when else {}),
        certain=vouched,
    )


def _on_a_leg(event: Event, mission: Mission, user: Any) -> bool:
    if event.city is None or event.iso is None:
        return False
    try:
        day = date.fromisoformat(event.iso.value[:10])
    except ValueError:
        return False
    city = city_named(event.city.value, user)
    if city is None:
        return False
    return mission.legs.present().filter(city=city, starts_on__lte=day, ends_on__gte=day).exists()


def _proposal(
    kind: FindingKind,
    fields: dict[str, Any],
    values: dict[str, Any],
    spans: dict[str, list[list[int]]],
    *,
    known: tuple[type[Any], int] | None = None,
    certain: tuple[str, ...] = (),
) -> Proposal:
    """`fields` maps a name to a Field, to several or to None; the least sure says how sure the whole is.

    The first field is the one that the rest hangs on: its rule stands for the finding.
    """
    given = {name: _several(found) for name, found in fields.items() if found not in (None, ())}
    others = {
        name: [
            {"value": _plain(other.value), "rule": other.rule} for one in found for other in one.alternatives
        ]
        for name, found in given.items()
    }
    first = next(iter(given.values()))[0]
    sure = [one.confidence for name, found in given.items() if name not in certain for one in found]
    return Proposal(
        kind=kind,
        values={
            name: [_plain(one.value) for one in found]
            if isinstance(fields[name], tuple)
            else _plain(found[0].value)
            for name, found in given.items()
        }
        | values,
        spans={name: [pair for one in found for pair in _pairs(one.spans)] for name, found in given.items()}
        | spans,
        alternatives={name: readings for name, readings in others.items() if readings},
        rule=first.rule[:60],
        confidence=round(min(sure), 3),
        known=known,
    )


def _several(found: Any) -> tuple[Field[Any], ...]:
    return found if isinstance(found, tuple) else (found,)


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _pairs(spans: Iterable[tuple[int, int]]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def _known(model: type[Any], key: str | None) -> tuple[type[Any], int] | None:
    return (model, int(key)) if key is not None and key_asked(key) is not None else None
