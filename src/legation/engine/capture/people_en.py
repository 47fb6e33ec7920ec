"""People in English text: names beside posts, in every order the language allows."""

# ruff: noqa: E501

from collections.abc import Sequence

from legation.engine.capture.document import Sentence
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lexicon_en import (
    COMMON_NOUNS,
    HONORIFICS,
    LOOSE,
    MODIFIERS,
    MONTHS,
    ORG_HEADS,
    PROMOTERS,
    SPEECH,
)
from legation.engine.capture.phrases_en import (
    head_at,
    name_at,
    name_word,
    noun_phrase_at,
    skip_honorifics,
)
from legation.engine.capture.posts_en import Post
from legation.engine.capture.several_en import PersonMention, SeveralPeople

_ELECTED = frozenset({"cllr", "ald", "cr", "clr"})
"""Forms of address that are a post as well."""
_ADDRESS = frozenset({"councillor", "councilor", "alderman", "alderwoman"})
"""Offices by which the head of a city is addressed as well ("Mayor Councillor A")."""
_LEADS_IN = frozenset(
    ["by", "and", "with", "from", ",", "includes", "included", "including", "include", "comprising", "namely"]
)
_CHIEFS = frozenset(["mayor", "governor", "president", "minister", "ambassador", "council", "chairman"])
"""Those who have advisers of their own ("the mayor's international affairs adviser")."""
_MET_BY = frozenset(
    ["met", "greeted", "received", "welcomed", "briefed", "hosted", "signed", "organized", "organised"]
)


