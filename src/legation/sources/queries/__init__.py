"""What pages read of sources."""

from legation.sources.queries.cards import card_of
from legation.sources.queries.differing import Difference, differences
from legation.sources.queries.evidence import Quote, evidence_of
from legation.sources.queries.known import known_to
from legation.sources.queries.lists import Listed, removed_source, sources_of, waiting
from legation.sources.queries.page import FindingRow, Group, SourcePage, finding_row, source_page

__all__ = [
    "Difference",
    "FindingRow",
    "Group",
    "Listed",
    "Quote",
    "SourcePage",
    "card_of",
    "differences",
    "evidence_of",
    "finding_row",
    "known_to",
    "removed_source",
    "source_page",
    "sources_of",
    "waiting",
]
