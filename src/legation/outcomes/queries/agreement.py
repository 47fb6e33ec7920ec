"""What the page of one agreement reads."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from legation.outcomes.choices import AgreementKind
from legation.outcomes.models import Agreement, Attachment, Signatory
from legation.outcomes.queries.choosing import people_named_to
from legation.outcomes.queries.contact import meetings_of_cities
from legation.outcomes.queries.register import Entry, entry_of

SISTERS = frozenset({AgreementKind.SISTER_CITY, AgreementKind.FRIENDSHIP_CITY})
LONGEST_KEY = 18


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody who signed; without a name where the reader may not know them."""

    row: Signatory
    name: str


@dataclass(frozen=True, slots=True)
class Check:
    """One of CLAIR's three marks of a sister city: whether it holds, and what is missing."""

    key: str
    label: str
    met: bool
    missing: str


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """One agreement as one reader sees it."""

    entry: Entry
    signatories: tuple[Signed, ...]
    checks: tuple[Check, ...]
    papers: tuple[Attachment, ...]
    edits: bool

    @property
    def sister(self) -> bool:
        """Whether all three marks of a sister city are there."""
        return bool(self.checks) and all(check.met for check in self.checks)


def agreement_page(agreement: Agreement, user: Any, today: date) -> AgreementPage:
    """Seven queries: parties, when their cities met, signatories and who of them is known, texts."""
    rows = tuple(
        Signatory.objects.visible_to(user)
        .filter(agreement=agreement)
        .select_related("party", "person", "post__organisation")
        .order_by("party", "pk")
    )
    known = set(
        people_named_to(user).filter(pk__in=[row.person_id for row in rows]).values_list("pk", flat=True)
    )
    entry = entry_of(agreement, meetings_of_cities(user, today), today)
    papers = Attachment.objects.visible_to(user).filter(agreement=agreement)
    return AgreementPage(
        entry=entry,
        signatories=tuple(Signed(row, str(row.person) if row.person_id in known else "") for row in rows),
        checks=checks_of(entry, rows),
        papers=tuple(papers.order_by("language", "pk")),
        edits=user.has_perm("outcomes.change_agreement", agreement),
    )


def checks_of(entry: Entry, signatories: tuple[Signatory, ...]) -> tuple[Check, ...]:
    """CLAIR's test, for what calls itself a sister or a friendship city: no query."""
    agreement = entry.agreement
    if agreement.kind not in SISTERS:
        return ()
    heads = {row.party_id for row in signatories if row.head}
    without = [str(party) for party in entry.parties if party.pk not in heads]
    few = len(entry.parties) < 2
    lacking = max(0, 2 - len(set(agreement.subjects)))
    return (
        Check(
            "heads",
            _("The heads of both cities signed"),
            not without and not few,
            _("Name both parties first.")
            if few
            else _("No head of %(parties)s is named as a signatory.") % {"parties": ", ".join(without)},
        ),
        Check(
            "fields",
            _("More than one field of cooperation"),
            lacking == 0,
            ngettext("%(n)s more field is missing.", "%(n)s more fields are missing.", lacking)
            % {"n": lacking},
        ),
        Check(
            "budget",
            _("The assembly approved the budget"),
            agreement.budget_on is not None,
            _("The day of the approval is not noted."),
        ),
    )


def removed_signatory(told: object, user: Any, agreement: Agreement | None = None) -> Signatory | None:
    """A removed signatory that `user` may bring back, or None."""
    key = str(told)
    if not (key.isascii() and key.isdecimal()) or len(key) > LONGEST_KEY:
        return None
    rows = Signatory.objects.exclude(removed_at=None).select_related("agreement__mission", "person")
    if agreement is not None:
        rows = rows.filter(agreement=agreement)
    found: Signatory | None = rows.filter(pk=int(key)).first()
    if found is None:
        return None
    there = copy(found)
    there.removed_at = None
    return found if user.has_perm("outcomes.change_signatory", there) else None
