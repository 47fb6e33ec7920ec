"""The register of agreements over all missions, and what of it needs a look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import F, Prefetch

from legation.directory.models import City, Organisation
from legation.outcomes.choices import Subject
from legation.outcomes.models import Agreement
from legation.outcomes.queries.contact import last_contact, meetings_of_cities, years_after

PAGE = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """How the register is narrowed; `state` is "dormant", "ends" or "over"."""

    text: str = ""
    kind: str = ""
    city: int | None = None
    subject: str = ""
    status: str = ""
    state: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        return bool(self.text or self.kind or self.city or self.subject or self.status or self.state)


@dataclass(frozen=True, slots=True)
class Entry:
    """One agreement: its parties, when they last met, and what of it needs a look."""

    agreement: Agreement
    parties: tuple[Organisation, ...]
    contact: date | None
    dormant: bool
    ends_soon: bool
    over: bool

    @property
    def subjects(self) -> list[str]:
        return subject_names(self.agreement)

    @property
    def pair(self) -> list[int]:
        """The cities of the parties, where there are two of them."""
        return sorted(self.cities) if len(self.cities) == 2 else []

    @property
    def cities(self) -> set[int]:
        return {party.city_id for party in self.parties if party.city_id is not None}


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of the register, and how many of all are dormant, end soon, or are over."""

    rows: "Page[Entry]"
    total: int
    dormant: int
    ending: int
    over: int


def register(user: Any, asked: Asked, today: date) -> RegisterPage:
    """Five queries: the agreements, their parties, and when cities met."""
    entries = entries_of(agreements_seen(user), user, today)
    found = [entry for entry in entries if _wanted(entry, asked)]
    return RegisterPage(
        rows=Paginator(found, PAGE).get_page(asked.page),
        total=len(found),
        dormant=sum(entry.dormant for entry in entries),
        ending=sum(entry.ends_soon for entry in entries),
        over=sum(entry.over for entry in entries),
    )


def found_entries(user: Any, asked: Asked, today: date) -> list[Entry]:
    """All that the register shows for what was asked."""
    return [entry for entry in entries_of(agreements_seen(user), user, today) if _wanted(entry, asked)]


def agreements_seen(user: Any) -> list[Agreement]:
    """The agreements that `user` sees with their parties, the latest signed first: two queries."""
    parties = Prefetch("parties", queryset=Organisation.objects.select_related("city").order_by("pk"))
    rows = Agreement.objects.visible_to(user).select_related("mission", "office", "engagement")
    return list(rows.prefetch_related(parties).order_by(F("signed_on").desc(nulls_last=True), "-pk"))


def entries_of(agreements: Sequence[Agreement], user: Any, today: date) -> list[Entry]:
    """Each agreement with what needs a look: three queries for all."""
    pairs = meetings_of_cities(user, today) if agreements else {}
    return [entry_of(agreement, pairs, today) for agreement in agreements]


def entry_of(agreement: Agreement, pairs: dict[frozenset[int], date], today: date) -> Entry:
    """No query where the parties are loaded."""
    parties = tuple(agreement.parties.all())
    cities = {party.city_id for party in parties if party.city_id is not None}
    contact = last_contact(agreement, cities, pairs, today)
    ends, force = agreement.ends_on, agreement.in_force
    notice = timedelta(days=agreement.notice_days)
    silent = contact is None or years_after(contact, agreement.dormant_years) < today
    return Entry(
        agreement=agreement,
        parties=parties,
        contact=contact,
        dormant=force and silent,
        ends_soon=force and ends is not None and today <= ends <= today + notice,
        over=force and ends is not None and ends < today and not agreement.renews,
    )


def subject_names(agreement: Agreement) -> list[str]:
    """The fields of cooperation in the reader's language."""
    known = set(Subject.values)
    return [str(Subject(key).label) for key in agreement.subjects if key in known]


def party_cities(user: Any) -> list[tuple[int, str]]:
    """The cities of parties of agreements that the reader sees: one query."""
    there = Agreement.objects.visible_to(user).values("pk")
    rows = City.objects.filter(organisations__agreements__in=there, removed_at=None).distinct()
    return [(row.pk, str(row)) for row in rows.order_by("pk")]


def _wanted(entry: Entry, asked: Asked) -> bool:
    agreement = entry.agreement
    return (
        (not asked.kind or agreement.kind == asked.kind)
        and (not asked.status or agreement.status == asked.status)
        and (not asked.subject or asked.subject in agreement.subjects)
        and (not asked.city or asked.city in entry.cities)
        and (not asked.text or _holds(entry, asked.text))
        and (not asked.state or _state(entry, asked.state))
    )


def _state(entry: Entry, state: str) -> bool:
    return {"dormant": entry.dormant, "ends": entry.ends_soon, "over": entry.over}.get(state, True)


def _holds(entry: Entry, text: str) -> bool:
    wanted = text.casefold()
    return any(wanted in words.casefold() for words in _words(entry))


def _words(entry: Entry) -> Iterable[str]:
    for named in (entry.agreement.title, *(party.name for party in entry.parties)):
        data = getattr(named, "data", named)
        yield from data.values() if isinstance(data, dict) else [str(data)]
