"""Names in a text that stand in no finding: what a reader may pull into a field."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from legation.sources.models import Finding, Source
from legation.sources.queries.evidence import spans_of
from legation.sources.queries.marks import LONG, WIDE

MOST = 40
LOOKED_AT = 60_000
"""Characters that are looked through: more than an article has."""
_ENGLISH = re.compile(r"\b[A-Z][\w’'-]{1,30}(?:[ ](?:of |de |for |and |the )?[A-Z][\w’'-]{1,30}){1,6}")
_TITLES = (
    "시장|부시장|구청장|군수|의장|의원|총영사|영사|대사|회장|"
    "위원장|원장|총장|교수|대표|사장|청장|국장|실장|지사"
)
_KOREAN = re.compile(
    rf"[가-힣]{{2,5}}(?= (?:[가-힣]{{1,8}})?(?:{_TITLES}))"
    r"|[가-힣]{2,14}(?:상공회의소|공사|협회|대학교|진흥원|재단|위원회|연구원|의회)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text from `start` on; `rule` names the second reader who saw them, if one did."""

    words: str
    start: int
    rule: str = ""


def mentions_of(source: Source, findings: Iterable[Finding]) -> list[Mention]:
    """What second readers named, then what is written as names are; each once, in the order of the text."""
    taken = sorted(
        (start, end)
        for finding in findings
        for spans in spans_of(finding).values()
        for start, end in spans
        if finding.kind not in WIDE and end - start < LONG
    )
    starts = [start for start, _end in taken]
    reach: list[int] = []
    for _start, end in taken:
        reach.append(max(end, reach[-1] if reach else 0))

    def free(start: int, end: int) -> bool:
        at = bisect_right(starts, end - 1)
        return at == 0 or reach[at - 1] <= start

    found: dict[str, Mention] = {}
    for told in source.opinions:
        start, end = told["span"]
        if free(start, end):
            found.setdefault(told["value"], Mention(source.text[start:end], start, told["rule"]))
    looked = source.text[:LOOKED_AT]
    plain = [] if source.language == "ko" else list(_ENGLISH.finditer(looked))
    for match in sorted([*plain, *_KOREAN.finditer(looked)], key=lambda one: one.start()):
        if free(*match.span()):
            found.setdefault(match.group(), Mention(match.group(), match.start()))
    return list(found.values())[:MOST]
