"""How an agreement becomes public: both sides say yes to the same words; either takes it back alone."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from legation.accounts.models import User
from legation.kernel import publishing, searching
from legation.kernel.activity import log
from legation.kernel.choices import Verb
from legation.kernel.refusals import Refused
from legation.newsroom.actions.consents import DraftChanged, ask, say_yes, side_of
from legation.newsroom.actions.sites import sites_for
from legation.newsroom.models import PublicAgreement
from legation.newsroom.queries.agreements import card_of, drafted, is_publishable
from legation.newsroom.queries.consents import trace_of
from legation.outcomes.models import Agreement


class NotForThePublic(Refused):
    sentence = _("Only what both sides see and what was signed can be public.")


@transaction.atomic
def agree_public_agreement(agreement: Agreement, *, trace: str, by: User) -> PublicAgreement:
    """Say yes for one's own side to the words that `trace` stands for. The second yes makes them public."""
    mission = agreement.mission
    if mission is None:
        raise NotForThePublic
    side = side_of(mission, by)
    current = (
        Agreement.objects.select_for_update(of=("self",)).select_related("engagement").get(pk=agreement.pk)
    )
    current.mission = mission
    if current.removed_at is not None or not is_publishable(current):
        raise NotForThePublic
    draft = drafted(current)
    if trace_of(draft) != trace:
        raise DraftChanged
    public, _made = PublicAgreement.objects.get_or_create(
        agreement=current, defaults={"slug": _free_slug(current)}
    )
    public.agreement = current
    asked = say_yes(public, side, trace, by=by, agreement=public)
    if asked:
        ask(
            public,
            asked,
            subject_line=_("Your yes to a public agreement: %(mission)s"),
            text=_("The other side wants an agreement public. Read what the public would read, and say yes."),
            url=reverse("agreement-public", args=[agreement.pk]),
            by=by,
        )
        return public
    return _publish(public, draft, trace, by=by)


@transaction.atomic
def withdraw_public_agreement(agreement: Agreement, *, by: User) -> None:
    """Take it out of the public's sight at once. Either side can, without the other."""
    mission = agreement.mission
    if mission is None:
        raise NotForThePublic
    side_of(mission, by)
    public = PublicAgreement.objects.select_for_update().filter(agreement=agreement).first()
    if public is None:
        return
    public.consents.all().delete()
    searching.drop(public)
    if public.published_at is not None:
        public.shown, public.published_at = {}, None
        public.save()
        public.sites.clear()
        log(Verb.WITHDRAWN, public, by=by, mission_id=mission.pk)
    publishing.touch()


def _publish(public: PublicAgreement, draft: dict[str, Any], trace: str, *, by: User) -> PublicAgreement:
    sites = sites_for(public.consents.filter(trace=trace), by=by)
    if not public.shown:  # the first yes may have been to other words, which the address would tell
        public.slug = _free_slug(public.agreement)
    public.shown, public.published_at = draft, timezone.now()
    public.save()
    public.sites.set(sites)
    searching.index(public, card_of(public))
    log(Verb.PUBLISHED, public, by=by, mission_id=public.mission_id)
    publishing.touch()
    return public


def _free_slug(agreement: Agreement) -> str:
    title = agreement.title.localize("en") if hasattr(agreement.title, "localize") else str(agreement.title)
    begin = slugify(f"{agreement.signed_on} {title}")[:80].strip("-")
    taken = PublicAgreement.objects.filter(slug=begin).exclude(agreement=agreement).exists()
    return f"{begin}-{agreement.pk}" if taken else begin
