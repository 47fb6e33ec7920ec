"""Every setting and command is described, every link leads somewhere, decisions are counted."""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from scripts.settings_page import PAGE, page

from legation.cli import parser
from legation.config.environment import Environment
from tests.architecture.tree import DOCS, ROOT

PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def test_the_page_of_settings_is_the_one_that_the_code_writes():
    assert PAGE.read_text(encoding="utf-8") == page(), "make docs"


def test_every_setting_says_what_it_means():
    assert [name for name, field in Environment.model_fields.items() if not field.description] == []


def commands(top: argparse.ArgumentParser) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    """Every command of the command line, those within commands too."""
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield name, command
                yield from ((f"{name} {inner}", each) for inner, each in commands(command))


def described(page_: str) -> dict[str, str]:
    """The sections of a page whose headings name a command, by command."""
    parts = re.split(r"^## `legation ([a-z -]+?)`.*$", page_, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_command_and_option_is_described_and_no_other():
    sections = described((DOCS / "operator" / "commands.md").read_text(encoding="utf-8"))
    assert sorted(sections) == sorted(name for name, _ in commands(parser()))
    missing = [
        f"{name} {option}"
        for name, command in commands(parser())
        for action in command._actions
        for option in action.option_strings
        if option not in {"-h", "--help"} and f"`{option}" not in sections[name]
    ]
    assert missing == []


def anchors(text: str) -> set[str]:
    """The places of a page that a link can lead to."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def broken(text: str, folder: Path) -> list[str]:
    """Links that lead nowhere."""
    found = []
    for link in LINK.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = (folder / name).resolve() if name else None
        if (target is not None and not target.exists()) or (
            anchor and anchor not in anchors(target.read_text(encoding="utf-8") if target else text)
        ):
            found.append(link)
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(path: Path):
    assert broken(path.read_text(encoding="utf-8"), path.parent) == []


def test_a_broken_link_is_found(tmp_path):
    (tmp_path / "a.md").write_text("# One head\n", encoding="utf-8")
    text = (
        "# Top\n[a](a.md) [b](b.md) [c](a.md#one-head) [d](a.md#two) [e](#top) [f](#no) [g](https://x.org/y)"
    )
    assert broken(text, tmp_path) == ["b.md", "a.md#two", "#no"]


def test_no_two_decisions_have_one_number():
    numbers = [path.name[:5] for path in (DOCS / "decisions").glob("*.md")]
    assert [number for number in numbers if not re.fullmatch(r"\d{4}-", number)] == []
    assert sorted(numbers) == sorted(set(numbers))


def test_a_decision_says_why_and_is_short():
    wrong = {}
    for path in (DOCS / "decisions").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        heading = re.match(rf"# {path.name[:4]}: \S", text)
        if not heading or len(text.split()) > 450:
            wrong[path.name] = len(text.split())
    assert wrong == {}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_page_begins_with_its_one_title(path: Path):
    text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert text.startswith("# ")
