"""The page behind a link of the survey: no login, a few questions."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.kernel.doors import by_link
from legation.kernel.gate import public
from legation.kernel.refusals import Refused
from legation.reports.actions import surveys as acts
from legation.reports.forms.surveys import AnswerForm
from legation.reports.queries.asking import Door, door_behind, path_of, shut

BECAUSE = (
    "the address is a secret that its maker can revoke and that ends with the survey; guesses are limited"
)
Page = Callable[..., HttpResponse]


def mine(view: Page) -> Page:
    """Give a view its link. One that was never ours, or is no longer good, is said to be so."""

    @wraps(view)
    def still_good(request: HttpRequest, door: Door) -> HttpResponse:
        why = shut(door, timezone.now())
        if why:
            context = {"why": why, "contact": door.link.survey.contact}
            return render(request, "reports/survey_ended.html", context, status=410)
        return view(request, door)

    found = by_link(door_behind, "survey")(still_good)

    @wraps(view)
    def told(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return found(request, token=token)
        except Http404:
            return render(request, "reports/survey_ended.html", {"why": "unknown"}, status=404)

    return told


@public(["GET", "POST"], because=BECAUSE)
@mine
def my_survey(request: HttpRequest, door: Door) -> HttpResponse:
    link = door.link
    acts.note_opened(link)
    there = getattr(link, "answer", None)
    form = AnswerForm(request.POST if request.method == "POST" else None, instance=there)
    if request.method != "POST":
        return _show(request, door, form, 200)
    if not form.is_valid():
        return _show(request, door, form, 422)
    try:
        acts.answer(door, form.values(), seen=form.cleaned_data.get("seen") or 0, now=timezone.now())
    except acts.ChangedElsewhere as refusal:
        messages.error(request, str(refusal))
        fresh = door_behind(request.path.rstrip("/").rsplit("/", 1)[-1], timezone.now()) or door
        return _show(request, door, AnswerForm(instance=getattr(fresh.link, "answer", None)), 409)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _show(request, door, form, 422)
    messages.success(request, _("Thank you. Your answer is noted; you can change it on this page."))
    return redirect(path_of(door))


def _show(request: HttpRequest, door: Door, form: AnswerForm, status: int) -> HttpResponse:
    context = {"link": door.link, "form": form, "last": timezone.localtime(door.link.closes_at)}
    return render(request, "reports/my_survey.html", context, status=status)
