"""Writes down what a release's database is like: `python scripts/release_state.py 0.2`.

Done once for each release, when its migrations are final. `tests/upgrades` brings a database of each release
that is written down there up to date. No database is needed here: the migrations say it all.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "upgrades"


def state() -> dict[str, Any]:
    """The last migration of each app, and the columns of our tables."""
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(None)
    last = sorted(loader.graph.leaf_nodes())
    ours = {migration.app_label for migration in loader.disk_migrations.values() if is_ours(migration)}
    return {"migrations": dict(last), "tables": tables(loader.project_state(last).apps, ours)}


def is_ours(migration: Any) -> bool:
    return str(migration.__module__).startswith("legation.")


def tables(apps: Any, labels: set[str]) -> dict[str, str]:
    """The columns of each table of these apps, in order of their names."""
    return {
        model._meta.db_table: " ".join(sorted(field.column for field in model._meta.concrete_fields))
        for label in sorted(labels)
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    }


def main() -> None:
    if len(sys.argv) != 2 or not sys.argv[1].replace(".", "").isdigit():
        sys.exit("Name the release: python scripts/release_state.py 0.2")
    os.environ.setdefault("LEGATION_SECRET_KEY", "only-for-reading-the-migrations")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "legation.config.settings")
    import django

    django.setup()
    path = FOLDER / f"{sys.argv[1]}.json"
    path.write_text(json.dumps(state(), indent=1) + "\n", encoding="utf-8")
    print(f"{path.name}: {len(state()['tables'])} tables")


if __name__ == "__main__":
    main()
