"""English events: what a sentence says took place or will, with its time, venue, room and city."""

# ruff: noqa: E501, SIM905

import re
from collections.abc import Sequence
from datetime import date

from legation.engine.capture.acts_en import one_for_one_act
from legation.engine.capture.document import Sentence
from legation.engine.capture.gatherings_en import beside, gatherings, time_of_name, without_its_visit
from legation.engine.capture.model import Span
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.sites_en import other_sites, site_of
from legation.engine.capture.time_en import TimeMention
from legation.engine.capture.triggers_en import (
    FUTURE,
    GONE_TO,
    HISTORY,
    INSTRUMENT,
    PAST_PERFECT,
    SIGNED_IN,
    SISTERS,
    TRIGGERS,
    UNDER_WAY,
    WILL_AND,
)
from legation.engine.capture.trips_en import journey_of
from legation.engine.capture.when_en import time_of
from legation.engine.capture.where_en import locate

_GROUP = frozenset(
    "delegation guests party group visitors team mission delegates officials counterpart envoy visit educators teachers students athletes artists councillors".split()
)


class EnglishEvents:
    """Reads the sentences for events; people, places, bodies and times must have been read."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def read(self) -> list[EventDraft]:
        """The mentions of events in order, not yet merged."""
        found: list[EventDraft] = []
        headline = self.reading.headline
        for sentence in self.reading.sentences:
            if not sentence.mark and sentence.number != headline:
                found += self.of_sentence(sentence)
        return found

    def of_sentence(self, sentence: Sentence) -> list[EventDraft]:
        """Mentions of events in one sentence."""
        reading = self.reading
        times = reading.times.get(sentence.number, [])
        people = reading.people_in(sentence)
        found: list[EventDraft] = []
        for kind, rule, pattern in TRIGGERS:
            for match in pattern.finditer(reading.text, sentence.start, sentence.end):
                if sentence.quoted(match.start()) or self._nested(match.span(), found):
                    continue
                event = self._event(kind, rule, match.span(), sentence, people)
                if event is None or self._history(event, sentence, times):
                    continue
                found.append(event)
        found += gatherings(reading, sentence, found, self._history)
        found = without_its_visit(found, times)
        found = one_for_one_act(sorted(found, key=lambda event: event.trigger), reading.text)
        for event in found:
            near = [] if beside(reading, event) else times
            event.time = time_of(reading, event, near, found) or time_of_name(reading, event, times)
            self._to_come(event)
            locate(reading, event, sentence)
        found = [one for event in found for one in (event, *other_sites(reading, event, sentence))]
        seen = {event.venue for event in found if event.kind == "site_visit" and event.venue is not None}
        for event in found:
            stay = (
                event.kind in {"site_visit", "meeting", "reception"}
                and event.time is not None
                and event.time.until
            )
            if stay and any(one.kind == "trip" and one.time == event.time for one in found):
                event.time = None  # the days of the stay are not the visit's
            if event.kind == "reception" and event.venue in seen:
                event.venue = None  # "a visit to the park and a lunch"
            same = next(
                (one for one in found if one is not event and one.kind == "forum" and one.city is not None),
                None,
            )
            if event.city is None and same is not None and "sidelines" in reading.words(sentence.span):
                event.city, event.place = same.city, same.place
        return found

    def _to_come(self, event: EventDraft) -> None:
        """A day after the day of publication has yet to come, whatever the tense ("They arrive on Tuesday")."""
        anchor = self.reading.anchor
        if anchor is None or event.time is None or len(event.time.day) != 10:
            return
        if event.time.day > anchor.isoformat() and not event.time.alternatives:
            event.status = "planned"

    @staticmethod
    def _nested(span: Span, found: Sequence[EventDraft]) -> bool:
        return any(span[0] < event.trigger[1] and event.trigger[0] < span[1] for event in found)

    def _event(  # noqa: C901
        self, kind: str, rule: str, span: Span, sentence: Sentence, people: Sequence[tuple[Span, PersonDraft]]
    ) -> EventDraft | None:
        text = self.reading.text
        after = text[span[1] : min(sentence.end, span[1] + 120)]
        before = text[max(sentence.start, span[0] - 60) : span[0]]
        involved = [person for _, person in people]
        definite = rule == "definite"
        words = text[span[0] : span[1]]
        if (
            rule == "received"
            and words == "hosts"
            and re.search(r"\b(?:the|their|our|its|his|her) $", before)
        ):
            return None
        if rule == "received":
            following = [start for (start, _), _ in people if start >= span[1]]
            near = bool(following) and _up_to(text[span[1] : following[0]])
            group = any(word in _GROUP for word in re.findall(r"[a-z]+", after.lower())[:8])
            passive = words.startswith("w") and "by" in after[:60]
            passive |= bool(
                re.search(
                    r"\b(?:delegation|group|party|mission|team|visitors|they)\b[^.;]*\b(?:been|was|were|will|to) $",
                    text[max(sentence.start, span[0] - 110) : span[0]],
                    re.IGNORECASE,
                )
            )
            them = re.match(r" (?:them|him|her)\b", after) is not None or self._countrymen(span)
            if not (near or group or passive or them):
                return None
        if (
            rule == "met"
            and not involved
            and not re.search(
                r"\b(?:delegation|leaders|officials|executives|ministers|representatives|investors|members of)\b",
                before + after,
            )
            and not self._with_a_body(span)
            and not re.search(
                r"\b(?:[Tt]he (?:two|pair|mayors|governors)|[Tt]hey|[Bb]oth) (?:also |then |first |had )?$",
                before,
            )
        ):
            return None
        if re.search(
            r"\b(?:[Mm]inutes|[Aa]genda|[Rr]eport) (?:of|for) (?:the )?$",
            text[max(0, span[0] - 24) : span[0]] + words[:4].replace("the ", ""),
        ):
            return None  # "Minutes of the meeting of 9 November"
        if rule == "met" and words == "meet" and re.search(r"\b(?:can|could|may|able to)\s$", before):
            return None
        if rule == "spoke-at" and self._status(before, sentence, span) != "planned":
            return None  # a lecture given by the way
        if rule == "signed" and re.search(r"\b[Nn]o (?:\w+ )?$|\b(?:not|never|without) (?:\w+ )?$", before):
            return None  # "No agreement was signed"
        if rule == "reception":
            if (
                re.match(r"\s(?:on [A-Z]\w+ \d+ )?(?:\w+ ){0,4}for [A-Z]", after)
                and "reception" in words
                and ("held" in before or ("hosted" in before and self._in_vietnam(involved)))
            ):
                kind, rule = "meeting", "audience"
            elif re.search(r"\b(?:Reception|Dinner) [A-Z]", text[span[0] : span[1] + 8]):
                return None
        if words == "visiting" and not re.search(
            r"\b(?:is|are|was|were|be|been|after|while|before|by|and|also) $", before
        ):
            return None  # "in honour of visiting Governor Ingalls"
        if rule == "visited":
            site = site_of(self.reading, span, sentence)
            if site is None:
                if re.match(r"(?:ed|s)?\s(?:to )?(?:the )?(?:[A-Z]\w+ ){1,3}", after) and self._person_next(
                    span, people
                ):
                    return EventDraft(
                        "meeting",
                        "event.visited-person",
                        sentence.number,
                        span,
                        self._status(before, sentence, span),
                        people=involved,
                    )
                if self._place_after(span, sentence) and re.search(r"visit|trips? to|tour", words):
                    lasts = any(time.until for time in self.reading.times.get(sentence.number, []))
                    lasts |= re.search(r"-(?:day|long) (?:\w+ )?$", before) is not None
                    lasts |= self._to_go(span, before, sentence)
                    return EventDraft(
                        "trip",
                        "event.visit-place",
                        sentence.number,
                        span,
                        self._status(before, sentence, span),
                        people=involved,
                        definite=not lasts,
                    )
                return None
            event = EventDraft(
                kind,
                "event.visited",
                sentence.number,
                span,
                self._status(before, sentence, span),
                people=involved,
            )
            event.venue = site
            return event
        if rule == "trip":
            status = self._status(before, sentence, span)
            times = self.reading.times.get(sentence.number, [])
            how = journey_of(words, after, times, status, near=self._place_after(span, sentence))
            if not how:
                return None
            leaves = re.match(r"(?:left|departed|set off)\b", words) is not None and how == "leaving"
            rule = "event.trip-leaves" if leaves else "event.trip-stops" if "stop" in words else "event.trip"
            return EventDraft(
                kind, rule, sentence.number, span, status, people=involved, definite=how == "told"
            )
        if rule == "ceremony" and SIGNED_IN.search(text[max(sentence.start, span[0] - 140) : span[0]]):
            kind = "signing"  # "Mayor A signed for Cape Town in a ceremony at the Civic Centre"
        definite |= rule == "ceremony" and words in {"the ceremony", "this ceremony", "that ceremony"}
        if rule == "ceremony":
            if re.match(r"(?:signing|sign) ", words):
                kind = "signing"
            elif (
                (
                    "nniversary" in words
                    and re.search(
                        r"\b(?:reception|dinner|banquet|gala|lunch\w*|party) (?:mark|celebrat|for|on|in hono)[^.]{0,24}$",
                        before,
                    )
                )
                or (
                    words.endswith("nniversary")
                    and re.match(r" (?:reception|dinner|gala|luncheon|lunch|banquet)\b", after)
                )
                or (
                    "nniversary" in words
                    and not re.search(
                        r"\b(?:mark|celebrat|event|ceremon|attend|for the|held|take place|reception)",
                        before + after,
                    )
                )
            ):
                return None
        if (
            rule == "signed"
            and re.search(r"\b(?:signing) of\b", words)
            and not re.search(INSTRUMENT, after, re.IGNORECASE)
        ):
            return None
        return EventDraft(
            kind,
            f"event.{rule}",
            sentence.number,
            span,
            self._status(before, sentence, span),
            people=involved,
            definite=definite,
        )

    def _status(self, before: str, sentence: Sentence, span: Span) -> str:
        """Planned where the words before the trigger look ahead, or where the sentence does and nothing is past."""
        text = self.reading.text
        if FUTURE.search(before) or FUTURE.match(text[span[0] : span[1] + 24]):
            return "planned"
        if GONE_TO.search(text, sentence.start, span[0]) and text[span[0] : span[1]].startswith("sign"):
            return "planned"  # "left for Liverpool to sign"
        words = text[span[0] : span[1]].split(" ")[0]
        if WILL_AND.search(text[sentence.start : span[0]]):
            return "planned"  # "will meet the mayor on Thursday at 3 p.m. and speak at a dinner"
        after = text[span[1] : min(sentence.end, span[1] + 50)]
        if words in UNDER_WAY and before.endswith(("is ", "are ")):
            return "planned"
        if re.search(r"\b(?:will|would|to) be\b", text[span[0] : span[1]]):
            return "planned"  # "a memorandum is to be signed"
        if words.endswith("ed") or words in {"met", "held", "had", "paid", "left", "sat"}:
            return "held"
        if re.match(r"[^.]{0,40}\b(?:will|to be held|is to|is scheduled|are scheduled|next)\b", after):
            return "planned"
        return "held"

    def _history(self, event: EventDraft, sentence: Sentence, times: Sequence[TimeMention]) -> bool:
        """Earlier meetings and old agreements are not events of the visit."""
        anchor = self.reading.anchor
        text = self.reading.text
        before = text[max(sentence.start, event.trigger[0] - 12) : event.trigger[0]]
        near = text[max(sentence.start, event.trigger[0] - 40) : min(sentence.end, event.trigger[1] + 60)]
        past = re.search(
            r"\bsince (?:19|20)\d\d, ",
            text[max(sentence.start, event.trigger[0] - 40) : event.trigger[0]],
        )
        near = near[past.end() :] if past else near
        near = SISTERS.sub("", near)
        if HISTORY.search(near) and event.status == "held":
            return True
        if (
            event.kind != "reception"
            and PAST_PERFECT.search(before)
            and before.endswith(("had ", "had been "))
        ):
            recent = anchor is not None and any(
                len(time.day) == 10 and 0 <= (anchor - date.fromisoformat(time.day)).days < 62
                for time in times
            )
            return not recent
        if anchor is None or not times:
            return False
        nearest = min(times, key=lambda time: abs(time.span[0] - event.trigger[1]))
        if not nearest.day:
            return False
        behind = (anchor.year * 12 + anchor.month) - (int(nearest.day[:4]) * 12 + int(nearest.day[5:7] or 12))
        return behind > 2 and event.status == "held"

    def _countrymen(self, span: Span) -> bool:
        """ "welcomed the Americans": the people of a country as the object."""
        return any(
            mention.adjective
            and 0 < mention.span[0] - span[1] < 12
            and re.match(r"s? ?(?:[a-z]+s)?\b", self.reading.text[mention.span[1] :][:12])
            for mentions in self.reading.places.values()
            for mention in mentions
        )

    def _to_go(self, span: Span, before: str, sentence: Sentence) -> bool:
        """ "will visit Shanghai in October": a journey to come that has its time is told by itself."""
        anchor = self.reading.anchor.isoformat() if self.reading.anchor else ""
        ahead = any(
            time.day > anchor[: len(time.day)]
            for time in self.reading.times.get(sentence.number, [])
            if time.day
        )
        return (
            bool(anchor)
            and ahead
            and re.search(r"\b(?:will|is to|are to|plans? to) (?:\w+ )?$", before) is not None
            and span[0] > 0
        )

    def _with_a_body(self, span: Span) -> bool:
        """ "met with the Kobe Chamber of Commerce and Industry"."""
        match = re.match(r" with (?:the )?", self.reading.text[span[1] : span[1] + 12])
        at = span[1] + match.end() if match is not None else -1
        return any(body[0] == at for one in self.reading.orgs.all for body in one.spans)

    def _in_vietnam(self, people: Sequence[PersonDraft]) -> bool:
        """Whether the first person is of a Vietnamese place, where to "host a reception for" is to receive."""
        org = people[0].org[0] if people and people[0].org is not None else ""
        return any(place.country == "VN" for place in self.reading.gazetteer.named(org))

    def _person_next(self, span: Span, people: Sequence[tuple[Span, PersonDraft]]) -> bool:
        following = [start for (start, _), _ in people if start >= span[1]]
        return bool(following) and (
            following[0] <= span[1] + 30
            or (following[0] < span[1] + 90 and only_a_post(self.reading.text[span[1] : following[0]]))
        )

    def _place_after(self, span: Span, sentence: Sentence) -> bool:
        return any(
            span[1] - 30 <= mention.span[0] <= span[1] + 45
            and mention.span[0] >= span[0]
            and not mention.adjective
            for mention in self.reading.places.get(sentence.number, [])
        )


def only_a_post(between: str) -> bool:
    """Whether words are capitals and small words that a post is made of ("Izmir Metropolitan Municipality Mayor")."""
    words = between.replace(",", " , ").split()
    return all(word[0].isupper() or word in _OF_A_POST for word in words)


_OF_A_POST = frozenset("the a an of to in for and new newly visiting outgoing incoming , his her".split())


def _up_to(between: str) -> bool:
    """Whether a verb leads to a name: close by, or by way of nothing but the post of whoever has it."""
    if len(between) < 60:
        return True
    return len(between) < 160 and only_a_post(between)


def looks_ahead(words: str) -> bool:
    """Whether a sentence speaks of what is to come, which turns its weekdays and months forward."""
    return bool(FUTURE.search(words))


def kinds_of_title(title: str) -> list[str]:
    """Kinds of event that a headline names."""
    return [kind for kind, rule, pattern in TRIGGERS if rule != "definite" and pattern.search(title)]
