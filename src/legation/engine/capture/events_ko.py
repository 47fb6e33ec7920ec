"""Korean events."""

# ruff: noqa: E501

import re
from collections.abc import Sequence
from dataclasses import replace

from legation.engine.capture.document import Sentence
from legation.engine.capture.journeys_ko import is_stay
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.reading import EventDraft, Reading
from legation.engine.capture.sites_ko import (
    another_day,
    bracket_before,
    listed_before,
    part_of_another,
    to_a_city,
)
from legation.engine.capture.time_en import TimeMention
from legation.engine.capture.titles_en import Words
from legation.engine.capture.triggers_ko import TRIGGERS
from legation.engine.capture.where_ko import OFFICES, KoreanWhere
from legation.engine.capture.words_ko import ORG_SUFFIX, strip_josa

_DEFINITE = lazily(
    r"^(?:이|그|이번|이날)?\s?(?:면담|접견|회담|만남|간담회|환담|포럼|총회|행사|만찬|오찬|리셉션|기념식|개막식|세미나)(?:에는|에서|에서는|자리에서)"
)
_PLANNED = lazily(
    r"예정|계획이다|계획$|방침|한다고|할 것|기로 했|(?:체결|방문|파견|참석|면담|예방|서명|개최|출국)한다|맺는다|만난다|찾는다|열린다|연다|나선다|떠난다|둘러본다|갖는다|"
    r"(?:논의|협의|교류|모색|시찰|견학|만|동행|이동|출국|귀국|점검|소개|서명|전달|진행|참가|참여|주재|추진)한다\.?$|나눈다\.?$|돌아본다|살펴본다|이어간다|오른다\.?$"
)
_DONE = lazily(r"(?:을|를)?\s?(?:[가-힣]+\s)?(?:열었|열렸|가졌|개최했|진행했|마련했|주최했|베풀었)")
_HISTORY = lazily(r"(?:19|20)\d\d년(?:부터|에)?\s|이래|이후|당시|앞서 지난해|작년|지난해")
_OPENED = lazily(r"열|개최|참석|개막|연다|주최|진행|마련|가졌|갖|초청|초대")


def looks_ahead(words: str) -> bool:
    """Whether a sentence speaks of what is to come."""
    return bool(_PLANNED.search(words))


def kinds_of_title(title: str) -> list[str]:
    """Kinds of event that a headline names."""
    return [kind for kind, _, pattern in TRIGGERS if pattern.search(title)]


