"""One tokenizer for search on both databases: text to terms, a query to terms, spans to mark, a score."""

from .fold import MAX_TERM, Folded, fold, fold_with_offsets
from .query import MAX_QUERY_TERMS, Query, matches, query_terms
from .show import Span, highlight, rank
from .tokens import terms

__all__ = [
    "MAX_QUERY_TERMS",
    "MAX_TERM",
    "Folded",
    "Query",
    "Span",
    "fold",
    "fold_with_offsets",
    "highlight",
    "matches",
    "query_terms",
    "rank",
    "terms",
]
