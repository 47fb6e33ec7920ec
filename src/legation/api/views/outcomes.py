"""What was promised, agreed and said."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import KEY, nullable
from legation.api.queries.telling import Told, told
from legation.api.views.door import Asked
from legation.api.views.resources import Resource, Writing
from legation.outcomes import actions
from legation.outcomes.forms import AgreementForm, CommitmentForm, StatementForm
from legation.outcomes.models import Agreement, Commitment, Statement
from legation.outcomes.queries import removed_outcome

AT = "missions/<slug:mission>/outcomes"


def _writing(model: Any, form: Any, add: Any) -> Writing:
    def made(asked: Asked, data: Any, record: Any, mission: Any) -> Any:
        return form(data, instance=record, mission=mission or record.mission, user=asked.user)

    return Writing(
        form=made,
        shape_edit=form,
        add=lambda asked, mission, typed: add(mission, typed.values(), by=asked.user),
        change=lambda asked, outcome, typed: actions.change_outcome(
            outcome, typed.values(), seen=typed.seen, by=asked.user
        ),
        remove=actions.remove_outcome,
        restore=actions.restore_outcome,
        removed=lambda asked, mission, parts: removed_outcome(model, mission, parts["pk"], asked.user),
    )


def _outcome(name: str, one: str, model: Any, form: Any, add: Any, *fields: str) -> Resource:
    return Resource(
        name=name,
        one=one,
        area=Area.OUTCOMES,
        model=model,
        at=f"{AT}/{name}",
        rows=lambda rows, mission: rows.filter(mission=mission),
        fields=told(model, *fields, "engagement", "visibility"),
        joined=("mission",),
        writing=_writing(model, form, add),
    )


def _agreement_form(asked: Asked, data: Any, record: Any, mission: Any) -> AgreementForm:
    of = record.mission if record is not None else mission
    return AgreementForm(data, instance=record, mission=of, user=asked.user)


# An agreement is a mission's or an office's own, so it stands at an address without a mission.
AGREEMENT = (
    *told(Agreement, "kind", "title", "status", "signed_on", "parties", "engagement", "visibility"),
    Told("mission", nullable(KEY), lambda row: row.mission_id),  # seen by whoever sees the agreement
)
KEPT = Writing(
    form=_agreement_form,
    shape_edit=AgreementForm,
    may_add="outcomes.keep",
    add=lambda asked, _none, typed: actions.add_office_agreement(typed.values(), by=asked.user),
    change=lambda asked, agreement, typed: actions.change_outcome(
        agreement, typed.values(), seen=typed.seen, by=asked.user
    ),
    remove=actions.remove_outcome,
    restore=actions.restore_outcome,
    removed=lambda asked, _none, parts: removed_outcome(Agreement, None, parts["pk"], asked.user),
    restorer=None,
    may_restore="outcomes.browse",
)
RESOURCES = (
    _outcome(
        "commitments",
        "promise",
        Commitment,
        CommitmentForm,
        actions.add_commitment,
        *("title", "detail", "owed_by", "owed_to", "due_on", "status", "reason", "next_step", "next_on"),
        *("value", "currency", "statement", "reviewed_on"),
    ),
    Resource(
        name="agreements",
        one="agreement",
        area=Area.OUTCOMES,
        model=Agreement,
        at="agreements",
        parent=None,
        may_list="outcomes.browse",
        fields=AGREEMENT,
        joined=("mission",),
        writing=KEPT,
    ),
    Resource(
        name="mission-agreements",
        one="agreement of a mission",
        area=Area.OUTCOMES,
        model=Agreement,
        at=f"{AT}/agreements",
        one_of="agreements",
        rows=lambda rows, mission: rows.filter(mission=mission),
        fields=AGREEMENT,
        joined=("mission",),
        writing=Writing(
            form=_agreement_form,
            shape_edit=AgreementForm,
            add=lambda asked, mission, typed: actions.add_agreement(mission, typed.values(), by=asked.user),
        ),
    ),
    _outcome("statements", "statement", Statement, StatementForm, actions.add_statement, "speakers", "text"),
)
