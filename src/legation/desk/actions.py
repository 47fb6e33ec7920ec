"""The paper for the next meeting of two cities, as PDF."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from legation.accounts.models import User
from legation.desk.queries.next_meeting import Met, NextPage, Owed
from legation.missions.models import Delegate
from legation.outcomes.actions.printing import day_of, entry, part, sheet_bytes
from legation.outcomes.queries.promises import Promise
from legation.outcomes.queries.register import Entry


def next_meeting_bytes(page: NextPage, *, by: User, now: datetime) -> bytes:
    """The paper in the active language. Raises FontsMissing."""
    facts = [
        [_("Next mission"), _trip(page.coming)],
        [_("Last mission"), _trip(page.last)],
        [_("Last contact"), day_of(page.contact)],
        [
            pgettext("paper", "For whom"),
            _("Both sides may read this.") if page.both else _("For our side only."),
        ],
    ]
    return sheet_bytes(
        above=f"{page.here} – {page.there}",
        title=_("What we promised last time"),
        facts=[fact for fact in facts if fact[1]],
        parts=list(_parts(page)),
        signs=[],
        by=by,
        now=now,
    )


def _parts(page: NextPage) -> Iterable[dict[str, Any]]:
    for owed in page.owed:
        yield _owed(owed)
    kept = [_promise(row, settled=True) for row in page.kept]
    yield part(_("Kept since the last mission"), kept, count=str(len(kept)))
    if page.met:
        yield part(_("Who met whom"), [_meeting(met) for met in page.met])
    force = [_agreement(one) for one in page.entries]
    none = _("Nothing that was signed is in force.")
    yield part(_("Agreements in force"), force, count=str(len(force)), note="" if force else none)


def _owed(owed: Owed) -> dict[str, Any]:
    heading = _("%(city)s owes") % {"city": owed.city} if owed.city else _("Open, of nobody known")
    note = "" if owed.rows else _("No open promise.")
    if owed.more:
        more = ngettext("%(n)s more is not listed here.", "%(n)s more are not listed here.", owed.more)
        note = more % {"n": owed.more}
    count = str(len(owed.rows) + owed.more)
    return part(heading, [_promise(row) for row in owed.rows], count=count, note=note)


def _promise(row: Promise, *, settled: bool = False) -> dict[str, Any]:
    one = row.commitment
    late = _("overdue") if row.overdue else ""
    when = day_of(one.settled_on) if settled else " · ".join(filter(None, (day_of(one.due_on), late)))
    step = f"{_('Next step:')} {one.next_step}" if one.next_step else ""
    owners = [
        f"{pgettext('owner', 'Guest side')}: {row.owners.guest}" if row.owners.guest else "",
        f"{pgettext('owner', 'Host side')}: {row.owners.host}" if row.owners.host else "",
    ]
    return entry(
        when or _("No date"),
        str(one.title),
        [
            " → ".join(str(body) for body in (one.owed_by, one.owed_to) if body),
            " · ".join(filter(None, (str(one.get_status_display()), one.reason))),
            f"{step} ({day_of(one.next_on)})" if step and one.next_on else step,
            " · ".join(filter(None, owners)),
        ],
        warn=row.overdue,
    )


def _meeting(met: Met) -> dict[str, Any]:
    one = met.engagement
    sides = [
        f"{pgettext('party', 'Guest')}: {_people(met.guests)}",
        f"{pgettext('party', 'Host')}: {_people(met.hosts)}",
    ]
    return entry(day_of(one.local_start.date()), str(one.title), sides)


def _people(delegates: Iterable[Delegate]) -> str:
    return "; ".join(f"{one.person}, {one.post}" if one.post else str(one.person) for one in delegates)


def _agreement(found: Entry) -> dict[str, Any]:
    one = found.agreement
    term = f"{day_of(one.begins_on or one.signed_on)} – {day_of(one.ends_on) or _('without end')}"
    looks = [
        _("dormant") if found.dormant else "",
        _("Ends soon") if found.ends_soon else "",
        _("Its term is over") if found.over else "",
    ]
    return entry(
        day_of(one.signed_on),
        str(one.title),
        [
            " · ".join([str(one.get_kind_display()), *(str(party) for party in found.parties)]),
            " · ".join(filter(None, (term, _("renews by itself") if one.renews else "", *looks))),
            " · ".join(found.subjects),
        ],
        warn=any(looks),
    )


def _trip(trip: Any) -> str:
    if trip is None:
        return ""
    days = dict.fromkeys((day_of(trip.starts_on), day_of(trip.ends_on)))
    return f"{trip.title} ({' – '.join(days)})"
