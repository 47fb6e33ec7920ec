"""Lists of bodies in English: the words that open one, and where it ends."""

# ruff: noqa: E501

from collections.abc import Sequence

from legation.engine.capture.document import Token

LISTS = (
    ("including",), ("such", "as"), ("among", "them"), ("namely",), ("members", "of"), ("officials", "from"),
    ("officials", "of"), ("representatives", "of"), ("representatives", "from"), ("executives", "from"),
    ("executives", "of"), ("delegates", "from"), ("leaders", "from"), ("leaders", "of"), ("companies", "like"),
    ("staff", "of"), ("staff", "from"), ("companies", ":"), ("comprising",), ("comprised",), ("along", "with"),
    ("participants", "from"), ("experts", "from"), ("included",), ("includes",), ("are", ":"), ("were", ":"),
    ("organizations", ":"), ("organisations", ":"), ("reporters", "from"), ("people", "from"), ("met", "with"),
    ("researchers", "from"), ("entrepreneurs", "from"), ("members", "from"), ("joined", "by"), ("consisted", "of"),
    ("organized", "by"), ("organised", "by"), ("arranged", "by"), ("sponsored", "by"), ("represented", "by"), ("executives", "at"),
    ("consists", "of"), ("consisting", "of"), ("made", "up", "of"), ("composed", "of"), ("team", "from"), ("delegation", "from"),
    ("group", "from"), ("experts", "of"), ("officers", "of"), ("officers", "from"), ("growers", "of"), ("staff", "members", "of"),
)  # fmt: skip
_LISTS = {first: tuple(words for words in LISTS if words[0] == first) for first in {w[0] for w in LISTS}}
_LIST_ENDS = frozenset(
    [
        ";",
        "“",
        "it",
        "is",
        "he",
        "she",
        "they",
        "to",
        "who",
        "which",
        "was",
        "were",
        "has",
        "have",
        "attended",
        "joined",
        "took",
        "met",
        "aimed",
    ]
)


def list_ranges(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Token ranges in which names stand one beside the other after "including", "officials from" and so on."""
    ranges: list[tuple[int, int]] = []
    lowers = [token.lower for token in tokens]
    for at in range(len(tokens)):
        for words in _LISTS.get(lowers[at], ()):
            if tuple(lowers[at : at + len(words)]) == words:
                end = at + len(words)
                while end < len(tokens) and not _stops(lowers, end):
                    end += 1
                ranges.append((at + len(words), end))
                break
    return ranges


def _stops(lowers: Sequence[str], at: int) -> bool:
    """Whether a list ends at a token: a verb, or a full stop that belongs to no "Inc."."""
    if lowers[at] == ".":
        return lowers[at - 1] not in {"inc", "ltd", "co", "corp"}
    return lowers[at] in _LIST_ENDS
