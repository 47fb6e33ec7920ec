"""Why nothing was backed up or restored."""

from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused


class NoPlace(Refused):
    sentence = _("No place for backups is named. Give one with --to, or set LEGATION_BACKUP_TO.")


class PlaceDoesNotAnswer(Refused):
    sentence = _("The place for backups cannot be used: %(why)s.")


class NoRoom(Refused):
    sentence = _(
        "The backup could not be written: %(why)s. Nothing was kept of it; earlier ones are as before."
    )


class NoTool(Refused):
    sentence = _(
        "“%(tool)s” is not there, which PostgreSQL needs for this. Install postgresql-client, or set "
        "LEGATION_PG_PROGRAMS to its folder."
    )


class ToolFailed(Refused):
    sentence = _("“%(tool)s” failed: %(why)s")


class NotABackup(Refused):
    sentence = _("%(name)s is no backup of Legation.")


class ShortKey(Refused):
    sentence = _(
        "A key for backups has 32 characters at least. “legation backup” makes one where none is set."
    )


class WrongKey(Refused):
    sentence = _(
        "%(name)s was made with another key. Put the key from then into LEGATION_BACKUP_KEY, or its file "
        "into LEGATION_BACKUP_KEY_FILE."
    )


class Damaged(Refused):
    sentence = _("%(name)s is damaged or not whole: %(why)s. Nothing was restored. Take another backup.")


class TooNew(Refused):
    sentence = _(
        "%(name)s was made by a newer Legation (%(version)s) than this one. Install that one, then restore."
    )


class OtherDatabase(Refused):
    sentence = _(
        "%(name)s holds a %(held)s database and this installation is set to %(here)s. Set DATABASE_URL as it "
        "was, then restore."
    )


class SomethingIsThere(Refused):
    sentence = _(
        "There is an installation in %(where)s already. Stop it and say --replace to put it aside, or "
        "restore into another folder with --into."
    )


class CannotBeMoved(Refused):
    sentence = _(
        "%(where)s cannot be put aside: %(why)s. Restore into a folder of the same disk with --into, and set "
        "LEGATION_DATA to it."
    )
