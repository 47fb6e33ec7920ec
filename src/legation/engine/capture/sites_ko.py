"""Korean lists of places that are visited: "상공회의소, 박물관과 체험관을 차례로 방문"."""

from collections.abc import Callable, Sequence

from legation.engine.capture.document import Token
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
