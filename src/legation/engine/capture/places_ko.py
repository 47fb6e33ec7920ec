"""Places in Korean text: a name at the start of a word, with what may follow it (a particle, "시", a post)."""

# ruff: noqa: E501, SIM905

from legation.engine.capture.atlas_zones import ZONES
from legation.engine.capture.document import Sentence
from legation.engine.capture.gazetteer import Gazetteer, PlaceMention
from legation.engine.capture.lazily import lazily
from legation.engine.capture.words_ko import GIVEN_JA, JOSA, TITLES

_SUFFIX = r"(?:특별자치시|특례시|특별자치도|특별시|광역시|시|도|주)?(?:청|의회)?"
_REST = lazily(rf"^{_SUFFIX}(?:{'|'.join(TITLES)})?(?:{'|'.join(JOSA)})?(?:{'|'.join(JOSA)})?$")
_PLAIN = lazily(rf"^국?(?:{'|'.join(JOSA)})?$")
_DOUBTFUL = frozenset(
    "선전 세부 우시 우치 빈 릴 렌 로마 리가 파리 리즈 서리 상주 구레 나라 신주 본시 던디 고양 수원 김해 아산 안산 원주".split()
) | {line.partition("=")[2] for line in ZONES.strip().splitlines() if len(line.partition("=")[2]) < 3}
"""Names that are parts of ordinary words: they want a word beside them that says "place"."""
_CIVIC = ("시장", "부시장", "시청", "시의회", "시 ", "총영사")
_SURE = lazily(r"^(?:특별시|광역시|특례시|특별자치|시(?!설|작|간|민|험|도))")


def places_in(gazetteer: Gazetteer, sentence: Sentence) -> list[PlaceMention]:
    """Korean places in one sentence, the longest name first, from the left."""
    found: list[PlaceMention] = []
    for number, token in enumerate(sentence.tokens):
        word = token.text
        if word in GIVEN_JA:
            continue
        for length in range(min(len(word), gazetteer.longest_korean), 0, -1):
            places = gazetteer.korean.get(word[:length])
            if not places:
                continue
            rest = word[length:]
            allowed = (_PLAIN if places[0].kind == "country" else _REST).match(rest)
            after_country = bool(found) and found[-1].last == number and found[-1].place.kind == "country"
            after = sentence.tokens[number + 1].text if number + 1 < len(sentence.tokens) else ""
            sure = bool(_SURE.match(rest)) or after_country or (not rest and after.startswith(_CIVIC))
            doubtful = (length == 1 or word[:length] in _DOUBTFUL) and not sure
            if allowed and not doubtful:
                place = next(
                    (one for one in places if after_country and one.country == found[-1].place.country),
                    places[0],
                )
                found.append(
                    PlaceMention(
                        sentence.number, number, number + 1, (token.start, token.start + length), place
                    )
                )
                break
    return found
