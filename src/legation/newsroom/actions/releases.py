"""What both sides do with a press release: draft it from the record, edit it, say yes, take it back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from legation.accounts.models import User
from legation.kernel import editing, publishing, richtext, searching
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.refusals import Refused
from legation.missions.actions.engagements import instant
from legation.missions.models import Engagement, Mission
from legation.newsroom.actions.consents import DraftChanged, ask, say_yes, side_of
from legation.newsroom.actions.sites import sites_for
from legation.newsroom.choices import Step
from legation.newsroom.models import NewsSite, PressRelease, Publication, Quotation
from legation.newsroom.queries import public
from legation.newsroom.queries.checks import lacks_of
from legation.newsroom.queries.consents import words
from legation.newsroom.queries.drafting import facts_of, statements_to_quote, tellable
from legation.newsroom.queries.releases import (
    card_of,
    cities_of,
    clocks_of,
    drafted,
    is_known,
    told_on,
    trace_now,
    unapproved_of,
    without_correction,
)
from legation.newsroom.queries.wording import headline, lead, paragraphs, place_line

TEXTS = ("title", "summary", "place", "body", "contact", "correction")


class NotTellable(Refused):
    sentence = _("A release can be about what both sides see and is confirmed. Choose another engagement.")
    field = "engagement"


class EmbargoPast(Refused):
    sentence = _("This minute has passed: %(when)s. Choose a later one, or none to publish at once.")
    field = "embargo"


class EmbargoWithoutTime(Refused):
    sentence = _("Say at which minute the embargo ends, such as 09:00.")
    field = "embargo"


class QuotedLine(Refused):
    sentence = _(
        "A line begins with “>”. Add what somebody said as a quotation, so that the speaker can say yes"
        " to it."
    )
    field = "body"


class NotReady(Refused):
    sentence = _("Not ready yet: %(what)s")


class NothingToApprove(Refused):
    sentence = _("The public reads these very words already.")


class NotUnderEmbargo(Refused):
    sentence = _("It is not waiting for its embargo any more. Withdraw it, if the public must not read it.")


class NotPublished(Refused):
    sentence = _("It is not public, so there is nothing to withdraw.")


class NoteMissing(Refused):
    sentence = _("Say in both languages why it was withdrawn: it stands where the release stood.")
    field = "note"


class PublicStays(Refused):
    sentence = _("The public has read it, so its trace stays. Withdraw it instead.")


@transaction.atomic
def draft_release(mission: Mission, values: Mapping[str, Any], *, by: User) -> PressRelease:
    """Begin a release with what the record says; `values` names an engagement, or none for the mission."""
    side_of(mission, by)
    engagement: Engagement | None = values.get("engagement")
    if engagement is not None and not tellable(mission).filter(pk=engagement.pk).exists():
        raise NotTellable
    facts = facts_of(mission, engagement, timezone.now().date())
    quoted = statements_to_quote(mission, engagement)
    title, first = headline(facts), lead(facts)
    body = paragraphs(facts)
    for number in range(1, len(quoted) + 1):
        body["en"].append(f"[quotation {number}]")
        body["ko"].append(f"[인용 {number}]")
    site = NewsSite.objects.present().filter(office=by.office_id).first() if by.office_id else None
    release = editing.add(
        PressRelease(
            mission=mission,
            engagement=engagement,
            slug=_free_slug(f"{facts.first.isoformat()} {title['en']}"),
            title=LazyI18nString(title),
            summary=LazyI18nString(first),
            place=LazyI18nString(place_line(facts)),
            body=LazyI18nString({language: "\n\n".join(rows) for language, rows in body.items()}),
            contact=site.contact if site is not None else "",
        ),
        by=by,
    )
    for statement, named in quoted:
        post = {
            language: ", ".join(
                part for part in (named.title.get(language), named.organisation.get(language)) if part
            )
            for language in ("en", "ko")
        }
        editing.add(
            Quotation(
                release=release,
                statement=statement,
                speaker=named.person,
                post=LazyI18nString(words(post)),
                text=statement.text,
            ),
            by=by,
        )
    searching.index(release, card_of(release))
    return release


@transaction.atomic
def change_release(release: PressRelease, values: Mapping[str, Any], *, seen: int, by: User) -> PressRelease:
    """Change the draft. What is public stays; what waits for its embargo is called off."""
    side = side_of(release.mission, by)
    fields = {name: values[name] for name in TEXTS if name in values}
    check_texts(fields)
    now = timezone.now()
    if "embargo" in values and not is_known(_publication(release), now):
        fields |= _embargo(release, values, now)
    before = release.version
    changed = editing.change(release, fields, seen=seen, by=by)
    if changed.version != before:
        draft_changed(changed, side, now, by=by)
    searching.index(changed, card_of(changed))
    return changed


@transaction.atomic
def agree_release(
    release: PressRelease, *, trace: str, by: User, now: datetime | None = None
) -> PressRelease:
    """Say yes for one's own side to the draft that `trace` stands for. The second yes sends it on its way.

    `now` is when it was said, where a record of the past is written down later.
    """
    side = side_of(release.mission, by)
    current: PressRelease = PressRelease.objects.select_for_update(of=("self",)).get(pk=release.pk)
    current.mission = release.mission
    now = min(now or timezone.now(), timezone.now())
    publication = _publication(current)
    known = is_known(publication, now)
    draft = drafted(current)
    if current.removed_at is not None or trace_now(current, draft, known=known) != trace:
        raise DraftChanged
    standing = publication is not None and publication.withdrawn_at is None
    if standing and publication.words == without_correction(draft):  # type: ignore[union-attr]
        raise NothingToApprove
    lacks = lacks_of(draft, unapproved_of(current), embargo_at=current.embargo_at, known=known, now=now)
    if lacks:
        raise NotReady(what=" ".join(lack.sentence for lack in lacks))
    asked = say_yes(current, side, trace, by=by, release=current)
    if asked:
        ask(
            current,
            asked,
            subject_line=_("Your yes to a press release: %(mission)s"),
            text=_("The other side said yes to a press release. Read it and say yes, or change it."),
            url=reverse("press-release", args=[current.mission.slug, current.pk]),
            by=by,
        )
        return current
    return _publish(current, draft, publication, trace, now, by=by)


@transaction.atomic
def call_off_release(release: PressRelease, *, by: User) -> PressRelease:
    """Take back what waits for its embargo. Either side can, without the other."""
    side_of(release.mission, by)
    if not called_off(release, timezone.now(), by=by):
        raise NotUnderEmbargo
    release.consents.all().delete()
    return release


@transaction.atomic
def withdraw_release(release: PressRelease, values: Mapping[str, Any], *, by: User) -> PressRelease:
    """Take it out of the public's sight at once, with a note in its place. Either side can, alone."""
    side_of(release.mission, by)
    note = words(values["note"])
    if not all(note.get(language) for language in ("en", "ko")):
        raise NoteMissing
    check_texts({"note": values["note"]})
    now = timezone.now()
    publication = Publication.objects.select_for_update().filter(release=release).first()
    if publication is None or publication.withdrawn_at is not None or not publication.is_out(now):
        raise NotPublished
    publication.withdrawn_at = now
    publication.trail = [*publication.trail, _step(Step.WITHDRAWN, note, now)]
    publication.save()
    release.consents.all().delete()
    searching.drop(publication)
    log(Verb.WITHDRAWN, release, by=by, mission_id=release.mission_id)
    publishing.touch()
    return release


