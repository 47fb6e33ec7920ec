"""Affiliations from the company kept in English: those who accompany a chief, leaders of groups, heads of the one port."""

# ruff: noqa: E501

import re
from bisect import bisect_left
from itertools import pairwise

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import ORG_HEADS
from legation.engine.capture.model import Span
from legation.engine.capture.organisations import OrgDraft
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.places import civic, title_of
from legation.engine.capture.reading import Reading
from legation.engine.capture.titles_en import Words

_MAYOR_OF = lazily(r"\b[Mm]ayor of (?:the )?(?:City of )?(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})")
_ESCORTED = lazily(r"\b(?:accompanied|flanked|joined|assisted) by\b")
_IN_SERVICE = lazily(
    r"^(?:deputy |assistant |acting |general )*(?:director|manager|head|chief|secretary|member|coordinator|adviser|advisor)\b.* of |^(?:vice|deputy|lieutenant) (?:governor|mayor)|^chief of staff|protocol officer|city manager|council member|councillor|councilor|^cllr|^alderman|^chief executive(?: officer)?$|^ceo$|^(?:town|city) clerk|^city administrator"
)


def with_their_chief(reading: Reading) -> None:
    """ "The Governor, accompanied by Vice Governor A and B, director of …": those without a body serve the chief's place."""
    if reading.language != "en":
        return
    chiefs = {
        word: [one for one in reading.persons.all if word in title_of(one)] for word in ("governor", "mayor")
    }
    for sentence in reading.sentences:
        escort = _ESCORTED.search(reading.text, sentence.start, sentence.end)
        people = reading.people_in(sentence) if escort is not None else []
        if escort is None or not people:
            continue
        org = _of_subject(reading, sentence, escort.start(), people, chiefs)
        for span, person in people if org is not None else ():
            if span[0] > escort.end() and person.org is None and _IN_SERVICE.search(title_of(person)):
                person.org = org


def _of_subject(
    reading: Reading,
    sentence: Sentence,
    end: int,
    people: list[tuple[Span, PersonDraft]],
    chiefs: dict[str, list[PersonDraft]],
) -> Words | None:
    """The place of the chief who is accompanied: named before the words, or meant by "the Mayor"."""
    before = [person for span, person in people if span[1] <= end]
    lead = reading.text[sentence.start : end].lower()
    if not before:
        word = next((word for word in chiefs if word in lead), "")
        before = [one for one in chiefs.get(word, ()) if one.name_span[0] < sentence.start][-1:]
    nameless = [
        match
        for match in _MAYOR_OF.finditer(reading.text, max(0, sentence.start - 2000), sentence.start)
        if match.span("place") not in reading.posts
    ]
    if nameless and "mayor" in lead and (not before or max(before[0].spans)[0] < nameless[-1].start()):
        return (nameless[-1].group("place"), nameless[-1].span("place"))
    if before:
        return before[0].org if civic(before[0]) else None
    return _of_group(reading, sentence, end)


_INCLUDES = lazily(
    r"\b(?:delegation|group|party|team|mission)\b[^.;]{0,30}?\b(?:includ(?:es?|ed|ing)|comprise[sd]?|consist(?:s|ed) of|among them)\b|\b[Mm]embers of the (?:delegation|group|party|team|mission) (?:are|were|include)\b"
)
_LEADS = lazily(
    r"^,? (?:is |will |has )?(?:led|leads?|leading|headed|heads) [^.;,]{1,50}\b(?:delegation|group|party|team|mission)\b"
)
_LED_BY = lazily(r"\b(?:led|headed) by (?:[\w.'’-]+,? ){0,6}$")


def in_the_delegation(reading: Reading) -> None:
    """ "A delegation led by Mayor A … The delegation, which includes finance manager B": of the leader's city."""
    leader = next(
        (one for one in sorted(reading.persons.all, key=lambda one: one.name_span)
         if one.org is not None and civic(one)
         and (_LED_BY.search(reading.text[max(0, one.name_span[0] - 70) : one.name_span[0]])
              or _LEADS.match(reading.text[one.name_span[1] : one.name_span[1] + 70]))),
        None,
    )  # fmt: skip
    if reading.language != "en":
        return
    for sentence in reading.sentences:
        match = _INCLUDES.search(reading.text, sentence.start, sentence.end)
        first = leader or (_first_of_list(reading, sentence, match.end()) if match is not None else None)
        for span, person in reading.people_in(sentence) if match is not None else ():
            serves = _IN_SERVICE.search(title_of(person)) or _OFFICE.search(title_of(person))
            if (
                match is not None
                and first is not None
                and span[0] >= match.end()
                and person.org is None
                and serves
            ):
                person.org = first.org


