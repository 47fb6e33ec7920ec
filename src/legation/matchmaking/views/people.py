"""Who takes part in a round, and which meetings were asked for."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.matchmaking.actions import meetings as meeting_acts
from legation.matchmaking.actions import participants as acts
from legation.matchmaking.actions.placing import lock_meeting, place_meeting
from legation.matchmaking.forms.people import (
    AbsentForm,
    LockForm,
    MeetingForm,
    NewMeetingForm,
    ParticipantForm,
    PlaceForm,
)
from legation.matchmaking.models import Meeting, Participant, Round
from legation.matchmaking.queries.rounds import meeting_rows, people_page, removed_part
from legation.matchmaking.queries.sheet import sheet_of
from legation.matchmaking.views.rounds import done, within
from legation.missions.views.undo import bring_back, take_out


@gate(["GET"], Round, "matchmaking.view_round")
def people(request: Request, round_: Round) -> HttpResponse:
    context = {
        **within(request, round_),
        "page": people_page(round_, request.user),
        "removed": removed_part(Participant, round_, request.GET.get("removed", ""), request.user),
    }
    return render(request, "matchmaking/people.html", context)


@gate(["POST"], Round, "matchmaking.change_round")
def people_fill(request: Request, round_: Round) -> HttpResponse:
    """Everybody of the reader's side who comes to meet people."""
    number = acts.add_delegates(round_, by=request.user)
    said = ngettext("%(n)s delegate added.", "%(n)s delegates added.", number) % {"n": number}
    messages.success(request, said)
    return redirect(_people(round_))


@gate(["GET", "POST"], Round, "matchmaking.change_round")
def participant_new(request: Request, round_: Round) -> HttpResponse:
    form = ParticipantForm(
        request.POST or None, round_=round_, delegates=acts.delegates_to_add(round_, request.user)
    )
    return edit(
        request,
        form,
        act=lambda: acts.add_participant(round_, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            **within(request, round_),
            "heading": _("Add a participant"),
            "back": _people(round_),
        },
        done=lambda _made: _people(round_),
    )


@gate(["GET", "POST"], Participant, "matchmaking.change_participant")
def participant_edit(request: Request, participant: Participant) -> HttpResponse:
    round_ = participant.round
    form = ParticipantForm(request.POST or None, instance=participant, round_=round_)
    return edit(
        request,
        form,
        act=lambda: acts.change_participant(participant, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **within(request, round_),
            "heading": str(participant),
            "back": _people(round_),
            "remove": reverse("participant-remove", args=[round_.mission.slug, round_.pk, participant.pk]),
        },
        done=lambda _saved: f"{_people(round_)}#participant-{participant.pk}",
    )


@gate(["POST"], Participant, "matchmaking.change_participant")
def participant_remove(request: Request, participant: Participant) -> HttpResponse:
    return take_out(request, participant, back=_people(participant.round), act=acts.remove_participant)


@gate(["POST"], Round, "matchmaking.change_round")
def participant_restore(request: Request, round_: Round, part: int) -> HttpResponse:
    found = removed_part(Participant, round_, part, request.user)
    return bring_back(request, found, back=_people(round_), act=acts.restore_participant)


@gate(["GET"], Round, "matchmaking.view_round")
def meetings(request: Request, round_: Round) -> HttpResponse:
    show = request.GET.get("show", "")
    sheet, rows = meeting_rows(round_, request.user, show=show)
    context = {
        **within(request, round_),
        "sheet": sheet,
        "rows": rows,
        "show": show,
        "removed": removed_part(Meeting, round_, request.GET.get("removed", ""), request.user),
    }
    return render(request, "matchmaking/meetings.html", context)


@gate(["GET", "POST"], Round, "matchmaking.change_round")
def meeting_new(request: Request, round_: Round) -> HttpResponse:
    form = NewMeetingForm(request.POST or None, round_=round_, sheet=sheet_of(round_))

    def act() -> Meeting:
        values = form.values()
        return meeting_acts.add_meeting(round_, list(values.pop("people")), values, by=request.user)

    return edit(
        request,
        form,
        act=act,
        template="missions/edit.html",
        context={**within(request, round_), "heading": _("Set a meeting"), "back": _meetings(round_)},
        done=lambda _made: _meetings(round_),
    )


