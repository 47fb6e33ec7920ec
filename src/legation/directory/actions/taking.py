"""Takes rows of a list of people in, many at a time: new people in bulk, known ones one by one."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.directory.actions.records import add_tenure, change_person
from legation.directory.choices import DoubtChoice, Kind, LikenessStatus, OrganisationKind, RowOutcome
from legation.directory.models import Likeness, ListedRow, Organisation, PeopleList, Person, Post, Tenure
from legation.directory.queries.cards import card_of, person_card
from legation.directory.queries.doubts import Judge, completing
from legation.directory.queries.listed import NAMES, Known, Row, body_names, plain
from legation.directory.queries.lists_of_people import judge_of
from legation.kernel import bulk, editing, searching

FIELDS = (*NAMES, "family_first", "aliases", "languages")


class Desk:
    """What is known while rows are taken in: people, bodies and posts, with those that rows added."""

    def __init__(self, listed: PeopleList, by: User) -> None:
        self.listed, self.by = listed, by
        self.judge: Judge = judge_of(listed, by)
        self.known: Known = self.judge.known
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
            noted = {
                row.number: ListedRow(listed=self.listed, number=row.number, mark=mark) for row, mark in read
            }
            right = [row for row in rows if not (row.wrong or row.out or row.doubtful)]
            self._bodies(right, noted)
            self._added([row for row in right if row.about is None and row.joins is None], noted)
            for row in rows:
                self._note(noted[row.number], self._joined(row, noted))
            names = [field.attname for field in ListedRow._meta.concrete_fields if not field.primary_key]
            fields = [name.removesuffix("_id") for name in names]
            bulk.write(ListedRow, fields, ([getattr(row, name) for name in names] for row in noted.values()))
            PeopleList.objects.filter(pk=self.listed.pk).update(reached=rows[-1].number)

    def _note(self, noted: ListedRow, row: Row) -> None:
        if row.out:
            noted.outcome = RowOutcome.OUT
        elif row.wrong or (row.about is None and (row.doubtful or row.joins is not None)):
            noted.outcome = RowOutcome.WRONG  # also what became doubtful since somebody decided
        elif row.about is not None and row.differs:
            noted.outcome = RowOutcome.CHANGED
            self._complete(noted, row)
        elif row.about is not None:
            noted.outcome, noted.person_id = RowOutcome.SAME, row.about

    def _joined(self, row: Row, noted: dict[int, ListedRow]) -> Row:
        """A row that is about the person of an earlier one, now that they are there."""
        if row.joins is None:
            return row
        earlier = noted.get(row.joins) or self.listed.rows.filter(number=row.joins).first()
        person = self.known.people.get(earlier.person_id or 0) if earlier is not None else None
        return row if person is None else completing(row.number, row.values, person, self.known)

    def _bodies(self, rows: Sequence[Row], noted: dict[int, ListedRow]) -> None:
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
        self._save(bodies, noted, "organisation")
        self.bodies |= {name: body for name, (_number, body) in bodies.items()}
        for row in asked:
            body, title = self.bodies[plain(row.values["organisation"])], row.values["post"]
            key = (str(body.pk), plain(title))
            if (body.pk, plain(title)) not in self.posts and key not in posts:
                posts[key] = (row.number, Post(title=_both(title), organisation=body))
        self._save(posts, noted, "post")
        self.posts |= {(post.organisation_id, key[1]): post for key, (_number, post) in posts.items()}

    def _save(self, made: dict[Any, tuple[int, Any]], noted: dict[int, ListedRow], kind: str) -> None:
        records = [record for _number, record in made.values()]
        editing.add_all(records, by=self.by)
        searching.index_all([(record, card_of(record)) for record in records])
        for number, record in made.values():
            noted[number].made.append([kind, record.pk, record.version])

    def _added(self, rows: Sequence[Row], noted: dict[int, ListedRow]) -> None:
        people = [
            Person(
                **{name: row.values[name] for name in FIELDS if name in row.values},
                scope=self.listed.scope,
                office=self.by.office,
            )
            for row in rows
        ]
        editing.add_all(people, by=self.by)
        held = {}
        for row, person in zip(rows, people, strict=True):
            note = noted[row.number]
            note.person, note.outcome, note.version = person, RowOutcome.ADDED, person.version
            if row.values.get("post"):
                held[row.number] = Tenure(person=person, post=self._post(row), source=self.listed.name)
            self.known.add(person, [row.values.get("organisation", "")] if row.number in held else [])
        self._two(people, rows)
        editing.add_all(list(held.values()), by=self.by)
        for number, tenure in held.items():
            noted[number].made.append(["tenure", tenure.pk, tenure.version])
        searching.index_all(
            [
                (person, person_card(person, [held[row.number].post] if row.number in held else []))
                for row, person in zip(rows, people, strict=True)
            ]
        )

    def _two(self, people: Sequence[Person], rows: Sequence[Row]) -> None:
        """Whoever was said to be another person is not asked about again."""
        added = {row.number: person.pk for row, person in zip(rows, people, strict=True)}
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

    def _complete(self, noted: ListedRow, row: Row) -> None:
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
        noted.person, noted.version = person, person.version
        if "post" in row.differs:
            values = {"post": self._post(row), "source": self.listed.name}
            tenure = add_tenure(person, values, by=self.by)
            noted.made.append(["tenure", tenure.pk, tenure.version])
            self.known.add(person, [row.values["organisation"]])
        else:
            self.known.add(person)

    def _post(self, row: Row) -> Post:
        body = self.bodies[plain(row.values["organisation"])]
        found: Post = self.posts[body.pk, plain(row.values["post"])]
        return found


def _both(text: str) -> LazyI18nString:
    return LazyI18nString({"en": text, "ko": text})
