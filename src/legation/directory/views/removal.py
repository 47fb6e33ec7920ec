"""Removal and its undo: the same two steps for every kind."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from legation.directory.actions import remove_record, restore_record
from legation.directory.queries import removed_record
from legation.kernel.asked import key_asked
from legation.kernel.gate import Request
from legation.kernel.models import Record


def removed_from(request: Request, record: Record, page: str) -> HttpResponse:
    """Remove the record and go to the page it was listed on, which offers to undo it."""
    remove_record(record, by=request.user)
    return redirect(f"{page}?removed={record.pk}")


def restored(request: Request, model: type[Record], pk: int, **within: int) -> Any:
    """Bring the removed record back; 404 where there is none that this user may bring back."""
    record = removed_record(model, pk, request.user, **within)
    if record is None:
        raise Http404
    return restore_record(record, by=request.user)


def just_removed(request: Request, model: type[Record], **within: int) -> Any:
    """The record that this page should offer to bring back, if any."""
    key = key_asked(request.GET.get("removed"))
    return removed_record(model, key, request.user, **within) if key is not None else None
