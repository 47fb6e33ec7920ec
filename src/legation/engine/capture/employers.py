"""Companies that only the post of somebody names: "Hyundai Mipo Dockyard president Choi Won-gil"."""

# ruff: noqa: E501

from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import COMMON_NOUNS, NOT_NAMES
from legation.engine.capture.organisations import OrgMention
from legation.engine.capture.places import civic, title_of
from legation.engine.capture.reading import Reading

_EXECUTIVE = lazily(
    r"(?i)\b(?:president|ceo|chief executive|chairman|chairwoman|chair|founder|co-founder|managing director|general manager|vice president|rector|chancellor|director|manager)\b|(?:대표|대표이사|사장|회장|이사장|총장|부사장|센터장)$"
)


def employers(reading: Reading) -> None:
    """Add the body of each executive that no other rule found; places, councils and countries are none."""
    for person in reading.persons.all:
        if person.org is None or person.country or person.diplomat or civic(person):
            continue
        name, span = person.org
        if reading.orgs.named(name) is not None or not _EXECUTIVE.search(title_of(person)):
            continue
        if not _names_a_body(reading, name):
            continue
        sentence = next((one.number for one in reading.sentences if one.start <= span[0] < one.end), 0)
        reading.orgs.add(OrgMention(sentence, name, span, "org.of-executive", ""))


def _names_a_body(reading: Reading, name: str) -> bool:
    if reading.gazetteer.named(name) or reading.seat_of(name) is not None:
        return False
    if reading.language == "ko":
        return len(name) > 3 and not name.endswith(("시", "도", "군", "구", "주", "현", "성", "국", "과"))
    words = name.split()
    plain = [word.lower() for word in words]
    return (
        (len(words) > 1 or "-" in name)
        and all(word[0].isupper() or word in {"of", "&", "and", "for", "the"} for word in words)
        and not all(word in COMMON_NOUNS | NOT_NAMES | {"of", "and", "&"} for word in plain)
        and not any(reading.words(span) == name for span in reading.posts if reading.gazetteer.named(name))
        and not any(body.name in name or name in body.name for body in reading.orgs.all)
        and plain[-1] not in {"city", "county", "province", "prefecture", "state"}
    )
