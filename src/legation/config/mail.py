"""Takes answers to invitations that a mail server hands over, or that lie in the mailbox."""

from collections.abc import Callable, Iterable

from django.conf import settings

from legation.kernel.mailbox import NoMailbox
from legation.missions.choices import WhyNotMatched
from legation.missions.jobs.answers import AGAIN, IGNORED, TAKEN, read_mailbox, take_mail

SAID = {
    TAKEN: "the answer was taken",
    AGAIN: "known already",
    IGNORED: "nobody here was invited at this address, and nothing was kept",
}


def take(mails: Iterable[tuple[str, bytes]], say: Callable[[str], object]) -> None:
    """Take the answers in these mails, and say of each what became of it."""
    for name, data in mails:
        for outcome in take_mail(data):
            say(f"{name}: {_said(outcome)}")


def fetch(say: Callable[[str], object]) -> bool:
    """Read the mailbox once; false where it is not set."""
    if not settings.ANSWERS_URL:
        raise NoMailbox("no mailbox is set: set LEGATION_ANSWERS_URL, or use --read")
    counts = read_mailbox()
    for outcome, number in sorted(counts.items()):
        say(f"{number}: {_said(outcome)}")
    if not counts:
        say("No mail is new.")
    return True


def _said(outcome: str) -> str:
    return SAID.get(outcome) or f"put aside: {WhyNotMatched(outcome).label}"
