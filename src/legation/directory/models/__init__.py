"""What the directory holds, and what was found and done about records that are one."""

from legation.directory.models.doubts import ListedDoubt
from legation.directory.models.merging import Erasure, Likeness, Merge
from legation.directory.models.records import (
    City,
    DirectoryRecords,
    ListedRow,
    Organisation,
    PeopleList,
    Person,
    Post,
    Tenure,
    check_zone,
)

__all__ = [
    "City",
    "DirectoryRecords",
    "Erasure",
    "Likeness",
    "ListedDoubt",
    "ListedRow",
    "Merge",
    "Organisation",
    "PeopleList",
    "Person",
    "Post",
    "Tenure",
    "check_zone",
]
