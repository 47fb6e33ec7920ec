"""Korean houses that no ending shows to be one: "도모헌에서 … 접견했다", "동대문디자인플라자(DDP)에서"."""

from collections.abc import Sequence

from legation.engine.capture.document import Sentence, Token
from legation.engine.capture.lazily import lazily
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.sites_ko import bracket_before
from legation.engine.capture.titles_en import Words
from legation.engine.capture.words_ko import GROUPS, ORG_SUFFIX, STOP, TITLES, strip_josa

_HELD = frozenset({"reception", "signing", "meeting", "courtesy_call", "ceremony"})
_AT = frozenset({"에서", "에서는"})
_NO_HOUSE = lazily(
    r"(?:자리|행사|면담|회의|간담회|포럼|총회|회담|분야|차원|가운데|현장|현지|국내|해외|인사말|축사|환영사|답사|연설|대회|경기|과정|서한|"
    r"성명|자료|통화|방송|인터뷰|협약|협약식|기념식|개막식|만찬|오찬|리셉션|부문|측면|관점|곳|도시|지역|공동체|사회|시장에|점|쪽|상황|"
    r"단계|사이|무대|세계|아시아|유럽|미주|시내|인근|일대|앞|옆|근처|일원|소재|출장|순방|방문|일정|이곳|그곳|여기|거기|입장|회견|브리핑|협의|토론회|모임|연찬회|워크숍|공청회|경연|축전|강연|특강|회동|대담|발표회|연주회|음악회|공연|캠페인|미팅|조회|축제|박람회|"
    r"엑스포|세미나|심포지엄|컨퍼런스|콘퍼런스|전시회|설명회|상담회|라운드테이블|교류회|온라인|화상|비대면|영상|줌)$"
)
_LIKE_A_HOUSE = lazily(
    r"(?:[가-힣]{2}(?:헌|궁|루|각|당|원|장|재|채|관|전)|뮤지엄|하우스|플라자|스퀘어|가든|캠퍼스|힐|카페|레스토랑|라운지|빌리지|랩|몰|홀|룸|"
    r"스튜디오|아레나|스타디움|갤러리|아카데미|클럽|리조트|콘도|펜션|크루즈|호|센트럴|테라스|게스트하우스|아트센터|허브|스페이스|의집|섬|컨벤시아|유람선|청와대)$"
)
_REGION = lazily(r"(?:특별시|광역시|특례시|자치시|자치도|시|도|군|구|주|성|현|국|읍|면|동|리)$")


def named_house(
    reading: Reading, event: EventDraft, sentence: Sentence, floor: int, limit: int
) -> Words | None:
    """The noun before "에서" between two offsets, if it ends like a house and is no place, body, occasion."""
    if event.kind not in _HELD:
        return None
    tokens = sentence.tokens
    places = {k for one in reading.places.get(sentence.number, []) for k in range(one.first, one.last)}
    names = [span for span, _ in reading.people_in(sentence)]
    for number, token in enumerate(tokens):
        if not floor <= token.start < limit:
            continue
        first, stem = _noun(tokens, number)
        if first is None or any(a < tokens[first].end and tokens[first].start < b for a, b in names):
            continue
        hotel = first in places and first > 0 and tokens[first - 1].text.endswith("호텔")
        if hotel:
            span = (tokens[first - 1].start, tokens[first].start + len(stem))
            return (reading.words(span), span)  # "라한호텔 전주에서"
        if first in places or not _may_be_house(stem):
            continue
        span = (tokens[first].start, tokens[first].start + len(stem))
        return (reading.words(span), span)
    return None


def _noun(tokens: Sequence[Token], number: int) -> tuple[int | None, str]:
    """The token before "에서" and its stem, past an acronym in brackets; None where no "에서" ends here."""
    text = tokens[number].text
    if text in _AT:
        opens = bracket_before(tokens, number)
        return (opens - 1, tokens[opens - 1].text) if opens else (None, "")
    stem, josa = strip_josa(text)
    return (number, stem) if josa in _AT else (None, "")


def _may_be_house(stem: str) -> bool:
    plain = 3 <= len(stem) <= 16 and not stem[0].isdigit() and stem not in STOP
    other = _NO_HOUSE.search(stem) or _REGION.search(stem) or ORG_SUFFIX.search(stem)
    return (
        plain
        and _LIKE_A_HOUSE.search(stem) is not None
        and not other
        and not stem.endswith((*TITLES, *GROUPS))
    )
