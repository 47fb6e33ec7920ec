"""Press releases with their quotations and photographs, and how both sides bring one before the public."""

from typing import Any

from django.utils import timezone

from legation.api.choices import Area
from legation.api.queries.shapes import MOMENT, Shape, listed, nullable, thing
from legation.api.queries.telling import Told, plain, seen_one, told, words
from legation.api.views.deeds import adding_file, deed
from legation.api.views.door import Address, Asked
from legation.api.views.missions import AT, added_within, changed, of_mission
from legation.api.views.resources import Resource, Writing
from legation.kernel.choices import Side
from legation.newsroom.actions import parts as parts_acts
from legation.newsroom.actions import releases as acts
from legation.newsroom.choices import ReleaseState
from legation.newsroom.forms.releases import (
    ApprovalForm,
    PhotographForm,
    QuotationForm,
    ReleaseForm,
    StartForm,
    WithdrawalForm,
)
from legation.newsroom.models import Photograph, PressRelease, Quotation
from legation.newsroom.queries import releases as reading
from legation.newsroom.queries.consents import trace_of

ONE = f"{AT}/press-releases/<int:pk>"
IN = f"{AT}/press-releases/<int:release>"
MAY_CHANGE = "newsroom.change_pressrelease"
TEXT: Shape = {"type": "string"}
TRACE: Shape = thing({"trace": {"type": "string", "maxLength": 64}})
SIDES: Shape = listed({"type": "string", "enum": list(Side.values)}, 2)


def _known(release: Any) -> bool:
    return reading.is_known(reading.publication_of(release), timezone.now())


def _trace(release: Any) -> str:
    return reading.trace_now(release, reading.drafted(release), known=_known(release))


def _agreed(release: Any) -> list[str]:
    """The sides that said yes to just these words."""
    trace = _trace(release)
    return sorted({one.side for one in release.consents.all() if one.trace == trace})


def _goes_out(release: Any) -> Any:
    publication = reading.publication_of(release)
    return plain(publication.goes_out_at) if publication is not None else None


def _release_form(_asked: Asked, data: Any, release: Any, mission: Any) -> Any:
    if release is None:
        return StartForm(data, mission=mission)
    clocks = reading.clocks_of(release.mission)
    return ReleaseForm(data, instance=release, clocks=clocks, known=_known(release))


RELEASES = Resource(
    name="press-releases",
    one="press release",
    area=Area.NEWSROOM,
    model=PressRelease,
    at=f"{AT}/press-releases",
    rows=lambda rows, mission: reading.with_parts(of_mission(rows, mission)),
    fields=(
        *told(PressRelease, "slug", "engagement", "title", "summary", "place", "body", "contact"),
        *told(PressRelease, "embargo_at", "embargo_zone", "correction")[3:],
        Told(
            "state",
            {"type": "string", "enum": list(ReleaseState.values)},
            lambda row: reading.state_of(reading.publication_of(row), timezone.now()),
        ),
        Told("goes_out_at", nullable(MOMENT), _goes_out),
        Told("agreed", {**SIDES, "description": "The sides that said yes to just these words."}, _agreed),
        Told("trace", {**TEXT, "description": "Stands for these words: say yes with it."}, _trace),
    ),
    joined=("mission",),
    writing=Writing(
        form=_release_form,
        shape_edit=ReleaseForm,
        shape_new=StartForm,
        may_add="newsroom.publish",
        add=added_within(acts.draft_release),
        change=changed(acts.change_release),
        remove=acts.remove_release,
        restore=acts.restore_release,
        removed=lambda asked, mission, parts: reading.removed_release(mission, str(parts["pk"]), asked.user),
        may_restore="newsroom.publish",
    ),
)


def _part_removed(kind: str) -> Any:
    def found(asked: Asked, mission: Any, parts: dict[str, Any]) -> Any:
        release = seen_one(PressRelease, asked.user, mission=mission, pk=parts["release"])
        if release is None or not asked.user.has_perm(MAY_CHANGE, release):
            return None
        return reading.part_to_restore(release, kind, parts["pk"])

    return found


def _quotation_form(_asked: Asked, data: Any, quotation: Any, release: Any) -> QuotationForm:
    of = quotation.release if quotation is not None else release
    return QuotationForm(data, mission=of.mission, instance=quotation)


