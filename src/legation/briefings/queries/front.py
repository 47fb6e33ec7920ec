"""What every book begins with: its mission, its reader, its date and its version."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from legation.briefings.choices import Book
from legation.briefings.queries.wording import Line, Text, day_text, languages_of, span_text, told, words_of
from legation.kernel.choices import Side
from legation.missions.choices import MissionStatus
from legation.missions.models import Leg, Mission
from legation.missions.queries.masthead import Masthead
from legation.missions.rules import Standing

SHEETS = {"a4": "a4", "letter": "us-letter", "a5": "a5", "a6": "a6"}  # as Typst calls them
PAGE = {"en": "page {n} of {m}", "ko": "{m}쪽 중 {n}쪽"}

WORDS = {
    "visiting": gettext_lazy("visiting"),
    "guests": gettext_lazy("Guests"),
    "hosts": gettext_lazy("Hosts"),
    "printed": gettext_lazy("Printed for"),
    "date": gettext_lazy("Date"),
    "version": gettext_lazy("Version"),
    "holds": gettext_lazy("Holds"),
    "sample": gettext_lazy("sample"),
    "contents": gettext_lazy("Contents"),
    "cancelled": gettext_lazy("Cancelled"),
}


@dataclass(frozen=True, slots=True)
class Stop:
    """Days of the mission in one host city."""

    city: Text
    dates: Text


@dataclass(frozen=True, slots=True)
class Front:
    """The cover."""

    book: Text
    mission: Text
    series: Text
    dates: Text
    purpose: Text
    guests: tuple[Text, ...]
    hosts: tuple[Text, ...]
    stops: tuple[Stop, ...]
    cancelled: bool
    reader: str
    side: str
    side_name: Text
    holds: Text
    on: Text


class Headed(Protocol):
    """What the foot of every page needs of a front."""

    @property
    def reader(self) -> str: ...

    @property
    def side(self) -> str: ...

    @property
    def on(self) -> Text: ...


@dataclass(frozen=True, slots=True)
class BookContent:
    """All that a template needs: data, pictures by name, and the day that the file bears."""

    data: Mapping[str, Any]
    pictures: Mapping[str, bytes]
    at: datetime


def front_of(
    book: Book, mission: Mission, head: Masthead, legs: tuple[Leg, ...], mine: Standing, *, reader: Any,
    language: str, on: date,
) -> Front:  # fmt: skip
    """The cover for this reader; reads nothing but the mission's series."""
    languages = languages_of(language)
    shared_only = len(mine.sees) == 1
    return Front(
        book=told(languages, lambda: book.label),
        mission=told(languages, lambda: mission.name),
        series=told(languages, lambda: mission.programme),
        dates=span_text(languages, mission.starts_on, mission.ends_on),
        purpose=told(languages, lambda: mission.purpose),
        guests=tuple(told(languages, lambda city=city: city.name) for city in head.guests),  # type: ignore[misc]
        hosts=tuple(told(languages, lambda city=city: city.name) for city in head.hosts),  # type: ignore[misc]
        stops=tuple(
            Stop(
                told(languages, lambda leg=leg: leg.city.name),  # type: ignore[misc]
                span_text(languages, leg.starts_on, leg.ends_on),
            )
            for leg in legs
        ),
        cancelled=mission.status == MissionStatus.CANCELLED,
        reader=str(reader),
        side=mine.side,
        side_name=told(languages, lambda: Side(mine.side).label),
        holds=told(languages, lambda: _holds(mine.side, shared_only=shared_only)),
        on=day_text(languages, on),
    )


def _holds(side: str, *, shared_only: bool) -> str:
    if shared_only:
        return _("Only what both sides share")
    if side == Side.GUEST:
        return _("What both sides share, and what the guest side keeps to itself")
    return _("What both sides share, and what the host side keeps to itself")


def legs_of(mission: Mission, reader: Any) -> tuple[Leg, ...]:
    """One query: the days in each host city."""
    found = Leg.objects.visible_to(reader).filter(mission=mission).select_related("city")
    return tuple(found.order_by("starts_on", "pk"))


def content(
    front: Any, body: Mapping[str, Any], words: Mapping[str, Any], pictures: Mapping[str, bytes], *,
    language: str, paper: str, on: date,
) -> BookContent:  # fmt: skip
    """The data of a book or paper with its version: a digest of all that is printed, pictures included.

    `front` is a frozen dataclass with what `Headed` names."""
    languages = languages_of(language)
    data: dict[str, Any] = {
        "language": languages[0],
        "paper": SHEETS[paper],
        "front": asdict(front),
        "words": {key: [asdict(one) for one in text] for key, text in words_of(languages, words).items()},
        **body,
    }
    digest = hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode())
    for name in sorted(pictures):
        digest.update(hashlib.sha256(pictures[name]).digest())
    data["version"] = f"{on.isoformat()}-{digest.hexdigest()[:8]}"
    data["foot"] = [asdict(_foot(one, front, data["version"])) for one in languages]
    data["pages"] = [{"lang": one, "text": PAGE[one]} for one in languages]
    return BookContent(data, pictures, datetime.combine(on, time(0), tzinfo=UTC))


def _foot(language: str, front: Headed, version: str) -> Line:
    """The line beneath each page in one language: reader, side, date, version."""
    with override(language):
        side = str(Side(front.side).label)
        on = next((one.text for one in front.on if one.lang == language), front.on[0].text)
        return Line(language, " · ".join((front.reader, side, on, f"{_('Version')} {version}")))