def _first_of_list(reading: Reading, sentence: Sentence, start: int) -> PersonDraft | None:
    """ "The delegation including A, the mayor of Delta, chief officer B": who opens the list, where a city is theirs."""
    listed = [person for span, person in reading.people_in(sentence) if span[0] >= start]
    return listed[0] if listed and listed[0].org is not None and civic(listed[0]) else None


_OFFICE = lazily(r"(?:officer|manager|director|coordinator|secretary|administrator|engineer|planner)$")
_GROUP_OF = lazily(
    r"\b(?:[Dd]elegat(?:ion|es)|[Vv]isitors|[Gg]uests|[Oo]fficials|[Mm]embers|[Gg]roup|[Pp]arty|[Tt]eam|[Rr]epresentatives) (?:[\w-]+ ){0,3}(?:from|of) (?:the )?(?:[Cc]ity of )?$"
)


def _of_group(reading: Reading, sentence: Sentence, end: int) -> Words | None:
    """ "Delegates from the Gdynia Chamber, accompanied by Deputy Mayor A": the city that the group is from."""
    for mention in reading.places.get(sentence.number, []):
        before = reading.text[sentence.start : mention.span[0]]
        if (
            mention.place.kind == "city"
            and mention.span[1] <= end
            and not mention.adjective
            and _GROUP_OF.search(before)
        ):
            return (reading.words(mention.span), mention.span)
    return None


_AND_HEAD = lazily(
    r",? and (?:its |the )?(?:[Ee]xecutive [Dd]irector|[Mm]anaging [Dd]irector|[Gg]eneral [Mm]anager|[Vv]ice [Pp]resident|[Vv]ice [Cc]hair\w*|[Ss]ecretary[- ][Gg]eneral|[Dd]eputy [Dd]irector|CEO|CFO|COO) "
)
"""A second head of the body told: "Port Commissioner A and Executive Director B"."""
_IN_A_LIST = lazily(r"^,? (?:and|as well as|&) |^, ")


def beside_their_colleagues(reading: Reading) -> None:
    """ "Deputy Mayor A and head of economic development B": the second serves the city of the first."""
    if reading.language != "en":
        return
    for sentence in reading.sentences:
        people = reading.people_in(sentence)
        for (span, person), (other_span, other) in pairwise(people):
            between = reading.text[span[1] : other_span[0]]
            serves = other.org is None and _IN_SERVICE.search(title_of(other)) is not None
            if (
                serves
                and person.org is not None
                and civic(person)
                and _IN_A_LIST.match(between)
                and len(between) < 70
            ):
                other.org = person.org
            elif other.org is None and person.org is not None and _AND_HEAD.fullmatch(between):
                other.org, other.country = person.org, person.country if person.diplomat else False


_SHORT = ORG_HEADS | {"port"}


def by_short_name(reading: Reading) -> None:
    """ "Alliance president A": the one body of the text whose name ends in that word."""
    if reading.language != "en":
        return
    for person in reading.persons.all:
        if person.org is None or " " in person.org[0] or person.org[0].lower() not in _SHORT:
            continue
        word = person.org[0]
        bodies = [
            body
            for body in reading.orgs.all
            if (body.name.endswith(f" {word}") or f" {word} of " in f" {body.name}")
            and body.span[0] < person.org[1][0]
        ]
        if len(bodies) == 1:
            person.org = (bodies[0].name, bodies[0].span)


_PRESENT_FOR = lazily(
    r"^[ \t]*(?:Present|Attending|Participants|In attendance)? ?(?:[Ff]or|[Ff]rom|[Oo]n behalf of|[Oo]n the side of) (?:the )?(?:City of )?(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}):|"
    r"^[ \t]*(?P<other>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:side|delegation):",
    re.MULTILINE,
)


def attendance(reading: Reading) -> None:
    """ "Present for Leipzig: A, Deputy Mayor; B, Head of …": a list of those present is of one place."""
    if reading.language != "en":
        return
    people = sorted((person.name_span[0], number) for number, person in enumerate(reading.persons.all))
    for match in _PRESENT_FOR.finditer(reading.text):
        group = "place" if match.group("place") else "other"
        line = reading.text.find("\n", match.end())
        end = line if line >= 0 else len(reading.text)
        for _, number in people[bisect_left(people, (match.end(), -1)) : bisect_left(people, (end, -1))]:
            person = reading.persons.all[number]
            if person.org is None or reading.orgs.named(person.org[0]) is None:
                person.org = (match.group(group), match.span(group))


_ON_THEIR_SIDE = lazily(
    r"\b(?:on|for|from) (?:the )?(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})(?:'s|’s)? side(?: (?:was|were|sat|came))?,? (?P<rest>[^;.]{4,300})"
)


