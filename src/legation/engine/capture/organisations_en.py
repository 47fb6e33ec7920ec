"""Organisations in English text: capitalised phrases with a head, names in lists, acronyms; and their roles."""

# ruff: noqa: E501, SIM905

from collections.abc import Sequence

from legation.engine.capture.document import Sentence, Token
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lexicon_en import (
    CENTRE_HEADS,
    COMMON_NOUNS,
    EVENT_HEADS,
    INSTRUMENT_HEADS,
    NOT_NAMES,
    ORG_HEADS,
    PROGRAMME_HEADS,
    PROMOTERS,
    VENUE_HEADS,
)
from legation.engine.capture.lists_en import list_ranges
from legation.engine.capture.model import Span
from legation.engine.capture.organisations import OrgMention
from legation.engine.capture.phrases_en import FIRSTS, head_at, noun_phrase_at
from legation.engine.capture.shapes_en import (
    ACTS,
    SENDING_HOUSES,
    beside_bodies,
    called_short,
    heads_stand,
    joined_name,
    past_post,
)

_PARTY = frozenset(
    "delegation mission group party delegates entourage accompanied accompanying him her them members officials "
    "representatives attended attending attendees participants officials represented side those joined team visitors".split()
)
_ORGANISED = frozenset(
    "organized organised hosted sponsored arranged convened coordinated run organise organize".split()
)