def _part(
    name: str, one: str, model: Any, fields: Any, joined: tuple[str, ...], writing: Writing
) -> Resource:
    return Resource(
        name=name,
        one=one,
        area=Area.NEWSROOM,
        model=model,
        at=f"{ONE}/{name}",
        at_one=f"{IN}/{name}/<int:pk>",
        parent=PressRelease,
        may_list="newsroom.view_pressrelease",
        rows=lambda rows, release: rows.filter(release=release),
        fields=fields,
        joined=("release__mission", *joined),
        writing=writing,
    )


QUOTATIONS = _part(
    "quotations",
    "quotation",
    Quotation,
    (
        *told(Quotation, "speaker", "post", "text", "statement", "approved_at"),
        words("speaker_name", lambda row: row.speaker),
        Told("approved", {"type": "boolean"}, reading.is_approved),
        words("approved_for", lambda row: row.approved_for if reading.is_approved(row) else ""),
        Told(
            "said",
            {**TEXT, "description": "Stands for these words: note the speaker's yes with it."},
            lambda row: trace_of(reading.said(row)),
        ),
    ),
    ("speaker",),
    Writing(
        form=_quotation_form,
        shape_edit=QuotationForm,
        may_add=MAY_CHANGE,
        add=added_within(parts_acts.add_quotation),
        change=changed(parts_acts.change_quotation),
        remove=parts_acts.remove_release_part,
        restore=parts_acts.restore_release_part,
        removed=_part_removed("quotation"),
        may_restore="newsroom.publish",
    ),
)
PHOTOGRAPHS = _part(
    "photographs",
    "photograph",
    Photograph,
    told(Photograph, "width", "height", "alt", "caption", "credit", "consent"),
    (),
    Writing(
        form=lambda _asked, data, photograph, _release: PhotographForm(data, instance=photograph),
        shape_edit=PhotographForm,
        change=changed(parts_acts.change_photograph),
        remove=parts_acts.remove_release_part,
        restore=parts_acts.restore_release_part,
        removed=_part_removed("photograph"),
        may_restore="newsroom.publish",
    ),
)
RESOURCES = (RELEASES, QUOTATIONS, PHOTOGRAPHS)


def _agree(asked: Asked, release: Any, body: Any) -> None:
    acts.agree_release(release, trace=body["trace"], by=asked.user)


def _call_off(asked: Asked, release: Any, _body: Any) -> None:
    acts.call_off_release(release, by=asked.user)


def _withdraw(asked: Asked, release: Any, form: Any) -> None:
    acts.withdraw_release(release, form.values(), by=asked.user)


def _approve(asked: Asked, quotation: Any, form: Any) -> None:
    parts_acts.approve_quotation(quotation, form.values(), trace=form.cleaned_data["said"], by=asked.user)


def _photograph_form(asked: Asked, data: Any, _release: Any) -> PhotographForm:
    return PhotographForm(data, {"file": asked.file} if asked.file is not None else {})


def _photographed(asked: Asked, release: Any, form: PhotographForm) -> Any:
    return parts_acts.add_photograph(release, form.values(), file=form.picture, by=asked.user)


ADDRESSES: tuple[Address, ...] = (
    deed(
        RELEASES,
        "agree",
        _agree,
        summary="Say yes for your side to the words of a release; the second yes sends it on its way",
        shape=TRACE,
        versioned=False,
    ),
    deed(RELEASES, "call-off", _call_off, summary="Take back a release that waits for its embargo"),
    deed(
        RELEASES,
        "withdraw",
        _withdraw,
        summary="Withdraw a release that the public has read",
        make=lambda _asked, data, _release: WithdrawalForm(data),
        form=WithdrawalForm,
    ),
    deed(
        QUOTATIONS,
        "approve",
        _approve,
        summary="Note the speaker's yes to just these words",
        make=lambda _asked, data, _quotation: ApprovalForm(data),
        form=ApprovalForm,
    ),
    adding_file(
        *(f"{ONE}/photographs/new", "api-photographs-new", _photographed),
        summary="Add a photograph to a release",
        of=PHOTOGRAPHS,
        below=PressRelease,
        permission=MAY_CHANGE,
        make=_photograph_form,
        form=PhotographForm,
    ),
)
