"""Records that a finding may be, each with the reason, and missions that a text may belong to.

Only among what the reader sees: what one side keeps is never suggested to the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.kernel.asked import key_asked
from legation.missions.models import Engagement, Mission
from legation.sources.choices import FindingKind, FindingStatus
from legation.sources.models import Finding, Source
from legation.sources.queries.differing import values_of
from legation.sources.queries.matching import alike, bare_city, titles_meet
from legation.sources.queries.names import (
    each_language,
    folded,
    is_hangul,
    names_of_body,
    names_of_city,
    names_of_person,
    one_place,
    person_key,
)
from legation.sources.queries.shelf import Shelf

MOST = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record, and why it may be what the text means; the surest have the lowest `rank`."""

    key: str
    label: str
    why: str
    rank: int


@dataclass(frozen=True, slots=True)
class Fitting:
    """Another mission that the text may belong to, and why."""

    mission: Mission
    why: str


def candidates_of(finding: Finding, shelf: Shelf) -> list[Candidate]:
    """At most four, the surest first; the one that the engine knew already is among the facts."""
    values = values_of(finding)
    found: Iterable[Candidate] = ()
    if finding.kind == FindingKind.PERSON:
        found = _persons(values, shelf)
    elif finding.kind == FindingKind.ORGANISATION:
        found = _bodies(values, shelf)
    elif finding.kind == FindingKind.EVENT:
        found = _engagements(values, shelf)
    known = str(finding.object_id or "")
    return sorted((one for one in found if one.key != known), key=lambda one: (one.rank, int(one.key)))[:MOST]


def _persons(values: dict[str, Any], shelf: Shelf) -> Iterable[Candidate]:
    name = str(values.get("name") or "")
    wanted = {person_key(one) for one in (name, *(values.get("aliases") or ()))} - {""}
    words = set(folded(name).split())
    language = get_language() or "en"
    for key, person in shelf.persons.items():
        held: Any = person
        post = next(
            (one.post for one in held.held if _meets(one.post, values)),
            None,
        )
        borne = {person_key(one): one for one in names_of_person(person)}
        same = next((borne[one] for one in wanted if one in borne), "")
        label = person.name_in(language)
        if same:
            other = is_hangul(same) != is_hangul(label)
            yield Candidate(
                str(key),
                label,
                _("also written %(name)s") % {"name": same} if other else _("the same name"),
                0,
            )
        elif post is not None:
            near = words & {word for one in borne.values() for word in folded(one).split()}
            why = (
                _("shares a name, and holds this post: %(post)s") if near else _("holds this post: %(post)s")
            )
            yield Candidate(str(key), label, why % {"post": post}, 1 if near else 2)


def _meets(post: Any, values: dict[str, Any]) -> bool:
    """The post that the text gives them, in the body or the city that it names."""
    title, org = str(values.get("title") or ""), str(values.get("org") or "")
    if not title or not org or not titles_meet(post, title):
        return False
    names = {folded(one) for one in names_of_body(post.organisation)}
    if post.organisation.city is not None:
        names |= {bare_city(one) for one in names_of_city(post.organisation.city)}
    return bool({folded(org), bare_city(org)} & names)


def _bodies(values: dict[str, Any], shelf: Shelf) -> Iterable[Candidate]:
    name = str(values.get("name") or "")
    wanted = {folded(one) for one in (name, *(values.get("aliases") or ()))} - {""}
    words = set(folded(name).split())
    for key, body in shelf.bodies.items():
        names = names_of_body(body)
        folds = {folded(one): one for one in names}
        same = next((folds[one] for one in wanted if one in folds), "")
        if same:
            yield Candidate(str(key), str(body), _("also called %(name)s") % {"name": same}, 0)
        elif {initials(name)} & {one.replace(" ", "") for one in folds} - {""} or any(
            initials(one) in wanted for one in names if initials(one)
        ):
            yield Candidate(str(key), str(body), _("the initials are the same"), 1)
        elif len(words) > 1 and any(
            words < set(one.split()) or set(one.split()) < words for one in folds if " " in one
        ):
            yield Candidate(str(key), str(body), _("one name is part of the other"), 2)


def initials(name: str) -> str:
    """The first letters of the capitalised words of a name of at least three, in small."""
    letters = "".join(word[0] for word in name.replace("-", " ").split() if word[0].isupper())
    return letters.casefold() if len(letters) > 2 else ""


def _engagements(values: dict[str, Any], shelf: Shelf) -> Iterable[Candidate]:
    iso = str(values.get("iso") or "")
    day = _day(iso)
    places = [str(values[field]) for field in ("room", "venue") if values.get(field)]
    if day is None:
        return
    for key, one in shelf.engagements.items():
        start = one.local_start
        if start.date() != day:
            continue
        clock = "T" in iso and not one.part and start.strftime("%H:%M") == iso[11:16]
        there = _same_place(one, places)
        kind = alike(str(values.get("kind")), one.kind)
        why = (
            _("the same time and kind")
            if clock and kind
            else _("the same time")
            if clock
            else _("the same day and place")
            if there
            else _("the same day and kind")
            if kind
            else ""
        )
        if why:
            rank = 0 if clock and kind else 1 if clock or there else 2
            yield Candidate(str(key), f"{'' if one.part else start.strftime('%H:%M ')}{one}", why, rank)


def _same_place(one: Engagement, places: list[str]) -> bool:
    names = [name for part in (one.venue, one.room) if part for name in each_language(part.name)]
    within = (
        [form for name in names_of_city(one.venue.city) for form in (name, bare_city(name))]
        if one.venue
        else []
    )
    return any(one_place(place, names, within=within) for place in places)


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None


def fitting_missions(source: Source, findings: Iterable[Finding], user: Any) -> list[Fitting]:
    """Other missions on whose days the text's engagements lie, where none lies on this one's.

    One query, and none where the days are this mission's own or are not known.
    """
    events = [
        one for one in findings if one.kind == FindingKind.EVENT and one.status != FindingStatus.REJECTED
    ]
    days = [day for one in events if (day := _day(str(values_of(one).get("iso") or ""))) is not None]
    own = source.mission
    if not days or any(own.starts_on <= day <= own.ends_on for day in days):
        return []
    cities = {bare_city(str(values_of(one)["city"])) for one in events if values_of(one).get("city")}
    rows = (
        Mission.objects.visible_to(user)
        .filter(starts_on__lte=max(days), ends_on__gte=min(days))
        .exclude(pk=own.pk)
        .prefetch_related("legs__city")
        .order_by("starts_on", "pk")
    )
    found = []
    for mission in rows:
        named = {bare_city(name) for leg in mission.legs.all() for name in names_of_city(leg.city)}
        if any(mission.starts_on <= day <= mission.ends_on for day in days):
            if not user.has_perm("sources.add_source", mission):
                continue
            why = _("its days and its city") if named & cities else _("its days")
            found.append(Fitting(mission, why))
    return found[:MOST]


def mission_for(source: Source, key: Any, user: Any) -> Mission | None:
    """Another mission that `user` reads texts for: one query."""
    if key_asked(key) is None:
        return None
    found = Mission.objects.visible_to(user).exclude(pk=source.mission_id).filter(pk=str(key)).first()
    return found if found is not None and user.has_perm("sources.add_source", found) else None
