"""The people, posts and overrides that go in: frozen, keys and numbers only."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Side = Literal["host", "guest", "third"]
SIDES: tuple[Side, ...] = ("host", "guest", "third")
FUNCTIONS = (
    "principal",
    "participant",
    "signatory",
    "witness",
    "master_of_ceremonies",
    "interpreter",
    "note_taker",
)
WITHOUT_RANK = frozenset({"interpreter", "note_taker"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name in the script to collate by: family name, then given name."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """An office held from `since` to `until` (both inclusive; None is open). `rank` is a rank class of the
    pack.

    `founded` is the founding date of the organisation, `first_elected` of the holder's first election to
    such a post. `institution`, `head`, `superior_body`, `state_body` are read by packs with institutional
    steps (P3); None takes the rank class's own. `higher_duties` is the rank class of duties done above the
    post (P16).
    """

    title: str = ""
    rank: str | None = None
    organisation: str = ""
    since: date | None = None
    until: date | None = None
    acting: bool = False
    relevant: bool = False
    off_duty: bool = False
    higher_duties: str | None = None
    first_elected: date | None = None
    founded: date | None = None
    institution: str | None = None
    head: bool | None = None
    superior_body: bool = False
    state_body: bool = False


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody absent who is represented and is not in the list: a rank class and an organisation."""

    rank: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A rank given by the host to a person without one, with the reason (P15)."""

    rank: str
    reason: str


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the list. `represents` is the id of an absent person in the list, or an `Absent`.

    `organiser` presides (P13); `cedes_chair_to` is the id of the person who presides instead. `relation`
    says in words what relation a person without office has to the event (P3). `country` is its name in the
    stated language.
    """

    id: str
    name: Name
    side: Side = "guest"
    city: str = ""
    posts: tuple[Post, ...] = ()
    represents: str | Absent | None = None
    function: str = "participant"
    spouse_of: str | None = None
    age: int | None = None
    present: bool = True
    country: str = ""
    given: Given | None = None
    organiser: bool = False
    cedes_chair_to: str | None = None
    relation: str = ""
    association_head: bool = False


@dataclass(frozen=True, slots=True)
class Equivalence:
    """The post `post` of `city` counts as the host's `counterpart`: a rank class, its label, or a host's
    title (P4). With `organisation` only the post of that body counts so, else every post of that title.
    """

    post: str
    city: str
    counterpart: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Override:
    """By hand: `person` goes before `before`, because of `reason`, which may not be empty."""

    person: str
    before: str
    reason: str


@dataclass(frozen=True, slots=True)
class Label:
    """A term in both languages."""

    id: str
    en: str
    ko: str

    def text(self, language: str) -> str:
        """Korean for "ko", else English."""
        return self.ko if language == "ko" else self.en
