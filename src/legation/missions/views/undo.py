"""Take something out of every list, and bring it back."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from legation.kernel.gate import Request
from legation.kernel.models import Record
from legation.kernel.refusals import Refused
from legation.missions.actions import remove_part, restore_part

Act = Callable[..., Record]


def take_out(
    request: Request, record: Record, *, back: str, mark: str = "removed", act: Act = remove_part
) -> HttpResponse:
    """Remove `record` and go `back`, where the list offers to undo it under the name `mark`."""
    try:
        act(record, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(back)
    return redirect(f"{back}?{urlencode({mark: record.pk})}")


def bring_back(request: Request, record: Any | None, *, back: str, act: Act = restore_part) -> HttpResponse:
    """Undo the removal of `record`, where there is one that the reader may bring back."""
    if record is None:
        raise Http404
    try:
        act(record, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is back."))
    return redirect(back)
