"""A report as a paper: the writers' words, and beside them what the record says."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from legation.kernel.choices import Side
from legation.missions.choices import Capacity, EngagementKind
from legation.missions.models import Delegate, Engagement
from legation.protocol.choices import GiftDirection
from legation.protocol.models import Gift
from legation.reports.choices import ReportKind
from legation.reports.models import Report
from legation.reports.queries.facts import Facts, facts_of
from legation.reports.queries.paper import Paper, Part, table_part, text_part
from legation.reports.queries.wording import day_of, joined, period_of

UNTOLD = (EngagementKind.FREE_TIME,)
MANY = 15  # participants, from which on all are named in an annex


def report_paper(report: Report, language: str, printed: str) -> Paper:
    """The report in one language, the same for everybody who sees it. As many queries as the facts take."""
    with translation.override(language):
        facts = facts_of(report.mission, report.visibility)
        korean = report.kind == ReportKind.KOREAN
        parts = (part for part in (_korean if korean else _american)(report, facts) if part.any)
        return Paper(
            language=language,
            above=_above(report),
            title=pgettext("title of a report", "Report on a journey abroad")
            if korean
            else _("After-action report"),
            facts=tuple(pair for pair in _overview(report, facts) if pair[1]),
            parts=tuple(parts),
            foot=printed,
            boxes=(_("Drafted by"), _("Reviewed by"), _("Approved by")) if korean else (),
        )


def _above(report: Report) -> str:
    side = pgettext("report", "guest side") if report.side == Side.GUEST else pgettext("report", "host side")
    draft = "" if report.filed_on else pgettext("report", "draft")
    return joined((report.mission, side, draft))


def _overview(report: Report, facts: Facts) -> Iterator[tuple[str, str]]:
    mission = report.mission
    lead = facts.lead
    yield _("Mission"), str(mission)
    yield _("Period"), period_of(mission.starts_on, mission.ends_on)
    yield _("Places"), joined(facts.hosts, ", ")
    yield _("Delegation"), joined((", ".join(facts.guests), _number(len(facts.delegates))))
    yield _("Led by"), str(lead.person) if lead else ""
    yield _("Back on"), day_of(report.returned_on)
    yield _("Due on"), day_of(report.due_on)
    filed = joined((day_of(report.filed_on), report.filed_with))
    yield _("Handed in"), filed


def _number(n: int) -> str:
    return _("%(n)s persons") % {"n": n} if n else ""


def _korean(report: Report, facts: Facts) -> Iterator[Part]:
    heads = report.texts
    yield text_part(str(heads["purpose"]), report.purpose)
    yield _participants(facts)
    yield _schedule(facts)
    yield text_part(str(heads["meetings"]), report.meetings)
    yield text_part(str(heads["results"]), report.results)
    yield _agreements(facts)
    yield _promises(facts)
    yield text_part(str(heads["followup"]), report.followup)
    yield text_part(str(heads["lessons"]), report.lessons)
    yield _gifts(facts)
    yield _costs(report)
    yield _participants(facts, annex=True)


def _american(report: Report, facts: Facts) -> Iterator[Part]:
    heads = report.texts
    yield text_part(str(heads["summary"]), report.summary)
    yield text_part(str(heads["purpose"]), report.purpose)
    yield _participants(facts)
    yield _schedule(facts)
    yield text_part(str(heads["meetings"]), report.meetings)
    yield _agreements(facts)
    yield _promises(facts)
    yield _gifts(facts)
    yield text_part(str(heads["lessons"]), report.lessons)
    yield text_part(str(heads["followup"]), report.followup)
    yield _participants(facts, annex=True)


def _participants(facts: Facts, *, annex: bool = False) -> Part:
    """All of them; of many those who lead and how many came from where, and everybody in an annex."""
    many = len(facts.delegates) > MANY
    if annex and not many:
        return Part("")
    chosen = enumerate(facts.delegates, start=1)
    heading = _("Annex: all participants") if annex else _("Participants")
    note = ""
    if many and not annex:
        leading = {Capacity.HEAD, Capacity.DEPUTY}
        chosen = enumerate((one for one in facts.delegates if one.capacity in leading), start=1)
        bodies = Counter(_body(one) for one in facts.delegates if one.capacity not in leading)
        note = joined((f"{body} {n}" for body, n in bodies.items()), " · ")
        note = _("Also %(bodies)s. All are named in the annex.") % {"bodies": note}
    rows = [
        (place, _body(one), one.post.title if one.post else "", one.person, one.get_capacity_display())
        for place, one in chosen
    ]
    head = (_("No."), _("Organisation"), _("Post"), _("Name"), _("Capacity"))
    return table_part(heading, head, rows, (6, 32, 26, 20, 16), note)


def _body(one: Delegate) -> str:
    return str(one.post.organisation.name if one.post else one.delegation)


def _schedule(facts: Facts) -> Part:
    led = {
        met.engagement.pk: joined((row.delegate.person for row in met.hosts), ", ") for met in facts.meetings
    }
    rows = []
    last = None
    for one in facts.engagements:
        if one.kind in UNTOLD:
            continue
        day = one.local_start.date()
        rows.append(
            (
                day_of(day) if day != last else "",
                _hours(one),
                joined((one.title, led.get(one.pk, "")), "\n"),
                joined((one.venue, one.venue.city if one.venue else ""), ", "),
            )
        )
        last = day
    head = (_("Day"), _("Time"), _("What"), _("Place"))
    note = _("Times are those of the place.") if rows else ""
    return table_part(_("Schedule"), head, rows, (17, 14, 43, 26), note)


def _hours(one: Engagement) -> str:
    if one.part:
        return str(one.get_part_display())
    return f"{one.local_start:%H:%M}–{one.local_end:%H:%M}"


def _agreements(facts: Facts) -> Part:
    rows = [
        (
            one.title,
            one.get_kind_display(),
            " – ".join(str(party) for party in one.parties.all()),
            joined((one.get_status_display(), day_of(one.signed_on)), "\n"),
        )
        for one in facts.agreements
    ]
    head = (_("Title"), _("Kind"), _("Parties"), _("Status"))
    return table_part(_("Agreements"), head, rows, (36, 20, 26, 18))


def _promises(facts: Facts) -> Part:
    rows = [
        (
            one.title,
            " → ".join(str(body) for body in (one.owed_by, one.owed_to) if body),
            _owners(facts.owners[one.pk]),
            joined((day_of(one.due_on) or _("no date"), one.get_status_display()), "\n"),
        )
        for one in facts.commitments
    ]
    head = (_("What was promised"), _("Owed by → to"), _("Owners"), _("Due and status"))
    return table_part(_("Promises"), head, rows, (36, 24, 22, 18))


def _owners(names: dict[str, str]) -> str:
    labels = {"guest": pgettext("owner", "Guest side"), "host": pgettext("owner", "Host side")}
    told = [f"{labels[side]}: {names[side]}" for side in ("guest", "host") if side in names]
    return "\n".join(told) or _("Nobody owns it yet")


def _gifts(facts: Facts) -> Part:
    rows = [
        (day_of(one.exchanged_on), one.nature, _giver(one, facts), _taker(one, facts), _value(one))
        for one in facts.gifts
    ]
    head = (_("Day"), _("Gift"), _("From"), _("To"), _("Value"))
    return table_part(_("Gifts"), head, rows, (17, 31, 20, 20, 12))


def _giver(one: Gift, facts: Facts) -> str:
    return _named(one.donor, one.donor_body, facts) or (
        pgettext("gift", "given") if one.direction == GiftDirection.GIVEN else ""
    )


def _taker(one: Gift, facts: Facts) -> str:
    return _named(one.recipient, one.recipient_body, facts)


def _named(person: Any, body: Any, facts: Facts) -> str:
    """A person only where everybody may read the name who reads the report."""
    known = person if person is not None and person.pk in facts.known else None
    return joined((known, body), ", ")


def _value(one: Gift) -> str:
    return "" if one.value is None else f"{one.currency} {one.value.normalize():,f}"


def _costs(report: Report) -> Part:
    """The writers' words, or a table to be filled in by hand: money is never drafted."""
    heading = str(report.texts["cost"])
    if str(report.cost):
        return text_part(heading, report.cost)
    kinds = (_("Air fare"), _("Lodging"), _("Meals"), _("Daily allowance"), pgettext("costs", "Other"))
    rows = [(kind, "", "", "") for kind in kinds]
    head = (_("Kind of cost"), _("Amount"), _("Paid by"), _("Remarks"))
    return table_part(heading, head, rows, (25, 25, 25, 25), _("To be filled in from the accounts."))
