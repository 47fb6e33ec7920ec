"""The rank class that a plain title carries."""

import re

from legation.directory.choices import RankClass

# Plain titles and the rank that they carry; the first that fits counts. What fits none has no rank.
_RANKS = tuple(
    (re.compile(words, re.IGNORECASE), rank)
    for words, rank in (
        (r"^(?:deputy|vice|acting deputy) mayor\b|부시장", RankClass.DEPUTY_MAYOR),
        (r"^(?:lord |acting )?mayor\b|시장$", RankClass.MAYOR),
        (r"^governor\b|도지사$|^지사$", RankClass.GOVERNOR),
        (r"^consul[- ]general\b|총영사$", RankClass.CONSUL_GENERAL),
        (r"^(?:city )?council (?:chair|president)|시의회 의장|^의장$", RankClass.COUNCIL_CHAIR),
        (r"^(?:\w+ )?(?:commissioner|council(?:l?or| ?member|man|woman))$", RankClass.COUNCILLOR),
        (r"(?:시|구|군|도)의원$", RankClass.COUNCILLOR),
        (r"^(?:state )?(?:representative|senator)\b", RankClass.LEGISLATOR),
        (r"^assembly ?(?:member|man|woman)", RankClass.LEGISLATOR),
        (r"(?:국회|[상하]원)의원$", RankClass.LEGISLATOR),
        (r"^(?:associate |assistant )?professor\b|교수$", RankClass.PROFESSOR),
        (r"^(?:president|ceo|chief executive|chair(?:man|woman)? (?:and|&) ceo)\b", RankClass.EXECUTIVE),
        (r"대표이사|최고경영자|^사장$", RankClass.EXECUTIVE),
    )
)
CIVIC = (RankClass.MAYOR, RankClass.DEPUTY_MAYOR, RankClass.COUNCIL_CHAIR)
ONE_HOLDER = (RankClass.MAYOR, RankClass.GOVERNOR, RankClass.CONSUL_GENERAL)


def rank_of(title: str) -> str:
    """The rank class of a plain title, or "" where it is not plain."""
    return next((rank.value for words, rank in _RANKS if words.search(title)), "")
