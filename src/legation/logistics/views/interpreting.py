"""Interpreters: what they need, the texts they are given, and their packs, with a login and by link."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.kernel.doors import by_link
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate, public
from legation.kernel.refusals import Refused
from legation.logistics.actions import interpreting as acts
from legation.logistics.actions.printing import list_bytes
from legation.logistics.forms.interpreting import InterpreterTextForm
from legation.logistics.models import InterpreterText, PackLink
from legation.logistics.queries.accreditation import voices_page
from legation.logistics.queries.pack import (
    pack_link_behind,
    pack_links_of,
    pack_path,
    pack_sheet,
    removed_text,
    texts_of,
    voice_of,
)
from legation.logistics.views.sending import sent_file
from legation.missions.models import Engagement, Mission
from legation.missions.queries import masthead
from legation.missions.views.undo import bring_back, take_out

BECAUSE = "the address is a secret that its maker can revoke and that expires; it only shows"
mine = by_link(pack_link_behind, "pack")


@gate(["GET"], Mission, "missions.change_mission")
def interpreters(request: Request, mission: Mission) -> HttpResponse:
    context = {
        "head": masthead(mission, request.user),
        "page": voices_page(mission, request.user),
        "links": pack_links_of(mission, request.user),
    }
    answer = render(request, "logistics/interpreters.html", context)
    answer["Cache-Control"] = "private, no-store"
    return answer


@gate(["GET"], Mission, "missions.change_mission")
def interpreter_pack(request: Request, mission: Mission, pk: int, kind: str) -> HttpResponse:
    voice = voice_of(mission, request.user, pk)
    if voice is None or not voice.turns:
        raise Http404
    sheet = pack_sheet(voice, mission, request.user, timezone.now())
    return sent_file(
        kind,
        f"{mission.slug}-interpreter-{pk}",
        lambda: list_bytes(sheet, kind, mission=mission, about=voice.delegate, by=request.user),
    )


@gate(["POST"], Mission, "missions.change_mission")
def pack_link_make(request: Request, mission: Mission, pk: int) -> HttpResponse:
    voice = voice_of(mission, request.user, pk)
    if voice is None:
        raise Http404
    spoken = [one for one in voice.delegate.person.languages if one in {"en", "ko"}]
    try:
        acts.make_pack_link(
            voice.delegate, language=spoken[0] if spoken else request.user.language, by=request.user
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The address is ready: copy it for the interpreter."))
    return redirect(f"{reverse('interpreters', args=[mission.slug])}#voice-{pk}")


@gate(["POST"], PackLink, "logistics.change_packlink")
def pack_link_revoke(request: Request, link: PackLink) -> HttpResponse:
    acts.revoke_pack_link(link, by=request.user)
    messages.success(request, _("The address is revoked: whoever has it gets nothing any more."))
    return redirect("interpreters", link.delegate.mission.slug)


@public(["GET"], because=BECAUSE)
@mine
def my_pack(request: HttpRequest, link: PackLink) -> HttpResponse:
    """The pack as a page, as its maker's side and the interpreter's delegation may see it today."""
    acts.note_pack_opened(link)
    mission = link.delegate.mission
    voice = voice_of(mission, link.user, link.delegate_id)
    sheet = pack_sheet(voice, mission, link.user, timezone.now()) if voice is not None else None
    context = {"link": link, "path": pack_path(link), "mission": mission, "sheet": sheet}
    return render(request, "logistics/my_pack.html", context)


@public(["GET"], because=BECAUSE)
@mine
def my_pack_file(request: HttpRequest, link: PackLink) -> HttpResponse:  # noqa: ARG001
    """The same, printed."""
    mission = link.delegate.mission
    voice = voice_of(mission, link.user, link.delegate_id)
    if voice is None or not voice.turns:
        raise Http404
    sheet = pack_sheet(voice, mission, link.user, timezone.now())
    return sent_file(
        "pdf",
        f"{mission.slug}-interpreter",
        lambda: list_bytes(sheet, "pdf", mission=mission, about=voice.delegate, by=link.user),
    )


@gate(["GET"], Engagement, "missions.change_engagement")
def texts(request: Request, engagement: Engagement) -> HttpResponse:
    asked = request.GET.get("removed", "")
    context = {
        **_within(request, engagement),
        "rows": texts_of(engagement, request.user),
        "gone": removed_text(engagement, asked, request.user),
    }
    return render(request, "logistics/texts.html", context)


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def text_new(request: Request, engagement: Engagement) -> HttpResponse:
    form = InterpreterTextForm(
        request.POST or None, request.FILES or None, engagement=engagement, user=request.user
    )
    return edit(
        request,
        form,
        act=lambda: acts.add_text(engagement, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            **_within(request, engagement),
            "heading": _("Give a text to interpreters"),
            "back": _at(engagement),
        },
        done=lambda _made: _at(engagement),
    )


@gate(["GET", "POST"], InterpreterText, "logistics.change_interpretertext")
def text_edit(request: Request, text: InterpreterText) -> HttpResponse:
    engagement = text.engagement
    form = InterpreterTextForm(
        request.POST or None,
        request.FILES or None,
        engagement=engagement,
        user=request.user,
        instance=text,
    )
    return edit(
        request,
        form,
        act=lambda: acts.change_text(text, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            **_within(request, engagement),
            "heading": str(text),
            "back": _at(engagement),
            "remove": reverse("text-remove", args=[engagement.mission.slug, engagement.pk, text.pk]),
            "history": reverse("text-history", args=[engagement.mission.slug, engagement.pk, text.pk]),
        },
        done=lambda _changed: _at(engagement),
    )


@gate(["POST"], InterpreterText, "logistics.change_interpretertext")
def text_remove(request: Request, text: InterpreterText) -> HttpResponse:
    return take_out(request, text, back=_at(text.engagement))


@gate(["POST"], Engagement, "missions.change_engagement")
def text_restore(request: Request, engagement: Engagement, text: int) -> HttpResponse:
    return bring_back(request, removed_text(engagement, text, request.user), back=_at(engagement))


def _within(request: Request, engagement: Engagement) -> dict[str, Any]:
    return {"head": masthead(engagement.mission, request.user), "engagement": engagement}


def _at(engagement: Engagement) -> str:
    return reverse("texts", args=[engagement.mission.slug, engagement.pk])
