"""Who is there, worked out from what doors told: the same for the same rows in whatever order they came."""

from collections.abc import Iterable

from legation.guests.choices import Scanned
from legation.guests.models import Scan


def standing_scans(scans: Iterable[Scan]) -> list[Scan]:
    """The rows by which somebody is in: those that none names as taken back, the earliest first."""
    rows = list(scans)
    undone = {key for scan in rows if scan.kind == Scanned.OUT for key in scan.undoes}
    came = [scan for scan in rows if scan.kind == Scanned.IN and str(scan.uuid) not in undone]
    return sorted(came, key=lambda scan: (scan.at, scan.uuid))


def scans_of(guests: Iterable[int]) -> dict[int, list[Scan]]:
    """Of each of these guests who is in, the rows by which they are, in portions."""
    keys = list(guests)
    found: dict[int, list[Scan]] = {}
    for start in range(0, len(keys), 500):
        for scan in Scan.objects.filter(guest__in=keys[start : start + 500]).order_by("pk"):
            found.setdefault(scan.guest_id, []).append(scan)
    standing = {key: standing_scans(rows) for key, rows in found.items()}
    return {key: rows for key, rows in standing.items() if rows}
