"""What the doctor finds beyond the first look: each sentence says what mends it."""

from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from legation.config.backup.places import moment_of, place_at
from legation.config.backup.taking import AHEAD, last_taken
from legation.kernel.audit import waiting
from legation.kernel.audit_check import altered
from legation.kernel.outages import Away
from legation.kernel.refusals import Refused

NAMED = 10
LATE = 2  # times as old as a backup may be when the next one is due


def audit_complaints() -> list[str]:
    """Stretches of the audit list that somebody altered, and lines that nobody seals."""
    harms = altered()
    found = [f"The audit list was altered. {harm}." for harm in harms[:NAMED]]
    if len(harms) > NAMED:
        found.append(f"{len(harms) - NAMED} more stretches of the audit list were altered.")
    if harms:
        found.append(
            "Keep this database as it is and compare it with the last good backup: "
            "legation restore --into FOLDER"
        )
    late = waiting()
    if late:
        found.append(f"{late} lines of the audit list are not sealed. Run: legation worker")
    return found


def backup_complaints() -> list[str]:
    """Backups that are asked for and do not come."""
    if not settings.BACKUP_HOURS or not settings.BACKUP_TO:
        return []
    try:
        place = place_at(settings.BACKUP_TO)
        last, ahead = last_taken(place, timezone.now()), place.names()[-1:]
    except Refused as refusal:
        return [f"{refusal} Look at LEGATION_BACKUP_TO."]
    if ahead and moment_of(ahead[0]) > timezone.now() + AHEAD:
        said = f"{ahead[0]} has a moment to come in its name: the clock was ahead. It counts as none"
        return [f"{said} until then; remove it."]
    if last is not None and timezone.now() - last < LATE * timedelta(hours=settings.BACKUP_HOURS):
        return []
    said = f"{last:%Y-%m-%d %H:%M} UTC" if last else "never"
    return [f"The last backup was taken: {said}. Run: legation backup, and look whether legation worker runs"]


def files_complaints() -> list[str]:
    """A store of files that does not answer."""
    if not settings.FILES:
        return []
    try:
        default_storage.exists("legation")
    except (Away, ImportError) as failed:
        mends = 'Look at LEGATION_FILES and the AWS_ variables, and run: pip install "legation[s3]"'
        return [f"The store of files does not answer: {failed}. {mends}"]
    return []
