"""Who is who: both sides by delegation, as one reader sees them."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from legation.briefings.choices import Book
from legation.briefings.queries.front import WORDS, BookContent, content, front_of, legs_of
from legation.briefings.queries.portraits import portrait_or_none
from legation.briefings.queries.wording import (
    PrintedName,
    Text,
    languages_of,
    name_of,
    printed_name,
    told,
)
from legation.directory.choices import PersonLanguage
from legation.engine.naming import initials
from legation.kernel.choices import Visibility
from legation.missions.choices import Capacity, DelegateStatus, Party
from legation.missions.models import Delegate, Mission
from legation.missions.queries import COMING, masthead
from legation.missions.queries.delegation import Wanted, delegation_of
from legation.missions.rules import standing

LONGEST_BIOGRAPHY = 700


@dataclass(frozen=True, slots=True)
class PrintedPerson:
    """One entry of the who's-who."""

    name: PrintedName
    monogram: str
    portrait: str
    portrait_of: str
    post: Text
    organisation: Text
    capacity: Text
    status: Text
    represents: Text
    biography: Text
    languages: Text
    sample: bool
    seen_by: str
    seen_by_name: Text


@dataclass(frozen=True, slots=True)
class PrintedDelegation:
    """One delegation with those who come."""

    name: Text
    party: str
    party_name: Text
    city: Text
    people: tuple[PrintedPerson, ...]


def who_is_who_book(mission: Mission, reader: Any, *, language: str, paper: str, on: date) -> BookContent:
    """The book for `reader`: built from what they see alone. At most six queries, however many people."""
    languages = languages_of(language)
    mine = standing(reader, mission.pk)
    assert mine is not None, "the action has asked"  # noqa: S101
    pictures: dict[str, bytes] = {}
    with override(languages[0]):
        head = masthead(mission, reader)
        legs = legs_of(mission, reader)
        page = delegation_of(mission, reader, Wanted())
        delegations = tuple(
            PrintedDelegation(
                name=told(languages, lambda group=group: group.delegation.name),  # type: ignore[misc]
                party=group.delegation.party,
                party_name=told(languages, lambda group=group: Party(group.delegation.party).label),  # type: ignore[misc]
                city=told(languages, lambda group=group: group.delegation.city),  # type: ignore[misc]
                people=tuple(
                    _person(row.delegate, languages, pictures)
                    for row in group.rows
                    if row.delegate.status in COMING
                ),
            )
            for group in page.groups
        )
    front = front_of(Book.WHO_IS_WHO, mission, head, legs, mine, reader=reader, language=language, on=on)
    words = {
        **WORDS,
        "speaks": gettext_lazy("Speaks"),
        "represents": gettext_lazy("Represents"),
        "nobody": gettext_lazy("Nobody is named yet."),
    }
    body = {"delegations": [asdict(one) for one in delegations if one.people]}
    return content(front, body, words, pictures, language=language, paper=paper, on=on)


def _person(delegate: Delegate, languages: tuple[str, ...], pictures: dict[str, bytes]) -> PrintedPerson:
    person = delegate.person
    name = printed_name(person, languages)
    picture = portrait_or_none(person.portrait)
    file = f"portrait-{delegate.pk}.jpg" if picture is not None else ""
    if picture is not None:
        pictures[file] = picture
    of = name_of(person)
    post = delegate.post
    plain = delegate.visibility == Visibility.SHARED
    confirmed = delegate.status == DelegateStatus.CONFIRMED
    return PrintedPerson(
        name=name,
        monogram=initials(of, languages[0]) if of is not None else "",
        portrait=file,
        portrait_of=_("Portrait of %(name)s") % {"name": name.first.text},
        post=told(languages, lambda: post.title if post else ""),
        organisation=told(languages, lambda: post.organisation.name if post else ""),
        capacity=told(languages, lambda: Capacity(delegate.capacity).label),
        status=() if confirmed else told(languages, lambda: DelegateStatus(delegate.status).label),
        represents=told(languages, lambda: delegate.representing or ""),
        biography=told(languages, lambda: _short(str(person.biography or ""))),
        languages=told(languages, lambda: ", ".join(_language(code) for code in person.languages)),
        sample=person.sample,
        seen_by=delegate.visibility,
        seen_by_name=() if plain else told(languages, lambda: Visibility(delegate.visibility).label),
    )


def _language(code: str) -> str:
    return str(PersonLanguage(code).label) if code in PersonLanguage.values else str(code)


def _short(biography: str) -> str:
    """The biography, cut at a word where it is too long for a book."""
    if len(biography) <= LONGEST_BIOGRAPHY:
        return biography
    return biography[:LONGEST_BIOGRAPHY].rsplit(maxsplit=1)[0].rstrip(" ,;:") + " …"
