"""The sources of a mission, how sure their drafts are, and how much in them waits for a decision."""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, FloatField, Q, QuerySet, Value, When
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from legation.kernel.asked import key_asked
from legation.missions.models import Mission
from legation.missions.rules import standing
from legation.sources.choices import CERTAIN, LIKELY, FindingStatus, Sureness
from legation.sources.models import Archive, Finding, Source

Listed = Source
"""A source of a list: with `total`, `waiting`, `certain` and `unsure`, numbers of its findings."""

PAGE = 50
_PROPOSED = Q(findings__removed_at=None, findings__status=FindingStatus.PROPOSED)
STATES = (
    ("", _("All")),
    ("waiting", _("To confirm")),
    ("decided", _("All decided")),
    ("nothing", _("Nothing was found")),
)
SURE = (
    ("", _("However sure")),
    (Sureness.CERTAIN, _("All certain")),
    (Sureness.LIKELY, _("Nothing unsure")),
    (Sureness.UNSURE, _("Something unsure")),
)
ORDERS = (
    ("", _("Latest first")),
    ("sure", _("Surest first")),
    ("unsure", _("Least sure first")),
)


@dataclass(frozen=True, slots=True)
class Triage:
    """One page of the sources, what was asked for, and what can be asked for."""

    page: Page[Source]
    asked: dict[str, str]
    archives: tuple[Archive, ...]
    total: int

    @property
    def filtered(self) -> bool:
        return any(self.asked.values())


def triage(mission: Mission, user: Any, asked: Mapping[str, str]) -> Triage:
    """The sources that `user` sees, by state, sureness, language and archive. Three queries.

    What is asked for and does not exist is not asked for.
    """
    archives = tuple(Archive.objects.visible_to(user).filter(mission=mission).order_by("-pk")[:100])
    offered = {
        "state": {key for key, _label in STATES},
        "sure": {str(key) for key, _label in SURE},
        "order": {key for key, _label in ORDERS},
        "language": {"en", "ko"},
        "archive": {str(archive.pk) for archive in archives},
    }
    wanted = {name: asked.get(name, "") for name in offered}
    wanted = {name: value if value in offered[name] else "" for name, value in wanted.items()}
    rows = _sureness(_state(_counted(mission, user), wanted["state"]), wanted["sure"])
    if wanted["language"]:
        rows = rows.filter(language=wanted["language"])
    if wanted["archive"]:
        rows = rows.filter(archive=int(wanted["archive"]))
    page = Paginator(_ordered(rows, wanted["order"]), PAGE).get_page(asked.get("page"))
    return Triage(page, wanted, archives, page.paginator.count)


def sources_of(mission: Mission, user: Any) -> list[Source]:
    """All sources that `user` sees, the latest published first, without their texts: one query."""
    return list(_ordered(_counted(mission, user), ""))


def sure_of(source: Source) -> Sureness | None:
    """How sure the draft of a listed source is as a whole; None where nothing waits."""
    row: Any = source
    if not row.waiting:
        return None
    if row.unsure:
        return Sureness.UNSURE
    return Sureness.CERTAIN if row.certain == row.waiting else Sureness.LIKELY


def _counted(mission: Mission, user: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = (
        Source.objects.visible_to(user)
        .filter(mission=mission)
        .defer("text", "marks", "asides", "opinions")
        .annotate(
            total=Count("findings", filter=Q(findings__removed_at=None)),
            waiting=Count("findings", filter=_PROPOSED),
            certain=Count("findings", filter=_PROPOSED & Q(findings__confidence__gte=CERTAIN)),
            unsure=Count("findings", filter=_PROPOSED & Q(findings__confidence__lt=LIKELY)),
        )
    )
    return rows


def _state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    if state == "waiting":
        return rows.filter(waiting__gt=0)
    if state == "decided":
        return rows.filter(waiting=0, total__gt=0)
    return rows.filter(total=0) if state == "nothing" else rows


def _sureness(rows: QuerySet[Any], sure: str) -> QuerySet[Any]:
    if sure == Sureness.CERTAIN:
        return rows.filter(waiting__gt=0, certain=F("waiting"))
    if sure == Sureness.LIKELY:
        return rows.filter(waiting__gt=0, unsure=0)
    return rows.filter(unsure__gt=0) if sure == Sureness.UNSURE else rows


def _ordered(rows: QuerySet[Any], order: str) -> QuerySet[Any]:
    """By share of what is certain among what waits; where nothing waits, last."""
    if not order:
        return rows.order_by("-published_on", "-pk")
    share = Case(
        When(waiting__gt=0, then=Cast("certain", FloatField()) / Cast("waiting", FloatField())),
        default=Value(-1.0 if order == "sure" else 2.0),
        output_field=FloatField(),
    )
    keys = ("-share", "unsure") if order == "sure" else ("share", "-unsure")
    shared: QuerySet[Any] = rows.annotate(share=share)
    return shared.order_by(*keys, "-published_on", "-pk")


def waiting(mission: Mission, user: Any) -> int:
    """How many findings of the mission wait for a decision, in the sources that `user` sees: one query."""
    return (
        Finding.objects.visible_to(user)
        .filter(source__mission=mission, status=FindingStatus.PROPOSED)
        .count()
    )


def removed_source(mission: Mission, pk: object, user: Any) -> Source | None:
    """The removed source that `user` saw and may bring back, or None."""
    if pk is None or key_asked(pk) is None:
        return None
    found = Source.objects.filter(mission=mission, pk=str(pk)).exclude(removed_at=None).first()
    mine = standing(user, mission.pk)
    if found is None or mine is None or found.visibility not in mine.sees:
        return None
    there = copy(found)
    there.removed_at = None
    return found if user.has_perm("sources.change_source", there) else None


def archives_of(mission: Mission, user: Any) -> list[Archive]:
    """The archives that `user` sees, the latest first: one query."""
    return list(Archive.objects.visible_to(user).filter(mission=mission).order_by("-pk")[:100])
