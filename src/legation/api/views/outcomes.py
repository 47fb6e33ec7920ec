"""What was promised, agreed and said."""

from typing import Any

from legation.api.choices import Area
from legation.api.queries.shapes import KEY, nullable, of_form, thing
from legation.api.queries.telling import Told, told, told_of
from legation.api.views.deeds import deed, doing, typed_with
from legation.api.views.door import Address, Asked, Given, Way
from legation.api.views.resources import Resource, Writing
from legation.missions.rules import standing
from legation.outcomes import actions
from legation.outcomes.forms import AgreementForm, CommitmentForm, OwnSideForm, SettleForm, StatementForm
from legation.outcomes.models import Agreement, Commitment, Owner, Statement
from legation.outcomes.queries import removed_outcome
from legation.outcomes.queries.owning import own_side

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
COMMITMENTS = _outcome(
    "commitments",
    "promise",
    Commitment,
    CommitmentForm,
    actions.add_commitment,
    *("title", "detail", "owed_by", "owed_to", "due_on", "status", "reason", "next_step", "next_on"),
    *("value", "currency", "statement", "reviewed_on"),
)
RESOURCES = (
    COMMITMENTS,
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
OWN = thing(
    {
        "version": {"type": "integer", "description": "0 while your side noted nothing."},
        "user": {"type": "string", "description": "The name of the colleague who looks after it."},
        "person": nullable(KEY),
        "note": {"type": "object", "additionalProperties": {"type": "string"}},
    }
)


def _settled(asked: Asked, promise: Any, form: Any) -> None:
    actions.settle_commitment(promise, seen=asked.seen, by=asked.user, **form.values())


def _own_side(asked: Asked, promise: Any) -> Given:
    """Who looks after a promise on the reader's side, and what that side notes."""
    owner = own_side(promise, asked.user)
    if owner is None:
        return Given({"version": 0, "user": "", "person": None, "note": {}}, version=0)
    told_owner = told_of([owner], told(Owner, "person", "note"), asked.user)[0]
    said = {name: told_owner[name] for name in ("version", "person", "note")}
    return Given({**said, "user": str(owner.user or "")}, version=owner.version)


def _own_form(asked: Asked, data: Any, promise: Any) -> OwnSideForm:
    mine = standing(asked.user, promise.mission_id)
    return OwnSideForm(
        data,
        instance=own_side(promise, asked.user),
        mission=promise.mission,
        side=mine.side if mine is not None else "",
        reader=asked.user,
    )


def _own_said(asked: Asked, promise: Any) -> Given:
    form = typed_with(_own_form, asked, promise)
    actions.keep_own_side(promise, form.values(), seen=asked.seen, by=asked.user)
    return _own_side(asked, promise)


def _taken(asked: Asked, promise: Any, _body: Any) -> Given:
    actions.take_over(promise, by=asked.user)
    return _own_side(asked, promise)


ADDRESSES: tuple[Address, ...] = (
    deed(
        COMMITMENTS,
        "settle",
        _settled,
        summary="Say what came of a promise",
        make=lambda _asked, data, promise: SettleForm(data, instance=promise),
        form=SettleForm,
    ),
    Address(
        f"{COMMITMENTS.alone}/own-side",
        "api-commitments-own",
        {
            "GET": Way(
                summary="Read who looks after a promise on your side",
                area=Area.OUTCOMES,
                permission="outcomes.change_commitment",
                model=Commitment,
                act=_own_side,
                gives=lambda: OWN,
                tagged=True,
            ),
            "PATCH": Way(
                summary="Say who looks after a promise on your side, and what it notes",
                area=Area.OUTCOMES,
                permission="outcomes.change_commitment",
                model=Commitment,
                act=_own_said,
                body=lambda: of_form(OwnSideForm),
                gives=lambda: OWN,
                versioned=True,
                tagged=True,
            ),
        },
    ),
    doing(
        f"{COMMITMENTS.alone}/own-side/take",
        "api-commitments-take",
        _taken,
        summary="Look after a promise yourself on your side",
        area=Area.OUTCOMES,
        permission="outcomes.change_commitment",
        model=Commitment,
        gives=lambda: OWN,
    ),
)
