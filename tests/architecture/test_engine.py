"""The engine is pure: no framework, no clock, no chance without a seed, nothing read but its own files."""

import ast
import sys

from tests.architecture.tree import PACKAGE, calls, here, imports, parsed, python_files

# Libraries that compute and nothing else.
LIBRARIES = {"icalendar", "icu", "numba", "numpy", "ortools", "pypdf", "selectolax"}
# Parts of the standard library that reach out of the process or look at the clock.
REACHING_OUT = {
    *("asyncio", "atexit", "concurrent", "getpass", "glob", "http", "io", "locale", "logging"),
    *("multiprocessing", "os", "pathlib", "platform", "shutil", "signal", "socket", "sqlite3", "ssl"),
    *("subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid", "webbrowser"),
}
CLOCKS = {"now", "today", "utcnow", "time", "monotonic", "perf_counter"}
CHANCE = {"random", "secrets"}


def impurities(tree: ast.AST) -> list[tuple[int, str]]:
    """What a file of the engine does that it may not."""
    found = []
    for line, name in imports(tree):
        top = name.split(".")[0]
        if not top or name.startswith("legation.engine"):
            continue
        if name == "io.BytesIO":  # bytes in memory, for a library that reads a file
            continue
        if top in REACHING_OUT or (top not in sys.stdlib_module_names and top not in LIBRARIES):
            found.append((line, f"imports {name}"))
        elif top in CHANCE and name != "random.Random":
            found.append((line, f"imports {name}, not random.Random with a seed"))
    for line, name, call in calls(tree):
        last = name.rpartition(".")[2]
        if last in CLOCKS and not call.args and name != last:
            found.append((line, f"looks at the clock: {name}()"))
        if name in {"open", "print", "input", "exec", "eval", "__import__"}:
            found.append((line, f"calls {name}()"))
        if name in {"Random", "random.Random"} and not (call.args or call.keywords):
            found.append((line, "Random without a seed"))
    return found


def test_the_engine_is_pure():
    found = [
        f"{here(path, line)} {what}"
        for path in python_files(PACKAGE / "engine")
        for line, what in impurities(parsed(path))
    ]
    assert found == []


def test_an_impurity_is_found():
    source = (
        "import django.db\nfrom legation.kernel import gate\nimport os\nfrom time import sleep\n"
        "import random\n"
        "from random import Random\nRandom()\nRandom(7)\nfrom datetime import date\ndate.today()\nopen('x')\n"
        "import legation.engine.naming\nfrom .facts import Fact\nimport icu\nprint(1)\n"
    )
    assert impurities(ast.parse(source)) == [
        (1, "imports django.db"),
        (2, "imports legation.kernel.gate"),
        (3, "imports os"),
        (4, "imports time.sleep"),
        (5, "imports random, not random.Random with a seed"),
        (7, "Random without a seed"),
        (10, "looks at the clock: date.today()"),
        (11, "calls open()"),
        (15, "calls print()"),
    ]


def unfrozen(tree: ast.AST) -> list[tuple[int, str]]:
    """Dataclasses that can be changed after they were made, or that take more room than they need."""
    found = []
    for node in ast.walk(tree):
        for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else ():
            written = ast.unparse(decorator)
            if "dataclass" in written and not ("frozen=True" in written and "slots=True" in written):
                found.append((node.lineno, node.name))
    return found


def test_what_goes_in_and_out_is_frozen_and_slotted():
    """Working notes inside an engine may change; what its `__init__` hands out may not."""
    found = []
    for engine in sorted((PACKAGE / "engine").iterdir()):
        if engine.is_dir() and (engine / "__init__.py").exists():
            handed_out = {name.rpartition(".")[2] for _, name in imports(parsed(engine / "__init__.py"))}
            for path in python_files(engine):
                wrong = [each for each in unfrozen(parsed(path)) if each[1] in handed_out]
                found += [f"{here(path, line)} {name}" for line, name in wrong]
    assert found == []


def test_an_unfrozen_dataclass_is_found():
    source = (
        "@dataclass\nclass A: ...\n@dataclass(frozen=True)\nclass B: ...\n"
        "@dataclass(frozen=True, slots=True)\nclass C: ...\nclass D: ...\n"
    )
    assert unfrozen(ast.parse(source)) == [(2, "A"), (4, "B")]
