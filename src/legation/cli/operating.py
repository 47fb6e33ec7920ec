"""The commands that look after an installation."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from legation.cli.ends import DONE, NO_SOLUTION, BadFile, load_app, read


def doctor(_chosen: argparse.Namespace) -> int:
    load_app()
    from legation.config.server import complaints

    found = complaints()
    for complaint in found:
        print(f"- {complaint}")
    if not found:
        print("All is well: database, fonts and settings.")
    return NO_SOLUTION if found else DONE


def user(chosen: argparse.Namespace) -> int:
    import getpass

    load_app()
    from django.core.exceptions import ValidationError

    from legation.config.account import make_account
    from legation.kernel.refusals import Refused

    password = os.environ.get("LEGATION_PASSWORD") or getpass.getpass("Password: ")
    try:
        make_account(chosen, password)
    except ValidationError as invalid:
        raise BadFile(" ".join(invalid.messages)) from invalid
    except Refused as refusal:
        raise BadFile(str(refusal)) from refusal
    print(f"{chosen.email} can log in.")
    return DONE


def mail(chosen: argparse.Namespace) -> int:
    load_app()
    from legation.config.mail import fetch, take
    from legation.config.server import migrate
    from legation.kernel.mailbox import NoMailbox

    migrate()
    try:
        if chosen.read is None:
            return DONE if fetch(print) else NO_SOLUTION
        mails = [(name, read(name)) for name in chosen.read or ["-"]]
    except NoMailbox as failed:
        raise BadFile(str(failed)) from failed
    take(mails, print)
    return DONE


def reindex(_chosen: argparse.Namespace) -> int:
    load_app()
    from legation.config.server import migrate, reindex

    migrate()
    print(f"{reindex()} things can be found.")
    return DONE


def rotate_keys(chosen: argparse.Namespace) -> int:
    load_app()
    from legation.config.server import rotate_keys
    from legation.kernel.sealing import BadKeys, KeysAreSet

    try:
        done, lost, dropped = rotate_keys(drop_old=chosen.drop_old)
    except KeysAreSet as elsewhere:
        raise BadFile("the keys stand in LEGATION_SEAL_KEYS: remove the old ones there") from elsewhere
    except BadKeys as bad:
        raise BadFile(str(bad)) from bad
    print(f"{done} values are sealed with the first key.")
    if dropped:
        print(f"{dropped} old keys are forgotten; backups from before need them.")
    if lost:
        print(f"{lost} values open with no key, so no key was dropped.", file=sys.stderr)
    return NO_SOLUTION if lost else DONE


def backup(chosen: argparse.Namespace) -> int:
    load_app()
    from legation.config.backup.command import backup as run

    return _refusing(run, chosen)


def restore(chosen: argparse.Namespace) -> int:
    load_app()
    from legation.config.backup.command import restore as run

    return _refusing(run, chosen)


def add_exchange(commands: Any) -> None:
    """The commands that exchange missions with other installations."""
    out = commands.add_parser("mission-export", help="write what both sides see of a mission, signed")
    out.add_argument("mission", help="short name of the mission, as in its address")
    out.add_argument("--out", type=Path, metavar="FILE", help="file to write (default: NAME.mission.zip)")
    out.add_argument("--replace", action="store_true", help="put it in the place of a file of that name")
    out.set_defaults(run=_mission_export)
    come = commands.add_parser("mission-import", help="say what a mission’s file would do, and take it in")
    come.add_argument("file", type=Path)
    come.add_argument("--by", required=True, metavar="MAIL", help="who takes it in, and then prepares it")
    come.add_argument("--side", choices=("guest", "host"), help="their side, where the mission is new here")
    come.add_argument("--trust", metavar="FINGERPRINT", help="trust the key that signed it, if it is this")
    come.add_argument("--preview", action="store_true", help="only say what it would do")
    come.add_argument("--theirs", action="store_true", help="where both changed a field, take the file’s")
    come.add_argument(
        "--joined", action="store_true", help="though the mission came from another installation"
    )
    come.set_defaults(run=_mission_import)
    mine = commands.add_parser("mission-key", help="print the fingerprint of this installation’s key")
    mine.set_defaults(run=_mission_key)


def _mission_export(chosen: argparse.Namespace) -> int:
    load_app()
    from legation.config.exchange import export
    from legation.config.server import migrate

    migrate()
    return _refusing(export, chosen)


def _mission_import(chosen: argparse.Namespace) -> int:
    load_app()
    from legation.config.exchange import bring_in
    from legation.config.server import migrate

    if not chosen.file.is_file():
        raise BadFile(f"{chosen.file}: there is no such file")
    migrate()
    return _refusing(bring_in, chosen)


def _mission_key(_chosen: argparse.Namespace) -> int:
    load_app()
    from legation.config.exchange import key
    from legation.config.server import migrate

    migrate()
    key(print)
    return DONE


def _refusing(run: Any, chosen: argparse.Namespace) -> int:
    """Run it; a refusal is one line in the language of the installation."""
    from django.conf import settings
    from django.utils import translation

    from legation.kernel.refusals import Refused

    with translation.override(settings.LANGUAGE_CODE):
        try:
            run(chosen, print)
        except Refused as refusal:
            raise BadFile(str(refusal)) from refusal
        except ValueError as bad:
            raise BadFile(str(bad)) from bad
    return DONE
