"""What the doctor finds beyond the first look: each sentence says what mends it."""

from legation.kernel.audit import waiting
from legation.kernel.audit_check import altered

NAMED = 10


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
