"""Text that people write with a few marks: paragraphs, headings, lists, bold, italic and links; nothing else.

The marks are a part of CommonMark. Tags are refused when a text is saved; what is shown is cleaned all the
same, so that nothing that came in another way ever reaches a reader.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from legation.kernel.refusals import Refused

TAGS = {"p", "h2", "h3", "ul", "ol", "li", "strong", "em", "a", "br"}
SCHEMES = {"http", "https", "mailto"}
_TAG = re.compile(r"</?\s*([a-z][a-z0-9-]*)(?:\s[^<>]*)?/?>|<!--|<!doctype|<\?", re.IGNORECASE)
_HEADINGS = {"h1": "h2", "h2": "h2"}  # the page has the first heading


class HtmlInText(Refused):
    sentence = _("The text holds HTML: %(tag)s. Write plain paragraphs; **bold**, *italic* and lists do.")
    field = "body"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one kind, with where they lead, or nothing."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or an item of a list, for print."""

    kind: str
    runs: tuple[Run, ...]
    mark: str = ""


def refuse_html(text: str, field: str) -> None:
    """Raise HtmlInText, at `field`, where the text holds a tag."""
    found = _TAG.search(text)
    if found:
        refusal = HtmlInText(tag=found.group()[:40])
        refusal.field = field  # type: ignore[misc]
        raise refusal


def html(text: str) -> SafeString:
    """The text as HTML of the few tags that are known, whatever it holds."""
    import nh3

    cleaned = nh3.clean(
        _reader().render(text),
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes=SCHEMES,
        link_rel="noopener",
    )
    return mark_safe(cleaned)


def blocks(text: str) -> tuple[Block, ...]:
    """The same for print."""
    found: list[Block] = []
    kind, marks = "p", [""]
    for token in _reader().parse(text):
        if token.type == "heading_open":
            kind = _HEADINGS.get(token.tag, "h3")
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            marks.append("•")
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            marks.pop()
        elif token.type == "list_item_open":
            kind = "li"
            marks[-1] = f"{token.info}{token.markup}" if token.info else "•"
        elif token.type == "inline":
            mark = marks[-1] if kind == "li" else ""
            found.append(Block(kind, _runs(token.children or []), mark))
            kind = "p"
    return tuple(found)


def plain(text: str) -> str:
    """The words alone, a line a block."""
    return "\n".join("".join(run.text for run in block.runs) for block in blocks(text))


def _runs(tokens: list[Any]) -> tuple[Run, ...]:
    found: list[Run] = []
    bold = italic = 0
    href = ""
    for token in tokens:
        if token.type in {"strong_open", "strong_close"}:
            bold += token.nesting
        elif token.type in {"em_open", "em_close"}:
            italic += token.nesting
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            href = ""
        elif token.type in {"softbreak", "hardbreak"}:
            found.append(Run("\n" if token.type == "hardbreak" else " ", bold > 0, italic > 0, href))
        elif token.content:
            found.append(Run(token.content, bold > 0, italic > 0, href))
    return tuple(found)


@lru_cache(maxsize=1)
def _reader() -> Any:
    from markdown_it import MarkdownIt

    reader = MarkdownIt("zero", {"html": False, "breaks": False})
    reader.enable(["heading", "list", "emphasis", "link", "newline", "escape"])

    def shifted(self: Any, tokens: Any, index: int, options: Any, env: Any) -> str:
        tokens[index].tag = _HEADINGS.get(tokens[index].tag, "h3")
        said: str = self.renderToken(tokens, index, options, env)
        return said

    reader.add_render_rule("heading_open", shifted)
    reader.add_render_rule("heading_close", shifted)
    return reader