class EnglishOrganisations:
    """Reads one sentence at a time, after the people are known."""

    def __init__(self, text: str) -> None:
        self.text = text

    def read(
        self, sentence: Sentence, places: Sequence[PlaceMention], people: Sequence[Span]
    ) -> list[OrgMention]:
        """Bodies named in one sentence; `people` are spans that are names of people."""
        tokens = sentence.tokens
        at_place = {mention.first: mention for mention in places}
        person_at = _starts(tokens, people)
        found: list[OrgMention] = []
        listed = list_ranges(tokens)
        at = 0
        while at < len(tokens):
            if at in person_at:
                at = person_at[at]
                continue
            head = head_at(tokens, at) if tokens[at].lower in FIRSTS else 0
            if head or not tokens[at].cap:
                at += max(1, head)
                continue
            at = past_post(tokens, at)
            end = noun_phrase_at(tokens, at)
            end = self._owned(tokens, at, self._cut(tokens, at, end, person_at))
            first = at
            owner = at_place.get(first)
            if owner is not None and owner.last + 1 < end and tokens[owner.last].lower == "'s":
                first = owner.last + 1  # "Seattle's Pacific Science Center"
            if [token.lower for token in tokens[first : first + 3]] == ["standing", "committee", "of"]:
                first += 3
            if first + 2 < end and tokens[first].lower in ACTS and tokens[first + 1].lower == "of":
                first += 2  # "Tours of Morningside University"
            while first < end and tokens[first].lower in NOT_NAMES and not self._keeps(tokens, first, end):
                first += 1
            at = max(end, at + 1)
            if first >= end:
                continue
            end = self._located(tokens, first, end, at_place)
            at = max(end, at)
            in_list = any(start <= first < stop for start, stop in listed)
            rule = self._rule(tokens, first, end, at_place, in_list=in_list)
            if (
                not rule
                and self._acts(tokens, first, end)
                and not (first in at_place and at_place[first].last >= end)
            ):
                rule = "org.acts"
            rule = rule or self._by_its_frame(tokens, first, end, at_place)
            if rule:
                mention = self._mention(sentence, first, end, rule, listed)
                found.append(mention)
                while at < len(tokens) and tokens[at].end <= mention.span[1]:
                    at += 1
        beside = beside_bodies(sentence, [one.span for one in found], set(at_place), person_at)
        return found + [
            self._mention(sentence, first, end, "org.beside-body", listed) for first, end in beside
        ]

    def _by_its_frame(
        self, tokens: Sequence[Token], first: int, end: int, at_place: dict[int, PlaceMention]
    ) -> str:
        """The rule for a name without the head of a body that organises, or whose acronym follows; "" for others."""
        if first not in at_place and end - first > 1 and self._organised_by(tokens, first):
            return "org.organised-by"
        if first in at_place and at_place[first].last >= end:
            return ""  # "HCM City (VNA) – …"
        return (
            "org.acronym-named"
            if joined_name(tokens, first, end) > end or called_short(tokens, first, end)
            else ""
        )

    @staticmethod
    def _organised_by(tokens: Sequence[Token], first: int) -> bool:
        """ "a reception sponsored by the Global Cities Forum": what organises is a body, whatever its name."""
        back = first - 1
        while back > 0 and tokens[back].lower == "the":
            back -= 1
        return back > 0 and tokens[back].lower == "by" and tokens[back - 1].lower in _ORGANISED - {"run"}

    @staticmethod
    def _acts(tokens: Sequence[Token], first: int, end: int) -> bool:
        """A name that does what bodies do ("MOTIA joined Mayor Song", "World Affairs Forum Alaska hosted"), or an acronym visited."""
        word = tokens[first].text
        verb = tokens[end].lower if end < len(tokens) else ""
        if end - first == 1:
            shouted = word.isupper() and word.isalpha() and 3 <= len(word) <= 8
            visited = first > 0 and tokens[first - 1].lower in {
                "visit",
                "visited",
                "visits",
                "toured",
                "visiting",
            }
            return shouted and (
                visited
                or verb in {"joined", "hosted", "organized", "organised", "signed", "arranged", "sponsored"}
            )
        active = end + 1 < len(tokens) and tokens[end + 1].lower not in {"by", "for", "in", "and", ","}
        if active and end - first > 2 and verb in _ORGANISED and tokens[end - 1].lower not in PROGRAMME_HEADS:
            return True
        return verb in {"hosted", "organized", "organised", "sponsored"} and any(
            token.lower in EVENT_HEADS for token in tokens[first:end]
        )

    @staticmethod
    def _keeps(tokens: Sequence[Token], first: int, end: int) -> bool:
        """Words like "Greater" or "International" open a name; "The" and "In" do not."""
        opening = {"greater", "north", "south", "east", "west", "international", "global", "national", "city", "sister",
                   "metropolitan", "state", "central", "northern", "southern", "eastern", "western", "world",
                   "republic", "county", "province", "new", "friendship"}  # fmt: skip
        return tokens[first].lower in opening and end - first > 1

    @staticmethod
    def _cut(tokens: Sequence[Token], first: int, end: int, person_at: dict[int, int]) -> int:
        for k in range(first + 1, end):
            if k in person_at:
                end = k
                break
            if head_at(tokens, k) and k + head_at(tokens, k) in person_at:
                end = k  # "Library and Archive Dept. Head Dewi …"
                break
            if head_at(tokens, k) > 1:
                end = k
                break
            if tokens[k].lower == "representative" and k + 1 < end and tokens[k + 1].lower == "office":
                continue
            if head_at(tokens, k) and tokens[k].lower not in {
                "chief",
                "head",
                "partner",
                "member",
                "lead",
                "executive",
                "principal",
                "professor",
                "secretary",
                "delegate",
            }:
                end = k
                break
        while end > first and (
            not (tokens[end - 1].cap or tokens[end - 1].text[0].isdigit()) or tokens[end - 1].lower in _RANKS
        ):
            end -= 1
        return end

    @staticmethod
    def _owned(tokens: Sequence[Token], first: int, end: int) -> int:
        """ "Port of Rotterdam's Anne Voorbeeld": the body ends before what is its own, where that is no body."""
        for k in range(first + 1, end - 1):
            if tokens[k].lower == "'s":
                left = {token.lower for token in tokens[first:k]}
                right = {token.lower for token in tokens[k + 1 : end]}
                if left & (ORG_HEADS | {"port"}) and not right & (
                    ORG_HEADS | CENTRE_HEADS | VENUE_HEADS | {"port"}
                ):
                    return k
        return end

    @staticmethod
    def _located(tokens: Sequence[Token], first: int, end: int, at_place: dict[int, PlaceMention]) -> int:
        """ "Embassy in London", "Chamber of Commerce in Tanzania": the place belongs to the name."""
        if end + 1 < len(tokens) and tokens[end].lower == "in":
            place = at_place.get(end + 1)
            body = {token.lower for token in tokens[first:end]} & {
                "embassy",
                "consulate",
                "chamber",
                "mission",
            }
            if place is not None and not place.adjective and body:
                return place.last
        return end

    def _rule(  # noqa: C901
        self,
        tokens: Sequence[Token],
        first: int,
        end: int,
        at_place: dict[int, PlaceMention],
        *,
        in_list: bool,
    ) -> str:
        words = [token.lower for token in tokens[first:end]]
        place = at_place.get(first)
        if place is not None and place.last >= end:
            return ""
        if words[0] in {"city", "town"} and len(words) > 1 and words[1] == "of":
            return ""
        if {"republic", "kingdom"} & set(words) and not set(words) & (ORG_HEADS | CENTRE_HEADS):
            return ""  # "the Federal Republic of Germany"
        last = words[-1]
        if {"sister", "twin", "friendship"} & {words[0]} and last in INSTRUMENT_HEADS | {
            "cities",
            "program",
            "relationship",
        }:
            return ""
        if words[-2:] == ["sister", "cities"] and place is not None and end - place.last == 2:
            return "org.head"  # "Fort Worth Sister Cities"
        if last == "city" or (last in {"prefecture", "province", "county", "district"} and len(words) < 7):
            return ""
        if " ".join(words) in _BARE:
            return ""
        heads = [word for word in words if word in ORG_HEADS]
        assembly = last == "congress" and {"people's", "national", "state"} & set(words)
        if (
            (last in EVENT_HEADS and not assembly)
            or last in PROGRAMME_HEADS
            or last in INSTRUMENT_HEADS - {"partnership", "project"}
        ):
            return ""
        if last == "agency" and len(words) > 1 and words[-2] == "news":
            return ""
        if "port" in words and "of" in words and words.index("of") == words.index("port") + 1:
            return "org.port"
        if assembly:
            return "org.head"
        if heads and len(words) != 1:
            if last in {"office", "hall", "room"} and len(words) == 2 and not (last == "office" and place):
                return ""
            if last in {"room", "hall", "ballroom", "lounge", "chambers"} or not heads_stand(
                words, first, at_place
            ):
                return ""
            return "org.head"
        if last in CENTRE_HEADS or any(word in CENTRE_HEADS for word in words):
            lead = first - 1
            while lead > 0 and (
                tokens[lead].lower == "the" or tokens[lead].cap or tokens[lead].lower == "'s"
            ):
                lead -= 1
            venue = lead >= 0 and tokens[lead].lower in {
                "at", "in", "visit", "visited", "visits", "visiting", "tour", "toured", "touring", "inspected",
            }  # fmt: skip
            return "" if venue else "org.centre"
        if last in SENDING_HOUSES and len(words) > 1 and in_list and self._item(tokens, first, end):
            return "org.listed"  # "representatives of … and the Moravian Museum"
        if last in VENUE_HEADS:
            return ""
        if (
            words[0] in PROMOTERS
            and len(words) > 1
            and (words[0] == "tourism" or (first and first + 1 in at_place))
        ):
            return "org.head"
        if " ".join(words) in _BARE:
            return ""
        if end < len(tokens) and tokens[end].lower in {"inc", "ltd", "inc.", "ltd."}:
            return "org.head"
        if in_list and self._item(tokens, first, end) and not set(words) <= COMMON_NOUNS | {"and"}:
            return "org.listed"
        return ""

    @staticmethod
    def _item(tokens: Sequence[Token], first: int, end: int) -> bool:
        """A list item that is a name and nothing more: it ends at a comma, "and" or the end of the list."""
        after = tokens[end].text.lower() if end < len(tokens) else "."
        before = tokens[first - 1].lower if first else ""
        opens = before in {",", "and", "from", "of", "including", "as", "like", "the", ":", "them", "namely", "&",
                           "included", "comprising", "comprised", "with", "by"}  # fmt: skip
        return opens and (after in _ITEM_ENDS if end < len(tokens) else True)

    def _mention(
        self, sentence: Sentence, first: int, end: int, rule: str, listed: Sequence[tuple[int, int]]
    ) -> OrgMention:
        tokens = sentence.tokens
        stop = end
        if (
            end + 1 < len(tokens)
            and tokens[end].text == ","
            and tokens[end + 1].lower.rstrip(".") in {"inc", "ltd", "llc"}
        ):
            stop = end + 2
            if stop < len(tokens) and tokens[stop].text == "." and stop + 1 < len(tokens):
                stop += 1
        span = (tokens[first].start, tokens[stop - 1].end)
        acronym = None
        wide = joined_name(tokens, first, stop)
        if wide > stop:
            stop = wide
            span = (tokens[first].start, tokens[stop - 1].end)
        if stop + 2 < len(tokens) and tokens[stop].text == "(" and tokens[stop + 2].text == ")":
            inner = tokens[stop + 1]
            if inner.text.isupper() and 2 <= len(inner.text) <= 8:
                acronym = (inner.text, (inner.start, inner.end))
        role = self._role(tokens, first, any(start <= first < last for start, last in listed))
        verb = tokens[stop].lower if stop < len(tokens) else ""
        then = tokens[stop + 1].lower if stop + 1 < len(tokens) else ""
        if verb in {"organized", "organised", "arranged"} or (
            verb in {"is", "are", "was"} and then in {"organizing", "organising", "arranging"}
        ):
            role = "organiser"
        return OrgMention(sentence.number, self.text[span[0] : span[1]], span, rule, role, acronym)

    @staticmethod
    def _role(tokens: Sequence[Token], first: int, in_list: bool) -> str:  # noqa: FBT001
        back = first - 1
        while back > 0 and tokens[back].lower == "the":
            back -= 1
        if (
            back > 0
            and tokens[back].lower == "from"
            and any(t.lower in _SENT for t in tokens[max(0, back - 4) : back])
        ):
            return "delegation"
        for at in range(first - 1, max(-1, first - 30), -1):
            word = tokens[at].lower
            if (
                word == "by"
                and at > 0
                and (
                    tokens[at - 1].lower in _ORGANISED
                    or (tokens[at - 1].lower == "on" and tokens[at - 2].lower in {"put", "laid"})
                )
            ):
                return "organiser"
            if word in {"by", "which", "who", ";"} and not in_list:
                break
        if in_list and any(token.lower in _PARTY for token in tokens[:first]):
            return "delegation"
        return ""


_SENT = frozenset("delegation delegates mission party team group visitors guests".split())
_ITEM_ENDS = frozenset(
    ", and . ; ( & : / to were who attended was will on in at as joined took for with – - are is have has had also ) over during".split()
)
_BARE = frozenset(
    ["city council", "county council", "town council", "borough council", "city government", "city commission",
     "city corporation", "municipal corporation"]
)  # fmt: skip
_RANKS = frozenset("deputy vice assistant acting senior associate honorary".split())


def _starts(tokens: Sequence[Token], people: Sequence[Span]) -> dict[int, int]:
    by_start = dict(people)
    found: dict[int, int] = {}
    for number, token in enumerate(tokens):
        end = by_start.get(token.start)
        if end is not None:
            last = number
            while last < len(tokens) and tokens[last].start < end:
                last += 1
            found[number] = last
    return found