@gate(["GET", "POST"], Meeting, "matchmaking.change_meeting")
def meeting_edit(request: Request, meeting: Meeting) -> HttpResponse:
    round_ = meeting.round
    sheet = sheet_of(round_)
    form = MeetingForm(request.POST or None, instance=meeting, round_=round_, sheet=sheet)
    return edit(
        request,
        form,
        act=lambda: meeting_acts.change_meeting(meeting, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **within(request, round_),
            "heading": str(meeting),
            "back": _one(meeting),
            "remove": reverse("one-to-one-remove", args=[round_.mission.slug, round_.pk, meeting.pk]),
        },
        done=lambda _saved: _one(meeting),
    )


@gate(["POST"], Meeting, "matchmaking.change_meeting")
def meeting_remove(request: Request, meeting: Meeting) -> HttpResponse:
    return take_out(request, meeting, back=_meetings(meeting.round), act=meeting_acts.remove_meeting)


@gate(["POST"], Round, "matchmaking.change_round")
def meeting_restore(request: Request, round_: Round, part: int) -> HttpResponse:
    found = removed_part(Meeting, round_, part, request.user)
    return bring_back(request, found, back=_meetings(round_), act=meeting_acts.restore_meeting)


@gate(["POST"], Meeting, "matchmaking.change_meeting")
def meeting_place(request: Request, meeting: Meeting) -> HttpResponse:
    """Move one meeting: from the grid, or from its own page."""
    form = PlaceForm(request.POST)
    back = _one(meeting)
    if not form.is_valid():
        messages.error(request, _("There is no such time in this round."))
        return redirect(back)
    told: Any = form.cleaned_data
    if told["by"]:
        back = f"{_timetable(meeting.round)}?by={told['by']}#meeting-{meeting.pk}"
    try:
        place_meeting(meeting, slot=told["slot"], table=told["table"], seen=form.seen, by=request.user)
    except Refused as refusal:
        words = str(refusal) or _("Somebody else moved it since. Look again, then decide.")
        messages.error(request, words)
    else:
        messages.success(request, _("Saved."))
    return redirect(back)


@gate(["POST"], Meeting, "matchmaking.change_meeting")
def meeting_absent(request: Request, meeting: Meeting) -> HttpResponse:
    """Somebody did not come, or came after all."""
    form = AbsentForm(request.POST)
    if not form.is_valid():
        return redirect(_one(meeting))
    told: Any = form.cleaned_data
    return done(
        request,
        lambda: acts.mark_no_show(meeting, told["participant"], gone=told["gone"], by=request.user),
        back=_one(meeting),
    )


@gate(["POST"], Meeting, "matchmaking.change_meeting")
def meeting_call_up(request: Request, meeting: Meeting, instead: int) -> HttpResponse:
    """Another meeting in its place."""
    return done(request, lambda: acts.call_up(meeting, instead, by=request.user), back=_one(meeting))


@gate(["POST"], Meeting, "matchmaking.change_meeting")
def meeting_lock(request: Request, meeting: Meeting) -> HttpResponse:
    form = LockForm(request.POST)
    back = _one(meeting)
    if form.is_valid():
        seen = form.cleaned_data["seen_version"] or meeting.version
        try:
            lock_meeting(meeting, locked=form.cleaned_data["locked"], seen=seen, by=request.user)
        except Refused as refusal:
            words = str(refusal) or _("Somebody else moved it since. Look again, then decide.")
            messages.error(request, words)
    return redirect(back)


def _people(round_: Round) -> str:
    return reverse("round-people", args=[round_.mission.slug, round_.pk])


def _meetings(round_: Round) -> str:
    return reverse("round-meetings", args=[round_.mission.slug, round_.pk])


def _timetable(round_: Round) -> str:
    return reverse("round-timetable", args=[round_.mission.slug, round_.pk])


def _one(meeting: Meeting) -> str:
    return reverse("one-to-one", args=[meeting.round.mission.slug, meeting.round_id, meeting.pk])
