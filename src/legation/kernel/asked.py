"""Keys that an address or a form names, which anybody can write into it."""

LONGEST_KEY = 18  # figures: what a database's whole number holds for certain


def key_asked(told: object) -> int | None:
    """The key that is told, or None where it is no number, or one that no database holds."""
    text = str(told)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY else None
