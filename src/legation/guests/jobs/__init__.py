"""What goes on by itself with guests."""

from legation.guests.jobs.asking import ask_again
from legation.guests.jobs.reminding import remind


def remind_guests() -> int:
    """What the schedule calls: nothing is handed to it, so that it goes by the clock."""
    return remind() + ask_again()
