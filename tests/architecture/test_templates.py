"""Templates hold no style and no script of their own: the content security policy would refuse them."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE

TEMPLATES = sorted(PACKAGE.glob("*/templates/**/*.html"))
RULES = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "a script of its own": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", re.IGNORECASE
    ),
    "an on… attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "a file of another site": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//", re.IGNORECASE
    ),
    "a note for later": re.compile(r"\b(?:TODO|FIXME|XXX|lorem ipsum|coming soon)\b", re.IGNORECASE),
    "text marked safe": re.compile(r"\|\s*safe\b|\{%\s*autoescape off"),
}


def breaches(text: str) -> list[str]:
    """What a template does that it may not, with its line."""
    return [
        f"{text.count(chr(10), 0, found.start()) + 1}: {what}"
        for what, rule in RULES.items()
        for found in rule.finditer(text)
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_keeps_to_the_policy(path: Path):
    assert breaches(path.read_text(encoding="utf-8")) == []


def test_a_breach_is_found():
    template = (
        '<p style="color:red">\n<style>p{}</style>\n<script>1</script>\n<a onclick="x()">\n'
        '<a href="javascript:x">\n<img src="//elsewhere/x.png">\n{{ x|safe }}\n'
        '<script src="{% static "a.js" %}"></script>\n<p class="style">on = off</p>\n<!-- TODO -->\n'
    )
    assert sorted(breaches(template)) == [
        "10: a note for later",
        "1: a style attribute",
        "2: a style element",
        "3: a script of its own",
        "4: an on… attribute",
        "5: a javascript: address",
        "6: a file of another site",
        "7: text marked safe",
    ]


FORM = re.compile(r"<form\b.*?</form>", re.DOTALL | re.IGNORECASE)


def test_every_form_that_posts_carries_its_token():
    without = [
        str(path.relative_to(PACKAGE))
        for path in TEMPLATES
        for form in FORM.findall(path.read_text(encoding="utf-8"))
        if re.search(r"method=[\"']?post", form, re.IGNORECASE) and "{% csrf_token %}" not in form
    ]
    assert without == []
