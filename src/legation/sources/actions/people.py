"""Persons from what was found: the person, the post, who held it when, and as what they came."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from legation.directory.actions import add_person, add_post, add_tenure, change_person
from legation.directory.choices import Scope
from legation.directory.models import Organisation, Person, Post, Tenure
from legation.kernel.choices import Visibility
from legation.missions.actions import add_delegate, add_delegation
from legation.missions.choices import Capacity, DelegateStatus, Party
from legation.missions.models import Delegate, Delegation
from legation.sources.actions.bodies import body_of
from legation.sources.actions.refusals import NothingNamed
from legation.sources.actions.telling import Body, Told
from legation.sources.queries.matching import person_named, titles_meet
from legation.sources.queries.names import is_hangul, names_of_person, person_key
from legation.sources.queries.ranks import CIVIC, rank_of

# Korean family names as the Latin alphabet writes them: they show that a name is written family name first.
_WRITTEN = """
ahn an bae baek ban bang byun cha chae chang cho choi choe chong chun chung eom eun gang gil go gong goo
gu ha hah ham han heo hong hur huh hwang hyun im in jang je jeon jeong ji jin jo joo ju jun jung kang kil
kim ko koo kong ku kwak kwon lee lim ma maeng min moon myung na nam namgung no noh oh ok pae paik pak
park pyo rhee rim roh ryu seo seok seol seong seonwoo shim shin sim sin so sohn son song suh sung tak um
uhm wang woo yang yeo yeom yi yim yoo yoon you yu yun
"""
_FAMILIES = frozenset(_WRITTEN.split())


@dataclass(frozen=True, slots=True)
class Spelling:
    """A full name in its parts, as the text orders them."""

    family: str
    given: str
    family_first: bool


def spelling_of(name: str, *, korean_body: bool = False) -> Spelling:
    """Family and given name of a full name as it is written; nothing is turned into another script.

    In Hangul, one word is a Korean name whose first syllable (or two-syllable family name) is the family's,
    and several words are a foreign name in its own order. In Latin letters the family name is the last word,
    unless the first is a Korean family name and the rest is written as Korean given names are
    (Heong-joon), or the post is one in Korea.
    """
    words = name.split()
    if is_hangul(name):
        if len(words) > 1:
            return Spelling(words[-1], " ".join(words[:-1]), family_first=False)
        size = (
            2
            if len(name) > 3 and name[:2] in {"남궁", "제갈", "독고", "사공", "서문", "동방", "황보", "선우"}
            else 1
        )
        return Spelling(name[:size], name[size:], family_first=True)
    if len(words) == 1:
        return Spelling(name, "", family_first=False)
    first, last = words[0].casefold(), words[-1].casefold()
    rest = " ".join(words[1:])
    syllables = "-" in rest and rest.split("-")[-1][:1].islower()
    korean = first in _FAMILIES and (syllables or (korean_body and last not in _FAMILIES))
    if korean:
        return Spelling(words[0], rest, family_first=True)
    return Spelling(words[-1], " ".join(words[:-1]), family_first=False)


def accept_person(told: Told) -> models.Model:
    """Make or link the person, the post and the tenure, and put them on the mission."""
    name = told.text("name")
    if not name:
        raise NothingNamed
    person: Person | None = told.linked(Person)
    if person is None and not told.makes_new:
        person = person_named(name, told.by)
    body = None
    if told.text("org"):
        body = body_of(told.text("org"), told, civic=rank_of(told.text("title")) in CIVIC)
    person = _make(name, told, body) if person is None else _with_name(person, name, told)
    post = _post(person, body, told)
    _bring(person, post, body, told)
    return person


def _make(name: str, told: Told, body: Body | None) -> Person:
    city = body.city if body else None
    spelt = spelling_of(name, korean_body=city is not None and city.country == "KR")
    values: dict[str, Any] = {
        "family_name": spelt.family,
        "given_name": spelt.given,
        "family_first": spelt.family_first,
        "scope": Scope.SHARED if told.source.visibility == Visibility.SHARED else Scope.OFFICE,
    }
    told.needs("directory.keep", name)
    if is_hangul(name):
        values["native_name" if spelt.family_first else "korean_name"] = name
    return add_person(values, by=told.by)


def _with_name(person: Person, name: str, told: Told) -> Person:
    """Add the spelling that the person did not have: Hangul where that is empty, else another spelling."""
    if person_key(name) in {person_key(one) for one in names_of_person(person)}:
        return person
    told.needs("directory.change_person", person, person)
    values: dict[str, Any] = {"aliases": [*person.aliases, name]}
    if is_hangul(name):
        own = " " not in name and person.family_first
        if own and not person.native_name:
            values = {"native_name": name}
        elif not own and not person.korean_name:
            values = {"korean_name": name}
    return change_person(person, values, seen=person.version, by=told.by)


def _post(person: Person, body: Body | None, told: Told) -> Post | None:
    """The post that the text gives them, held by them; what the directory says otherwise of it stays."""
    title = told.text("title")
    day = told.source.published_on
    held = Tenure.objects.standing().filter(person=person)
    if day is not None:
        held = held.on(day)
    mine: list[Tenure] = list(held.select_related("post__organisation").order_by("pk"))
    if body is None or not title:
        return mine[0].post if mine else None
    here = [tenure.post for tenure in mine if tenure.post.organisation_id == body.organisation.pk]
    if here:
        return next((post for post in here if titles_meet(post, title)), here[0])
    told.needs("directory.change_person", person, person)
    post = post_of(body.organisation, title, told)
    # A tenure is read by whoever finds the person: it does not name a text that one side keeps to itself.
    shared = told.source.visibility == Visibility.SHARED
    source = (told.source.url or told.source.title)[:500] if shared else ""
    add_tenure(person, {"post": post, "verified_on": day, "source": source}, by=told.by)
    return post


def post_of(organisation: Organisation, title: str, told: Told) -> Post:
    """The post of this body that is meant by a title, made where there is none."""
    posts: Iterable[Post] = Post.objects.visible_to(told.by).filter(organisation=organisation).order_by("pk")
    found = next((post for post in posts if titles_meet(post, title)), None)
    if found is not None:
        return found
    told.needs("directory.change_organisation", organisation, organisation)
    values = {"title": told.words(title), "organisation": organisation, "rank_class": rank_of(title)}
    return add_post(values, by=told.by)


def _bring(person: Person, post: Post | None, body: Body | None, told: Told) -> None:
    """Put the person on the mission, once. Who is there already stays as they are.

    Each side keeps its own people: the other side's are known to the directory and come on the mission when
    somebody of theirs accepts them.
    """
    party = told.text("side")
    if (
        party not in Party.values
        or Delegate.objects.visible_to(told.by).filter(mission=told.mission, person=person).exists()
    ):
        return
    visibility = told.source.visibility
    if not told.by.has_perm("missions.change_delegation", Delegation(mission=told.mission, party=party)):
        return
    if visibility not in {Visibility.SHARED.value, party}:
        return  # the other side's people cannot be told of to one's own side alone
    leads = "head_of_delegation" in told.texts("roles") and not _has_head(told, party)
    add_delegate(
        told.mission,
        {
            "delegation": delegation_of(party, body, told),
            "person": person,
            "capacity": Capacity.HEAD if leads else Capacity.MEMBER,
            "status": DelegateStatus.CONFIRMED,
            "post": post,
            "visibility": visibility,
        },
        by=told.by,
    )


def _has_head(told: Told, party: str) -> bool:
    coming = Delegate.objects.visible_to(told.by).filter(mission=told.mission, delegation__party=party)
    return bool(coming.filter(capacity=Capacity.HEAD).exists())


def delegation_of(party: str, body: Body | None, told: Told) -> Delegation:
    """The delegation of their city on this side; for a body without a city the first of the side."""
    there: list[Delegation] = list(
        Delegation.objects.present()
        .filter(mission=told.mission, party=party)
        .select_related("city")
        .order_by("pk")
    )
    city = body.city if body else None
    same = [one for one in there if city is not None and one.city_id == city.pk]
    if same:
        return same[0]
    if there and city is None:
        return there[0]
    name = city.name if city else body.organisation.name if body else told.words(told.text("name"))
    return add_delegation(told.mission, {"party": party, "name": name, "city": city}, by=told.by)
