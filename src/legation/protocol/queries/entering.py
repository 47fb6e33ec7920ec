"""People as the precedence engine takes them."""

from typing import Any

from legation.directory.models import City, Person
from legation.engine.precedence import Absent, Equivalence, Given, Name
from legation.engine.precedence import Person as Ranked
from legation.engine.precedence import Post as Held
from legation.missions.choices import Function, Party, Presence
from legation.protocol.queries.attending import Attending, Office, Setting, country_of


def people_of(setting: Setting) -> list[Ranked]:
    """Everybody who comes."""
    there = {each.key for each in setting.people}
    return [_ranked(each, setting, there) for each in setting.people]


def equivalents_of(setting: Setting) -> list[Equivalence]:
    """What the posts of those who come count as (P4)."""
    found = {}
    for each in setting.people:
        counts_as = setting.said.equivalents.get(each.post.pk) if each.post is not None else None
        if each.post is not None and counts_as is not None:
            title, body = str(each.post.title), str(each.post.organisation)
            found[each.post.pk, place_of(each.delegation.city)] = Equivalence(
                title, place_of(each.delegation.city), counts_as, body
            )
    return list(found.values())


def place_of(city: City | None) -> str:
    return str(city.name) if city is not None else ""


def host_of(setting: Setting) -> str:
    """What the engine calls the host city; without one, something that no city is called."""
    return place_of(setting.host) or str(setting.engagement.mission_id)


def _ranked(each: Attending, setting: Setting, there: set[str]) -> Ranked:
    function = "master_of_ceremonies" if each.function == Function.MASTER_OF_CEREMONIES else each.function
    given = setting.said.given.get(each.delegate.pk)
    partner = str(each.delegate.partner_id)
    return Ranked(
        id=each.key,
        name=_name(each.person, setting.language),
        side=_side(each.party),
        city=place_of(each.delegation.city),
        posts=(_held(each.office),) if each.office is not None else (),
        represents=_absent(each.represents),
        function=str(function),
        spouse_of=partner if partner in there and partner != each.key else None,
        present=each.attendance.presence != Presence.ABSENT,
        country=country_of(each, setting.language),
        given=Given(given.rank, given.reason) if given is not None else None,
    )


def _side(party: str) -> Any:
    return {Party.GUEST: "guest", Party.HOST: "host"}.get(Party(party), "third")


def _held(office: Office) -> Held:
    post = office.post
    return Held(
        title=str(post.title),
        rank=post.rank_class or None,
        organisation=str(post.organisation),
        since=office.since,
        acting=office.acting,
        relevant=True,
        founded=post.organisation.founded_on,
    )


def _absent(office: Office | None) -> Absent | None:
    if office is None:
        return None
    return Absent(office.post.rank_class, str(office.post.organisation))


def _name(person: Person, language: str) -> Name:
    """The name in the script of the engagement's language, as far as it is known."""
    if language == "ko":
        shown = person.name_in("ko")
        if shown != person.name_in("en"):
            if person.native_name == shown or " " not in shown:
                return Name(shown)
            given, _, family = shown.rpartition(" ")
            return Name(family, given)
    return Name(person.family_name, person.given_name)
