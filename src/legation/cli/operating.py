"""The commands that look after an installation."""

import argparse
import os
import sys
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
    from legation.kernel.mailbox import NoMailbox

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
