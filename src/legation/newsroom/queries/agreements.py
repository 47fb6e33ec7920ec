"""Agreements in public: the words as they would be, who said yes to them, and what anyone reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.urls import reverse

from legation.directory.choices import Scope
from legation.directory.models import Erasure
from legation.kernel import searching
from legation.kernel.choices import Visibility
from legation.kernel.searching import Card
from legation.missions.models import Delegate
from legation.newsroom.models import NewsSite, PublicAgreement
from legation.newsroom.queries.consents import SideState, sides_of, trace_of, within, words
from legation.outcomes.choices import AgreementKind, AgreementStatus, Subject
from legation.outcomes.models import Agreement

NEWEST, PAGE = 10, 30
SETTLED = (AgreementStatus.SIGNED, AgreementStatus.RENEWED, AgreementStatus.ENDED)


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signed, in which post of that day, for which party."""

    name: str
    post: str
    party: str


@dataclass(frozen=True, slots=True)
class Signed:
    """An agreement as the public reads it, in one language. It names whom both sides know to have signed."""

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
    signers: tuple[Signer, ...] = ()

    @property
    def first_day(self) -> date | None:
        return self.begins_on or self.signed_on


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the list of a site is narrowed; empty is everything."""

    kind: str = ""
    subject: str = ""
    page: int = 1

    @property
    def narrowed(self) -> bool:
        return bool(self.kind or self.subject)


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a site's agreements, and what they can be narrowed by."""

    rows: tuple[Signed, ...]
    total: int
    pages: int
    kinds: tuple[tuple[str, str], ...]
    subjects: tuple[tuple[str, str], ...]


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
    """What would be public, if both sides said yes now. Two queries."""
    signers = _signers(agreement)
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
        **({"signers": signers} if signers else {}),
    }


def _signers(agreement: Agreement) -> list[dict[str, Any]]:
    """Who signed, without those whom one office alone knows and the other side has not met."""
    met = Delegate.objects.present().filter(mission=agreement.mission_id, visibility=Visibility.SHARED)
    rows = (
        agreement.signatories.present()
        .filter(Q(person__scope=Scope.SHARED) | Q(person__in=met.values("person")))
        .exclude(person__in=Erasure.objects.values("person"))
        .select_related("person", "post", "party")
        .order_by("pk")
    )
    return [
        {
            "person": row.person_id,
            "name": {language: row.person.name_in(language) for language in ("en", "ko")},
            "post": words(row.post.title) if row.post is not None else {},
            "party": words(row.party.name),
        }
        for row in rows
    ]


def publishing(agreement: Agreement, language: str) -> Publishing:
    """Five queries."""
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
        signers=tuple(
            Signer(one["name"][language], within(one["post"], language), within(one["party"], language))
            for one in shown.get("signers", ())
        )
        if language
        else (),
    )


def agreements_on(site: NewsSite, language: str, most: int = NEWEST) -> tuple[Signed, ...]:
    """The latest signed of a site. Two queries."""
    rows = PublicAgreement.objects.public().filter(sites=site).order_by("-agreement__signed_on", "-pk")[:most]
    return _read(rows, language)


def listing_of(site: NewsSite, language: str, wanted: Wanted) -> Listing | None:
    """A site's agreements, the latest signed first; None past the end. Two queries.

    They are narrowed by what the public reads of them, and not by the record.
    """
    there = PublicAgreement.objects.public().filter(sites=site).order_by("-agreement__signed_on", "-pk")
    every = list(there)
    rows = [
        row
        for row in every
        if wanted.kind in {"", row.shown["kind"]}
        and (not wanted.subject or wanted.subject in row.shown["subjects"])
    ]
    pages = max(1, -(-len(rows) // PAGE))
    if not 1 <= wanted.page <= pages:
        return None
    kinds = {row.shown["kind"] for row in every}
    subjects = {key for row in every for key in row.shown["subjects"]}
    return Listing(
        rows=_read(rows[(wanted.page - 1) * PAGE : wanted.page * PAGE], language),
        total=len(rows),
        pages=pages,
        kinds=tuple((key, str(label)) for key, label in AgreementKind.choices if key in kinds),
        subjects=tuple((key, str(label)) for key, label in Subject.choices if key in subjects),
    )


def newly_public(site: NewsSite, language: str) -> tuple[Signed, ...]:
    """Those published last, for feeds. Two queries."""
    rows = PublicAgreement.objects.public().filter(sites=site).order_by("-published_at", "-pk")[:NEWEST]
    return _read(rows, language)


def agreement_at(site: str, slug: str, language: str) -> Signed | None:
    """One of a site, None where there is none for the public. Two queries."""
    found = PublicAgreement.objects.public().filter(sites__slug=site, sites__removed_at=None, slug=slug)
    return next(iter(_read(found[:1], language)), None)


def _read(rows: Iterable[PublicAgreement], language: str) -> tuple[Signed, ...]:
    """Rows as the public reads them; who was erased since is named no more."""
    found = list(rows)
    people = {one["person"] for row in found for one in row.shown.get("signers", ())}
    erased = set(Erasure.objects.filter(person__in=people).values_list("person", flat=True)) if people else ()
    for row in found:
        signers = row.shown.get("signers", ())
        row.shown = {**row.shown, "signers": [one for one in signers if one["person"] not in erased]}
    return tuple(read(row.shown, row.slug, language, row.published_at) for row in found)


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
    return _read([rows[key] for key in keys if key in rows], language)


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
