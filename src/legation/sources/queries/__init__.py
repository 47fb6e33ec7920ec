"""What pages read of sources."""

from legation.sources.queries.archives import ArchivePage, archive_page
from legation.sources.queries.candidates import Candidate, Fitting, candidates_of, mission_for
from legation.sources.queries.cards import card_of
from legation.sources.queries.differing import Difference, differences
from legation.sources.queries.disagreeing import Disagreement, disagreements
from legation.sources.queries.evidence import Quote, evidence_of
from legation.sources.queries.known import known_to
from legation.sources.queries.labels import labels_archive, labels_of
from legation.sources.queries.lists import (
    ORDERS,
    STATES,
    SURE,
    Listed,
    Triage,
    removed_source,
    sources_of,
    sure_of,
    triage,
    waiting,
)
from legation.sources.queries.page import FindingRow, Group, SourcePage, finding_row, source_page

__all__ = [
    "ORDERS",
    "STATES",
    "SURE",
    "ArchivePage",
    "Candidate",
    "Difference",
    "Disagreement",
    "FindingRow",
    "Fitting",
    "Group",
    "Listed",
    "Quote",
    "SourcePage",
    "Triage",
    "archive_page",
    "candidates_of",
    "card_of",
    "differences",
    "disagreements",
    "evidence_of",
    "finding_row",
    "known_to",
    "labels_archive",
    "labels_of",
    "mission_for",
    "removed_source",
    "source_page",
    "sources_of",
    "sure_of",
    "triage",
    "waiting",
]
