"""Promises and agreements as tables that are taken out."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.kernel.choices import Visibility
from legation.kernel.sheets import Cell
from legation.outcomes.models import Agreement, Signatory
from legation.outcomes.queries.choosing import people_named_to
from legation.outcomes.queries.promises import Promise
from legation.outcomes.queries.register import Entry

Table = tuple[str, list[str], list[list[Cell]]]


def promises_table(rows: Iterable[Promise]) -> Table:
    """The list as its reader sees it, a row a promise; notes of a side are never in it."""
    headings = [
        _("Mission"),
        _("What was promised"),
        _("Owed by"),
        _("Owed to"),
        pgettext("promise", "Due"),
        _("Status"),
        _("Why it stands so"),
        _("Next step"),
        _("Next step on"),
        pgettext("owner", "Guest side"),
        pgettext("owner", "Host side"),
        _("Comes from"),
        _("Last reviewed"),
        _("Stated value"),
        _("Currency"),
        _("Who sees it"),
        _("Address"),
    ]
    return _("Promises"), headings, [_cells(row) for row in rows]


def _cells(row: Promise) -> list[Cell]:
    one = row.commitment
    where = reverse("commitment", args=[one.mission.slug, one.pk])
    return [
        str(one.mission),
        str(one.title),
        str(one.owed_by or ""),
        str(one.owed_to or ""),
        one.due_on,
        str(one.get_status_display()),
        one.reason,
        str(one.next_step or ""),
        one.next_on,
        row.owners.guest,
        row.owners.host,
        str(one.engagement or ""),
        one.reviewed_on,
        float(one.value) if one.value is not None else None,
        one.currency,
        str(Visibility(one.visibility).label),
        f"{settings.ORIGIN}{where}",
    ]


def agreements_table(entries: Sequence[Entry], user: Any) -> Table:
    """The register as its reader sees it, a row an agreement: two queries for who signed."""
    headings = [
        _("Title"),
        _("Kind"),
        _("Status"),
        _("Parties"),
        _("Signatories"),
        _("Fields of cooperation"),
        _("Signed on"),
        _("Signed at"),
        _("In force from"),
        _("In force until"),
        _("Renews by itself"),
        _("Last contact"),
        _("Needs a look"),
        _("Budget approved on"),
        _("Mission"),
        _("Address"),
    ]
    signed = signatories_of([entry.agreement for entry in entries], user)
    return _("Agreements"), headings, [_entry_cells(entry, signed) for entry in entries]


def signatories_of(agreements: Sequence[Agreement], user: Any) -> dict[int, list[str]]:
    """Who signed each of them, as far as `user` may know: one query."""
    named: dict[int, list[str]] = {agreement.pk: [] for agreement in agreements}
    rows = Signatory.objects.present().filter(
        agreement__in=named, person__in=people_named_to(user).values("pk")
    )
    for row in rows.select_related("person", "post__organisation", "party").order_by("party", "pk"):
        named[row.agreement_id].append(f"{row.person}, {row.post or row.party}")
    return named


def _entry_cells(entry: Entry, signed: dict[int, list[str]]) -> list[Cell]:
    one = entry.agreement
    looks = {_("Dormant"): entry.dormant, _("Ends soon"): entry.ends_soon, _("Its term is over"): entry.over}
    return [
        str(one.title),
        str(one.get_kind_display()),
        str(one.get_status_display()),
        "; ".join(str(party) for party in entry.parties),
        "; ".join(signed[one.pk]),
        "; ".join(entry.subjects),
        one.signed_on,
        str(one.place or ""),
        one.begins_on,
        one.ends_on,
        _("yes") if one.renews else "",
        entry.contact,
        "; ".join(word for word, holds in looks.items() if holds),
        one.budget_on,
        str(one.mission or ""),
        f"{settings.ORIGIN}{reverse('agreement', args=[one.pk])}",
    ]
