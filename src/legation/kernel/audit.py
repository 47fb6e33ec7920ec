"""The audit list: what people did, under a chain of seals that shows whether somebody altered it since.

What happens writes its own row in its own transaction and waits for nobody. A schedule puts the rows that are
new under the next link, many at once. See docs/decisions/0050.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, connection, models, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from legation.kernel.models import Activity, AuditLine, AuditLink, Rewording
from legation.kernel.trails import Audited, commitment, digest_of, digest_of_link

STRETCH = 1_000  # lines under one link
STRETCHES = 50  # links at one run of the schedule
OVERLAP = 20_000  # rows that may get their keys before others and be written after them
LATE = timedelta(minutes=15)  # after which a row that is under no link shows that nobody seals
logger = structlog.get_logger(__name__)


def sources() -> list[type[models.Model]]:
    """Every kind of row that the audit list tells."""
    return [model for model in apps.get_models() if hasattr(model, "audited")]


def seal() -> int:
    """Put what is new under links; called again and again by a schedule. Gives how many lines were sealed."""
    done = 0
    for _stretch in range(STRETCHES):
        try:
            sealed = _sealed_stretch()
        except IntegrityError:  # another worker made this link
            break
        done += sealed
        if sealed < STRETCH:
            break
    return done


@transaction.atomic
def _sealed_stretch() -> int:
    found = sorted(_new_rows(), key=lambda each: (each[2][each[1].at], each[0], each[2]["pk"]))[:STRETCH]
    if not found:
        return 0
    last = AuditLink.objects.order_by("-number").first()
    number, now = (last.number + 1 if last else 1), timezone.now()
    offices = _offices({row[audited.by] for _source, audited, row in found})
    lines = [_line(source, audited, row, offices) for source, audited, row in found]
    digest = digest_of_link(last.digest if last else "", number, now, [each.digest for each in lines])
    link = AuditLink.objects.create(number=number, at=now, lines=len(lines), digest=digest, proof=digest)
    for line in lines:
        line.link = link
    AuditLine.objects.bulk_create(lines)
    transaction.on_commit(lambda: _noted(link))
    return len(lines)


def _new_rows() -> Iterator[tuple[str, Audited, dict[str, Any]]]:
    """Rows under no link, of each kind the first ones."""
    for model in sources():
        source, audited = model._meta.label_lower, model.audited  # type: ignore[attr-defined]
        last = AuditLine.objects.filter(source=source).aggregate(last=Max("row"))["last"] or 0
        rows = model._default_manager.filter(pk__gt=last - OVERLAP)
        held = AuditLine.objects.filter(source=source, row=OuterRef("pk"))
        new = rows.filter(~Exists(held)).order_by("pk").values(*audited.fields)
        yield from ((source, audited, row) for row in new[:STRETCH])


def _line(
    source: str, audited: Audited, row: Mapping[str, Any], offices: Mapping[int | None, int | None]
) -> AuditLine:
    salt = secrets.token_hex(16) if audited.words else ""
    line = AuditLine(
        source=source,
        row=row["pk"],
        at=row[audited.at],
        user=row[audited.by],
        office=offices.get(row[audited.by]),
        mission=row[audited.mission] if audited.mission else None,
        deed=audited.deed(row),
        visibility=row[audited.visibility] if audited.visibility else "",
        salt=salt,
        commitment=commitment(salt, row[audited.words]) if audited.words else "",
    )
    line.digest = digest_of_line(line, [row[name] for name in audited.facts])
    return line


def digest_of_line(line: AuditLine, facts: Sequence[Any]) -> str:
    """What a line commits to: itself, the facts of its row, and the row's words under their salt."""
    own = [line.source, line.row, line.at, line.user, line.office, line.mission]
    return digest_of([*own, str(line.deed), line.visibility, *facts, line.commitment])


def _offices(users: Iterable[int | None]) -> dict[int | None, int | None]:
    people = get_user_model()._default_manager.filter(pk__in=[key for key in users if key is not None])
    return dict(people.values_list("pk", "office_id"))


def reword(target: models.Model | type[models.Model], keys: Iterable[int], label: str, *, by: Any) -> int:
    """Say anew what the log says of these, because somebody was erased; gives how many rows it has."""
    kind = ContentType.objects.get_for_model(target)
    said = Activity.objects.filter(content_type=kind, object_id__in=list(keys))
    told = list(said.values_list("pk", "label"))
    rows = sorted(key for key, words in told if words != label[:300])
    if not rows:
        return len(told)
    source = Activity._meta.label_lower
    Activity.objects.filter(pk__in=rows).update(label=label[:300])
    AuditLine.objects.filter(source=source, row__in=rows).update(salt="")
    Rewording.objects.create(source=source, rows=rows, by=by)
    return len(told)


# What was sealed is noted outside the database as well: who cuts off the end of the list there is found here.


def heads_file() -> Path:
    """Where the number and digest of each link are noted."""
    return Path(settings.DATA) / "audit.heads"


def _noted(link: AuditLink) -> None:
    logger.info("audit_sealed", number=link.number, lines=link.lines, digest=link.digest)
    with heads_file().open("a", encoding="ascii") as file:
        file.write(f"{link.number} {link.digest}\n")


def waiting() -> int:
    """How many rows were under no link for longer than the schedule explains."""
    late, before = 0, timezone.now() - LATE
    for model in sources():
        audited: Audited = model.audited  # type: ignore[attr-defined]
        held = AuditLine.objects.filter(source=model._meta.label_lower, row=OuterRef("pk"))
        late += model._default_manager.filter(~Exists(held), **{f"{audited.at}__lt": before})[
            :STRETCH
        ].count()
    return late


def tables_exist() -> bool:
    """Whether this database has the audit list already."""
    return AuditLine._meta.db_table in connection.introspection.table_names()
