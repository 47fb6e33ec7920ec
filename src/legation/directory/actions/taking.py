"""Takes rows of a list of people in, many at a time: new people in bulk, known ones one by one."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.directory.actions.records import add_tenure, change_person
from legation.directory.choices import OrganisationKind, RowOutcome
from legation.directory.models import ListedRow, Organisation, PeopleList, Person, Post, Tenure
from legation.directory.queries.cards import card_of, person_card
from legation.directory.queries.listed import NAMES, Known, Row, body_names, known_to, plain
from legation.kernel import editing, searching

FIELDS = (*NAMES, "family_first", "aliases", "languages")


class Desk:
    """What is known while rows are taken in: people, bodies and posts, with those that rows added."""

    def __init__(self, listed: PeopleList, by: User) -> None:
        self.listed, self.by = listed, by
        self.known: Known = known_to(by)
        self.bodies: dict[str, Organisation] = {}
        for body in Organisation.objects.visible_to(by).order_by("-pk"):
            self.bodies |= dict.fromkeys(body_names(body), body)
        self.posts = {
            (post.organisation_id, plain(post.title.localize(language))): post
            for post in Post.objects.visible_to(by).select_related("organisation").order_by("-pk")
            for language in ("en", "ko")
        }

    def take(self, rows: Sequence[Row]) -> None:
        """All of `rows` in one transaction, with the note of what each did."""
        if not rows:
            return
        with transaction.atomic():
            noted = {row.number: ListedRow(listed=self.listed, number=row.number) for row in rows}
            right = [row for row in rows if not row.wrong]
            self._bodies(right, noted)
            self._added([row for row in right if row.about is None], noted)
            for row in rows:
                self._note(noted[row.number], row)
            ListedRow.objects.bulk_create(noted.values())
            PeopleList.objects.filter(pk=self.listed.pk).update(reached=rows[-1].number)

    def _note(self, noted: ListedRow, row: Row) -> None:
        if row.wrong:
            noted.outcome = RowOutcome.WRONG
        elif row.about is not None and row.differs:
            noted.outcome = RowOutcome.CHANGED
            self._complete(noted, row)
        elif row.about is not None:
            noted.outcome, noted.person_id = RowOutcome.SAME, row.about

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
        editing.add_all(list(held.values()), by=self.by)
        for number, tenure in held.items():
            noted[number].made.append(["tenure", tenure.pk, tenure.version])
        searching.index_all(
            [
                (person, person_card(person, [held[row.number].post] if row.number in held else []))
                for row, person in zip(rows, people, strict=True)
            ]
        )

    def _complete(self, noted: ListedRow, row: Row) -> None:
        person = Person.objects.get(pk=row.about or 0)
        values: dict[str, Any] = {}
        for name in row.differs:
            if name in NAMES:
                values[name] = row.values[name]
            elif name in ("aliases", "languages"):
                values[name] = list(dict.fromkeys([*getattr(person, name), *row.values[name]]))
        noted.before = {name: getattr(person, name) for name in values}
        if values:
            person = change_person(person, values, seen=person.version, by=self.by)
        noted.person, noted.version = person, person.version
        if "post" in row.differs:
            values = {"post": self._post(row), "source": self.listed.name}
            tenure = add_tenure(person, values, by=self.by)
            noted.made.append(["tenure", tenure.pk, tenure.version])
            self.known.add(person, [row.values["organisation"]])

    def _post(self, row: Row) -> Post:
        body = self.bodies[plain(row.values["organisation"])]
        found: Post = self.posts[body.pk, plain(row.values["post"])]
        return found


def _both(text: str) -> LazyI18nString:
    return LazyI18nString({"en": text, "ko": text})
