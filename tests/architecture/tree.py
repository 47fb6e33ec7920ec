"""The package as the contracts see it: its apps, its files, and what each file imports and calls."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "legation"
DOCS = ROOT / "docs"

# What every part has of its own stands in no app: these are built differently, and are named here once.
NOT_APPS = {"cli", "config", "demo", "engine", "kernel", "locale", "ui"}


def apps() -> list[str]:
    """The folders that follow the names of an app."""
    return sorted(
        folder.name
        for folder in PACKAGE.iterdir()
        if folder.is_dir() and folder.name not in NOT_APPS and not folder.name.startswith("_")
    )


def python_files(folder: Path = PACKAGE) -> list[Path]:
    """Every Python file that people write: migrations aside."""
    return sorted(
        path for path in folder.rglob("*.py") if not {"migrations", "__pycache__"} & set(path.parts)
    )


def files_of(app: str, name: str) -> list[Path]:
    """`views.py`, or every file of `views/`."""
    return sorted([*PACKAGE.joinpath(app).glob(f"{name}.py"), *PACKAGE.joinpath(app, name).rglob("*.py")])


def role_of(path: Path) -> tuple[str, str]:
    """The part of the package that a file is in, and which file of it: ("missions", "views")."""
    part, *rest = path.relative_to(PACKAGE).parts
    return (part.removesuffix(".py"), "") if not rest else (part, rest[0].removesuffix(".py"))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything imported, inside functions too; relative ones begin with a dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def dotted(node: ast.AST) -> str:
    """`a.b.c` as it is written; what is not a plain name stands as `()`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "()"


def calls(tree: ast.AST) -> Iterator[tuple[int, str, ast.Call]]:
    """Line, dotted name and node of every call."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node.lineno, dotted(node.func), node


def here(path: Path, line: int) -> str:
    """Where to look: `src/legation/missions/views.py:12`."""
    return f"{path.relative_to(ROOT)}:{line}"
