"""The order of precedence: by which pack, and what is said by hand."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import ChangedMeanwhile, Refused
from legation.missions.models import Engagement, Mission
from legation.missions.queries import masthead
from legation.missions.views.undo import bring_back, take_out
from legation.protocol.actions.ranking import (
    add_override,
    change_given_rank,
    choose_pack,
    give_rank,
    remove_said,
    restore_given_rank,
    restore_override,
)
from legation.protocol.forms.ranking import CompareForm, GivenRankForm, OverrideForm, PackChoiceForm
from legation.protocol.models import GivenRank, Override
from legation.protocol.queries.ranking import (
    Book,
    books,
    placed_delegates,
    precedence_page,
    removed_given_rank,
    removed_override,
    setting_at,
    unranked_delegates,
)
from legation.protocol.views.pages import within


@gate(["GET"], Engagement, "missions.view_engagement")
def precedence(request: Request, engagement: Engagement) -> HttpResponse:
    return _shown(request, engagement, books(request.user))


@gate(["POST"], Engagement, "missions.change_engagement")
def pack_choose(request: Request, engagement: Engagement) -> HttpResponse:
    offered = books(request.user)
    form = PackChoiceForm(request.POST, books=offered)
    if not form.is_valid():
        return _shown(request, engagement, offered, choice=form, status=422)
    book = form.chosen()
    try:
        choose_pack(engagement, book.base, book.own, seen=form.seen, by=request.user)
    except ChangedMeanwhile as other:
        typed = request.POST.copy()
        typed["seen_version"] = str(other.version)
        again = PackChoiceForm(typed, books=offered)
        return _shown(request, engagement, offered, choice=again, meanwhile=other, status=409)
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return _shown(request, engagement, offered, choice=form, status=422)
    messages.success(request, _("Saved."))
    return redirect(_page(engagement))


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def override_new(request: Request, engagement: Engagement) -> HttpResponse:
    setting = setting_at(engagement, request.user)
    asked = {name: request.GET.get(name, "") for name in ("higher", "lower")}
    form = OverrideForm(
        request.POST or None, initial=asked, delegates=placed_delegates(setting, request.user)
    )
    return edit(
        request,
        form,
        act=lambda: add_override(engagement, form.values(), by=request.user),
        template="protocol/precedence_said.html",
        context=_saying(
            request,
            engagement,
            _("Put somebody before somebody"),
            _("Who goes first is raised to just before the other. Everybody else keeps their order."),
        ),
        done=lambda _saved: _page(engagement) + "#overrides",
    )


@gate(["POST"], Override, "protocol.change_override")
def override_remove(request: Request, override: Override) -> HttpResponse:
    return take_out(request, override, back=_page(override.engagement), act=remove_said)


@gate(["POST"], Mission, "missions.change_mission")
def override_restore(request: Request, mission: Mission, engagement: int, pk: int) -> HttpResponse:
    found = removed_override(engagement, mission, pk, request.user)
    back = reverse("precedence", args=[mission.slug, engagement])
    return bring_back(request, found, back=back, act=restore_override)


@gate(["GET", "POST"], Engagement, "missions.change_engagement")
def given_rank_new(request: Request, engagement: Engagement) -> HttpResponse:
    setting = setting_at(engagement, request.user)
    form = GivenRankForm(
        request.POST or None,
        initial={"delegate": request.GET.get("delegate", "")},
        delegates=unranked_delegates(setting, request.user),
    )
    return edit(
        request,
        form,
        act=lambda: give_rank(engagement.mission, form.values(), by=request.user),
        template="protocol/precedence_said.html",
        context=_saying(
            request,
            engagement,
            _("Give a rank"),
            _(
                "For somebody whose post has no rank. It holds for the whole mission, and both sides read"
                " the reason where they see the person."
            ),
        ),
        done=lambda _saved: _page(engagement),
    )


@gate(["GET", "POST"], GivenRank, "protocol.change_givenrank")
def given_rank_edit(request: Request, given: GivenRank) -> HttpResponse:
    form = GivenRankForm(request.POST or None, instance=given)
    mission = given.delegate.mission
    back = reverse("delegate", args=[mission.slug, given.delegate.pk])
    return edit(
        request,
        form,
        act=lambda: change_given_rank(given, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("The rank given to %(who)s") % {"who": given.delegate},
            "back": back,
            "remove": reverse("given-rank-remove", args=[mission.slug, given.pk]),
        },
        done=lambda _saved: back,
    )


@gate(["POST"], GivenRank, "protocol.change_givenrank")
def given_rank_remove(request: Request, given: GivenRank) -> HttpResponse:
    back = reverse("equivalences", args=[given.delegate.mission.slug])
    return take_out(request, given, back=back, mark="removed-rank", act=remove_said)


@gate(["POST"], Mission, "missions.change_mission")
def given_rank_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_given_rank(mission, pk, request.user)
    back = reverse("equivalences", args=[mission.slug])
    return bring_back(request, found, back=back, act=restore_given_rank)


def _shown(
    request: Request,
    engagement: Engagement,
    offered: list[Book],
    *,
    choice: PackChoiceForm | None = None,
    meanwhile: ChangedMeanwhile | None = None,
    status: int = 200,
) -> HttpResponse:
    user, asked = request.user, request.GET.get
    setting = setting_at(engagement, user)
    filters = CompareForm(request.GET, books=offered)
    page = precedence_page(
        setting,
        user,
        pack=filters.asked("pack"),
        compare=filters.asked("compare"),
        first=asked("a", ""),
        second=asked("b", ""),
    )
    arrangement = setting.arrangement
    usual = {"pack": page.usual.key, "seen_version": arrangement.version if arrangement is not None else ""}
    return render(
        request,
        "protocol/precedence.html",
        {
            **within(request, setting.engagement),
            "page": page,
            "form": CompareForm(
                books=offered, initial={"pack": page.ranked.pack.key, "compare": asked("compare", "")}
            ),
            "choice": choice or PackChoiceForm(books=offered, initial=usual),
            "meanwhile": meanwhile,
            "removed": removed_override(engagement.pk, engagement.mission, asked("removed", ""), user),
        },
        status=status,
    )


def _page(engagement: Engagement) -> str:
    return reverse("precedence", args=[engagement.mission.slug, engagement.pk])


def _saying(request: Request, engagement: Engagement, heading: str, explained: str) -> dict[str, Any]:
    return {
        **within(request, engagement),
        "heading": heading,
        "explained": explained,
        "back": _page(engagement),
    }
