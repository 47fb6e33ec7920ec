"""Posts in English text: the title, and the body or place it belongs to, before or after."""

from collections.abc import Sequence
from dataclasses import dataclass

from legation.engine.capture.document import Token
from legation.engine.capture.gazetteer import PlaceMention
from legation.engine.capture.lexicon_en import (
    COMMON_NOUNS,
    LOOSE,
    MODIFIERS,
    ORG_HEADS,
    PLURALS,
    PROMOTERS,
    SPEECH,
)
from legation.engine.capture.phrases_en import (
    FIRSTS,
    before_and,
    head_at,
    name_at,
    names_a_body,
    noun_phrase_at,
    run_before,
    strong_head,
)
from legation.engine.capture.seats_en import (
    BODIES,
    OWNERS,
    REALMS,
    in_country,
    is_a_house,
    ministry_of,
    of_the_place,
    past_duties,
    past_realm,
    past_subjects,
    past_unit,
    place_behind,
    stationed,
    wider_unit,
)
from legation.engine.capture.titles_en import Words, acronym, in_full

_ENDS_A_TITLE = frozenset(["at", "of", "in", "for", "from", "on", "with", "who", "said", "to", "led"])
_CIVIC = frozenset(["mayor", "governor", "mayors", "prefect", "councillor", "councilor"])
_HEADS = FIRSTS | frozenset(PLURALS)


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


