"""What whoever prepares a side does for its participants: hand out links, follow up what they said."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.kernel.gate import Request, gate
from legation.matchmaking.actions.following_up import commit
from legation.matchmaking.actions.taking_part import make_links, revoke_link, say_mail
from legation.matchmaking.forms.taking_part import MailForm
from legation.matchmaking.models import Feedback, Link, Round
from legation.matchmaking.queries.taking_part import feedback_of, links_of
from legation.missions.queries import masthead


@gate(["GET"], Round, "matchmaking.change_round")
def links(request: Request, round_: Round) -> HttpResponse:
    context = {
        "head": masthead(round_.mission, request.user),
        "round": round_,
        "rows": links_of(round_, request.user, timezone.now()),
    }
    return render(request, "matchmaking/links.html", context)


@gate(["POST"], Round, "matchmaking.change_round")
def links_new(request: Request, round_: Round) -> HttpResponse:
    rows = links_of(round_, request.user, timezone.now())
    wanted = request.POST.get("participant", "")
    without = [row.participant for row in rows if row.link is None]
    chosen = [each for each in without if wanted in {"", str(each.pk)}]
    made = make_links(chosen, by=request.user)
    said = ngettext("%(n)s address is ready.", "%(n)s addresses are ready.", made) % {"n": made}
    messages.success(request, said)
    return redirect("round-links", round_.mission.slug, round_.pk)


@gate(["POST"], Link, "matchmaking.change_link")
def link_revoke(request: Request, link: Link) -> HttpResponse:
    revoke_link(link, by=request.user)
    messages.success(request, _("The address is revoked: whoever has it gets nothing any more."))
    return redirect("round-links", link.participant.round.mission.slug, link.participant.round_id)


@gate(["POST"], Link, "matchmaking.change_link")
def link_mail(request: Request, link: Link) -> HttpResponse:
    form = MailForm(request.POST)
    if form.is_valid():
        say_mail(link, form.cleaned_data["mail"], by=request.user)
        messages.success(request, _("Saved."))
    else:
        words = _("“%(mail)s” is not a mail address. It stays as it was for %(who)s.")
        given = {"mail": request.POST.get("mail", "")[:200], "who": link.participant}
        messages.error(request, words % given)
    return redirect("round-links", link.participant.round.mission.slug, link.participant.round_id)


@gate(["GET"], Round, "matchmaking.view_round")
def feedback(request: Request, round_: Round) -> HttpResponse:
    context = {
        "head": masthead(round_.mission, request.user),
        "round": round_,
        "rows": feedback_of(round_, request.user),
    }
    return render(request, "matchmaking/feedback.html", context)


@gate(["POST"], Feedback, "matchmaking.change_feedback")
def feedback_commit(request: Request, feedback: Feedback) -> HttpResponse:
    made = commit(feedback, by=request.user)
    return redirect(reverse("commitment-edit", args=[feedback.round.mission.slug, made.pk]))
