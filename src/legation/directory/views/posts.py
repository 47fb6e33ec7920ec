"""Posts, on the page of their organisation."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.directory.actions import add_post, change_record
from legation.directory.forms import PostForm
from legation.directory.models import Organisation, Post
from legation.directory.views.removal import removed_from, restored
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate


@gate(["GET", "POST"], Organisation, "directory.change_organisation")
def post_new(request: Request, organisation: Organisation) -> HttpResponse:
    back = reverse("organisation", args=[organisation.pk])
    form = PostForm(request.POST or None, user=request.user)
    return edit(
        request,
        form,
        act=lambda: add_post({**form.values(), "organisation": organisation}, by=request.user),
        template="ui/edit.html",
        context={"heading": _("New post"), "over": str(organisation), "back": back},
        done=lambda _saved: back,
    )


@gate(["GET", "POST"], Post, "directory.change_post")
def post_edit(request: Request, post: Post) -> HttpResponse:
    back = reverse("organisation", args=[post.organisation_id])
    form = PostForm(request.POST or None, instance=post, user=request.user)
    return edit(
        request,
        form,
        act=lambda: change_record(post, form.values(), seen=form.seen, by=request.user),
        template="ui/edit.html",
        context={
            "heading": _("Edit the post"),
            "over": str(post.organisation),
            "back": back,
            "remove": reverse("post-remove", args=[post.pk]),
            "loses": _("It leaves every list, and so does who held it. You can bring all of it back."),
        },
        done=lambda _saved: back,
    )


@gate(["POST"], Post, "directory.change_post")
def post_remove(request: Request, post: Post) -> HttpResponse:
    return removed_from(request, post, reverse("organisation", args=[post.organisation_id]))


@gate(["POST"], None, "directory.keep")
def post_restore(request: Request, pk: int) -> HttpResponse:
    return redirect("organisation", restored(request, Post, pk).organisation_id)
