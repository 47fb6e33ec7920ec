"""Pages on which missions go out to other installations and come in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from legation.exchange.actions.keys import distrust, mission_file, own_keys, trust
from legation.exchange.actions.taking import bring, planned, put_away, take, undo
from legation.exchange.choices import ParcelStatus
from legation.exchange.forms import BringForm, TakeForm, TrustForm
from legation.exchange.models import Parcel
from legation.exchange.queries.collecting import collect
from legation.exchange.queries.pages import counted, installations, kept_of, parcels_of, preview
from legation.kernel.gate import Request, gate
from legation.kernel.jobs import state
from legation.kernel.refusals import Refused
from legation.kernel.sealing import KeyIsLost
from legation.missions.models import Mission
from legation.missions.queries.masthead import masthead


def keyed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page that needs the key of this installation says so where it is lost."""

    @wraps(view)
    def shown(request: Request, *parts: Any) -> HttpResponse:
        try:
            return view(request, *parts)
        except KeyIsLost as lost:
            return render(request, "exchange/keyless.html", {"refusal": lost}, status=503)

    return shown


@gate(["GET"], Mission, "exchange.send")
@keyed
def mission_out(request: Request, mission: Mission) -> HttpResponse:
    """What of the mission would go out, and the button that makes the file."""
    keys = own_keys()
    context = {
        "head": masthead(mission, request.user),
        "counts": counted(collect(mission, keys)),
        "fingerprint": grouped(keys.fingerprint),
    }
    return render(request, "exchange/out.html", context)


@gate(["GET"], Mission, "exchange.send", fresh=True)
@keyed
def mission_out_zip(request: Request, mission: Mission) -> HttpResponse:  # noqa: ARG001
    response = HttpResponse(mission_file(mission, timezone.now()), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{mission.slug}.mission.zip"'
    return response


@gate(["GET", "POST"], None, "exchange.bring")
@keyed
def parcels(request: Request) -> HttpResponse:
    """The files that the office brought, and the form that brings another."""
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            parcel = bring(form.cleaned_data["file"].read(), by=request.user)
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("parcel", parcel.pk)
    wrong = request.method == "POST"
    context = {
        "form": form,
        "parcels": parcels_of(request.user),
        "fingerprint": grouped(own_keys().fingerprint),
    }
    return render(request, "exchange/parcels.html", context, status=422 if wrong else 200)


@gate(["GET", "POST"], Parcel, "exchange.change_parcel")
def parcel(request: Request, found: Parcel) -> HttpResponse:
    """One file: whose it is, what it would do, and what it did; posting takes it in."""
    form = TakeForm(request.POST if request.method == "POST" else None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            take(found, side=form.cleaned_data["side"], chosen=form.chosen(), by=request.user)
        except Refused as refused:
            refusal = str(refused)
        else:
            return redirect("parcel", found.pk)
    shown, broken = _preview(found, request.user)
    context = {
        "parcel": found,
        "form": form,
        "refusal": refusal or broken,
        "preview": shown,
        "kept": kept_of(found, request.user) if found.status == ParcelStatus.UNDONE else [],
    }
    return render(request, "exchange/parcel.html", context, status=422 if refusal else 200)


def _preview(found: Parcel, user: Any) -> tuple[Any, str]:
    failed = found.status == ParcelStatus.TAKING and found.job is not None and found.job.over
    if found.status != ParcelStatus.READY and not failed:
        return None, ""
    try:
        return preview(planned(found, by=user)[1]), ""
    except Refused as refusal:
        return None, str(refusal)


@gate(["GET"], Parcel, "exchange.view_parcel")
def parcel_state(request: Request, found: Parcel) -> HttpResponse:  # noqa: ARG001
    return JsonResponse(state(found.job) if found.job else {"over": True})


@gate(["POST"], Parcel, "exchange.change_parcel")
def parcel_undo(request: Request, found: Parcel) -> HttpResponse:
    try:
        undo(found, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("parcel", found.pk)


@gate(["POST"], Parcel, "exchange.change_parcel")
def parcel_put_away(request: Request, found: Parcel) -> HttpResponse:
    try:
        put_away(found, by=request.user)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("parcel", found.pk)
    messages.success(
        request, _("“%(name)s” was put away; nothing of it was taken in.") % {"name": found.name}
    )
    return redirect("parcels")


@gate(["GET", "POST"], None, "accounts.administer")
@keyed
def other_installations(request: Request) -> HttpResponse:
    """Whose missions may be taken in; posting trusts one, or no longer."""
    form = TrustForm(request.POST or None)
    if request.method == "POST":
        one = (
            installations().filter(pk=form.cleaned_data["installation"]).first() if form.is_valid() else None
        )
        if one is None:
            raise Http404
        if form.cleaned_data["trusted"]:
            trust(one, by=request.user)
        else:
            distrust(one, by=request.user)
        return redirect("installations")
    context = {"installations": installations(), "fingerprint": grouped(own_keys().fingerprint)}
    return render(request, "exchange/installations.html", context)


def grouped(fingerprint: str) -> str:
    """A fingerprint as it is read out on the telephone."""
    return " ".join(fingerprint[at : at + 4] for at in range(0, len(fingerprint), 4))
