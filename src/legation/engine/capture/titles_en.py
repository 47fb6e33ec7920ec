"""Titles of English posts as they are said in full."""

from legation.engine.capture.lazily import lazily
from legation.engine.capture.lexicon_en import ABBREVIATED
from legation.engine.capture.model import Span

Words = tuple[str, Span]
"""Words and where they stand."""

_ADJECTIVE_END = lazily(r"(?<=\w) (?:Prefectural|Provincial)$")
_CITY_CORPORATION = lazily(
    r"^(?P<city>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}?) (?:City|Municipal|Metropolitan) Corporation$"
)
BARE_COUNCILS = frozenset(
    {"city council", "county council", "town council", "borough council", "council", "metro council"}
)


def acronym(word: str) -> bool:
    """Whether a word is an acronym that names a body."""
    return word.isupper() and word.isalpha() and 3 <= len(word) <= 6


def in_full(title: Words, org: Words | None) -> tuple[Words, Words | None]:
    """A title as it is said in full, and the body that is left: "Gov.", "City Council member"."""
    if title[0].lower().split(" ")[-1] in ABBREVIATED:
        *lead, short = title[0].split(" ")
        title = (" ".join([*lead, ABBREVIATED[short.lower()]]), title[1])
    wide_post = _ADJECTIVE_END.search(org[0]) if org is not None else None
    if org is not None and wide_post is not None:
        start, _ = org[1]  # "Fukuoka Prefectural Governor"
        org = (org[0][: wide_post.start()], (start, start + wide_post.start()))
    if org is not None and org[0].lower() in {"metropolitan", "municipal", "district", "regional"}:
        wide = (org[1][0], title[1][1])  # "Metropolitan Chief Executive"
        title, org = (f"{org[0]} {title[0]}", wide), None
    if title[0].lower() == "member" and org is not None and org[0].lower() in BARE_COUNCILS:
        wide = (org[1][0], title[1][1])  # "City Council members A and B": the council of the city told
        title, org = (f"{org[0]} {title[0]}", wide), None
    civic = _CITY_CORPORATION.match(org[0]) if org is not None else None
    if org is not None and civic is not None and title[0].lower().endswith("mayor"):
        start, _ = org[1]  # "Chattogram City Corporation Mayor": the mayor of the city
        org = (civic.group("city"), (start, start + civic.end("city")))
    return title, org
