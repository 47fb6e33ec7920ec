"""Pages of participants: by link and without login."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.kernel.doors import by_link
from legation.kernel.gate import public
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.matchmaking.actions import taking_part as acts
from legation.matchmaking.choices import Answer
from legation.matchmaking.forms.taking_part import (
    AnswerForm,
    FeedbackForm,
    MailForm,
    ProfileForm,
    WishForm,
)
from legation.matchmaking.models import Link
from legation.matchmaking.queries.taking_part import (
    MyRound,
    link_behind,
    meeting_of,
    my_round,
    participant_asked,
    path_of,
    wish_of,
)

BECAUSE = "the address is a secret that its maker can revoke and that expires; guesses are limited"
mine = by_link(link_behind, "round")


@public(["GET"], because=BECAUSE)
@mine
def my_round_page(request: HttpRequest, link: Link) -> HttpResponse:
    acts.note_opened(link)
    return _show(request, my_round(link, timezone.now()))


@public(["POST"], because=BECAUSE)
@mine
def my_profile(request: HttpRequest, link: Link) -> HttpResponse:
    page = my_round(link, timezone.now())
    form = _profile(page, request.POST)
    if not form.is_valid():
        return _show(request, page, profile=form, status=422)
    try:
        acts.state_profile(page.me, form.values(), seen=form.seen, by=link.user)
    except ChangedMeanwhile:
        return _refused(
            request, link, _("Somebody else changed this meanwhile. Look at it and save again."), 409
        )
    return _done(request, link, _("Saved."), "profile")


@public(["POST"], because=BECAUSE)
@mine
def my_mail(request: HttpRequest, link: Link) -> HttpResponse:
    form = MailForm(request.POST)
    if not form.is_valid():
        words = _("“%(mail)s” is not a mail address. It stays as it was for %(who)s.")
        given = {"mail": request.POST.get("mail", "")[:200], "who": link.participant}
        return _refused(request, link, words % given)
    acts.say_mail(link, form.cleaned_data["mail"], by=link.user)
    return _done(request, link, _("Saved."), "mail")


@public(["POST"], because=BECAUSE)
@mine
def my_wish(request: HttpRequest, link: Link) -> HttpResponse:
    form = WishForm(request.POST)
    if not form.is_valid():
        return _refused(request, link, _("Choose whom you want to meet, and a rank from 1 to 50."))
    me, told = link.participant, form.cleaned_data
    other = participant_asked(me, told["to"])
    if other is None:
        return _refused(request, link, str(acts.NobodyToMeet()))
    try:
        if told["refused"]:
            acts.say_no_thanks(me, other, note=told["note"], by=link.user)
        else:
            rank = told["rank"] or my_round(link, timezone.now()).next_rank
            acts.ask_for(me, other, rank=rank, note=told["note"], by=link.user)
    except Refused as refusal:
        return _refused(request, link, str(refusal))
    return _done(request, link, _("Saved."), "wishes")


@public(["POST"], because=BECAUSE)
@mine
def my_wish_remove(request: HttpRequest, link: Link, pk: int) -> HttpResponse:
    wish = wish_of(link.participant, pk)
    if wish is None:
        raise Http404
    try:
        acts.take_back(wish, by=link.user)
    except Refused as refusal:
        return _refused(request, link, str(refusal))
    return _done(request, link, _("Taken back."), "wishes")


@public(["POST"], because=BECAUSE)
@mine
def my_answer(request: HttpRequest, link: Link, pk: int) -> HttpResponse:
    meeting, form = meeting_of(link.participant, pk), AnswerForm(request.POST)
    if meeting is None or not form.is_valid():
        return _refused(request, link, str(acts.NothingToAnswer()))
    said = Answer(form.cleaned_data["answer"])
    try:
        acts.answer(link.participant, meeting, said, by=link.user)
    except Refused as refusal:
        return _refused(request, link, str(refusal))
    return _done(request, link, _("Accepted.") if said == Answer.ACCEPTED else _("Declined."), "asked")


@public(["POST"], because=BECAUSE)
@mine
def my_feedback(request: HttpRequest, link: Link, pk: int) -> HttpResponse:
    meeting, form = meeting_of(link.participant, pk), FeedbackForm(request.POST)
    if meeting is None:
        raise Http404
    if not form.is_valid():
        return _refused(request, link, _("Say whether the meeting was held."))
    try:
        acts.tell_of(link.participant, meeting, form.cleaned_data, by=link.user)
    except Refused as refusal:
        return _refused(request, link, str(refusal))
    return _done(request, link, _("Thank you."), f"meeting-{pk}")


def _profile(page: MyRound, data: Any = None) -> ProfileForm:
    return ProfileForm(data, instance=page.me, slots=page.slot_names)


def _show(
    request: HttpRequest, page: MyRound, *, profile: ProfileForm | None = None, status: int = 200
) -> HttpResponse:
    context = {"page": page, "profile": profile or _profile(page), "path": path_of(page.link)}
    return render(request, "matchmaking/my_round.html", context, status=status)


def _refused(request: HttpRequest, link: Link, sentence: str, status: int = 422) -> HttpResponse:
    messages.error(request, sentence)
    return _show(request, my_round(link, timezone.now()), status=status)


def _done(request: HttpRequest, link: Link, sentence: str, part: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(f"{_address(link)}#{part}")


def _address(link: Link) -> str:
    return reverse("my-round", args=[path_of(link)])
