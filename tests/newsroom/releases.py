"""What tests of press releases begin with."""

import io
from typing import Any

from i18nfield.strings import LazyI18nString

from legation.kernel.choices import Side
from legation.missions.actions import give_access
from legation.missions.choices import Function, Role
from legation.newsroom.actions.parts import add_photograph, add_quotation, approve_quotation
from legation.newsroom.actions.releases import agree_release, change_release, draft_release
from legation.newsroom.models import Photograph, PressRelease, Quotation
from legation.newsroom.queries.consents import trace_of
from legation.newsroom.queries.releases import drafted, is_known, publication_of, said, trace_now
from tests.missions.stage import Stage, two

__all__ = ["Role", "Side", "give_access"]


def picture(width: int = 1200, height: int = 800, **saved: Any) -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(written, saved.pop("format", "JPEG"), **saved)
    return written.getvalue()


def call(stage: Stage, **values: Any) -> Any:
    """A courtesy call at which the guests' head is received by the hosts'."""
    made = stage.engagement("Courtesy call", venue=stage.city_hall, **values)
    for delegate in (stage.harrell, stage.park):
        stage.attends(made, delegate, Function.PRINCIPAL)
    stage.attends(made, stage.robinson, Function.PARTICIPANT)
    return made


def draft(stage: Stage, engagement: Any = None, *, by: Any = None) -> PressRelease:
    return draft_release(stage.mission, {"engagement": engagement}, by=by or stage.guest)


def write(release: PressRelease, *, by: Any, **values: Any) -> PressRelease:
    """Change the draft as it is now."""
    current = PressRelease.objects.get(pk=release.pk)
    return change_release(current, values, seen=current.version, by=by)


def written(
    stage: Stage, english: str = "Plums were served.", korean: str = "자두를 대접하였습니다."
) -> PressRelease:
    """A draft that lacks nothing but a yes."""
    release = draft(stage)
    values = {"title": two("Cities meet", "두 도시가 만나다"), "body": two(english, korean)}
    return write(release, by=stage.guest, **values)


def trace(release: PressRelease) -> str:
    from django.utils import timezone

    current = PressRelease.objects.get(pk=release.pk)
    known = is_known(publication_of(current), timezone.now())
    return trace_now(current, drafted(current), known=known)


def yes(release: PressRelease, *users: Any) -> PressRelease:
    """Each of them says yes to the draft as it is now."""
    for user in users:
        current = PressRelease.objects.get(pk=release.pk)
        agree_release(current, trace=trace(current), by=user)
    return PressRelease.objects.get(pk=release.pk)


def published(stage: Stage, **words: str) -> PressRelease:
    return yes(written(stage, **words), stage.guest, stage.host)


def quoted(stage: Stage, release: PressRelease, text: str = "We keep our word.") -> Quotation:
    """The guests' head is quoted."""
    values = {
        "speaker": stage.harrell.person,
        "post": two("Mayor", "시장"),
        "text": two(text, f"{text} (번역)"),
    }
    return add_quotation(PressRelease.objects.get(pk=release.pk), values, by=stage.guest)


def approved(quotation: Quotation, *, by: Any) -> Quotation:
    values = {"approved_for": "The mayor, by telephone"}
    return approve_quotation(quotation, values, trace=trace_of(said(quotation)), by=by)


def photographed(stage: Stage, release: PressRelease, **values: Any) -> Photograph:
    told = {
        "alt": two("Two mayors shake hands", "두 시장이 악수하다"),
        "caption": LazyI18nString(""),
        "credit": "Sample Photographer",
        "consent": "Both mayors, orally",
        **values,
    }
    file = told.pop("file", None) or picture()
    return add_photograph(PressRelease.objects.get(pk=release.pk), told, file=file, by=stage.guest)
