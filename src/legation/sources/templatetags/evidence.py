"""Where a record was found, for the pages of records of every app: `{% evidence record %}` needs no load."""

from typing import Any

from django import template

from legation.kernel.models import Record
from legation.sources.queries import evidence_of

register = template.Library()


@register.inclusion_tag("sources/evidence.html", takes_context=True)
def evidence(context: dict[str, Any], record: Record) -> dict[str, Any]:
    """The sources in which this record was found, as far as the reader sees them: one query."""
    return {"quotes": evidence_of(record, context["request"].user)}
