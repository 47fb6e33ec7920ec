"""The `legation` command."""

import os
import sys


def main() -> None:
    """Run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
