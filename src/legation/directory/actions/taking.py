"""Takes rows of a list of people in, many at a time: new people in bulk, known ones one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.directory.actions.records import add_tenure, change_person
from legation.directory.choices import DoubtChoice, Kind, LikenessStatus, OrganisationKind, RowOutcome, Scope
from legation.directory.models import Likeness, ListedRow, Organisation, PeopleList, Person, Post, Tenure
from legation.directory.queries.cards import card_of, named_card, posts_told
from legation.directory.queries.doubts import Judge, completing
from legation.directory.queries.listed import Row
from legation.directory.queries.lists_of_people import judge_of
from legation.directory.queries.met import NAMES, Known, Met, body_names, met, plain
from legation.kernel import bulk, editing, searching

FIELDS = (*NAMES, "aliases", "languages", "family_first")


@dataclass(slots=True)
class Noted:
    """What one row did, by the columns of a `ListedRow`."""

    number: int
    mark: str
    outcome: str = ""
    person: int | None = None
    seen: int = 0
    version: int = 0
    before: Mapping[str, Any] = field(default_factory=dict)
    made: list[list[Any]] = field(default_factory=list)


NOTED = tuple(each.name for each in fields(Noted))


class Desk:
    """What is known while rows are taken in: people, bodies and posts, with those that rows added."""

    def __init__(self, listed: PeopleList, by: User) -> None:
        self.listed, self.by = listed, by
        self.judge: Judge = judge_of(listed, by)
        self.known: Known = self.judge.known
        self.office = by.office_id if listed.scope == Scope.OFFICE else None
        before, _key, after = reverse("person", args=[0]).rpartition("0")
        self.pages = (before, after)
        self.told: dict[int, Mapping[str, str]] = {}
        self.bodies: dict[str, Organisation] = {}
        for body in Organisation.objects.visible_to(by).order_by("-pk"):
            self.bodies |= dict.fromkeys(body_names(body), body)
        self.posts = {
            (post.organisation_id, plain(post.title.localize(language))): post
            for post in Post.objects.visible_to(by).select_related("organisation").order_by("-pk")
            for language in ("en", "ko")
        }

    def take(self, read: Sequence[tuple[Row, str]]) -> None:
        """All of these rows, each with its mark, in one transaction, with the note of what each did."""
        if not read:
            return
        rows = [row for row, _mark in read]
        with transaction.atomic():
            noted = {row.number: Noted(row.number, mark) for row, mark in read}
            right = [row for row in rows if not (row.wrong or row.out or row.doubtful)]
            self._bodies(right, noted)
            new = [row for row in right if row.about is None and row.joins is None]
            if new:
                self._added(new, noted)
            added = {row.number for row in new}
            for row in rows:
                if row.number not in added:
                    self._note(noted[row.number], self._joined(row, noted))
            said = ([getattr(row, name) for name in NOTED] for row in noted.values())
            bulk.write(ListedRow, NOTED, said, same={"listed": self.listed.pk, "kept": False})
            PeopleList.objects.filter(pk=self.listed.pk).update(reached=rows[-1].number)

    def _note(self, noted: Noted, row: Row) -> None:
        if row.out:
            noted.outcome = RowOutcome.OUT
        elif row.wrong or (row.about is None and (row.doubtful or row.joins is not None)):
            noted.outcome = RowOutcome.WRONG  # also what became doubtful since somebody decided
        elif row.about is not None and row.differs:
            noted.outcome = RowOutcome.CHANGED
            self._complete(noted, row)
        elif row.about is not None:
            noted.outcome, noted.person = RowOutcome.SAME, row.about

    def _joined(self, row: Row, noted: dict[int, Noted]) -> Row:
        """A row that is about the person of an earlier one, now that they are there."""
        if row.joins is None:
            return row
        here = noted.get(row.joins)
        rows = self.listed.rows.filter(number=row.joins).values_list("person", flat=True)
        key = here.person if here is not None else rows.first()
        person = self.known.people.get(key or 0)
        return row if person is None else completing(row.number, row.values, person, self.known)

    def _bodies(self, rows: Sequence[Row], noted: dict[int, Noted]) -> None:
        """The bodies and posts that rows name and nobody knows yet; the first row that names one made it."""
        bodies: dict[str, tuple[int, Organisation]] = {}
        posts: dict[tuple[str, str], tuple[int, Post]] = {}
        asked = [
            row for row in rows if row.values.get("post") and (row.about is None or "post" in row.differs)
        ]
        for row in asked:
            name = row.values["organisation"]
            if plain(name) not in self.bodies and plain(name) not in bodies:
                body = Organisation(name=_both(name), kind=OrganisationKind.OTHER)
                bodies[plain(name)] = (row.number, body)
        self._save(bodies, noted, "organisation", ("name",))
        self.bodies |= {name: body for name, (_number, body) in bodies.items()}
        for row in asked:
            body, title = self.bodies[plain(row.values["organisation"])], row.values["post"]
            key = (str(body.pk), plain(title))
            if (body.pk, plain(title)) not in self.posts and key not in posts:
                posts[key] = (row.number, Post(title=_both(title), organisation=body))
        self._save(posts, noted, "post", ("title", "organisation_id"))
        self.posts |= {(post.organisation_id, key[1]): post for key, (_number, post) in posts.items()}

    def _save(
        self, made: dict[Any, tuple[int, Any]], noted: dict[int, Noted], kind: str, names: tuple[str, ...]
    ) -> None:
        if not made:
            return
        records = [record for _number, record in made.values()]
        rows = [[getattr(record, name) for name in names] for record in records]
        keys = editing.add_like(records[0], [name.removesuffix("_id") for name in names], rows, by=self.by)
        for record, key in zip(records, keys, strict=True):
            record.pk = key
        searching.index_all([(record, card_of(record)) for record in records])
        for number, record in made.values():
            noted[number].made.append([kind, record.pk, record.version])

    def _added(self, rows: Sequence[Row], noted: dict[int, Noted]) -> None:
        """New people with their posts: no record is made of a row, for there may be a hundred thousand."""
        people = [Met(0, **{name: row.values[name] for name in FIELDS if name in row.values}) for row in rows]
        pattern = Person(scope=self.listed.scope, office=self.by.office)
        said = [tuple(getattr(person, name) for name in FIELDS) for person in people]
        keys = editing.add_like(pattern, FIELDS, said, by=self.by)
        held: dict[int, tuple[int, Post]] = {}
        cards = []
        for row, person, key in zip(rows, people, keys, strict=True):
            person.pk = key
            note = noted[row.number]
            note.person, note.outcome, note.version = key, RowOutcome.ADDED, pattern.version
            post = self._post(row) if row.values.get("post") else None
            if post is not None:
                held[row.number] = (key, post)
            self.known.add(person, [row.values["organisation"]] if post is not None else [])
            page = f"{self.pages[0]}{key}{self.pages[1]}"
            cards.append((key, named_card(person, page, self._told(post), self.office)))
        self._two(dict(zip((row.number for row in rows), keys, strict=True)))
        first = Tenure(source=self.listed.name)
        rest = [(key, post.pk) for key, post in held.values()]
        tenures = editing.add_like(first, ("person", "post"), rest, by=self.by)
        for number, key in zip(held, tenures, strict=True):
            noted[number].made.append(["tenure", key, first.version])
        searching.index_new(Person, cards)

    def _told(self, post: Post | None) -> Mapping[str, str]:
        key = post.pk if post is not None else 0
        if key not in self.told:
            self.told[key] = posts_told([post] if post is not None else [])
        return self.told[key]

    def _two(self, added: Mapping[int, int]) -> None:
        """Whoever was said to be another person is not asked about again."""
        doubts = self.listed.doubts.filter(choice=DoubtChoice.ANOTHER, number__in=list(added))
        now = timezone.now()
        Likeness.objects.bulk_create(
            [
                Likeness(
                    kind=Kind.PERSON,
                    first=min(key, added[doubt.number]),
                    second=max(key, added[doubt.number]),
                    status=LikenessStatus.TWO,
                    decided_by=self.by,
                    decided_at=now,
                )
                for doubt in doubts
                for key in doubt.asked
            ],
            ignore_conflicts=True,
        )

    def _complete(self, noted: Noted, row: Row) -> None:
        person = Person.objects.get(pk=row.about or 0)
        values: dict[str, Any] = {}
        for name in row.differs:
            if name in NAMES:
                values[name] = row.values[name]
            elif name in ("aliases", "languages"):
                values[name] = list(dict.fromkeys([*getattr(person, name), *row.values[name]]))
        noted.before, noted.seen = {name: getattr(person, name) for name in values}, person.version
        if values:
            person = change_person(person, values, seen=person.version, by=self.by)
        noted.person, noted.version = person.pk, person.version
        if "post" in row.differs:
            values = {"post": self._post(row), "source": self.listed.name}
            tenure = add_tenure(person, values, by=self.by)
            noted.made.append(["tenure", tenure.pk, tenure.version])
            self.known.add(met(person), [row.values["organisation"]])
        else:
            self.known.add(met(person))

    def _post(self, row: Row) -> Post:
        body = self.bodies[plain(row.values["organisation"])]
        found: Post = self.posts[body.pk, plain(row.values["post"])]
        return found


def _both(text: str) -> LazyI18nString:
    return LazyI18nString({"en": text, "ko": text})
