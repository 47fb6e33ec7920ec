"""The public site of an office: made when it publishes for the first time, and kept by its staff."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from i18nfield.strings import LazyI18nString

from legation.accounts.models import Office, User
from legation.kernel import editing, publishing, richtext
from legation.kernel.refusals import Refused
from legation.newsroom.models import NewsSite
from legation.newsroom.queries.consents import words


class NoOffice(Refused):
    sentence = _("Nobody who said yes belongs to an office, so there is no site to publish on.")


@transaction.atomic
def change_site(site: NewsSite, values: Mapping[str, Any], *, seen: int, by: User) -> NewsSite:
    """Change what the public reads of the office."""
    for name in ("name", "about", "contact"):
        for text in words(values[name]).values():
            richtext.refuse_html(text, name)
    changed = editing.change(site, values, seen=seen, by=by)
    publishing.touch()
    return changed


def sites_for(consents: Any, *, by: User) -> list[NewsSite]:
    """The sites of the offices of those who said yes; made where there is none yet."""
    keys = consents.exclude(by__office=None).order_by("side").values_list("by__office", flat=True)
    offices = {office.pk: office for office in Office.objects.filter(pk__in=list(keys))}
    if not offices:
        raise NoOffice
    known = {site.office_id: site for site in NewsSite.objects.filter(office__in=offices)}
    return [known.get(key) or _new_site(offices[key], by=by) for key in dict.fromkeys(keys)]


def _new_site(office: Office, *, by: User) -> NewsSite:
    begin = slugify(office.name)[:50].strip("-") or f"office-{office.pk}"
    taken = NewsSite.objects.filter(slug=begin).exists()
    return editing.add(
        NewsSite(
            office=office,
            slug=f"{begin}-{office.pk}" if taken else begin,
            name=LazyI18nString({"en": office.name, "ko": office.name}),
        ),
        by=by,
    )