class EnglishPeople(SeveralPeople):
    """Reads one sentence at a time."""

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

    def people_of(self, post: Post, sentence: int, taken: set[int]) -> list[tuple[PersonMention, set[int]]]:
        """The people who hold `post` according to the words around it."""
        if post.plural:
            return self.plural(post, sentence)
        tokens = self.tokens
        before = self._name_before(post)
        if before is not None and set(range(*before)) & taken:
            before = None
        at = post.end
        comma = at < len(tokens) and tokens[at].text in {",", ":"}
        direct = self._past_address(post, at + 1 if comma else at)
        end = name_at(tokens, direct)
        named = end > direct and not (comma and self._starts_list_item(direct, end))
        if end == direct + 1 and head_at(tokens, end) and tokens[direct].lower not in HONORIFICS:
            named = False  # "Secretary Governance Assistant"
        lead = tokens[post.start - 1].lower if post.start else ""
        weak = end - direct >= 2 and not comma and lead in _LEADS_IN and post.end == post.last
        owned = post.org is not None and 0 <= tokens[post.first].start - post.org[1][1] <= 2
        weak = weak or (owned and end - direct >= 2 and not comma and post.end == post.last)
        capital = tokens[post.last - 1].cap or post.strong or weak or (post.first == 0 and tokens[0].cap)
        if named and not comma and capital and self._plausible(direct, end):
            return [self._mention(sentence, direct, end, post, "title-before", 0.95, end)]
        if before is not None and not (named and comma and post.org is None and not before):
            first, last = before
            org_end = post.end
            return [self._mention(sentence, first, last, post, "title-after", 0.92, org_end)]
        whole = end - direct >= 2 or direct > at + 1
        closed = (end >= len(tokens) or tokens[end].text in {",", "."}) and end - direct >= 2
        if (
            named
            and comma
            and (capital or (closed and post.org is not None))
            and whole
            and self._plausible(direct, end)
        ):
            return [self._mention(sentence, direct, end, post, "title-comma-name", 0.88, end)]
        return []

    def _past_address(self, post: Post, at: int) -> int:
        """Past forms of address before a name ("the Mayor of Derry, Councillor A"; "His Excellency")."""
        tokens = self.tokens
        first = skip_honorifics(tokens, at)
        address = first < len(tokens) and tokens[first].cap and tokens[first].lower in _ADDRESS
        if address and any(word in post.title[0].lower() for word in ("mayor", "provost")):
            after = skip_honorifics(tokens, first + 1)
            return after if name_at(tokens, after) > after else first
        return first

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

    def _name_before(self, post: Post) -> tuple[int, int] | None:
        """ "NAME, [the] TITLE": the name that a post in apposition belongs to."""
        tokens = self.tokens
        at = post.start
        steps = 0
        if post.end < len(tokens) and tokens[post.end].lower == "'s":
            return None  # "A, the mayor's adviser"
        while (
            at > 0
            and steps < 7
            and (
                tokens[at - 1].lower in LOOSE | MODIFIERS
                or (
                    tokens[at - 1].lower == "and"
                    and at > 1
                    and tokens[at - 2].cap
                    and {tokens[at - 2].lower, tokens[at].lower} <= MODIFIERS | COMMON_NOUNS
                )
                or (tokens[at - 1].lower in COMMON_NOUNS and not tokens[at - 1].cap)
                or (tokens[at - 1].lower in _CHIEFS and tokens[at].lower == "'s")
            )
        ):
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
                if last - first == 1 and tokens[first].lower in MONTHS:
                    return None  # "On Tuesday, 9 May, the Mayor of …"
                if (
                    first > 0
                    and tokens[first - 1].lower in {"of", "in", "at", "to", "from"}
                    and last - first < 2
                ):
                    return None
                return (first, last)
        return None

    def bare(self, sentence: int, taken: set[int]) -> list[PersonMention]:
        """Names that only an address, a verb of speech or "led by" shows to be people."""
        tokens = self.tokens
        found: list[PersonMention] = []
        at = 0
        while at < len(tokens):
            if not tokens[at].cap:
                at += 1
                continue
            first = skip_honorifics(tokens, at)
            addressed = first > at and tokens[at].lower not in {"his", "her", "their"}
            end = name_at(tokens, first)
            if end == first or set(range(first, end)) & taken:
                at = max(at + 1, end)
                continue
            rule = "address" if addressed else self._bare_rule(first, end)
            body = end < len(tokens) and tokens[end].cap and tokens[end].lower in ORG_HEADS
            if rule and not body and (end - first >= 2 or addressed) and first not in self.places:
                org, country, _, _ = self._after(end, "from") if end < len(tokens) else (None, False, end, 0)
                if org is not None and tokens[end].lower not in {"of", "from"}:
                    org = None
                if rule == "bracketed":
                    org, country = self.words(end + 1, self._body_in_brackets(first, end)), False
                name = self.words(first, end)
                elected = addressed and tokens[first - 1].lower.rstrip(".") in _ELECTED
                title = self.words(first - 1, first) if elected else None
                found.append(
                    PersonMention(sentence, name, name[1], f"person.{rule}", 0.75, title, org, country)
                )
                taken |= set(range(first, end))
            at = end
        return found

    def _body_next(self, at: int) -> bool:
        """Whether "of" or "from" leads to a body ("Gareth Moody of the European Unit")."""
        tokens = self.tokens
        first = at + 1
        while first < len(tokens) and tokens[first].lower == "the":
            first += 1
        return any(token.lower in ORG_HEADS for token in tokens[first : noun_phrase_at(tokens, first)])

    def _body_in_brackets(self, first: int, end: int) -> int:
        """ "included A (Leipzig Fair), B (BMW) and C": the end of the body's name, in a list of people; 0 for none."""
        tokens = self.tokens
        stop = noun_phrase_at(tokens, end + 1)
        closed = end + 1 < stop < len(tokens) and tokens[stop].text == ")"
        listed = first > 0 and tokens[first - 1].lower in _LEADS_IN | {"were", "are", ":"}
        brackets = sum(token.text == "(" for token in tokens)
        initials = "".join(token.text[0] for token in tokens[first:end])
        return stop if closed and listed and brackets > 1 and tokens[end + 1].text != initials else 0

    def _bare_rule(self, first: int, end: int) -> str:
        tokens = self.tokens
        before = tokens[first - 1].lower if first else ""
        before2 = tokens[first - 2].lower if first > 1 else ""
        after = tokens[end].lower if end < len(tokens) else ""
        if tokens[first].lower in PROMOTERS | COMMON_NOUNS and before in {"by", "and", "with"}:
            return ""  # "organised by Business Finland"
        if before in {"of", "for"} or all(token.lower in COMMON_NOUNS for token in tokens[first:end]):
            return ""
        if after in SPEECH or before in {"said", "says", "added", "according"}:
            return "speech"
        if before == "by" and before2 in {"led", "headed", "accompanied", "represented", "joined", "chaired"}:
            return "led-by"
        if before == "by" and before2 in _MET_BY and after in {"of", "from", ",", "and", "."}:
            return "met-by"
        if (
            (before in {"with", "and", "by"} or not first)
            and after in {"of", "from"}
            and self._body_next(end)
        ):
            return "with-body"
        if after in {"received", "met", "attended", "led", "signed", "visited", "joined", "who"}:
            return "subject"
        if after == "," and end + 1 < len(tokens) and tokens[end + 1].lower in {"who", "whose"}:
            return "relative"
        if after == "(" and end - first >= 2 and self._body_in_brackets(first, end):
            return "bracketed"
        if (
            before == "with"
            and before2 in {"attended", "met", "together", "along", "signed", "spoke"}
            and after == "of"
        ):
            return "with"
        return ""
