"""The stages of a Korean text, in their order."""

from legation.engine.capture import dateline, events_ko, merge, own
from legation.engine.capture.headings import read_headings
from legation.engine.capture.journeys_ko import lengths_of_journeys
from legation.engine.capture.organisations_ko import KoreanOrganisations, short_forms
from legation.engine.capture.people_ko import KoreanPeople
from legation.engine.capture.places_ko import places_in
from legation.engine.capture.reading import Reading, within
from legation.engine.capture.time_ko import KoreanTime


def read_korean(reading: Reading) -> None:
    """Places, people, bodies, times and mentions of events of a Korean text."""
    people = KoreanPeople(reading.text, reading.gazetteer.korean)
    for sentence in reading.sentences:
        found = places_in(reading.gazetteer, sentence)
        reading.places[sentence.number] = found
        if not sentence.mark:
            reading.person_mentions += people.read(sentence, found)
    names = {mention.name[0] for mention in reading.person_mentions}
    known = {name for name in names if len(name) > 1 or any(_shares(name, one) for one in names)}
    reading.person_mentions = [one for one in reading.person_mentions if one.name[0] in known]
    reading.person_mentions += own.people(reading)
    reading.persons.add(reading.person_mentions)
    bodies = KoreanOrganisations(reading.text)
    spans = sorted(reading.persons.by_span)
    for sentence in reading.sentences:
        if sentence.mark:
            continue
        inside = within(spans, sentence.start, sentence.end)
        for mention in bodies.read(sentence, reading.places[sentence.number], inside):
            reading.org_mentions.append(mention)
            reading.orgs.add(mention)
    for mention in own.organisations(reading, spans):
        reading.orgs.add(mention)
    short_forms(bodies, reading.orgs, reading.sentences, reading.places)
    times = KoreanTime(reading.text, reading.anchor)
    for sentence in reading.sentences:
        ahead = events_ko.looks_ahead(reading.words(sentence.span))
        found_times = times.read(sentence.start, sentence.end, future=ahead)
        reading.times[sentence.number] = [
            time for time in found_times if not dateline.is_stamp(reading, time.span)
        ]
    reading.events = merge.merge(events_ko.KoreanEvents(reading).read())
    merge.choose_primary(reading.events, events_ko.kinds_of_title(reading.heading), reading.headline + 1)
    read_headings(reading)
    lengths_of_journeys(reading)


def _shares(short: str, name: str) -> bool:
    return name != short and (name.startswith(short) or name.endswith(" " + short))