@transaction.atomic
def remove_release(release: PressRelease, *, by: User) -> PressRelease:
    """Take a draft out of the list. What the public has read is withdrawn and stays."""
    side_of(release.mission, by)
    now = timezone.now()
    if is_known(_publication(release), now):
        raise PublicStays
    called_off(release, now, by=by)
    removed = editing.remove(release, by=by)
    searching.drop(removed)
    return removed


@transaction.atomic
def restore_release(release: PressRelease, *, by: User) -> PressRelease:
    """Undo a removal."""
    side_of(release.mission, by)
    restored = editing.restore(release, by=by)
    searching.index(restored, card_of(restored))
    return restored


def check_texts(fields: Mapping[str, Any]) -> None:
    """Refuse tags, and quotations that are written into the text."""
    for name, value in fields.items():
        for text in words(value).values():
            richtext.refuse_html(text, name)
            if name == "body" and any(line.lstrip().startswith(">") for line in text.splitlines()):
                raise QuotedLine


def draft_changed(release: PressRelease, side: str, now: datetime, *, by: User) -> None:
    """Whoever changes a draft takes back their side's yes: it does not come back with the words."""
    release.consents.filter(side=side).delete()
    called_off(release, now, by=by)


def called_off(release: PressRelease, now: datetime, *, by: User) -> bool:
    """What waits for its embargo does so no longer: what was changed must not go out unseen."""
    waiting = Publication.objects.select_for_update().filter(release=release, goes_out_at__gt=now).first()
    if waiting is None:
        return False
    searching.drop(waiting)
    waiting.delete()
    release._state.fields_cache.pop("publication", None)
    log(Verb.WITHDRAWN, release, by=by, mission_id=release.mission_id)
    publishing.touch()
    return True


