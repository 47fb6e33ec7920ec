"""From text to draft: the stages in their order."""

# ruff: noqa: E501

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from legation.engine.capture import (
    affiliations,
    agreements,
    dateline,
    employers,
    events_en,
    merge,
    own,
    settle,
    sides_en,
    sides_ko,
    statements,
    statements_ko,
    told_from,
    topics,
    weighed_affiliations,
    when_en,
)
from legation.engine.capture.assemble import assemble
from legation.engine.capture.bodies_at_table import bodies_that_hold, bodies_that_sign
from legation.engine.capture.carried_en import carry_dates
from legation.engine.capture.document import Sentence, sentences_of
from legation.engine.capture.during_journeys import places_of_journeys
from legation.engine.capture.errors import EmptyText, TextTooLong, UnsupportedLanguage
from legation.engine.capture.gazetteer import Gazetteer, default_gazetteer
from legation.engine.capture.headings import read_headings
from legation.engine.capture.language import SUPPORTED, detect_language, language_of
from legation.engine.capture.model import Draft, Known, Span
from legation.engine.capture.newplaces import with_new_places
from legation.engine.capture.organisations_en import EnglishOrganisations
from legation.engine.capture.people_en import EnglishPeople
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.pipeline_ko import read_korean
from legation.engine.capture.reading import Reading, within
from legation.engine.capture.time_en import EnglishTime

LIMIT = 1_000_000
"""Characters that one text may have."""

_NOTHING = Known()


def capture(
    text: str,
    *,
    title: str = "",
    published: date | None = None,
    language: str | None = None,
    known: Known = _NOTHING,
    gazetteer: Gazetteer | None = None,
) -> Draft:
    """Read an English or Korean article, minutes or press release into a draft.

    `published` anchors relative expressions; without it a date at the head of the text does, and where there is
    none they stay unresolved. `language` ("en" or "ko") overrides detection. `known` holds the workspace's own
    names, which outrank the general rules; `gazetteer` replaces the table of places that ships.

    Offsets count characters of `text`. The same arguments give the same draft. Raises `EmptyText`,
    `TextTooLong` (more than `LIMIT` characters) and `UnsupportedLanguage`.
    """
    if len(text) > LIMIT:
        raise TextTooLong(length=len(text), limit=LIMIT)
    if not any(char.isalpha() for char in text):
        raise EmptyText
    if language is not None and language not in SUPPORTED:
        raise UnsupportedLanguage(script="", language=language)
    spoken = language or detect_language(text)
    places = with_new_places((gazetteer or default_gazetteer()).with_known(known.cities), text, spoken)
    reading = Reading(text, title, spoken, known, places, _told_in(spoken, text), published)
    dateline.anchor_of(reading)
    if spoken == "ko":
        read_korean(reading)
    else:
        read_english(reading)
    return finish(reading)


def _told_in(language: str, text: str) -> tuple[Sentence, ...]:
    """The sentences of a text; those in the other language are marked and left out of the story."""
    sentences = sentences_of(text)
    if max(text) < "\u1100":
        return sentences
    return tuple(
        replace(sentence, mark="language")
        if not sentence.mark and language_of(text[sentence.start : sentence.end]) not in {"", language}
        else sentence
        for sentence in sentences
    )


def read_english(reading: Reading) -> None:
    """Places, people, bodies, times and mentions of events of an English text."""
    people = EnglishPeople(reading.text)
    for sentence in reading.sentences:
        found = reading.gazetteer.in_sentence(sentence)
        reading.places[sentence.number] = found
        if not sentence.mark:
            reading.person_mentions += people.read(sentence, found)
    reading.person_mentions += own.people(reading)
    reading.persons.add(reading.person_mentions)
    reading.posts = {mention.org[1] for mention in reading.person_mentions if mention.org is not None}
    _later_names(reading)
    _copy_titles(reading)
    bodies = EnglishOrganisations(reading.text)
    taken = sorted(reading.persons.by_span)
    for sentence in reading.sentences:
        if sentence.mark:
            continue
        inside = within(taken, sentence.start, sentence.end)
        for mention in bodies.read(sentence, reading.places[sentence.number], inside):
            reading.org_mentions.append(mention)
            reading.orgs.add(mention)
    for mention in own.organisations(reading, taken):
        reading.orgs.add(mention)
    times = EnglishTime(reading.text, reading.anchor)
    for sentence in reading.sentences:
        if sentence.mark == "stray":
            continue
        words = reading.words(sentence.span)
        turn = sentence.start + when_en.turns_ahead(words)
        ahead = events_en.looks_ahead(_told(reading, sentence))
        found_times = times.read(sentence.start, sentence.end, future=ahead, turn=turn)
        reading.times[sentence.number] = [
            time for time in found_times if not dateline.is_stamp(reading, time.span)
        ]
    reading.events = merge.merge(events_en.EnglishEvents(reading).read())
    merge.choose_primary(reading.events, events_en.kinds_of_title(reading.heading), reading.headline + 1)
    carry_dates(reading)
    read_headings(reading)