class KoreanEvents:
    """Reads the sentences for events; people, places, bodies and times must have been read."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.where = KoreanWhere(reading)

    def read(self) -> list[EventDraft]:
        """The mentions of events in order, not yet merged."""
        found: list[EventDraft] = []
        for sentence in self.reading.sentences:
            for event in () if sentence.mark else self.of_sentence(sentence):
                self._goes_on(event, sentence, found[-1] if found else None)
                found.append(event)
        return found

    def of_sentence(self, sentence: Sentence) -> list[EventDraft]:
        """Mentions of events in one sentence."""
        reading = self.reading
        words = reading.words(sentence.span)
        times = reading.times.get(sentence.number, [])
        people = [person for _, person in reading.people_in(sentence)]
        found: list[EventDraft] = []
        if not re.search(r"[다음함됨]\s?[.”\"]?$|[.]$", words.rstrip()):
            return []
        for kind, rule, pattern in TRIGGERS:
            for match in pattern.finditer(reading.text, sentence.start, sentence.end):
                if (
                    sentence.quoted(match.start()) and not self._asked_to(rule, match.span(), sentence)
                ) or any(_gap(match.span(), one.trigger) == 0 for one in found):
                    continue
                event = self._event(kind, rule, match.span(), sentence)
                if event is None or self._history(event, sentence, times):
                    continue
                event.people = list(people)
                found.append(event)
        found = self._within(sorted(found, key=lambda event: event.trigger))
        found = [one for event in found for one in (*self._listed(event, sentence), event)]
        for event in found:
            event.time = self._time(reading.text, event, times, found)
            floor = max(
                (one.trigger[1] for one in found if one.trigger[1] <= event.trigger[0]),
                default=sentence.start,
            )
            last = all(one.trigger[0] <= event.trigger[0] for one in found)
            self.where.locate(event, sentence, floor, sentence.end if last else event.trigger[1])
            if event.time is not None and self._of_another(event, event.time, sentence):
                event.time = None
            taken = [one for one in found if one.time is event.time and one.trigger < event.trigger]
            if (
                event.kind == "site_visit"
                and event.time is not None
                and (event.time.clock or event.time.part)
                and taken
            ):
                event.time = replace(event.time, clock="", part="")  # "오전 … 간담회를 한 뒤 …를 둘러봤다"
            if (
                event.time is not None
                and event.time.until
                and event.kind in {"site_visit", "meeting", "reception", "signing", "ceremony"}
            ):
                event.time = (
                    None if any(one.kind == "trip" for one in found) else event.time
                )  # the stay's, not the visit's
            if (
                event.status == "planned"
                and event.time is not None
                and self._past(event.time, event, sentence)
            ):
                event.status = "held"
            elif event.time is not None and self._to_come(event.time):
                event.status = "planned"
        return found

    def _of_another(self, event: EventDraft, time: TimeMention, sentence: Sentence) -> bool:
        """Whether a day is that of a whole stay, or of what the subject did ("11일 총회에 참가한 관계자들을 초청해")."""
        text = self.reading.text
        if event.kind != "trip" and is_stay(text, time):
            return True
        came = re.match(
            r"[’'”\"」]?에 (?:참가|참석|참여)(?:한|하는)\s", text[event.trigger[1] : sentence.end]
        )
        opened = re.search(r"열린|열리는|개막|개최", text[time.span[1] : event.trigger[0]])
        return event.kind == "forum" and came is not None and not opened

    def _asked_to(self, rule: str, span: Span, sentence: Sentence) -> bool:
        """ "“오는 11월 … 엑스포에 초청하고 싶다”": what somebody is asked to in so many words, with its day."""
        if rule != "forum" or not re.match(
            r"[’'”\"」]?에 [^.”]{0,24}(?:초청|초대)", self.reading.text[span[1] :][:40]
        ):
            return False
        return any(self._to_come(time) and 0 <= span[0] - time.span[1] < 40
                   for time in self.reading.times.get(sentence.number, []))  # fmt: skip

    def _listed(self, event: EventDraft, sentence: Sentence) -> list[EventDraft]:
        """The other places that stand in one list with the one visited."""
        if event.rule != "event.visited" or event.venue is None:
            return []
        listed = listed_before(self.where.building, sentence.tokens, event.venue)
        if len(listed) > 1:
            event.venue = listed[0]  # a round of three houses or more is one event, at the first
            return []
        return [replace(event, venue=venue, mentions=[], people=list(event.people)) for venue in listed]

    def _goes_on(self, event: EventDraft, sentence: Sentence, before: EventDraft | None) -> None:
        """ "이어 … 오찬을": the day of what was told before."""
        lead = self.reading.text[max(sentence.start, event.trigger[0] - 60) : event.trigger[0]]
        if event.time is not None or event.status != "held":
            return
        on = re.search(
            r"(?:^|[,고은는]\s?)(?:이어|이어서|곧이어)\s|(?:면담|접견|예방|환담|협약식|회의|간담회|만찬|오찬)(?:을 마친)? (?:후|뒤|직후)(?:에는)?,?\s",
            lead,
        )
        if on and before is not None and before.time is not None and len(before.time.day) == 10:
            event.time = replace(before.time, clock="", part="", rule="time.goes-on", confidence=0.7)
            return
        earlier = self.reading.sentences[sentence.number - 1] if sentence.number else sentence
        days = [time for time in self.reading.times.get(earlier.number, []) if len(time.day) == 10]
        free = before is None or before.sentence < earlier.number or before.kind == "trip"
        alone = len({time.day for time in days}) == 1 and not days[0].until
        if earlier.paragraph == sentence.paragraph and earlier is not sentence and free and alone:
            event.time = days[0]

    def _to_come(self, time: TimeMention) -> bool:
        """Whether a day, month or year lies after the day of publication."""
        anchor = self.reading.anchor
        return anchor is not None and bool(time.day) and time.day > anchor.isoformat()[: len(time.day)]

    def _past(self, time: TimeMention, event: EventDraft, sentence: Sentence) -> bool:
        """Whether a day is over, or is the day of publication and the verb is in the past."""
        anchor = self.reading.anchor
        if anchor is None or len(time.day) != 10:
            return False
        done = _DONE.match(self.reading.text, event.trigger[1], sentence.end)
        return time.day < anchor.isoformat() or (time.day == anchor.isoformat() and done is not None)

    def _event(self, kind: str, rule: str, span: Span, sentence: Sentence) -> EventDraft | None:
        text = self.reading.text
        words = text[sentence.start : sentence.end]
        after = text[span[1] : min(sentence.end, span[1] + 60)]
        trigger = text[span[0] : span[1]]
        definite = bool(_DEFINITE.match(words)) and rule in {"met", "forum", "reception", "ceremony"}
        ends = text[max(span[1], sentence.end - 26) : sentence.end]
        definite |= (
            rule == "signed" and trigger.endswith("식") and bool(re.match(r"에(?:는|서|서는)?\s", after))
        )
        done = re.search(r"(?:했|었|았|였|렸|됐)(?:고|으며|다\b|으나|지만)", text[span[1] : sentence.end])
        agreed = re.match(
            r"(?:을 |를 )?(?:하고|했고|하며|했으며|한 뒤|한 자리에서|갖고|나누고)\s[^.]*기로 (?:했|합의|뜻)",
            text[span[1] : sentence.end],
        )
        planned = not agreed and (_PLANNED.search(trigger + after) or (_PLANNED.search(ends) and not done))
        status = "planned" if planned else "held"
        if rule == "signed" and re.search(
            r"협약에 따라|협정에 따라|맺은 (?:바|후|뒤|이래)|체결한 (?:바|후|뒤|이래)", words
        ):
            return None
        if rule == "forum" and not _OPENED.search(words):
            return None
        if rule == "forum" and re.match(r"[’'”\"」』]?\s?(?:개최|추진|참가|유치|공동\s?개최)?\s?방안", after):
            return None  # "포럼 개최 방안을 논의했다"
        if rule == "signed" and re.match(
            r"[가-힣]{0,3}\s?(?:방안을 |을 |를 |에 대해 )?(?:제안|요청|논의|협의|검토|제의)", after
        ):
            return None  # "업무협약 갱신을 제안했다"
        if rule == "signed" and re.match(r"[가-힣\s]{0,4}하기로", after) and not re.search(r"\d일", words):
            return None  # what is to be signed some day is no event yet
        ahead = re.search(
            r"열릴|개최될|열리는|열자|초청|제안|초대",
            text[max(sentence.start, span[0] - 24) : span[0]] + after,
        )
        if (
            rule in {"forum", "reception", "ceremony"}
            and ahead
            and re.search(r"열릴|개최될|오는|내년|다음|초청|초대", words)
        ):
            status = "planned"
        if rule == "visited":
            venue = self._object(span, sentence)
            if venue is None:
                return self._journey(span, sentence, status)
            hosted = venue[0].endswith(OFFICES) and re.search(
                r"논의|만나|면담|대화|환담|접견|의견|전달|제안|협의", text[span[1] : sentence.end]
            )
            at_hall = venue[0] in {"시청", "도청", "군청", "구청"}
            act = ("meeting", "event.called-at") if hosted or at_hall else (kind, "event.visited")
            event = EventDraft(*act, sentence.number, span, status)
            event.venue = venue
            return event
        if rule == "trip" and re.match(r"(?:하|을 보내)?겠다", after):
            return None  # "대표단을 파견하겠다고 밝혔다": a promise
        if rule == "trip":
            lasting = bool(re.match(r"[에길]*\s?(?:올랐|오른|나섰|나선)", after)) or bool(
                re.search(r"박\s?\d+일|일정으로|부터[^.]*까지|부터 \d+일간|파견|답방", words)
            )
            return EventDraft(kind, "event.trip", sentence.number, span, status, definite=not lasting)
        if rule == "signed" and re.search(
            r"(?:면담|접견|환담|회담) (?:후|뒤|직후|이후)", text[sentence.start : span[0]]
        ):
            rule = "signed-after"  # "두 시장은 면담 후 … 서명했다"
        return EventDraft(kind, f"event.{rule}", sentence.number, span, status, definite=definite)

    def _journey(self, span: Span, sentence: Sentence, status: str) -> EventDraft | None:
        text = self.reading.text
        words = text[sentence.start : sentence.end]
        lasts = any(time.until for time in self.reading.times.get(sentence.number, []))
        if (
            lasts
            or re.search(
                r"박\s?\d+일|일부터[^.]*일까지|일부터 \d+일간|일정으로|(?:방문하|다녀오|둘러보)고[^.]{1,20}귀국",
                words,
            )
        ) and re.search(r"방문|찾", text[span[0] : span[1]]):
            return EventDraft("trip", "event.trip", sentence.number, span, status)
        if re.match(r"(?:방문|찾)", text[span[0] : span[1]]) and to_a_city(self.reading, span, sentence):
            return EventDraft("trip", "event.visit-place", sentence.number, span, status, definite=True)
        return None

    def _object(self, span: Span, sentence: Sentence) -> Words | None:
        """ "대한항공 테크센터를 방문": the building or body just before the verb."""
        tokens = sentence.tokens
        at = sentence.token_at(span[0]) - 1
        low = max(0, at - 3)
        while at >= low:
            stem, josa = strip_josa(tokens[at].text)
            opens = bracket_before(tokens, at) if tokens[at].text in {"을", "를"} else 0
            if opens:  # "교통정보센터(TOPIS)를", "서대문구의회(의장 김견본)를"
                house = tokens[opens - 1]
                body = ORG_SUFFIX.search(house.text) and len(house.text) > 3
                whole = (house.text, (house.start, house.end))
                return whole if body else self.where.building(tokens, opens - 1, house.text)
            if josa in {"을", "를", "에", "등을"} or tokens[at].text == "등을":
                port = stem.endswith("항") and stem[:-1] in self.reading.gazetteer.korean
                if port or (ORG_SUFFIX.search(stem) and len(stem) > 3):
                    return (stem, (tokens[at].start, tokens[at].start + len(stem)))
                return self.where.building(tokens, at, stem)
            if tokens[at].text in {"직접", "차례로", "함께", "잇따라", "각각"}:
                at -= 1
                continue
            break
        return None

    def _history(self, event: EventDraft, sentence: Sentence, times: Sequence[TimeMention]) -> bool:
        anchor = self.reading.anchor
        if anchor is None or event.status == "planned" or not times:
            return False
        nearest = min(times, key=lambda time: _gap(time.span, event.trigger))
        if not nearest.day:
            return False
        behind = anchor.year * 12 + anchor.month - int(nearest.day[:4]) * 12 - int(nearest.day[5:7] or 12)
        _ = sentence
        return behind > 2

    def _within(self, found: list[EventDraft]) -> list[EventDraft]:
        kinds = {event.kind for event in found}
        kept: list[EventDraft] = []
        main = next((event for event in found if event.kind in {"meeting", "courtesy_call", "signing"}), None)
        for event in found:
            if event.kind == "site_visit" and part_of_another(event, found):
                continue
            if (
                event.kind == "site_visit"
                and main is not None
                and event.venue
                and (
                    event.venue[0].endswith(OFFICES)
                    or (ORG_SUFFIX.search(event.venue[0]) and main.venue is None)
                )
                and event.trigger[0] < main.trigger[0]
            ):
                main.venue = main.venue or event.venue
                continue
            if event.kind == "meeting" and kinds & {"signing", "courtesy_call"}:
                continue
            if event.kind == "ceremony" and "signing" in kinds:
                continue
            if event.kind == "reception" and "meeting" in kinds and not event.rule.endswith("reception"):
                continue
            if event.kind == "trip" and event.definite and len(kinds) > 1:
                continue
            if any(
                other.kind == event.kind
                and event.kind != "site_visit"
                and not another_day(self.reading.text, other, event)
                for other in kept
            ):
                continue
            if event.kind == "site_visit" and any(
                o.kind == "site_visit" and o.venue == event.venue for o in kept
            ):
                continue
            kept.append(event)
        return kept

    @staticmethod
    def _time(
        text: str, event: EventDraft, times: Sequence[TimeMention], found: Sequence[EventDraft]
    ) -> TimeMention | None:
        """Time stands before its verb in Korean: the last expression before the trigger and after any other verb."""
        before = [time for time in times if time.span[1] <= event.trigger[0]]
        if event.kind != "trip":  # "20일까지 머물며 …를 찾는다": the last day of the stay is no event's
            before = [time for time in before if time.until or not text.startswith("까지", time.span[1])]
        between = [other for other in found if other is not event and other.trigger[1] <= event.trigger[0]]
        floor = max((other.trigger[1] for other in between), default=0)
        own = [time for time in before if time.span[0] >= floor] or before
        own = [time for time in own if len(time.day) != 4] or own
        if not own:
            return None
        clocked = [time for time in own if time.clock or time.part]
        return (clocked or own)[-1] if len(own) < 3 else (clocked or own)[0]


def _gap(one: Span, two: Span) -> int:
    return max(0, two[0] - one[1], one[0] - two[1])
