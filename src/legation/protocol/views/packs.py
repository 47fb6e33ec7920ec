"""Rule packs: those that ship, and the offices' own."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from legation.engine.precedence import PARAMETERS
from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.kernel.refusals import Refused
from legation.protocol.actions.packs import (
    copy_pack,
    import_pack,
    remove_pack,
    rename_pack,
    restore_pack,
    state_parameter,
)
from legation.protocol.forms.packs import PackNameForm, PackTextForm, ParameterForm
from legation.protocol.models import RulePack
from legation.protocol.queries.packs import Book, book_named, books, own_book
from legation.protocol.queries.packs_history import revisions_of_pack
from legation.protocol.queries.packs_pages import (
    pack_page,
    packs_page,
    ranked_by,
    removed_pack,
    shipped_named,
    toml_of,
)
from legation.protocol.queries.packs_words import reading, worded


@gate(["GET"], None, "directory.browse")
def packs(request: Request) -> HttpResponse:
    user = request.user
    context = {
        "page": packs_page(user),
        "keeps": user.has_perm("protocol.keep"),
        "removed": removed_pack(request.GET.get("removed", ""), user),
    }
    return render(request, "protocol/packs.html", context)


@gate(["GET"], None, "directory.browse")
def pack(request: Request, pack: str) -> HttpResponse:
    return _shown(request, _shipped(pack))


@gate(["GET"], RulePack, "protocol.view_rulepack")
def own_pack(request: Request, pack: RulePack) -> HttpResponse:
    return _shown(request, own_book(pack))


@gate(["GET"], None, "directory.browse")
def pack_toml(request: Request, pack: str) -> HttpResponse:  # noqa: ARG001
    return _toml(_shipped(pack))


@gate(["GET"], RulePack, "protocol.view_rulepack")
def own_pack_toml(request: Request, pack: RulePack) -> HttpResponse:  # noqa: ARG001
    return _toml(own_book(pack))


@gate(["GET", "POST"], None, "protocol.keep")
def pack_new(request: Request) -> HttpResponse:
    offered = books(request.user)
    source = book_named(request.GET.get("from", ""), offered) or offered[-1]
    form = PackNameForm(request.POST or None)
    return edit(
        request,
        form,
        act=lambda: copy_pack(
            form.values()["name"],
            source.base,
            source.own.changes if source.own is not None else {},
            by=request.user,
        ),
        template="protocol/packs_edit.html",
        context={
            "heading": _("Make our own pack"),
            "over": _("From “%(pack)s”") % {"pack": source.label},
            "explained": _("It starts as a copy. Then change it rule by rule, each with its source."),
            "back": _address(source),
        },
        done=lambda saved: _address(own_book(saved)),
    )


@gate(["GET", "POST"], None, "protocol.keep")
def pack_import(request: Request) -> HttpResponse:
    form = PackTextForm(request.POST or None)
    return edit(
        request,
        form,
        act=lambda: import_pack(form.values()["name"], form.chosen(), form.values()["text"], by=request.user),
        template="protocol/packs_edit.html",
        context={"heading": _("Take in a pack"), "back": reverse("packs"), "over": _("Rule packs")},
        done=lambda saved: _address(own_book(saved)),
    )


@gate(["GET", "POST"], RulePack, "protocol.change_rulepack")
def own_pack_edit(request: Request, pack: RulePack) -> HttpResponse:
    form = PackNameForm(request.POST or None, instance=pack)
    address = _address(own_book(pack))
    return edit(
        request,
        form,
        act=lambda: rename_pack(pack, form.values()["name"], seen=form.seen, by=request.user),
        template="protocol/packs_edit.html",
        context={
            "heading": _("Rename the pack"),
            "over": pack.name,
            "back": address,
            "remove": reverse("own-pack-remove", args=[pack.pk]),
        },
        done=lambda _saved: address,
    )


@gate(["GET", "POST"], RulePack, "protocol.change_rulepack")
def own_pack_state(request: Request, pack: RulePack, parameter: str) -> HttpResponse:
    if parameter not in PARAMETERS:
        raise Http404
    spec, page = PARAMETERS[parameter], pack_page(own_book(pack))
    form = ParameterForm(request.POST or None, instance=pack, name=parameter, rules=page.rules)
    address = _address(page.book)
    base = pack_page(Book(pack.base, pack.get_base_display(), page.book.base))
    return edit(
        request,
        form,
        act=lambda: state_parameter(pack, parameter, form.change(), seen=form.seen, by=request.user),
        template="protocol/packs_edit.html",
        context={
            "heading": f"{spec.rule} · {spec.label.text(reading())}",
            "over": pack.name,
            "back": address,
            "explained": _("As shipped: %(value)s. With that value your change is taken back.")
            % {"value": worded(base.rules.params[parameter].value, parameter, base.rules)},
        },
        done=lambda _saved: f"{address}#{parameter}",
    )


@gate(["POST"], RulePack, "protocol.change_rulepack")
def own_pack_remove(request: Request, pack: RulePack) -> HttpResponse:
    try:
        remove_pack(pack, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{_address(own_book(pack))}#used")
    return redirect(f"{reverse('packs')}?removed={pack.pk}")


@gate(["POST"], None, "protocol.keep")
def own_pack_restore(request: Request, pk: int) -> HttpResponse:
    found = removed_pack(pk, request.user)
    if found is None:
        raise Http404
    try:
        restore_pack(found, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("packs")
    return redirect(_address(own_book(found)))


@gate(["GET"], RulePack, "protocol.view_rulepack")
def own_pack_history(request: Request, pack: RulePack) -> HttpResponse:
    context = {"record": pack, "back": _address(own_book(pack)), "revisions": revisions_of_pack(pack)}
    return render(request, "ui/history.html", context)


def _shown(request: Request, book: Book) -> HttpResponse:
    user = request.user
    offered = [each for each in books(user) if each.key != book.key]
    other = book_named(request.GET.get("compare", ""), offered)
    own = book.own
    return render(
        request,
        "protocol/packs_one.html",
        {
            "page": pack_page(book, other),
            "offered": offered,
            "keeps": user.has_perm("protocol.keep"),
            "changes": own is not None and user.has_perm("protocol.change_rulepack", own),
            "used": ranked_by(own, user) if own is not None else (),
        },
    )


def _shipped(name: str) -> Book:
    found = shipped_named(name)
    if found is None:
        raise Http404
    return found


def _toml(book: Book) -> HttpResponse:
    text = toml_of(book)
    if not text:
        raise Http404
    response = HttpResponse(text, content_type="application/toml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{book.key}.toml"'
    return response


def _address(book: Book) -> str:
    if book.own is not None:
        return reverse("own-pack", args=[book.own.pk])
    return reverse("pack", args=[book.key])
