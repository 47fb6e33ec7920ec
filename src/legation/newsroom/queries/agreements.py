"""Agreements in public: the words as they would be, who said yes to them, and what anyone reads."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse

from legation.kernel import searching
from legation.kernel.choices import Visibility
from legation.kernel.searching import Card
from legation.newsroom.models import NewsSite, PublicAgreement
from legation.newsroom.queries.consents import SideState, sides_of, trace_of, within, words
from legation.outcomes.choices import AgreementKind, AgreementStatus, Subject
from legation.outcomes.models import Agreement

MOST = 100
SETTLED = (AgreementStatus.SIGNED, AgreementStatus.RENEWED, AgreementStatus.ENDED)


@dataclass(frozen=True, slots=True)
class Signed:
    """An agreement as the public reads it, in one language. Nobody is named who signed it."""

    slug: str
    title: str
    kind: str
    status: str
    parties: tuple[str, ...]
    subjects: tuple[str, ...]
    signed_on: date | None
    place: str
    begins_on: date | None
    ends_on: date | None
    renews: bool
    text: str
    published_at: datetime | None


@dataclass(frozen=True, slots=True)
class Publishing:
    """Where an agreement stands: why it cannot be public, its draft, and each side's word on it."""

    refused: bool
    draft: Signed
    trace: str
    sides: tuple[SideState, ...]
    public: PublicAgreement | None
    same: bool


def is_publishable(agreement: Agreement) -> bool:
    """Both sides see it and the engagement that it came from, and it was signed."""
    engagement = agreement.engagement
    return (
        agreement.mission_id is not None
        and agreement.visibility == Visibility.SHARED
        and (engagement is None or engagement.visibility == Visibility.SHARED)
        and agreement.status in SETTLED
        and agreement.signed_on is not None
    )


def drafted(agreement: Agreement) -> dict[str, Any]:
    """What would be public, if both sides said yes now. One query."""
    return {
        "title": words(agreement.title),
        "kind": agreement.kind,
        "status": agreement.status,
        "parties": [words(party.name) for party in agreement.parties.order_by("pk")],
        "subjects": list(agreement.subjects),
        "signed_on": _day(agreement.signed_on),
        "place": words(agreement.place),
        "begins_on": _day(agreement.begins_on),
        "ends_on": _day(agreement.ends_on),
        "renews": agreement.renews,
        "text": words(agreement.text),
    }


def publishing(agreement: Agreement, language: str) -> Publishing:
    """Four queries."""
    draft = drafted(agreement)
    trace = trace_of(draft)
    public = PublicAgreement.objects.filter(agreement=agreement).first()
    if public is not None:
        public.agreement = agreement
    return Publishing(
        refused=not is_publishable(agreement),
        draft=read(draft, "", language, None),
        trace=trace,
        sides=sides_of(public, trace) if public is not None else (),
        public=public,
        same=public is not None and trace_of(public.shown) == trace,
    )


def read(shown: dict[str, Any], slug: str, language: str, published_at: datetime | None) -> Signed:
    """Frozen words in a language, or in whichever there is."""
    known = set(Subject.values)
    return Signed(
        slug=slug,
        title=within(shown["title"], language),
        kind=str(AgreementKind(shown["kind"]).label),
        status=str(AgreementStatus(shown["status"]).label),
        parties=tuple(within(party, language) for party in shown["parties"]),
        subjects=tuple(str(Subject(key).label) for key in shown["subjects"] if key in known),
        signed_on=_read_day(shown["signed_on"]),
        place=within(shown["place"], language),
        begins_on=_read_day(shown["begins_on"]),
        ends_on=_read_day(shown["ends_on"]),
        renews=shown["renews"],
        text=within(shown["text"], language),
        published_at=published_at,
    )


def agreements_on(site: NewsSite, language: str) -> tuple[Signed, ...]:
    """What a site shows, the latest signed first. One query."""
    rows = PublicAgreement.objects.public().filter(sites=site).order_by("-agreement__signed_on", "-pk")[:MOST]
    return tuple(read(row.shown, row.slug, language, row.published_at) for row in rows)


def agreement_at(site: str, slug: str, language: str) -> Signed | None:
    """One of a site, None where there is none for the public. One query."""
    found = (
        PublicAgreement.objects.public().filter(sites__slug=site, sites__removed_at=None, slug=slug).first()
    )
    return read(found.shown, found.slug, language, found.published_at) if found is not None else None


def agreement_addresses(site: NewsSite) -> tuple[tuple[str, datetime | None], ...]:
    """All of a site with when they were published, for the site map. One query."""
    rows = PublicAgreement.objects.public().filter(sites=site).order_by("pk")
    return tuple(rows.values_list("slug", "published_at"))


def agreements_found(site: NewsSite, query: str, language: str) -> tuple[Signed, ...]:
    """Those that hold every word. Two queries, none for no words."""
    there = PublicAgreement.objects.public().filter(sites=site)
    kind = ContentType.objects.get_for_model(PublicAgreement)
    allowed = Q(content_type=kind, object_id__in=there.values("pk"))
    keys = [entry.object_id for entry in searching.matching(query, allowed)]
    rows = {row.pk: row for row in there.filter(pk__in=keys)} if keys else {}
    found = (rows[key] for key in keys if key in rows)
    return tuple(read(row.shown, row.slug, language, row.published_at) for row in found)


def card_of(public: PublicAgreement) -> Card:
    """How the public finds it: an entry beside that of the record."""
    shown = public.shown
    said = [*shown["text"].values(), *(name for party in shown["parties"] for name in party.values())]
    return Card(
        "news",
        reverse("agreement", args=[public.agreement_id]),
        shown["title"],
        {},
        text=" \n ".join(said),
        mission_id=public.mission_id,
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _read_day(told: str) -> date | None:
    return date.fromisoformat(told) if told else None
