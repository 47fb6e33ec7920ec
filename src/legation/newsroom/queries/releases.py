"""A press release as its organisers see it: the draft, what it lacks, who said yes, and where it stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from legation.directory.queries import both
from legation.kernel.searching import Card
from legation.missions.choices import Party
from legation.missions.models import Mission
from legation.newsroom.choices import ReleaseState
from legation.newsroom.models import Consent, NewsSite, Photograph, PressRelease, Publication, Quotation
from legation.newsroom.queries.checks import Lack, lacks_of
from legation.newsroom.queries.consents import SideState, sides_of, sides_with_a_voice, trace_of, words

NAMES = ("en", "ko")
LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class Clock:
    """A city and its zone."""

    city: dict[str, str]
    zone: str


@dataclass(frozen=True, slots=True)
class Row:
    """One release in the newsroom's list."""

    release: PressRelease
    state: str
    publication: Publication | None
    waits_for: tuple[str, ...]
    lacks: tuple[Lack, ...]
    same: bool

    @property
    def label(self) -> str:
        return str(ReleaseState(self.state).label)

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """The clocks on which the public reads when it went out."""
        kept = self.publication.facts.get("clocks", []) if self.publication is not None else []
        return tuple(Clock(city, zone) for city, zone in kept)


@dataclass(frozen=True, slots=True)
class Desk:
    """One release with all that its page shows."""

    release: PressRelease
    row: Row
    draft: dict[str, Any]
    trace: str
    sides: tuple[SideState, ...]
    quotations: tuple[Quotation, ...]
    photographs: tuple[Photograph, ...]
    clocks: tuple[Clock, ...]
    now: datetime

    @property
    def ready(self) -> bool:
        return not self.row.lacks


def publication_of(release: PressRelease) -> Publication | None:
    """What of it was approved, or None. No query where the gate loaded it."""
    found: Publication | None = getattr(release, "publication", None)
    return found


def state_of(publication: Publication | None, now: datetime) -> str:
    """Where a release stands at `now`."""
    if publication is None:
        return ReleaseState.DRAFT
    if publication.withdrawn_at is not None:
        return ReleaseState.WITHDRAWN
    return ReleaseState.PUBLISHED if publication.is_out(now) else ReleaseState.EMBARGOED


def is_known(publication: Publication | None, now: datetime) -> bool:
    """The public has read it, be it withdrawn since."""
    return publication is not None and publication.is_out(now)


def drafted(release: PressRelease) -> dict[str, Any]:
    """The words that would be public. Two queries, none where the parts were loaded with it."""
    return {
        "title": words(release.title),
        "summary": words(release.summary),
        "place": words(release.place),
        "body": words(release.body),
        "contact": words(release.contact),
        "correction": words(release.correction),
        "quotations": [_quoted(one) for one in quotations_of(release)],
        "photographs": [_shown(one) for one in photographs_of(release)],
    }


def without_correction(draft: dict[str, Any]) -> dict[str, Any]:
    """The words that stay: what a version corrects is told beside them."""
    return {name: value for name, value in draft.items() if name != "correction"}


def trace_now(release: PressRelease, draft: dict[str, Any], *, known: bool) -> str:
    """Stands for the draft and the minute at which it goes out, where that is still ahead."""
    embargo = release.embargo_at.isoformat() if release.embargo_at is not None and not known else ""
    return trace_of({**draft, "correction": draft["correction"] if known else {}, "embargo": embargo})


def quotations_of(release: PressRelease) -> list[Quotation]:
    """Those that stand, in order."""
    if "quotations" in getattr(release, "_prefetched_objects_cache", {}):
        return list(release.quotations.all())
    return list(release.quotations.filter(removed_at=None).select_related("speaker").order_by("pk"))


def photographs_of(release: PressRelease) -> list[Photograph]:
    """Those that stand, in order."""
    if "photographs" in getattr(release, "_prefetched_objects_cache", {}):
        return list(release.photographs.all())
    return list(release.photographs.filter(removed_at=None).order_by("pk"))


