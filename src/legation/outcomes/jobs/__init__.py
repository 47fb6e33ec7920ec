"""What goes on by itself with outcomes."""

from legation.outcomes.jobs.reminding import remind
from legation.outcomes.jobs.renewing import alert


def remind_promises() -> int:
    """What the schedule calls: nothing is handed to it, so that it goes by the clock."""
    return remind()


def alert_agreements() -> int:
    """What the schedule calls once a day."""
    return alert()
