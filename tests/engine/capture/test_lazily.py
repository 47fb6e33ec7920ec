"""Patterns are compiled at their first use: none at the start, and every one of them can be."""

import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from legation.engine import capture
from legation.engine.capture.lazily import _Lazy, lazily

MODULES = sorted(one.name for one in pkgutil.iter_modules([str(Path(capture.__file__).parent)]))


def patterns(value: object) -> list[_Lazy]:
    if isinstance(value, _Lazy):
        return [value]
    if isinstance(value, dict):
        return [one for item in value.values() for one in patterns(item)]
    return [one for item in value for one in patterns(item)] if isinstance(value, tuple | list) else []


def test_every_pattern_of_every_module_can_be_compiled():
    found = [
        one
        for name in MODULES
        for value in vars(import_module(f"legation.engine.capture.{name}")).values()
        for one in patterns(value)
    ]
    assert len(found) > 300
    assert [one for one in found if not isinstance(one.pattern, str)] == []


def test_a_pattern_answers_as_the_compiled_one_does():
    late = lazily(r"(?P<word>b+)", re.IGNORECASE)
    assert (late.search("aBBc").group("word"), late.sub("x", "abc"), late.match("a"), late.groups) == (
        "BB",
        "axc",
        None,
        1,
    )


def test_a_wrong_pattern_is_told_at_its_first_use():
    with pytest.raises(re.error):
        lazily("(").search("")


def test_no_pattern_is_compiled_before_a_text_is_read():
    code = (
        "import dataclasses, importlib.resources, re, typing, unicodedata; made = []; old = re.compile\n"
        "re.compile = lambda *words: made.append(words) or old(*words)\n"
        "import legation.engine.capture; print(len(made))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.split() == ["0"]