def said(quotation: Quotation) -> dict[str, Any]:
    """What a speaker says yes to: these words, under this name and title."""
    return {
        "text": words(quotation.text),
        "speaker": quotation.speaker_id,
        "post": words(quotation.post),
    }


def is_approved(quotation: Quotation) -> bool:
    """The speaker said yes to exactly what stands here."""
    return bool(quotation.approved) and quotation.approved == said(quotation)


def unapproved_of(release: PressRelease) -> list[str]:
    """Which quotations no speaker said yes to: 1 (Bruce Harrell)."""
    return [
        f"{number} ({one.speaker.name_in('en')})"
        for number, one in enumerate(quotations_of(release), start=1)
        if not is_approved(one)
    ]


def with_parts(releases: "QuerySet[PressRelease, Any]") -> "QuerySet[PressRelease, Any]":
    """The releases with all that their drafts hold: three queries more for any number."""
    return releases.select_related("publication", "engagement").prefetch_related(
        Prefetch(
            "quotations",
            queryset=Quotation.objects.present().select_related("speaker", "approved_by").order_by("pk"),
        ),
        Prefetch("photographs", queryset=Photograph.objects.present().order_by("pk")),
        Prefetch("consents", queryset=Consent.objects.order_by("pk")),
    )


def newsroom_of(mission: Mission, user: Any, now: datetime) -> tuple[Row, ...]:
    """Every release of the mission, the latest first. Five queries for any number."""
    found = with_parts(PressRelease.objects.visible_to(user).filter(mission=mission)).order_by("-pk")
    voices = sides_with_a_voice(mission)
    rows = []
    for release in found:
        draft = drafted(release)
        known = is_known(publication_of(release), now)
        trace = trace_now(release, draft, known=known)
        yes = {one.side for one in release.consents.all() if one.trace == trace}
        rows.append(_row(release, draft, tuple(sorted(voices - yes)), now))
    return tuple(rows)


def desk_of(release: PressRelease, now: datetime) -> Desk:
    """One release: seven queries."""
    loaded = with_parts(PressRelease.objects.filter(pk=release.pk)).get()
    loaded.mission = release.mission
    draft = drafted(loaded)
    trace = trace_now(loaded, draft, known=is_known(publication_of(loaded), now))
    sides = sides_of(release, trace)
    waits = tuple(one.side for one in sides if not one.yes and not one.alone)
    return Desk(
        release=loaded,
        row=_row(loaded, draft, waits, now),
        draft=draft,
        trace=trace,
        sides=sides,
        quotations=tuple(quotations_of(loaded)),
        photographs=tuple(photographs_of(loaded)),
        clocks=clocks_of(release.mission),
        now=now,
    )


def clocks_of(mission: Mission) -> tuple[Clock, ...]:
    """The cities of both sides, the hosts first, each zone once: on whose clocks an embargo is told."""
    found: dict[str, Clock] = {}
    delegations = mission.delegations.present().exclude(city=None).select_related("city").order_by("pk")
    for party in (Party.HOST, Party.GUEST):
        for one in delegations:
            if one.party == party and one.city is not None:
                found.setdefault(one.city.time_zone, Clock(words(one.city.name), one.city.time_zone))
    return tuple(found.values())


def cities_of(mission: Mission) -> dict[str, list[dict[str, str]]]:
    """Who visits whom, as the public reads it. One query."""
    found: dict[str, dict[int, dict[str, str]]] = {party: {} for party in Party.values}
    for one in mission.delegations.present().exclude(city=None).select_related("city").order_by("pk"):
        if one.city is not None:
            found[one.party].setdefault(one.city.pk, words(one.city.name))
    return {
        "guests": list(found[Party.GUEST].values()),
        "hosts": list(found[Party.HOST].values()),
    }


