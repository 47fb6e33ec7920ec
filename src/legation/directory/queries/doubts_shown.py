"""The doubtful rows of a list as its page shows them, a page at a time."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from legation.directory.choices import DoubtChoice
from legation.directory.models import ListedDoubt, PeopleList, Person
from legation.directory.queries.holding import posts_on
from legation.directory.queries.likenesses import said_of_people

PAGE = 25


@dataclass(frozen=True, slots=True)
class Offered:
    """Somebody whom a row may be about: the value of the choice, a person or a row, and the reasons."""

    value: str
    person: Person | None
    posts: str
    row: int | None
    name: str
    reasons: tuple[str, ...]
    chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A doubtful row with whom it looks like."""

    doubt: ListedDoubt
    offered: tuple[Offered, ...]

    @property
    def name(self) -> str:
        return str(self.doubt.said.get("name", ""))

    @property
    def post(self) -> str:
        return str(self.doubt.said.get("post", ""))

    @property
    def field(self) -> str:
        return f"row-{self.doubt.number}"


@dataclass(frozen=True, slots=True)
class DoubtPage:
    """One page of doubtful rows; how many there are, are open, and were decided in earlier lists."""

    rows: tuple[Asked, ...]
    total: int
    open: int
    before: int
    page: int
    pages: int


def doubt_page(listed: PeopleList, user: Any, page: int | None, day: date) -> DoubtPage:
    """The page that was asked for, or the first on which something is open."""
    states = list(listed.doubts.order_by("number").values_list("choice", "before"))
    pages = max(1, -(-len(states) // PAGE))
    if page is None:
        waiting = (place for place, (choice, _before) in enumerate(states) if choice == DoubtChoice.OPEN)
        page = next(waiting, 0) // PAGE + 1
    page = min(max(1, page), pages)
    doubts = list(listed.doubts.order_by("number")[(page - 1) * PAGE : page * PAGE])
    named = {one["person"] for doubt in doubts for one in doubt.told if "person" in one}
    people = Person.objects.visible_to(user).in_bulk(sorted(named))
    posts = posts_on(people, day)
    return DoubtPage(
        tuple(_asked(doubt, people, posts) for doubt in doubts),
        len(states),
        sum(choice == DoubtChoice.OPEN for choice, _before in states),
        sum(before for _choice, before in states),
        page,
        pages,
    )


def _asked(doubt: ListedDoubt, people: dict[int, Person], posts: dict[int, list[Any]]) -> Asked:
    offered = []
    for one in doubt.told:
        reasons = tuple(said_of_people(*reason) for reason in one["reasons"])
        if "row" in one:
            row, name = one["row"], one.get("name", "")
            offered.append(Offered(f"row-{row}", None, "", row, name, reasons, doubt.row == row))
        elif one["person"] in people:
            person = people[one["person"]]
            held = "; ".join(map(str, posts.get(person.pk, ())))
            chosen = doubt.person_id == person.pk
            offered.append(Offered(f"person-{person.pk}", person, held, None, "", reasons, chosen))
    return Asked(doubt, tuple(offered))
