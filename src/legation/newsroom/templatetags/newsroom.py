"""Words of a press release in templates."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from legation.kernel import richtext
from legation.newsroom.models import Quotation
from legation.newsroom.queries.consents import words
from legation.newsroom.queries.releases import Clock, is_approved, told_on

register = template.Library()


@register.filter
def inlang(text: Any, language: str) -> str:
    """The words in this language, and nothing where there are none."""
    return words(text).get(language, "")


@register.filter
def rich(text: str) -> SafeString:
    """The text with its few marks."""
    return richtext.html(text)


@register.filter
def approved(quotation: Quotation) -> bool:
    """The speaker said yes to exactly what stands here."""
    return is_approved(quotation)


@register.simple_tag
def told(at: datetime, clocks: tuple[Clock, ...]) -> str:
    """The minute on the clocks of both cities."""
    return told_on(at, clocks, get_language() or "en")