def told_on(at: datetime, clocks: tuple[Clock, ...], language: str) -> str:
    """2024-04-18 09:00 Busan / 2024-04-17 17:00 Seattle."""
    from legation.newsroom.queries.consents import within

    return " / ".join(
        f"{at.astimezone(ZoneInfo(one.zone)):%Y-%m-%d %H:%M} {within(one.city, language)}"
        for one in clocks or (Clock({"en": "UTC"}, "UTC"),)
    )


def card_of(release: PressRelease) -> Card:
    """How those who work on the mission find the draft."""
    from django.urls import reverse

    return Card(
        "press",
        reverse("press-release", args=[release.mission.slug, release.pk]),
        both(release.title),
        {},
        text=" \n ".join(words(release.body).values()),
        mission_id=release.mission_id,
    )


def preview_of(release: PressRelease, language: str, now: datetime) -> Any:
    """The draft as the public would read it."""
    from legation.newsroom.queries.rendering import rendered

    publication = publication_of(release)
    facts = {
        **cities_of(release.mission),
        "clocks": [[one.city, one.zone] for one in clocks_of(release.mission)],
    }
    known = publication is not None and publication.is_out(now)
    at = publication.goes_out_at if publication is not None and known else release.embargo_at or now
    return rendered(drafted(release), facts, language, release.slug, at, publication if known else None)


def own_site(user: Any) -> Any:
    """The public site of the user's office, if it has one."""
    return NewsSite.objects.visible_to(user).first()


def removed_release(mission: Mission, told: str, user: Any) -> PressRelease | None:
    """A removed release that `user` may bring back, or None."""
    if not told.isdecimal() or len(told) > LONGEST_KEY:
        return None
    found = PressRelease.objects.exclude(removed_at=None).filter(mission=mission, pk=int(told)).first()
    return found if found is not None and user.has_perm("newsroom.publish", mission) else None


def part_to_restore(release: PressRelease, kind: str, key: int) -> Quotation | Photograph | None:
    """A removed quotation or photograph of the release."""
    model: type[Quotation] | type[Photograph] = Quotation if kind == "quotation" else Photograph
    return model._default_manager.exclude(removed_at=None).filter(release=release, pk=key).first()


def removed_part(release: PressRelease, told: str, user: Any) -> str:
    """Where the part that `told`, as quotation-12, says was just removed is brought back; or nothing."""
    from django.urls import reverse

    kind, _dash, key = told.partition("-")
    if kind not in {"quotation", "photograph"} or not key.isdecimal() or len(key) > LONGEST_KEY:
        return ""
    if not user.has_perm("newsroom.change_pressrelease", release):
        return ""
    found = part_to_restore(release, kind, int(key))
    where = [release.mission.slug, release.pk, kind, int(key)]
    return reverse("press-part-restore", args=where) if found is not None else ""


def _row(release: PressRelease, draft: dict[str, Any], waits: tuple[str, ...], now: datetime) -> Row:
    publication = publication_of(release)
    known = is_known(publication, now)
    unapproved = unapproved_of(release)
    same = (
        publication is not None
        and publication.withdrawn_at is None
        and publication.words == without_correction(draft)
    )
    lacks = () if same else lacks_of(draft, unapproved, embargo_at=release.embargo_at, known=known, now=now)
    return Row(
        release=release,
        state=state_of(publication, now),
        publication=publication,
        waits_for=() if same else waits,
        lacks=lacks,
        same=same,
    )


def _quoted(quotation: Quotation) -> dict[str, Any]:
    person = quotation.speaker
    return {
        "pk": quotation.pk,
        "name": {language: person.name_in(language) for language in NAMES},
        "post": words(quotation.post),
        "text": words(quotation.text),
    }


def _shown(photograph: Photograph) -> dict[str, Any]:
    return {
        "key": photograph.key,
        "large": photograph.large,
        "small": photograph.small,
        "width": photograph.width,
        "height": photograph.height,
        "alt": words(photograph.alt),
        "caption": words(photograph.caption),
        "credit": photograph.credit,
    }
