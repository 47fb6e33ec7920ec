"""Say on which day a text was published, and read it anew: "yesterday" is counted from that day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_update_with_history

from legation.accounts.models import User
from legation.kernel import editing
from legation.sources.actions.drafting import proposals_of
from legation.sources.actions.pulling import BY_HAND
from legation.sources.actions.reading import keep
from legation.sources.actions.refusals import AlreadyDecided
from legation.sources.choices import FindingStatus
from legation.sources.models import Finding, Source
from legation.sources.queries.known import known_to


@transaction.atomic
def date_source(source: Source, published_on: date, *, by: User) -> Source:
    """Give a text of which nothing was decided its day, and propose again what is found in it.

    What a reader corrected, or took from the text by hand, stays as it is. Raises AlreadyDecided.
    """
    from legation.engine.capture import capture

    current = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    rows = list(Finding.objects.present().filter(source=current).order_by("position", "pk"))
    decided = [row for row in rows if row.status != FindingStatus.PROPOSED]
    if decided:
        raise AlreadyDecided(status=decided[0].get_status_display())
    dated: Source = editing.change(current, {"published_on": published_on}, seen=current.version, by=by)
    if dated.version == current.version:
        return dated
    headline = "" if dated.text.lstrip().startswith(dated.title.removesuffix(" …")) else dated.title
    draft = capture(
        dated.text, title=headline, published=published_on, language=dated.language, known=known_to(by)
    )
    own = [row for row in rows if row.corrections or row.rule == BY_HAND]
    gone = [row for row in rows if row not in own]
    for row in gone:
        row.removed_at = timezone.now()
        row.version += 1
    bulk_update_with_history(gone, Finding, ["removed_at", "version"], default_user=by)
    there = {_same(row.kind, row.values) for row in own}
    proposals = proposals_of(draft, dated.mission, by)
    keep(dated, [one for one in proposals if _same(one.kind, one.values) not in there], by)
    return dated


def _same(kind: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """What a finding is known by from one reading to the next."""
    names = ("name", "text", "topic", "size")
    word = next((str(values[name]) for name in names if values.get(name)), "")
    return (str(kind), word or f"{values.get('kind')} {values.get('when')}")
