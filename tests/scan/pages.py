"""Reads answers as a browser would, and says what is wrong with them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tests.scan.payloads import MARK

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
HEADS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
}
TRACES = ("Traceback (most recent", "SECRET_KEY", "django.db.", "OperationalError", "root:x:0:", "7007")
TYPES = re.compile(r"^[a-z]+/[a-z0-9.+-]+(; ?[a-z]+=[\w.-]+)*$", re.IGNORECASE)
# What browsers run or show as a page of this site.
RUN = {"text/html", "image/svg+xml", "text/xml", "application/xml", "application/xhtml+xml"}
TARGETS = ("href", "src", "action", "formaction", "xlink:href", "data", "srcset")
TEXTS = {"text", "search", "hidden", "email", "url", "tel", "password", "number", "date", "time", "color"}
TEXTS |= {"datetime-local", "textarea", "select", "range", "month"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, whoever asked it."""

    status: int
    heads: tuple[tuple[str, str], ...]
    body: bytes

    def head(self, name: str) -> str:
        return next((value for key, value in self.heads if key.lower() == name), "")

    @property
    def kind(self) -> str:
        return self.head("content-type").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a page, filled as the page fills it."""

    where: str
    method: str
    values: tuple[tuple[str, str], ...]
    texts: tuple[str, ...]
    files: tuple[str, ...] = field(default=())

    def filled(self, payload: str, names: tuple[str, ...] = ()) -> dict[str, list[str]]:
        """The values, with the payload in these fields, or in all that may be written in."""
        found: dict[str, list[str]] = {}
        for name, value in self.values:
            found.setdefault(name, []).append(value)
        for name in names or self.texts:
            if name != "csrfmiddlewaretoken":
                found[name] = [payload]
        return found


def forms(body: bytes, at: str) -> Iterator[Form]:
    """All forms of a page, but for the fields that are not sent."""
    tree = LexborHTMLParser(body)
    for node in tree.css("form"):
        told = node.attributes
        values, texts, files = [], [], []
        named = f'[form="{told["id"]}"]' if told.get("id") else None
        for each in [*node.css("input, select, textarea, button"), *(tree.css(named) if named else ())]:
            name, kind = each.attributes.get("name"), _kind(each)
            if not name or "disabled" in each.attributes:
                continue
            if kind == "file":
                files.append(name)
                continue
            values += [(name, value) for value in _values(each, kind)]
            if kind in TEXTS and name not in texts:
                texts.append(name)
        where = urljoin(at, told.get("action") or "")
        yield Form(where, (told.get("method") or "get").lower(), tuple(values), tuple(texts), tuple(files))


def _kind(node: LexborNode) -> str:
    return (node.attributes.get("type") or "text").lower() if node.tag == "input" else str(node.tag)


def _values(node: LexborNode, kind: str) -> list[str]:
    if kind == "textarea":
        return [node.text()]
    if kind == "select":
        options = node.css("option")
        chosen = [each for each in options if "selected" in each.attributes] or options[:1]
        return [each.attributes.get("value") or "" for each in chosen]
    if kind in {"checkbox", "radio"} and "checked" not in node.attributes:
        return []
    if kind in {"submit", "button", "reset"} and not node.attributes.get("value"):
        return []
    return [node.attributes.get("value") or ""]


def links(body: bytes, at: str) -> Iterator[str]:
    """Addresses of this host that a page leads to."""
    for node in LexborHTMLParser(body).css("a[href]"):
        found = urlsplit(urljoin(at, node.attributes.get("href") or ""))
        if found.scheme in {"http", "https"} and found.netloc == urlsplit(at).netloc:
            yield found._replace(fragment="").geturl()


def wrong(answer: Answer, at: str, *, private: bool, https: bool) -> Iterator[str]:
    """What a browser should not be given, or not without saying more."""
    if answer.status >= 500 and answer.status != 503:
        yield f"status {answer.status}"
    yield from _wrong_heads(answer, private=private, https=https)
    yield from _wrong_target(answer, at)
    if answer.kind in RUN:
        yield from _run(answer)
    text = answer.body.decode("utf-8", "replace") if answer.status >= 400 else ""
    yield from (f"tells {trace}" for trace in TRACES if trace in text)


def _wrong_heads(answer: Answer, *, private: bool, https: bool) -> Iterator[str]:
    for name, value in HEADS.items():
        if answer.head(name) != value:
            yield f"{name} is {answer.head(name)!r}"
    parts = answer.head("content-security-policy").split(";")
    policy = dict(part.strip().partition(" ")[::2] for part in parts)
    if {name: policy.get(name) for name in POLICY} != POLICY:
        yield f"policy is {policy}"
    if https and "max-age=31536000" not in answer.head("strict-transport-security"):
        yield "no strict transport"
    if private and "no-store" not in answer.head("cache-control"):
        yield f"may be kept: {answer.head('cache-control')!r}"
    if answer.body and not TYPES.match(answer.head("content-type")):
        yield f"type is {answer.head('content-type')!r}"
    for name, value in answer.heads:
        if name.lower() == "set-cookie":
            flags = {part.strip().partition("=")[0].lower() for part in value.split(";")[1:]}
            if "max-age=0" in value.lower().replace(" ", ""):  # it is taken away
                continue
            missing = {"httponly", "samesite", "path", *(["secure"] if https else [])} - flags
            if missing:
                yield f"cookie {value.partition('=')[0]} lacks {sorted(missing)}"
        if name.lower() == f"x-{MARK}" or (name.lower() == "set-cookie" and value.startswith(MARK)):
            yield f"takes the head {name}"


def _wrong_target(answer: Answer, at: str) -> Iterator[str]:
    where = answer.head("location")
    if where:
        target = urlsplit(urljoin(at, where.replace("\\", "/")))
        if target.netloc != urlsplit(at).netloc:
            yield f"leads to {where[:100]}"


def _run(answer: Answer) -> Iterator[str]:
    """The mark as an element, an attribute or an address that runs."""
    text = answer.body.decode("utf-8", "replace")
    if f"<{MARK}" in text or f"</script><script>{MARK}" in text:
        place = max(text.find(f"<{MARK}"), 0)
        yield f"runs {text[max(place - 80, 0) : place + 40]!r}"
    if f"on{MARK}" not in text and "script:" not in text and "data:text" not in text:
        return
    for node in LexborHTMLParser(answer.body).css("*"):
        for name, value in node.attributes.items():
            plain = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if MARK in name.lower():
                yield f"has the attribute {name} on {node.tag}"
            if name in TARGETS and plain.startswith(("javascript:", "data:text", "vbscript:")):
                yield f"{node.tag} leads to {plain[:60]}"
