"""Work of the directory that goes on after the answer."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from legation.directory.choices import Kind, LikenessStatus
from legation.directory.models import Likeness, Person
from legation.directory.queries.likenesses import bodies, somebodies
from legation.engine.identity import likely_same, likely_same_bodies
from legation.kernel.jobs import Told

MOST = 20_000  # pairs that are kept, the likeliest; nobody decides more
AT_ONCE = 500
READ, COMPARED, ALL = 60, 80, 100  # how far the work is, of a hundred: the numbers are for nobody to know

Found = dict[tuple[int, int], tuple[float, list[list[Any]]]]


def look_for_likenesses(told: Told) -> dict[str, Any]:
    """Compare everybody and every body, and keep what looks alike. What somebody decided stays decided."""
    total = max(1, Person.objects.present().count())
    people = likely_same(somebodies(), told=lambda count: told.report(done=READ * count // total, total=ALL))
    told.report(done=READ, total=ALL)
    _keep(
        Kind.PERSON,
        {
            (each.first, each.second): (each.score, [list(reason) for reason in each.reasons])
            for each in people[:MOST]
        },
    )
    told.report(done=COMPARED, total=ALL)
    found = likely_same_bodies(bodies())
    _keep(
        Kind.ORGANISATION,
        {
            (each.first, each.second): (1.0, [list(reason) for reason in each.reasons])
            for each in found[:MOST]
        },
    )
    told.report(done=ALL, total=ALL)
    return {}


def _keep(kind: Kind, found: Found) -> None:
    """Put the pairs of one kind in place of those found before, a few hundred a transaction."""
    known = {(each.first, each.second): each for each in Likeness.objects.filter(kind=kind)}
    gone = [
        each.pk for pair, each in known.items() if pair not in found and each.status == LikenessStatus.OPEN
    ]
    for keys in _parts(gone):
        Likeness.objects.filter(pk__in=keys, status=LikenessStatus.OPEN).delete()
    new = [
        Likeness(kind=kind, first=first, second=second, score=score, reasons=reasons)
        for (first, second), (score, reasons) in found.items()
        if (first, second) not in known
    ]
    for rows in _parts(new):
        Likeness.objects.bulk_create(rows, ignore_conflicts=True)
    changed = []
    for pair, (score, reasons) in found.items():
        each = known.get(pair)
        if each is not None and (each.score, each.reasons) != (score, reasons):
            each.score, each.reasons = score, reasons
            changed.append(each)
    for rows in _parts(changed):
        with transaction.atomic():
            Likeness.objects.bulk_update(rows, ["score", "reasons"])


def _parts(rows: Iterable[Any]) -> list[list[Any]]:
    every = list(rows)
    return [every[start : start + AT_ONCE] for start in range(0, len(every), AT_ONCE)]
