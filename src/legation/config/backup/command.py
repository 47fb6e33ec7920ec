"""The commands `backup` and `restore`."""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from legation.config.backup.places import place_at
from legation.config.backup.refusals import NotABackup
from legation.config.backup.restoring import check, fetched, into_bucket
from legation.config.backup.restoring import restore as put_back
from legation.config.backup.sealed_file import key_bytes
from legation.config.backup.taking import key_for_backups, take

Say = Callable[[str], None]


def backup(chosen: argparse.Namespace, say: Say) -> None:
    """Take one, or list them."""
    address = chosen.to or settings.BACKUP_TO
    if chosen.list:
        for name in place_at(address).names():
            say(name)
        return
    made = not settings.BACKUP_KEY and not Path(settings.BACKUP_KEY_FILE).exists()
    take(address, keep=settings.BACKUP_KEEP if chosen.keep is None else max(0, chosen.keep), say=say)
    if made:
        told = {"file": settings.BACKUP_KEY_FILE}
        say(_("A key was made: %(file)s. Keep a copy of it elsewhere, without it no backup opens.") % told)


def restore(chosen: argparse.Namespace, say: Say) -> None:
    """Check a backup and put it in place."""
    key = _key(chosen)
    with tempfile.TemporaryDirectory(prefix="legation-fetched-") as folder:
        path = fetched(chosen.backup, Path(folder))
        if chosen.check:
            told = check(path, key)
            say(_("%(name)s is whole.") % {"name": path.name})
        else:
            into = chosen.into or Path(settings.DATA)
            told = put_back(path, key, into, replace=chosen.replace, say=say)
            if chosen.into is None or told.database == "postgresql":
                call_command("migrate", verbosity=0, interactive=False)
            if settings.FILES and chosen.into is None:
                into_bucket(Path(settings.MEDIA_ROOT))
        facts = {"at": told.taken_at, "rows": sum(told.counts.values()), "files": told.files}
        say(_("Taken at %(at)s: %(rows)s rows, %(files)s files.") % facts)


def _key(chosen: argparse.Namespace) -> bytes:
    """The key that opens it: from the option, or as for taking one; none is made here."""
    if chosen.key_file is not None:
        try:
            return key_bytes(chosen.key_file.read_text(encoding="ascii"))
        except (OSError, UnicodeDecodeError) as failed:
            raise NotABackup(name=chosen.key_file) from failed
    if not settings.BACKUP_KEY and not Path(settings.BACKUP_KEY_FILE).exists():
        raise ValueError(
            _("No key is there: set LEGATION_BACKUP_KEY, or name the file of the key with --key-file.")
        )
    return key_for_backups()
