"""Press releases for the walk: a draft, one that is public with all its parts, and an office's site."""

import io
from typing import Any

from i18nfield.strings import LazyI18nString

from legation.newsroom.actions.parts import add_photograph, add_quotation, approve_quotation
from legation.newsroom.actions.releases import agree_release, change_release, draft_release
from legation.newsroom.models import PressRelease
from legation.newsroom.queries.consents import trace_of
from legation.newsroom.queries.drafting import side_of_speaker, speakers_of, tellable
from legation.newsroom.queries.releases import drafted, said, trace_now


def two(english: str, korean: str) -> LazyI18nString:
    return LazyI18nString({"en": english, "ko": korean})


def picture() -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(written, "JPEG")
    return written.getvalue()


def add_press(world: Any) -> None:
    """Both are drafted from the record, in which either side keeps its secrets."""
    about = tellable(world.mission).first()
    for name, engagement in (("press-draft", None), ("press-release", about)):
        release = draft_release(world.mission, {"engagement": engagement}, by=world.host)
        for one in release.quotations.all():
            one.delete()
        values = {"title": two("Cities meet", "두 도시가 만나다"), "body": two("They met.", "만났습니다.")}
        world.things[name] = change_release(release, values, seen=release.version, by=world.host)
    release = world.things["press-release"]
    person = speakers_of(world.mission).first()
    told = {"speaker": person, "post": two("Mayor", "시장"), "text": two("Welcome.", "환영합니다.")}
    quotation = add_quotation(release, told, by=world.host)
    by = world.guest if side_of_speaker(world.mission, person) == "guest" else world.host
    words = trace_of(said(quotation))
    world.things["quotation"] = approve_quotation(
        quotation, {"approved_for": "The speaker"}, trace=words, by=by
    )
    shown = {
        "alt": two("Two people", "두 사람"),
        "caption": LazyI18nString(""),
        "credit": "Sample",
        "consent": "Both",
    }
    world.things["photograph"] = add_photograph(release, shown, file=picture(), by=world.host)
    for user in (world.host, world.guest):
        current = PressRelease.objects.get(pk=release.pk)
        agree_release(current, trace=trace_now(current, drafted(current), known=False), by=user)
    world.things["press-release"] = PressRelease.objects.get(pk=release.pk)
    for site in world.things["press-release"].publication.sites.order_by("pk"):
        world.things[f"site-{site.slug}"] = site
