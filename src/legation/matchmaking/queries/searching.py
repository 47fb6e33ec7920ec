"""The page of a search: how far it is, what it found, what that would change."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from legation.kernel import jobs
from legation.kernel.models import Job
from legation.matchmaking.models import Round, Search
from legation.matchmaking.queries.comparing import Change, Comparison, Place, compared
from legation.matchmaking.queries.results import (
    Way,
    conflict_words,
    outdated,
    places_found,
    standing_words,
    ways_out,
)
from legation.matchmaking.queries.sheet import Item, Sheet, sheet_of

SHOWN = 30


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A search with its job, the sheet of its round, and what applying it would change."""

    search: Search
    job: Job | None
    sheet: Sheet
    standing: str
    compared: Comparison | None
    conflict: str
    ways: tuple[Way, ...]
    left: int
    outdated: bool = False
    conflicting: tuple[Item, ...] = ()

    @property
    def found(self) -> bool:
        return bool(self.search.result.get("placed"))

    @property
    def over(self) -> bool:
        return self.job is None or self.job.over

    @property
    def first(self) -> dict[str, str]:
        """The numbers that an open page goes on counting, as they stand now."""
        facts = self.job.facts if self.job is not None else {}
        return {name: str(facts[name]) for name in ("breaks", "bound") if facts.get(name) is not None}

    @property
    def mandatory_left(self) -> bool:
        """Something that must be held has no place in what was found."""
        return bool(self.search.result.get("out"))

    @property
    def in_force(self) -> bool:
        return self.search.applied_at is not None and self.search.undone_at is None

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every meeting that is elsewhere then."""
        return () if self.compared is None else (*self.compared.changes, *self.compared.reseated)


def job_of(search: Search) -> Job | None:
    """The job that searches, where one was started."""
    return Job.objects.filter(pk=search.job_id).first() if search.job_id else None


def search_page(search: Search, user: Any = None) -> SearchPage:
    """Everything that the page of a search shows: the same for everybody who sees the round, but for the ways
    out that `user` leaves to the other side."""
    sheet = sheet_of(search.round)
    language = (get_language() or "en")[:2]
    job = job_of(search)
    if job is not None and job.over and not search.result:
        search.refresh_from_db(fields=["result"])  # it may have ended since the search was read
    applied = search.applied_at is not None and search.undone_at is None
    found = places_found(search)
    # Once it is in force, what it changed; before that, what it would change.
    stale = outdated(search, sheet)
    before: dict[int, Place] = {item.key: (item.slot, item.table) for item in sheet.items.values()}
    if applied:
        before = {row[0]: (row[1], row[2]) for row in search.previous}
    told = search.result.get("conflict") or {}
    known = search.result or (job.facts if job is not None else {})
    return SearchPage(
        search=search,
        job=job,
        sheet=sheet,
        standing=standing_words(known),
        compared=None if stale or not found else compared(sheet, before, found),
        conflict=conflict_words(search, sheet, language),
        ways=tuple(ways_out(search, sheet, language, user=user)),
        left=sum(1 for key in sheet.items if key not in found),
        outdated=stale,
        conflicting=tuple(sheet.items[key] for key in told.get("meetings", ()) if key in sheet.items),
    )


def search_state(search: Search) -> dict[str, Any]:
    """What an open page asks for: numbers and a sentence in the reader's language."""
    job = job_of(search)
    if job is None:
        return {
            "status": "done",
            "label": "",
            "done": 0,
            "total": 0,
            "over": True,
            "problem": "",
            "facts": {},
        }
    told = jobs.state(job)
    facts = {name: job.facts.get(name) for name in ("breaks", "bound")}
    return {**told, "facts": {**facts, "standing": standing_words(job.facts)}}


def searches_of(round_: Round, user: Any) -> list[Search]:
    """The latest searches of a round, newest first."""
    rows = Search.objects.visible_to(user).filter(round=round_).select_related("user")
    return list(rows.order_by("-pk")[:SHOWN])
