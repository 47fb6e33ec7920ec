"""What every command begins and ends with: the app, what is read and written, and what is returned."""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DONE, NO_SOLUTION, BAD_INPUT = 0, 1, 2
DEFAULT_PORT = 8000


class BadFile(Exception):
    """The input cannot be used: one line that names the file or the field."""


def load_app(port: int = DEFAULT_PORT) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")
    if port != DEFAULT_PORT:  # links begin with the address that is served, unless the operator says another
        os.environ.setdefault("LEGATION_ORIGIN", f"http://localhost:{port}")
    import django

    django.setup()


def read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as failed:
        raise BadFile(f"{name}: {failed.strerror}") from failed


def write(out: Path | None, document: Mapping[str, Any] | bytes) -> None:
    if isinstance(document, bytes):
        data = document
    else:
        data = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    if out is None:
        sys.stdout.write(data.decode())
    else:
        try:
            out.write_bytes(data)
        except OSError as failed:
            raise BadFile(f"{out}: {failed.strerror}") from failed
