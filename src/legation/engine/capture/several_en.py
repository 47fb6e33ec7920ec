"""Several people with one post in English text, each with a city, and those who are somebody's counterpart."""

# ruff: noqa: E501

from dataclasses import dataclass, replace

from legation.engine.capture.model import Span
from legation.engine.capture.phrases_en import head_at, name_at, run_before, skip_honorifics
from legation.engine.capture.posts_en import EnglishPosts, Post
from legation.engine.capture.titles_en import BARE_COUNCILS, Words


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


class SeveralPeople(EnglishPosts):
    """Lists of people behind one post."""

    def _plausible(self, first: int, last: int) -> bool:
        place = self.places.get(first)
        return place is None or place.last < last or last - first == 1

    def plural(self, post: Post, sentence: int) -> list[tuple[PersonMention, set[int]]]:
        """ "Mayors Ann Sample of Seattle and Han Sample of Busan"."""
        tokens = self.tokens
        found: list[tuple[PersonMention, set[int]]] = []
        at = post.last
        if at < len(tokens) and tokens[at].lower == "of":
            found = self._cities_with_names(post, sentence) or self._cities_then_names(post, sentence)
            if found:
                return found
        if post.title[0] == "member" and at in self.places:
            return []  # "members Oregon State University and …"
        if post.org is not None and at + 1 < len(tokens) and tokens[at].text == ",":
            at += 1  # "Leipzig's deputy mayors, A and B"
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

    def _cities_with_names(self, post: Post, sentence: int) -> list[tuple[PersonMention, set[int]]]:
        """ "the mayors of Rosario, Pablo Javkin, and Porto Alegre, Sebastião Melo": each city before its mayor."""
        tokens = self.tokens
        found: list[tuple[PersonMention, set[int]]] = []
        at = post.last + 1
        while at < len(tokens) and len(found) < 12:
            place = self.places.get(at)
            stop = place.last if place is not None and not place.adjective else name_at(tokens, at)
            if stop == at or stop >= len(tokens) or tokens[stop].text != ",":
                return found if len(found) > 1 else []
            first = skip_honorifics(tokens, stop + 1)
            end = name_at(tokens, first)
            if end - first < 2:
                return found if len(found) > 1 else []
            own = Post(
                post.start,
                post.first,
                post.first + 1,
                end,
                post.title,
                self.words(at, stop),
                country=False,
                strong=True,
            )
            found.append(self._mention(sentence, first, end, own, "titles-plural", 0.85, end))
            at = end
            joined = False
            while at < len(tokens) and tokens[at].lower in {",", "and", "&"}:
                at, joined = at + 1, True
            if not joined:
                break
        return found if len(found) > 1 else []

    def _mention(
        self, sentence: int, first: int, last: int, post: Post, rule: str, confidence: float, end: int
    ) -> tuple[PersonMention, set[int]]:
        org = post.org
        country = post.country
        if (
            (org is None or org[0].lower() in BARE_COUNCILS)
            and rule == "title-before"
            and last < len(self.tokens)
            and (
                self.tokens[last].lower == "of"
                or (self.tokens[last].lower == "for" and last + 1 in self.places)
            )
        ):
            behind, abroad, stop, _ = self._after(last)
            end = max(end, stop)
            org, country = (behind, abroad) if behind is not None else (org, country)
        start = min(first, post.first)
        span = (self.tokens[start].start, self.tokens[last - 1].end)
        if rule != "title-before":
            span = (self.tokens[first].start, self.tokens[last - 1].end)
        mention = PersonMention(
            sentence, self.words(first, last), span, f"person.{rule}", confidence, post.title, org, country
        )
        return mention, set(range(first, last))

    def _cities_then_names(self, post: Post, sentence: int) -> list[tuple[PersonMention, set[int]]]:
        """ "the mayors of Gdynia and Aalborg, Anna Wzor and Lasse Eksempel,": as many names as cities, in their order."""
        tokens = self.tokens
        seats: list[Words] = []
        at = post.last + 1
        while at < len(tokens) and len(seats) < 8:
            place = self.places.get(at)
            stop = place.last if place is not None and not place.adjective else name_at(tokens, at)
            if stop == at:
                break
            seats.append(self.words(at, stop))
            at = stop
            if at >= len(tokens) or tokens[at].lower not in {",", "and", "&"}:
                return []
            ends = (
                tokens[at].text == ","
                and tokens[at - 1].text != ","
                and seats
                and self._joined_before(at, stop)
            )
            at += 1
            while at < len(tokens) and tokens[at].lower in {"and", "&"}:
                at += 1
            if ends:
                break
        names = self._names_in_list(at)
        if len(seats) < 2 or len(names) != len(seats):
            return []
        found = []
        for seat, (first, end) in zip(seats, names, strict=True):
            own = Post(
                post.start, post.first, post.first + 1, end, post.title, seat, country=False, strong=True
            )
            found.append(self._mention(sentence, first, end, own, "titles-plural", 0.85, end))
        return found

    def _joined_before(self, comma: int, stop: int) -> bool:
        """Whether the place that ends at `stop` was the last of its list: an "and" stands before it."""
        back = stop
        while back > 0 and self.tokens[back - 1].cap:
            back -= 1
        return comma == stop and back > 0 and self.tokens[back - 1].lower in {"and", "&"}

    def _names_in_list(self, at: int) -> list[tuple[int, int]]:
        """Full names with commas and "and" between them from `at`."""
        tokens = self.tokens
        names: list[tuple[int, int]] = []
        while at < len(tokens) and len(names) < 8:
            first = skip_honorifics(tokens, at)
            end = name_at(tokens, first)
            if end - first < 2 or first in self.places:
                break
            names.append((first, end))
            at = end
            if at >= len(tokens) or tokens[at].lower not in {",", "and", "&"}:
                break
            while at < len(tokens) and tokens[at].lower in {",", "and", "&"}:
                at += 1
        return names

    # people without a post of their own

    def counterparts(self, sentence: int, taken: set[int]) -> list[PersonMention]:
        """ "his Helsinki counterpart, Juhana Vartiainen": the post is the other person's, the place is given."""
        tokens = self.tokens
        found: list[PersonMention] = []
        for at, token in enumerate(tokens):
            if token.lower not in {"counterpart", "counterparts"}:
                continue
            if (
                token.lower == "counterparts"
                and at + 1 < len(tokens)
                and tokens[at + 1].lower in {"from", "of", "in"}
            ):
                several = self._counterparts_of(at, sentence, taken)
                if several:
                    found += several
                    continue
            org: Words | None = None
            country = False
            stop = at + 1
            place = self.place_ends.get(at)
            run = run_before(tokens, at)
            if place is not None:
                org, country = self._place_words(place), False
            elif run < at:
                org = self.words(run, at)
            elif at + 1 < len(tokens) and tokens[at + 1].lower in {"of", "in", "from"}:
                org, country, stop, _ = self._after(at + 1)
            first = max(stop, at + 1)
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

    def _counterparts_of(self, at: int, sentence: int, taken: set[int]) -> list[PersonMention]:
        """ "his counterparts from Praia, Francisco Modelo, and Luanda, Maria Amostra"."""
        words = self.words(at, at + 1)
        post = Post(at, at, at + 1, at + 1, words, None, country=False, strong=True, plural=True)
        several = self._cities_with_names(post, sentence) or self._cities_then_names(post, sentence)
        found = []
        for mention, used in several:
            if not used & taken:
                taken |= used
                found.append(replace(mention, title=None, rule="person.counterpart", span=mention.name[1]))
        return found

    @staticmethod
    def _amend(found: list[PersonMention], org: Words | None) -> None:
        if found and org is not None and found[-1].org is None:
            found[-1] = PersonMention(
                found[-1].sentence, found[-1].name, found[-1].span, found[-1].rule, found[-1].confidence,
                found[-1].title, org,
            )  # fmt: skip
