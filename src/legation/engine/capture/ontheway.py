"""Places of a journey: where somebody only travels to, and where somebody is met."""

# ruff: noqa: E501

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import Reading

_AWAY = lazily(
    r"\b(?:delegation|mission|group|party|team) to (?:the )?$|"
    r"\bvisits? (?:of|by) [^.;]{3,120} to (?:the )?$|"
    r"\b(?:was|were|is|are|been|arrived|landed) in (?:the )?$|\b(?:went|flew|travel(?:s|led|ed)?|came|goes|gone|trip|visits?|mission|return\w*) to (?:the )?$|"
    r"\b(?:visit(?:s|ed|ing)?|left for|leaves for|stationed in|based in|held in|officials in) (?:the )?$|"
    r"\b(?:[Aa]mbassador|[Cc]onsul(?:ate)?(?: [Gg]eneral)?)(?: of (?:the )?[A-Z]\w+(?: (?:of )?[A-Z]\w+)?)? in (?:the )?$"
)


def on_the_way(reading: Reading, span: Span) -> bool:
    """Whether somebody travels to a place named here: it is not whose mayor speaks."""
    return reading.language == "en" and bool(_AWAY.search(reading.text[max(0, span[0] - 60) : span[0]]))


_STOP = lazily(r"\b(?:in|on to|onward to) $")
_MEETS = lazily(r"\b(?:meets?|met|by|with|where|greeted|received|welcomed|hosted|call on|calls? on|joins?)\b")


def _stop(reading: Reading, sentence: Sentence, span: Span, person: PersonDraft) -> bool:
    """Whether a place is the stop of a journey at which somebody is met ("in Incheon, where Ortega meets Mayor Yoo")."""
    at = person.name_span[0]
    start = sentence.start
    if (
        reading.language != "en"
        or not start <= span[0] < at
        or not _STOP.search(reading.text[start : span[0]])
    ):
        return False
    between = [one.span for one in reading.places.get(sentence.number, [])
               if span[1] <= one.span[0] < at and _STOP.search(reading.text[start : one.span[0]])]  # fmt: skip
    return not between and bool(_MEETS.search(reading.text[span[1] : at]))


def stands_beside(reading: Reading, span: Span, person: PersonDraft) -> bool:
    """Whether a place stands in the sentence that names a person first, as where they are met ("In Portland he …")."""
    for sentence in reading.sentences:
        if sentence.start <= person.name_span[0] < sentence.end:
            after = reading.text[person.name_span[1] : span[0]] == " in "
            return (
                after
                or reading.text[sentence.start : span[0]] in {"In ", "At "}
                or _stop(reading, sentence, span, person)
            )
    return False
