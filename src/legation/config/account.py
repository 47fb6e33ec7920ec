"""Makes an account for the command line."""

import argparse

from django.contrib.auth.password_validation import validate_password
from django.core.validators import validate_email

from legation.accounts.actions import open_account, open_office
from legation.accounts.choices import Duty
from legation.accounts.models import User
from legation.config.server import migrate


def make_account(chosen: argparse.Namespace, password: str) -> User:
    """Open the account that `chosen` describes. Raises ValidationError or a refusal."""
    validate_email(chosen.email)
    validate_password(password, User(email=chosen.email, name=chosen.name))
    migrate()
    office = open_office(chosen.office) if chosen.office else None
    return open_account(
        chosen.email,
        chosen.name,
        password,
        office=office,
        duty=Duty.STAFF if chosen.staff else Duty.READER,
        language=chosen.language,
        administrator=chosen.administrator,
    )
