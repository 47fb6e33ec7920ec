"""What people do with the directory."""

from legation.directory.actions.records import (
    KeptByAnotherOffice,
    TenureEndsBeforeItStarts,
    add_city,
    add_organisation,
    add_person,
    add_post,
    add_tenure,
    change_person,
    change_record,
    change_tenure,
    remove_record,
    restore_record,
)

__all__ = [
    "KeptByAnotherOffice",
    "TenureEndsBeforeItStarts",
    "add_city",
    "add_organisation",
    "add_person",
    "add_post",
    "add_tenure",
    "change_person",
    "change_record",
    "change_tenure",
    "remove_record",
    "restore_record",
]
