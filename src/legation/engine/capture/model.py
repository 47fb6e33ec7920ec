"""The draft that capture gives: frozen values, each with the words it came from."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

Span = tuple[int, int]
"""Half-open character offsets into the text as it was given."""


@dataclass(frozen=True, slots=True)
class Alternative(Generic[T]):
    """Another reading of the same words, with the rule that gave it."""

    value: T
    spans: tuple[Span, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """One value of a draft.

    `spans` are the words the value rests on, the best first; `rule` names the rule that read them;
    `confidence` lies between 0 and 1; `known_key` is the workspace's key where the value is one of its own.
    """

    value: T
    spans: tuple[Span, ...]
    rule: str
    confidence: float
    alternatives: tuple[Alternative[T], ...] = ()
    known_key: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """The anchor of relative expressions: the day, the place and its time zone, each with how sure it is."""

    date: Field[str] | None
    place: Field[str] | None
    tz: Field[str] | None


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting, reception, signing and so on.

    `kind`: courtesy_call, meeting, reception, signing, site_visit, forum, ceremony or trip.
    `status`: held or planned. `iso`: local time as 2024-04-17T17:00, 2024-04-17, 2024-04, 2024 or a/b.
    `when` holds the words of the time, `part` is morning, afternoon or evening where no clock time is given.
    `mentions` are the sentences' words that spoke of it.
    """

    key: str
    kind: Field[str]
    status: Field[str]
    primary: bool
    mentions: tuple[Span, ...]
    when: Field[str] | None = None
    iso: Field[str] | None = None
    part: Field[str] | None = None
    venue: Field[str] | None = None
    room: Field[str] | None = None
    city: Field[str] | None = None
    tz: Field[str] | None = None
    host: tuple[Field[str], ...] = ()
    guest: tuple[Field[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Vote:
    """One piece of evidence for a side."""

    side: str
    rule: str
    weight: int
    span: Span


@dataclass(frozen=True, slots=True)
class Person:
    """A named person: name in full, the post without its place, the body or city of the post, and the side.

    `side` is host, guest or third; `votes` is the evidence that was counted for it.
    `roles` holds head_of_delegation and speaker.
    """

    key: str
    name: Field[str]
    aliases: tuple[str, ...]
    spans: tuple[Span, ...]
    title: Field[str] | None
    org: Field[str] | None
    side: Field[str]
    roles: tuple[Field[str], ...] = ()
    votes: tuple[Vote, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """A named body; `role` is delegation, organiser, host, guest, party or mentioned."""

    key: str
    name: Field[str]
    aliases: tuple[str, ...]
    spans: tuple[Span, ...]
    role: Field[str]


@dataclass(frozen=True, slots=True)
class Programme:
    """A named programme that the visit is part of, with its organisers' names."""

    name: Field[str]
    organisers: tuple[Field[str], ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence in which somebody speaks; `speakers` are canonical names of people of the draft."""

    speakers: Field[tuple[str, ...]]
    text: Field[str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was agreed, promised or offered.

    `kind`: mou, sister_city, cooperation_agreement, declaration, invitation or pledge.
    `status`: signed, renewed, planned or stated.
    """

    kind: Field[str]
    status: Field[str]
    parties: tuple[Field[str], ...]
    text: Field[str]


@dataclass(frozen=True, slots=True)
class Draft:
    """All that was read from one text. Nothing in it is confirmed."""

    language: str
    title: str
    length: int
    dateline: Dateline
    events: tuple[Event, ...] = ()
    people: tuple[Person, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    programmes: tuple[Programme, ...] = ()
    topics: tuple[Field[str], ...] = ()
    statements: tuple[Statement, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    delegation_size: Field[int] | None = None


@dataclass(frozen=True, slots=True)
class KnownCity:
    """A city of the workspace: every name it has, in any language, the first being preferred."""

    key: str
    names: tuple[str, ...]
    country: str = ""
    tz: str = ""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the workspace: every full name, and the post and body where they are known."""

    key: str
    names: tuple[str, ...]
    title: str = ""
    org: str = ""


@dataclass(frozen=True, slots=True)
class KnownOrganisation:
    """A body of the workspace: every name and acronym."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownVenue:
    """A venue of the workspace: every name, and the name of its city."""

    key: str
    names: tuple[str, ...]
    city: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the workspace has confirmed already; it outranks every general rule."""

    cities: tuple[KnownCity, ...] = ()
    persons: tuple[KnownPerson, ...] = ()
    organisations: tuple[KnownOrganisation, ...] = ()
    venues: tuple[KnownVenue, ...] = ()