def _publication(release: PressRelease) -> Publication | None:
    return Publication.objects.select_for_update().filter(release=release).first()


def _publish(
    release: PressRelease,
    draft: dict[str, Any],
    before: Publication | None,
    trace: str,
    now: datetime,
    *,
    by: User,
) -> PressRelease:
    known = is_known(before, now)
    publication = before or Publication(release=release)
    sites = sites_for(release.consents.filter(trace=trace), by=by)
    publication.words = without_correction(draft)
    publication.facts = {
        **cities_of(release.mission),
        "clocks": [[one.city, one.zone] for one in clocks_of(release.mission)],
        "home": sites[0].slug,
    }
    publication.agreed_at = now
    if known:
        step = Step.AGAIN if publication.withdrawn_at is not None else Step.CORRECTED
        publication.trail = [*publication.trail, _step(step, draft["correction"], now)]
        publication.withdrawn_at = None
    else:
        publication.goes_out_at = release.embargo_at or now
        publication.told_at = None if release.embargo_at else now
    publication.save()
    publication.sites.set(sites)
    searching.index(publication, public.card_of(publication))
    if publication.is_out(now):
        log(Verb.PUBLISHED, release, by=by, mission_id=release.mission_id)
    publishing.touch()
    if known:
        release = editing.change(release, {"correction": LazyI18nString("")}, seen=release.version, by=by)
    return release


def _step(step: Step, note: dict[str, str], now: datetime) -> dict[str, Any]:
    return {"at": now.isoformat(), "step": step.value, "note": note}


def _embargo(release: PressRelease, values: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    wall, zone = values["embargo"], values.get("embargo_zone") or "UTC"
    if wall is None or wall.day is None:
        return {"embargo_at": None, "embargo_zone": ""}
    if wall.hour is None:
        raise EmbargoWithoutTime
    at = instant(datetime.combine(wall.day, wall.hour).replace(second=0), zone, "embargo")
    if at <= now:
        clocks = clocks_of(release.mission)
        raise EmbargoPast(when=told_on(at, clocks, get_language() or "en"))
    return {"embargo_at": at, "embargo_zone": zone}


def _free_slug(text: str) -> str:
    begin = slugify(text)[:80].strip("-") or "release"
    taken = set(PressRelease.objects.filter(slug__startswith=begin).values_list("slug", flat=True))
    number = 1
    while (slug := begin if number == 1 else f"{begin}-{number}") in taken:
        number += 1
    return slug
