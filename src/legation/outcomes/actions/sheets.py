"""The sheet of one agreement, as PDF."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.accounts.models import User
from legation.outcomes.actions.printing import day_of, entry, part, sheet_bytes
from legation.outcomes.queries.agreement import AgreementPage


def agreement_bytes(page: AgreementPage, *, by: User, now: datetime) -> bytes:
    """One agreement in the active language: facts, who signed, the test of a sister city, what it says."""
    one = page.entry.agreement
    facts = [
        [_("Status"), str(one.get_status_display())],
        [_("Parties"), " · ".join(str(party) for party in page.entry.parties)],
        [_("Signed on"), " · ".join(filter(None, (day_of(one.signed_on), str(one.place or ""))))],
        [pgettext("agreement", "Term"), _term(page)],
        [_("Fields of cooperation"), " · ".join(page.entry.subjects)],
        [_("Last contact"), _contact(page)],
        [_("Mission"), str(one.mission or "")],
    ]
    return sheet_bytes(
        above=str(one.get_kind_display()),
        title=str(one.title),
        facts=[fact for fact in facts if fact[1]],
        parts=list(_parts(page)),
        signs=[],
        by=by,
        now=now,
    )


def _parts(page: AgreementPage) -> Any:
    if page.signatories:
        signed = [
            entry(
                str(each.row.party),
                each.name or _("Somebody whom another office keeps"),
                [str(each.row.post or "")],
            )
            for each in page.signatories
        ]
        yield part(_("Signatories"), signed)
    if page.checks:
        marks = [
            entry(
                pgettext("check", "met") if check.met else pgettext("check", "missing"),
                check.label,
                [] if check.met else [check.missing],
                warn=not check.met,
            )
            for check in page.checks
        ]
        yield part(_("The three marks of a sister city"), marks)
    if page.papers:
        papers = [
            entry(str(paper.get_language_display() or ""), str(paper.title), [paper.link])
            for paper in page.papers
        ]
        yield part(_("Texts and documents"), papers)
    text = str(page.entry.agreement.text or "")
    if text:
        yield part(_("What it says"), [], note=text)


def _term(page: AgreementPage) -> str:
    one = page.entry.agreement
    begins, ends = day_of(one.begins_on or one.signed_on), day_of(one.ends_on)
    if not begins and not ends:
        return ""
    renews = _("renews by itself") if one.renews else ""
    return " · ".join(filter(None, (f"{begins} – {ends or _('without end')}", renews)))


def _contact(page: AgreementPage) -> str:
    dormant = _("dormant") if page.entry.dormant else ""
    return " · ".join(filter(None, (day_of(page.entry.contact), dormant)))
