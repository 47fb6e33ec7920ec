"""Every message has its Korean, with the same facts in it, and the compiled catalogue is the written one."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

import polib
import pytest

from tests.architecture.tree import PACKAGE

KOREAN = PACKAGE / "locale" / "ko" / "LC_MESSAGES"
COLLECT = (
    "from django.conf import settings; settings.configure(); import django; django.setup()\n"
    "from django.core.management import call_command\n"
    "call_command('makemessages', locale=['ko'], no_location=True, no_wrap=True, verbosity=0)"
)
FACT = re.compile(r"%\((\w+)\)[sd]|(?<!%)%([sd])|\{(\w+)\}")
Key = tuple[str, str, str]
SAYING = {"_", "gettext", "gettext_lazy", "pgettext", "pgettext_lazy"}


def key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid, entry.msgid_plural or "")


def facts(text: str) -> list[str]:
    """What is filled into a message: its named places, and how many unnamed."""
    return sorted("".join(found) for found in FACT.findall(text.replace("%%", "")))


def written_korean(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> set[Key]:
    """Everything that the code and the templates say, collected from a copy of the package."""
    copy = tmp_path_factory.mktemp("messages") / "legation"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__", "locale", "migrations"))
    (copy / "locale").mkdir()
    subprocess.run([sys.executable, "-c", COLLECT], cwd=copy, check=True, capture_output=True, text=True)
    return {key(entry) for entry in polib.pofile(str(copy / "locale" / "ko" / "LC_MESSAGES" / "django.po"))}


@pytest.fixture(scope="module")
def korean() -> polib.POFile:
    catalogue = KOREAN / "django.po"
    assert catalogue.is_file(), "make messages"
    return polib.pofile(str(catalogue))


def test_something_is_said(said: set[Key]):
    assert ("visibility", "Shared", "") in said


def test_every_message_has_its_korean(said: set[Key], korean: polib.POFile):
    translated = {key(entry) for entry in korean if entry.translated()}
    assert sorted(said - translated) == []


def test_nothing_is_left_to_check(korean: polib.POFile):
    assert [key(entry) for entry in korean if entry.fuzzy] == []


def test_no_korean_is_kept_for_what_nobody_says(said: set[Key], korean: polib.POFile):
    assert sorted({key(entry) for entry in korean} - said) == []


def test_a_message_and_its_korean_hold_the_same_facts(korean: polib.POFile):
    wrong = [
        (entry.msgid, text)
        for entry in korean.translated_entries()
        for text in written_korean(entry)
        if facts(text) not in (facts(entry.msgid), facts(entry.msgid_plural or entry.msgid))
    ]
    assert wrong == []


def test_facts_are_read_as_they_are_filled_in():
    assert facts("%(who)s of {city}: %s and %d, 100%% sure") == ["city", "d", "s", "who"]


def test_a_message_keeps_its_markup(korean: polib.POFile):
    """Tags and the blanks at both ends are part of the page."""

    def shape(text: str) -> tuple[list[str], bool, bool]:
        return sorted(re.findall(r"</?\w+", text)), text[:1].isspace(), text[-1:].isspace()

    wrong = [
        (entry.msgid, text)
        for entry in korean.translated_entries()
        for text in written_korean(entry)
        if shape(text) not in (shape(entry.msgid), shape(entry.msgid_plural or entry.msgid))
    ]
    assert wrong == []


def test_the_compiled_catalogue_is_the_written_one(korean: polib.POFile):
    def catalogue(entries: list[polib.POEntry]) -> dict[Key, list[str]]:
        return {key(entry): written_korean(entry) for entry in entries}

    compiled = polib.mofile(str(KOREAN / "django.mo"))
    assert catalogue(list(compiled)) == catalogue(korean.translated_entries()), "make messages"


def _within_fstrings() -> set[tuple[str, str]]:
    """What is said inside an f-string, by its context: the collector of messages does not look there."""
    found = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                found |= set(_messages(node))
    return found


def _messages(node: ast.AST) -> Iterator[tuple[str, str]]:
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in SAYING:
            words = [one.value for one in call.args if isinstance(one, ast.Constant)]
            yield (str(words[0]), str(words[1])) if "pgettext" in call.func.id else ("", str(words[0]))


def test_what_is_said_within_an_fstring_has_its_korean(korean: polib.POFile):
    translated = {key(entry)[:2] for entry in korean if entry.translated()}
    assert sorted(_within_fstrings() - translated) == []
    assert list(_messages(ast.parse("f\"{_('Nobody has said this')}\""))) == [("", "Nobody has said this")]
