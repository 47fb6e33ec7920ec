"""Writes docs/operator/configure.md from the settings class: `make docs`."""

from pathlib import Path
from typing import Any

from pydantic import SecretStr

from legation.config.environment import Environment

PAGE = Path(__file__).resolve().parents[1] / "docs" / "operator" / "configure.md"
HEAD = """# Configure

Legation runs without any setting. What you want otherwise you put into the environment, or into a file
`.env` in the folder from which `legation` is started, one `NAME=value` a line. The environment wins over the
file. A change takes effect when the site is started again.

`legation doctor` reads the settings in force and says what is wrong with them.

| Setting | Meaning | Default |
|---|---|---|
"""
FOOT = """
Words for yes are `true`, `1` and `on`; words for no are `false`, `0` and `off`. Folders may be relative to
the folder from which `legation` is started.

## Behind HTTPS

```
LEGATION_HOSTS=missions.example.org
LEGATION_ORIGIN=https://missions.example.org
LEGATION_HTTPS=true
LEGATION_BEHIND_PROXY=true
```

Set `LEGATION_BEHIND_PROXY` only where every request comes through a proxy of your own that sets
`X-Forwarded-For` and `X-Forwarded-Proto` itself: otherwise anybody could name an address that is not theirs.

## PostgreSQL

```
DATABASE_URL=postgres://legation:password@db.example.org:5432/legation
```

Leave `synchronous_commit` of the server as it is. With `synchronous_commit=off` a crash loses what was
already confirmed to a reader.

This page is made from the code by `make docs`.
"""


def name_of(field: str, alias: Any) -> str:
    """The variable that an operator sets."""
    return str(alias) if alias else f"LEGATION_{field.upper()}"


def shown(default: Any) -> str:
    """A default as an operator would write it."""
    value = default.get_secret_value() if isinstance(default, SecretStr) else default
    if isinstance(value, bool):
        value = str(value).lower()
    return f"`{value}`" if str(value) else "empty"


def page() -> str:
    """The whole page."""
    rows = [
        f"| `{name_of(name, field.validation_alias)}` | {field.description} | {shown(field.default)} |\n"
        for name, field in Environment.model_fields.items()
    ]
    return HEAD + "".join(rows) + FOOT


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE.relative_to(PAGE.parents[2]))
