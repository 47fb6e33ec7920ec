"""Cities, organisations and programme series from what was found."""

import re
from typing import Any

from django.db import models
from i18nfield.strings import LazyI18nString

from legation.directory.actions import add_city, add_organisation, change_record
from legation.directory.choices import OrganisationKind
from legation.directory.models import City, Organisation
from legation.kernel.choices import Visibility
from legation.missions.actions import add_programme, change_mission, change_shared
from legation.missions.models import Mission, Programme
from legation.sources.actions.refusals import CityNotKnown, NothingNamed
from legation.sources.actions.telling import Body, Told
from legation.sources.queries.matching import (
    bare_city,
    city_named,
    government_of,
    organisation_named,
    programme_named,
)
from legation.sources.queries.names import folded, names_of_body

# Words in a name that say what a body is; the first that fits counts.
_KINDS = tuple(
    (re.compile(words, re.IGNORECASE), kind)
    for words, kind in (
        (r"\bchamber\b|상공회의소", OrganisationKind.CHAMBER),
        (r"\b(?:embassy|consulate)\b|대사관|영사관", OrganisationKind.MISSION_ABROAD),
        (r"\b(?:universit|college)|대학|KAIST", OrganisationKind.UNIVERSITY),
        (r"\b(?:research|institute|laborator)|연구원|연구소", OrganisationKind.RESEARCH),
        (r"\b(?:legislature|parliament|assembly|council|senate)\b|의회|국회", OrganisationKind.LEGISLATURE),
        (r"\bport (?:of|authority)\b|항만공사|항만청", OrganisationKind.PORT),
        (r"\b(?:ministry|department of state|federal)\b|외교부|산업부", OrganisationKind.NATIONAL_GOVERNMENT),
        (r"\b(?:county|province)\b|도청$", OrganisationKind.REGIONAL_GOVERNMENT),
        (
            r"\b(?:development|promotion|investment) (?:corporation|agency|board)|개발공사|진흥원|진흥공단",
            OrganisationKind.AGENCY,
        ),
        (r"\b(?:association|federation|society|alliance)\b|협회|연합회", OrganisationKind.ASSOCIATION),
        (r"\b(?:inc|ltd|corp|corporation|company|co)\b\.?$|주식회사|㈜", OrganisationKind.COMPANY),
    )
)  # fmt: skip


def accept_organisation(told: Told) -> models.Model:
    """Make or link a body; the names that it did not have yet become other names of it."""
    name = told.text("name")
    if not name:
        raise NothingNamed
    body: Organisation | None = told.linked(Organisation)
    if body is None and not told.makes_new:
        body = organisation_named(name, told.by) or _government(name, told)
    names = [name, *told.texts("aliases")]
    if body is None:
        return make_body(name, told, aliases=[one for one in names[1:] if folded(one) != folded(name)])
    return with_names(body, names, told)


def with_names(body: Organisation, names: list[str], told: Told) -> Organisation:
    """The body with those of `names` added to its other names that it did not bear."""
    borne = {folded(one) for one in names_of_body(body)}
    fresh: dict[str, str] = {}
    for name in names:
        if folded(name) not in borne:
            fresh.setdefault(folded(name), name)
    if not fresh:
        return body
    told.needs("directory.change_organisation", body, body)
    return change_record(body, {"aliases": [*body.aliases, *fresh.values()]}, seen=body.version, by=told.by)


def make_body(
    name: str, told: Told, *, city: City | None = None, kind: str = "", aliases: list[str] | None = None
) -> Organisation:
    """A new body with the name that the text gives it, in the text's language only."""
    told.needs("directory.keep", name)
    return add_organisation(
        {
            "name": told.words(name),
            "kind": kind or kind_of(name),
            "city": city,
            "aliases": aliases or [],
        },
        by=told.by,
    )


def kind_of(name: str) -> OrganisationKind:
    """What a body is, as far as its name says it."""
    return next((kind for words, kind in _KINDS if words.search(name)), OrganisationKind.OTHER)


def body_of(name: str, told: Told, *, civic: bool) -> Body:
    """The body that a name in a text stands for: a city's government for a city, else the organisation.

    With `civic` a name that is no known body is taken for a city's.
    """
    known = organisation_named(name, told.by)
    if known is not None:
        return Body(known, known.city)
    city = city_of(name, told, needed=False)
    if city is None:
        return Body(make_body(name, told), None)
    government = government_of(city, told.by)
    if government is None:
        kind = OrganisationKind.CITY_GOVERNMENT if civic or bare_city(name) == folded(name) else kind_of(name)
        government = make_body(name, told, city=city, kind=kind)
    return Body(government, city)


def _government(name: str, told: Told) -> Organisation | None:
    """The government that "City of Seattle" or "Busan Metropolitan City" means."""
    if bare_city(name) == folded(name):
        return None
    city = city_named(name, told.by)
    return government_of(city, told.by) if city is not None else None


def city_of(name: str, told: Told, *, needed: bool = True) -> City | None:
    """The city with this name; one that the gazetteer knows is added with its country, zone and both names.

    Raises CityNotKnown where it is needed and neither knows it.
    """
    known = city_named(name, told.by)
    if known is not None:
        return known
    place = _place(name)
    if place is None:
        if needed:
            raise CityNotKnown(city=name)
        return None
    told.needs("directory.keep", name)
    return add_city(
        {
            "name": LazyI18nString({"en": place.name("en"), "ko": place.name("ko")}),
            "native_name": place.ko[0] if place.country == "KR" and place.ko else "",
            "country": place.country,
            "time_zone": place.tz,
        },
        by=told.by,
    )


def _place(name: str) -> Any:
    from legation.engine.capture import default_gazetteer

    gazetteer = default_gazetteer()
    bare = bare_city(name)
    found = [place for form in (name, bare) for place in gazetteer.named(form)]
    return next((place for place in found if place.kind == "city" and place.country and place.tz), None)


def accept_programme(told: Told) -> models.Model:
    """Make or link the series with its organisers; the mission belongs to it unless it belongs to another."""
    name = told.text("name")
    if not name:
        raise NothingNamed
    series: Programme | None = told.linked(Programme)
    if series is None and not told.makes_new:
        series = programme_named(name, told.by)
    organisers = [
        body_of(organiser, told, civic=False).organisation for organiser in told.texts("organisers")
    ]
    if series is None:
        told.needs("directory.keep", name)
        series = add_programme({"name": told.words(name), "organisers": organisers}, by=told.by)
    elif organisers and not series.organisers.exists():
        told.needs("missions.change_programme", series, series)
        series = change_shared(series, {"organisers": organisers}, seen=series.version, by=told.by)
    if told.mission.programme_id is None:
        set_on_mission(told, programme=series)
    return series


def set_on_mission(told: Told, **values: Any) -> Mission:
    """Fill in what the mission did not say yet; both sides read it, so a text of one side changes nothing."""
    mission = Mission.objects.get(pk=told.mission.pk)
    if told.source.visibility != Visibility.SHARED:
        return mission
    told.needs("missions.change_mission", mission, mission)
    days = {"starts_on": mission.starts_on, "ends_on": mission.ends_on}
    changed = change_mission(mission, days | values, seen=mission.version, by=told.by)
    for name in values:
        setattr(told.source.mission, name, getattr(changed, name))
    told.source.mission.version = changed.version
    return changed
