"""A draft as JSON, in the shape of the capture format."""

# ruff: noqa: E501

from typing import Any

from legation.engine.capture.model import Draft, Event, Field, Organisation, Person, Span

FORMAT = "legation.capture/1"
VERSION = "1"


def _span(field: Field[Any] | None) -> list[int] | None:
    return list(field.spans[0]) if field is not None and field.spans else None


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [list(span) for span in spans]


def _value(field: Field[Any] | None) -> Any:
    return None if field is None else field.value


def _evidence(field: Field[Any] | None) -> dict[str, Any] | None:
    """The whole of a field: what the short form of the format leaves out."""
    if field is None:
        return None
    out: dict[str, Any] = {
        "value": list(field.value) if isinstance(field.value, tuple) else field.value,
        "spans": _spans(field.spans),
        "rule": field.rule,
        "confidence": round(field.confidence, 3),
    }
    if field.alternatives:
        out["alternatives"] = [
            {"value": other.value, "spans": _spans(other.spans), "rule": other.rule}
            for other in field.alternatives
        ]
    if field.known_key is not None:
        out["known"] = field.known_key
    return out


def _evidences(**fields: Field[Any] | None) -> dict[str, Any]:
    return {name: _evidence(field) for name, field in fields.items() if field is not None}


def _event(event: Event) -> dict[str, Any]:
    return {
        "id": event.key,
        "kind": event.kind.value,
        "primary": event.primary,
        "status": event.status.value,
        "iso": _value(event.iso),
        "part": _value(event.part),
        "when": _value(event.when),
        "when_span": _span(event.when),
        "venue": _value(event.venue),
        "venue_span": _span(event.venue),
        "room": _value(event.room),
        "room_span": _span(event.room),
        "city": _value(event.city),
        "city_span": _span(event.city),
        "host": [party.value for party in event.host],
        "guest": [party.value for party in event.guest],
        "tz": _value(event.tz),
        "spans": _spans(event.mentions),
        "rule": event.kind.rule,
        "confidence": round(event.kind.confidence, 3),
        "fields": _evidences(
            status=event.status, iso=event.iso, part=event.part, venue=event.venue, room=event.room, city=event.city,
            tz=event.tz,
        )
        | {"host": [_evidence(party) for party in event.host], "guest": [_evidence(party) for party in event.guest]},
    }  # fmt: skip


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": person.key,
        "name": person.name.value,
        "aliases": list(person.aliases),
        "spans": _spans(person.spans),
        "title": _value(person.title),
        "title_span": _span(person.title),
        "org": _value(person.org),
        "org_span": _span(person.org),
        "side": person.side.value,
        "roles": [role.value for role in person.roles],
        "city": None,
        "rule": person.name.rule,
        "confidence": round(person.name.confidence, 3),
        "known": person.name.known_key,
        "fields": _evidences(title=person.title, org=person.org, side=person.side)
        | {"roles": [_evidence(role) for role in person.roles]},
        "votes": [
            {"side": vote.side, "rule": vote.rule, "weight": vote.weight, "span": list(vote.span)}
            for vote in person.votes
        ],
    }


def _organisation(body: Organisation) -> dict[str, Any]:
    return {
        "id": body.key,
        "name": body.name.value,
        "aliases": list(body.aliases),
        "spans": _spans(body.spans),
        "role": body.role.value,
        "rule": body.name.rule,
        "confidence": round(body.name.confidence, 3),
        "known": body.name.known_key,
        "fields": _evidences(role=body.role),
    }


def to_json(draft: Draft) -> dict[str, Any]:
    """`draft` as plain dictionaries and lists, offsets as [start, end]; the caller adds "seconds".

    The keys are those of the capture format; each item also has "rule" and "confidence", and "fields" with the
    whole evidence of its values.
    """
    dateline = draft.dateline
    return {
        "format": FORMAT,
        "version": VERSION,
        "language": draft.language,
        "lang": draft.language,
        "title": draft.title,
        "dateline": {
            "date": _value(dateline.date),
            "tz": _value(dateline.tz),
            "place": _value(dateline.place),
            "fields": _evidences(date=dateline.date, place=dateline.place, tz=dateline.tz),
        },
        "events": [_event(event) for event in draft.events],
        "people": [_person(person) for person in draft.people],
        "organisations": [_organisation(body) for body in draft.organisations],
        "programme": [
            {
                "name": programme.name.value,
                "organisers": [organiser.value for organiser in programme.organisers],
                "span": _span(programme.name),
                "rule": programme.name.rule,
                "confidence": round(programme.name.confidence, 3),
            }
            for programme in draft.programmes
        ],
        "topics": [topic.value for topic in draft.topics],
        "topic_evidence": [_evidence(topic) for topic in draft.topics],
        "statements": [
            {
                "speakers": list(statement.speakers.value),
                "span": _span(statement.text),
                "text": statement.text.value,
                "rule": statement.speakers.rule,
                "confidence": round(statement.speakers.confidence, 3),
            }
            for statement in draft.statements
        ],
        "agreements": [
            {
                "kind": agreement.kind.value,
                "status": agreement.status.value,
                "parties": [party.value for party in agreement.parties],
                "span": _span(agreement.text),
                "text": agreement.text.value,
                "rule": agreement.kind.rule,
                "confidence": round(agreement.kind.confidence, 3),
            }
            for agreement in draft.agreements
        ],
        "delegation_size": None
        if draft.delegation_size is None
        else {
            "value": draft.delegation_size.value,
            "span": _span(draft.delegation_size),
            "rule": draft.delegation_size.rule,
            "confidence": draft.delegation_size.confidence,
        },
    }
