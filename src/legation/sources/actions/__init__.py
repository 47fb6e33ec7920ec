"""What people do with sources: read a text, and decide on what was found in it."""

from legation.sources.actions.deciding import (
    Accepted,
    accept_all,
    accept_finding,
    reject_finding,
    reopen_finding,
)
from legation.sources.actions.reading import (
    from_file,
    read_file,
    read_source,
    remove_source,
    restore_source,
)
from legation.sources.actions.refusals import (
    AlreadyDecided,
    AlreadyRead,
    CityNotKnown,
    DayNotKnown,
    EngagementFirst,
    LanguageNotRead,
    NotALink,
    NoTextToRead,
    NothingNamed,
    OtherSidesSource,
    SpeakerNotKnown,
    TextTooLong,
)

__all__ = [
    "Accepted",
    "AlreadyDecided",
    "AlreadyRead",
    "CityNotKnown",
    "DayNotKnown",
    "EngagementFirst",
    "LanguageNotRead",
    "NoTextToRead",
    "NotALink",
    "NothingNamed",
    "OtherSidesSource",
    "SpeakerNotKnown",
    "TextTooLong",
    "accept_all",
    "accept_finding",
    "from_file",
    "read_file",
    "read_source",
    "reject_finding",
    "remove_source",
    "reopen_finding",
    "restore_source",
]
