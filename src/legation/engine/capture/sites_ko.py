"""Korean lists of places that are visited: "상공회의소, 박물관과 체험관을 차례로 방문"."""

from collections.abc import Callable, Sequence

from legation.engine.capture.document import Sentence, Token
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.titles_en import Words
from legation.engine.capture.words_ko import ORG_SUFFIX, strip_josa

_MOST = 6
Building = Callable[[Sequence[Token], int, str], Words | None]


def listed_before(building: Building, tokens: Sequence[Token], venue: Words) -> list[Words]:
    """The houses and bodies that stand in one list before `venue`, in order."""
    found: list[Words] = []
    at = next((number for number, token in enumerate(tokens) if token.start >= venue[1][0]), 0)
    while at > 1 and len(found) < _MOST:
        joined = tokens[at - 1].text in {",", "·", "및"}
        stem, josa = (tokens[at - 2].text, "") if joined else strip_josa(tokens[at - 1].text)
        if not joined and josa not in {"과", "와"}:
            break
        number = at - 2 if joined else at - 1
        item = building(tokens, number, stem)
        if item is None and ORG_SUFFIX.search(stem) and len(stem) > 3:
            item = (stem, (tokens[number].start, tokens[number].start + len(stem)))
        if item is None:
            break
        found.insert(0, item)
        at = next((k for k, token in enumerate(tokens) if token.start >= item[1][0]), 0)
    return found


def part_of_another(event: EventDraft, found: Sequence[EventDraft]) -> bool:
    """ "부산항만공사를 찾아 부산항을": a place whose name opens that of another that is visited."""
    return any(
        one is not event and one.venue and event.venue and one.venue[0] != event.venue[0]
        and one.venue[0].startswith(event.venue[0])
        for one in found
    )  # fmt: skip


def bracket_before(tokens: Sequence[Token], at: int) -> int:
    """The token that opens a bracket closed just before `at`; 0 where none is."""
    if at < 3 or tokens[at - 1].text != ")":
        return 0
    return next((k for k in range(at - 2, max(0, at - 9), -1) if tokens[k].text == "("), 0)


def another_day(text: str, one: EventDraft, other: EventDraft) -> bool:
    """ "12일 … 간담회를 열고, 14일 … 시장을 만난다": two meetings, each with its day."""
    between = text[one.trigger[1] : other.trigger[0]]
    return other.kind == "meeting" and _NEXT_DAY.search(between) is not None


_NEXT_DAY = lazily(r"고,?\s(?:[가-힣]+\s)?\d{1,2}일(?:에는|에)?\s")


def to_a_city(reading: Reading, span: Span, sentence: Sentence) -> bool:
    """ "부산을 방문했다": a city stands directly before the verb."""
    return any(
        one.place.kind == "city" and 0 < span[0] - one.span[1] < 5
        for one in reading.places.get(sentence.number, [])
    )
