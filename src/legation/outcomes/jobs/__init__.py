"""What goes on by itself with outcomes."""

from legation.outcomes.jobs.reminding import remind


def remind_promises() -> int:
    """What the schedule calls: nothing is handed to it, so that it goes by the clock."""
    return remind()
