"""Whether the audit list is as it was sealed: each stretch that was altered, and how."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

import structlog
from django.apps import apps
from django.db.models import Q
from django.utils import timezone

from legation.kernel.audit import digest_of_line, heads_file
from legation.kernel.models import AuditCheck, AuditLine, AuditLink, Rewording
from legation.kernel.sealing import Stored
from legation.kernel.trails import commitment, digest_of_link

Harm = Literal["broken", "proof", "missing", "altered", "words", "cut", "unread"]
AT_ONCE = 500
NAMED = 5
KEPT = timedelta(days=400)  # that checks are kept
logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Altered:
    """One stretch that is not as it was sealed: between which moments, what is wrong, and with which rows."""

    number: int
    harm: Harm
    rows: tuple[str, ...] = ()
    when: str = ""

    def __str__(self) -> str:
        some = ", ".join(self.rows[:NAMED]) + (", …" if len(self.rows) > NAMED else "")
        said = {
            "broken": "its digest does not follow from its lines and the link before",
            "proof": "its seal is not that of this installation",
            "missing": f"what it told of is gone: {some}",
            "altered": f"rows were changed since: {some}",
            "words": f"words were changed, and not by an erasure: {some}",
            "cut": "it was noted in audit.heads and is gone from the database, or is another there",
            "unread": "its seal opens with no key: put the lost key back into LEGATION_SEAL_KEYS",
        }[self.harm]
        return f"link {self.number}{f' ({self.when})' if self.when else ''}: {said}"


def altered() -> list[Altered]:
    """Every stretch that is not as it was sealed, in their order."""
    found: list[Altered] = []
    heads: dict[int, str] = {}
    before, expected = "", 1
    noted = list(_noted())  # before the walk: what is sealed meanwhile is noted and was not walked
    for link in AuditLink.objects.order_by("number").iterator(chunk_size=AT_ONCE):
        heads[link.number] = link.digest
        lines = list(link.held.order_by("pk"))
        when = f"{lines[0].at:%Y-%m-%d %H:%M} to {lines[-1].at:%Y-%m-%d %H:%M} UTC" if lines else ""
        digest = digest_of_link(before, link.number, link.at, [each.digest for each in lines])
        if link.number != expected or digest != link.digest or len(lines) != link.lines:
            found.append(Altered(link.number, "broken", when=when))
        if isinstance(link.proof, Stored):
            found.append(Altered(link.number, "unread", when=when))
        elif link.proof != link.digest:
            found.append(Altered(link.number, "proof", when=when))
        found += _rows_altered(link, lines, when)
        before, expected = link.digest, link.number + 1
    found += [Altered(number, "cut") for number, digest in noted if heads.get(number) != digest]
    return sorted(found, key=lambda each: (each.number, each.harm))


def check() -> AuditCheck:
    """Read the whole list and write down when, for those who watch; called by a schedule."""
    now = timezone.now()
    harms, links = altered(), AuditLink.objects.filter(at__lte=now).count()
    AuditCheck.objects.filter(at__lt=now - KEPT).delete()
    for harm in harms[:NAMED]:
        logger.error("audit_altered", what=str(harm))
    logger.info("audit_checked", links=links, altered=len(harms))
    return AuditCheck.objects.create(at=now, links=links, altered=len(harms))


def head() -> str:
    """The newest link: who keeps it elsewhere can prove later that nothing before it was altered."""
    last = AuditLink.objects.order_by("-number").first()
    return f"{last.number} {last.digest}" if last else ""


def _noted() -> Iterator[tuple[int, str]]:
    try:
        text = heads_file().read_text(encoding="ascii")
    except OSError:
        return
    for line in text.splitlines():
        number, _space, digest = line.partition(" ")
        if number.isdigit():
            yield int(number), digest


def _rows_altered(link: AuditLink, lines: Sequence[AuditLine], when: str) -> Iterator[Altered]:
    gone, changed, reworded = [], [], []
    for source in sorted({each.source for each in lines}):
        mine = [each for each in lines if each.source == source]
        rows = _rows(source, [each.row for each in mine])
        for line in mine:
            name, row = f"{source} {line.row}", rows.get(line.row)
            if row is None:
                gone.append(name)
            elif not _same(line, row):
                changed.append(name)
            elif not _words_same(line, row):
                reworded.append(line)
    if gone:
        yield Altered(link.number, "missing", tuple(gone), when)
    if changed:
        yield Altered(link.number, "altered", tuple(changed), when)
    words = [f"{each.source} {each.row}" for each in _not_erased(reworded)]
    if words:
        yield Altered(link.number, "words", tuple(words), when)


def _rows(source: str, keys: Sequence[int]) -> dict[int, dict[str, Any]]:
    try:
        model: Any = apps.get_model(source)
    except (LookupError, ValueError):
        return {}
    asked = model._default_manager.filter(pk__in=keys).values(*model.audited.fields)
    return {row["pk"]: row for row in asked}


def _same(line: AuditLine, row: dict[str, Any]) -> bool:
    audited = apps.get_model(line.source).audited
    mission = row[audited.mission] if audited.mission else None
    told = (row[audited.at], row[audited.by], mission, audited.deed(row))
    facts = [row[name] for name in audited.facts]
    return (
        told == (line.at, line.user, line.mission, line.deed) and digest_of_line(line, facts) == line.digest
    )


def _words_same(line: AuditLine, row: dict[str, Any]) -> bool:
    words = apps.get_model(line.source).audited.words
    return not words or (bool(line.salt) and commitment(line.salt, row[words]) == line.commitment)


def _not_erased(lines: Sequence[AuditLine]) -> list[AuditLine]:
    """Lines whose words differ though no erasure says that it made them anew."""
    if not lines:
        return []
    told = Q(source__in={each.source for each in lines}, at__gte=min(each.at for each in lines))
    erased = {
        (source, row)
        for source, rows in Rewording.objects.filter(told).values_list("source", "rows")
        for row in rows
    }
    return [each for each in lines if (each.source, each.row) not in erased]
