"""Evidence for sides in English that lies in courtesies: visits paid by somebody, invitations, thanks for a welcome."""

# ruff: noqa: E501

from collections.abc import Callable, Sequence

from legation.engine.capture.document import Sentence
from legation.engine.capture.lazily import lazily
from legation.engine.capture.model import Span
from legation.engine.capture.persons import PersonDraft
from legation.engine.capture.reading import Reading

Cast = Callable[[Reading, PersonDraft, str, int, str, Span], None]
People = Sequence[tuple[Span, PersonDraft]]

_VISIT_BY = lazily(
    r"\b(?:[Vv]isit|[Cc]all|[Tt]rip|[Tt]our|[Mm]ission|[Ss]tay)(?: (?:to|on|in) [^.;,]{2,40})? (?:paid |made )?(?:by|of) (?:the )?$"
)
_ASKED_BY = lazily(
    r"\b(?:[Aa]t the invitation of|[Ii]nvited by|[Ii]nvitation (?:extended |issued |made |sent |given )?(?:from|by|of))"
    r" (?:the )?$"
)
_THANKS = lazily(
    r"\b(?:thank(?:ed|s)|expressed (?:his|her|their) (?:\w+ )?(?:gratitude|thanks|appreciation))\b[^.;“”]{0,90}?"
    r"\bfor (?:(?:the|his|her|their|its|a|such|having|this) ){0,3}(?:[\w-]+ (?:and [\w-]+ )?)?"
    r"(?:welcome|hospitality|reception|receiving|hosting|welcoming|invitation)\b"
)
_THANKS_GUEST = lazily(
    r"\b(?:thank(?:ed|s)|expressed (?:his|her|their) (?:\w+ )?(?:gratitude|thanks|appreciation))\b[^.;“”]{0,90}?"
    r"\bfor (?:(?:the|his|her|their|a|this) )?(?:coming|visiting|travell?ing|making the (?:trip|journey)|visit|"
    r"coming back)\b"
)
_PRIDE = lazily(
    r"\b(?:honou?red|delighted|proud|pleased|happy|glad) to (?:host|welcome|receive)\b"
    r"|\b(?:extend(?:ed|ing)|gave|giving|bade|bidding) (?:a |an |his |her |their )?(?:\w+ )?welcome to\b"
)


def courtesies(reading: Reading, sentence: Sentence, people: People, cast: Cast) -> None:
    """Votes from who paid a visit, who invited, and who thanked for a welcome or for coming."""
    text = reading.text
    for span, person in people:
        lead = text[max(sentence.start, span[0] - 110) : span[0]]
        lead = _POST.sub("", lead)
        if _VISIT_BY.search(lead):
            cast(reading, person, "guest", 3, "side.visit-by", span)
        elif _ASKED_BY.search(lead):
            cast(reading, person, "host", 3, "side.invited-by", span)
    for pattern, own, other in ((_THANKS, "guest", "host"), (_THANKS_GUEST, "host", "guest")):
        for match in pattern.finditer(text, sentence.start, sentence.end):
            if sentence.quoted(match.start()):
                continue
            before = [item for item in people if item[0][1] <= match.start()]
            inside = [item for item in people if match.start() < item[0][0] < match.end()]
            if before:
                cast(reading, before[-1][1], own, 2, "side.thanks", match.span())
            for _, person in inside:
                cast(reading, person, other, 2, "side.thanked", match.span())
    for match in _PRIDE.finditer(text, sentence.start, sentence.end):
        before = [item for item in people if item[0][1] <= match.start()]
        if before and not sentence.quoted(match.start()):
            cast(reading, before[-1][1], "host", 2, "side.welcomes", match.span())


_POST = lazily(
    r"(?:(?:[Dd]eputy |[Vv]ice |[Ll]ord |[A-Z][\w'’-]+ ){0,3}(?:[Mm]ayor|[Gg]overnor|[Aa]mbassador|[Mm]inister|"
    r"[Pp]resident|[Cc]hair\w*|[Cc]ouncill?or|Consul General)(?: of [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)?,? )$"
)
