"""Papers and evidence with their files, and who signed an agreement."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import KEY, nullable
from legation.api.queries.telling import Told, told
from legation.api.views.deeds import adding_file
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.problems import Problem
from legation.api.views.resources import Resource, Writing
from legation.outcomes.actions import (
    add_attachment,
    add_signatory,
    remove_attachment,
    remove_signatory,
    restore_attachment,
    restore_signatory,
)
from legation.outcomes.forms import AttachmentForm
from legation.outcomes.forms.agreement import SignatoryForm
from legation.outcomes.models import Agreement, Attachment, Commitment, Signatory
from legation.outcomes.queries.agreement import removed_signatory
from legation.outcomes.queries.attached import file_of, removed_attachment

PROMISE = "missions/<slug:mission>/outcomes/commitments/<int:pk>/evidence"
AGREEMENT = "agreements/<int:pk>/papers"
PAPER = (
    *told(Attachment, "kind", "title", "link", "language", "dated_on", "media", "size", "visibility"),
    Told("commitment", nullable(KEY), lambda row: row.commitment_id),  # seen by whoever sees the paper
    Told("agreement", nullable(KEY), lambda row: row.agreement_id),
)


def _papers(name: str, one: str, at: str, parent: Any, may: str, which: str, one_of: str = "") -> Resource:
    return Resource(
        name=name,
        one=one,
        area=Area.OUTCOMES,
        model=Attachment,
        at=at,
        at_one="attachments/<int:pk>",
        one_of=one_of,
        parent=parent,
        may_list=may,
        rows=lambda rows, parent: rows.filter(**{which: parent}),
        fields=PAPER,
        joined=(
            "commitment__mission",
            "commitment__engagement",
            "agreement__mission",
            "agreement__engagement",
        ),
        writing=Writing(
            form=lambda *_given: None,
            shape_edit=AttachmentForm,
            remove=remove_attachment,
            restore=restore_attachment,
            removed=lambda asked, _none, parts: removed_attachment(parts["pk"], asked.user),
            restorer=None,
            may_restore="outcomes.browse",
        ),
    )


PAPERS = _papers("attachments", "paper", AGREEMENT, Agreement, "outcomes.view_agreement", "agreement")
EVIDENCE = _papers(
    "evidence",
    "piece of evidence",
    PROMISE,
    Commitment,
    "outcomes.view_commitment",
    "commitment",
    one_of="attachments",
)
SIGNATORIES = Resource(
    name="signatories",
    one="signatory of an agreement",
    area=Area.OUTCOMES,
    model=Signatory,
    at="agreements/<int:pk>/signatories",
    at_one="signatories/<int:pk>",
    parent=Agreement,
    may_list="outcomes.view_agreement",
    rows=lambda rows, agreement: rows.filter(agreement=agreement),
    # Without the name beside the key: on a page too only who may follow the key reads it.
    fields=told(Signatory, "agreement", "party", "person", "post", "head"),
    joined=("agreement",),
    writing=Writing(
        form=lambda asked, data, _signatory, agreement: SignatoryForm(
            data, agreement=agreement, reader=asked.user
        ),
        shape_edit=SignatoryForm,
        may_add="outcomes.change_agreement",
        add=lambda asked, agreement, form: add_signatory(agreement, form.values(), by=asked.user),
        remove=remove_signatory,
        restore=restore_signatory,
        removed=lambda asked, _none, parts: removed_signatory(parts["pk"], asked.user),
        restorer=None,
        may_restore="outcomes.browse",
    ),
)
RESOURCES = (PAPERS, EVIDENCE, SIGNATORIES)


def _form(asked: Asked, data: Any, parent: Any) -> AttachmentForm:
    files = {"file": asked.file} if asked.file is not None else {}
    return AttachmentForm(data, files, parent=parent, reader=asked.user)


def _attached(asked: Asked, parent: Any, form: AttachmentForm) -> Any:
    return add_attachment(parent, form.values(), file=form.upload, by=asked.user)


def _file(_asked: Asked, attachment: Any) -> Given:
    content = file_of(attachment)
    if content is None:
        raise Problem("not-there")
    ending = attachment.stored.rpartition(".")[2]
    return Given(file=content, name=f"evidence-{attachment.pk}.{ending}")


def _adding(at: str, name: str, model: Any, permission: str, summary: str) -> Address:
    return adding_file(
        *(f"{at}/new", name, _attached),
        summary=summary,
        of=PAPERS,
        below=model,
        permission=permission,
        make=_form,
        form=AttachmentForm,
    )


ADDRESSES: tuple[Address, ...] = (
    _adding(
        *(AGREEMENT, "api-attachments-new", Agreement, "outcomes.change_agreement"),
        "Add a text or a document",
    ),
    _adding(PROMISE, "api-evidence-new", Commitment, "outcomes.change_commitment", "Add evidence"),
    Address(
        "attachments/<int:pk>/file",
        "api-attachments-file",
        {
            "GET": Way(
                summary="Read the file of a paper",
                area=Area.OUTCOMES,
                permission="outcomes.view_attachment",
                model=Attachment,
                act=_file,
                download=True,
            )
        },
    ),
)
