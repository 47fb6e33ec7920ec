"""People in English text: names beside posts, in every order the language allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from legation.engine.capture.document import Sentence, Token
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lexicon_en import (
    COMMON_NOUNS,
    HONORIFICS,
    LOOSE,
    MODIFIERS,
    ORG_HEADS,
    PLURALS,
    SPEECH,
)
from legation.engine.capture.model import Span
from legation.engine.capture.phrases_en import (
    head_at,
    name_at,
    name_word,
    noun_phrase_at,
    run_before,
    skip_honorifics,
    strong_head,
)

Words = tuple[str, Span]
"""Words and where they stand."""

BODIES = frozenset("committee council assembly board commission congress".split())


@dataclass(frozen=True, slots=True)
class PersonMention:
    """One mention of a person: the name, and the post and affiliation that the words beside it give."""

    sentence: int
    name: Words
    span: Span
    rule: str
    confidence: float
    title: Words | None = None
    org: Words | None = None
    country: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A post in a sentence: tokens `start` to `end` cover everything, `first` to `last` the title itself."""

    start: int
    first: int
    last: int
    end: int
    title: Words
    org: Words | None
    country: bool
    strong: bool
    plural: bool = False


class EnglishPeople:
    """Reads one sentence at a time."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: Sequence[Token] = ()
        self.places: dict[int, PlaceMention] = {}
        self.place_ends: dict[int, PlaceMention] = {}

    def words(self, first: int, last: int) -> Words:
        """Tokens `first` to `last` as words with their span."""
        span = (self.tokens[first].start, self.tokens[last - 1].end)
        return (self.text[span[0] : span[1]], span)

    def read(self, sentence: Sentence, places: Sequence[PlaceMention]) -> list[PersonMention]:
        """The people of one sentence, in order."""
        self.tokens = sentence.tokens
        self.places = {mention.first: mention for mention in places}
        self.place_ends = {mention.last: mention for mention in places}
        found: list[PersonMention] = []
        taken: set[int] = set()
        for post in self.posts():
            for mention, used in self.people_of(post, sentence.number, taken):
                if not taken & used:
                    taken |= used
                    found.append(mention)
        found += self.counterparts(sentence.number, taken)
        found += self.bare(sentence.number, taken)
        return sorted(found, key=lambda mention: mention.span)

    # posts

    def posts(self) -> list[Post]:
        """Every post in the sentence."""
        found: list[Post] = []
        at = 0
        while at < len(self.tokens):
            length = head_at(self.tokens, at)
            plural = not length and self.tokens[at].lower in PLURALS
            if length or plural:
                post = self.post_at(at, at + (length or 1), plural=plural)
                found.append(post)
                at = max(post.last, at + 1)
            else:
                at += 1
        return found

    def post_at(self, first: int, last: int, *, plural: bool) -> Post:
        tokens = self.tokens
        strong = plural or strong_head(tokens, first, last)
        if last + 1 < len(tokens) and tokens[last].lower in {"and", "&", "/"} and head_at(tokens, last + 1):
            last = last + 1 + head_at(tokens, last + 1)
        while first > 0 and self._modifies(first - 1):
            first -= 1
        title_first = first
        org, country, start = self._before(first)
        if org is None and start < first:
            title_first = start
        end = last
        extra = last
        after, after_country, after_end, in_title = self._after(last)
        if after_end > last:
            end = after_end
            if in_title:
                extra = in_title
            if after is not None and (
                org is None or (country and not after_country and tokens[last].lower == "of")
            ):
                org, country = after, after_country
        title = self.words(title_first, extra)
        if plural:
            title = (PLURALS[tokens[last - 1].lower], title[1])
        return Post(start, title_first, extra, end, title, org, country, strong, plural)

    def _modifies(self, at: int) -> bool:
        word = self.tokens[at].lower
        if word in {"city", "state", "county", "federal"} and at > 0 and self.tokens[at - 1].cap:
            return not self.tokens[at].cap
        return word in MODIFIERS and (at + 1) not in self.place_ends

    def _before(self, first: int) -> tuple[Words | None, bool, int]:
        """The affiliation that stands before a title, whether it is a country, and where the whole begins."""
        tokens = self.tokens
        at = first
        if at > 0 and tokens[at - 1].lower == "'s":
            at -= 1
        elif at > 1 and tokens[at - 1].lower == "first" and tokens[at - 2].lower == "'s":
            at -= 2
        else:
            back = at
            while (
                back > 0
                and at - back < 5
                and tokens[back - 1].lower in LOOSE
                and tokens[back - 1].lower != "'s"
            ):
                back -= 1
            if back < at and back > 0 and tokens[back - 1].lower == "'s":
                at = back - 1
        place = self.place_ends.get(at)
        run = run_before(tokens, at)
        if place is not None and run >= place.first:
            return (self._place_words(place), place.place.kind == "country", place.first)
        if run < at:
            words = [token.lower for token in tokens[run:at]]
            if place is not None and not any(word in ORG_HEADS for word in words):
                return (self._place_words(place), place.place.kind == "country", place.first)
            if all(word in COMMON_NOUNS | {"and", "&"} for word in words):
                return (None, False, run)
            if at == first and name_at(tokens, run) >= at and run > 0 and tokens[run - 1].lower in SPEECH:
                return (None, False, first)
            return (self.words(run, at), False, run)
        return (None, False, first)

    def _place_words(self, mention: PlaceMention) -> Words:
        span = mention.span
        if mention.adjective:
            return (mention.place.name("en"), span)
        return (self.text[span[0] : span[1]], span)

    def _after(self, last: int) -> tuple[Words | None, bool, int, int]:
        """The affiliation after a title ("of the Port of Seattle"): words, country, end, end of the title."""
        tokens = self.tokens
        if last >= len(tokens) or tokens[last].lower not in {"of", "for", "to", "in", "at", "with"}:
            return (None, False, last, 0)
        link = tokens[last].lower
        at = last + 1
        while at < len(tokens) and tokens[at].lower in {"the", "its", "our", "their"}:
            at += 1
        if at >= len(tokens):
            return (None, False, last, 0)
        if not tokens[at].cap:
            return self._lower_after(last, at)
        if (
            at + 2 < len(tokens)
            and tokens[at].lower in {"city", "town", "county"}
            and tokens[at + 1].lower == "of"
        ):
            at += 2
        place = self.places.get(at)
        end = noun_phrase_at(tokens, at)
        if place is not None and not place.adjective and not self._longer(place, end):
            stop = self._qualified(place.last)
            if link in {"to", "in"}:
                return (None, False, stop, place.last if link == "to" else 0)
            return (self._place_words(place), place.place.kind == "country", stop, 0)
        words = [token.lower for token in tokens[at:end]]
        if end <= at or (link in {"to", "in", "with"} and not (link == "to" and any(w in ORG_HEADS for w in words))):
            return (None, False, last, 0)
        lead = 0
        while lead < len(words) and words[lead] in COMMON_NOUNS:
            lead += 1
        if 0 < lead < len(words) and name_at(tokens, at + lead) == end and end - at - lead >= 2:
            return (None, False, at + lead, at + lead)
        heads = [k for k in range(at, end) if tokens[k].lower in ORG_HEADS]
        if heads and heads[-1] + 3 <= end and name_at(tokens, heads[-1] + 1) == end:
            end = heads[-1] + 1
            words = words[: end - at]
        if "of" in words:
            inner = at + words.index("of")
            if inner > at and all(word in COMMON_NOUNS | {"and", "&"} for word in words[: inner - at]):
                more = self._after(inner)
                return (more[0], more[1], max(more[2], inner), inner)
        if words[0] in BODIES or (
            words[0] in {"people", "municipal", "city", "standing"} and BODIES & set(words)
        ):
            for k in range(at, end):
                inner = self.places.get(k)
                if inner is not None and tokens[k - 1].lower == "of":
                    return (self._place_words(inner), False, max(end, inner.last), k - 1)
        if all(word in COMMON_NOUNS | {"and", "&", "of", "the"} for word in words):
            more = self._after(end)
            return (more[0], more[1], max(end, more[2]), end)
        if place is None and name_at(tokens, at) >= end and not any(word in ORG_HEADS for word in words):
            end = self._city_end(at, end)
        return (self.words(at, end), False, self._qualified(end), 0)

    def _longer(self, place: PlaceMention, end: int) -> bool:
        """Whether a phrase that begins with a place names a body ("Seattle Chamber of Commerce")."""
        rest = [token.lower for token in self.tokens[place.last : end]]
        return any(word in ORG_HEADS for word in rest)

    def _city_end(self, at: int, end: int) -> int:
        """An unknown city and a name run together ("Mayor of Kasama Hiroshi Mori"): the city is one word."""
        return at + 1 if end - at >= 3 else end

    def _qualified(self, at: int) -> int:
        """Past a qualifier ("Dallas, Texas,"): the end of the place with its country or region."""
        tokens = self.tokens
        if at + 1 < len(tokens) and tokens[at].text == ",":
            place = self.places.get(at + 1)
            if place is not None and place.place.kind != "city" and not place.adjective:
                return place.last
        return at

    def _lower_after(self, last: int, at: int) -> tuple[Words | None, bool, int, int]:
        """ "head of economic planning at the City of Seattle": lower-case words belong to the title."""
        tokens = self.tokens
        if tokens[last].lower not in {"of", "for"}:
            return (None, False, last, 0)
        end = at
        while end < len(tokens) and end - at < 6 and tokens[end].text.isalpha() and not tokens[end].cap:
            if tokens[end].lower in {
                "at",
                "of",
                "in",
                "for",
                "from",
                "on",
                "with",
                "who",
                "said",
                "to",
                "led",
            }:
                break
            end += 1
        if end == at:
            return (None, False, last, 0)
        more = self._after(end) if end < len(tokens) and tokens[end].lower in {"at", "of", "in"} else None
        if more is not None and more[0] is not None:
            return (more[0], more[1], more[2], end)
        return (None, False, end, end)

    # names beside posts

    def people_of(self, post: Post, sentence: int, taken: set[int]) -> list[tuple[PersonMention, set[int]]]:
        """The people who hold `post` according to the words around it."""
        if post.plural:
            return self._plural(post, sentence)
        tokens = self.tokens
        before = self._name_before(post)
        if before is not None and set(range(*before)) & taken:
            before = None
        at = post.end
        comma = at < len(tokens) and tokens[at].text in {",", ":"}
        direct = skip_honorifics(tokens, at + 1 if comma else at)
        end = name_at(tokens, direct)
        named = end > direct and not (comma and self._starts_list_item(direct, end))
        capital = tokens[post.last - 1].cap or post.strong
        if named and not comma and capital and self._plausible(direct, end):
            return [self._mention(sentence, direct, end, post, "title-before", 0.95, end)]
        if before is not None and not (named and comma and post.org is None and not before):
            first, last = before
            org_end = post.end
            return [self._mention(sentence, first, last, post, "title-after", 0.92, org_end)]
        if named and comma and capital and post.end > post.last - 1 and self._plausible(direct, end):
            if end - direct >= 2 or direct > at + 1:
                return [self._mention(sentence, direct, end, post, "title-comma-name", 0.88, end)]
        return []

    def _starts_list_item(self, first: int, last: int) -> bool:
        """After a comma: whether the capitals begin another person's own post ("…, Brian Surratt, CEO of …")."""
        tokens = self.tokens
        if last + 1 < len(tokens) and tokens[last].text == ",":
            k = last + 1
            while k < len(tokens) and k - last < 6 and (tokens[k].lower in LOOSE or tokens[k].cap):
                if head_at(tokens, k):
                    return True
                k += 1
        return first in self.places and self.places[first].last >= last

    def _plausible(self, first: int, last: int) -> bool:
        place = self.places.get(first)
        return place is None or place.last < last or last - first == 1

    def _name_before(self, post: Post) -> tuple[int, int] | None:
        """ "NAME, [the] TITLE": the name that a post in apposition belongs to."""
        tokens = self.tokens
        at = post.start
        steps = 0
        while at > 0 and steps < 7 and (tokens[at - 1].lower in LOOSE or tokens[at - 1].lower in MODIFIERS):
            at -= 1
            steps += 1
        if at == 0:
            return None
        opener = tokens[at - 1].text
        if opener not in {",", "(", "–", "-", "—"}:
            if opener.lower() not in {"as", "is"} or not post.strong:
                return None
            if tokens[at - 2].text == "," if at > 1 else False:
                return None
            if opener.lower() == "as":
                return None
        if (
            opener == ","
            and post.end < len(tokens)
            and name_at(tokens, skip_honorifics(tokens, post.end)) > post.end
        ):
            return None
        last = at - 1
        if last > 0 and tokens[last - 1].text == ")":
            back = last - 1
            while back > 0 and tokens[back].text != "(" and last - back < 12:
                back -= 1
            last = back
        return self._name_ending(last)

    def _name_ending(self, last: int) -> tuple[int, int] | None:
        tokens = self.tokens
        for first in range(max(0, last - 6), last):
            if name_at(tokens, first) == last and not (first > 0 and name_word(tokens[first - 1])
                                                       and tokens[first - 1].lower not in HONORIFICS
                                                       and name_at(tokens, first - 1) == last):  # fmt: skip
                place = self.place_ends.get(last)
                if place is not None and place.first <= first:
                    return None
                if (
                    first > 1
                    and tokens[first - 1].lower in {"of", "in", "at", "to", "from"}
                    and last - first < 2
                ):
                    return None
                return (first, last)
        return None

    def _plural(self, post: Post, sentence: int) -> list[tuple[PersonMention, set[int]]]:
        """ "Mayors Jan Vapaavuori of Helsinki and Sergey Sobyanin of Moscow"."""
        tokens = self.tokens
        found: list[tuple[PersonMention, set[int]]] = []
        at = post.last
        while at < len(tokens) and len(found) < 12:
            first = skip_honorifics(tokens, at)
            end = name_at(tokens, first)
            if end == first or not self._plausible(first, end):
                break
            org, country, stop, _ = self._after(end) if end < len(tokens) else (None, False, end, 0)
            own = Post(
                post.start, post.first, post.last, stop, post.title, org or post.org, country, strong=True
            )
            found.append(self._mention(sentence, first, end, own, "titles-plural", 0.9, stop))
            at = stop
            joined = False
            while at < len(tokens) and tokens[at].lower in {",", "and", "&"}:
                at += 1
                joined = True
            if not joined:
                break
        return found

    def _mention(
        self, sentence: int, first: int, last: int, post: Post, rule: str, confidence: float, end: int
    ) -> tuple[PersonMention, set[int]]:
        org = post.org
        country = post.country
        if (
            org is None
            and rule == "title-before"
            and last < len(self.tokens)
            and self.tokens[last].lower == "of"
        ):
            org, country, stop, _ = self._after(last)
            end = max(end, stop)
        start = min(first, post.first)
        span = (self.tokens[start].start, self.tokens[last - 1].end)
        if rule != "title-before":
            span = (self.tokens[first].start, self.tokens[last - 1].end)
        mention = PersonMention(
            sentence, self.words(first, last), span, f"person.{rule}", confidence, post.title, org, country
        )
        return mention, set(range(first, last))

    # people without a post of their own

    def counterparts(self, sentence: int, taken: set[int]) -> list[PersonMention]:
        """ "his Helsinki counterpart, Juhana Vartiainen": the post is the other person's, the place is given."""
        tokens = self.tokens
        found: list[PersonMention] = []
        for at, token in enumerate(tokens):
            if token.lower not in {"counterpart", "counterparts"}:
                continue
            org: Words | None = None
            country = False
            place = self.place_ends.get(at)
            run = run_before(tokens, at)
            if place is not None:
                org, country = self._place_words(place), False
            elif run < at:
                org = self.words(run, at)
            elif at + 1 < len(tokens) and tokens[at + 1].lower in {"of", "in", "from"}:
                org, country, _, _ = self._after(at + 1)
            first = at + 1
            if first < len(tokens) and tokens[first].text == ",":
                first += 1
            first = skip_honorifics(tokens, first)
            length = head_at(tokens, first)
            title = self.words(first, first + length) if length else None
            first += length
            end = name_at(tokens, first)
            if end == first:
                continue
            words = set(range(first, end))
            if words & taken:
                self._amend(found, org)
                continue
            taken |= words
            found.append(
                PersonMention(
                    sentence, self.words(first, end), self.words(first, end)[1], "person.counterpart", 0.9,
                    title, org, country,
                )
            )  # fmt: skip
        return found

    @staticmethod
    def _amend(found: list[PersonMention], org: Words | None) -> None:
        if found and org is not None and found[-1].org is None:
            found[-1] = PersonMention(
                found[-1].sentence, found[-1].name, found[-1].span, found[-1].rule, found[-1].confidence,
                found[-1].title, org,
            )  # fmt: skip

    def bare(self, sentence: int, taken: set[int]) -> list[PersonMention]:
        """Names that only an address, a verb of speech or "led by" shows to be people."""
        tokens = self.tokens
        found: list[PersonMention] = []
        at = 0
        while at < len(tokens):
            first = skip_honorifics(tokens, at)
            addressed = first > at and tokens[at].lower not in {"his", "her", "their"}
            end = name_at(tokens, first)
            if end == first or set(range(first, end)) & taken:
                at = max(at + 1, end)
                continue
            rule = "address" if addressed else self._bare_rule(first, end)
            if rule and (end - first >= 2 or addressed) and first not in self.places:
                org, country, _, _ = self._after(end) if end < len(tokens) else (None, False, end, 0)
                if org is not None and tokens[end].lower not in {"of", "from"}:
                    org = None
                name = self.words(first, end)
                found.append(
                    PersonMention(sentence, name, name[1], f"person.{rule}", 0.75, None, org, country)
                )
                taken |= set(range(first, end))
            at = end
        return found

    def _bare_rule(self, first: int, end: int) -> str:
        tokens = self.tokens
        before = tokens[first - 1].lower if first else ""
        before2 = tokens[first - 2].lower if first > 1 else ""
        after = tokens[end].lower if end < len(tokens) else ""
        if after in SPEECH or before in {"said", "says", "added", "according"}:
            return "speech"
        if before == "by" and before2 in {"led", "headed", "accompanied", "represented", "joined", "chaired"}:
            return "led-by"
        if after in {"received", "met", "attended", "led", "signed", "visited", "joined", "who"}:
            return "subject"
        if after == "," and end + 1 < len(tokens) and tokens[end + 1].lower in {"who", "whose"}:
            return "relative"
        if (
            before == "with"
            and before2 in {"attended", "met", "together", "along", "signed", "spoke"}
            and after == "of"
        ):
            return "with"
        return ""
