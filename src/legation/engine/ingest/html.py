"""A page: the words of its story, without menus and scripts, and what its head says."""

import json
import re
from datetime import date
from typing import Any

from legation.engine.ingest.errors import NotWhatItSays
from legation.engine.ingest.model import Ingested, lines_of
from legation.engine.ingest.plain import decoded, stated_date

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_NOISE = "script, style, noscript, template, svg, iframe, nav, footer, form, button, select, aside, [hidden]"
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ]
)
_STORIES = ("article", "[itemprop=articleBody]", "#article-view-content-div", "#articleBody", "main", "body")
_ENOUGH = 200
_DATES = (
    ('meta[property="article:published_time"]', "content"),
    ('meta[name="date"]', "content"),
    ('meta[name="pubdate"]', "content"),
    ('meta[itemprop="datePublished"]', "content"),
    ("time[datetime]", "datetime"),
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_TAGS = re.compile(
    rb"</?(?!(?:br|hr|img|input|meta|link|source|wbr|col|area|base|embed|track|p|li)\b)[a-z]", re.IGNORECASE
)
_DEEPEST = 2000
_BLANKS = re.compile(r"[^\S\n]+")


def is_html(data: bytes) -> bool:
    """Whether the bytes begin as a page does."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or (
        head.startswith(
            (b"<!--", b"<?xml", b"<article", b"<div", b"<p>", b"<p ", b"<h1", b"<main", b"<section")
        )
        and re.search(rb"<(?:html|body|p|div|article|h1)\b", data) is not None
    )


def _unclosed(data: bytes) -> int:
    """How many elements are opened and never closed: parsing takes the square of it."""
    return sum(-1 if tag.startswith(b"</") else 1 for tag in _TAGS.findall(data))


def read_html(data: bytes) -> Ingested:
    """The story of a page as text: one line a paragraph."""
    from selectolax.lexbor import LexborHTMLParser

    if _unclosed(data) > _DEEPEST:
        raise NotWhatItSays(says="html", found="", why="nested too deeply")
    declared = _CHARSET.search(data[:4096])
    tree = LexborHTMLParser(
        decoded(data, declared=declared.group(1).decode("ascii") if declared else "", says="html")
    )
    title = _meta(tree, 'meta[property="og:title"]') or _words(tree.css_first("title"))
    url = _meta(tree, 'meta[property="og:url"]') or _attribute(tree, 'link[rel="canonical"]', "href")
    published = _published(tree)
    root = tree.css_first("html")
    language = ((root.attributes.get("lang") or "") if root is not None else "")[:2].lower()
    for node in tree.css(_NOISE):
        node.decompose()
    text = _story(tree)
    return Ingested(
        text=text,
        title=title[:300],
        published=published or stated_date(text),
        language=language if language in {"en", "ko"} else "",
        url=url if url.startswith(("http://", "https://")) else "",
        kind="html",
        marks=lines_of(text, "paragraph"),
    )


def _story(tree: Any) -> str:
    for selector in _STORIES:
        nodes = tree.css(selector)
        if nodes:
            text = "\n".join(filter(None, (_lines(node) for node in nodes)))
            if len(text) >= _ENOUGH or selector == "body":
                return text
    return _lines(tree.root) if tree.root is not None else ""


def _lines(node: Any) -> str:
    """The words under a node; whatever is a block of its own begins a line."""
    parts: list[str] = []
    stack: list[tuple[Any, bool]] = [(node, False)]
    while stack:
        current, leaving = stack.pop()
        block = current.tag in _BLOCKS
        if leaving:
            parts.append("\n")
            continue
        if current.tag == "-text":
            parts.append((current.text_content or "").replace("\n", " "))
            continue
        if block:
            parts.append("\n")
            stack.append((current, True))
        children = []
        child = current.child
        while child is not None:
            children.append((child, False))
            child = child.next
        stack.extend(reversed(children))
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _published(tree: Any) -> date | None:
    for selector, name in _DATES:
        found = _day(_attribute(tree, selector, name))
        if found is not None:
            return found
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            facts = json.loads(node.text() or "")
        except ValueError:
            continue
        for fact in facts if isinstance(facts, list) else [facts]:
            found = _day(str(fact.get("datePublished", ""))) if isinstance(fact, dict) else None
            if found is not None:
                return found
    return None


def _day(words: str) -> date | None:
    found = _ISO.search(words)
    try:
        return date.fromisoformat(found.group()) if found else None
    except ValueError:
        return None


def _meta(tree: Any, selector: str) -> str:
    return _attribute(tree, selector, "content")


def _attribute(tree: Any, selector: str, name: str) -> str:
    node = tree.css_first(selector)
    return " ".join((node.attributes.get(name) or "").split()) if node is not None else ""


def _words(node: Any) -> str:
    return " ".join((node.text() or "").split()) if node is not None else ""
