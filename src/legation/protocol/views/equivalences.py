"""What visitors' posts count as on a mission."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.missions.models import Mission
from legation.missions.queries import masthead
from legation.missions.views.undo import bring_back, take_out
from legation.protocol.actions.ranking import (
    add_equivalence,
    change_equivalence,
    remove_said,
    restore_equivalence,
)
from legation.protocol.forms.ranking import EquivalenceForm
from legation.protocol.models import Equivalence
from legation.protocol.queries.ranking import (
    equivalence_page,
    removed_equivalence,
    removed_given_rank,
    suggested_rank,
    visitors_posts,
)


@gate(["GET"], Mission, "missions.view_mission")
def equivalences(request: Request, mission: Mission) -> HttpResponse:
    user, asked = request.user, request.GET.get
    return render(
        request,
        "protocol/precedence_equivalents.html",
        {
            "head": masthead(mission, user),
            "page": equivalence_page(mission, user),
            "removed": removed_equivalence(mission, asked("removed", ""), user),
            "removed_rank": removed_given_rank(mission, asked("removed-rank", ""), user),
        },
    )


@gate(["GET", "POST"], Mission, "missions.change_mission")
def equivalence_new(request: Request, mission: Mission) -> HttpResponse:
    posts = visitors_posts(mission, request.user)
    asked = request.GET.get("post", "")
    form = EquivalenceForm(
        request.POST or None,
        initial={"post": asked, "counterpart": suggested_rank(posts, asked)},
        posts=posts,
    )
    return edit(
        request,
        form,
        act=lambda: add_equivalence(mission, form.values(), by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("Say what a post counts as"),
            "back": _page(mission),
        },
        done=lambda _saved: _page(mission),
    )


@gate(["GET", "POST"], Equivalence, "protocol.change_equivalence")
def equivalence_edit(request: Request, equivalence: Equivalence) -> HttpResponse:
    mission = equivalence.mission
    form = EquivalenceForm(request.POST or None, instance=equivalence)
    return edit(
        request,
        form,
        act=lambda: change_equivalence(equivalence, form.values(), seen=form.seen, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(mission, request.user),
            "heading": _("What %(post)s counts as") % {"post": equivalence.post},
            "back": _page(mission),
            "remove": reverse("equivalence-remove", args=[mission.slug, equivalence.pk]),
        },
        done=lambda _saved: _page(mission),
    )


@gate(["POST"], Equivalence, "protocol.change_equivalence")
def equivalence_remove(request: Request, equivalence: Equivalence) -> HttpResponse:
    return take_out(request, equivalence, back=_page(equivalence.mission), act=remove_said)


@gate(["POST"], Mission, "missions.change_mission")
def equivalence_restore(request: Request, mission: Mission, pk: int) -> HttpResponse:
    found = removed_equivalence(mission, pk, request.user)
    return bring_back(request, found, back=_page(mission), act=restore_equivalence)


def _page(mission: Mission) -> str:
    return reverse("equivalences", args=[mission.slug])
