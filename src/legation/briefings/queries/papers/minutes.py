"""Minutes on paper: what both sides sign, with the signatures and the amendments."""

from dataclasses import asdict
from typing import Any

from django.utils.dateformat import format as formatted
from django.utils.translation import get_language, gettext_lazy, override, pgettext_lazy
from django.utils.translation import gettext as _

from legation.briefings.queries.front import BookContent
from legation.briefings.queries.papers.heading import PaperOrder, engagement_head, made
from legation.briefings.queries.wording import told
from legation.kernel.choices import Side
from legation.missions.choices import Presence
from legation.outcomes.choices import LineKind
from legation.outcomes.models import Minutes
from legation.outcomes.queries.minutes import Amended, Signed, minutes_page
from legation.outcomes.queries.minutes_text import Entry, Item, Someone, shared_text

PAPER = gettext_lazy("Minutes")
WORDS = {
    "there": gettext_lazy("Who was there"),
    "said": gettext_lazy("What was said and decided"),
    "signatures": gettext_lazy("Signatures"),
    "amendments": gettext_lazy("Amendments"),
    "unsigned": gettext_lazy("Not signed yet"),
    "reason": gettext_lazy("Reason:"),
    "absent": gettext_lazy("Absent"),
    "trace": gettext_lazy("These words"),
    "nobody": gettext_lazy("Speaker not named"),
    "draft": gettext_lazy("Draft: the minutes are not closed yet."),
    "force": gettext_lazy("In force"),
    "proposed": pgettext_lazy("amendment", "Proposed"),
}


def minutes_paper(minutes: Minutes, order: PaperOrder) -> BookContent:
    """The same for every reader: notes of one side stand on no paper. At most eleven queries."""
    with override(order.languages[0]):
        page = minutes_page(minutes, order.reader)
        text = shared_text(minutes, order.reader) if minutes.open else page.text
        minutes.engagement.mission = minutes.mission
        amended = {key: [one.amendment.number for one in rows] for key, rows in page.amended.items()}
        signed = () if minutes.open else page.signed
        body: dict[str, Any] = {
            "open": minutes.open,
            "trace": minutes.trace,
            "sides": [
                {"party": side, "people": [_person(one, order) for one in people]}
                for side, people in text.sides
            ],
            "items": [_item(item, amended, order) for item in text.items],
            "signatures": [_signed(one, minutes, order) for one in signed],
            "amendments": [_amendment(one, minutes, order) for one in page.amendments],
        }
        return made(engagement_head(PAPER, minutes.engagement, order), body, WORDS, order)


def _lines(order: PaperOrder, words: Any) -> list[dict[str, str]]:
    return [asdict(one) for one in told(order.languages, lambda: words)]


def _person(one: Someone, order: PaperOrder) -> dict[str, Any]:
    return {
        "name": _lines(order, one.name),
        "post": _lines(order, one.post),
        "absent": one.presence == Presence.ABSENT,
        "note": [
            asdict(line)
            for line in told(
                order.languages,
                lambda: (
                    _("in place of %(who)s") % {"who": one.instead_of}
                    if one.instead_of
                    else one.function_name
                ),
            )
        ],
    }


def _item(item: Item, amended: dict[int, list[int]], order: PaperOrder) -> dict[str, Any]:
    return {
        "number": str(item.number) if item.heading else "",
        "title": _lines(order, item.heading.text) if item.heading else [],
        "entries": [_entry(one, amended, order) for one in item.entries],
    }


def _entry(one: Entry, amended: dict[int, list[int]], order: PaperOrder) -> dict[str, Any]:
    numbers = amended.get(one.key, [])
    aside = [_("Amended by no. %(n)s") % {"n": n} for n in numbers]
    if one.kind == LineKind.COMMITMENT:
        aside.insert(0, " → ".join(str(each) for each in (one.owed_by, one.owed_to) if each))
    return {
        "kind": one.kind,
        "kind_name": [asdict(line) for line in told(order.languages, lambda: one.kind_name)],
        "speaker": _lines(order, one.speaker),
        "party": one.party or "shared",
        "text": _lines(order, one.text),
        "aside": [{"lang": get_language() or "en", "text": text} for text in aside if text],
    }


def _signed(one: Signed, minutes: Minutes, order: PaperOrder) -> dict[str, Any]:
    return {
        "side": one.side,
        "side_name": [asdict(line) for line in told(order.languages, lambda: Side(one.side).label)],
        "name": one.signature.name if one.signature else "",
        "at": _at(one.signature.at, minutes) if one.signature else "",
    }


def _at(moment: Any, minutes: Minutes) -> str:
    """2024-04-17 17:05, on the clock of the engagement."""
    return formatted(moment.astimezone(minutes.engagement.local_start.tzinfo), "Y-m-d H:i")


def _amendment(one: Amended, minutes: Minutes, order: PaperOrder) -> dict[str, Any]:
    return {
        "number": str(one.amendment.number),
        "text": _lines(order, one.amendment.text),
        "reason": _lines(order, one.amendment.reason),
        "force": one.amendment.in_force_at is not None,
        "signatures": [_signed(each, minutes, order) for each in one.signed],
    }
