"""The minutes of an engagement, written by several people at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.history import revisions_of
from legation.kernel.refusals import Refused
from legation.missions.choices import Presence
from legation.missions.models import Engagement, Mission
from legation.missions.queries import masthead
from legation.missions.rules import standing
from legation.outcomes.actions import minutes as acts
from legation.outcomes.actions import minutes_people as attending
from legation.outcomes.actions.minutes_closing import restore_amendment
from legation.outcomes.choices import LineKind
from legation.outcomes.forms.minutes import (
    ComposerForm,
    LineForm,
    MinutesPersonForm,
    StatementLineForm,
)
from legation.outcomes.models import Amendment, Minutes, MinutesLine, MinutesPerson
from legation.outcomes.queries.minutes import (
    MinutesPage,
    agenda_of,
    line_seen,
    minutes_list,
    minutes_of,
    minutes_page,
    minutes_state,
    removed_part,
)
from legation.outcomes.queries.minutes_text import people_of
from legation.outcomes.queries.owning import unowned_at

PART = "X-Part"  # sent by the page's script, which takes the minutes or one form alone


@gate(["GET"], Mission, "missions.view_mission")
def minutes_all(request: Request, mission: Mission) -> HttpResponse:
    context = {"head": masthead(mission, request.user), "rows": minutes_list(mission, request.user)}
    return render(request, "outcomes/minutes_list.html", context)


@gate(["GET"], Engagement, "missions.view_engagement")
def engagement_minutes(request: Request, engagement: Engagement) -> HttpResponse:
    """The minutes of this engagement, or where they are begun."""
    found = minutes_of(engagement, request.user)
    if found is not None:
        return redirect(at(found))
    context = {"head": masthead(engagement.mission, request.user), "engagement": engagement}
    return render(request, "outcomes/minutes_none.html", context)


@gate(["POST"], Engagement, "missions.change_engagement")
def minutes_begin(request: Request, engagement: Engagement) -> HttpResponse:
    try:
        made = acts.begin_minutes(engagement, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("engagement-minutes", engagement.mission.slug, engagement.pk)
    return redirect(at(made))


@gate(["GET"], Minutes, "outcomes.view_minutes")
def minutes(request: Request, minutes: Minutes) -> HttpResponse:
    """The page; for the script the minutes alone, or nothing while they are what the script has already."""
    part = bool(request.headers.get(PART))
    trace = f'"{minutes_state(minutes, request.user)}-{get_language()}"'
    if part and request.headers.get("If-None-Match") == trace:
        answer = HttpResponse(status=304)
    else:
        answer = show(request, minutes)
    answer["ETag"] = trace
    answer["Cache-Control"] = "private, no-store"
    patch_vary_headers(answer, (PART, "Cookie"))
    return answer


def show(request: Request, minutes: Minutes, *, status: int = 200, **more: Any) -> HttpResponse:
    """The minutes as they stand, with `more`; the part alone where the script asks."""
    page = minutes_page(minutes, request.user)
    context = {**_context(request, minutes, page), **more}
    if request.headers.get(PART):
        template = "outcomes/minutes_composer.html" if "composer" in more else "outcomes/minutes_part.html"
        return render(request, template, context, status=status)
    context |= {
        "head": masthead(minutes.mission, request.user),
        "removed": removed_part(minutes, request.GET.get("removed", ""), request.user),
        "removed_as": request.GET.get("removed", ""),
        "unowned": unowned_at(minutes, request.user) if page.mine and not minutes.open else (),
    }
    if context["editable"] and "composer" not in context:
        context["composer"] = _composer(None, minutes, request, page)
    return render(request, "outcomes/minutes.html", context, status=status)


def _context(request: Request, minutes: Minutes, page: MinutesPage) -> dict[str, Any]:
    mine = standing(request.user, minutes.mission_id)
    prepares = mine is not None and mine.prepares
    return {
        "page": page,
        "minutes": minutes,
        "mission": minutes.mission,
        "engagement": minutes.engagement,
        "prepares": prepares,
        "editable": prepares and minutes.open,
        "signer": request.user.name,
    }


def _composer(data: Any, minutes: Minutes, request: Request, page: MinutesPage) -> ComposerForm:
    agenda = [one.line for one in page.text.lines if one.kind == LineKind.AGENDA and one.line is not None]
    return ComposerForm(data, minutes=minutes, user=request.user, people=page.text.people, agenda=agenda)


@gate(["POST"], Minutes, "outcomes.change_minutes")
def minutes_add(request: Request, minutes: Minutes) -> HttpResponse:
    """Add the next line; where it is refused, what was typed stays."""
    page = minutes_page(minutes, request.user)
    form = _composer(request.POST, minutes, request, page)
    if form.is_valid():
        try:
            made = acts.add_line(minutes, form.values(), by=request.user)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            return redirect(at(minutes) if request.headers.get(PART) else f"{at(minutes)}#line-{made.pk}")
    return show(request, minutes, status=422, composer=form)


@gate(["GET", "POST"], MinutesLine, "outcomes.change_minutesline")
def minutes_line(request: Request, line: MinutesLine) -> HttpResponse:
    """One line, on a page of its own or in its place."""
    minutes = line.minutes
    if line.commitment is not None:
        return redirect("commitment-edit", minutes.mission.slug, line.commitment.pk)
    people, agenda = people_of(minutes, request.user), agenda_of(minutes, request.user)
    make: Callable[..., LineForm] = StatementLineForm if line.statement is not None else LineForm
    form = make(request.POST or None, line=line, user=request.user, people=people, agenda=agenda)
    part = bool(request.headers.get(PART))
    answer = edit(
        request,
        form,
        act=lambda: acts.change_line(line, form.values(), seen=form.seen, by=request.user),
        template="outcomes/minutes_line.html" if part else "missions/edit.html",
        context={
            "head": masthead(minutes.mission, request.user) if not part else None,
            "heading": _("Change a line"),
            "line": line,
            "mission": minutes.mission,
            "back": f"{at(minutes)}#line-{line.pk}",
        },
        done=lambda _saved: at(minutes) if part else f"{at(minutes)}#line-{line.pk}",
    )
    patch_vary_headers(answer, (PART, "Cookie"))
    return answer


@gate(["POST"], MinutesLine, "outcomes.change_minutesline")
def minutes_line_remove(request: Request, line: MinutesLine) -> HttpResponse:
    return _done(
        request, line.minutes, lambda: acts.remove_line(line, by=request.user), f"?removed=line-{line.pk}"
    )


@gate(["POST"], MinutesLine, "outcomes.change_minutesline")
def minutes_line_move(request: Request, line: MinutesLine) -> HttpResponse:
    up = request.POST.get("to") == "up"
    return _done(
        request, line.minutes, lambda: acts.move_line(line, up=up, by=request.user), f"#line-{line.pk}"
    )


@gate(["GET"], MinutesLine, "outcomes.view_minutesline")
def minutes_line_history(request: Request, line: MinutesLine) -> HttpResponse:
    mine = standing(request.user, line.minutes.mission_id)
    eyes = mine.sees if mine is not None else frozenset()
    record: Any = line.statement or line.commitment or line
    context = {"record": record, "back": at(line.minutes), "revisions": revisions_of(record, sees=eyes)}
    return render(request, "ui/history.html", context)


@gate(["GET"], Minutes, "outcomes.view_minutes")
def minutes_history(request: Request, minutes: Minutes) -> HttpResponse:
    mine = standing(request.user, minutes.mission_id)
    eyes = mine.sees if mine is not None else frozenset()
    context = {"record": minutes, "back": at(minutes), "revisions": revisions_of(minutes, sees=eyes)}
    return render(request, "ui/history.html", context)


@gate(["POST"], Minutes, "outcomes.change_minutes")
def minutes_restore(request: Request, minutes: Minutes) -> HttpResponse:
    """Bring back what was just removed: a line, a person or an amendment."""
    found = removed_part(minutes, request.POST.get("removed", ""), request.user)
    if isinstance(found, MinutesLine):
        return _done(request, minutes, lambda: acts.restore_line(found, by=request.user), "")
    if isinstance(found, MinutesPerson):
        return _done(request, minutes, lambda: attending.restore_minutes_person(found, by=request.user), "")
    if isinstance(found, Amendment):
        return _done(request, minutes, lambda: restore_amendment(found, by=request.user), "")
    return redirect(at(minutes))


@gate(["POST"], Minutes, "outcomes.change_minutes")
def minutes_presence(request: Request, minutes: Minutes) -> HttpResponse:
    """Say who came: of one, or of all of whom nothing is said yet."""
    presence = request.POST.get("presence", "")
    who = request.POST.get("who", "")
    if presence not in Presence.values:
        return redirect(at(minutes))
    if who == "all":
        people = people_of(minutes, request.user)
        keys = [
            one.row.pk
            for one in people
            if one.presence == Presence.EXPECTED and not isinstance(one.row, MinutesPerson)
        ]
    else:
        keys = [int(who)] if who.isdecimal() and len(who) < 18 else []
    chosen = Presence(presence)
    return _done(
        request, minutes, lambda: attending.mark_presence(minutes, keys, chosen, by=request.user), "#people"
    )


@gate(["POST"], Minutes, "outcomes.change_minutes")
def minutes_hold(request: Request, minutes: Minutes) -> HttpResponse:
    """Say that the reader is writing, or not any more."""
    key = request.POST.get("line", "")
    if "over" in request.POST:
        acts.release(minutes, by=request.user)
        return HttpResponse(status=204)
    try:
        acts.hold(minutes, line_seen(minutes, request.user, key), by=request.user)
    except Refused as refusal:
        return HttpResponse(str(refusal), status=409, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@gate(["GET", "POST"], Minutes, "outcomes.change_minutes")
def minutes_person_new(request: Request, minutes: Minutes) -> HttpResponse:
    people = people_of(minutes, request.user)
    form = MinutesPersonForm(request.POST or None, people=people)
    return edit(
        request,
        form,
        act=lambda: attending.add_minutes_person(minutes, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(minutes.mission, request.user),
            "heading": _("Add somebody who was there"),
            "back": f"{at(minutes)}#people",
        },
        done=lambda _saved: f"{at(minutes)}#people",
    )


@gate(["GET", "POST"], MinutesPerson, "outcomes.change_minutesperson")
def minutes_person_edit(request: Request, person: MinutesPerson) -> HttpResponse:
    minutes = person.minutes
    form = MinutesPersonForm(request.POST or None, instance=person, people=people_of(minutes, request.user))
    return edit(
        request,
        form,
        act=lambda: attending.change_minutes_person(person, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(minutes.mission, request.user),
            "heading": _("Change who was there"),
            "back": f"{at(minutes)}#people",
            "remove": reverse("minutes-person-remove", args=[minutes.mission.slug, minutes.pk, person.pk]),
        },
        done=lambda _saved: f"{at(minutes)}#people",
    )


@gate(["POST"], MinutesPerson, "outcomes.change_minutesperson")
def minutes_person_remove(request: Request, person: MinutesPerson) -> HttpResponse:
    return _done(
        request,
        person.minutes,
        lambda: attending.remove_minutes_person(person, by=request.user),
        f"?removed=person-{person.pk}",
    )


def _done(request: Request, minutes: Minutes, act: Callable[[], Any], after: str) -> HttpResponse:
    """Act and go back; a refusal is told there."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(at(minutes))
    return redirect(f"{at(minutes)}{'' if request.headers.get(PART) else after}")


def at(minutes: Minutes) -> str:
    return reverse("minutes", args=[minutes.mission.slug, minutes.pk])
