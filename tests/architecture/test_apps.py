"""HTTP at the edge, writing in actions, nothing behind anybody's back."""

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import (
    PACKAGE,
    apps,
    calls,
    files_of,
    here,
    imports,
    parsed,
    python_files,
    role_of,
)

# Where a request may be known: the pages, and the three that every page goes through.
HTTP = {"views", "feeds", "urls"}
HTTP_PARTS = {"kernel", "ui", "config", "api"}
HTTP_FILES = {("accounts", "adapter"), ("accounts", "language")}
HTTP_MODULES = ("django.http", "django.shortcuts", "django.views", "django.contrib.messages")

SIGNALS = (
    "django.dispatch",
    "django.db.models.signals",
    "django.core.signals",
    "django.contrib.auth.signals",
)
WRITES = {
    "save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "update", "delete",
    "set", "add", "remove", "clear",
}  # fmt: skip


def found_in(paths: list[Path], look) -> list[str]:
    return [f"{here(path, line)} {what}" for path in paths for line, what in look(parsed(path))]


def under(name: str, modules: tuple[str, ...]) -> bool:
    return any(f"{name}.".startswith(f"{module}.") for module in modules)


def http(tree: ast.AST) -> list[tuple[int, str]]:
    return [(line, name) for line, name in imports(tree) if under(name, HTTP_MODULES)]


def signals(tree: ast.AST) -> list[tuple[int, str]]:
    return [(line, name) for line, name in imports(tree) if under(name, SIGNALS)]


def managers(tree: ast.AST) -> list[tuple[int, str]]:
    """Where a query set is begun, or a row is written, by hand."""
    names = {"objects", "_default_manager", "_base_manager"}
    return [
        (node.lineno, ast.unparse(node))
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in names
    ]


def row_writes(tree: ast.AST) -> list[tuple[int, str]]:
    """Calls that write rows: on a manager, or `save()` and `delete()` of a row, which are told no place."""
    found = []
    for line, name, call in calls(tree):
        last = name.rpartition(".")[2]
        on_manager = ".objects" in name or "_manager" in name
        of_row = last in {"save", "delete"} and not call.args
        if "." in name and (of_row or (on_manager and last in WRITES)):
            found.append((line, name))
    return found


def orderings(tree: ast.AST) -> list[tuple[int, str]]:
    """A `Meta.ordering` costs every query a sort that nobody sees being asked for."""
    metas = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == "Meta")
    lines = [line for meta in metas for line in meta.body]
    return [(line.lineno, "ordering") for line in lines if ast.unparse(line).startswith("ordering")]


def own_saves(tree: ast.AST) -> list[tuple[int, str]]:
    return [
        (node.lineno, node.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete", "full_clean"}
    ]


def test_http_stays_at_the_edge():
    inner = [
        path
        for path in python_files()
        if role_of(path)[0] not in HTTP_PARTS
        and role_of(path)[1] not in HTTP
        and role_of(path) not in HTTP_FILES
    ]
    assert found_in(inner, http) == []


def test_nothing_listens_to_signals():
    assert found_in(python_files(), signals) == []


@pytest.mark.parametrize("app", [*apps(), "ui"])
def test_pages_read_through_queries_and_write_through_actions(app):
    pages = [*files_of(app, "views"), *files_of(app, "feeds")]
    assert found_in(pages, managers) + found_in(pages, row_writes) == []


@pytest.mark.parametrize("app", apps())
def test_queries_and_forms_never_write(app):
    assert found_in([*files_of(app, "queries"), *files_of(app, "forms")], row_writes) == []


def test_forms_never_save():
    """The base form refuses `save`; no form brings one of its own."""
    forms = [path for app in apps() for path in files_of(app, "forms")]
    assert found_in(forms, own_saves) == []


def test_models_hold_no_workflow():
    models = [path for app in [*apps(), "kernel"] for path in files_of(app, "models")]
    assert found_in(models, own_saves) + found_in(models, orderings) == []


def test_rules_query_nothing_of_their_own():
    """A rule reads what is loaded. `standing` is the one question to the database, asked once a request."""
    rules = [path for app in apps() for path in files_of(app, "rules")]
    assert found_in(rules, row_writes) == []


def test_a_breach_is_found():
    view = ast.parse(
        "from django.http import Http404\nfrom django.shortcuts import render\nimport django.httpx\n"
        "Mission.objects.filter(pk=1)\nmission.save()\nMission.objects.update(a=1)\nfound.add(2)\npicture.save(file)\n"
        "from django.db.models.signals import post_save\n"
        "class M:\n  class Meta:\n    ordering = ['a']\n  def save(self): ...\n"
    )
    assert http(view) == [(1, "django.http.Http404"), (2, "django.shortcuts.render")]
    assert [line for line, _ in managers(view)] == [4, 6]
    assert row_writes(view) == [(5, "mission.save"), (6, "Mission.objects.update")]
    assert signals(view) == [(9, "django.db.models.signals.post_save")]
    assert orderings(view) == [(12, "ordering")]
    assert own_saves(view) == [(13, "save")]


def test_the_contracts_look_at_the_pages_there_are():
    """The contracts above read files by name: this one fails where a name is misspelt there."""
    with_pages = {path.name for path in PACKAGE.iterdir() if any(path.glob("views*"))} - {"ui"}
    assert {app for app in apps() if files_of(app, "views")} == with_pages
