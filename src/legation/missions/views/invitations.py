"""Invitations for calendars: whose, what was sent, what was answered; and the page that needs no login."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.kernel.doors import by_link
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate, public
from legation.kernel.refusals import Refused
from legation.missions.actions.invitations import (
    add_invitee,
    answer_invitation,
    end_invitee,
    restore_invitee,
    send_invitations,
    settle_reply,
)
from legation.missions.forms.invitations import AnswerForm, InviteeForm
from legation.missions.jobs.invitations import when_of
from legation.missions.models import Invitation, Invitee, Mission, StrayReply
from legation.missions.queries import masthead
from legation.missions.queries.invitations import ended_invitee, invitation_behind, invitations_of


@gate(["GET"], Mission, "missions.change_mission")
def invitations(request: Request, mission: Mission) -> HttpResponse:
    head: Any = masthead(mission, request.user)
    shown = invitations_of(
        mission, head.standing.side, request.user, timezone.now(), request.GET.get("removed", "")
    )
    return render(request, "missions/invitations.html", {"head": head, "page": shown})


@gate(["GET", "POST"], Mission, "missions.change_mission")
def invitee_new(request: Request, mission: Mission) -> HttpResponse:
    form = InviteeForm(
        request.POST or None, mission=mission, user=request.user, language=get_language() or "en"
    )
    back = reverse("invitations", args=[mission.slug])
    return edit(
        request,
        form,
        act=lambda: add_invitee(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Invite a calendar"),
            "back": back,
        },
        done=lambda _added: back,
        said=_("The address is kept. Nothing was sent yet."),
    )


@gate(["POST"], Invitee, "missions.view_invitee")
def invitee_end(request: Request, invitee: Invitee) -> HttpResponse:
    end_invitee(invitee, by=request.user)
    return redirect(f"{reverse('invitations', args=[invitee.mission.slug])}?removed={invitee.pk}")


@gate(["POST"], Mission, "missions.change_mission")
def invitee_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    head: Any = masthead(mission, request.user)
    gone = ended_invitee(mission, head.standing.side, pk)
    if gone is None:
        raise Http404
    try:
        restore_invitee(gone, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is back."))
    return redirect("invitations", mission.slug)


@gate(["POST"], Mission, "missions.change_mission")
def invitations_send(request: Request, mission: Mission) -> HttpResponse:
    send_invitations(mission, by=request.user)
    messages.success(
        request, _("The letters are being written. Each calendar gets only what changed for it.")
    )
    return redirect("invitations", mission.slug)


@gate(["POST"], StrayReply, "missions.view_strayreply")
def reply_settle(request: Request, stray: StrayReply) -> HttpResponse:
    mission: Any = stray.mission
    try:
        settle_reply(stray, take=request.POST.get("take") == "yes", by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("invitations", mission.slug)


@public(["GET", "POST"], because="the address is a secret in one letter; looking at it answers nothing")
@by_link(invitation_behind, "invitation")
def invitation_answer(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The invitation as it was sent, and the answer to it. Programs that fetch links change nothing."""
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial={
            "seen": invitation.sequence,
            "answer": "" if invitation.older else invitation.answer,
            "comment": invitation.comment,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer_invitation(invitation, form.cleaned_data, seen=form.cleaned_data["seen"])
        except Refused as refusal:
            return _answering(request, invitation, _again(form, invitation), 409, str(refusal))
        messages.success(request, _("Thank you. Your answer is with those who prepare the visit."))
        return redirect(request.path)
    return _answering(request, invitation, form, 422 if request.method == "POST" else 200)


def _again(form: AnswerForm, invitation: Invitation) -> AnswerForm:
    """What was typed, with the sequence that stands now."""
    typed = {**dict(form.data.items()), "seen": str(invitation.sequence)}
    return AnswerForm(typed)


def _answering(
    request: HttpRequest, invitation: Invitation, form: AnswerForm, status: int, refused: str = ""
) -> HttpResponse:
    context = {
        "invitation": invitation,
        "facts": invitation.facts,
        "when": when_of(invitation.facts),
        "form": form,
        "refused": refused,
    }
    return render(request, "missions/invitation_answer.html", context, status=status)
