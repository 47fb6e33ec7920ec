"""Invitations: answered by link without a login, and handed out by who prepares a side."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.guests.actions import answering
from legation.guests.actions import inviting as acts
from legation.guests.forms.replying import AnswerForm
from legation.guests.models import GuestList, ReplyLink
from legation.guests.queries.letters import invitation_subject, invitation_text
from legation.guests.queries.replying import (
    ended,
    invitations_page,
    link_behind,
    my_invitation,
    path_of,
    to_invite,
)
from legation.guests.views.pages import at, within
from legation.kernel.doors import by_link
from legation.kernel.gate import Request, gate, public
from legation.kernel.refusals import Refused

BECAUSE = (
    "the address is a secret that its maker can revoke and that ends with the event; guesses are limited"
)
Page = Callable[..., HttpResponse]


def mine(view: Page) -> Page:
    """Give a view its link. One that was never ours, or is no longer good, is said to be so."""

    @wraps(view)
    def still_good(request: HttpRequest, link: ReplyLink) -> HttpResponse:
        why = ended(link, timezone.now())
        if why:
            contact = link.guest_list.contact_of(link.side) or link.user.name
            context = {"why": why, "contact": contact}
            return render(request, "guests/link_ended.html", context, status=410)
        return view(request, link)

    found = by_link(link_behind, "guest")(still_good)

    @wraps(view)
    def told(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return found(request, token=token)
        except Http404:
            return render(request, "guests/link_ended.html", {"why": "unknown"}, status=404)

    return told


@public(["GET"], because=BECAUSE)
@mine
def my_invitation_page(request: HttpRequest, link: ReplyLink) -> HttpResponse:
    acts.note_opened(link)
    page = my_invitation(link, timezone.now())
    return _show(request, link, [AnswerForm(None, each) for each in page.guests])


@public(["POST"], because=BECAUSE)
@mine
def my_answer(request: HttpRequest, link: ReplyLink) -> HttpResponse:
    """Answer for everybody on the page for whom something was said."""
    page = my_invitation(link, timezone.now())
    forms = [AnswerForm(request.POST, each) for each in page.guests]
    said = [form for form in forms if form.add_prefix("comes") in request.POST]
    if page.open and not said:
        messages.error(request, _("Say whether they come."))
        return _show(request, link, [AnswerForm(None, each) for each in page.guests], status=422)
    if page.open and not all(form.is_valid() for form in said):
        unsaid = [form if form in said else AnswerForm(None, form.invited) for form in forms]
        return _show(request, link, unsaid, status=422)
    try:
        answers = [form.answer() for form in said] if page.open else []
        answering.answer(link, answers, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        again = isinstance(refusal, answering.SomebodyElseAnswered | answering.NotInvitedHere)
        fresh = again or not page.open
        shown = [AnswerForm(None, form.invited) for form in forms] if fresh else forms
        return _show(request, link, shown, status=409 if again else 422)
    messages.success(request, _("Thank you. Your answer is noted; you can change it on this page."))
    return redirect(path_of(link))


def _show(
    request: HttpRequest, link: ReplyLink, forms: list[AnswerForm], *, status: int = 200
) -> HttpResponse:
    page = my_invitation(link, timezone.now())
    context: dict[str, Any] = {"page": page, "forms": forms, "address": f"{path_of(link)}answer/"}
    return render(request, "guests/my_invitation.html", context, status=status)


@gate(["GET"], GuestList, "guests.change_guestlist")
def invitations(request: Request, guest_list: GuestList) -> HttpResponse:
    page = invitations_page(guest_list, request.user)
    sample = next(iter(page.waiting), None)
    preview = ReplyLink(guest_list=guest_list, mail=sample.letters_to) if sample is not None else None
    context = {
        **within(request, guest_list),
        "page": page,
        "subject": invitation_subject(guest_list),
        "text": invitation_text(guest_list, preview, [sample]) if preview and sample else "",
    }
    return render(request, "guests/invitations.html", context)


@gate(["POST"], GuestList, "guests.change_guestlist")
def invitations_send(request: Request, guest_list: GuestList) -> HttpResponse:
    try:
        links = acts.invite(guest_list, to_invite(guest_list, request.user), by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(n)s letter is on its way.", "%(n)s letters are on their way.", len(links))
        messages.success(request, said % {"n": len(links)})
    return redirect(at(guest_list, "guest-invitations"))


@gate(["POST"], ReplyLink, "guests.change_replylink")
def link_again(request: Request, link: ReplyLink) -> HttpResponse:
    try:
        acts.send_again(link, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("A letter with a new address is on its way; the old one is good no more.")
        )
    return redirect(at(link.guest_list, "guest-invitations"))


@gate(["POST"], ReplyLink, "guests.change_replylink")
def link_revoke(request: Request, link: ReplyLink) -> HttpResponse:
    acts.revoke(link, by=request.user)
    messages.success(request, _("The address is revoked: whoever has it reads whom to ask."))
    return redirect(at(link.guest_list, "guest-invitations"))
