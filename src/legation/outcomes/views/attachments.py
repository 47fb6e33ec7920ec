"""Evidence beside promises, and texts beside agreements: shown, added, taken away and brought back."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

from legation.kernel.editor import edit
from legation.kernel.gate import Request, gate
from legation.missions.queries import masthead
from legation.outcomes.actions import add_attachment, remove_attachment, restore_attachment
from legation.outcomes.forms import AttachmentForm
from legation.outcomes.models import Agreement, Attachment, Commitment
from legation.outcomes.queries.attached import file_of, removed_attachment
from legation.outcomes.views.agreements import at_agreement, page_with
from legation.outcomes.views.commitments import page_of_promise


@gate(["GET", "POST"], Commitment, "outcomes.change_commitment")
def evidence_new(request: Request, outcome: Commitment) -> HttpResponse:
    form = AttachmentForm(request.POST or None, request.FILES or None, parent=outcome, reader=request.user)
    return edit(
        request,
        form,
        act=lambda: add_attachment(outcome, form.values(), file=form.upload, by=request.user),
        template="missions/edit.html",
        context={
            "head": masthead(outcome.mission, request.user),
            "heading": _("Add evidence"),
            "back": page_of_promise(outcome),
        },
        done=_at,
    )


@gate(["GET", "POST"], Agreement, "outcomes.change_agreement")
def paper_new(request: Request, outcome: Agreement) -> HttpResponse:
    form = AttachmentForm(request.POST or None, request.FILES or None, parent=outcome, reader=request.user)
    return page_with(
        request,
        outcome,
        form,
        act=lambda: add_attachment(outcome, form.values(), file=form.upload, by=request.user),
        heading=_("Add a text or a document"),
        done=_at,
    )


@gate(["GET"], Attachment, "outcomes.view_attachment")
def attachment_file(request: Request, attachment: Attachment) -> HttpResponseBase:
    """The file, for this reader's browser alone; what is no picture or PDF is saved and not opened."""
    content = file_of(attachment)
    if content is None:
        raise Http404
    ending = attachment.stored.rpartition(".")[2]
    place = "inline" if attachment.media in {"application/pdf", "image/jpeg"} else "attachment"
    answer = HttpResponse(content, content_type=attachment.media)
    answer["Content-Disposition"] = f'{place}; filename="evidence-{attachment.pk}.{ending}"'
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["ETag"] = quote_etag(attachment.stored)
    return get_conditional_response(request, etag=answer["ETag"], response=answer) or answer


@gate(["POST"], Attachment, "outcomes.change_attachment")
def attachment_remove(request: Request, attachment: Attachment) -> HttpResponse:
    remove_attachment(attachment, by=request.user)
    return redirect(f"{_page(attachment)}?removed={attachment.pk}")


@gate(["POST"], None, "outcomes.browse")
def attachment_restore(request: Request, pk: int) -> HttpResponse:
    found = removed_attachment(pk, request.user)
    if found is None:
        raise Http404
    return redirect(_at(restore_attachment(found, by=request.user)))


def _page(attachment: Attachment) -> str:
    parent = attachment.parent
    if isinstance(parent, Commitment):
        return page_of_promise(parent)
    return at_agreement(parent)


def _at(attachment: Attachment) -> str:
    return f"{_page(attachment)}#evidence-{attachment.pk}"
