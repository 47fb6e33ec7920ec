"""Who is named, greeted and speaks when, and by which form of address, in both languages."""

from collections.abc import Sequence
from dataclasses import dataclass

from legation.engine.naming import POSTS, PersonName, address, display, family_of, formal
from legation.missions.choices import Presence
from legation.missions.models import Engagement
from legation.protocol.queries.attending import Attending, Setting
from legation.protocol.queries.order import Row
from legation.protocol.queries.staging_people import Cast, cast_of


@dataclass(frozen=True, slots=True)
class Named:
    """One person as they are named aloud: full name, title and form of address in both languages.

    `number` is the place in the order; a title or post that was not recorded in a language is empty.
    """

    number: int
    attending: Attending
    address_en: str
    address_ko: str
    name_en: str
    name_ko: str
    post_en: str
    post_ko: str

    @property
    def side(self) -> str:
        return self.attending.party

    @property
    def here(self) -> bool:
        """Checked in."""
        return self.attending.attendance.presence == Presence.PRESENT


@dataclass(frozen=True, slots=True)
class Acknowledgements:
    """The master of ceremonies' list in descending order (P18).

    `counted`: somebody is checked in, and so the list holds who is present; else who is expected.
    `may_start`: the first in rank is there (P19). `present` and `expected` count those in the order.
    """

    engagement: Engagement
    people: tuple[Named, ...]
    counted: bool
    may_start: bool
    present: int
    expected: int
    first: Attending | None = None
    question: str = ""

    @property
    def state(self) -> str:
        """Differs where the list does."""
        marks = (
            f"{each.attending.attendance.pk}.{each.attending.attendance.version}" for each in self.people
        )
        return "-".join([str(self.present), str(self.expected), *marks])


@dataclass(frozen=True, slots=True)
class Speech:
    """One speaker and whom they greet, in descending order (P17)."""

    speaker: Named
    welcomes: bool
    greets: tuple[Named, ...]

    @property
    def line_en(self) -> str:
        return ", ".join(each.address_en for each in self.greets)

    @property
    def line_ko(self) -> str:
        return ", ".join(each.address_ko for each in self.greets)


@dataclass(frozen=True, slots=True)
class Words:
    """Speeches and salutations (P17), arrivals and departures (P19)."""

    speeches: tuple[Speech, ...]
    arrivals: tuple[Row, ...]
    departures: tuple[Row, ...]
    question: str = ""


def acknowledgements_of(setting: Setting | Cast) -> Acknowledgements:
    """Who is acknowledged, over what all readers see: no query."""
    people = cast_of(setting).ranked
    here = [row for row in people.rows if row.attending.attendance.presence == Presence.PRESENT]
    first = people.rows[0].attending if people.rows else None
    return Acknowledgements(
        engagement=people.engagement,
        people=tuple(named(row) for row in people.acknowledged),
        counted=people.counted,
        may_start=bool(here) and here[0].number == 1,
        present=len(here),
        expected=len(people.rows) - len(here),
        first=first,
        question=people.question,
    )


def words_of(setting: Setting | Cast) -> Words:
    """Who speaks when and greets whom, over what all readers see: no query."""
    people = cast_of(setting).ranked
    said = [named(row) for row in people.acknowledged if row.rank] or [
        named(row) for row in people.acknowledged
    ]
    return Words(
        speeches=tuple(
            Speech(named(row), number == 0, _others(said, row)) for number, row in enumerate(people.speeches)
        ),
        arrivals=people.rows[::-1],
        departures=people.rows,
        question=people.question,
    )


def _others(said: Sequence[Named], speaker: Row) -> tuple[Named, ...]:
    return tuple(each for each in said if each.attending.key != speaker.attending.key)


def named(row: Row) -> Named:
    """A row of the order as it is named aloud."""
    each = row.attending
    name = name_of(each)
    return Named(
        number=row.number,
        attending=each,
        address_en=address_of(each, "en"),
        address_ko=address_of(each, "ko"),
        name_en=display(name, "en"),
        name_ko=display(name, "ko"),
        post_en=_post(each, "en"),
        post_ko=_post(each, "ko"),
    )


def name_of(each: Attending) -> PersonName:
    """The recorded spellings of a name."""
    person = each.person
    return PersonName(
        family=person.family_name,
        given=person.given_name,
        native=person.native_name,
        korean=person.korean_name,
        order="family-first" if person.family_first else "given-first",
    )


def address_of(each: Attending, language: str) -> str:
    """How they are addressed: "Mayor Park"; "박 시장님".

    The title is that of their post: in Korean the last word of the recorded title, in English a title that
    is used before names ("Mayor of Seattle": "Mayor"). Where there is none, the name alone.
    """
    name, key = name_of(each), _key(each)
    if language == "ko":
        title = _title(each, "ko").split(" ")[-1]
        if title:
            return f"{family_of(name, 'ko')} {title}님"
        return address(name, key, "ko") if key else formal(name, "", "ko")
    return address(name, key, "en") if key else formal(name, "", "en")


def _key(each: Attending) -> str:
    """The post of the naming engine that this one is: by its English title, else by its rank."""
    if each.post is None:
        return ""
    title = _title(each, "en").lower()
    found = next(
        (
            key
            for key, (english, _) in POSTS.items()
            if english and title.startswith(english.lower()) and _ends(title[len(english) :])
        ),
        "",
    )
    return found or (each.post.rank_class if each.post.rank_class in POSTS else "")


def _ends(rest: str) -> bool:
    """What follows a title in the title of a post: nothing, a place, or a body."""
    return not rest or rest.startswith((" of ", " in ", " for ", ",", " ("))


def _title(each: Attending, language: str) -> str:
    """The title as it was recorded in this language, or empty."""
    if each.post is None:
        return ""
    data = each.post.title.data
    return str(data.get(language) or "") if isinstance(data, dict) else str(data or "") * (language == "en")


def _post(each: Attending, language: str) -> str:
    """Title and organisation in a language, as far as they were recorded in any."""
    if each.post is None:
        return ""
    title, body = each.post.title.localize(language), each.post.organisation.name.localize(language)
    return f"{body} {title}" if language == "ko" else f"{title}, {body}"
