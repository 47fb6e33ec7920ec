"""Photograph, cars and acknowledgements on paper."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from legation.briefings.choices import EngagementPaper
from legation.briefings.queries.front import BookContent
from legation.briefings.queries.papers.heading import PaperOrder, engagement_head, made
from legation.briefings.queries.papers.laid import lacking
from legation.briefings.queries.papers.people import by_name, card_name, person_of
from legation.briefings.queries.wording import line, told
from legation.protocol.choices import Driver, VehicleKind
from legation.protocol.models import Vehicle
from legation.protocol.queries.attending import Attending, Setting
from legation.protocol.queries.staging import (
    Loaded,
    Named,
    Placed,
    acknowledgements_of,
    lineup_of,
    vehicles_of,
)

PHOTO_WORDS = {
    "viewer": gettext_lazy("Seen by the photographer: the left of the page is the photographer’s left."),
    "camera": gettext_lazy("Camera"),
    "without": gettext_lazy("Without a place"),
    "waiting": gettext_lazy("Not confirmed, so without a place"),
}
CAR_WORDS = {
    "by_car": gettext_lazy("By car"),
    "by_person": gettext_lazy("By person"),
    "empty": gettext_lazy("Nobody rides in it."),
    "by_hand": gettext_lazy("put here by hand"),
    "without": gettext_lazy("Without a seat"),
    "waiting": gettext_lazy("Not confirmed, so without a seat"),
    "enters": gettext_lazy("The number is the seat by rank: the senior enters first and leaves last."),
}
SPOKEN_WORDS = {
    "counted": gettext_lazy("Those who are here, in descending order."),
    "expected": gettext_lazy("Nobody is checked in yet: those who are expected, in descending order."),
    "nobody": gettext_lazy("Nobody is to be named yet."),
}


def photo(setting: Setting, rows: Sequence[int], order: PaperOrder) -> BookContent:
    """The line-up: the back row at the top, as the photographer sees it, then row by row as a list."""
    made_up = lineup_of(setting, rows)
    languages = order.languages
    last = len(made_up.rows)
    body = {
        "missing": _missing(made_up.missing, made_up.question, order),
        "rows": [
            {
                "name": _row(row.number, last, order),
                "people": [_placed(each, order) for each in row.people],
            }
            for row in made_up.rows
        ],
        "without": _people(made_up.without, languages),
        "waiting": _people(made_up.waiting, languages),
    }
    head = engagement_head(EngagementPaper.PHOTO.label, setting.engagement, order)
    return made(head, body, PHOTO_WORDS, order)


def _row(number: int, last: int, order: PaperOrder) -> list[dict[str, Any]]:
    def said() -> str:
        if last == 1:
            return _("One row, from the viewer’s left")
        if number == 1:
            return _("Row 1, at the front, from the viewer’s left")
        if number == last:
            return _("Row %(n)s, at the back, from the viewer’s left") % {"n": number}
        return _("Row %(n)s, from the viewer’s left") % {"n": number}

    return [asdict(one) for one in told(order.languages, said)]


def _placed(each: Placed, order: PaperOrder) -> dict[str, Any]:
    delegate = each.attending.delegate
    return {
        **asdict(person_of(delegate, order.languages, number=str(each.number or ""))),
        "short": asdict(card_name(delegate.person, order.languages)),
        "place": each.place,
    }


def cars(setting: Setting, vehicles: Iterable[Vehicle], order: PaperOrder) -> BookContent:
    """By car, for the drivers, and by person, so that everybody knows their car before departure."""
    line_of_cars = list(vehicles)
    plan = vehicles_of(setting, line_of_cars)
    languages = order.languages
    riding = {each.attending.delegate: one.vehicle for one in plan.vehicles for each in one.riders}
    places = {language: _places(setting, line_of_cars, language) for language in languages}
    lacking_seats = plan.lacking

    def lacks() -> str:
        if not lacking_seats:
            return ""
        return ngettext("%(n)d seat lacks.", "%(n)d seats lack.", lacking_seats) % {"n": lacking_seats}

    body = {
        "missing": _missing(plan.missing, plan.question, order),
        "cars": [_car(one, order, places) for one in plan.vehicles],
        "people": [
            {
                "lang": language,
                "rows": [_rides(delegate, riding, language, order) for delegate in by_name(riding, language)],
            }
            for language in languages
        ]
        if riding
        else [],
        "without": _people(plan.without, languages),
        "lacks": [asdict(one) for one in told(languages, lacks)],
        "waiting": _people(plan.waiting, languages),
        "awkward": [asdict(one) for one in told(languages, lambda: plan.awkward)],
        "conflict": [[asdict(line(said))] for said in plan.conflict],
    }
    head = engagement_head(EngagementPaper.CARS.label, setting.engagement, order)
    return made(head, body, CAR_WORDS, order)


def _rides(delegate: Any, riding: dict[Any, Vehicle], language: str, order: PaperOrder) -> dict[str, Any]:
    leading = (language, *(other for other in order.languages if other != language))
    with override(language):
        return {
            **asdict(person_of(delegate, leading)),
            "car": asdict(line(riding[delegate].name)),
        }


def _places(setting: Setting, vehicles: Iterable[Vehicle], language: str) -> dict[str, str]:
    """Person key to the name of their seat in a language: rear right, beside the driver."""
    with override(language):
        plan = vehicles_of(setting, vehicles)
        return {each.attending.key: each.place for one in plan.vehicles for each in one.riders}


def _car(one: Loaded, order: PaperOrder, places: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    vehicle, languages = one.vehicle, order.languages
    free = one.free

    def kept_free() -> str:
        return ngettext("%(n)d seat free", "%(n)d seats free", free) % {"n": free} if free > 0 else ""

    return {
        "name": asdict(line(vehicle.name)),
        "kind": [asdict(each) for each in told(languages, lambda: VehicleKind(vehicle.kind).label)],
        "driver": [asdict(each) for each in told(languages, lambda: Driver(vehicle.driver).label)],
        "party": vehicle.party,
        "free": [asdict(each) for each in told(languages, kept_free)],
        "riders": [
            {
                **asdict(person_of(riding.attending.delegate, languages, number=str(riding.number))),
                "seat": [
                    asdict(each)
                    for each in dict.fromkeys(
                        line(places[language].get(riding.attending.key, "")) for language in languages
                    )
                    if each.text
                ],
                "by_hand": riding.always,
            }
            for riding in one.riders
        ],
    }


def acknowledgements(setting: Setting, order: PaperOrder) -> BookContent:
    """Who is named aloud, in descending order (P18): form of address, name and post, to read at a lectern."""
    said = acknowledgements_of(setting)
    body = {
        "missing": [[asdict(line(said.question))]] if said.question else [],
        "counted": said.counted,
        "people": [_named(each, order) for each in said.people],
    }
    head = engagement_head(EngagementPaper.ACKNOWLEDGEMENTS.label, setting.engagement, order)
    return made(head, body, SPOKEN_WORDS, order)


def _named(each: Named, order: PaperOrder) -> dict[str, Any]:
    """How one is named in each language of the paper; the family name is in capitals in the soft line."""
    languages = order.languages
    spoken = {
        "en": (each.address_en, each.name_en, each.post_en),
        "ko": (each.address_ko, each.name_ko, each.post_ko),
    }
    delegate = each.attending.delegate
    return {
        **asdict(person_of(delegate, languages, number=str(each.number))),
        "spoken": [
            {
                key: asdict(line(text))
                for key, text in zip(("address", "name", "post"), spoken[one], strict=True)
            }
            for one in languages
        ],
    }


def _people(people: Iterable[Attending], languages: tuple[str, ...]) -> list[dict[str, Any]]:
    return [asdict(person_of(each.delegate, languages)) for each in people]


def _missing(code: str, question: str, order: PaperOrder) -> list[Any]:
    texts = lacking([code] if code else [], question, order.languages)
    return [[asdict(one) for one in text] for text in texts]