class EnglishPosts:
    """Posts of the sentence whose tokens and places are set."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: Sequence[Token] = ()
        self.places: dict[int, PlaceMention] = {}
        self.place_ends: dict[int, PlaceMention] = {}

    def words(self, first: int, last: int) -> Words:
        """Tokens `first` to `last` as words with their span."""
        span = (self.tokens[first].start, self.tokens[last - 1].end)
        return (self.text[span[0] : span[1]], span)

    def posts(self) -> list[Post]:
        """Every post in the sentence."""
        found: list[Post] = []
        at = 0
        while at < len(self.tokens):
            if self.tokens[at].lower not in _HEADS:
                at += 1
                continue
            length = head_at(self.tokens, at)
            plural = not length and self.tokens[at].lower in PLURALS
            if (length or plural) and not is_a_house(self.tokens, at, at + length):
                post = self.post_at(at, at + (length or 1), plural=plural)
                found.append(post)
                at = max(post.last, at + 1)
            else:
                at += 1
        return found

    def post_at(self, first: int, last: int, *, plural: bool) -> Post:
        tokens = self.tokens
        office = PLURALS.get(tokens[first].lower, "") if plural else ""
        head = first
        strong = plural or strong_head(tokens, first, last)
        if last + 1 < len(tokens) and tokens[last].lower in {"and", "&", "/"} and head_at(tokens, last + 1):
            last = last + 1 + head_at(tokens, last + 1)
        while first > 0 and (
            self._modifies(first - 1)
            or (
                (not strong or tokens[last - 1].lower in {"adviser", "advisor"})
                and not tokens[first - 1].cap
                and tokens[first - 1].lower in COMMON_NOUNS
            )
        ):
            first -= 1
        title_first = first
        org, country, start = self._before(first)
        if (
            org is not None
            and last - first == 2
            and tokens[first].lower in {"board", "county"}
            and org[1][1] < tokens[first].start
        ):
            wide = (org[1][0], tokens[first].end)  # "King County Executive", "Harbor Board President"
            org, first = (self.text[wide[0] : wide[1]], wide), first + 1
            title_first = first
        if org is None and start < first:
            title_first = start
        end = last
        extra = last
        sent = ""
        after, after_country, after_end, in_title = self._after(last)
        if after_end > last:
            end = self._stationed(after_end)
            sent = stationed(self.text, tokens, after_end, end) if after is not None else ""
            if in_title:
                extra = in_title
            if after is not None and (
                org is None or (country and not after_country and tokens[last].lower == "of")
            ):
                org, country = after, after_country
        while title_first < extra - 1 and tokens[title_first].lower in {"outgoing", "incoming", "departing"}:
            title_first += 1
        title = self.words(title_first, extra)
        if plural:
            lead = [token.text for token in tokens[title_first:head] if token.lower in MODIFIERS]
            title = (
                " ".join([*lead, office if not lead or lead[0][0].isupper() else office.lower()]),
                title[1],
            )
        if sent:
            title = (f"{title[0]} {sent}", (title[1][0], tokens[end - 1].end))
        title, org = of_the_place(*in_full(title, org))
        return Post(start, title_first, extra, end, title, org, country, strong, plural)

    def _stationed(self, at: int) -> int:
        """Past the place where a diplomat is stationed ("Consul General of India in Durban")."""
        tokens = self.tokens
        link = tokens[at].lower if at < len(tokens) else ""
        if link == "to" and at + 1 < len(tokens) and tokens[at + 1].lower == "the":
            at += 1
            if at + 2 < len(tokens) and tokens[at + 1].lower in REALMS and tokens[at + 2].lower == "of":
                at += 2
        if link == "for":
            return past_duties(tokens, at)
        place = self.places.get(at + 1) if link in {"in", "to"} else None
        return place.last if place is not None and not place.adjective else at

    def _modifies(self, at: int) -> bool:
        word = self.tokens[at].lower
        if word in {"city", "state", "county", "federal"} and at > 0 and self.tokens[at - 1].cap:
            return not self.tokens[at].cap
        if at > 1 and self.tokens[at - 1].lower == "of" and self.tokens[at - 2].lower in ORG_HEADS:
            return False  # "Board of Trade chairman"
        return word in MODIFIERS and (at + 1) not in self.place_ends

    def _before(self, first: int) -> tuple[Words | None, bool, int]:  # noqa: C901
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
        if (
            at > 3
            and tokens[at - 1].text == ")"
            and tokens[at - 3].text == "("
            and tokens[at - 2].text.isupper()
        ):
            at -= 3  # "the Digital Economy Corporation (MDEC) president"
        place = self.place_ends.get(at)
        run = run_before(tokens, at)
        promoter = self._promoter(place, run)
        if promoter is not None:
            return (self.words(promoter, at), False, promoter)
        if (
            place is not None
            and run >= place.first
            and tokens[first].lower in {"mayor", "lord", "deputy", "vice"}
        ):
            within = in_country(tokens, self.place_ends, place)
            if within is not None:
                return (self.words(*within), False, within[0])
        if place is not None and run >= place.first:
            return (self._place_words(place), place.place.kind == "country", place.first)
        if run < at:
            words = [token.lower for token in tokens[run:at]]
            if place is not None and not any(word in ORG_HEADS or word == "port" for word in words):
                if run < place.first and (
                    (run > 0 and tokens[run - 1].text == ",") or acronym(tokens[place.first - 1].text)
                ):
                    return (
                        self.words(run, at),
                        False,
                        run,
                    )  # "…, ASCA Philippine Committee Chair", "JICA Thailand"
                return (self._place_words(place), place.place.kind == "country", place.first)
            if any(head_at(tokens, k) for k in range(run, at)) and words[-1] not in ORG_HEADS:
                return (None, False, run)
            if all(word in COMMON_NOUNS | {"and", "&"} for word in words):
                return (None, False, run)
            if at == first and name_at(tokens, run) >= at and run > 0 and tokens[run - 1].lower in SPEECH:
                return (None, False, first)
            return (self.words(run, at), False, run)
        return (None, False, first)

    def _promoter(self, place: PlaceMention | None, run: int) -> int | None:
        """The token before a place that makes it a body's name ("Study Adelaide")."""
        if place is None or place.first < 2 or run >= place.first:
            return None
        before = self.tokens[place.first - 1]
        if not before.cap or before.lower not in PROMOTERS:
            return None
        first = place.first - 1  # "World Business Chicago"
        return first - 1 if first and self.tokens[first - 1].lower == "world" else first

    def _place_words(self, mention: PlaceMention) -> Words:
        span = mention.span
        if mention.adjective:
            return (mention.place.name("en"), span)
        return (self.text[span[0] : span[1]], span)

    def _after(self, last: int, also: str = "of") -> tuple[Words | None, bool, int, int]:  # noqa: C901
        """The affiliation after a title ("of the Port of Seattle"): words, country, end, end of the title."""
        tokens = self.tokens
        if last >= len(tokens) or tokens[last].lower not in {"of", "for", "to", "in", "at", "with", also}:
            return (None, False, last, 0)
        link = tokens[last].lower
        at = last + 1
        while at < len(tokens) and tokens[at].lower in {"the", "its", "our", "their"}:
            at += 1
        if at + 1 < len(tokens) and tokens[at].lower in {"provincial", "municipal"} and not tokens[at].cap:
            at += tokens[at + 1].cap  # "of the provincial People's Committee"
        if at >= len(tokens):
            return (None, False, last, 0)
        if (
            link == "to"
            and at + 1 < len(tokens)
            and tokens[at].lower in {"mayor", "governor"}
            and tokens[at + 1].lower == "of"
        ):
            chief = self._after(at + 1)
            return (chief[0], chief[1], chief[2], last)  # "chief of staff to the mayor of Leipzig"
        if not tokens[at].cap:
            return self._lower_after(last, at)
        if (
            at + 2 < len(tokens)
            and tokens[at].lower in {"city", "town", "county"}
            and tokens[at + 1].lower == "of"
        ):
            at += 2
        at = past_realm(tokens, self.places, at)
        ministry = ministry_of(tokens, self.places, last, at)
        if ministry is not None:
            return (self._place_words(ministry[0]), True, ministry[0].last, ministry[1])
        place = self.places.get(at)
        if (
            place is not None
            and place.last + 1 < len(tokens)
            and tokens[place.last].lower == "'s"
            and tokens[place.last + 1].cap
        ):
            at = place.last + 1  # "of Yokkaichi's Secretarial Division", "of Japan's Mie Prefecture"
            place = self.places.get(at)
            place = place if place is not None and tokens[place.last - 1].cap else None
        end = noun_phrase_at(tokens, at)
        if (
            place is not None
            and place.adjective
            and end == place.last
            and end < len(tokens)
            and tokens[end].text.isalpha()
        ):
            return (None, False, last, 0)  # "governor of the Chinese island province"
        if place is not None and place.place.kind == "city" and wider_unit(tokens, place.last):
            stop = self._qualified(place.last + 1)
            return (self.words(place.first, place.last + 1), False, stop, 0)  # "of Osaka Prefecture"
        if place is not None and not place.adjective and not self._longer(place, end):
            stop = self._qualified(place.last)
            if link in {"to", "in"}:
                return (None, False, stop, place.last if link == "to" else 0)
            return (self._place_words(place), place.place.kind == "country", stop, 0)
        words = [token.lower for token in tokens[at:end]]
        if end <= at or (
            link in {"to", "in", "with"} and not (link == "to" and any(w in ORG_HEADS for w in words))
        ):
            return (None, False, last, 0)
        lead = 0
        while lead < len(words) and words[lead] in COMMON_NOUNS:
            lead += 1
        named = name_at(tokens, at + lead) if 0 < lead < len(words) else 0
        if named - at - lead >= 2 and (named == end or tokens[named].lower == "of"):
            return (None, False, at + lead, at + lead)
        heads = [k for k in range(at, end) if tokens[k].lower in ORG_HEADS]
        if heads and heads[-1] + 3 <= end and name_at(tokens, heads[-1] + 1) == end:
            end = heads[-1] + 1
            words = words[: end - at]
        if "of" in words:
            link_at = at + words.index("of")
            if link_at > at and all(word in COMMON_NOUNS | {"and", "&"} for word in words[: link_at - at]):
                more = self._after(link_at)
                return (more[0], more[1], max(more[2], link_at), link_at)
        if words[0] in BODIES or (
            words[0] in {"people", "municipal", "city", "standing"} and BODIES & set(words)
        ):
            for k in range(at, end):
                inner = self.places.get(k)
                if inner is not None and tokens[k - 1].lower == "of":
                    named = end - inner.last >= 2 and name_at(tokens, inner.last) == end
                    end = inner.last if named else max(end, inner.last)
                    return (self._place_words(inner), False, end, k - 1)
            behind = place_behind(tokens, self.places, end)
            if behind is not None:
                return (self._place_words(behind[0]), False, behind[1], end)
        if all(word in COMMON_NOUNS | {"and", "&", "of", "the"} for word in words):
            end = past_subjects(tokens, end)
            more = self._after(end)
            return (more[0], more[1], max(end, more[2]), end)
        civic = tokens[last - 1].lower in _CIVIC
        if (
            civic
            and place is None
            and name_at(tokens, at) >= end
            and not any(word in ORG_HEADS for word in words)
        ):
            end = self._city_end(at, end)
        return (self.words(at, end), False, self._qualified(end), 0)

    def _longer(self, place: PlaceMention, end: int) -> bool:
        """Whether a phrase that begins with a place names a body ("Seattle Chamber of Commerce")."""
        end = end if place.place.kind == "city" else before_and(self.tokens, place.last, end)
        return names_a_body(self.tokens, place.first, place.last, end, city=place.place.kind == "city")

    def _city_end(self, at: int, end: int) -> int:
        """An unknown city and a name run together ("Mayor of Kasama Hiroshi Mori"): the city is one word."""
        return at + 1 if end - at >= 3 else end

    def _qualified(self, at: int) -> int:
        """Past an acronym in brackets, and past a country or region after the place ("Dallas, Texas,")."""
        return past_unit(self.tokens, self.places, at)

    def _lower_after(self, last: int, at: int) -> tuple[Words | None, bool, int, int]:
        """ "head of harbour planning at the City of Exampleton": lower-case words belong to the title."""
        tokens = self.tokens
        if tokens[last].lower not in {"of", "for"} or (
            tokens[last].lower == "for" and tokens[at].lower.endswith("ing")
        ):
            return (None, False, last, 0)  # "thanked the ambassador for promoting ties"
        owner = at + 1 < len(tokens) and tokens[at].lower in OWNERS
        first = at + (2 if owner and tokens[at + 1].lower == "'s" else 1)
        if owner and first < len(tokens) and tokens[first].cap:
            stop = noun_phrase_at(tokens, first)
            if any(token.lower in ORG_HEADS for token in tokens[first:stop]):
                return (self.words(first, stop), False, stop, 0)
        end = at
        while end < len(tokens) and end - at < 6 and tokens[end].text.isalpha() and not tokens[end].cap:
            if tokens[end].lower in _ENDS_A_TITLE:
                break
            end += 1
        if end == at:
            return (None, False, last, 0)
        more = self._after(end) if end < len(tokens) and tokens[end].lower in {"at", "of", "in"} else None
        if more is not None and more[0] is not None:
            return (more[0], more[1], more[2], end)
        return (None, False, end, end)
