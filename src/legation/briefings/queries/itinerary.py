"""The personal itinerary and the pocket programme: the days of one delegate, or of several, on paper."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy, ngettext, override

from legation.briefings.choices import Itinerary
from legation.briefings.queries.day import my_day
from legation.briefings.queries.day_parts import Face, Item, MyDay, Transfer
from legation.briefings.queries.front import BookContent, content
from legation.briefings.queries.wording import Text, day_text, languages_of, line, short_day, span_text, told
from legation.kernel.choices import Side
from legation.missions.models import Delegate, Mission
from legation.missions.rules import standing

WORDS = {
    "sample": gettext_lazy("sample"),
    "own": gettext_lazy("your side only"),
    "off": gettext_lazy("Called off"),
    "tentative": gettext_lazy("Tentative"),
    "car": gettext_lazy("Car"),
    "transfer": gettext_lazy("Transfer"),
    "dress": gettext_lazy("Dress"),
    "you": gettext_lazy("You are"),
    "driver": gettext_lazy("For the driver"),
    "people": gettext_lazy("Whom you meet"),
    "nothing": gettext_lazy("Nothing is on the programme yet."),
    "cancelled": gettext_lazy("Cancelled"),
    "version": gettext_lazy("Version"),
}


@dataclass(frozen=True, slots=True)
class ItineraryFront:
    """What the foot and the head of each itinerary say."""

    book: Text
    mission: Text
    dates: Text
    reader: str
    side: str
    side_name: Text
    on: Text
    cancelled: bool


def itineraries(
    mission: Mission,
    delegates: Sequence[Delegate],
    kind: Itinerary,
    reader: Any,
    *,
    language: str,
    paper: str,
    now: datetime,
) -> BookContent:
    """The days of each of these delegates, one after the other, as `reader` sees them.

    As many queries as `my_day` asks, for each delegate and language.
    """
    languages = languages_of(language)
    mine = standing(reader, mission.pk)
    assert mine is not None, "the action has asked"  # noqa: S101
    on = now.date()
    front = ItineraryFront(
        book=told(languages, lambda: kind.label),
        mission=told(languages, lambda: mission.name),
        dates=span_text(languages, mission.starts_on, mission.ends_on),
        reader=str(delegates[0].person) if len(delegates) == 1 else str(reader),
        side=mine.side,
        side_name=told(languages, lambda: Side(mine.side).label),
        on=day_text(languages, on),
        cancelled=mission.status == "cancelled",
    )
    body = {"people": [_person(mission, each, reader, languages, now) for each in delegates]}
    return content(front, body, WORDS, {}, language=language, paper=paper, on=on)


def _person(
    mission: Mission, delegate: Delegate, reader: Any, languages: tuple[str, ...], now: datetime
) -> dict[str, Any]:
    days: list[MyDay] = []
    for language in languages:
        with override(language):
            days.append(my_day(mission, delegate, reader, now))
    first = days[0]
    return {
        "name": _both([day.whose.name for day in days]),
        "post": _both([day.whose.post for day in days]),
        "party": first.whose.party,
        "clocks": [_both([day.clocks[place].city for day in days]) for place in range(len(first.clocks))],
        "days": [
            {
                "day": _text(day_text(languages, one.on)),
                "short": _text(short_day(languages, one.on)),
                "rides": [
                    _ride([day.days[at].rides[place] for day in days]) for place in range(len(one.rides))
                ],
                "items": [
                    _item([day.days[at].items[place] for day in days], languages)
                    for place in range(len(one.items))
                ],
            }
            for at, one in enumerate(first.days)
        ],
        "people": [_face([day.people[place] for day in days]) for place in range(len(first.people))],
    }


def _item(said: Sequence[Item], languages: tuple[str, ...]) -> dict[str, Any]:
    """One engagement, which the reader's languages tell alike but for the words."""
    item = said[0]
    zone = ZoneInfo(item.zone)
    start, end = item.starts_at.astimezone(zone), item.ends_at.astimezone(zone)
    where = [one.where for one in said if one.where is not None]
    return {
        "time": "" if item.part else f"{start:%H:%M}",
        "until": "" if item.part else f"{end:%H:%M}",
        "part": _both([one.part for one in said]),
        "city": _both([one.city for one in said]),
        "other": item.other_time,
        "other_city": _both([one.other_city for one in said]),
        "other_day": _text(short_day(languages, item.other_day)) if item.other_day else [],
        "title": _both([one.title for one in said]),
        "room": _both([one.room for one in where]),
        "venue": _both([one.venue for one in where]),
        "street": _both([one.street for one in where]),
        "driver": _both([", ".join(where[0].driver)]) if where else [],
        "off": item.off,
        "tentative": item.status == "tentative",
        "function": _both([one.function for one in said]),
        "dress": _both([one.dress for one in said]),
        "interpretation": _both([one.interpretation for one in said]),
        "cars": [
            _both([f"{one.cars[place].name}, {one.cars[place].seat}" for one in said])
            for place in range(len(item.cars))
        ],
        "faces": [_face([one.faces[place] for one in said]) for place in range(len(item.faces))],
        "others": len(item.others),
        "others_text": _text(told(languages, lambda: _others(len(item.others)))),
        "say": [
            {
                "label": _both([one.say[at].label for one in said]),
                "kind": group.kind,
                "lines": [
                    {"text": _both([one.say[at].lines[n][0] for one in said]), "own": private}
                    for n, (_line, private) in enumerate(group.lines)
                ],
            }
            for at, group in enumerate(item.say)
        ],
    }


def _ride(said: Sequence[Transfer]) -> dict[str, Any]:
    """A transfer, on the day that it leaves."""
    ride = said[0]
    return {
        "time": f"{ride.leaves_at.astimezone(ZoneInfo(ride.zone)):%H:%M}",
        "name": _both([one.name for one in said]),
        "car": _both([", ".join(part for part in (ride.car, ride.plate, ride.driver, ride.phone) if part)]),
        "where": _both([one.meeting_point for one in said]),
        "own": ride.private,
    }


def _others(number: int) -> str:
    return ngettext("and %(n)d other", "and %(n)d others", number) % {"n": number} if number else ""


def _face(said: Sequence[Face]) -> dict[str, Any]:
    face = said[0]
    second = face.second if len(said) == 1 else ""
    return {
        "name": _both([one.name for one in said]),
        "second": asdict(line(second)) if second else None,
        "post": _both([one.post for one in said]),
        "address": _both([one.address for one in said]),
        "party": face.party,
        "sample": face.sample,
    }


def _both(words: Sequence[str]) -> list[dict[str, str]]:
    """The same in each language, said once where both are alike, and nothing where there is none."""
    return [asdict(line(text)) for text in dict.fromkeys(word for word in words if word.strip())]


def _text(text: Text) -> list[dict[str, str]]:
    return [asdict(one) for one in text]