def on_their_side(reading: Reading) -> None:
    """ "on the Osaka side, Vice Governor A; and on the Melbourne side, B": those of a side are of its place."""
    if reading.language != "en":
        return
    people = sorted((person.name_span[0], number) for number, person in enumerate(reading.persons.all))
    for match in _ON_THEIR_SIDE.finditer(reading.text):
        if not reading.gazetteer.named(match.group("place")):
            continue
        low, high = (bisect_left(people, (at, -1)) for at in match.span("rest"))
        for _, number in people[low:high]:
            person = reading.persons.all[number]
            if person.org is None and (civic(person) or _IN_SERVICE.search(title_of(person))):
                person.org = (match.group("place"), match.span("place"))


_REPRESENTED = lazily(
    r"(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}) (?:was|were|is|are) represented by (?:[\w'’-]+ ){0,7}$"
)
_AND_BY = lazily(
    r"\brepresented by [^.;]{3,160}?(?:,|,? and) (?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) by (?:[\w'’-]+ ){0,7}$"
)


def represented(reading: Reading) -> None:
    """ "Busan was represented by Vice Mayor Lee": whom a city sends is the city's."""
    for person in reading.persons.all if reading.language == "en" else ():
        if person.org is not None:
            continue
        low = max(0, person.name_span[0] - 120)
        match = _REPRESENTED.search(reading.text[low : person.name_span[0]])
        if match is None:
            low = max(0, person.name_span[0] - 260)
            match = _AND_BY.search(reading.text[low : person.name_span[0]])
        if match is not None and reading.gazetteer.named(match.group("place")):
            start, end = match.span("place")
            person.org = (match.group("place"), (low + start, low + end))


_GROUP_FROM = lazily(
    r"\b(?:delegation|group|party|team|mission|visitors|officials|civil servants|students|teachers|guests|delegates|people|residents|leaders)\b[^.;]{0,24} from (?:the )?(?:[Cc]ity of )?"
    r"(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2})"
)
_OWN_GROUP = lazily(
    r"\b(?P<place>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?) (?:[\w-]+ ){0,2}delegation,? (?:led|headed) by (?:[\w'’-]+ ){0,4}$"
)
_THEIR_LEADER = lazily(
    r"\b(?:[Tt]heir|[Ii]ts|[Tt]he (?:group|delegation|party|team|mission)['’]s) (?:leader|head|chair),? (?:[\w-]+ ){0,4}$|\b(?:led|headed) by (?:[\w.-]+,? ){0,5}$|"
    r"\b[Hh]eading the (?:[\w-]+ ){0,3}(?:party|delegation|group|team|mission) (?:is|was) (?:[\w-]+ ){0,4}$"
)


def leaders_of_groups(reading: Reading) -> None:
    """ "A group of 14 from Chungju … Their leader, Deputy Director Ok": the leader is of the place they come from."""
    for person in reading.persons.all if reading.language == "en" else ():
        start = person.name_span[0]
        if person.org is not None or not _THEIR_LEADER.search(reading.text[max(0, start - 60) : start]):
            continue
        own = _OWN_GROUP.search(reading.text[max(0, start - 110) : start])
        if own is not None and reading.gazetteer.named(own.group("place")):
            at = max(0, start - 110) + own.start("place")
            person.org = (own.group("place"), (at, at + len(own.group("place"))))
            continue
        groups = list(_GROUP_FROM.finditer(reading.text, max(0, start - 300), start))
        if groups:
            at = groups[-1].start("place")
            name = groups[-1].group("place").removesuffix("'s").removesuffix("’s")
            first = name.replace("’s ", "'s ").partition("'s ")[0]  # "Chicago's Sister Cities committee"
            for words in (name, first):
                if person.org is None and (reading.gazetteer.named(words) or reading.orgs.named(words)):
                    person.org = (reading.text[at : at + len(words)], (at, at + len(words)))


_OF_BODIES = lazily(
    r"\b(?P<word>port|university|chamber|museum|hospital|airport|college|agency) (?:[\w-]+ ){0,3}$"
)


def of_the_port(reading: Reading) -> None:
    """ "port chief executive A", "university president B": the one port or university that the text names."""
    if reading.language != "en":
        return
    by_word: dict[str, list[OrgDraft]] = {}
    for body in reading.orgs.all:
        for part in set(body.name.lower().split()):
            by_word.setdefault(part, []).append(body)
    for person in reading.persons.all:
        if person.org is not None or person.title is None:
            continue
        start, end = person.title[1]
        words = reading.text[max(0, start - 14) : end].lower() + " "
        match = _OF_BODIES.search(words)
        bodies = by_word.get(match.group("word"), []) if match else []
        own = [body for body in bodies if match and body.name.lower().startswith(match.group("word"))]
        bodies = own or bodies
        if len(bodies) == 1 and bodies[0].span[0] < person.name_span[0]:
            person.org = (bodies[0].name, bodies[0].span)