def _told(reading: Reading, sentence: Sentence) -> str:
    """The words of a sentence with its quotations blanked."""
    words = reading.words(sentence.span)
    for start, end in sentence.quotes:
        low, high = start - sentence.start, end - sentence.start
        words = words[:low] + " " * (high - low) + words[high:]
    return words


def _later_names(reading: Reading) -> None:
    """A surname alone, later in the text, is another mention of the one person who has it."""
    persons = reading.persons
    index: dict[str, list[PersonDraft]] = {}
    for person in persons.all:
        words = person.name.split()
        middle = {word for word in words[1:-1] if len(word) > 3 and word[0].isupper()}
        for word in sorted({words[0], words[-1], *middle}):
            index.setdefault(word, []).append(person)
    whole_names: dict[str, list[PersonDraft]] = {}
    for person in persons.all:
        if " " in person.name:
            whole_names.setdefault(person.name.split()[0], []).append(person)
    covered = sorted(persons.by_span)
    place = {(mention.span[0]) for found in reading.places.values() for mention in found}
    starts = {span[0] for span in covered}
    inside = list(covered)
    at = 0
    for sentence in reading.sentences:
        for number, token in enumerate(sentence.tokens):
            whole = next(
                (
                    one
                    for one in whole_names.get(token.text, ())
                    if reading.text.startswith(one.name, token.start)
                ),
                None,
            )
            if whole is not None and _whole_again(reading, whole, token.start, starts, inside):
                persons.join(whole, (token.start, token.start + len(whole.name)), whole.name, sentence.number)
                continue
            holders = index.get(token.text)
            if holders is None or len(holders) != 1 or token.start in starts or token.start in place:
                continue
            while at < len(inside) and inside[at][1] <= token.start:
                at += 1
            if at < len(inside) and inside[at][0] <= token.start:
                continue
            before = sentence.tokens[number - 1] if number else None
            after = sentence.tokens[number + 1] if number + 1 < len(sentence.tokens) else None
            if (
                before is not None
                and before.cap
                and number > 1
                and before.text not in {"Mayor", "Mr.", "Ms."}
            ) or (after is not None and after.cap):
                continue
            person = holders[0]
            persons.join(person, (token.start, token.end), token.text, sentence.number)


def _whole_again(
    reading: Reading, person: PersonDraft, start: int, starts: set[int], covered: Sequence[Span]
) -> bool:
    """Whether a full name stands once more at `start`, where no mention of anybody has it."""
    end = start + len(person.name)
    after = reading.text[end : end + 1]
    if (
        start in starts
        or after.isalnum()
        or (after in {"-", "’", "'"} and reading.text[end + 1 : end + 2].isupper())
    ):
        return False
    return not any(one[0] < end and start < one[1] for one in within(covered, start - 200, end))


def _copy_titles(reading: Reading) -> None:
    """A counterpart without a title of their own holds the post of the person they are the counterpart of."""
    people = reading.persons.all
    for person in people:
        if person.title is None and person.rule == "person.counterpart":
            titled = [
                other for other in people if other.title is not None and other.name_span < person.name_span
            ]
            if titled:
                person.title = titled[-1].title


def finish(reading: Reading) -> Draft:
    """Settle what the sentences left open, and put the draft together."""
    places_of_journeys(reading)
    own.link_people(reading)
    own.link_organisations(reading)
    own.venues(reading)
    stated = dateline.stated_place(reading)
    affiliations.open_affiliations(reading, stated)
    employers.employers(reading)
    settle.parties(reading)
    bodies_that_sign(reading)
    bodies_that_hold(reading)
    settle.city_parties(reading)
    settle.body_parties(reading)
    if reading.language == "en":
        sides_en.vote_english(reading)
        said = statements.EnglishStatements(reading).read()
    else:
        sides_ko.vote_korean(reading)
        said = statements_ko.statements_of(reading)
    settle.settle_sides(reading)
    weighed_affiliations.weigh_affiliations(reading, stated)
    place = told_from.place_of(reading, stated)
    if place is not None:
        reading.home = place[0]
    drafts = agreements.agreements_of(reading, {one.text.spans[0] for one in said})
    return assemble(reading, place, said, drafts, topics.topics_of(reading))
