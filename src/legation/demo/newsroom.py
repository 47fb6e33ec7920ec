"""What the demo's public reads, and both sides said yes to: programme, agreements and a press release.

Nothing in it puts words into the mouth of somebody real: those who are quoted are samples.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse
from i18nfield.strings import LazyI18nString

from legation.demo.aftermath import ABOUT, ALT, CAPTION, INTRO, NAMES, NOTICE
from legation.demo.people import World, both
from legation.demo.picture import drawing
from legation.kernel.choices import Visibility
from legation.missions.choices import EngagementStatus
from legation.missions.models import Engagement, Mission
from legation.newsroom.actions import agree_public_programme, draft_public_programme
from legation.newsroom.actions.agreements import agree_public_agreement
from legation.newsroom.actions.parts import add_photograph, approve_quotation, remove_release_part
from legation.newsroom.actions.releases import agree_release, change_release, draft_release
from legation.newsroom.actions.sites import change_site
from legation.newsroom.models import NewsSite, PressRelease, Quotation
from legation.newsroom.queries import agreements as public_agreements
from legation.newsroom.queries import programmes as public_programmes
from legation.newsroom.queries.consents import trace_of
from legation.newsroom.queries.releases import drafted, said, trace_now
from legation.outcomes.choices import AgreementStatus
from legation.outcomes.models import Agreement

Step = Callable[[str], AbstractContextManager[list[str]]]
OUT = datetime(2024, 4, 18, 0, tzinfo=UTC)  # 09:00 in Busan
QUOTED = ("vice", "sample-59")


def make_newsroom(world: World, mission: Mission, engagements: dict[str, Engagement], step: Step) -> None:
    """All that both sides put before the public, and one release that still waits for the hosts."""
    with step("Newsroom") as made:
        _programme(world, mission)
        count = _agreements(world, mission)
        out = _release(world, mission, engagements["busan-mayor"])
        waiting = draft_release(mission, {"engagement": engagements["mou"]}, by=world.guest)
        waiting = _sampled(waiting, world)
        agree_release(waiting, trace=_trace(waiting), by=world.guest)
        for side, by in (("guest", world.guest), ("host", world.host)):
            site = NewsSite.objects.get(office=by.office)
            name, mail = NAMES[side]
            values = {"name": both(name), "about": both(ABOUT), "contact": both((mail, mail))}
            change_site(site, values, seen=site.version, by=by)
        made.append(f"“{out}” is public, approved by both cities; “{waiting}” waits for the hosts")
        made.append(f"programme and {count} agreements are public")


def public_sites(mission: Mission) -> list[str]:
    """Where the public reads what both sides published, in order."""
    found = (
        NewsSite.objects.present().filter(publications__release__mission=mission).order_by("pk").distinct()
    )
    return [reverse("news-start", args=[site.slug]) for site in found]


def _programme(world: World, mission: Mission) -> None:
    held = Engagement.objects.present().filter(
        mission=mission, visibility=Visibility.SHARED, status=EngagementStatus.HELD
    )
    values = {"intro": both(INTRO), "engagements": list(held.order_by("starts_at", "pk"))}
    programme = draft_public_programme(mission, values, seen=0, by=world.guest)
    trace = trace_of(public_programmes.drafted(programme))
    agree_public_programme(programme, trace=trace, by=world.users["press"])


def _agreements(world: World, mission: Mission) -> int:
    signed = Agreement.objects.present().filter(mission=mission, status=AgreementStatus.SIGNED).order_by("pk")
    for agreement in signed:
        trace = trace_of(public_agreements.drafted(agreement))
        for by in (world.guest, world.users["press"]):
            agree_public_agreement(agreement, trace=trace, by=by)
    return len(signed)


def _release(world: World, mission: Mission, call: Engagement) -> PressRelease:
    """Drafted by the hosts' press office, with two quotations and a picture, and out the next morning."""
    press = world.users["press"]
    release = draft_release(mission, {"engagement": call}, by=press)
    speakers = {world.persons[key].pk: key for key in QUOTED}
    for quotation in Quotation.objects.filter(release=release).order_by("pk"):
        if quotation.speaker_id not in speakers:
            remove_release_part(quotation, by=press)
            continue
        by = world.guest if speakers[quotation.speaker_id].startswith("sample") else press
        values = {"approved_for": "The speaker, by telephone (sample)"}
        approve_quotation(quotation, values, trace=trace_of(said(quotation)), by=by)
    shown = {
        "alt": both(ALT),
        "caption": both(CAPTION),
        "credit": "Legation",
        "consent": "A drawing: nobody is shown",
    }
    add_photograph(release, shown, file=drawing(), by=press)
    release = _sampled(release, world)
    for by in (press, world.guest):
        agree_release(release, trace=_trace(release), by=by, now=OUT)
    return release


def _sampled(release: PressRelease, world: World) -> PressRelease:
    """The draft marked as a sample, its quotations where two are left of them."""
    current = PressRelease.objects.select_related("mission").get(pk=release.pk)
    values: dict[str, Any] = {
        "title": _marked(current.title, " (sample)", " (표본)"),
        "body": LazyI18nString(
            {
                language: f"{_places(current.body.data[language])}\n\n{notice}"
                for language, notice in zip(("en", "ko"), NOTICE, strict=True)
            }
        ),
        "contact": both(("press@busan.example", "press@busan.example")),
    }
    return change_release(current, values, seen=current.version, by=world.guest)


def _places(body: str) -> str:
    """The text with a place for each quotation that is left."""
    gone = ("[quotation 3", "[quotation 4", "[인용 3", "[인용 4")
    return "\n\n".join(row for row in body.split("\n\n") if not row.startswith(gone))


def _marked(text: Any, english: str, korean: str) -> LazyI18nString:
    return LazyI18nString({"en": text.data["en"] + english, "ko": text.data["ko"] + korean})


def _trace(release: PressRelease) -> str:
    current = PressRelease.objects.select_related("mission").get(pk=release.pk)
    return trace_now(current, drafted(current), known=False)
