"""Close minutes, sign them, amend what was signed; and notes that become minutes."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.missions.queries import masthead
from legation.outcomes.actions import minutes_closing as acts
from legation.outcomes.actions.minutes import Said, add_promise, add_said
from legation.outcomes.forms.minutes import (
    AS_WRITTEN,
    NO_NAME,
    AmendmentForm,
    MinutesPromiseForm,
    NotesForm,
    WhoForm,
)
from legation.outcomes.models import Amendment, Minutes
from legation.outcomes.queries.minutes import agenda_of, line_of, line_seen
from legation.outcomes.queries.minutes_notes import Noted, known_among, names_in, noted
from legation.outcomes.queries.minutes_text import people_of, read_frozen
from legation.outcomes.views.minutes import at


@gate(["POST"], Minutes, "outcomes.change_minutes")
def minutes_close(request: Request, minutes: Minutes) -> HttpResponse:
    said = _("Closed. Now each side signs.")
    return _told(request, minutes, lambda: acts.close_minutes(minutes, by=request.user), said, "#signatures")


@gate(["POST"], Minutes, "outcomes.change_minutes")
def minutes_reopen(request: Request, minutes: Minutes) -> HttpResponse:
    said = _("Open again.")
    return _told(request, minutes, lambda: acts.reopen_minutes(minutes, by=request.user), said, "")


@gate(["POST"], Minutes, "outcomes.change_minutes")
def minutes_sign(request: Request, minutes: Minutes) -> HttpResponse:
    trace, name = request.POST.get("trace", ""), request.POST.get("name", "")
    said = _("Signed for your side.")
    return _told(
        request,
        minutes,
        lambda: acts.sign_minutes(minutes, trace=trace, name=name, by=request.user),
        said,
        "#signatures",
    )


@gate(["GET", "POST"], Minutes, "outcomes.change_minutes")
def amendment_new(request: Request, minutes: Minutes) -> HttpResponse:
    form = AmendmentForm(request.POST or None, lines=read_frozen(minutes.frozen).lines)
    return edit(
        request,
        form,
        act=lambda: acts.propose_amendment(minutes, _amended(form, minutes), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(minutes.mission, request.user),
            "heading": _("Propose an amendment"),
            "back": at(minutes),
        },
        done=lambda saved: f"{at(minutes)}#amendment-{saved.number}",
        said=_("Proposed. It is in force when every side has signed it."),
    )


@gate(["GET", "POST"], Amendment, "outcomes.change_amendment")
def amendment_edit(request: Request, amendment: Amendment) -> HttpResponse:
    minutes = amendment.minutes
    form = AmendmentForm(request.POST or None, instance=amendment, lines=read_frozen(minutes.frozen).lines)
    return edit(
        request,
        form,
        act=lambda: acts.change_amendment(
            amendment, _amended(form, minutes), seen=form.seen, by=request.user
        ),
        template="missions/edit.html",
        context={
            "head": masthead(minutes.mission, request.user),
            "heading": _("Change the proposed amendment"),
            "back": at(minutes),
            "remove": reverse("amendment-remove", args=[minutes.mission.slug, minutes.pk, amendment.pk]),
        },
        done=lambda saved: f"{at(minutes)}#amendment-{saved.number}",
    )


def _amended(form: AmendmentForm, minutes: Minutes) -> dict[str, Any]:
    values = form.values()
    return {**values, "line": line_of(minutes, values["line"])}


@gate(["POST"], Amendment, "outcomes.change_amendment")
def amendment_remove(request: Request, amendment: Amendment) -> HttpResponse:
    minutes = amendment.minutes
    after = f"?removed=amendment-{amendment.pk}"
    return _told(request, minutes, lambda: acts.remove_amendment(amendment, by=request.user), "", after)


@gate(["POST"], Amendment, "outcomes.change_amendment")
def amendment_sign(request: Request, amendment: Amendment) -> HttpResponse:
    trace, name = request.POST.get("trace", ""), request.POST.get("name", "")
    return _told(
        request,
        amendment.minutes,
        lambda: acts.sign_amendment(amendment, trace=trace, name=name, by=request.user),
        _("Signed for your side."),
        f"#amendment-{amendment.number}",
    )


@gate(["GET", "POST"], Minutes, "outcomes.change_minutes")
def minutes_promise(request: Request, minutes: Minutes) -> HttpResponse:
    """Note a promise that was made there; it rests on the words of the line that it is noted from."""
    line = line_seen(minutes, request.user, request.GET.get("line", ""))
    form = MinutesPromiseForm(request.POST or None, minutes=minutes, user=request.user, line=line)
    return edit(
        request,
        form,
        act=lambda: add_promise(
            minutes,
            {**form.values(), "statement": line.statement if line else None},
            under=line.under if line else None,
            by=request.user,
        ),
        template="missions/edit.html",
        context={
            "head": masthead(minutes.mission, request.user),
            "heading": _("Note a promise"),
            "back": f"{at(minutes)}#line-{line.pk}" if line else at(minutes),
        },
        done=lambda saved: f"{at(minutes)}#line-{saved.pk}",
    )


@gate(["GET", "POST"], Minutes, "outcomes.change_minutes")
def minutes_notes(request: Request, minutes: Minutes) -> HttpResponse:
    """Notes, then who said what in them, then the lines: nothing is saved before the reader says so."""
    user = request.user
    people, agenda = people_of(minutes, user), agenda_of(minutes, user)
    form = NotesForm(request.POST or None, minutes=minutes, user=user, agenda=agenda)
    who, shown, status = None, [], 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = noted(form.cleaned_data["notes"])
            names = names_in(said)
            asked = "save" in request.POST
            who = WhoForm(
                request.POST if asked else None, names=names, known=known_among(names, people), people=people
            )
            status = 200
            if asked and who.is_valid():
                answer = _taken(request, minutes, form, who)
                if answer is not None:
                    return answer
            status = 422 if asked else 200
            shown = _preview(said, who)
    context = {
        "head": masthead(minutes.mission, user),
        "minutes": minutes,
        "engagement": minutes.engagement,
        "form": form,
        "who": who,
        "shown": shown,
    }
    return render(request, "outcomes/minutes_notes.html", context, status=status)


def _preview(said: list[Noted], who: WhoForm) -> list[tuple[str, Noted]]:
    """Each with the name that it will have, as far as that is known."""
    choices = who.choices()
    names = {key: str(label) for key, label in who.speakers.choices if key}
    told = {name: name if key == AS_WRITTEN else names.get(key, "") for name, key in choices.items()}
    return [(told.get(one.name, ""), one) for one in said]


def _taken(request: Request, minutes: Minutes, form: NotesForm, who: WhoForm) -> HttpResponse | None:
    """Save the lines; None where that was refused."""
    choices, language = who.choices(), form.cleaned_data["language"]
    no_names = frozenset(name for name, choice in choices.items() if choice == NO_NAME)
    lines = []
    for one in noted(form.cleaned_data["notes"], no_names=no_names):
        choice = choices.get(one.name, "")
        told = who.speakers.values(choice)
        name = one.name if choice == AS_WRITTEN else told["speaker"]
        lines.append(Said(LazyI18nString({language: one.words}), told["person"], name))
    try:
        made = add_said(
            minutes,
            lines,
            under=form.item(),
            visibility=form.cleaned_data["visibility"],
            by=request.user,
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    messages.success(request, _("Saved."))
    return redirect(f"{at(minutes)}#line-{made[0].pk}" if made else at(minutes))


def _told(request: Request, minutes: Minutes, act: Callable[[], Any], said: str, after: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(at(minutes))
    if said:
        messages.success(request, said)
    return redirect(f"{at(minutes)}{after}")
